"""Columns of TRS WCM, whose second page is number one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crawler.page import Page
from gongkai.model import Listing, Order
from spiders.trs import TrsSpider
from tests.crawler.server import HOST, page, serving, url, visit

COLUMN = "/tzgg/"


def rows(numbers: range, pager: str) -> str:
    items = "".join(
        f'<li><a href="./202609/t202609{n:02}_{n}.html">关于第{n}项工作的通知</a>'
        f"<span>2026-09-{n:02}</span></li>"
        for n in numbers
    )
    return page("通知公告", f"<ul class=list>{items}</ul>{pager}")


def call(current: int) -> str:
    return f'<script>//createPageHTML(3, {current}, "index", "html", "black2", 12);</script>'


def read(folder: Path, pages: dict[str, Any]) -> tuple[Listing, list[str]]:
    with serving(pages) as server:
        order = Order(host=HOST, url=url(COLUMN))
        (listing,) = visit(folder, server.site(cms="trs"), [order]).listings()
    return listing, server.log


@pytest.mark.parametrize("pager", [call, lambda _: "<div>共3页</div>"])
def test_pages_count_from_nought(tmp_path: Path, pager: Any) -> None:
    pages = {
        COLUMN: rows(range(28, 24, -1), pager(0)),
        "/tzgg/index_1.html": rows(range(24, 20, -1), pager(1)),
        "/tzgg/index_2.html": rows(range(20, 16, -1), pager(2)),
    }
    listing, log = read(tmp_path, pages)
    assert log == ["/robots.txt", *pages]
    assert (len(listing.rows), listing.complete, listing.problem) == (12, True, "")


def test_a_count_leads_on_only_from_the_page_that_was_reached(tmp_path: Path) -> None:
    deep = "/tzgg/index_2.html"
    with serving({deep: rows(range(9, 5, -1), "<div>共9页</div>")}) as server:
        order = Order(host=HOST, url=url(deep))
        (listing,) = visit(tmp_path, server.site(cms="trs"), [order]).listings()
    assert server.log[1:] == [deep]
    assert (listing.complete, listing.problem) == (False, "not_deep_enough")


@pytest.mark.parametrize("stub", ["<html><body>-</body></html>", ""])
def test_a_stub_ends_the_reading_before_its_end(tmp_path: Path, stub: str) -> None:
    pages = {COLUMN: rows(range(28, 24, -1), call(0)), "/tzgg/index_1.html": stub}
    listing, log = read(tmp_path, pages)
    assert (len(listing.rows), listing.complete) == (4, False)
    assert (listing.problem, log[-1]) == ("not_deep_enough", "/tzgg/index_1.html")


@pytest.mark.parametrize(
    ("html", "its"),
    [
        ('<a href="./202609/t20260901_1.html">公告</a>' * 3, True),
        ('<a href="./202609/t20260901_1.html">公告</a>' * 2, False),
        ("<div class=TRS_Editor></div>", True),
        ('<a href="/art/2026/9/1/art_1_2.html">公告</a>' * 3, False),
    ],
)
def test_a_site_is_known_by_its_marks(html: str, its: bool) -> None:
    assert TrsSpider.recognises(Page.read(page("首页", html).encode(), url("/"))) is its
