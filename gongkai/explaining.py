"""Why a verdict is what it is: clause, rule, what was looked at, parts, sum, sentence.

Everything stands on disk: what the round was asked, the judging's ledger, and the records of the
sites that the verdict rests on. Nothing is judged anew, so that a frozen judging is explained as
it was judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import checks
from checks import columns
from gongkai import reasons, round
from gongkai.disk.judged import Judged, Ledger, Result
from gongkai.disk.store import Round
from gongkai.judging.lines import TWO_LOOKS_APART
from gongkai.judging.looked import Absence
from gongkai.judging.settle import WORTH, settle
from gongkai.model import (
    CREDIT,
    Fact,
    Hub,
    Listing,
    Outcome,
    Part,
    Plan,
    Probe,
    Rule,
    Snapshot,
    State,
    Step,
)
from reports import Audit
from reports._telling import Line, Telling

FULL, HALF = 1.0, 0.5  # shares for a pass and a half, where a check takes no others
APART = int(TWO_LOOKS_APART.total_seconds() // 3600)  # hours between the looks that confirm


@dataclass(frozen=True, kw_only=True)
class Param:
    """A parameter of the rule as it was judged by. ``by``: plan | ours."""

    name: str
    value: Any
    by: str


@dataclass(frozen=True, kw_only=True)
class Look:
    """One reading of a column, a page of links, or a test."""

    at: str
    by: str = "crawler"  # crawler | browser | person
    rows: int = 0
    back_to: str = ""  # every row of this day or later was read
    complete: bool = False
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Place:
    """What was looked at. ``how``: given | discovered | person."""

    kind: str  # column | links | test
    url: str
    name: str = ""  # of a test its id
    how: str = ""
    looks: tuple[Look, ...] = ()  # oldest first


@dataclass(frozen=True, kw_only=True)
class Sum:
    """The arithmetic: how the parts count, and what the doubtful ones could change."""

    good: int
    half: int
    bad: int
    doubt: int
    out: int
    full_share: float | None  # of the parts due, for a pass; None: it goes by number
    half_share: float | None  # and for half of the points
    low: float  # share earned if every doubtful part is bad
    high: float  # and if it is good
    if_bad: str  # the outcome then
    if_good: str
    weight: float  # points at stake
    earned: float | None  # None: it enters no score
    most: int | None = None  # parts that may be bad, for a pass; None: it goes by shares
    half_most: int | None = None  # and for half of the points


@dataclass(frozen=True, kw_only=True)
class Explained:
    """One line of results.csv with everything behind it."""

    result: Result
    plan: str
    source: str
    title: str
    task: str
    text: str  # the clause's own words, where the client's folder keeps them
    note: str
    file: str
    rule: Rule | None
    params: tuple[Param, ...]
    places: tuple[Place, ...]
    steps: tuple[Step, ...]
    absence: Absence | None  # where what is said to be absent was looked for
    proofs: tuple[Snapshot, ...]
    parts: tuple[Part, ...]
    sum: Sum | None
    facts: tuple[Fact, ...]
    sentence: str
    remedy: str
    fault: str  # site | us | plan | none
    twice: bool  # everything that it rests on was read twice, some hours apart


def explain(job: round.Job, results: Sequence[Result]) -> Iterator[Explained]:
    """Each of these results of the job's judging, explained."""
    judged = Judged(job.folder / "judged" / job.judged)
    ledgers = {x.key: x for x in judged.ledgers()}
    records = _Records(job)
    for result in results:
        plan = next(p for p in job.plans if p.id == result.plan)
        ledger = ledgers[result.key]
        yield _explained(job, plan, result, ledger, records)


def _explained(
    job: round.Job, plan: Plan, result: Result, ledger: Ledger, records: _Records
) -> Explained:
    clause = next(o for o in plan.obligations if o.item == result.item)
    # None for the line of a name that nobody answers to
    rule = clause.named.get(result.rule)
    line = _line(job, plan, result, ledger)
    places = tuple(records.places(ledger))
    params = tuple(_params(rule)) if rule else ()
    return Explained(
        result=result,
        plan=plan.title,
        source=clause.source or plan.source,
        title=clause.title,
        task=clause.task,
        text=clause.text,
        note=clause.note,
        file=clause.file,
        rule=rule,
        params=params,
        places=places,
        steps=ledger.steps,
        absence=ledger.absence,
        proofs=tuple(records.proofs(ledger)),
        parts=ledger.parts,
        sum=summed(result, ledger.parts, {p.name: p.value for p in params}) if rule else None,
        facts=ledger.facts,
        sentence=line.sentence,
        remedy=line.remedy,
        fault=reasons.table()[result.reason].fault,
        twice=bool(places) and all(map(twice, places)),
    )


def _line(job: round.Job, plan: Plan, result: Result, ledger: Ledger) -> Line:
    audit = Audit(
        plan=plan,
        targets=job.targets,
        results=[result],
        ledgers={result.key: ledger},
        lang=job.lang,
    )
    return Telling(audit).lines[0]


def _params(rule: Rule) -> Iterator[Param]:
    """What the clause or its subject gives, then what the check itself takes for granted."""
    for name, value in rule.params.items():
        yield Param(name=name, value=value, by="ours" if name in rule.ours else "plan")
    kind = checks.kinds()[rule.check]
    for name, value in kind.defaults.items():
        if name not in rule.params and name in kind.limits:
            yield Param(name=name, value=value, by="ours")


