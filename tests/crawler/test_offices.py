"""One portal, many offices: a column under an office's name is that office's and nobody else's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from crawler.offices import Offices
from gongkai.model import Order, Search
from tests.crawler.server import HOST, column, page, serving, url, visit

NAMES = (
    ("czj", ("榕东区财政局", "区财政局")),
    ("scj", ("榕东区市场监督管理局", "市场监管局")),
    ("fgj", ("榕东区发展和改革局", "区发展改革局")),
)
FILL = f"<p>{'榕东区人民政府门户网站。' * 20}</p>"


def rows(office: str, subject: str = "部门预算") -> list[tuple[str, str, str]]:
    return [
        (f"{office}202{n}年{subject}", f"/{office}/{n}.html", f"202{n}-02-01") for n in (6, 5, 4)
    ]


def sought(tmp_path: Path, home: str, pages: Mapping[str, str]) -> Search:
    order = Order(
        host=HOST,
        root=url("/"),
        subject="s",
        words="部门预算|预算公开",
        entries="预算",
        offices=NAMES,
        seek=True,
    )
    with serving({"/": page("榕东区人民政府", home + FILL), **pages}) as server:
        store = visit(tmp_path, server.site(), [order])
    (search,) = store.searches()
    return search


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("榕东区财政局部门预算", "czj"),
        ("区财政局", "czj"),
        ("财政局预算公开", "czj"),
        ("财政预决算", ""),  # where every office's stands
        ("市场监管局预算", "scj"),
        ("区市场监督管理局", "scj"),
        ("预算公开", ""),
    ],
)
def test_only_a_whole_name_makes_a_column_an_offices(text: str, unit: str) -> None:
    assert Offices(NAMES).named(text) == unit


def test_the_longer_name_is_whose_it_is() -> None:
    near = Offices((("jy", ("教育局",)), ("jd", ("教育局督导室",))))
    assert near.named("教育局督导室预算公开") == "jd"
    assert Offices((("sc", ("区市场监管局",)),)).named("市场监管局预算公开") == "sc"


def test_what_is_left_of_a_short_name_is_no_office() -> None:
    assert Offices((("bb", ("区编办",)),)).named("区编办权责清单") == "bb"
    assert Offices((("bb", ("区编办",)),)).named("采编办法汇编") == ""


def test_a_name_of_two_offices_is_nobodys() -> None:
    two = Offices((("a", ("一中心",)), ("b", ("二中心", "一中心"))))
    assert two.named("一中心预算公开") == ""
    assert two.named("二中心预算公开") == "b"
    assert two.without("二中心预算公开") == "预算公开"


def test_each_offices_column_is_found_beside_the_shared_one(tmp_path: Path) -> None:
    home = (
        '<ul><li><a href="/ys/">部门预算</a></ul>'
        '<h3>区财政局</h3><ul><li><a href="/cz/ys/">部门预算</a></ul>'
        '<ul><li><a href="/fg/ys/">发展改革局预算公开</a></ul>'
    )
    pages = {
        "/ys/": column(rows("榕东区"), name="部门预算"),
        "/cz/ys/": column(rows("财政局"), name="部门预算"),
        "/fg/ys/": column(rows("发展改革局"), name="预算公开"),
    }
    search = sought(tmp_path, home, pages)
    assert {(c.url, c.unit) for c in search.found} == {
        (url("/ys/"), ""),
        (url("/cz/ys/"), "czj"),
        (url("/fg/ys/"), "fgj"),
    }


def test_an_offices_column_is_not_the_portals(tmp_path: Path) -> None:
    home = '<h3>区财政局</h3><ul><li><a href="/cz/ys/">部门预算</a></ul>'
    search = sought(tmp_path, home, {"/cz/ys/": column(rows("财政局"), name="部门预算")})
    assert [(c.url, c.unit) for c in search.found] == [(url("/cz/ys/"), "czj")]


def test_a_column_called_otherwise_is_shown_to_a_person_and_not_taken(tmp_path: Path) -> None:
    home = '<ul><li><a href="/qt/">钱袋子</a><li><a href="/tz/">通知公告</a></ul>'
    mixed = [*rows("某局")[:1], *rows("某局", "停水通知")]
    pages = {"/qt/": column(rows("某局"), name="钱袋子"), "/tz/": column(mixed)}
    search = sought(tmp_path, home, pages)
    assert search.found == ()
    assert [(c.url, c.doubts) for c in search.choices] == [(url("/qt/"), ("by_rows",))]
