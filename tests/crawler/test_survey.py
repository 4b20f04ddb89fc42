"""A survey over a real server: what is a column, what stands in the navigation, what is blank."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crawler.browser import find_browser
from crawler.navigation import navigation
from crawler.page import Page
from gongkai.disk.store import SiteStore
from gongkai.model import Choice, Order, Search
from tests.crawler.server import HOST, Answer, article, page, serving, url, visit

NAV = """<div class=nav><ul><li><a href=/>首页</a></li><li><a href=/kj/>科技</a></li>
<li><a href=/yw/>要闻</a></li>
<li><a href=/zcwj/>政策文件</a><ul><li><a href=/zcwj/gz/>规章</a></li></ul></li>
<li><a href=/sj/>数据</a></li><li><a href=/qj/>墙</a></li>
<li><a href=/lx/>联系我们</a></li></ul></div>"""
FOOT = "<div class=footer><a href=/lj/>友情链接</a></div>"
SCRIPT = (
    "<script>fetch('/sj/list.json').then(function(r){return r.json()})</script><div id=app></div>"
)


def listed(*rows: tuple[str, str], more: str = "", pages: int = 1) -> str:
    items = "".join(
        f'<li><a href="/content/post_{4000 + n}{i}.html">{title}的通知</a><span>{day}</span></li>'
        for i, (n, (title, day)) in enumerate(enumerate(rows))
    )
    onward = "<a href=index_2.html>第二页</a><a href=index_2.html>下一页</a>"
    pager = f"<div class=page>{onward}共{pages}页</div>"
    return page("栏目", f"{NAV}<ul class=list>{items}</ul>{more}{pager}{FOOT}")


def of_day(day: str, count: int = 3) -> list[tuple[str, str]]:
    return [(f"关于第{n}件工作", day) for n in range(count)]


HOME = page(
    "海棠市财政局",
    f"{NAV}<ul>"
    + "".join(
        f'<li><a href="/content/post_1234{n}.html">工作的通知{n}</a><span>2026-09-2{n}</span></li>'
        for n in range(1, 5)
    )
    + f"<li><a href=/202609/t20260929_99001.html>关于会议的报道</a></li></ul>{FOOT}",
    SiteName="海棠市财政局",
)
SITE: dict[str, Any] = {
    "/": HOME,
    "/yw/": listed(*of_day("2026-09-20"), pages=2),
    "/yw/index_2.html": listed(*of_day("2026-01-01"), pages=2),
    "/zcwj/": page(
        "政策文件",
        f"{NAV}<p><a href=/zcwj/gz/>规章</a></p><p><a href=/zcwj/gfx/>规范性文件</a></p>",
    ),
    "/zcwj/gz/": listed(*of_day("2026-02-01")),
    "/zcwj/gfx/": listed(*of_day("2026-08-01")),
    "/kj/": page("科技", f"{NAV}<ul class=list></ul><p>暂无信息</p>{FOOT}"),
    "/sj/": page("数据", NAV + SCRIPT),
    "/qj/": Answer("<script>$_ts=window['$_ts'];</script>", 412),
    "/lx/": article("联系我们"),
    "/lj/": listed(*of_day("2026-09-20")),
}


def survey(folder: Path, pages: dict[str, Any] = SITE, **site: Any) -> tuple[SiteStore, Search]:
    with serving(pages) as server:
        order = Order(host=HOST, root=url("/"), survey=True)
        store = visit(folder, server.site(**site), [order])
    (found,) = (s for s in store.searches() if not s.subject)
    return store, found


def by_name(search: Search) -> dict[str, Choice]:
    return {c.way: c for c in search.choices}


@pytest.fixture(scope="module")
def surveyed(tmp_path_factory: pytest.TempPathFactory) -> tuple[SiteStore, Search]:
    return survey(tmp_path_factory.mktemp("survey"))


def test_every_column_is_found_with_its_place(surveyed: tuple[SiteStore, Search]) -> None:
    found = by_name(surveyed[1])
    tops = {"要闻", "政策文件", "科技", "数据", "墙"}
    assert tops <= {way for way, c in found.items() if c.top}
    assert {way for way, c in found.items() if not c.top} == {
        "政策文件 › 规章",
        "政策文件 › 规范性文件",
    }
    assert not any(c.url.endswith(("/lj/", "index_2.html")) for c in surveyed[1].choices)
    assert surveyed[1].complete
    ways = [c.way for c in surveyed[1].choices]  # in the order of reading
    assert ways.index("要闻") < ways.index("政策文件") < ways.index("科技")


def test_each_is_read_by_its_first_page(surveyed: tuple[SiteStore, Search]) -> None:
    store, search = surveyed
    read = {x.column: x for x in store.listings()}
    news = read[url("/yw/")]
    assert (len(news.rows), news.complete, str(news.back_to)) == (3, False, "2026-09-21")
    assert url("/yw/index_2.html") not in {s.url for s in store.snapshots()}
    assert by_name(search)["政策文件"].doubts == ("landing",)
    assert str(by_name(search)["要闻"].newest) == "2026-09-20"


def test_only_what_says_so_itself_is_blank(surveyed: tuple[SiteStore, Search]) -> None:
    read = {x.column: x for x in surveyed[0].listings()}
    blank, drawn, wall = (read[url(at)] for at in ("/kj/", "/sj/", "/qj/"))
    assert (blank.rows, blank.problem, blank.complete) == ((), "", True)
    assert (drawn.problem, wall.problem) == ("unreadable", "blocked")
    assert not drawn.complete
    assert by_name(surveyed[1])["联系我们"].doubts == ("article",)


def test_the_front_page_is_read_for_its_own_entries(surveyed: tuple[SiteStore, Search]) -> None:
    (home,) = (x for x in surveyed[0].listings() if x.column == url("/"))
    assert home.type == "首页"
    assert len(home.rows) == 5
    assert max(str(r.day) for r in home.rows) == "2026-09-29"  # told by an address


def test_what_the_budget_does_not_reach_is_said(tmp_path: Path) -> None:
    store, search = survey(tmp_path, requests=12)
    assert (search.problem, search.complete) == ("budget", False)
    left = {c.way for c in search.choices if c.problem == "budget"}
    assert left
    assert "要闻" not in left  # what must change most often is read first
    assert not left & {x.name for x in store.listings()}
    assert len(store.snapshots()) <= 12


def test_a_walled_site_has_no_blank_columns(tmp_path: Path) -> None:
    store, search = survey(tmp_path, {"/": Answer("<script>$_ts=window['$_ts'];</script>", 412)})
    assert (search.problem, search.choices) == ("blocked", ())
    (home,) = store.listings()
    assert home.problem == "blocked"


@pytest.mark.skipif(find_browser() is None, reason="no browser on this machine")
def test_a_browser_reads_what_a_script_draws(tmp_path: Path) -> None:
    rows = ",".join(
        f'{{"title":"关于第{n}件数据的通报","url":"/content/post_{n}{n}.html","date":"2026-09-1{n}"}}'
        for n in range(1, 5)
    )
    row = "'<li><a href='+r.url+'>'+r.title+'</a><span>'+r.date+'</span></li>'"
    drawn = f"[{rows}].map(function(r){{return {row}}}).join('')"
    script = (
        "<div id=app></div><script>document.getElementById('app').innerHTML="
        f"'<ul class=list>'+{drawn}+'</ul>'</script>"
    )
    pages = {"/": HOME, "/sj/": page("数据", NAV + script)}
    with serving(pages) as server:
        orders = [Order(host=HOST, root=url("/"), survey=True, browser=b) for b in (False, True)]
        store = visit(tmp_path, server.site(), orders)
    read = [x for x in store.listings() if x.column == url("/sj/")]
    assert [(x.browser, x.problem, len(x.rows)) for x in read] == [
        (False, "unreadable", 0),
        (True, "", 4),
    ]


def test_the_navigation_tells_levels_apart() -> None:
    found = navigation(Page(HOME, url("/")))
    assert found[url("/yw/")].above == ()
    assert found[url("/zcwj/gz/")].above == ("政策文件",)
    assert url("/lj/") not in found
