"""Columns of ucap: shown, in a comment, or from the search interface."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crawler.page import Page
from gongkai.model import Listing, Order
from spiders.ucap import UcapSpider
from tests.crawler.server import HOST, Answer, page, serving, url, visit

COLUMN = "/haitang/c100028/list.shtml"
CHANNEL = "ffe0f9a9de42484cb218be2fd18116d0"
TOTAL = 45
TITLES = [f"海棠市第{n}次常务会议纪要" for n in range(TOTAL)]


def day(n: int) -> date:
    return date.fromordinal(date(2026, 9, 28).toordinal() - n)


def shell(body: str) -> str:
    names = ("首页", "政务公开", "办事服务", "互动交流", "数据开放", "走进海棠", "新闻动态")
    menu = "".join(f'<li><a href="/{n}/">{name}</a></li>' for n, name in enumerate(names))
    foot = "主办：海棠市人民政府办公室 承办：海棠市政务服务和数据管理局 网站标识码：4499000001"
    return page("会议", f"<ul>{menu}</ul>{body}<p>{foot}</p>", channelId=CHANNEL)


def answer(number: int, size: int) -> Answer:
    found = [
        {
            "title": f"<em>{TITLES[n]}</em>",
            "url": f"//{HOST}/haitang/c100028/{n:032x}.shtml",
            "publishedTime": 1,
            "publishedTimeStr": f"{day(n)} 10:00:00",
            "content": '<p><a href="/x.html">有关决定的公告全文</a>2020-01-01</p>',
        }
        for n in range((number - 1) * size, min(number * size, TOTAL))
    ]
    told = {"data": {"total": TOTAL, "rows": size, "page": number, "results": found}}
    return Answer(json.dumps(told), 200, {"Content-Type": "application/json"})


def address(path: str, number: int, size: int) -> str:
    asked = f"_isAgg=false&_isJson=true&_pageSize={size}&_template=index"
    return f"{path}/{CHANNEL}?{asked}&page={number}"


def read(folder: Path, pages: dict[str, Any], **asked: Any) -> tuple[Listing, list[str]]:
    with serving(pages) as server:
        order = Order(host=HOST, url=url(COLUMN), **asked)
        (listing,) = visit(folder, server.site(cms="ucap"), [order]).listings()
    return listing, server.log


@pytest.mark.parametrize(
    ("script", "path", "size"),
    [
        ("$.get('/common/search/' + channelId);", "/common/search", 20),
        (f"$.get('/searchList/{CHANNEL}?_pageSize=15&page=' + n);", "/searchList", 15),
    ],
)
def test_rows_come_from_the_interface_that_the_page_asks(
    tmp_path: Path, script: str, path: str, size: int
) -> None:
    pages: dict[str, Any] = {COLUMN: shell(f"<script>{script}</script>")}
    pages |= {address(path, n, size): answer(n, size) for n in (1, 2, 3)}
    listing, log = read(tmp_path, pages)
    assert [(row.title, row.day) for row in listing.rows] == [
        (title, day(n)) for n, title in enumerate(TITLES)
    ]
    assert (listing.complete, listing.problem, log) == (True, "", ["/robots.txt", *pages])


def test_the_interface_is_asked_no_further_than_the_day(tmp_path: Path) -> None:
    script = "<script>$.get('/common/search/' + channelId);</script>"
    pages: dict[str, Any] = {COLUMN: shell(script)}
    pages |= {address("/common/search", n, 20): answer(n, 20) for n in (1, 2, 3)}
    listing, log = read(tmp_path, pages, since=day(10))
    assert (listing.back_to, len(log)) == (day(10), 4)


def test_an_interface_that_refuses_leaves_the_column_unreadable(tmp_path: Path) -> None:
    script = "<script>$.get('/common/search/' + channelId);</script>"
    listing, log = read(tmp_path, {COLUMN: shell(script)})
    assert (listing.rows, listing.complete, listing.problem) == ((), False, "unreadable")
    assert log[2:] == [address("/common/search", 1, 20)]


def rows(numbers: range) -> str:
    return "".join(
        f'<li><a href="{n:032x}.shtml">{TITLES[n]}</a><b>{day(n)}</b></li>' for n in numbers
    )


def test_rows_in_a_comment_need_no_interface(tmp_path: Path) -> None:
    pages = {
        f"/haitang/c100028/list{'' if n == 1 else f'_{n}'}.shtml": shell(
            f"<ul><!-- {rows(range((n - 1) * 15, n * 15))} --></ul>"
            f"<script>//createPageHTML('page_div', 3, {n}, 'list', 'shtml', {TOTAL});</script>"
            "<script>function search() { $.get('/common/search/' + channelId); }</script>"
        )
        for n in (1, 2, 3)
    }
    listing, log = read(tmp_path, pages)
    assert [row.title for row in listing.rows] == TITLES
    assert (listing.complete, log) == (True, ["/robots.txt", *pages])


@pytest.mark.parametrize(
    ("html", "its"),
    [
        (shell(""), True),
        (page("首页", "<div id=UCAP-CONTENT></div>"), True),
        (page("首页", "<p>公告</p>", channelId="tzgg"), False),
        (page("首页", f'<a href="/202609/{CHANNEL}.shtml">公告</a>' * 3), True),
        (page("首页", '<a href="/haitang/c100028/202609/174240943.shtml">公告</a>' * 3), True),
        (page("首页", '<a href="/haitang/c100028/c7661505/content.shtml">公告</a>' * 3), True),
        (page("首页", '<a href="/202609/t20260901_1.shtml">公告</a>' * 3), False),
    ],
)
def test_a_site_is_known_by_its_marks(html: str, its: bool) -> None:
    assert UcapSpider.recognises(Page.read(html.encode(), url("/"))) is its


def test_rows_of_a_page_of_nothing_but_scripts(tmp_path: Path) -> None:
    bare = page(
        "会议",
        "<div id=app></div><script>$.get('/common/search/' + channelId);</script>",
        channelId=CHANNEL,
    )
    pages: dict[str, Any] = {COLUMN: bare}
    pages |= {address("/common/search", n, 20): answer(n, 20) for n in (1, 2, 3)}
    listing, _ = read(tmp_path / "1", pages)
    assert ([row.title for row in listing.rows], listing.complete) == (TITLES, True)
    listing, _ = read(tmp_path / "2", {COLUMN: bare})
    assert (listing.rows, listing.complete, listing.problem) == ((), False, "unreadable")
