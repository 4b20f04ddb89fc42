"""In ``runs/<round>/judged/<name>/``: results.csv, parts.jsonl, scores.csv, points.csv,
candidates.csv.

CSV is UTF-8 with BOM and formula-safe; the order of the fields is the order of the columns.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from gongkai.judging.looked import Absence
from gongkai.model import Fact, Need, Part, Step, UserError
from gongkai.words import say

_QUOTED = ("'=", "'+", "'-", "'@", "'\t", "'\r")

T = TypeVar("T", bound="Result | Score | Point | Candidate")


@dataclass(frozen=True, kw_only=True)
class Result:
    """A line of results.csv: one rule of one duty. Key: plan, item, unit, place, rule."""

    round: str
    judged: str
    as_of: str
    seen_at: str
    plan: str
    item: str
    unit: str
    unit_name: str
    part_of: str
    place: str
    rule: str
    check: str
    outcome: str
    reason: str
    seen: str
    limit: str
    limit_by: str  # plan | ours
    parts_good: int
    parts_due: int
    parts_doubtful: int
    weight: float
    confirmed: str  # yes | no; empty where no points are lost
    url: str
    fetched_at: str
    sha256: str
    saved_by: str = ""  # who brought the evidence by hand, and in which file

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """What makes the line unique."""
        return (self.plan, self.item, self.unit, self.place, self.rule)


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """A line of parts.jsonl: the parts of one result, and how its evidence was found."""

    plan: str
    item: str
    unit: str
    place: str
    rule: str
    parts: tuple[Part, ...] = ()
    columns: tuple[str, ...] = ()  # column URLs read
    column_names: tuple[str, ...] = ()
    back_to: str = ""
    steps: tuple[Step, ...] = ()  # where an unknown column was looked for
    wants: tuple[Need, ...] = ()
    facts: tuple[Fact, ...] = ()  # that the verdict rests on
    absence: Absence | None = None  # where what is said to be absent was looked for

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """The key of its result."""
        return (self.plan, self.item, self.unit, self.place, self.rule)


@dataclass(frozen=True, kw_only=True)
class Score:
    """A line of scores.csv. ``low`` counts every unknown as lost, ``high`` as earned; percents."""

    round: str
    judged: str
    plan: str
    class_: str = ""  # of the scheme: units are ranked within it
    unit: str
    unit_name: str
    owed: int
    manual: int
    unknown: int
    earned: float
    possible: float
    percent: float | None
    low: float | None
    high: float | None
    coverage: float
    veto: str = ""  # indicators that settle it, with ? where that is possible: V2;V4?
    deducted: float = 0.0  # points that deductions surely took
    bonus: float = 0.0  # points that surely came on top
    grade: str = ""  # of the scheme's bands; two with ～ where more than one is possible
    rank: int | None = None
    rank_of: int | None = None
    why_unranked: str = ""
    open: float = 0.0  # points that wait for a person: in no sum


@dataclass(frozen=True, kw_only=True)
class Point:
    """A line of points.csv: an indicator of a unit and, below it, what its points rest on.

    Of every indicator: points - taken - maybe = low, points - taken = high, and what the lines
    below it take, less ``cut``, is what it takes.
    """

    round: str
    judged: str
    plan: str
    scheme: str
    seed: str  # of all draws
    class_: str
    unit: str
    unit_name: str
    indicator: str
    name: str
    mode: str  # weigh | deduct | veto | bonus | composed
    state: str  # scored | open | skipped | not_owed | absent; of a line below: taken | open | drawn
    points: float
    low: float
    high: float
    taken: float  # surely lost
    maybe: float  # lost if all that is unknown is bad
    cut: float = 0.0  # of what was found, not taken: over the bound
    open: float = 0.0  # waits for a person
    item: str = ""
    place: str = ""
    rule: str = ""
    part: str = ""
    reason: str = ""
    url: str = ""
    what: str = ""
    source: str = ""
    unconfirmed: str = ""  # yes: a number that was not checked against the official text


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A line of candidates.csv: a sign that a person should look at, never a finding.

    ``other`` are the addresses that it is about besides ``url``, ``snapshots`` what proves it, both
    separated by spaces. ``seen`` is what was seen, ``name=value; …``; ``why`` is a code.
    """

    kind: str
    plan: str
    unit: str
    url: str
    title: str
    other: str
    seen: str
    why: str
    snapshots: str


