from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai.candidates import Item, Shelf
from gongkai.candidates.appeared import signs
from gongkai.model import Row
from tests.gongkai.candidates.holdings import NOTICES, holdings, item, reading

FIRST = "2026-01-15"  # the first look


def came(n: int = 1, day: str = "2025-02-20", **more: Any) -> Item:
    return item(n, day, at=NOTICES, **{"first": date(2026, 1, 29), **more})


def told(*items: Item, **first: Any) -> list[Any]:
    rows = first.pop("rows", ())
    shelf = Shelf(
        url=NOTICES,
        name="通知公告",
        readings=(reading(FIRST, *rows, **first), reading("2026-01-29")),
    )
    return list(signs(holdings(items, shelf)))


def test_what_was_not_there_and_is_said_to_be_older_is_a_sign() -> None:
    (one,) = told(came())
    assert (one.kind, one.why) == ("appeared", "not_there_before")
    assert one.seen == (
        "printed=2025-02-20; looked=2026-01-15; first_seen=2026-01-29; columns=通知公告"
    )


@pytest.mark.parametrize(("day", "signs_"), [("2026-01-07", 1), ("2026-01-08", 0)])
def test_a_week_is_allowed(day: str, signs_: int) -> None:
    assert len(told(came(day=day))) == signs_


def test_how_far_the_first_look_went_decides() -> None:
    shallow = {"complete": False, "back_to": date(2025, 2, 21)}
    assert not told(came(), **shallow)
    deep = {"complete": False, "back_to": date(2025, 2, 20)}
    assert len(told(came(), **deep)) == 1
    assert not told(came(), problem="blocked")
    assert not told(came(), complete=False)


@pytest.mark.parametrize(
    "innocent",
    [
        came(first=date(2026, 1, 15)),  # seen at the first look in another column
        came(first=None),
        came(day=""),
        came(shelves=frozenset({"http://www.haitang.gov.cn/gzdt/"})),
    ],
)
def test_innocent_are(innocent: Item) -> None:
    assert not told(innocent)


def test_a_new_address_of_what_stood_there_is_none() -> None:
    old = Row(title="通知 1", url=f"{NOTICES}old.html")
    assert not told(came(), rows=(old,))
    assert len(told(came(), rows=(Row(title="通知2", url=old.url),))) == 1


def test_many_that_came_at_once_are_told_once() -> None:
    assert [c.kind for c in told(*map(came, range(1, 5)))] == ["appeared"] * 4
    (one,) = told(*map(came, range(1, 6)))
    assert (one.kind, one.why) == ("migration", "came_together")
    assert one.seen == "count=5; printed=2025-02-20..2025-02-20; first_seen=2026-01-29"


def test_one_look_tells_nothing() -> None:
    shelf = Shelf(url=NOTICES, name="通知公告", readings=(reading("2026-01-29"),))
    assert not list(signs(holdings([came()], shelf)))
