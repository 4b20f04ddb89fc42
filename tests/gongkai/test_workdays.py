from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest

from gongkai.workdays import (
    Calendar,
    NoCalendar,
    add_months,
    add_workdays,
    deadline,
    is_workday,
    parse,
)


def day(text: str) -> date:
    return date.fromisoformat(text)


# Counted by hand on the State Council's notices; the day of the event is day 0
VECTORS = [
    ("2026-09-30", "3wd", "2026-10-10"),
    ("2026-02-13", "5wd", "2026-02-27"),
    ("2026-04-30", "7wd", "2026-05-13"),
    ("2026-01-30", "20wd", "2026-03-05"),
    ("2026-09-18", "20wd", "2026-10-22"),
    ("2016-09-30", "3wd", "2016-10-10"),
    ("2017-09-29", "3wd", "2017-10-10"),
    ("2018-09-21", "5wd", "2018-09-29"),
    ("2026-02-10", "20d", "2026-03-02"),
    ("2020-01-31", "1mo", "2020-03-02"),
    ("2026-03-02", "0wd", "2026-03-02"),
    ("2026-05-31", "1mo", "2026-06-30"),
    ("2025-11-30", "3mo", "2026-02-28"),
]


@pytest.mark.parametrize(("start", "limit", "end"), VECTORS)
def test_limits(start: str, limit: str, end: str) -> None:
    assert deadline(day(start), limit) == day(end)


def test_without_rolling_the_calendar_day_stays() -> None:
    assert deadline(day("2020-01-31"), "1mo", roll=False) == day("2020-02-29")
    assert deadline(day("2026-04-30"), "30d", roll=False) == day("2026-05-30")


def test_2026_as_the_notice_prints_it() -> None:
    off = ["2026-01-01", "2026-02-23", "2026-06-19", "2026-09-27", "2026-10-07"]
    work = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]
    assert not any(is_workday(day(text)) for text in off)
    assert all(is_workday(day(text)) for text in work)


def every_day(first: int, last: int) -> list[date]:
    start = date(first, 1, 1)
    return [start + timedelta(days=n) for n in range((date(last, 12, 31) - start).days + 1)]


def test_every_day_since_2004_is_known_and_every_week_has_work_but_the_long_holidays() -> None:
    by_year: dict[int, int] = {}
    for each in every_day(2004, 2026):
        by_year[each.year] = by_year.get(each.year, 0) + is_workday(each)
    assert set(by_year) == set(range(2004, 2027))
    assert all(245 <= number <= 255 for number in by_year.values()), by_year


def test_every_day_since_2016_as_another_calendar_has_it() -> None:
    china = holidays.country_holidays("CN", years=range(2016, 2027))
    other = [d for d in every_day(2016, 2026) if is_workday(d) != china.is_working_day(d)]
    assert other == []


def test_a_year_without_a_notice_is_not_guessed() -> None:
    with pytest.raises(NoCalendar) as gap:
        deadline(day("2026-12-30"), "5wd")
    assert gap.value.year == 2027
    assert gap.value.earliest == day("2027-01-04")  # 12-31, then 01-01 .. 01-04 if all were work
    with pytest.raises(NoCalendar) as gap:
        deadline(day("2026-12-31"), "30d")
    assert gap.value.earliest == day("2027-01-30")
    with pytest.raises(NoCalendar):
        is_workday(day("2003-12-31"))
    assert deadline(day("2026-12-31"), "30d", roll=False) == day("2027-01-30")


def test_the_user_may_know_more() -> None:
    known = Calendar({day("2027-01-01"): False, day("2027-01-02"): True})
    assert known.add_workdays(day("2026-12-31"), 1) == day("2027-01-02")
    assert not Calendar({day("2026-03-02"): False}).is_workday(day("2026-03-02"))
    assert add_workdays(day("2026-03-02"), 1) == day("2026-03-03")


def test_months_end_where_the_month_does() -> None:
    assert add_months(day("2026-12-31"), 2) == day("2027-02-28")
    assert add_months(day("2026-01-15"), 12) == day("2027-01-15")


@pytest.mark.parametrize("text", ["", "3", "wd", "3 days", "3days", "-3d", "3w", "1.5mo"])
def test_what_is_not_a_limit(text: str) -> None:
    with pytest.raises(ValueError, match="is not a limit"):
        parse(text)
    assert parse("10wd") == (10, "wd")
