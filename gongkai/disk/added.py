"""What people brought into a round by hand: ``runs/<round>/added.jsonl``, a line a thing.

The things themselves are snapshots like any other; here stands what a person said of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from gongkai.model import Column, Targets

_NAME = "added.jsonl"
PICTURE = "picture"


@dataclass(frozen=True, kw_only=True)
class Added:
    """One thing: whose it is, what it is a copy of, who brought it and when."""

    kind: str  # list | page | file | picture
    unit: str  # id
    url: str  # of what it is a copy
    subject: str = ""  # of whose column it is, or what it is a picture of
    column: str = ""  # the column's URL
    name: str = ""  # the column's
    file: str = ""  # the original file's name; empty: fetched from the URL
    by: str = ""
    at: str = ""
    sha256: str = ""
    snapshot: str = ""  # its id


def read(folder: Path) -> tuple[Added, ...]:
    """Everything that was added to a round, in order; a half line at the end is not there."""
    path = folder / _NAME
    data = path.read_bytes() if path.is_file() else b""
    return tuple(msgspec.json.decode(x, type=Added) for x in data.split(b"\n")[:-1])


def note(folder: Path, added: Iterable[Added]) -> None:
    """Write down what was added."""
    path = folder / _NAME
    data = path.read_bytes() if path.is_file() else b""
    kept = data[: data.rfind(b"\n") + 1]
    path.write_bytes(kept + b"".join(msgspec.json.encode(a) + b"\n" for a in added))


def joined(targets: Targets, added: Iterable[Added]) -> Targets:
    """The targets and the columns that people brought; those known already are not doubled."""
    known = {(c.url, c.unit, s) for c in targets.columns for s in c.subjects}
    fresh = {
        (a.column, a.unit, a.subject): Column(
            url=a.column, subjects=(a.subject,), unit=a.unit, how="person", name=a.name
        )
        for a in added
        if a.kind == "list" and a.subject
    }
    columns = tuple(
        c
        for (url, unit, subject), c in fresh.items()
        if not {(url, unit, subject), (url, "", subject)} & known
    )
    return replace(targets, columns=targets.columns + columns) if columns else targets
