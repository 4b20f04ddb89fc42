from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.candidates import Item
from gongkai.candidates.duplicate import signs
from tests.gongkai.candidates.holdings import NOTICES, POLICY, ROOT, holdings, item

TEXT = (
    "第一条为了加强城市绿化管理，保护和改善生态环境，建设宜居城市，结合本市实际，制定本办法。"
    "第二条本市城市规划区内绿地的规划、建设、保护和管理，适用本办法。任何单位和个人都有保护绿化成果的义务。"
    "第三条城市绿化应当坚持因地制宜、节约用水、便民利民的原则，绿地率不低于35%，并向社会公布结果。"
)


def pair(**second: Any) -> list[Item]:
    """One article in two columns; the second post as said."""
    said = {"title": "绿化办法", "text": TEXT}
    other = {"n": 2, "day": "2025-08-20", "at": NOTICES, **said, **second}
    return [item(1, "2025-06-16", **said), item(**other)]


def test_one_text_under_two_numbers_in_two_columns_is_a_sign() -> None:
    (one,) = signs(holdings(pair()))
    assert (one.kind, one.why, one.unit, one.title) == ("duplicate", "same_text", "czj", "绿化办法")
    assert one.url == f"{POLICY}content/post_1.html"  # the older one
    assert one.other == f"{NOTICES}content/post_2.html"
    assert one.seen == "columns=政策文件, 通知公告; days=2025-06-16, 2025-08-20"
    assert one.snapshots == "www#1 www#2"


def test_the_older_post_is_told_first_wherever_it_stands() -> None:
    (one,) = signs(holdings(pair(day="2025-01-20")))
    assert one.url == f"{NOTICES}content/post_2.html"


def test_one_figure_in_a_long_text_makes_another_article() -> None:
    both = pair(text=TEXT * 2), pair(text=TEXT + TEXT.replace("35", "40"))
    first = [each[1] for each in both]
    other = item(9, "2025-06-16", title="绿化办法", text=TEXT * 2)
    assert len(list(signs(holdings([other, first[0]])))) == 1
    assert not list(signs(holdings([other, first[1]])))


def test_a_third_post_is_told_with_the_second() -> None:
    third = item(3, "2025-09-01", at=f"{ROOT}gzdt/", title="绿化办法", text=TEXT)
    (one,) = signs(holdings([*pair(), third]))
    assert one.other.split() == [f"{NOTICES}content/post_2.html", f"{ROOT}gzdt/content/post_3.html"]


INNOCENT: dict[str, dict[str, Any]] = {
    "one post at two addresses": {"n": 1},
    "twice in one column": {"at": POLICY},
    "a column that gathers others' rows": {"shelves": frozenset({POLICY, NOTICES})},
    "passed on": {"source": "中国政府网"},
    "the first names nobody": {"source": "市财政局"},
    "another figure": {"text": TEXT.replace("35", "40")},
    "another text": {"text": TEXT.replace("绿", "树")},
    "with a table of its own": {"files": ["附表.xls"]},
    "an interpretation": {"title": "绿化办法解读"},
    "another office's": {"unit": "jyj"},
    "another site": {"url": "http://czj.haitang.gov.cn/tzgg/content/post_2.html"},
    "not opened": {"page": None},
}


@pytest.mark.parametrize("second", INNOCENT.values(), ids=INNOCENT.keys())
def test_innocent_are(second: dict[str, Any]) -> None:
    assert not list(signs(holdings(pair(**second))))


def test_what_both_pass_on_with_its_source_named_is_none() -> None:
    both = [
        item(n, at=at, title="意见", text=TEXT, source="中国政府网")
        for n, at in ((1, POLICY), (2, NOTICES))
    ]
    assert not list(signs(holdings(both)))
    own = [
        item(n, at=at, title="意见", text=TEXT, source="来源：市财政局")
        for n, at in ((1, POLICY), (2, NOTICES))
    ]
    assert len(list(signs(holdings(own)))) == 1


@pytest.mark.parametrize(("length", "told"), [(119, 0), (120, 1)])
def test_short_texts_are_forms(length: int, told: int) -> None:
    assert len(list(signs(holdings(pair(text=TEXT[:length]) and [
        item(1, title="a", text=TEXT[:length]), item(2, at=NOTICES, title="a", text=TEXT[:length])
    ])))) == told  # fmt: skip


def test_a_corrected_word_is_still_the_same_article() -> None:
    near = TEXT.replace("并向社会公布结果", "并向社会公布")
    assert len(list(signs(holdings(pair(text=near))))) == 1
    far = TEXT.replace("便民利民的原则", "科学布局的方针") + "本办法自公布之日起施行。"
    assert not list(signs(holdings(pair(text=far))))


@given(st.permutations(range(4)))
def test_the_order_of_reading_decides_nothing(order: list[int]) -> None:
    items = [*pair(), *pair(n=4, at=f"{ROOT}gzdt/", day="2025-09-01")]
    first = list(signs(holdings(items)))
    shuffled = holdings([])
    assert first
    again = list(signs(holdings([items[n] for n in order])))
    assert again == first
    assert not list(signs(shuffled))
