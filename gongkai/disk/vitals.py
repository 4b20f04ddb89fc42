"""``runs/<round>/health.csv``: how well each site, column and CMS family of a round was read.

What its lines call broken or fallen is not trusted: verdicts that rest on it are *unknown*.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from gongkai.model import Fact

FILE = "health.csv"
CHECKED = "reading_checked"


@dataclass(frozen=True, kw_only=True)
class Health:
    """A line of health.csv. Counts are of the round; ``was_rows`` of the last sound one."""

    level: str  # site | column | cms
    host: str = ""
    cms: str = ""
    column: str = ""  # URL
    name: str = ""
    state: str = "ok"  # ok | drop | broken
    why: str = ""  # of a drop the field; of a broken family what it read wrong
    problem: str = ""  # of a column: the reason that it could not be read
    answers: int = 0
    walls: int = 0  # answers that were somebody's refusal
    problems: int = 0  # answers with any problem
    columns: int = 0
    columns_read: int = 0  # readable ones
    rows: int = 0
    rows_dated: int = 0
    rows_linked: int = 0
    rows_cut: int = 0  # titles that end in an ellipsis
    articles: int = 0  # pages opened and read
    articles_titled: int = 0
    articles_dated: int = 0
    articles_text: int = 0  # or with an attachment
    attachments: int = 0
    was_rows: int = 0


def write(folder: Path, lines: Iterable[Health]) -> None:
    """Write ``health.csv``."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / FILE).open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.DictWriter(file, [f.name for f in fields(Health)], lineterminator="\n")
        out.writeheader()
        out.writerows(asdict(line) for line in lines)


def read(folder: Path) -> list[Health]:
    """The lines of ``health.csv``; none where the round has none."""
    if not (folder / FILE).is_file():
        return []
    with (folder / FILE).open(encoding="utf-8-sig", newline="") as file:
        return [msgspec.convert(row, Health, strict=False) for row in csv.DictReader(file)]


class Trust:
    """Which sites and columns of a round are not worth a verdict, and why."""

    def __init__(self, lines: Iterable[Health], facts: Iterable[Fact] = ()) -> None:
        """``facts`` of kind ``reading_checked`` about a host or a column's URL are a person's
        word that it really is as we read it."""
        self.lines = tuple(lines)
        self._words = {fact.about: fact for fact in facts if fact.kind == CHECKED}

    @cached_property
    def _bad(self) -> Mapping[tuple[str, str], str]:
        bad = {}
        for x in self.lines:
            if x.state == "drop" and {x.host, x.column} & self._words.keys():
                continue
            if x.state != "ok" and x.level == "site":
                bad[x.host, ""] = x.why
            if x.state != "ok" and x.level == "column":
                bad[x.host, x.column] = x.why
        return bad

    def broken(self, url: str) -> str:
        """Why what was read at a URL is not believed; empty where it is."""
        if not self._bad:
            return ""
        host = urlsplit(url).hostname or ""
        return self._bad.get((host, ""), "") or self._bad.get((host, url), "")

    def vouched(self, url: str) -> tuple[Fact, ...]:
        """The words of people without which what was read at a URL would not be believed."""
        if not self._words:
            return ()
        keys = {urlsplit(url).hostname or "", url}
        dropped = {key for x in self.lines if x.state == "drop" for key in (x.host, x.column)}
        return tuple(self._words[key] for key in sorted(keys & self._words.keys() & dropped))
