"""What stands in ``runs/<round>/judged/<name>/``: results.csv, parts.jsonl, scores.csv.

CSV is UTF-8 with BOM and formula-safe; the order of the fields is the order of the columns.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from gongkai.model import Fact, Need, Part, Step

T = TypeVar("T", bound="Result | Score")


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


@dataclass(frozen=True, kw_only=True)
class Score:
    """A line of scores.csv. ``low`` counts every unknown as lost, ``high`` as earned; percents."""

    round: str
    judged: str
    plan: str
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
    rank: int | None = None
    rank_of: int | None = None
    why_unranked: str = ""


class Judged:
    """One judging of a round."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "out"

    def write(
        self,
        results: Sequence[Result],
        ledgers: Sequence[Ledger],
        scores: Sequence[Score],
    ) -> None:
        """Replace the three files."""
        self.folder.mkdir(parents=True, exist_ok=True)
        _write(self.folder / "results.csv", Result, results)
        _write(self.folder / "scores.csv", Score, scores)
        encode = msgspec.json.Encoder(order="deterministic").encode
        lines = b"".join(encode(ledger) + b"\n" for ledger in ledgers)
        (self.folder / "parts.jsonl").write_bytes(lines)

    def results(self) -> list[Result]:
        """Every line of results.csv, in order."""
        return list(_read(self.folder / "results.csv", Result))

    def scores(self) -> list[Score]:
        """Every line of scores.csv, in order."""
        return list(_read(self.folder / "scores.csv", Score))

    def ledgers(self) -> list[Ledger]:
        """Every line of parts.jsonl, in order."""
        decode = msgspec.json.Decoder(Ledger).decode
        lines = (self.folder / "parts.jsonl").read_bytes().splitlines()
        return [decode(line) for line in lines]


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
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, lineterminator="\r\n")
        out.writerow([f.name for f in fields(cls)])
        out.writerows([safe(cell) for cell in astuple(row)] for row in rows)


def _read(path: Path, cls: type[T]) -> Iterator[T]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            cells: dict[str, Any] = {
                k: v[1:] if v[:2] in ("'=", "'+", "'-", "'@", "'\t", "'\r") else v
                for k, v in row.items()
            }
            blank = {k: None for k, v in cells.items() if v == "" and _optional(cls, k)}
            yield msgspec.convert(cells | blank, cls, strict=False)


def _optional(cls: type[Any], name: str) -> bool:
    return any(f.name == name and "None" in str(f.type) for f in fields(cls))
