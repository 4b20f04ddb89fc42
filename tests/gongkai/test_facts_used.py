"""Facts settle what no page tells, and stand with the verdicts that rest on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.disk.vitals import Health, Trust
from gongkai.judging.case import amended
from gongkai.model import Fact, Rule, Targets
from tests.gongkai.world import DAY, column, judged, listing, plan, row, said, targets

COUNT = Rule(check="count", if_none="unknown")


def fact(kind: str, unit: str = "czj", **more: Any) -> Fact:
    return Fact(kind=kind, unit=unit, basis="文号", by="王", **more)


def who(*facts: Fact) -> Targets:
    return targets(column(), facts=list(facts))


@pytest.mark.parametrize(
    ("word", "told"),
    [
        (fact("not_happened", about="1.1"), ("skip", "not_applicable")),
        (fact("not_happened", about="1.2"), ("unknown", "no_event")),
        (fact("not_happened", "jyj", about="1.1"), ("unknown", "no_event")),
        (fact("exempt", about="1.2"), ("unknown", "no_event")),
    ],
)
def test_a_word_that_nothing_happened(tmp_path: Path, word: Fact, told: tuple[str, str]) -> None:
    asked, after = plan(COUNT), plan(after="merged")
    silent = judged(tmp_path / "a", listing(), made=asked, who=who(word))
    assert said(silent) == told
    assert silent.ledger.facts == ((word,) if told[0] == "skip" else ())
    assert said(judged(tmp_path / "b", listing(row()), made=after, who=who(word))) == told


def test_what_is_there_is_judged_whatever_is_said(tmp_path: Path) -> None:
    word = fact("not_happened", about="1.1")
    assert said(judged(tmp_path, listing(row()), made=plan(COUNT), who=who(word))) == ("pass", "ok")


def test_what_is_not_due_waits_for_no_word(tmp_path: Path) -> None:
    by = replace(COUNT, params={"by": date(2026, 12, 31)})
    assert said(judged(tmp_path, listing(), made=plan(by))) == ("skip", "not_due")


def test_the_ledger_holds_what_a_verdict_rests_on(tmp_path: Path) -> None:
    merged, other = fact("merged", "", day=DAY), fact("event", day=DAY)
    line = judged(tmp_path, listing(row()), made=plan(after="merged"), who=who(other, merged))
    assert said(line) == ("pass", "ok")
    assert line.ledger.facts == (merged,)
    exempt = fact("exempt", about="1.1")
    freed = judged(tmp_path / "b", listing(row()), who=who(merged, exempt))
    assert freed.ledger.facts == (exempt,)


def test_the_calendar_of_a_unit_is_everybodys_and_then_its_own() -> None:
    mine, all_, theirs = fact("day_off"), fact("workday", ""), fact("day_off", "jyj")
    assert amended(who(mine, theirs, all_, fact("exempt")), "czj") == (all_, mine)


def test_a_persons_word_is_told_where_it_makes_a_reading_believed(tmp_path: Path) -> None:
    url = "http://czj.haitang.gov.cn/tzgg/"
    told = Fact(kind="reading_checked", about=url, basis="看过", by="王")
    idle = Fact(kind="reading_checked", about="other.gov.cn", basis="看过", by="王")
    lines = [Health(level="column", host="czj.haitang.gov.cn", column=url, state="drop")]
    trust = Trust(lines, [told, idle])
    assert trust.vouched(url) == (told,)
    assert trust.vouched("http://other.gov.cn/") == ()  # nothing was doubted there
    assert Trust(lines).vouched(url) == ()
    sound = [Health(level="column", host="czj.haitang.gov.cn", column=url)]
    assert Trust(sound, [told]).vouched(url) == ()
