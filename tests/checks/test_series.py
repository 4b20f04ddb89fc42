from __future__ import annotations

from datetime import date

import pytest

from checks import series
from gongkai.model import Document
from tests.make import column, doc, evidence, said, scope, states

AUGUST = scope("2026-09-30")  # January to August are due, with 30 days from the month's end


def month(n: int, day: str = "", title: str = "") -> Document:
    published = day or date(2026, n + 1, 15).isoformat()
    return doc(title or f"2026年{n}月一般公共预算收支情况", published)


def year(*but: int) -> list[Document]:
    return [month(n) for n in range(1, 9) if n not in but]


def test_all_months_that_are_due() -> None:
    verdict = series.check(evidence(*year()), period="month")
    assert said(verdict) == ("pass", "ok")
    assert verdict.seen == "8/8"
    assert states(verdict)["2026-09"] == "not_due"


@pytest.mark.parametrize(("as_of", "state"), [("2026-09-29", "not_due"), ("2026-09-30", "missing")])
def test_a_month_is_due_on_the_day_its_lag_ends(as_of: str, state: str) -> None:
    verdict = series.check(evidence(*year(8), at=scope(as_of)), period="month")
    assert states(verdict)["2026-08"] == state  # 08-31 + 30 days


@pytest.mark.parametrize(
    ("day", "state"), [("2026-06-01", "ok"), ("2026-06-02", "late"), ("", "undated")]
)
def test_in_time_is_up_to_the_next_working_day_after_the_lag(day: str, state: str) -> None:
    april = doc("2026年4月收支情况", day)  # 04-30 + 30 days is Saturday 05-30
    verdict = series.check(evidence(*year(4), april), period="month")
    assert states(verdict)["2026-04"] == state


def test_late_months_cost_half_and_one_undated_leaves_it_open() -> None:
    late = series.check(evidence(*year(4), month(4, "2026-07-01")), period="month")
    assert said(late) == ("half", "late")
    undated = series.check(evidence(*year(4), doc("2026年4月收支情况")), period="month")
    assert said(undated) == ("unknown", "undated")


def test_a_gap() -> None:
    assert said(series.check(evidence(*year(3)), period="month")) == ("half", "gap")
    assert said(series.check(evidence(*year(1, 2, 3, 4)), period="month")) == ("half", "gap")
    assert said(series.check(evidence(*year(1, 2, 3, 4, 5)), period="month")) == ("fail", "gap")
    assert said(series.check(evidence(), period="month")) == ("fail", "missing")


def test_a_report_of_two_months_fills_both() -> None:
    both = month(2, "2026-02-28", "2026年1—2月收支情况")
    assert said(series.check(evidence(*year(1, 2), both), period="month")) == ("pass", "ok")


def test_a_month_behind_a_wall_is_unknown() -> None:
    verdict = series.check(evidence(*year(8), listing=column(problem="blocked")), period="month")
    assert said(verdict) == ("unknown", "blocked")
    assert verdict.seen == "7/8"


def test_missing_needs_the_column_back_to_the_periods_start() -> None:
    enough = series.check(evidence(*year(3), listing=column("2026-03-01")), period="month")
    assert states(enough)["2026-03"] == "missing"
    short = series.check(evidence(*year(3), listing=column("2026-03-02")), period="month")
    assert states(short)["2026-03"] == "not_deep_enough"


def test_a_month_without_a_year_is_the_last_one_before_publication() -> None:
    last_year = doc("12月收支情况", "2026-01-15")
    verdict = series.check(evidence(last_year, at=scope("2026-12-31")), period="month")
    assert "2026-12" in states(verdict)
    assert states(verdict)["2026-11"] == "missing"
    assert states(verdict)["2026-12"] == "not_due"
    named = series.check(evidence(doc("3月收支情况", "2026-04-10")), period="month")
    assert states(named)["2026-03"] == "ok"


def test_quarters_halves_and_years() -> None:
    q = doc("2026年第一季度旅游投诉情况", "2026-04-20")
    assert states(series.check(evidence(q), period="quarter"))["2026-Q1"] == "ok"
    months = doc("2026年1-3月旅游投诉情况", "2026-04-20")
    assert states(series.check(evidence(months), period="quarter"))["2026-Q1"] == "ok"
    two = doc("2026年1-2月旅游投诉情况", "2026-04-20")
    assert states(series.check(evidence(two), period="quarter"))["2026-Q1"] == "missing"
    half = doc("2026年上半年执行情况", "2026-07-20")
    assert said(series.check(evidence(half), period="half")) == ("pass", "ok")
    assert said(series.check(evidence(), period="year")) == ("skip", "not_due")


def test_a_season() -> None:
    verdict = series.check(evidence(month(4), month(5)), period="month", from_=4, to=5)
    assert set(states(verdict)) == {"2026-04", "2026-05"}
    assert said(verdict) == ("pass", "ok")
    (need,) = series.needs(scope(), period="month", from_=4, to=10)
    assert need.since == date(2026, 4, 1)
    with pytest.raises(ValueError, match="lies within"):
        series.needs(scope(), period="quarter", from_=2, to=3)


def test_a_zero_report_fills_its_period_where_it_may() -> None:
    zero = doc("2026年5月无行政处罚信息", "2026-06-10")
    verdict = series.check(evidence(*year(5), zero), period="month", zero_ok=True)
    assert said(verdict) == ("pass", "zero_report")
    assert said(series.check(evidence(*year(5), zero), period="month")) == ("pass", "ok")


def test_a_year_without_a_calendar_is_not_guessed() -> None:
    late = series.check(evidence(at=scope("2027-02-15", year=2026)), period="month")
    assert states(late)["2026-12"] == "no_calendar"
    early = series.check(evidence(at=scope("2027-01-29", year=2026)), period="month")
    assert states(early)["2026-12"] == "not_due"


def test_a_plan_may_say_what_share_is_enough() -> None:
    verdict = series.check(evidence(*year(3)), period="month", full=0.8)
    assert said(verdict) == ("pass", "ok")


def test_unreadable_parameters_are_refused() -> None:
    with pytest.raises(ValueError, match="monthly"):
        series.needs(scope(), period="monthly")
    with pytest.raises(ValueError, match="30 days"):
        series.needs(scope(), period="month", lag="30 days")
