"""Small true-to-life evidence for tests of checks: a finance bureau's columns, days as texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from zlib import crc32

from gongkai.model import (
    Document,
    Duty,
    Evidence,
    Fact,
    Grid,
    Link,
    Listing,
    Scope,
    Subject,
    Table,
    Unit,
    Verdict,
)

SITE = "http://czj.haitang.gov.cn"
COLUMN = f"{SITE}/yjs/"


def scope(as_of: str = "2026-09-30", **fields: Any) -> Scope:
    day = date.fromisoformat(as_of)
    seen = date.fromisoformat(fields.pop("seen_at", str(day + timedelta(days=1))))
    return Scope(as_of=day, seen_at=seen, **{"year": day.year} | fields)


def doc(title: str = "关于停车管理的通知", day: str = "", n: int = 0, **fields: Any) -> Document:
    """An entry; ``day`` "" is undated, ``also`` are the page's other days by where they stand."""
    also: Mapping[str, str] = fields.pop("also", {})
    if "written" in fields:
        fields["written"] = date.fromisoformat(fields["written"])
    return Document(
        url=fields.pop("url", f"{COLUMN}post_{n or crc32((title + day).encode())}.html"),
        title=title,
        day=date.fromisoformat(day) if day else None,
        day_from="shown" if day else "",
        days={where: date.fromisoformat(value) for where, value in also.items()},
        unit="czj",
        listed_in=COLUMN,
        snapshots=("czj.haitang.gov.cn#7",),
        **fields,
    )


def page(
    text: str, title: str = "2026年部门预算", day: str = "2026-02-10", **fields: Any
) -> Document:
    """An entry whose page was opened."""
    return doc(title, day, text=text, opened=True, **fields)


def file(url: str = f"{SITE}/a.pdf", text: str = "", why: str = "", **fields: Any) -> Document:
    """A file that was brought, as it was read; with ``why`` not all of it was."""
    return Document(
        url=url,
        title="a.pdf",
        text=text,
        opened=bool(text) or not (why or "problem" in fields),
        format="" if "problem" in fields else "pdf",
        why=why,
        snapshots=("czj.haitang.gov.cn#9",),
        **({"problem": "unreadable" if why else ""} | fields),
    )


def table(rows: int, *header: str) -> Table:
    return Table(header=header, rows=rows)


def grid(*rows: str, title: str = "", whole: bool = True) -> Grid:
    """A table's cells, written as lines with an upright between cells."""
    cells = tuple(tuple(cell.strip() for cell in row.split("|")) for row in rows)
    return Grid(title=title, cells=cells, whole=whole)


def link(url: str, text: str = "", kind: str = "page") -> Link:
    return Link(url=url, text=text, kind=kind)


def column(back_to: str = "", *, complete: bool = True, problem: str = "") -> Listing:
    """A column as it was read: to its end, or back to a day."""
    return Listing(
        column=COLUMN,
        name="预决算",
        back_to=date.fromisoformat(back_to) if back_to else None,
        complete=complete and not back_to and not problem,
        problem=problem,
        snapshots=("czj.haitang.gov.cn#3",),
    )


def evidence(
    *documents: Document,
    to: Sequence[Document] = (),
    listing: Listing | None = None,
    to_listing: Listing | None = None,
    at: Scope | None = None,
    unowned: Sequence[Document] = (),
    unseen: str = "",
    contents: Mapping[str, str] | None = None,
    members: Sequence[str] = (),
    facts: Sequence[Fact] = (),
    files: Sequence[Document] = (),
    tables: Mapping[str, str] | None = None,
    subject: Subject | None = None,
) -> Evidence:
    """The finance bureau's evidence: entries of its column ("it") and of the answers' ("to")."""
    return Evidence(
        duty=Duty(obligation="haitang/1.1", unit="czj", place="own"),
        scope=at or scope(),
        documents={"it": tuple(documents), "to": tuple(to), "files": tuple(files)},
        listings={"it": (listing or column(),), "to": (to_listing or column(),)},
        unowned={"it": tuple(unowned)},
        unseen={"it": unseen} if unseen else {},
        contents=contents or {},
        tables=tables or {},
        subject=subject,
        members=tuple(Unit(id=m, name=m) for m in members),
        facts=tuple(facts),
    )


def said(verdict: Verdict) -> tuple[str, str]:
    """Outcome and reason."""
    return str(verdict.outcome), verdict.reason


def states(verdict: Verdict) -> dict[str, str]:
    """Part -> reason."""
    return {p.key: p.reason for p in verdict.parts}
