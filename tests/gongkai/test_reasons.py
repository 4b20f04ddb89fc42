from __future__ import annotations

import re

import pytest

from gongkai import reasons
from gongkai.model import Outcome, State

SLOTS = {"expected", "seen", "limit", "column", "place", "day", "content", "beside"}


@pytest.mark.parametrize("name", sorted(reasons.table()))
def test_every_reason_is_told_in_both_languages_with_known_slots(name: str) -> None:
    reason = reasons.table()[name]
    for words in reason.words.values():
        assert words.name
        assert words.sentence
        assert words.remedy
        assert set(re.findall(r"{(\w+)}", words.sentence + words.remedy)) <= SLOTS
    chinese, english = reason.words["zh"], reason.words["en"]
    assert re.search("[\u4e00-\u9fff]", chinese.sentence)
    assert not re.search("[\u4e00-\u9fff]", english.name + english.sentence + english.remedy)


@pytest.mark.parametrize("name", sorted(reasons.table()))
def test_a_reason_counts_as_its_outcomes_do(name: str) -> None:
    reason = reasons.table()[name]
    allowed = {
        State.GOOD: {Outcome.PASS},
        State.HALF: {Outcome.HALF, Outcome.FAIL},
        State.BAD: {Outcome.FAIL, Outcome.HALF},
        State.DOUBT: {Outcome.UNKNOWN},
        State.OUT: {Outcome.SKIP, Outcome.MANUAL},
    }
    assert set(reason.outcomes) <= allowed[reason.counts]
    assert reason.fault in {"site", "us", "plan", "none"}
    if reason.counts in (State.HALF, State.BAD):
        assert reason.fault == "site"
        assert set(reason.outcomes) == {Outcome.HALF, Outcome.FAIL}


def test_a_slot_is_never_empty() -> None:
    with pytest.raises(ValueError, match="seen"):
        reasons.sentence("late", content="年报", limit="2026-03-31", seen="")
    told = reasons.sentence("late", content="年报", limit="2026-03-31", seen="2026-04-01")
    assert "2026-04-01" in told
    assert "{" not in told
    assert "2026-03-31" in reasons.remedy("late", "en", limit="2026-03-31")
    assert reasons.name("late") != reasons.name("late", "en")
