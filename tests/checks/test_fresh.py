from __future__ import annotations

from datetime import date

import pytest

from checks import fresh
from tests.make import column, doc, evidence, said, scope


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2026-09-30", ("pass", "ok")),
        ("2026-07-11", ("pass", "ok")),  # 81 days: nine tenths
        ("2026-07-10", ("pass", "soon")),
        ("2026-07-02", ("pass", "soon")),  # 90 days
        ("2026-07-01", ("fail", "stale")),
    ],
)
def test_exactly_the_limit_passes(day: str, verdict: tuple[str, str]) -> None:
    assert said(fresh.check(evidence(doc(day=day)))) == verdict


def test_entries_without_a_day_give_no_freshness() -> None:
    assert said(fresh.check(evidence(doc()))) == ("unknown", "undated")
    assert said(fresh.check(evidence(doc(), doc(day="2026-01-01")))) == ("fail", "stale")
    forged = doc(day="2026-09-29", also={"label": "2025-01-01"})
    assert said(fresh.check(evidence(forged))) == ("unknown", "conflict")
    assert said(fresh.check(evidence(forged, doc(day="2026-01-01")))) == ("fail", "stale")


def test_days_that_differ_and_are_all_fresh_leave_no_stale_column() -> None:
    old, moved = doc(day="2026-01-01"), doc(day="2026-09-12", also={"url": "2026-07-20"})
    assert said(fresh.check(evidence(old, moved))) == ("unknown", "conflict")


def test_an_entry_after_the_cut_off_does_not_refresh_it() -> None:
    at = scope("2026-09-30", seen_at="2026-10-20")
    late = evidence(doc(day="2026-10-10"), doc(day="2026-01-10"), at=at)
    assert said(fresh.check(late, days=90)) == ("fail", "stale")


def test_a_cut_off_after_our_look_proves_nothing_stale() -> None:
    before, same = (scope("2026-12-31", seen_at=day) for day in ("2026-12-30", "2026-12-31"))
    old = doc(day="2026-09-29")
    assert said(fresh.check(evidence(old, at=before))) == ("unknown", "not_captured")
    assert said(fresh.check(evidence(at=before))) == ("unknown", "not_captured")
    assert said(fresh.check(evidence(doc(day="2026-10-02"), at=before)))[0] == "pass"
    assert said(fresh.check(evidence(old, at=same))) == ("fail", "stale")
    assert said(fresh.check(evidence(at=same))) == ("fail", "missing")


def test_an_empty_column_is_missing_and_a_walled_one_unknown() -> None:
    assert said(fresh.check(evidence())) == ("fail", "missing")
    assert said(fresh.check(evidence(listing=column(problem="blocked")))) == ("unknown", "blocked")


def test_stale_needs_the_newer_rows_to_be_readable() -> None:
    old = doc(day="2026-01-10")
    walled = evidence(old, listing=column(problem="blocked"))
    assert said(fresh.check(walled)) == ("unknown", "blocked")
    shallow = evidence(old, listing=column("2026-07-03"))
    assert said(fresh.check(shallow))[0] == "unknown"
    deep = evidence(old, listing=column("2026-07-02"))
    assert said(fresh.check(deep)) == ("fail", "stale")
    old_row = evidence(old, unowned=[doc("谁的通知", "2026-07-01")])
    assert said(fresh.check(old_row)) == ("fail", "stale")
    shared = evidence(old, unowned=[doc("谁的通知", "2026-09-01")])
    assert said(fresh.check(shared)) == ("unknown", "unowned")


def test_a_stale_verdict_shows_the_newest_day_and_the_oldest_that_would_do() -> None:
    verdict = fresh.check(evidence(doc(day="2026-03-01"), doc(day="2026-02-01")), days=30)
    assert (verdict.seen, verdict.limit) == ("2026-03-01", "2026-08-31")


def test_needs_the_column_back_to_the_limit_and_its_newest_page() -> None:
    (need,) = fresh.needs(scope(), days=30)
    assert (need.since, need.open) == (date(2026, 8, 31), "newest:1")