def summed(result: Result, parts: Sequence[Part], params: dict[str, Any]) -> Sum:
    """How the parts of a result count. ``params`` of its rule go before the check's own."""
    known = {**checks.kinds()[result.check].defaults, **params}
    full, half = float(known.get("full", FULL)), float(known.get("half", HALF))
    count = {state: sum(p.state is state for p in parts) for state in State}
    due = len(parts) - count[State.OUT]
    sure = sum(WORTH.get(p.state, 0.0) for p in parts)
    credit = CREDIT.get(Outcome(result.outcome))
    most, half_most = _numbers(result.check, known, due)
    if_bad, if_good = (
        _outcome(parts, state, full, half) if due else result.outcome
        for state in (State.BAD, State.GOOD)
    )
    if most is not None and half_most is not None and due:
        if_good, if_bad = columns.by_number(parts, most, half_most)
    return Sum(
        good=count[State.GOOD],
        half=count[State.HALF],
        bad=count[State.BAD],
        doubt=count[State.DOUBT],
        out=count[State.OUT],
        full_share=full if most is None else None,
        half_share=half if most is None else None,
        low=_share(sure, due),
        high=_share(sure + count[State.DOUBT], due),
        if_bad=if_bad,
        if_good=if_good,
        weight=result.weight,
        earned=None if credit is None else result.weight * credit,
        most=most,
        half_most=half_most,
    )


def _numbers(check: str, params: dict[str, Any], due: int) -> tuple[int | None, int | None]:
    """How many bad parts pass, and how many are half, where the check counts them."""
    if check == "lacking":
        return (min(params["most"], due - 1),) * 2
    if check != "columns" or list(params["sorts"]) == [columns.HOME]:
        return None, None
    return params["most"], max(params["most"], params["half_most"])


def _outcome(parts: Sequence[Part], doubt: State, full: float, half: float) -> str:
    """What the parts give with every doubtful one taken as ``doubt``."""
    sure = [replace(p, state=doubt) if p.state is State.DOUBT else p for p in parts]
    return settle(sure, full=full, half=half).outcome


def _share(part: float, whole: int) -> float:
    return float(f"{part / whole:.4f}") if whole else 0.0


class _Records:
    """What the sites' stores hold of the columns, links and tests of ledgers."""

    def __init__(self, job: round.Job) -> None:
        self.round = Round(job.folder)
        self.how = {c.url: c.how for c in round.with_added(job).targets.columns if c.url}
        self._hosts: dict[str, _Host] = {}

    def places(self, ledger: Ledger) -> Iterator[Place]:
        """The columns read, then the pages of links and the tests that the parts rest on."""
        for url in ledger.columns:
            read = [x for x in self._host(url).listings if x.column == url]
            looks = tuple(map(_read, sorted(read, key=lambda x: x.seen_at)))
            name = next((x.name for x in reversed(read) if x.name), "")
            how = self.how.get(url, "discovered")
            yield Place(kind="column", url=url, name=name, how=how, looks=looks)
        urls = [url for url in dict.fromkeys(p.url for p in ledger.parts) if url]
        for url in (url for url in urls if url not in ledger.columns):
            if looks := tuple(_tried(x) for x in self._host(url).hubs if x.url == url):
                yield Place(kind="links", url=url, looks=looks)
        tests = {p.limit for p in ledger.parts}
        tried = [x for host in dict.fromkeys(map(self._host, urls)) for x in host.probes]
        asked = dict.fromkeys((x.url, x.test) for x in tried if x.test in tests)
        for url, test in asked:
            looks = tuple(_tried(x) for x in tried if (x.url, x.test) == (url, test))
            yield Place(kind="test", url=url, name=test, looks=looks)

    def proofs(self, ledger: Ledger) -> Iterator[Snapshot]:
        """Every answer that a part or a column rests on, once, in the order of the parts."""
        ids = [s for p in ledger.parts for s in p.snapshots]
        for url in ledger.columns:
            last = [x for x in self._host(url).listings if x.column == url][-1:]
            ids += [s for x in last for s in x.snapshots]
        for id in dict.fromkeys(ids):
            host = id.rpartition("#")[0]
            if found := self._of(host).snapshots.get(id):
                yield found

    def _host(self, url: str) -> _Host:
        return self._of(urlsplit(url).hostname or "")

    def _of(self, host: str) -> _Host:
        if host not in self._hosts:
            self._hosts[host] = _Host(self.round, host)
        return self._hosts[host]


class _Host:
    """The records of one site, of every look; none where it was never asked."""

    def __init__(self, round: Round, host: str) -> None:
        store = round.site(host) if host in round.hosts() else None
        self.listings = store.listings(all_looks=True) if store else []
        self.hubs = store.hubs(all_looks=True) if store else []
        self.probes = store.probes(all_looks=True) if store else []
        self.snapshots = {s.id: s for s in store.snapshots()} if store else {}


def _read(x: Listing) -> Look:
    return Look(
        at=x.seen_at,
        by="browser" if x.browser else "crawler",
        rows=len(x.rows),
        back_to=x.back_to.isoformat() if x.back_to else "",
        complete=x.complete,
        problem=x.problem,
    )


def _tried(x: Hub | Probe) -> Look:
    by = "browser" if isinstance(x, Hub) and x.browser else "crawler"
    return Look(at=x.seen_at, by=by, problem=x.problem)


def twice(place: Place) -> bool:
    """Was it read without a problem twice, so far apart that a loss stands?"""
    at = [datetime.fromisoformat(x.at) for x in place.looks if not x.problem and x.at]
    return bool(at) and max(at) - min(at) >= TWO_LOOKS_APART


def owing(results: Iterable[Result], item: str) -> list[str]:
    """The names of those that have a result of this item."""
    return list(dict.fromkeys(r.unit_name for r in results if r.item == item))
