from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import reasons
from gongkai.judging.settle import WORTH, absent, part, rank, settle
from gongkai.model import Outcome, Part, State
from tests.make import column, doc, evidence, said, scope

OF = {"good": "ok", "half": "late", "bad": "missing", "doubt": "blocked", "out": "not_due"}


def parts(*names: str) -> list[Part]:
    return [part(f"#{i}", OF.get(name, name)) for i, name in enumerate(names)]


@pytest.mark.parametrize(
    ("names", "verdict"),
    [
        (["good"], ("pass", "ok")),
        (["good", "good", "out"], ("pass", "ok")),
        (["half"], ("half", "late")),
        (["good", "half"], ("half", "late")),
        (["good", "bad"], ("half", "missing")),
        (["half", "bad"], ("fail", "missing")),
        (["bad", "bad", "good"], ("fail", "missing")),
        (["doubt"], ("unknown", "blocked")),
        (["good", "doubt"], ("unknown", "blocked")),
        (["bad", "bad", "doubt"], ("fail", "missing")),
        (["bad", "good", "doubt", "good"], ("half", "missing")),
        (["out"], ("skip", "not_due")),
        (["out", "doubt"], ("unknown", "blocked")),
        (["needs_person"], ("manual", "needs_person")),
        (["good", "soon"], ("pass", "soon")),
        (["undated", "blocked", "blocked", "good"], ("unknown", "blocked")),
    ],
)
def test_verdicts(names: list[str], verdict: tuple[str, str]) -> None:
    assert said(settle(parts(*names))) == verdict


def test_the_worst_reason_is_renamed_only_where_some_parts_are_not_bad() -> None:
    assert said(settle(parts("bad", "good"), bad="gap")) == ("half", "gap")
    assert said(settle(parts("bad", "bad"), bad="gap")) == ("fail", "missing")
    assert said(settle(parts("bad", "out"), bad="gap")) == ("fail", "missing")


def test_thresholds_are_reached_exactly() -> None:
    nine = parts(*["good"] * 9, "bad")
    assert settle(nine, full=0.9).outcome is Outcome.PASS
    assert settle(nine, full=0.91).outcome is Outcome.HALF
    assert settle(parts("good", "bad", "bad"), half=1 / 3).outcome is Outcome.HALF
    assert settle(parts("good", "bad", "bad"), half=0.34).outcome is Outcome.FAIL


def test_a_pass_is_never_told_with_the_reason_of_a_bad_or_doubtful_part() -> None:
    assert said(settle(parts(*["good"] * 9, "bad"), full=0.9)) == ("pass", "ok")
    assert said(settle(parts(*["good"] * 9, "doubt"), full=0.9)) == ("pass", "ok")


def test_every_state_has_its_rank_and_a_doubt_may_be_the_best() -> None:
    every = sorted(parts("out", "bad", "half", "doubt", "good"), key=rank)
    assert [p.state.value for p in every] == ["good", "doubt", "half", "bad", "out"]
    assert len(every) == len(State)


def test_what_was_seen_and_asked() -> None:
    many = settle(parts("good", "half", "bad", "out"))
    assert (many.seen, many.limit) == ("1.5/3", "3")
    one = settle([part("#1", "ok", seen="2026-03-01", limit="2026-03-31")])
    assert (one.seen, one.limit) == ("2026-03-01", "2026-03-31")


SOME = st.lists(st.sampled_from(sorted(OF)), min_size=1, max_size=9)


@given(SOME, st.randoms(use_true_random=False))
def test_order_changes_nothing(names: list[str], random: object) -> None:
    mixed = parts(*names)
    random.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis types it as object
    assert said(settle(mixed)) == said(settle(parts(*names)))


@given(SOME)
def test_whatever_a_doubt_turns_out_to_be_a_verdict_holds(names: list[str]) -> None:
    verdict = settle(parts(*names))
    worst = settle(parts(*("bad" if n == "doubt" else n for n in names)))
    best = settle(parts(*("good" if n == "doubt" else n for n in names)))
    if verdict.outcome is Outcome.UNKNOWN:
        assert worst.outcome is not best.outcome
    else:
        assert verdict.outcome is worst.outcome is best.outcome


@given(SOME)
def test_the_table_allows_every_verdict(names: list[str]) -> None:
    verdict = settle(parts(*names), bad="gap")
    assert verdict.outcome in reasons.table()[verdict.reason].outcomes


def test_absence() -> None:
    at: dict[str, Any] = {"need": "it", "key": "#1"}
    assert absent(evidence(), **at).reason == "missing"
    assert absent(evidence(unseen="no_column"), **at).reason == "no_column"
    assert absent(evidence(listing=column(problem="unreadable")), **at).reason == "unreadable"
    assert absent(evidence(unowned=[doc("谁的")]), **at).reason == "unowned"
    assert absent(evidence(), need="to2", key="#1").reason == "not_captured"


def test_absence_is_proved_back_to_the_day_only() -> None:
    day = scope().as_of
    for back_to, reason in [("2026-09-30", "missing"), ("2026-10-01", "not_deep_enough")]:
        got = absent(evidence(listing=column(back_to)), "it", "#1", since=day)
        assert got.reason == reason
    assert absent(evidence(listing=column("2026-01-01")), "it", "#1").reason == "not_deep_enough"


def test_a_wall_hides_even_what_was_read_far_enough_before() -> None:
    walled = replace(column("2026-01-01"), problem="blocked")
    assert absent(evidence(listing=walled), "it", "#1", since=scope().as_of).reason == "blocked"
    broken = replace(column("2026-05-01"), problem="not_deep_enough")
    assert absent(evidence(listing=broken), "it", "#1", since=scope().as_of).reason == "missing"


def test_a_row_of_unknown_owner_hides_only_what_it_may_be() -> None:
    day = scope().as_of
    for row, reason in [(doc(day="2026-09-30"), "unowned"), (doc(), "unowned"),
                        (doc(day="2026-09-29"), "missing")]:  # fmt: skip
        assert absent(evidence(unowned=[row]), "it", "#1", since=day).reason == reason


def test_absence_fades_after_the_window() -> None:
    for seen_at, reason in [("2026-11-29", "missing"), ("2026-11-30", "absent_now")]:
        assert absent(evidence(at=scope(seen_at=seen_at)), "it", "#1").reason == reason


def test_every_state_that_is_due_has_its_credit() -> None:
    assert set(WORTH) == set(State) - {State.DOUBT, State.OUT}
