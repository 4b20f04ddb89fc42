"""How far a column was read, and what may be said of it."""

from __future__ import annotations

from datetime import date

from crawler.columns import Reading
from gongkai.model import Row

JANUARY = date(2026, 1, 1)


def rows(*days: str, pinned: int = 0) -> list[Row]:
    return [
        Row(title=f"第{n}条", url=f"u{n}/{day}", day=date.fromisoformat(day), pinned=n < pinned)
        for n, day in enumerate(days)
    ]


def test_a_page_with_nothing_of_the_time_asked_for_ends_the_reading() -> None:
    reading = Reading(since=JANUARY)
    reading.add(rows("2026-03-01", "2025-12-31"))
    assert (reading.deep, reading.back_to) == (False, JANUARY)
    reading.add(rows("2025-12-31", "2025-12-01"))
    assert (reading.deep, reading.back_to) == (True, JANUARY)


def test_the_day_itself_is_asked_for() -> None:
    reading = Reading(since=JANUARY)
    reading.add(rows("2026-01-01", "2025-12-31"))
    reading.add(rows("2025-12-30"))
    assert reading.deep
    reading = Reading(since=JANUARY)
    reading.add(rows("2026-01-01"))
    assert not reading.deep


def test_pinned_rows_say_nothing_of_depth() -> None:
    reading = Reading(since=JANUARY)
    reading.add(rows("2019-01-01", "2020-01-01", "2026-03-01", "2026-02-01", pinned=2))
    assert not reading.deep
    assert reading.back_to == date(2026, 2, 2)
    reading = Reading(since=JANUARY)
    reading.add([Row(title="置顶", url="x", pinned=True), *rows("2025-12-31", "2025-12-01")])
    assert reading.deep


def test_a_list_by_priority_is_read_to_its_end() -> None:
    reading = Reading(since=JANUARY)
    reading.add(rows("2024-01-01", "2025-05-01", "2024-07-01", "2025-09-01"))
    assert (reading.newest_first, reading.deep, reading.back_to) == (False, False, None)
    reading.complete = True
    assert reading.back_to == date(2024, 1, 1)


def test_undated_rows_may_be_of_the_time() -> None:
    reading = Reading(since=JANUARY)
    reading.add([*rows("2025-01-01"), Row(title="无日期", url="x")])
    assert not reading.deep


def test_a_page_seen_before_is_told() -> None:
    reading = Reading(since=None)
    assert reading.add(rows("2026-01-01"))
    assert not reading.add(rows("2026-01-01"))
    assert (len(reading.rows), reading.pages) == (1, 2)
