"""One site for its web editor: what to mend first, the exact missing month, and what is fine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from gongkai import reasons
from gongkai.disk.judged import Score
from gongkai.model import Outcome, Part, State
from reports import Audit
from reports._telling import Cell, Line, Telling, capital
from reports.page import environment

FILE = "editor.html"
CHIPS = 30  # parts that a card lists before it says how many more there are
_LACKING = (State.BAD, State.HALF)
_MERGED = ("column", "expected", "content")  # slots in which alike results may differ
_PLACES = ("columns", "probe")  # checks whose parts are places, and not what one place lacks


@dataclass(frozen=True, kw_only=True)
class Chip:
    """A month, table, element, column or link that is not as it must be."""

    label: str
    told: str  # the reason in two or three words
    seen: str
    url: str
    state: str


@dataclass(frozen=True, kw_only=True)
class Fix:
    """One thing to mend: the results of one clause. ``points`` are of a hundred of its plan."""

    lines: tuple[Line, ...]
    plan: str
    points: float
    veto: bool
    lacking: tuple[Chip, ...]
    more: int  # of them that are not listed
    remedies: tuple[str, ...]  # what to do, each once

    @property
    def line(self) -> Line:
        """The one that costs most, or vetoes."""
        return max(self.lines, key=lambda line: (line.outcome is Outcome.FAIL, line.lost))

    @property
    def sentences(self) -> list[str]:
        """What was seen, each once."""
        return list(dict.fromkeys(line.sentence for line in self.lines))


@dataclass(frozen=True, kw_only=True)
class Sum:
    """What one plan says of the site."""

    plan: str
    source: str
    score: Score | None
    regain: float  # points of a hundred that may be regained
    judged: int
    unknown: int
    manual: int


class Site:
    """Everything judged of one unit, under all the plans that it was judged by."""

    def __init__(self, audits: Sequence[Audit]) -> None:
        self.tellings = [Telling(audit) for audit in audits]

    @cached_property
    def lines(self) -> list[tuple[Telling, Line]]:
        """Every result of the unit, in the plans' order."""
        return [(t, line) for t in self.tellings for line in t.lines if line.result.unit]

    @cached_property
    def sums(self) -> list[Sum]:
        """A line a plan."""
        return [_sum(t) for t in self.tellings]

    @cached_property
    def fixes(self) -> list[Fix]:
        """What loses points or vetoes: vetoes first, then by the points to regain."""
        found = [fix for telling in self.tellings for fix in _fixes(telling)]
        found.sort(key=lambda f: (not f.veto, -f.points))
        once: dict[tuple[str, ...], Fix] = {}
        for fix in found:  # two plans may ask the same
            told = tuple(chip.label for chip in fix.lacking)
            once.setdefault((*fix.sentences, *fix.remedies, *told), fix)
        return list(once.values())

    @cached_property
    def fine(self) -> list[Line]:
        """What is as it must be, each title once."""
        lost = {line.title for fix in self.fixes for line in fix.lines}
        met = [line for _, line in self.lines if line.outcome is Outcome.PASS]
        return list({line.title: line for line in met if line.title not in lost}.values())

    @cached_property
    def unseen(self) -> list[tuple[str, str, list[Line]]]:
        """What could not be judged, by reason: its name, what helps, the results."""
        grouped: dict[str, list[Line]] = defaultdict(list)
        for _, line in self.lines:
            if line.outcome is Outcome.UNKNOWN:
                grouped[line.result.reason].append(line)
        order = sorted(grouped, key=lambda reason: (-len(grouped[reason]), reason))
        return [(grouped[r][0].reason, reasons.table()[r].fault, grouped[r]) for r in order]

    def alike(self, lines: Sequence[Line]) -> Iterator[tuple[list[str], str, str]]:
        """Of results of one reason: titles, what is said of them all, what helps."""
        grouped: dict[tuple[str, str], list[Line]] = defaultdict(list)
        for line in lines:
            merged = {**line.slots, **dict.fromkeys(_MERGED, "·")}
            said = reasons.sentence(line.result.reason, self.tellings[0].audit.lang, **merged)
            grouped[line.remedy, said].append(line)
        for (remedy, _), same in grouped.items():
            titles = list(dict.fromkeys(line.title for line in same))
            yield titles, same[0].sentence if len(same) == 1 else self._together(same), remedy

    def _together(self, lines: Sequence[Line]) -> str:
        """The sentence of results that differ in their columns only, said once."""
        telling = self.tellings[0]
        columns = dict.fromkeys(line.slots["column"] for line in lines)
        merged = {
            "expected": telling.say("these"),
            "content": telling.say("these_content"),
            "column": telling.say("and").join(columns),
        }
        slots = {**lines[0].slots, **merged}
        return capital(reasons.sentence(lines[0].result.reason, telling.audit.lang, **slots))

    @cached_property
    def people(self) -> list[Line]:
        """What a person must look at."""
        return [line for _, line in self.lines if line.outcome is Outcome.MANUAL]

    @cached_property
    def skipped(self) -> list[Line]:
        """What is not owed, or not yet."""
        return [line for _, line in self.lines if line.outcome is Outcome.SKIP]

    @cached_property
    def columns(self) -> list[Cell]:
        """Every column that was looked at, the worst first; of several rules the worst word."""
        rank = {State.BAD: 0, State.HALF: 1, State.DOUBT: 2, State.GOOD: 3, State.OUT: 4}
        found: dict[str, Cell] = {}
        for _, line in self.lines:
            for cell in line.cells if line.result.check == "columns" else ():
                if not cell.part.url:  # no column, but word that one was not found
                    continue
                kept = found.get(cell.part.url)
                if kept is None or rank[cell.part.state] < rank[kept.part.state]:
                    found[cell.part.url] = cell
        return sorted(found.values(), key=lambda c: (rank[c.part.state], c.part.seen, c.label))


