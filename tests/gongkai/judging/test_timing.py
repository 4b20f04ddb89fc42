from __future__ import annotations

from datetime import date

import pytest

from gongkai.judging.timing import (
    Limit,
    day_of,
    entries,
    first_seen,
    limit,
    newest,
    not_due,
    on_time,
    shown,
    timed,
)
from tests.make import doc, evidence, scope

DUE = Limit(date(2026, 3, 31), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("where", "day", "doubt"),
    [
        ("label", "2026-04-01", "conflict"),
        ("url", "2026-01-29", "conflict"),
        ("shown", "2026-04-01", "conflict"),
        ("api", "2026-04-01", "conflict"),
        ("label", "2026-03-31", ""),
        ("url", "2026-01-30", ""),
        ("meta", "2016-01-01", ""),
        ("written", "2016-01-01", ""),
    ],
)
def test_a_day_is_believed_unless_the_page_contradicts_it_by_more_than_30_days(
    where: str, day: str, doubt: str
) -> None:
    seen = doc(day="2026-03-01", also={where: day})
    assert timed(seen) == ((None, doubt) if doubt else (date(2026, 3, 1), ""))
    assert timed(doc(also={where: day})) == (None, "undated")


def test_what_fell_due_after_our_look_is_not_due() -> None:
    assert not_due(DUE, scope("2026-09-30", seen_at="2026-03-30"))
    assert not_due(DUE, scope("2026-09-30", seen_at="2026-03-31"))  # the day is not over
    assert not not_due(DUE, scope("2026-09-30", seen_at="2026-04-01"))
    assert not_due(DUE, scope("2026-03-30", seen_at="2026-05-01"))


def test_nothing_later_than_the_look_is_an_entry() -> None:
    ev = evidence(doc(day="2026-05-02", n=1), doc(day="2026-05-01", n=2), doc(n=3),
                  at=scope("2026-09-30", seen_at="2026-05-01"))  # fmt: skip
    assert [d.url[-6] for d in entries(ev, "it", None)] == ["2", "3"]
    assert entries(ev, "to", None) == []


def test_an_undated_entry_that_we_saw_in_time_is_in_time() -> None:
    early = doc(first_seen="2026-03-31T23:00:00+08:00")
    part = on_time("#1", [early], DUE, scope())
    assert part is not None
    assert part.reason == "ok"
    late = on_time("#1", [doc(first_seen="2026-04-01")], DUE, scope())
    assert late is not None
    assert late.reason == "undated"
    assert on_time("#1", [], DUE, scope()) is None


def test_the_best_of_many_and_a_doubt_before_what_is_late() -> None:
    late, undated, early = doc(day="2026-04-01"), doc(), doc(day="2026-03-31")
    for many, reason in [([late, undated], "undated"), ([late, undated, early], "ok")]:
        part = on_time("#1", many, DUE, scope())
        assert part is not None
        assert part.reason == reason


def test_first_sight_is_a_day_in_shanghai() -> None:
    assert first_seen(doc(first_seen="2026-03-31T16:00:00+00:00")) == date(2026, 4, 1)
    assert first_seen(doc(first_seen="2026-03-31")) == date(2026, 3, 31)
    assert first_seen(doc()) is None


def test_limits_are_shown_as_days() -> None:
    assert str(limit(date(2026, 9, 30), "3wd", scope())) == "2026-10-10"
    unknown = limit(date(2026, 12, 31), "1wd", scope())
    assert (unknown.earliest, unknown.day) == (date(2027, 1, 1), None)


def test_days_as_plans_write_them() -> None:
    assert day_of("2026-03-31", scope()) == day_of(date(2026, 3, 31), scope()) == DUE.day
    assert day_of(None, scope()) is None
    with pytest.raises(ValueError, match="Invalid isoformat"):
        day_of("31 March", scope())


def test_the_newest_by_the_believable_day_else_the_first() -> None:
    new, old = doc("a", "2026-03-02", n=1), doc("b", "2026-03-01", n=2)
    assert newest([old, doc("c", n=3), new]) == new
    assert newest([doc("c", n=3), doc("d", n=4)]) == doc("c", n=3)
    assert newest([]) is None


def test_what_is_shown_of_an_entrys_time_is_never_empty() -> None:
    assert shown(doc(day="2026-03-01")) == "2026-03-01"
    assert shown(doc("甲", "2026-03-01", also={"url": "2025-03-01"})) == "2025-03-01、2026-03-01"
    assert shown(doc("甲")) == "甲"
