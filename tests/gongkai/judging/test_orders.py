from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.judging.orders import Ask, orders
from gongkai.model import Order, Targets
from tests.gongkai.world import (
    BEI,
    CZJ,
    HALL,
    JYJ,
    MINE,
    OWN,
    PORTAL,
    SHARED,
    SUBJECTS,
    ask,
    column,
    targets,
)

MAY, JULY = date(2026, 5, 1), date(2026, 7, 1)


def made(*asks: Ask, who: Targets | None = None) -> list[Order]:
    return orders(asks, who or targets(column()), SUBJECTS)


def one(*asks: Ask, **who: Any) -> Order:
    (order,) = made(*asks, **who)
    return order


def test_a_given_column_is_ordered_by_its_address() -> None:
    order = one(ask(since=MAY))
    assert (order.host, order.url, order.root, order.subject) == (
        "czj.haitang.gov.cn",
        MINE,
        "",
        "budget",
    )
    assert (order.since, order.newest, order.matches, order.all) == (MAY, 0, (), False)


def test_an_unknown_column_is_looked_for_from_every_root_of_the_place() -> None:
    found = made(ask(place="any"), who=targets())
    assert [(o.root, o.url, o.words, o.types) for o in found] == [
        (PORTAL, "", "预算执行", ("数据发布",)),
        (OWN, "", "预算执行", ("数据发布",)),
    ]


def test_a_column_that_a_person_says_is_not_there_is_not_looked_for() -> None:
    assert made(ask(), who=targets(column("", "czj", how="person"))) == []
    assert made(ask(BEI)) == []  # no site of its own


def test_what_is_opened() -> None:
    assert one(ask(match="预算", open="newest:2")).newest == 2
    assert one(ask(match="预算", open="newest:2")).matches == ("预算",)
    assert one(ask(match="预算", open="matching")).matches == ("预算",)
    assert not one(ask(match="预算", open="matching")).all
    assert one(ask(open="matching")).all  # every entry is of the subject
    assert not one(ask(match="预算")).matches
    assert one(ask(open="all", match="预算")).all


def test_one_column_is_read_once_as_far_as_the_furthest_asks() -> None:
    order = one(
        ask(since=JULY, match="预算", open="newest:1"),
        ask(since=MAY, match="决算", open="newest:3"),
        ask(since=JULY, match="预算", open="newest:2"),
    )
    assert (order.since, order.newest, order.matches) == (MAY, 3, ("预算", "决算"))


def test_who_asks_for_all_of_it_reaches_to_the_beginning() -> None:
    assert one(ask(since=MAY), ask(since=None)).since is None
    assert one(ask(since=None), ask(since=MAY)).since is None
    assert one(ask(), ask(open="all")).all
    assert one(ask(open="all"), ask()).all


def test_columns_pages_places_and_ways_stay_apart() -> None:
    shared = targets(column(SHARED, ""), column())
    assert len(made(ask(), ask(browser=True), ask(JYJ, "portal"), who=shared)) == 3
    assert len(made(ask(), ask(subject="notices"), who=targets())) == 2
    page, listed = made(ask(urls=(MINE,)), ask())
    assert (page.page, listed.page) == (True, False)
    assert [(o.url, o.browser) for o in made(ask(urls=(MINE, SHARED), browser=True))] == [
        (MINE, True),
        (SHARED, True),
    ]


def test_a_shared_column_is_ordered_once_for_all_units() -> None:
    known = targets(column(SHARED, ""))
    assert one(ask(CZJ, "portal"), ask(BEI, "portal"), ask(JYJ, "portal"), who=known).url == SHARED


def test_hosts_that_are_no_site_of_the_targets_are_left_out() -> None:
    assert made(ask(urls=("http://example.org/a.html", f"{HALL}a.html"))) == [
        Order(host="xzzf.haitang.gov.cn", url=f"{HALL}a.html", page=True)
    ]


def test_beside_a_shared_column_the_units_own_site_is_searched_too() -> None:
    shared, own = made(ask(CZJ, "any"), who=targets(column(SHARED, "")))
    assert (shared.url, own.url, own.root) == (SHARED, "", OWN)


def test_a_home_page_is_ordered_for_its_links_at_every_root_of_the_place() -> None:
    asks = [ask(place="any", links="home"), ask(place="own", tests=("up",))]
    asks += [ask(place="own", tests=("https", "up")), ask(place="any", tests=("up",))]
    found = [(o.url, o.hubs, o.tests) for o in made(*asks)]
    assert found == [(PORTAL, ("page",), ()), (OWN, ("page",), ("up", "https"))]


def test_links_are_kept_of_a_column_of_its_entries_and_of_pages_by_address() -> None:
    order = one(ask(links="column"), ask(links="entry", open="matching", match="收支"))
    assert (order.hubs, order.matches) == (("column", "entry"), ("收支",))
    page = one(ask(urls=(f"{MINE}1.html",), links="page"))
    assert (page.page, page.hubs) == (False, ("page",))
    both = made(ask(urls=(f"{MINE}1.html",)), ask(urls=(f"{MINE}1.html",), links="page"))
    assert len(both) == 2
    same = made(ask(), ask(urls=(MINE,), links="page"))
    assert [o.hubs for o in same] == [(), ("page",)]


def test_a_page_is_spared_only_where_every_duty_spares_it() -> None:
    a, b, c = (f"{MINE}{n}.html" for n in "abc")
    assert one(ask(spared=(a, b)), ask(spared=(b, c))).spared == (b,)
    assert one(ask(spared=(a, b)), ask()).spared == ()
    assert one(ask(spared=(a, b))).spared == (a, b)
