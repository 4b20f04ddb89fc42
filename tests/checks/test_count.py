from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checks import count
from gongkai.model import Fact, State
from tests.make import column, doc, evidence, page, said, scope, states

DUE = date(2026, 3, 31)


def test_one_entry_of_the_year_is_enough() -> None:
    assert said(count.check(evidence(doc(day="2026-01-01")))) == ("pass", "ok")


def test_last_years_entry_does_not_count_unless_any_does() -> None:
    old = doc(day="2025-12-31")
    assert said(count.check(evidence(old))) == ("fail", "missing")
    assert said(count.check(evidence(old), since="any")) == ("pass", "ok")
    assert said(count.check(evidence(old), since=date(2025, 12, 31))) == ("pass", "ok")


def test_without_a_day_what_came_after_the_cut_off_does_not_count() -> None:
    at = scope("2026-06-30", seen_at="2026-07-10")
    assert said(count.check(evidence(doc(day="2026-06-30"), at=at))) == ("pass", "ok")
    assert said(count.check(evidence(doc(day="2026-07-01"), at=at))) == ("fail", "missing")


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2026-03-31", ("pass", "ok")),
        ("2026-04-01", ("half", "late")),
        ("", ("unknown", "undated")),
    ],
)
def test_by_a_day(day: str, verdict: tuple[str, str]) -> None:
    assert said(count.check(evidence(doc(day=day)), by=DUE)) == verdict


def test_the_best_entry_decides() -> None:
    both = evidence(doc(day="2026-04-05"), doc(day="2026-03-05"))
    assert said(count.check(both, by=DUE)) == ("pass", "ok")
    doubtful = evidence(doc(day="2026-04-05"), doc(day=""))
    assert said(count.check(doubtful, by=DUE)) == ("unknown", "undated")


def test_days_that_conflict_are_not_believed() -> None:
    apart = evidence(doc(day="2026-03-01", also={"url": "2026-04-01"}))
    assert said(count.check(apart, by=DUE)) == ("unknown", "conflict")
    near = evidence(doc(day="2026-03-02", also={"url": "2026-04-01"}))
    assert said(count.check(near, by=DUE)) == ("pass", "ok")
    meta = evidence(doc(day="2026-03-01", also={"meta": "2019-01-01"}))
    assert said(count.check(meta, by=DUE)) == ("pass", "ok")


def test_due_is_the_clauses_day() -> None:
    late = evidence(doc(day="2026-04-01"), at=scope(due=DUE))
    assert said(count.check(late, by="due")) == ("half", "late")
    with pytest.raises(ValueError, match="due"):
        count.needs(scope(), by="due")


def test_nothing_yet_is_not_due_before_the_day_and_missing_after_it() -> None:
    assert said(count.check(evidence(at=scope("2026-03-30")), by=DUE)) == ("skip", "not_due")
    assert said(count.check(evidence(at=scope("2026-03-31")), by=DUE)) == ("fail", "missing")


def test_a_printed_day_that_we_saw_too_late_is_only_printed() -> None:
    seen: dict[str, Any] = {"day": "2026-03-30"}
    near = doc(**seen, first_seen="2026-05-30T15:59:00+00:00")
    far = doc(**seen, first_seen="2026-05-30T16:00:00+00:00")  # the 31st in Shanghai, day 61
    assert said(count.check(evidence(near), by=DUE)) == ("pass", "ok")
    assert said(count.check(evidence(far), by=DUE)) == ("pass", "printed_only")


def test_absence_needs_a_column_read_far_enough() -> None:
    assert said(count.check(evidence(listing=column("2026-01-01")))) == ("fail", "missing")
    assert said(count.check(evidence(listing=column("2026-01-02"))))[0] == "unknown"
    assert said(count.check(evidence(listing=column(problem="blocked")))) == ("unknown", "blocked")


def test_what_is_gone_long_after_the_cut_off_was_perhaps_there() -> None:
    assert said(count.check(evidence(at=scope(seen_at="2026-11-29")))) == ("fail", "missing")
    assert said(count.check(evidence(at=scope(seen_at="2026-11-30")))) == ("unknown", "absent_now")


