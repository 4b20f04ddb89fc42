"""Facts at the door: is every row of facts.csv of a kind that is known, with what that needs?"""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.door import Door
from gongkai.judging.timing import DAY_OFF, WORKDAY, days_of
from gongkai.model import Fact, FactKind, Targets
from gongkai.words import language, say


def check_facts(targets: Targets, kinds: Mapping[str, FactKind]) -> None:
    """UserError for facts of no known kind, without what their kind needs, or at odds.

    Each is told with its file and row, an unknown kind with the nearest one.
    """
    door = Door()
    for fact in targets.facts:
        kind = kinds.get(fact.kind)
        if kind is None:
            _fault(door, fact, "unknown_kind", key=fact.kind, word=fact.kind, among=kinds)
            continue
        what = kind.zh if language() == "zh" else kind.en
        for key in kind.needs:
            if not getattr(fact, key):
                _fault(door, fact, "fact_lacks", kind=fact.kind, key=key, what=what)
        if fact.kind == "probe" and not fact.basis.startswith(("pass", "fail")):
            want = say("want_one_of", words="pass… fail…")
            _fault(door, fact, "bad_value", key="basis", want=want, seen=fact.basis)
    _one_calendar(door, targets)
    door.close()


def _one_calendar(door: Door, targets: Targets) -> None:
    """No day may be both a working day and a day off for the same unit."""
    said: dict[tuple[object, str], Fact] = {}
    for fact in targets.facts:
        for day in days_of(fact) if fact.kind in (WORKDAY, DAY_OFF) else ():
            other = said.setdefault((day, fact.unit), fact)
            if other.kind != fact.kind:
                _fault(door, fact, "day_twice", day=day, other=other.at or other.basis)


def _fault(door: Door, fact: Fact, sentence: str, **slots: object) -> None:
    file, _, at = fact.at.partition(":")
    door.fault(file or "facts.csv", at or fact.kind, sentence, **slots)  # type: ignore[arg-type]  # word and among are texts