class Judged:
    """One judging of a round."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "out"

    def write(
        self,
        results: Iterable[Result],
        ledgers: Iterable[Ledger],
        scores: Sequence[Score],
        points: Sequence[Point] = (),
    ) -> None:
        """Replace the files; points.csv stands only where a plan has a scheme."""
        self.write_parts(ledgers)
        self.write_results(results, scores, points)

    def write_results(
        self, results: Iterable[Result], scores: Sequence[Score], points: Sequence[Point] = ()
    ) -> None:
        """Replace results.csv, scores.csv, points.csv."""
        self.folder.mkdir(parents=True, exist_ok=True)
        _write(self.folder / "results.csv", Result, results)
        _write(self.folder / "scores.csv", Score, scores)
        (self.folder / "points.csv").unlink(missing_ok=True)
        if points:
            _write(self.folder / "points.csv", Point, points)

    def write_parts(self, ledgers: Iterable[Ledger]) -> None:
        """Replace parts.jsonl, line by line: whoever makes them need not hold them all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        encode = msgspec.json.Encoder(order="deterministic").encode
        with (self.folder / "parts.jsonl").open("wb") as file:
            file.writelines(encode(ledger) + b"\n" for ledger in ledgers)

    def write_candidates(self, candidates: Sequence[Candidate]) -> None:
        """Replace candidates.csv."""
        self.folder.mkdir(parents=True, exist_ok=True)
        _write(self.folder / "candidates.csv", Candidate, candidates)

    def candidates(self) -> list[Candidate]:
        """Every line of candidates.csv, in order; none where they were never looked for."""
        path = self.folder / "candidates.csv"
        return list(_read(path, Candidate)) if path.is_file() else []

    def results(self) -> list[Result]:
        """Every line of results.csv, in order."""
        return list(_read(self.folder / "results.csv", Result))

    def scores(self) -> list[Score]:
        """Every line of scores.csv, in order."""
        return list(_read(self.folder / "scores.csv", Score))

    def points(self) -> list[Point]:
        """Every line of points.csv, in order; none where no plan has a scheme."""
        path = self.folder / "points.csv"
        return list(_read(path, Point)) if path.is_file() else []

    def ledgers(self) -> list[Ledger]:
        """Every line of parts.jsonl, in order."""
        decode = msgspec.json.Decoder(Ledger).decode
        lines = (self.folder / "parts.jsonl").read_bytes().splitlines()
        try:
            return [decode(line) for line in lines]
        except msgspec.DecodeError:
            raise _damaged(self.folder / "parts.jsonl") from None


def safe(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula. Numbers keep their sign."""
    text = "" if value is None else str(value)
    if text[:1] in "=+-@\t\r" and text[:1] and not _number(text):
        return "'" + text
    return text


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _write(path: Path, cls: type[Any], rows: Iterable[Any]) -> None:
    names = [f.name for f in fields(cls)]
    cells = attrgetter(*names)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, lineterminator="\r\n")
        out.writerow(map(head, names))
        out.writerows(map(safe, cells(row)) for row in rows)


def _damaged(path: Path) -> UserError:
    return UserError(say("at_file", file=path, what=say("judging_damaged")))


def _read(path: Path, cls: type[T]) -> Iterator[T]:
    """Every line. UserError for a file that was cut off, or changed by another program."""
    try:
        yield from _lines(path, cls)
    except (UnicodeDecodeError, csv.Error, msgspec.ValidationError):
        raise _damaged(path) from None


def _lines(path: Path, cls: type[T]) -> Iterator[T]:
    named = {head(f.name): f.name for f in fields(cls)}
    optional = {f.name for f in fields(cls) if "None" in str(f.type)}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if None in row or None in row.values():
                raise csv.Error("a row of another length than the head")
            cells: dict[str, Any] = {
                named.get(k, k): v[1:] if v[:2] in _QUOTED else v for k, v in row.items()
            }
            blank = dict.fromkeys(k for k in optional if cells.get(k) == "")
            yield msgspec.convert(cells | blank, cls, strict=False)


def head(name: str) -> str:
    """The column of a field; ``class_`` is ``class`` on disk."""
    return name.rstrip("_")
