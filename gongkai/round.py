"""The arrows: visit, judge, score, report; ``audit`` is all of them. The cli only parses, prints.

A round is a folder. What it was asked (plans, targets) is kept in it, so that it can be judged
again anywhere, alone.
"""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import msgspec

import crawler
import gongkai
import reports
from crawler.browser import find_browser
from crawler.files import picture
from gongkai import candidates, health
from gongkai.disk import added, vitals
from gongkai.disk.judged import Candidate, Judged, Ledger, Result, Score
from gongkai.disk.store import Round
from gongkai.forecast import Forecast, forecast
from gongkai.judging import again, wanted
from gongkai.judging.case import Case, When, cases, first_asks
from gongkai.judging.evidence import Library
from gongkai.judging.judge import Line, judging
from gongkai.judging.orders import key, orders
from gongkai.model import Order, Plan, Subject, Targets, UserError
from gongkai.scoring.rating import Rating, rated_by, seeds, under
from gongkai.words import say

CHINA = ZoneInfo("Asia/Shanghai")
PASSES = 3  # a visit, what the verdicts then want, and once more
T = TypeVar("T")
Progress = Callable[[crawler.Progress], None]


@dataclass(frozen=True, kw_only=True)
class Job:
    """A round to be made or judged."""

    folder: Path
    plans: tuple[Plan, ...]
    targets: Targets
    as_of: date
    clock: datetime | None = None  # the pinned instant of a replay; None: now
    units: tuple[str, ...] = ()
    judged: str = "first"
    lang: str = "zh"
    pages: Path | None = None  # saved pages instead of the network
    browser: bool = True
    ocr: bool = True  # read the words in scans, where the extra is installed
    progress: Progress | None = None  # told how far each site is
    settled: Callable[[int, int], None] | None = None  # told how many verdicts want no more, of all

    @property
    def now(self) -> datetime:
        """The pinned instant, else the clock on the wall in Shanghai."""
        return self.clock or datetime.now(CHINA).replace(microsecond=0)

    @property
    def subjects(self) -> dict[str, Subject]:
        """The subjects of all plans."""
        return {id: s for plan in self.plans for id, s in plan.subjects.items()}


def audit(job: Job) -> list[Path]:
    """Visit, judge, visit what the verdicts want, judge; then score and report."""
    crawl(job)
    check(job)
    return report(job)


def crawl(job: Job) -> None:
    """Fetch what the duties need and what their verdicts then want, within each site's budget."""
    job = with_added(job)
    look = _begin(job)
    (job.folder / vitals.FILE).unlink(missing_ok=True)  # of a visit that goes on
    issued: dict[tuple[object, ...], Order] = {}
    asks = [a for plan in job.plans for a in first_asks(_cases(job, plan))]
    for _ in range(PASSES):
        fresh = _not_yet(orders(asks, job.targets, job.subjects), issued)
        if not fresh:
            break
        _visit(job, fresh, look)
        lines = [line.asks for line in _judge(job, Library(Round(job.folder), job.targets))]
        asks = [a for each in lines for a in each]
        if job.settled:
            job.settled(sum(not each for each in lines), len(lines))
    Round(job.folder).save_info(sites=_footprint(Round(job.folder)))
    health.record(job.folder, job.targets)


def foreseen(job: Job) -> list[Forecast]:
    """What the first visit would ask of each site. Nothing is fetched or written."""
    when = When(round="", judged="", as_of=job.as_of, seen_at=job.now.date())
    asks = [a for p in job.plans for a in first_asks(cases(p, job.targets, when, job.units))]
    return forecast(orders(asks, job.targets, job.subjects), job.targets)


def expected(job: Job, plan: Plan) -> list[wanted.Wanted]:
    """The facts that a round of this plan would wait for. Nothing is fetched or written."""
    when = When(round="", judged="", as_of=job.as_of, seen_at=job.now.date())
    every = cases(plan, job.targets, when, job.units)
    owed = ((case.obligation, case.unit, case.weight) for case in every)
    return wanted.expected(plan, owed, job.targets.facts)


def recheck(job: Job) -> list[Path]:
    """A second look, some time later, at what was lost or could not be seen."""
    job = with_added(job)
    round = Round(job.folder)
    library = Library(round, job.targets)
    pending = {x.result.key: x for x in _judge(job, library) if again.may_change(x.result)}
    pairs = [
        (case, line)
        for plan in job.plans
        for case in _cases(job, plan)
        if (line := pending.get(_key(plan, case)))
    ]
    asks = list(again.asks(pairs, browser=bool(round.info.get("browser"))))
    look = int(round.info.get("look", 1)) + 1
    _keep_look(job, look - 1)
    round.save_info(look=look, seen_at=job.now.isoformat())
    _visit(job, orders(asks, job.targets, job.subjects), look)
    Round(job.folder).save_info(sites=_footprint(Round(job.folder)))
    health.record(job.folder, job.targets)
    check(job)
    return report(job)


