"""The arithmetic of one verdict: what its parts give now, and what the doubtful ones could."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import words
from gongkai.commands import explain
from gongkai.disk.judged import Result
from gongkai.explaining import owing, summed
from gongkai.judging.settle import settle
from gongkai.model import Part, State

REASONS = {
    State.GOOD: "ok",
    State.HALF: "late",
    State.BAD: "missing",
    State.DOUBT: "blocked",
    State.OUT: "not_due",
}
RANK = {"fail": 0, "half": 1, "pass": 2}


def part(state: State) -> Part:
    return Part(key="k", state=state, reason=REASONS[state])


def result(outcome: str = "unknown", weight: float = 2.0, **more: str) -> Result:
    texts = ("round", "judged", "as_of", "seen_at", "plan", "item", "unit", "unit_name", "part_of",
             "place", "rule", "reason", "seen", "limit", "limit_by", "confirmed", "url",
             "fetched_at", "sha256")  # fmt: skip
    counts = {"parts_good": 0, "parts_due": 0, "parts_doubtful": 0}
    blank = dict.fromkeys(texts, "") | more
    return Result(**blank, **counts, check="series", outcome=outcome, weight=weight)


def parts(text: str) -> list[Part]:
    return [part({"g": State.GOOD, "h": State.HALF, "b": State.BAD}[sign]) for sign in text]


def test_every_state_is_counted_and_what_is_not_due_is_left_out() -> None:
    it = summed(result(), [*parts("gggh"), part(State.DOUBT), part(State.OUT), part(State.BAD)], {})
    assert (it.good, it.half, it.bad, it.doubt, it.out) == (3, 1, 1, 1, 1)
    assert (it.low, it.high) == (0.5833, 0.75)
    assert (it.if_bad, it.if_good) == ("half", "half")
    assert (it.full_share, it.half_share) == (1.0, 0.5)


def test_the_rules_own_shares_go_before_the_checks() -> None:
    doubt = [*parts("ggg"), part(State.DOUBT)]
    assert summed(result(), doubt, {}).if_bad == "half"
    assert summed(result(), doubt, {"full": 0.75}).if_bad == "pass"
    assert summed(result(), doubt, {"half": 0.8}).if_bad == "fail"


def test_columns_go_by_number_and_the_front_page_alone_by_its_one_part() -> None:
    columns = replace(result(), check="columns")
    some = [*parts("gggbb"), part(State.DOUBT)]
    it = summed(columns, some, {"most": 1, "half_most": 2})
    assert (it.most, it.half_most, it.full_share, it.half_share) == (1, 2, None, None)
    assert (it.if_good, it.if_bad) == ("half", "fail")
    it = summed(columns, some, {"most": 3})
    assert (it.most, it.half_most, it.if_good, it.if_bad) == (3, 3, "pass", "pass")
    home = summed(columns, parts("b"), {"sorts": ["home"], "most": 1})
    assert (home.most, home.full_share, home.if_bad) == (None, 1.0, "fail")


def test_guides_that_lack_most_go_by_number_and_never_may_all_of_them() -> None:
    guides = replace(result(), check="lacking")
    for some, told in (("gbbbb", (4, "pass")), ("bbbbb", (4, "fail")), ("bbb", (2, "fail"))):
        it = summed(guides, parts(some), {"lack": 4, "most": 4})
        assert (it.most, it.if_bad) == told


def test_one_letter_that_waits_is_told_to_fail() -> None:
    letters = replace(result(), check="answered")
    assert summed(letters, parts("gggb"), {"within": "3mo"}).if_good == "fail"


@pytest.mark.parametrize(
    ("lang", "half", "seen"),
    [
        ("zh", 2, "不符 2 个（至多 1 个达标，至多 2 个得半分）"),
        ("zh", 0, "不符 2 个（至多 1 个达标）"),
        ("en", 2, "2 not met (up to 1 passes, up to 2 is half)"),
        ("en", 0, "2 not met (up to 1 passes)"),
    ],
)
def test_a_sum_by_number_is_told_by_number(lang: str, half: int, seen: str) -> None:
    columns = replace(result("half"), check="columns")
    it = summed(columns, parts("gggbb"), {"most": 1, "half_most": half})
    words.speak(lang)
    told = [text for _, text in explain.arithmetic(it)]
    assert seen in told
    assert not any("%" in text for text in told)


def test_points_are_earned_by_what_was_decided_only() -> None:
    assert summed(result("half"), parts("gb"), {}).earned == 1.0
    assert summed(result("fail"), parts("b"), {}).earned == 0.0
    assert summed(result("unknown"), [part(State.DOUBT)], {}).earned is None


def test_where_nothing_is_due_the_doubts_change_nothing() -> None:
    it = summed(result("skip"), [part(State.OUT)], {})
    assert (it.if_bad, it.if_good, it.low, it.high) == ("skip", "skip", 0.0, 0.0)


@given(st.lists(st.sampled_from(list(State)), min_size=1, max_size=12))
def test_the_doubtful_parts_span_what_is_possible(states: list[State]) -> None:
    every = [part(s) for s in states]
    judged = settle(every).outcome
    it = summed(result(judged), every, {})
    assert it.low <= it.high
    if judged in RANK:
        assert it.if_bad == it.if_good == judged
    elif judged == "unknown":
        assert RANK[it.if_bad] < RANK[it.if_good]


def test_who_owes_an_item_is_named_once() -> None:
    lines = [result(item="1", unit_name=name) for name in ("甲", "乙", "甲")]
    assert owing([*lines, result(item="2", unit_name="丙")], "1") == ["甲", "乙"]