def test_n_entries() -> None:
    days = ["2026-01-10", "2026-02-10", "2026-03-10", "2026-04-10"]
    four = [doc(f"第{n}场发布会", day) for n, day in enumerate(days)]
    assert said(count.check(evidence(*four), n=4)) == ("pass", "ok")
    assert said(count.check(evidence(*four[:3]), n=4)) == ("half", "too_few")
    assert said(count.check(evidence(*four[:2]), n=4)) == ("half", "too_few")
    assert said(count.check(evidence(*four[:1]), n=4)) == ("fail", "too_few")
    assert said(count.check(evidence(), n=4)) == ("fail", "missing")
    hidden = count.check(evidence(*four[:3], listing=column(problem="blocked")), n=4)
    assert said(hidden) == ("unknown", "blocked")


def test_an_entry_listed_twice_counts_once() -> None:
    twice = evidence(doc("访谈", "2026-02-01", n=1), doc("访谈", "2026-02-01", n=2))
    assert states(count.check(twice, n=2)) == {"#1": "ok", "#2": "missing"}


def test_names_each_need_an_entry() -> None:
    two = evidence(doc("江头镇年报", "2026-02-01"), doc("河尾镇年报", "2026-02-02"))
    assert said(count.check(two, names=["江头镇", "河尾镇"])) == ("pass", "ok")
    verdict = count.check(two, names={"江头": "江头镇|江头街道", "海口": "海口镇"})
    assert said(verdict) == ("half", "incomplete")
    assert states(verdict) == {"江头": "ok", "海口": "missing"}


def test_every_part_says_what_was_asked() -> None:
    for verdict in (count.check(evidence()), count.check(evidence(doc(day="2026-02-01")))):
        assert verdict.parts[0].limit == "≥1"
    assert count.check(evidence(doc(day="2026-02-01"))).parts[0].state is State.GOOD


def test_needs_go_back_no_further_than_what_counts() -> None:
    assert count.needs(scope())[0].since == date(2026, 1, 1)
    assert count.needs(scope(), since="any")[0].since is None
    assert count.needs(scope())[0].open == "none"
    with pytest.raises(ValueError, match="at least 1"):
        count.needs(scope(), n=0)


LI = Fact(kind="officer", unit="czj", about="李明", day=date(2025, 3, 1), until=date(2026, 5, 31))
WANG = Fact(kind="officer", unit="czj", about="王芳", day=date(2026, 6, 1))


@pytest.mark.parametrize(
    ("title", "text", "day", "verdict"),
    [
        ("财政局局长李明解读预算", "", "2026-05-31", ("pass", "ok")),
        ("财政局局长李明解读预算", "", "2026-06-01", ("fail", "missing")),  # no longer in office
        ("财政局主要负责人解读预算", "局长王芳表示", "2026-06-01", ("pass", "ok")),
        ("财政局主要负责人解读预算", "局长王芳表示", "2026-05-31", ("fail", "missing")),
        ("财政局副局长解读预算", "答记者问", "2026-06-01", ("fail", "missing")),
    ],
)
def test_by_who_heads_the_office_on_that_day(
    title: str, text: str, day: str, verdict: tuple[str, str]
) -> None:
    seen = evidence(page(text, title, day), facts=[LI, WANG])
    got = count.check(seen, by_head=True)
    assert said(got) == verdict
    assert got.facts == (LI, WANG)


def test_who_heads_the_office_is_asked_and_unread_pages_may_name_him() -> None:
    other = Fact(kind="officer", unit="jyj", about="李明", day=date(2025, 3, 1))
    blank = Fact(kind="officer", unit="czj", day=date(2025, 3, 1))
    seen = evidence(page("李明", "解读", "2026-05-01"), facts=[other, blank])
    assert said(count.check(seen, by_head=True)) == ("unknown", "no_event")
    shut = evidence(doc("解读", "2026-05-01", problem="blocked"), facts=[LI])
    assert said(count.check(shut, by_head=True)) == ("unknown", "blocked")
    unopened = evidence(doc("解读", "2026-05-01"), facts=[LI])
    assert said(count.check(unopened, by_head=True)) == ("unknown", "not_captured")
    assert count.needs(scope(), by_head=True)[0].open == "matching"
    assert count.needs(scope())[0].open == "none"