def _keep_look(job: Job, look: int) -> None:
    """What was judged after a look stays beside what a later look makes of it."""
    judged = job.folder / "judged" / job.judged
    if judged.is_dir():
        kept = judged.with_name(f"{job.judged}-look{look}")
        shutil.copytree(judged, kept, dirs_exist_ok=True, ignore=shutil.ignore_patterns("out"))


def check(job: Job) -> list[Score]:
    """Judge what was fetched; the same evidence, plan and facts give the same bytes."""
    job = with_added(job)
    judged = Judged(job.folder / "judged" / job.judged)
    results: list[Result] = []
    rated: list[Rating] = []
    with _no_cycles():
        library = Library(Round(job.folder), job.targets)
        judged.write_parts(_weighed(job, library, results, rated))
        scores = [s for one in rated for s in one.scores]
        judged.write_results(results, scores, [p for one in rated for p in one.points])
        judged.write_candidates(_candidates(job, library))
    _keep_plans(job, judged.folder)
    asked: dict[str, Any] = {
        "plans": [p.id for p in job.plans],
        "as_of": job.as_of,
        "units": job.units,
        "seeds": seeds(job.plans, job.as_of.isoformat()),
        "schemes": {p.id: p.scheme for p in job.plans},  # of this judging
    }
    (judged.folder / "asked.json").write_bytes(_stable(asked))
    return scores


