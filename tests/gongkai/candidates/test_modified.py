from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from gongkai.candidates import Item
from gongkai.candidates.modified import signs
from gongkai.model import Document
from tests.gongkai.candidates.holdings import LOOK, holdings, item

DAY = date(2025, 6, 10)


def page(n: int = 1, day: date = DAY, **more: Any) -> Item:
    return item(n, day.isoformat(), **{"fetched": LOOK, **more})


@pytest.mark.parametrize(
    ("days", "told"),
    [(-31, ["changed_before"]), (-30, []), (0, []), (200, [])],
)
def test_changed_long_before_it_is_said_to_be_published(days: int, told: list[str]) -> None:
    made = page(modified=DAY + timedelta(days=days))
    assert [c.why for c in signs(holdings([made]))] == told


@pytest.mark.parametrize(("days", "told"), [(730, []), (731, ["changed_later"])])
def test_changed_years_after_it_is_said_to_be_published(days: int, told: list[str]) -> None:
    day = date(2022, 5, 10)
    made = page(day=day, modified=day + timedelta(days=days))
    every = list(signs(holdings([made])))
    assert [c.why for c in every] == told
    if every:
        assert every[0].seen == f"printed=2022-05-10; last_modified={made.modified}"
        assert every[0].kind == "modified"


OLD = date(2020, 1, 1)


@pytest.mark.parametrize(
    "more",
    [
        {"modified": None},
        {"modified": LOOK},  # made as it was asked for
        {"modified": LOOK - timedelta(days=1)},
        {"modified": LOOK, "fetched": None},
        {"modified": date(2025, 1, 1), "page": Document(url="", title="", label="废止")},
        {"modified": date(2025, 1, 1), "page": Document(url="", title="", validity="失效")},
    ],
)
def test_innocent_are(more: dict[str, Any]) -> None:
    assert not list(signs(holdings([page(day=OLD, **more)])))


def test_pages_that_were_rebuilt_together_are_told_once_and_nobody_is_accused() -> None:
    rebuilt = date(2025, 10, 8)
    old = [page(n, OLD + timedelta(days=n), modified=rebuilt) for n in (1, 2)]
    assert [c.kind for c in signs(holdings(old))] == ["modified", "modified"]
    (one,) = signs(holdings([*old, page(3, rebuilt, modified=rebuilt)]))
    assert (one.kind, one.why) == ("migration", "changed_together")
    assert one.seen == "count=3; printed=2020-01-02..2020-01-03; last_modified=2025-10-08"
    elsewhere = page(3, rebuilt, modified=rebuilt, at="http://czj.haitang.gov.cn/")
    assert [c.kind for c in signs(holdings([*old, elsewhere]))] == ["modified", "modified"]


def test_a_page_as_old_as_it_says_is_no_sign_among_rebuilt_ones() -> None:
    same = date(2025, 10, 8)
    assert not list(signs(holdings([page(n, same, modified=same) for n in range(5)])))
