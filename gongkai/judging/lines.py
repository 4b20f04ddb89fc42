"""What a verdict leaves on disk: its line of results.csv and its ledger of parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from gongkai import availability
from gongkai.disk.judged import Ledger, Result
from gongkai.judging.case import Case, When
from gongkai.judging.evidence import Found, Library
from gongkai.judging.looked import Absence, may_be_drawn
from gongkai.judging.settle import part
from gongkai.model import Listing, Obligation, Outcome, Part, Snapshot, State, Verdict
from gongkai.text.match import match

MOST_NAMED = 3  # files of people that a result names
TWO_LOOKS_APART = timedelta(hours=6)


def result(
    case: Case, verdict: Verdict, found: Mapping[str, Found], library: Library, when: When
) -> Result:
    """The line of one rule of one duty."""
    due = [p for p in verdict.parts if p.state is not State.OUT]
    proof = _proof(verdict, found, library)
    return Result(
        round=when.round,
        judged=when.judged,
        as_of=when.as_of.isoformat(),
        seen_at=when.seen_at.isoformat(),
        plan=case.plan.id,
        item=case.obligation.item,
        unit=case.unit.id,
        unit_name=case.unit.name,
        part_of=case.duty.part_of,
        place=case.duty.place,
        rule=case.rule_id,
        check=case.rule.check,
        outcome=verdict.outcome,
        reason=verdict.reason,
        seen=verdict.seen,
        limit=verdict.limit,
        limit_by=limit_by(case),
        parts_good=sum(p.state is State.GOOD for p in due),
        parts_due=len(due),
        parts_doubtful=sum(p.state is State.DOUBT for p in due),
        weight=round(case.weight, 4),
        confirmed=_confirmed(case, verdict, found, library, when),
        url=_url(verdict, found, proof),
        fetched_at=proof.fetched_at if proof else "",
        sha256=proof.sha256 if proof else "",
        saved_by=_saved_by(verdict, found, library),
    )


def limit_by(case: Case) -> str:
    """Whose number is judged by: ours where the plan does not state what the check needs."""
    stated = set(case.rule.params) - set(case.rule.ours)
    return "ours" if case.rule.ours or not set(case.kind.limits) <= stated else "plan"


def ledger(
    case: Case, verdict: Verdict, found: Mapping[str, Found], absence: Absence | None = None
) -> Ledger:
    """The parts, and how their evidence was found."""
    listings = [x for f in found.values() for x in f.listings]
    back = [x.back_to for x in listings if x.back_to]
    return Ledger(
        plan=case.plan.id,
        item=case.obligation.item,
        unit=case.unit.id,
        place=case.duty.place,
        rule=case.rule_id,
        parts=verdict.parts,
        columns=tuple(dict.fromkeys(x.column for x in listings if x.column)),
        column_names=tuple(dict.fromkeys(x.name for x in listings if x.name)),
        back_to=max(back).isoformat() if back else "",
        steps=tuple(s for f in found.values() for search in f.searches for s in search.steps),
        wants=verdict.wants,
        facts=verdict.facts,
        absence=absence,
    )


def nobody(plan: str, obligation: Obligation, name: str, when: When) -> tuple[Result, Ledger]:
    """The line of a name in the plan that no unit answers to: listed, never failed."""
    line = Result(
        round=when.round,
        judged=when.judged,
        as_of=when.as_of.isoformat(),
        seen_at=when.seen_at.isoformat(),
        plan=plan,
        item=obligation.item,
        unit="",
        unit_name=name,
        part_of="",
        place="",
        rule=f"lead:{name}",
        check="",
        outcome=Outcome.UNKNOWN,
        reason="no_holder",
        seen="",
        limit="",
        limit_by="plan",
        parts_good=0,
        parts_due=0,
        parts_doubtful=0,
        weight=0.0,
        confirmed="",
        url="",
        fetched_at="",
        sha256="",
    )
    parts = (part(name, "no_holder"),)
    return line, Ledger(plan=plan, item=line.item, unit="", place="", rule=line.rule, parts=parts)


def _proof(verdict: Verdict, found: Mapping[str, Found], library: Library) -> Snapshot | None:
    """The snapshot to open first: of the worst part, else of the column."""
    worst = sorted(verdict.parts, key=_badness)
    ids = [s for p in worst for s in p.snapshots]
    ids += [s for f in found.values() for x in f.listings for s in x.snapshots]
    return next((library.snapshots[i] for i in ids if i in library.snapshots), None)


def _saved_by(verdict: Verdict, found: Mapping[str, Found], library: Library) -> str:
    """Who brought what the verdict rests on, and in which files; empty where nobody had to."""
    ids = [s for p in verdict.parts for s in p.snapshots]
    ids += [s for f in found.values() for x in f.listings for s in x.snapshots]
    kept = (library.snapshots[i] for i in ids if i in library.snapshots)
    told = (f"{s.person} {s.file}".strip() for s in kept if s.by == "person")
    return "；".join(list(dict.fromkeys(told))[:MOST_NAMED])


def _badness(p: Part) -> int:
    return (State.BAD, State.HALF, State.DOUBT, State.GOOD, State.OUT).index(p.state)


def _url(verdict: Verdict, found: Mapping[str, Found], proof: Snapshot | None) -> str:
    urls = [p.url for p in sorted(verdict.parts, key=_badness) if p.url]
    urls += [x.column for f in found.values() for x in f.listings if x.column]
    urls += [s.root for f in found.values() for s in f.searches]
    return urls[0] if urls else (proof.url if proof else "")


def _confirmed(
    case: Case, verdict: Verdict, found: Mapping[str, Found], library: Library, when: When
) -> str:
    """A loss stands only after every column it rests on was read twice, some time apart, and an
    empty one by a browser too, where there is one: scripts may draw what we cannot see."""
    if verdict.outcome not in (Outcome.HALF, Outcome.FAIL):
        return ""
    if when.browser and any(may_be_drawn(x) for f in found.values() for x in f.listings):
        return "no"
    agree = [twice for name, f in found.items() for twice in _agree(case, name, f, library)]
    return "yes" if agree and all(agree) else "no"


def _agree(case: Case, name: str, found: Found, library: Library) -> Iterator[bool]:
    """Of each column and front: do two looks say what the last one says? A column without an
    address is one that a person has looked for."""
    words = next((case.ask(n).match for n in case.needs if n.name == name), "")
    for listing in found.listings:
        gone = _gone_since(listing, words, library)
        yield not listing.column or _twice(at for at in library.looks(listing.column) if at > gone)
    fronts = [hub.url for hub in found.hubs]
    fronts += [probe.url for probe in found.probes if probe.test != availability.TEST]
    yield from (_twice(library.looks(url)) for url in fronts)
    if any(probe.test == availability.TEST for probe in found.probes):
        yield True  # a week of visits is more than two looks


def _gone_since(listing: Listing, words: str, library: Library) -> str:
    """The last instant at which a column still held an entry with the words that is gone now."""
    wanted, now = match(words), {row.url for row in listing.rows}
    with_more = [
        before.seen_at
        for before in library.readings_of(listing.column)
        if any(
            wanted.found_in(row.title)
            for row in before.rows
            if row.url not in now and _within(row.day, listing)
        )
    ]
    return max(with_more, default="")


def _within(day: date | None, listing: Listing) -> bool:
    """Would an entry of this day have been seen?"""
    return listing.complete or bool(day and listing.back_to and day >= listing.back_to)


def _twice(looks: Iterable[str]) -> bool:
    at = [datetime.fromisoformat(x) for x in looks]
    return bool(at) and max(at) - min(at) >= TWO_LOOKS_APART