def write(audit: Audit, folder: Path) -> Iterator[Path]:
    """The page, where the round is about one unit; nothing else."""
    yield from together([audit], folder)


def together(audits: Sequence[Audit], folder: Path) -> Iterator[Path]:
    """One page for all plans that one site was judged by; none for several units."""
    judged = {r.unit for audit in audits for r in audit.results if r.unit}
    if len(judged or audits[0].targets.units) != 1:
        return
    site = Site(audits)
    template = environment(site.tellings[0]).get_template("editor.html.j2")
    unit = next((line.result for _, line in site.lines), None)
    info = audits[0].info
    text = template.render(
        site=site,
        name=unit.unit_name if unit else audits[0].targets.title,
        url=audits[0].targets.sites[0].start if len(audits[0].targets.sites) == 1 else "",
        requests=sum(int(s.get("requests", 0)) for s in dict(info.get("sites") or {}).values()),
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    path.write_text(text, "utf-8")
    yield path


def _sum(telling: Telling) -> Sum:
    lines = [line for line in telling.lines if line.result.unit]
    counts = telling.counts(lines)
    return Sum(
        plan=telling.audit.plan.title,
        source=telling.audit.plan.source,
        score=next((s for s in telling.scores), None),
        regain=sum(f.points for f in _fixes(telling)),
        judged=sum(line.credit is not None for line in lines),
        unknown=counts[Outcome.UNKNOWN],
        manual=counts[Outcome.MANUAL],
    )


def _fixes(telling: Telling) -> Iterator[Fix]:
    """What loses points, a clause at a time."""
    lost: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in telling.lines:
        if line.problem:
            lost[line.item, line.result.place].append(line)
    for lines in lost.values():
        chips = {
            chip.url + chip.label: chip
            for line in lines
            for cell in line.cells
            if _is_lacking(cell.part) and (chip := _chip(cell, line))
        }
        failed = any(line.outcome is Outcome.FAIL for line in lines)
        yield Fix(
            lines=tuple(lines),
            plan=telling.audit.plan.title,
            points=sum(_points(telling, line) for line in lines),
            veto=failed and lines[0].item in _vetoes(telling.audit),
            lacking=tuple(chips.values())[:CHIPS],
            more=max(0, len(chips) - CHIPS),
            remedies=tuple(dict.fromkeys(line.remedy for line in lines)),
        )


def _is_lacking(part: Part) -> bool:
    """Bad, or a page that only names where a fault lies and counts for nothing by itself."""
    named = part.state is State.OUT and reasons.table()[part.reason].counts is State.BAD
    return part.state in _LACKING or named


def _chip(cell: Cell, line: Line) -> Chip:
    return Chip(
        label=cell.label,
        told=cell.told,
        seen="" if cell.part.seen.isdigit() else cell.seen,
        url=cell.part.url if line.result.check in _PLACES else "",
        state="half" if cell.part.state is State.HALF else "bad",
    )


def _points(telling: Telling, line: Line) -> float:
    """What the scheme takes for the line; without a scheme its share of a hundred."""
    if line.taken is not None:
        return 0.0 if line.item in _vetoes(telling.audit) else line.taken
    counted = (Outcome.PASS, Outcome.HALF, Outcome.FAIL, Outcome.UNKNOWN)
    worth = sum(x.worth for x in telling.lines if x.outcome in counted)
    return 100 * line.lost / worth if worth else 0.0


def _vetoes(audit: Audit) -> set[str]:
    return {p.item for p in audit.points if p.mode == "veto" and p.item}