@contextmanager
def _no_cycles() -> Iterator[None]:
    """Judging makes no cycles of objects: looking for them costs a tenth of it, and finds none."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def weighed(job: Job) -> list[Result]:
    """What would be judged now. Nothing is written."""
    job = with_added(job)
    return [line.result for line in _judge(job, Library(Round(job.folder), job.targets))]


def with_added(job: Job) -> Job:
    """The job with the columns that people brought into its round."""
    return replace(job, targets=added.joined(job.targets, added.read(job.folder)))


def report(job: Job, formats: Sequence[str] = ()) -> list[Path]:
    """Write the report files of every plan that was judged."""
    out = Judged(job.folder / "judged" / job.judged).out
    return list(reports.write_all(list(audits(job)), out, formats))


def audits(job: Job) -> Iterator[reports.Audit]:
    """What was judged, a plan at a time, as reports tell it."""
    judged = Judged(job.folder / "judged" / job.judged)
    results, scores, points = judged.results(), judged.scores(), judged.points()
    ledgers = {x.key: x for x in judged.ledgers()}
    for plan in job.plans:
        yield reports.Audit(
            plan=plan,
            targets=job.targets,
            results=[r for r in results if r.plan == plan.id],
            ledgers={k: v for k, v in ledgers.items() if k[0] == plan.id},
            scores=[s for s in scores if s.plan == plan.id],
            points=[p for p in points if p.plan == plan.id],
            info=Round(job.folder).info | {"judged": job.judged, "as_of": job.as_of.isoformat()},
            lang=job.lang,
            health=vitals.read(job.folder),
            wanted=wanted.wanted(plan, results, ledgers, job.targets.facts),
            candidates=[c for c in judged.candidates() if c.plan == plan.id],
        )


def reopen(folder: Path, *, judged: str = "first", **changes: Any) -> Job:
    """The job of a round on disk, as judged under that name. UserError where there is none."""
    info = Round(folder).info
    if not info:
        raise UserError(say("no_round", folder=folder))
    asked = folder / "judged" / judged / "asked.json"
    said = info | (msgspec.json.decode(asked.read_bytes()) if asked.is_file() else {})
    job = Job(
        folder=folder,
        plans=tuple(
            under(_kept(_plan_file(folder, judged, p), Plan), said.get("schemes", {}))
            for p in said["plans"]
        ),
        targets=_kept(folder / "given" / "targets.json", Targets),
        as_of=date.fromisoformat(said["as_of"]),
        clock=datetime.fromisoformat(info["clock"]) if info.get("clock") else None,
        units=tuple(said["units"]),
        judged=judged,
    )
    return replace(job, **{k: v for k, v in changes.items() if v is not None})


def _keep(job: Job) -> dict[str, str]:
    """What the round is asked, beside what it finds; name -> sha256."""
    given = {"targets": job.targets, **{p.id: p for p in job.plans}}
    folder = job.folder / "given"
    folder.mkdir(parents=True, exist_ok=True)
    hashes = {"facts": sha256(_stable(job.targets.facts)).hexdigest()}
    for name, value in given.items():
        text = _stable(value)
        (folder / f"{name}.json").write_bytes(text)
        hashes[name] = sha256(text).hexdigest()
    return hashes


def _keep_plans(job: Job, judged: Path) -> None:
    """Beside the results what a plan was that they were judged by, where the round has another:
    what other judgings rest on stays as it was."""
    for plan in job.plans:
        text, given = _stable(plan), job.folder / "given" / f"{plan.id}.json"
        if not given.is_file():
            given.parent.mkdir(parents=True, exist_ok=True)
            given.write_bytes(text)
        own = judged / given.name
        own.unlink(missing_ok=True)
        if given.read_bytes() != text:
            own.write_bytes(text)


def _plan_file(folder: Path, judged: str, plan: str) -> Path:
    own = folder / "judged" / judged / f"{plan}.json"
    return own if own.is_file() else folder / "given" / f"{plan}.json"


def _stable(value: Any) -> bytes:
    """The same bytes for the same value; mappings keep their order, for checks go by it."""
    return msgspec.json.format(msgspec.json.encode(value)) + b"\n"


def _begin(job: Job) -> int:
    """Write down what the round is asked, with hashes; the number of the look."""
    hashes = _keep(job)
    round = Round(job.folder)
    look = int(round.info.get("look", 1))
    round.save_info(
        round=job.folder.name,
        plans=[p.id for p in job.plans],
        units=list(job.units),
        as_of=job.as_of.isoformat(),
        seen_at=round.info.get("seen_at") or job.now.isoformat(),
        clock=job.clock.isoformat() if job.clock else "",
        look=look,
        browser=_browser(job),
        ocr=_ocr(job),
        saved_pages=job.pages is not None,
        sample=job.targets.sample,
        engine=gongkai.__version__,
        calendar=version("chinesecalendar"),
        hashes=hashes,
    )
    return look


def _visit(job: Job, todo: list[Order], look: int) -> None:
    crawler.visit(
        job.folder,
        job.targets,
        todo,
        look=look,
        clock=job.clock,
        contact=job.targets.contact,
        pages=job.pages,
        progress=job.progress,
        ocr=_ocr(job),
    )


def _judge(job: Job, library: Library) -> Iterator[Line]:
    for plan in job.plans:
        yield from judging(plan, job.targets, library, _when(job), job.units)


def _weighed(
    job: Job, library: Library, results: list[Result], rated: list[Rating]
) -> Iterator[Ledger]:
    """Every plan is judged and rated; its parts go by, for there are many."""
    for plan in job.plans:
        mine: list[Result] = []
        ledgers: list[Ledger] = []
        for line in judging(plan, job.targets, library, _when(job), job.units):
            mine.append(line.result)
            if plan.scheme:
                ledgers.append(line.ledger)
            yield line.ledger
        rated.append(rated_by(plan, mine, ledgers, job.targets))
        results += mine


def _candidates(job: Job, library: Library) -> list[Candidate]:
    """The signs for people, of every plan; of the units that were asked for, where some were."""
    every: list[Candidate] = []
    read = candidates.collect(library, job.plans[0], _when(job))
    by_year = candidates.in_years(read, (plan.year for plan in job.plans))
    for plan in job.plans:
        every += [replace(c, plan=plan.id) for c in by_year[plan.year]]
    return [c for c in every if not job.units or c.unit in job.units]


def _cases(job: Job, plan: Plan) -> Iterable[Any]:
    return cases(plan, job.targets, _when(job), job.units)


def _when(job: Job) -> When:
    info = Round(job.folder).info
    return When(
        round=job.folder.name,
        judged=job.judged,
        as_of=job.as_of,
        seen_at=datetime.fromisoformat(info["seen_at"]).date(),
        browser=bool(info.get("browser")),
    )


def _browser(job: Job) -> bool:
    return job.browser and job.pages is None and find_browser() is not None


def _ocr(job: Job) -> bool:
    return job.ocr and picture.can_read()


def _key(plan: Plan, case: Case) -> tuple[str, str, str, str, str]:
    """The key that the results of a case carry."""
    return plan.id, case.obligation.item, case.unit.id, case.duty.place, case.rule_id


def _not_yet(todo: list[Order], issued: dict[tuple[object, ...], Order]) -> list[Order]:
    """The orders that ask for more than was asked before."""
    fresh = []
    for order in todo:
        if issued.get(key(order)) != order:
            issued[key(order)] = order
            fresh.append(order)
    return fresh


def _footprint(round: Round) -> dict[str, dict[str, int]]:
    """Requests and bytes a site, for the statement in the report."""
    found = {}
    for host in round.hosts():
        kept = list(round.site(host).snapshots())
        found[host] = {"requests": len(kept), "bytes": sum(s.size for s in kept)}
    return found


def _kept(path: Path, cls: type[T]) -> T:
    return msgspec.json.decode(path.read_bytes(), type=cls)
