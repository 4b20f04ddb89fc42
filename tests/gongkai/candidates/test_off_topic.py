from __future__ import annotations

from typing import Any

import pytest

from gongkai.candidates import Shelf
from gongkai.candidates.off_topic import signs
from tests.gongkai.candidates.holdings import NOTICES, ROOT, holdings, item

GUIDE = Shelf(url=f"{ROOT}zn/", name="政府信息公开指南")
NEWS = "市领导到榕东区调研重点项目建设"


def told(title: str, shelf: Shelf = GUIDE, **more: Any) -> int:
    return len(
        list(signs(holdings([item(1, "2025-05-06", at=shelf.url, title=title, **more)], shelf)))
    )


def test_news_in_the_guide_is_a_sign() -> None:
    made = item(1, "2025-05-06", at=GUIDE.url, title=NEWS)
    (one,) = signs(holdings([made], GUIDE))
    assert (one.kind, one.why, one.url) == ("off_topic", "news_shape", made.url)
    assert one.seen == f"columns=政府信息公开指南; column={GUIDE.url}; day=2025-05-06"


@pytest.mark.parametrize(
    "name", ["信息公开制度", "政府信息公开年报", "法定主动公开内容", "政府信息公开工作年度报告"]
)
def test_so_it_is_in_every_column_that_the_regulation_fixes(name: str) -> None:
    page = {"text": "5月6日，市领导一行到榕东区。", "column": name}
    assert told(NEWS, Shelf(url=GUIDE.url, name=name), **page) == 1


@pytest.mark.parametrize("name", ["工作动态", "公开动态", "通知公告", "公开指南和工作信息", ""])
def test_elsewhere_news_are_in_place(name: str) -> None:
    assert told(NEWS, Shelf(url=GUIDE.url, name=name)) == 0


@pytest.mark.parametrize(
    "title",
    [
        "海棠市政府信息公开指南",
        "市政府办公室召开政府信息公开工作会议",  # about disclosure
        "关于召开调研座谈会议的通知",  # a paper
        "市领导调研活动方案",
        "召开座谈会议审批表",
        "开展",  # a verb and nothing that is news
        "机构简介",
        "信访接待活动安排",  # no verb of doing
        "培训会议保密规定",
    ],
)
def test_innocent_are(title: str) -> None:
    assert told(title) == 0


@pytest.mark.parametrize(
    ("page", "signs_"),
    [
        ({"text": "5月6日，市领导到榕东区。"}, 1),
        ({"text": "近日，市领导到榕东区。"}, 1),
        ({"text": "本报讯 市领导到榕东区。"}, 1),
        ({"text": "一、申请条件。二、办理方式。"}, 0),  # whatever its title says
        ({"text": "一、机构设置" * 8 + "5月6日"}, 0),
        ({"text": "5月6日，市领导到榕东区。", "files": ["申请表.doc"]}, 0),
        ({"text": "5月6日，市领导到榕东区。", "doc_no": "海府办〔2025〕3号"}, 0),
    ],
)
def test_of_an_opened_page_the_text_decides(page: dict[str, Any], signs_: int) -> None:
    assert told(NEWS, **page) == signs_


def test_of_a_page_that_was_not_opened_two_words_are_asked() -> None:
    assert told("市财政局召开推进会") == 1
    assert told("市财政局召开") == 0
    assert told("市财政局召开", text="近日，市财政局召开。") == 1


def test_a_root_that_lists_what_its_news_column_holds_is_none() -> None:
    root = Shelf(url=GUIDE.url, name="法定主动公开内容")
    assert told(NEWS, root) == 0  # who knows where it was put
    assert told(NEWS, root, text="近日，领导调研。", column="工作动态") == 0
    assert told(NEWS, root, shelves=frozenset({GUIDE.url, NOTICES})) == 0
    assert told(NEWS, shelves=frozenset({GUIDE.url, NOTICES})) == 0
