"""Columns and documents, read from a real server."""

from __future__ import annotations

from datetime import date
from multiprocessing import active_children
from pathlib import Path

import pytest

import crawler
from gongkai.disk.store import Round
from gongkai.model import Order, Site, Targets, UserError
from tests.crawler.server import (
    CLOCK,
    HOST,
    Answer,
    article,
    column,
    page,
    serving,
    url,
    visit,
)

DEEP = {
    "/tzgg/": column(
        [
            ("关于一月的通知", "/a/1.html", "2026-09-10"),
            ("关于二月的通知", "/a/2.html", "2026-09-01"),
        ],
        "/tzgg/index_2.html",
    ),
    "/tzgg/index_2.html": column(
        [
            ("关于三月的通知", "/a/3.html", "2026-05-01"),
            ("关于四月的通知", "/a/4.html", "2026-04-01"),
        ],
        "/tzgg/index_3.html",
    ),
    "/tzgg/index_3.html": column(
        [
            ("关于五月的通知", "/a/5.html", "2025-05-01"),
            ("关于六月的通知", "/a/6.html", "2025-04-01"),
        ]
    ),
    **{f"/a/{n}.html": article(f"关于{'一二三四五六'[n - 1]}月的通知") for n in range(1, 7)},
}


def test_a_column_is_read_to_its_end_and_its_newest_are_opened(tmp_path: Path) -> None:
    with serving(DEEP) as server:
        store = visit(
            tmp_path, server.site(), [Order(host=HOST, url=url("/tzgg/"), subject="n", newest=2)]
        )
    (listing,) = store.listings()
    assert [row.day for row in listing.rows][:2] == [date(2026, 9, 10), date(2026, 9, 1)]
    assert (len(listing.rows), listing.complete, listing.problem) == (6, True, "")
    assert (listing.name, listing.type, listing.subjects) == ("通知公告", "通知公告", ("n",))
    assert listing.seen_at == CLOCK.isoformat()
    opened = store.documents()
    assert [(d.title, d.opened, d.listed_in) for d in opened] == [
        ("关于一月的通知", True, url("/tzgg/")),
        ("关于二月的通知", True, url("/tzgg/")),
    ]
    assert "贯彻落实" in store.text(opened[0])
    assert set(server.hosts) == {HOST}
    assert server.agents[0] == "gongkai/0.1.0 (+mailto:a@example.org)"
    assert server.log.count("/robots.txt") == 1


def test_no_further_back_than_asked(tmp_path: Path) -> None:
    orders = [
        Order(host=HOST, url=url("/tzgg/"), since=date(2026, 8, 1), matches=("二月|三月",)),
        Order(host=HOST, url=url("/nothing/"), subject="n"),
    ]
    with serving(DEEP) as server:
        store = visit(tmp_path, server.site(), orders)
    listing, gone = store.listings()
    assert server.asked("/tzgg/index_2.html") == 1
    assert server.asked("/tzgg/index_3.html") == 0
    assert (listing.back_to, listing.complete, listing.problem) == (date(2026, 8, 1), False, "")
    assert [d.title for d in store.documents()] == ["关于二月的通知"]
    assert (gone.problem, gone.rows, gone.complete) == ("dead_link", (), False)


def test_a_look_never_knows_less_of_a_column_than_before(tmp_path: Path) -> None:
    deep = Order(host=HOST, url=url("/tzgg/"), since=date(2026, 4, 15), subject="deep")
    flat = Order(host=HOST, url=url("/tzgg/"), since=date(2026, 9, 1), subject="flat")
    with serving(DEEP) as server:
        (first,) = visit(tmp_path, server.site(), [deep]).listings()
        asked = len(server.log)
        (second,) = visit(tmp_path, server.site(), [flat]).listings()
        assert len(server.log) == asked
        assert (second.rows, second.back_to) == (first.rows, first.back_to)
        assert second.subjects == ("deep", "flat")
        (third,) = visit(tmp_path, server.site(), [flat], look=2).listings()
    assert (third.back_to, third.subjects) == (date(2026, 9, 1), ("flat",))


