"""The site's own search: asked last, asked little, and never a proof of anything."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from crawler.page import Page
from crawler.sitesearch import SEARCHES, above, form
from gongkai.model import Order, Search
from tests.crawler.server import HOST, Answer, Server, column, page, serving, url, visit

FORM = '<form action="/search" method="get"><input name="q"><button>搜索</button></form>'
FILL = f"<p>{'海棠市人民政府门户网站。' * 20}</p>"
HOME = page("海棠市", f'{FORM}<ul><li><a href="/tzgg/">通知公告</a></ul>{FILL}')
ROWS = [(f"2026年第{n}期政府公报", f"/gb/content/post_{n}.html", f"2026-0{n}-20") for n in (6, 3)]
ASK = f"/search?q={quote('政府公报')}"


def post(trail: str = "", **metas: str) -> str:
    crumbs = f'<div class="position">当前位置：<a href="/">首页</a> &gt; {trail}</div>'
    return page("政府公报", f"{crumbs}<h1>2026年政府公报</h1>{FILL}", **metas)


TRAIL = '<a href="/gb/">政府公报</a>'
SITE: dict[str, object] = {
    "/": HOME,
    "/tzgg/": column([("关于停水的通知", "/a/1.html", "2026-09-01")]),
    "/gb/": column(ROWS, name="政府公报"),
    ASK: column(ROWS, name="站内搜索"),
    **{row[1]: post(TRAIL) for row in ROWS},
}


def sought(
    tmp_path: Path, pages: dict[str, object], subjects: tuple[str, ...] = ("政府公报",)
) -> tuple[list[Search], Server]:
    orders = [
        Order(host=HOST, root=url("/"), subject=word, words=word, entries=word, seek=True)
        for word in subjects
    ]
    with serving(pages) as server:
        store = visit(tmp_path, server.site(), orders)
    return store.searches(), server


def test_what_no_page_links_is_found_by_the_sites_own_search(tmp_path: Path) -> None:
    (search,), server = sought(tmp_path, SITE)
    assert [c.url for c in search.found] == [url("/gb/")]
    step = search.steps[-1]
    assert (step.way, step.term, step.results, step.found) == ("search", "政府公报", 2, url("/gb/"))
    assert step.snapshot
    assert server.asked(ASK) == 1
    assert search.choices[0].way == "“政府公报” › 政府公报"


def test_the_search_is_the_last_way(tmp_path: Path) -> None:
    linked = SITE | {
        "/": HOME.replace("通知公告</a>", '通知公告</a><li><a href="/gb/">政府公报</a>')
    }
    (search,), server = sought(tmp_path, linked)
    assert [c.url for c in search.found] == [url("/gb/")]
    assert server.asked(ASK) == 0


@pytest.mark.parametrize(
    "answer",
    [Answer("gone", 404), Answer("busy", 500), Answer("<p>安全验证</p>", 412), page("搜索", FILL)],
    ids=["gone", "busy", "wall", "drawn by a script"],
)
def test_a_broken_search_hides_nothing_and_is_asked_once(tmp_path: Path, answer: object) -> None:
    other = f"/search?q={quote('应急预案')}"
    broken = SITE | {ASK: answer, other: answer}
    searches, server = sought(tmp_path, broken, ("政府公报", "应急预案"))
    assert [(s.found, s.complete, s.problem) for s in searches] == [((), True, "")] * 2
    assert bool(searches[0].steps[-1].problem)
    assert server.asked(other) == 0


def test_a_search_that_finds_nothing_changes_nothing(tmp_path: Path) -> None:
    nothing = SITE | {ASK: page("搜索", f"<p>没有找到相关内容</p>{FILL}")}
    (search,), _ = sought(tmp_path, nothing)
    assert (search.found, search.complete) == ((), True)
    assert (search.steps[-1].results, search.steps[-1].problem) == (0, "")


def test_a_result_is_weighed_like_any_other_candidate(tmp_path: Path) -> None:
    mixed = [("关于停水的通知", "/a/1.html", "2026-09-01")] * 1
    others = [(f"第{n}号通知", f"/a/{n}.html", f"2026-08-{n:02}") for n in range(1, 9)]
    trail = '<a href="/tzgg/">通知公告</a>'
    site = SITE | {"/tzgg/": column(mixed + others), **{row[1]: post(trail) for row in ROWS}}
    (search,), _ = sought(tmp_path, site)
    assert search.found == ()
    foreign = '<a href="/gb/">桁头区财政局公报</a>'
    (search,), _ = sought(tmp_path / "2", SITE | {row[1]: post(foreign) for row in ROWS})
    assert search.found == ()
    assert [c.doubts for c in search.choices] == [("foreign",)]


def test_the_results_go_on_overleaf_once(tmp_path: Path) -> None:
    after = [
        column([("停水的通知", "/a/9.html", "2026-01-01")], after=f"/s{n}.html") for n in (2, 3)
    ]
    last = column(ROWS, after="/s4.html")
    (search,), server = sought(tmp_path, SITE | {ASK: after[0], "/s2.html": last, "/s4.html": last})
    assert search.steps[-1].results == 3
    assert [c.url for c in search.found] == [url("/gb/")]
    assert server.asked("/s4.html") == 0


def test_a_site_is_asked_so_often_and_no_more(tmp_path: Path) -> None:
    words = tuple(f"公报{n}号" for n in range(SEARCHES + 2))
    nothing = page("搜索", f"<p>没有找到相关内容</p>{FILL}")
    pages = SITE | {f"/search?q={quote(word)}": nothing for word in words}
    _, server = sought(tmp_path, pages, words)
    assert sum(path.startswith("/search") for path in server.log) == SEARCHES


def test_robots_and_walls_are_respected(tmp_path: Path) -> None:
    robots: dict[str, object] = {"/robots.txt": Answer("User-agent: *\nDisallow: /search\n")}
    (search,), server = sought(tmp_path, SITE | robots)
    assert (search.found, search.complete, server.asked(ASK)) == ((), True, 0)
    walled, server = sought(tmp_path / "2", SITE | {"/": Answer("<p>安全验证</p>", 412)})
    assert not walled[0].complete
    assert server.asked(ASK) == 0


@pytest.mark.parametrize(
    ("html", "address"),
    [
        (FORM, "http://www.haitang.gov.cn/search?q=%E5%85%AC%E6%8A%A5"),
        (
            '<form action="so/?x=1"><input type=hidden name=siteid value=7><select name=t>'
            "<option value=0>全部<option value=1 selected>标题</select><input name=wd></form>",
            "http://www.haitang.gov.cn/so/?siteid=7&t=1&wd=%E5%85%AC%E6%8A%A5",
        ),
        (
            '<form class=search action=/s accept-charset=gbk><input type=text name=a1></form>',
            "http://www.haitang.gov.cn/s?a1=%B9%AB%B1%A8",
        ),
        ('<form action=/s method=post><input name=q></form>', ""),
        ('<form action="javascript:go()"><input name=q></form>', ""),
        ("<form><input name=q></form>", ""),
        ('<form class=search action=/in><input name=u><input type=password name=p></form>', ""),
        ('<form action=/apply><input name=xm></form>', ""),
        ('<form action=/s class=search><input name=title1><input name=title2></form>', ""),
    ],
)  # fmt: skip
def test_only_a_plain_form_is_filled_in(html: str, address: str) -> None:
    found = form(Page(f"<body>{html}", url("/")))
    assert (found.address("公报") if found else "") == address


def test_the_column_of_an_entry_is_its_trails_else_its_folders() -> None:
    at = url("/gb/content/post_3.html")
    entry = above(Page(post(f'<a href="/zwgk/">政务公开</a> &gt; {TRAIL}'), at), url("/"))
    assert entry is not None
    assert (entry.url, entry.name, entry.under) == (url("/gb/"), "政府公报", ("政务公开",))
    entry = above(Page(page("公报", FILL, ColumnName="政府公报"), at), url("/"))
    assert entry is not None
    assert (entry.url, entry.name) == (url("/gb/"), "政府公报")
    dated = url("/gb/202606/t20260620_1.html")
    entry = above(Page(page("公报", FILL, ColumnName="政府公报"), dated), url("/"))
    assert entry is not None
    assert entry.url == url("/gb/")
    assert above(Page(page("公报", FILL), at), url("/")) is None
    assert above(Page(page("公报", FILL, ColumnName="政府公报"), url("/1.html")), url("/")) is None
