"""Pages kept with all their links."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crawler.browser import find_browser
from gongkai.model import Order
from tests.crawler.server import HOST, Answer, article, column, page, serving, url, visit

HOME = page("海棠市", "<p>海棠市人民政府</p>" * 20 + "<a href=/jc/>找错</a><a href=//a.cn/>省</a>")
ROWS = [
    ("关于停车的通知", "/1.html", "2026-09-01"),
    ("2025年政府信息公开年度报告", "/2.pdf", "2026-08-01"),
]
SITE = {
    "/": HOME,
    "/tzgg/": column(ROWS),
    "/1.html": article("关于停车的通知").replace("</body>", "<a href=/jd/1.html>解读</a></body>"),
    "/wall/": Answer("<script>$_ts=window['$_ts'];</script><a href=/x/>找错</a>", 412),
    "/jc/": Answer("<p>404</p>", 404),
    "/a.pdf": Answer("%PDF", headers={"Content-Type": "application/pdf"}),
}


def fronts(*paths: str) -> list[Order]:
    return [Order(host=HOST, url=url(path), hubs=("page",)) for path in paths]


def test_a_page_is_kept_with_its_links_or_with_what_hides_them(tmp_path: Path) -> None:
    with serving(SITE) as server:
        asked = fronts("/", "/wall/", "/jc/", "/a.pdf", "/nowhere/")
        found = {h.url: h for h in visit(tmp_path, server.site(), asked).hubs()}
    home = found[url("/")]
    assert (home.title, home.problem, home.browser) == ("海棠市", "", False)
    assert [(x.url, x.text) for x in home.links] == [(url("/jc/"), "找错"), ("http://a.cn/", "省")]
    assert home.snapshots
    assert {path: found[url(path)].problem for path in ("/wall/", "/jc/", "/a.pdf")} == {
        "/wall/": "blocked",
        "/jc/": "dead_link",
        "/a.pdf": "unreadable",
    }
    assert not found[url("/wall/")].links


def test_links_of_a_column_and_of_its_entries_cost_nothing_more(tmp_path: Path) -> None:
    order = Order(host=HOST, url=url("/tzgg/"), all=True, hubs=("column", "entry"))
    with serving(SITE) as server:
        store = visit(tmp_path, server.site(), [order])
        found = {h.url: {x.text for x in h.links} for h in store.hubs()}
        assert server.asked("/tzgg/") == server.asked("/1.html") == 1
    assert found == {
        url("/tzgg/"): {"关于停车的通知", "2025年政府信息公开年度报告"},
        url("/1.html"): {"解读"},
    }
    assert len(store.documents()) == 2


@pytest.mark.skipif(find_browser() is None, reason="no browser on this machine")
def test_a_front_that_only_a_script_draws(tmp_path: Path) -> None:
    drawing = "app.innerHTML = '<a href=/jc/>找错</a>' + '<p>海棠市人民政府门户</p>'.repeat(40)"
    shell = page("海棠市", f"<div id=app></div><script>{drawing}</script>")
    with serving({"/": shell}) as server:
        orders = fronts("/")
        orders += [replace(order, browser=True) for order in orders]
        plain, drawn = visit(tmp_path, server.site(), orders).hubs()
    assert (plain.problem, plain.links) == ("unreadable", ())
    assert (drawn.problem, [x.text for x in drawn.links]) == ("", ["找错"])