ROWS = [(f"关于第{n}项工作的通知", f"/a/{n}.html", f"2026-09-0{n}") for n in range(9, 0, -1)]
MANY = [(f"关于第{n}项工作的通知", f"/a/{n}.html", f"2026-09-{n:02}") for n in range(10, 0, -1)]
ODD = {
    # the pager of the last page leads to itself
    "/self/": column(ROWS[:3], "/self/2"),
    "/self/2": column(ROWS[3:6], "/self/2"),
    # a server that ignores the page number, for ever
    "/trap/": column(ROWS[:3], "/trap/?page=2"),
    **{f"/trap/?page={n}": column(ROWS[:3], f"/trap/?page={n + 1}") for n in range(2, 30)},
    # the second page is behind a wall
    "/wall/": column(ROWS[:3], "/wall/2"),
    "/wall/2": Answer("<p>安全验证</p>", 403),
    # says so itself
    "/none/": page("公告", "<div class=list>暂无数据</div>", ColumnName="公告"),
    # a script would draw it
    "/shell/": page("公告", '<div id="app"></div><script src="/app.js"></script>'),
    # a pager that only a script can turn
    "/script/": column(MANY, "javascript:turn(2)"),
    "/short/": column(ROWS[:9], "javascript:turn(2)"),
    # a landing page
    "/top/": page("解读", '<a href="/top/wz/">文字解读</a> <a href="/top/tj/">图解政策</a>'),
    "/top/wz/": column(ROWS[:3], name="文字解读"),
    "/top/tj/": column(ROWS[3:6], name="图解政策"),
}


def test_columns_that_are_not_simply_lists(tmp_path: Path) -> None:
    names = ["/self/", "/trap/", "/wall/", "/none/", "/shell/", "/script/", "/short/", "/top/"]
    with serving(ODD) as server:
        orders = [Order(host=HOST, url=url(name)) for name in names]
        found = {x.column: x for x in visit(tmp_path, server.site(), orders).listings()}
    told = {
        name: (len(x.rows), x.complete, x.problem)
        for name, x in ((name, found[url(name)]) for name in names)
    }
    assert told == {
        "/self/": (6, True, ""),
        "/trap/": (3, False, "not_deep_enough"),
        "/wall/": (3, False, "not_deep_enough"),
        "/none/": (0, True, ""),
        "/shell/": (0, False, "unreadable"),
        "/script/": (10, False, "not_deep_enough"),
        "/short/": (9, True, ""),
        "/top/": (6, True, ""),
    }
    assert server.asked("/trap/?page=3") == 0
    assert len(found[url("/top/")].snapshots) == 3
    assert len(found[url("/wall/")].snapshots) == 2  # the wall is a part of the proof


def test_a_column_is_whole_only_where_all_of_it_was_read(tmp_path: Path) -> None:
    counted = column(ROWS[:3]).replace("</body>", "<div>共 5 条</div></body>")
    pages = {
        "/counted/": counted,
        "/whole/": counted.replace("5 条", "3 条"),
        "/cycle/": column(ROWS[:3], "/cycle/2"),
        "/cycle/2": column(ROWS[3:6], "/cycle/"),
        "/prose/": page("公告", f"<p>{'海棠市政务公开工作稳步推进。' * 60}</p>"),
        **ODD,
        "/top/tj/": Answer("<p>安全验证</p>", 403),
    }
    names = ["/counted/", "/whole/", "/cycle/", "/prose/", "/top/"]
    with serving(pages) as server:
        orders = [Order(host=HOST, url=url(name)) for name in names]
        found = {x.column: x for x in visit(tmp_path, server.site(), orders).listings()}
    assert [(x.complete, x.problem) for x in (found[url(name)] for name in names)] == [
        (False, "not_deep_enough"),
        (True, ""),
        (True, ""),
        (False, "unreadable"),
        (False, "verification"),
    ]


def test_what_is_on_another_site_is_recorded_and_not_opened(tmp_path: Path) -> None:
    rows = [
        ("别的单位发布的通知", "http://other.haitang.gov.cn/a.html", "2026-09-02"),
        ("本单位发布的通知一", "/a/1.html", "2026-09-01"),
    ]
    with serving({**DEEP, "/tzgg/": column(rows)}) as server:
        orders = [Order(host=HOST, url=url("/tzgg/"), all=True)]
        store = visit(tmp_path, server.site(), orders)
    assert [(d.opened, d.problem) for d in store.documents()] == [(False, ""), (True, "")]


