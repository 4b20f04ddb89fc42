"""Facts that only the client can give: which kinds, of whom, what waits for them, ready to fill in.

A line that could not be judged because nobody told an event stands here with the rows of facts.csv
that would settle it; where such a thing did not happen, ``not_happened`` says so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO

from gongkai.disk.judged import Ledger, Result, safe
from gongkai.judging.inside import DAY_TOLD
from gongkai.model import (
    EXEMPT,
    NOT_HAPPENED,
    OFFICER,
    Fact,
    FactKind,
    Obligation,
    Outcome,
    Plan,
    Rule,
    Unit,
)

FACT = "fact:"
HEADER = ("kind", "unit", "about", "day", "until", "basis", "by")
FILE = "facts_wanted.csv"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A kind of fact that is wanted. ``weight``: the points of the plan that hang on it."""

    kind: FactKind
    units: tuple[str, ...]  # names
    items: tuple[str, ...]
    weight: float
    rows: tuple[Fact, ...]  # to be filled in: days, basis and by are open


@dataclass
class _Asked:
    units: dict[str, str] = field(default_factory=dict)
    items: dict[str, None] = field(default_factory=dict)
    rows: dict[Fact, None] = field(default_factory=dict)
    weight: float = 0.0


def kinds_for(obligation: Obligation, rule: Rule | None = None) -> tuple[str, ...]:
    """Kinds without which the clause, or one rule of it, cannot be judged."""
    rules = obligation.rules if rule is None else (rule,)
    events = [str(each.params.get("from", "")) for each in rules]
    heads = [OFFICER for each in rules if each.params.get("by_head")]
    kinds = [
        obligation.after,
        *(e.removeprefix(FACT) for e in events if e.startswith(FACT)),
        *heads,
    ]
    return tuple(dict.fromkeys(filter(None, kinds)))


def expected(
    plan: Plan, owed: Iterable[tuple[Obligation, Unit, float]], facts: Iterable[Fact]
) -> list[Wanted]:
    """What a round will want: kinds that clauses wait for and that nobody has told yet.

    ``owed``: every clause of every unit with its weight.
    """
    known, found = tuple(facts), _List(plan)
    spared = {(f.unit, f.about) for f in known if f.kind in (EXEMPT, NOT_HAPPENED)}
    for obligation, unit, weight in owed:
        for kind in kinds_for(obligation):
            if not _told(known, kind, unit.id) and (unit.id, obligation.item) not in spared:
                found.add(kind, obligation, unit.id, unit.name, weight)
    return found.sorted()


def wanted(
    plan: Plan,
    results: Iterable[Result],
    ledgers: Mapping[tuple[str, str, str, str, str], Ledger],
    facts: Iterable[Fact],
) -> list[Wanted]:
    """What a judged round waits for, line by line; the weightiest first."""
    known, found = tuple(facts), _List(plan)
    clauses = {o.item: o for o in plan.obligations}
    for r in results:
        clause = clauses.get(r.item) if r.plan == plan.id else None
        if clause is None or not r.unit or (r.outcome, r.reason) != (Outcome.UNKNOWN, "no_event"):
            continue
        rule = clause.named.get(r.rule)
        kinds = [k for k in kinds_for(clause, rule) if not _told(known, k, r.unit)]
        if kinds:
            for kind in kinds:
                found.add(kind, clause, r.unit, r.unit_name, r.weight / len(kinds))
        elif rule and rule.if_none == "unknown" and len(_titles(ledgers.get(r.key))) == 0:
            found.add(NOT_HAPPENED, clause, r.unit, r.unit_name, r.weight, clause.item)
        else:
            for title in _titles(ledgers.get(r.key)):
                found.add(DAY_TOLD, clause, r.unit, r.unit_name, 0.0, title)
            found.weigh(DAY_TOLD, r.weight)
    return found.sorted()


def rows(every: Iterable[Wanted]) -> str:
    """The text of facts_wanted.csv: rows of facts.csv with the cells that are known."""
    out = StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(HEADER)
    for each in every:
        for fact in each.rows:
            table.writerow([fact.kind, fact.unit, safe(fact.about), "", "", "", ""])
    return out.getvalue()


class _List:
    """Gathers what is wanted, by kind."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._asked: dict[str, _Asked] = {}

    def add(
        self, kind: str, clause: Obligation, unit: str, name: str, weight: float, about: str = ""
    ) -> None:
        """A unit's clause waits for a fact of that kind."""
        asked = self._asked.setdefault(kind, _Asked())
        asked.units[unit] = name
        asked.items[clause.item] = None
        asked.weight += weight
        # a precondition holds for everybody; events are each somebody's
        whose = "" if kind == clause.after else unit
        asked.rows[Fact(kind=kind, unit=whose, about=about)] = None

    def weigh(self, kind: str, weight: float) -> None:
        """More points hang on a kind that is wanted already."""
        if kind in self._asked:
            self._asked[kind].weight += weight

    def sorted(self) -> list[Wanted]:
        """The weightiest first; a kind that the plan does not know is told by its name."""
        every = [
            Wanted(
                kind=self._plan.facts.get(kind) or FactKind(id=kind, zh=kind, en=kind),
                units=tuple(asked.units.values()),
                items=tuple(asked.items),
                weight=round(asked.weight, 4),
                rows=tuple(asked.rows),
            )
            for kind, asked in self._asked.items()
        ]
        return sorted(every, key=lambda each: (-each.weight, each.kind.id))


def _told(facts: Iterable[Fact], kind: str, unit: str) -> bool:
    return any(f.kind == kind and f.day and f.unit in ("", unit) for f in facts)


def _titles(ledger: Ledger | None) -> tuple[str, ...]:
    """The documents whose own day could not be read."""
    parts: Iterator[str] = (
        p.key for p in (ledger.parts if ledger else ()) if p.reason == "no_event" and p.url
    )
    return tuple(dict.fromkeys(parts))
