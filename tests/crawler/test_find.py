"""Columns without a known URL: looked for by name, every place written down."""

from __future__ import annotations

from pathlib import Path

from crawler.find import PAGES
from gongkai.model import Order, Search
from tests.crawler.server import HOST, Answer, article, column, page, serving, url, visit

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


BUDGETS = [(f"海棠市财政局202{n}年部门预算", f"/a/{n}.html", f"202{n}-02-01") for n in (6, 5, 4)]
OTHERS = [(f"第{n}期业务培训班开班", f"/b/{n}.html", f"2026-09-0{n}") for n in (4, 3, 2, 1)]
FILL = f"<p>{'海棠市财政局门户网站。' * 20}</p>"


def budget(tmp_path: Path, pages: dict[str, object], **more: object) -> Search:
    order = Order(
        host=HOST,
        root=url("/"),
        subject="s",
        words="部门预算|预算",
        entries="预算",
        seek=True,
        **more,
    )
    with serving(pages) as server:
        store = visit(tmp_path, server.site(), [order])
    assert store.listings() == []  # it is only looked for
    (search,) = store.searches()
    return search


def taken(search: Search) -> list[str]:
    return [c.url for c in search.choices if c.taken]


def refused(search: Search) -> dict[str, tuple[str, ...]]:
    return {c.url: c.doubts for c in search.choices if not c.taken}


def test_the_content_decides_between_names(tmp_path: Path) -> None:
    links = '<a href="/x/">预算编制软件</a><a href="/y/">本级预算管理</a><a href="/z/">部门预算</a>'
    pages: dict[str, object] = {
        "/": page("海棠市财政局", links + FILL),
        "/x/": column(OTHERS, name="预算编制软件"),
        "/y/": column(BUDGETS, name="本级预算管理"),
        "/z/": article("部门预算"),
    }
    search = budget(tmp_path, pages)
    assert taken(search) == [url("/y/")]
    assert refused(search) == {url("/z/"): ("article",), url("/x/"): ("other_rows",)}
    assert budget(tmp_path / "none", pages | {"/y/": column(OTHERS)}).found == ()


def test_a_landing_page_leads_to_the_column_below_it(tmp_path: Path) -> None:
    below = '<ul><li><a href="/bmys/">部门预算</a></li><li><a href="/bmjs/">部门决算</a></li></ul>'
    pages: dict[str, object] = {
        "/": page("海棠市财政局", f'<a href="/ysgk/">财政预算和决算信息栏</a>{FILL}'),
        "/ysgk/": page("财政预算和决算信息栏", below + FILL),
        "/bmys/": column(BUDGETS, name="部门预算"),
        "/bmjs/": column(OTHERS, name="部门决算"),
    }
    search = budget(tmp_path, pages)
    assert taken(search) == [url("/bmys/")]
    (found,) = [c for c in search.choices if c.taken]
    assert found.way == "财政预算和决算信息栏 › 部门预算"


def test_what_is_others_is_refused(tmp_path: Path) -> None:
    links = (
        '<dl><dt>海棠市教育局</dt><dd><a href="/jyys/">部门预算</a></dd></dl>'
        '<ul><li><a href="/sjj/ys/">部门预算</a></li></ul>'
    )
    pages: dict[str, object] = {
        "/": page("海棠市财政局", links + FILL),
        "/jyys/": column(BUDGETS),
        "/sjj/ys/": column(BUDGETS),
    }
    search = budget(tmp_path, pages, apart=(url("/sjj/"),))
    assert search.found == ()
    assert refused(search) == {url("/jyys/"): ("foreign",), url("/sjj/ys/"): ("foreign",)}


def test_two_that_are_alike_are_one_column_or_a_doubt(tmp_path: Path) -> None:
    links = '<a href="/a/">部门预算</a><a href="/b/">预算</a>'
    home = page("海棠市财政局", links + FILL)
    same: dict[str, object] = {"/": home, "/a/": column(BUDGETS), "/b/": column(BUDGETS)}
    search = budget(tmp_path / "same", same)
    assert [(c.url, c.doubts) for c in search.choices] == [(url("/a/"), ()), (url("/b/"), ())]
    other = [(t.replace("财政局", "审计局"), u, d) for t, u, d in BUDGETS]
    search = budget(tmp_path / "other", same | {"/b/": column(other)})
    assert taken(search) == [url("/a/"), url("/b/")]
    assert all(c.doubts == ("several",) for c in search.choices)


