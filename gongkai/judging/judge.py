"""Judging: every rule of every duty against its evidence. Pure: a round on disk in, lines out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gongkai import reasons
from gongkai.disk.judged import Ledger, Result
from gongkai.judging.absence import absence
from gongkai.judging.case import Case, When, cases
from gongkai.judging.duties import owed
from gongkai.judging.evidence import Found, Library, joined
from gongkai.judging.finding import (
    DOWN,
    by_then,
    distrusted,
    elsewhere,
    events,
    if_none,
    misplaced,
    outages,
    pictured,
    plain,
    ruled_out,
    unasked,
    wants,
    weighed,
)
from gongkai.judging.lines import ledger, nobody, result
from gongkai.judging.orders import Ask
from gongkai.model import Evidence, Fact, Need, Outcome, Plan, Probe, Targets, Verdict

ELSEWHERE = ("missing", "misplaced")  # reasons for which other columns are looked through


@dataclass(frozen=True, kw_only=True)
class Line:
    """A result with its ledger and what could change it."""

    result: Result
    ledger: Ledger
    asks: tuple[Ask, ...] = ()


def judge(
    plan: Plan, targets: Targets, library: Library, when: When, units: Sequence[str] = ()
) -> list[Line]:
    """A line for every rule of every duty, and one for every name that nobody answers to."""
    return list(judging(plan, targets, library, when, units))


def judging(
    plan: Plan, targets: Targets, library: Library, when: When, units: Sequence[str] = ()
) -> Iterator[Line]:
    """The same one by one: there may be tens of thousands."""
    for case in cases(plan, targets, when, units):
        yield _line(case, targets, library, when)
    if units:
        return
    obligations = {o.id: o for o in plan.obligations}
    for holder in owed(plan, targets)[1]:
        line, parts = nobody(plan.id, obligations[holder.obligation], holder.name, when)
        yield Line(result=line, ledger=parts)


def _line(case: Case, targets: Targets, library: Library, when: When) -> Line:
    facts = tuple(f for f in targets.facts if f.unit in ("", case.unit.id))
    found = {n.name: _find(case, n, library) for n in case.needs if case.askable(n)}
    verdict, asks = _settled(case, found, facts, targets, library, when)
    verdict = pictured(case, verdict, library)
    other = tuple(case.ask(n) for n in elsewhere(case)) if verdict.reason in ELSEWHERE else ()
    proof = absence(case, verdict, found, other, library)
    return Line(
        result=result(case, verdict, found, library, when),
        ledger=ledger(case, verdict, found, proof),
        asks=asks,
    )


def _settled(
    case: Case,
    found: Mapping[str, Found],
    facts: tuple[Fact, ...],
    targets: Targets,
    library: Library,
    when: When,
) -> tuple[Verdict, tuple[Ask, ...]]:
    if ruled := ruled_out(case, facts, library):
        return ruled, ()
    url, why = library.doubted(found.values())
    if url:
        return distrusted(case, url, why), ()
    evidence = _evidence(case, found, facts, targets)
    evidence = replace(evidence, probes=_probes(case, library))
    verdict = if_none(case, evidence, library) or weighed(case, evidence, library)
    if reasons.like(verdict.reason) in DOWN and (told := outages(facts, when)):
        return plain(case, Outcome.SKIP, "planned_outage", facts=told), ()
    rests = (*events(case, facts), *library.vouched(found.values()), *verdict.facts)
    verdict = replace(verdict, facts=tuple(dict.fromkeys(rests)))
    asks = tuple(wants(case, verdict, found, when))
    if verdict.outcome is Outcome.FAIL and verdict.reason == "missing":
        other = [case.ask(n) for n in elsewhere(case)]
        better, more = misplaced(case, evidence, other, library)
        if better is None and unasked(case, other, library):
            better = plain(case, Outcome.UNKNOWN, "not_captured", facts=verdict.facts)
        return better or verdict, asks + tuple(other) + more
    return verdict, asks


def _evidence(
    case: Case, found: Mapping[str, Found], facts: tuple[Fact, ...], targets: Targets
) -> Evidence:
    subject = case.plan.subjects.get(case.obligation.subject)
    others = {u.id for u in case.members} - {case.unit.id}
    return Evidence(
        duty=case.duty,
        scope=case.scope,
        documents={k: by_then(f.documents, case.scope) for k, f in found.items()},
        unowned={k: by_then(f.unowned, case.scope) for k, f in found.items()},
        listings={k: f.listings for k, f in found.items()},
        searches={k: f.searches for k, f in found.items()},
        unseen={k: f.unseen for k, f in found.items() if f.unseen},
        hubs={k: f.hubs for k, f in found.items() if f.hubs},
        contents=subject.contents if subject else {},
        tables=subject.tables if subject else {},
        words=subject.words if subject else "",
        subject=subject,
        members=case.members,
        facts=(*facts, *(f for f in targets.facts if f.unit in others)),
    )


def _find(case: Case, need: Need, library: Library) -> Found:
    subject = case.plan.subjects.get(case.ask(need).subject)
    every = (library.find(a, sole=case.sole, subject=subject) for a in case.asks(need))
    return joined(tuple(every))


def _probes(case: Case, library: Library) -> dict[str, tuple[Probe, ...]]:
    """What was measured of each member, by the unit's id."""
    return {
        ask.unit.id: library.find(ask, sole=case.sole).probes
        for need in case.needs
        if need.tests
        for ask in case.asks(need)
    }
