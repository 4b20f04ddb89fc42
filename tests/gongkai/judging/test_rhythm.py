from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.judging.rhythm import asked, expanded, nameless, spoken_of


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def test_periods_of_a_year_and_of_a_season() -> None:
    assert [p.key for p in asked(2026, "quarter")] == [f"2026-Q{n}" for n in range(1, 5)]
    assert [p.key for p in asked(2026, "month", [3, 11])] == ["2026-03", "2026-11"]
    assert [p.key for p in asked(2026, "quarter", range(4, 11))] == ["2026-Q2", "2026-Q3"]
    assert [p.last for p in asked(2024, "month", [2])] == [date(2024, 2, 29)]
    with pytest.raises(ValueError, match="fortnight"):
        asked(2026, "fortnight")


def test_weeks_run_from_monday_to_sunday_and_are_asked_where_they_end() -> None:
    weeks = asked(2026, "week")
    assert (weeks[0].first, weeks[0].last) == (date(2025, 12, 29), date(2026, 1, 4))
    assert weeks[-1].key == "2026-W53"  # 2026 begins on a Thursday
    assert asked(2025, "week")[-1].key == "2025-W52"
    march = asked(2025, "week", [3])
    assert [w.key for w in march] == [f"2025-W{n:02}" for n in range(9, 14)]
    assert {w.last.weekday() for w in march} == {6}


@pytest.mark.parametrize(
    ("title", "published", "key"),
    [
        ("2025年第5周菜价", "2025-02-03", "2025-W05"),
        ("第五周菜价", "2025-02-03", "2025-W05"),
        ("第52周菜价", "2026-01-02", "2025-W52"),
        ("1月20日至26日菜价", "2025-01-27", "2025-W04"),
        ("2025年1月20日—26日菜价", "", "2025-W04"),
        ("12月29日至1月4日菜价", "2026-01-05", "2026-W01"),
        ("3月31日-4月6日菜价", "2025-04-07", "2025-W14"),
        ("12月22日至28日菜价", "2026-01-02", "2025-W52"),
    ],
)
def test_a_week_by_its_number_or_by_its_days(title: str, published: str, key: str) -> None:
    assert key in spoken_of(title, day(published), 2025)
    assert not nameless(title, day(published), 2025)


@pytest.mark.parametrize(
    "title", ["1月20日至2月26日工作", "1月20日工作", "13月40日至50日工作", "2月26日至20日工作"]
)
def test_days_that_are_no_week(title: str) -> None:
    assert not any("-W" in key for key in spoken_of(title, day("2025-03-01"), 2025))


@pytest.mark.parametrize(
    ("title", "inside", "outside"),
    [
        ("2026年1—2月收支", {"2026-01", "2026-02"}, {"2026-Q1", "2026-03"}),
        ("2026年1-3月收支", {"2026-01", "2026-Q1"}, {"2026-H1"}),
        ("2026年1—6月收支", {"2026-H1", "2026-Q2", "2026-05"}, {"2026-H2", "2026"}),
        ("2026年上半年收支", {"2026-H1", "2026-Q1", "2026-Q2"}, {"2026-06", "2026-Q3"}),
        (
            "2026年前三季度收支",
            {"2026-Q3", "2026-Q1", "2026-H1"},
            {"2026-Q4", "2026-H2", "2026-09"},
        ),
        ("2026年第一季度收支", {"2026-Q1"}, {"2026-Q2", "2026-03"}),
        ("2026年1—12月收支", {"2026", "2026-H2", "2026-12"}, {"2025"}),
        ("2026年全年收支", {"2026", "2026-H1", "2026-Q4"}, {"2025", "2026-12"}),
        ("2026年收支", {"2026"}, {"2026-01", "2026-Q1", "2026-H1"}),
    ],
)
def test_a_combined_report_speaks_of_all_that_it_covers(
    title: str, inside: set[str], outside: set[str]
) -> None:
    keys = spoken_of(title, day("2027-01-10"), 2026)
    assert inside <= keys
    assert not outside & keys


def test_what_names_no_part_of_the_year_is_nameless() -> None:
    assert nameless("水质公示", day("2026-03-01"), 2026)
    assert nameless("2026年水质公示", day("2026-03-01"), 2026)
    assert not nameless("2025年水质公示", day("2026-03-01"), 2026)
    assert not nameless("2月水质公示", day("2026-03-01"), 2026)
    assert not nameless("第3期水质公示", day("2026-03-01"), 2026)


@given(months=st.sets(st.integers(1, 12)))
def test_a_longer_period_is_covered_exactly_when_all_its_months_are(months: set[int]) -> None:
    keys = expanded({f"2026-{month:02}" for month in months})
    for period, size in (("quarter", 3), ("half", 6), ("year", 12)):
        for n, each in enumerate(asked(2026, period)):
            wanted = set(range(n * size + 1, n * size + size + 1))
            assert (each.key in keys) == (wanted <= months)


@given(year=st.integers(2004, 2040), period=st.sampled_from(["month", "quarter", "half", "week"]))
def test_periods_follow_each_other_without_a_gap(year: int, period: str) -> None:
    every = asked(year, period)
    for before, after in pairwise(every):
        assert after.first == before.last + timedelta(days=1)