def test_what_could_not_be_read_is_not_missing(tmp_path: Path) -> None:
    links = '<a href="/a/">部门预算</a><a href="/b/">新区预算专题汇总</a>'
    pages: dict[str, object] = {"/": page("海棠市财政局", links + FILL), "/a/": Answer("", 403)}
    search = budget(tmp_path, pages | {"/b/": column(OTHERS)})
    assert taken(search) == [url("/a/")]
    assert search.choices[0].doubts == ("unseen",)
    only = page("海棠市财政局", f'<a href="/b/">新区预算专题资料汇总</a>{FILL}')
    search = budget(tmp_path / "near", {"/": only, "/b/": Answer("", 403)})
    assert search.found == ()
    assert search.problem  # so nobody will say that there is no such column


def test_a_portal_in_a_frame_and_its_tree_are_looked_into(tmp_path: Path) -> None:
    pages: dict[str, object] = {
        "/": page("海棠市财政局", f'<a href="/zfxxgk/">政府信息公开</a>{FILL}'),
        "/zfxxgk/": page("政府信息公开", f'<iframe src="/tree.html"></iframe>{FILL}'),
        "/tree.html": page(
            "目录", f'<script>var t=[{{name:"部门预算",url:"/ys/"}}]</script>{FILL}'
        ),
        "/ys/": column(BUDGETS),
    }
    search = budget(tmp_path, pages)
    assert taken(search) == [url("/ys/")]
    assert [step.way for step in search.steps] == ["navigation", "links", "frame"]


def test_a_sitemap_gives_addresses_whose_page_must_say_what_it_is(tmp_path: Path) -> None:
    locations = "".join(f"<url><loc>{url(p)}</loc></url>" for p in ("/ys/", "/x/ys/", "/tzgg/"))
    pages: dict[str, object] = {
        "/": page("海棠市财政局", f'<a href="/about/x.html">关于我们</a>{FILL}'),
        "/sitemap.xml": Answer(
            f'<?xml version="1.0"?><urlset>{locations}</urlset>',
            headers={"Content-Type": "text/xml"},
        ),
        "/ys/": column(BUDGETS, name="部门预算"),
        "/x/ys/": column(OTHERS, name="演示"),
    }
    assert taken(budget(tmp_path, pages)) == [url("/ys/")]


def test_pages_are_fetched_once_for_all_subjects(tmp_path: Path) -> None:
    words = ("通知公告", "预算执行", "应急预案", "政策文件")
    orders = [Order(host=HOST, root=url("/"), subject=w, words=w, seek=True) for w in words]
    with serving(SITE) as server:
        store = visit(tmp_path, server.site(), orders)
    assert len(store.searches()) == len(words)
    assert max(server.log.count(path) for path in server.log) == 1


def test_nobody_else_changes_what_is_found(tmp_path: Path) -> None:
    alone = sought(tmp_path / "alone", "预算执行|财政收支", SITE)
    orders = [
        Order(host=HOST, root=url("/"), subject=s, words=w)
        for s, w in (("n", "应急预案"), ("s", "预算执行|财政收支"))
    ]
    with serving(SITE) as server:
        store = visit(tmp_path / "both", server.site(), orders)
    beside = next(s for s in store.searches() if s.subject == "s")
    assert [c.url for c in beside.found] == [c.url for c in alone.found]
    assert [s.url for s in beside.steps] == [s.url for s in alone.steps]


def test_one_page_of_a_candidate_is_enough(tmp_path: Path) -> None:
    pages: dict[str, object] = {
        "/": page("海棠市财政局", f'<a href="/ys/">部门预算</a>{FILL}'),
        "/ys/": column(BUDGETS, "/ys/2.html"),
        "/ys/2.html": column(OTHERS),
    }
    order = Order(
        host=HOST, root=url("/"), subject="s", words="部门预算", entries="预算", seek=True
    )
    with serving(pages) as server:
        visit(tmp_path, server.site(), [order])
    assert server.asked("/ys/2.html") == 0
