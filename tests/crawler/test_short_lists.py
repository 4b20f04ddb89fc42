"""A column of a few rows is no document, and a document beside a few rows is one."""

from __future__ import annotations

import pytest

from crawler.article import read_article
from crawler.page import Page

URL = "http://swj.haitang.gov.cn/tzgg/"
MENU = "".join(f'<li><a href="/{n}/">栏目名称{n}</a></li>' for n in range(8))
FOOT = "<p>主办：海棠市水务局 网站标识码：4499000001 海公网安备44990000000001号 联系电话</p>"
TITLE = "海棠市水务局关于开展第{}号水库安全检查工作有关事项的通知"
TEXT = "为做好汛期水库安全管理，现就检查的范围、时间和要求通知如下，请各单位认真组织落实。" * 4
SHAPES = ["<ul>{}</ul>", "<div class=list>{}</div>", "<div id=zoom>{}</div>"]


def rows(count: int) -> str:
    return "".join(
        f'<li><a href="/a/{n}.html">{TITLE.format(n)}</a><span>2026-05-0{n + 1}</span></li>'
        for n in range(count)
    )


def is_article(body: str) -> bool:
    page = f"<title>通知公告_海棠市水务局</title><body><ul>{MENU}</ul>{body}{FOOT}"
    return read_article(Page(page, URL)).article


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_column_of_a_few_rows_is_no_document(shape: str, count: int) -> None:
    assert not is_article(f"<h2>通知公告</h2>{shape.format(rows(count))}")


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{TITLE.format(9)}</h1><p>2026-05-09</p><div id=zoom><p>{TEXT}</p></div>{{}}",
        f"<h1>{TITLE.format(9)}</h1><p>发布日期：2026-05-09</p><p><img src=/1.jpg></p>{{}}",
        f"{{}}<h1>{TITLE.format(9)}</h1><div><p>{TEXT}</p><p>{TEXT}</p></div>",
    ],
    ids=["unlabelled day", "a picture alone", "rows before it"],
)
def test_a_document_beside_a_few_rows_is_one(body: str) -> None:
    assert is_article(body.format(f"<h3>相关</h3><ul>{rows(3)}</ul>"))


def test_a_document_that_is_a_file_is_one() -> None:
    file = f'<p>2026-05-09</p><a href="/a/1.pdf">{TITLE.format(9)}</a>'
    assert is_article(f"<h1>{TITLE.format(9)}</h1>{file}")