def test_no_page_leads_to_the_files_of_this_machine_or_to_other_hosts(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text(article("秘密"))
    secret = f"file://{HOST}{tmp_path}/secret.html"
    rows = [("本单位发布的通知一", "/a/1.html", "2026-09-02"), ("秘密通知", secret, "2026-09-01")]
    based = column(rows[:1], "2.html").replace("<title>", "<base href='http://other.cn/'><title>")
    pages = {**DEEP, "/row/": column(rows), "/next/": column(rows[:1], secret), "/base/": based}
    with serving(pages) as server:
        orders = [Order(host=HOST, url=url(p), all=True) for p in ("/row/", "/next/", "/base/")]
        orders.append(Order(host=HOST, url=secret, page=True))
        store = visit(tmp_path / "r", server.site(), orders)
    assert {s.url.partition(":")[0] for s in store.snapshots()} == {"http"}
    assert not [s for s in store.snapshots() if "other.cn" in s.url]
    assert [d.opened for d in store.documents() if d.url == secret] == [False]


def test_hosts_are_spread_over_processes_and_one_fault_stays_alone(tmp_path: Path) -> None:
    said = []
    with serving(DEEP) as one, serving(DEEP, ip="127.0.0.2") as two:
        sites = [
            one.site(),
            two.site(host="czj.haitang.gov.cn"),
            two.site(host="jyj.haitang.gov.cn", cms="no-such-family"),
        ]
        orders = [Order(host=s.host, url=f"http://{s.host}/tzgg/") for s in sites]
        visit(tmp_path, sites, orders, workers=2, progress=said.append)
    stores = {s.host: Round(tmp_path).site(s.host).listings() for s in sites}
    assert [len(listings) for listings in stores.values()] == [1, 1, 0]
    assert {e.host: (e.done, e.orders) for e in said if not e.problem} == {
        HOST: (1, 1),
        "czj.haitang.gov.cn": (1, 1),
    }
    assert {e.host for e in said if e.problem} == {"jyj.haitang.gov.cn"}


def test_off_loopback_somebody_must_be_named(tmp_path: Path) -> None:
    targets = Targets(title="t", sites=(Site(host="www.example.org"),))
    with pytest.raises(UserError, match="contact"):
        crawler.visit(tmp_path, targets, [Order(host="www.example.org")], look=1)
    with pytest.raises(UserError, match="no site"):
        crawler.visit(tmp_path, targets, [Order(host="www.example.com")], look=1)


def test_a_process_that_dies_is_said_and_its_orders_stay_open(tmp_path: Path) -> None:
    said: list[crawler.Progress] = []
    orders = [Order(host=HOST, url=url("/tzgg/"))]
    with serving(DEEP) as server:
        whole = server.pages["/tzgg/"]
        die = Answer(whole, hook=lambda: active_children()[0].kill())
        server.pages["/tzgg/"] = [die, Answer(whole)]
        store = visit(tmp_path, server.site(), orders, progress=said.append)
        assert store.listings() == []
        assert [e.problem for e in said if e.problem] == ["exit -9"]
        assert visit(tmp_path, server.site(), orders).listings()[0].complete


def test_addresses_as_people_write_them(tmp_path: Path) -> None:
    rows = [
        ("地址中有汉字的通知", "/通知/一.html", "2026-09-03"),
        ("地址中有空格的通知", "/a b.html#top", "2026-09-02"),
        ("地址不成地址的通知", "http://[broken/1.html", "2026-09-01"),
    ]
    pages = {
        "/tzgg/": column(rows),
        "/%E9%80%9A%E7%9F%A5/%E4%B8%80.html": article("地址中有汉字的通知"),
        "/a%20b.html": article("地址中有空格的通知"),
    }
    with serving(pages) as server:
        orders = [Order(host=HOST, url=url("/tzgg/"), all=True)]
        store = visit(tmp_path, server.site(), orders)
        again = visit(tmp_path, server.site(), orders)
    opened = [d.title for d in store.documents() if d.opened]
    assert opened == ["地址中有汉字的通知", "地址中有空格的通知"]
    assert again.documents() == store.documents()
    assert len(server.log) == 4


def test_an_order_that_is_our_undoing_leaves_the_others(tmp_path: Path) -> None:
    said: list[crawler.Progress] = []
    orders = [
        Order(host=HOST, url=url("/a/1.html"), page=True),
        Order(host=HOST, url=url("/tzgg/"), matches=("(",)),  # no expression
        Order(host=HOST, url=url("/a/2.html"), page=True),
    ]
    with serving(DEEP) as server:
        store = visit(tmp_path, server.site(), orders, progress=said.append)
    assert [d.opened for d in store.documents()] == [True, True]
    assert [e.problem for e in said if e.problem] == ["internal error"]
