from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.judging.places import given, item_of, place_of, roots, under
from gongkai.model import Unit
from tests.gongkai.world import (
    BEI,
    BGS,
    CZJ,
    HALL,
    JYJ,
    MINE,
    OWN,
    PORTAL,
    SHARED,
    column,
    targets,
)


@pytest.mark.parametrize(
    ("url", "root", "inside"),
    [
        (f"{PORTAL}jyj/tzgg/post_1.html", f"{PORTAL}jyj/", True),
        (f"{PORTAL}jyj", f"{PORTAL}jyj/", True),
        (f"{PORTAL}jyj/tzgg/", f"{PORTAL}jyj/index.html", True),
        (f"{PORTAL}jyjx/tzgg/", f"{PORTAL}jyj/", False),
        (f"{OWN}jyj/", f"{PORTAL}jyj/", False),
        ("", PORTAL, False),
        (PORTAL, "", False),
    ],
)
def test_under_a_root_is_its_host_and_its_folder(url: str, root: str, inside: bool) -> None:
    assert under(url, root) is inside


def test_roots_of_a_place() -> None:
    known = targets()
    assert roots(CZJ, "portal", known) == (PORTAL,)
    assert roots(CZJ, "own", known) == (OWN,)
    assert roots(CZJ, "any", known) == (PORTAL, OWN)
    assert roots(BGS, "any", known) == (PORTAL,)  # its own site is the portal
    assert roots(BEI, "own", known) == ()
    assert roots(BEI, "platform:xzzf", known) == (HALL,)
    assert roots(BEI, "platform:none", known) == ()


def test_the_narrower_root_tells_the_place() -> None:
    assert place_of(f"{PORTAL}jyj/yjs/", JYJ) == "own"
    assert place_of(SHARED, JYJ) == "portal"
    assert place_of(SHARED, BGS) == "portal"


def urls(unit: Unit, place: str, *columns: str, owner: str = "") -> list[str]:
    known = targets(*(column(url, owner) for url in columns))
    return [c.url for c in given("budget", unit, place, known)]


def test_given_columns_lie_at_the_place() -> None:
    every = (SHARED, f"{PORTAL}jyj/yjs/", MINE, f"{HALL}yjs/")
    assert urls(JYJ, "portal", *every) == [SHARED]
    assert urls(JYJ, "own", *every) == [f"{PORTAL}jyj/yjs/"]
    assert urls(JYJ, "any", *every) == [SHARED, f"{PORTAL}jyj/yjs/"]
    assert urls(CZJ, "own", *every) == [MINE]
    assert urls(CZJ, "platform:xzzf", *every) == [f"{HALL}yjs/"]
    assert urls(BEI, "own", *every) == []
    assert urls(BGS, "own", *every) == [SHARED, f"{PORTAL}jyj/yjs/"]


def test_on_a_portal_in_a_folder_only_its_own_columns_count() -> None:
    office = replace(BGS, portal=f"{PORTAL}zf/", own=f"{PORTAL}zf/")
    assert urls(office, "own", SHARED, f"{PORTAL}zf/yjs/") == [f"{PORTAL}zf/yjs/"]


def test_a_units_own_columns_go_before_the_shared_ones() -> None:
    known = targets(column(SHARED, ""), column(f"{PORTAL}jyj/a/", "jyj"), column(MINE, "czj"))
    assert [c.unit for c in given("budget", JYJ, "any", known)] == ["jyj"]
    assert [c.unit for c in given("budget", BEI, "any", known)] == [""]
    assert given("notices", JYJ, "any", known) == ()


def test_a_person_may_say_that_there_is_no_column() -> None:
    known = targets(column("", "czj", how="person"))
    assert [c.how for c in given("budget", CZJ, "own", known)] == ["person"]
    assert given("budget", JYJ, "own", known) == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("/czj/gkmlpt/content/9/9914/post_9914521.html", "/czj/gg/content/post_9914521.html", True),
        ("/czj/gg/content/mpost_9914521.html", "/czj/gg/content/post_9914521.html", True),
        ("/czj/gg/content/post_9914522.html", "/czj/gg/content/post_9914521.html", False),
        ("/art/2026/9/1/art_1_2.html", "/art/2026/9/1/art_1_3.html", False),
        ("/a/post_1.html", "/b/post_1.html", False),  # not of NFCMS
    ],
)
def test_a_post_counts_once_whatever_its_address(one: str, other: str, same: bool) -> None:
    host = "http://www.haitang.gov.cn"
    assert (item_of(host + one) == item_of(host + other)) is same
    assert item_of(host + one) != item_of("http://czj.haitang.gov.cn" + one)
