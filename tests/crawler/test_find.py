"""Columns without a known URL: looked for by name, every place written down."""

from __future__ import annotations

from pathlib import Path

from crawler.find import PAGES
from gongkai.model import Order, Search
from tests.crawler.server import HOST, Answer, column, page, serving, url, visit

ROWS = [(f"关于第{n}项工作的通知", f"/a/{n}.html", f"2026-09-0{n}") for n in (3, 2, 1)]
LONG = "全市财政系统深入学习贯彻会议精神并对预算执行工作作出全面部署安排"
HOME = page(
    "海棠市",
    f"""<a href="/zwgk/">政务公开</a> <a href="/tzgg/">通知公告&gt;&gt;</a>
    <a href="/map.html">网站地图</a> <a href="/n/t20260901_1.html">预算执行</a>
    <a href="/news/1.html">{LONG}</a> <a href="http://other.example.org/yszx/">预算执行</a>
    <p>{"海棠市人民政府门户网站。" * 20}</p>""",
)
SITE = {
    "/": HOME,
    "/zwgk/": page(
        "政务公开",
        """<a href="/zwgk/czxx/">财政信息</a> <a href="/zwgk/yszx/">预算执行情况</a>
        <a href="/zwgk/zcjd/">政策解读</a>""",
    ),
    "/map.html": page("地图", '<a href="/zwgk/yszx2/">预算执行</a>'),
    "/tzgg/": column(ROWS),
    "/zwgk/yszx/": column(ROWS, name="预算执行情况"),
    "/zwgk/yszx2/": column(ROWS, name="预算执行"),
}


def sought(tmp_path: Path, words: str, pages: dict[str, object], root: str = "/") -> Search:
    order = Order(host=HOST, root=url(root), subject="s", words=words)
    with serving(pages) as server:
        store = visit(tmp_path, server.site(), [order])
    (search,) = store.searches()
    assert [x.column for x in store.listings()] == [c.url for c in search.found]
    assert all(x.subjects == ("s",) for x in store.listings())
    return search


def test_a_name_in_the_navigation_ends_the_search(tmp_path: Path) -> None:
    search = sought(tmp_path, "通知公告|公示公告", SITE)
    assert [(c.url, c.name, c.how) for c in search.found] == [
        (url("/tzgg/"), "通知公告", "discovered")
    ]
    assert [(s.way, s.found, s.problem) for s in search.steps] == [
        ("navigation", url("/tzgg/"), "")
    ]
    assert search.complete
    assert search.steps[0].snapshot


def test_hubs_and_the_site_map_are_looked_at(tmp_path: Path) -> None:
    empty = SITE | {"/zwgk/yszx/": page("预算执行情况", "<p>本栏目暂无内容</p>")}
    search = sought(tmp_path, "预算执行|财政收支", empty)
    assert [c.url for c in search.found] == [url("/zwgk/yszx2/")]
    assert [(s.way, s.found) for s in search.steps] == [
        ("navigation", ""),  # headlines, documents and other hosts are no columns
        ("links", url("/zwgk/yszx/")),
        ("sitemap", url("/zwgk/yszx2/")),
    ]
    search = sought(tmp_path / "near", "预算执行|财政收支", SITE)
    assert [c.url for c in search.found] == [url("/zwgk/yszx/")]  # 预算执行情况 is called so too


def test_not_there_is_proved_by_readable_places_only(tmp_path: Path) -> None:
    search = sought(tmp_path / "whole", "应急预案", SITE)
    assert (search.found, search.complete, search.problem) == ((), True, "")
    assert [step.way for step in search.steps] == ["navigation", "links", "sitemap", "section"]
    walled = SITE | {"/zwgk/": Answer("<p>安全验证</p>", 412)}
    search = sought(tmp_path / "walled", "应急预案", walled)
    assert (search.found, search.complete) == ((), False)
    assert search.problem


def test_a_home_that_cannot_be_read_hides_everything(tmp_path: Path) -> None:
    search = sought(tmp_path, "通知公告", {"/": Answer("busy", 503)})
    assert (search.complete, len(search.steps)) == (False, 1)
    assert search.problem


def test_a_home_without_links_hides_everything(tmp_path: Path) -> None:
    search = sought(tmp_path, "通知公告", {"/": page("海棠市", f"<p>{LONG * 20}</p>")})
    assert (search.complete, search.problem) == (False, "unreadable")


def test_a_search_ends_and_says_so(tmp_path: Path) -> None:
    hubs = "".join(f'<a href="/zwgk/{n}/">政务公开{n}</a>' for n in range(PAGES + 2))
    below = {f"/zwgk/{n}/": column(ROWS) for n in range(PAGES + 2)}
    search = sought(tmp_path, "应急预案", {"/": page("海棠市", hubs), **below})
    assert (search.complete, search.problem) == (False, "not_deep_enough")
    assert sum(bool(step.snapshot) for step in search.steps) == PAGES


def test_in_a_channel_its_own_columns_count_first(tmp_path: Path) -> None:
    pages = {
        "/jyj/": page(
            "教育局", '<a href="/tzgg/">通知公告</a> <a href="/jyj/tz/">教育局通知公告</a>'
        ),
        "/tzgg/": column(ROWS),
        "/jyj/tz/": column(ROWS),
    }
    search = sought(tmp_path, "通知公告", pages, "/jyj/")
    assert [c.url for c in search.found] == [url("/jyj/tz/")]
