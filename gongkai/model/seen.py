"""What was fetched and read: records on disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from gongkai.model.who import Column


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """One answer as it was fetched. Never changed afterwards."""

    id: str  # <host>#<n>
    url: str
    final_url: str
    fetched_at: str
    status: int  # 0: no answer
    sha256: str = ""
    mime: str = ""
    size: int = 0
    warc: str = ""  # file in the site's folder
    offset: int = 0
    length: int = 0
    problem: str = ""  # a reason of gongkai/reasons.yaml; empty: it is evidence
    by: str = "crawler"  # crawler | browser | person
    look: int = 1
    person: str = ""  # by == person: who brought it
    file: str = ""  # and the original file's name
    last_modified: date | None = None  # what the server says of it; the day in Shanghai


@dataclass(frozen=True, kw_only=True)
class Row:
    """One entry as a column lists it."""

    title: str
    url: str
    day: date | None = None
    day_from: str = ""  # shown | api | url
    pinned: bool = False
    publisher: str = ""
    doc_no: str = ""
    label: str = ""  # 废止, 失效; of a letter 处理状态：已办结


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A column as it was read: its rows, and how far."""

    column: str  # URL
    name: str = ""
    type: str = ""  # the ColumnType meta
    rows: tuple[Row, ...] = ()
    back_to: date | None = None  # every row of this day or later was read
    complete: bool = False  # read to its last page
    problem: str = ""  # a reason; empty: readable
    snapshots: tuple[str, ...] = ()
    seen_at: str = ""
    subjects: tuple[str, ...] = ()  # what it was asked for
    browser: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of a document: header cells and number of body rows."""

    header: tuple[str, ...]
    rows: int


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A table's cells, row by row, each row as long as the next.

    A label that covers several cells stands in each of them, a number in the first only. Files
    without lines (PDF) give cells by how the text stands.
    """

    title: str = ""  # what stands over it: its name, its unit
    cells: tuple[tuple[str, ...], ...] = ()
    whole: bool = True  # False: rows, columns or text were left out


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link from a document's body or attachment list."""

    url: str
    text: str
    kind: str = "page"  # page | attachment | image


@dataclass(frozen=True, kw_only=True)
class Document:
    """One published item: a listing's row, and its page where that was opened."""

    url: str
    title: str
    day: date | None = None  # published
    day_from: str = ""  # label | agreed | shown | api | meta … ; empty: undated
    days: Mapping[str, date] = field(default_factory=dict)  # every date found, by where
    written: date | None = None  # 成文日期 or the signature's
    first_seen: str = ""
    doc_no: str = ""
    index_no: str = ""
    publisher: str = ""
    source: str = ""
    column: str = ""  # ColumnName the page gives itself
    type: str = ""  # ColumnType
    label: str = ""
    validity: str = ""  # 有效性 as printed: 有效, 失效, 已修改 …
    keywords: str = ""
    guess: date | None = None  # where ``day`` is None: likeliest day, for a person's eyes only
    origin: Mapping[str, str] = field(default_factory=dict)  # field -> what says it: box, meta …
    links: tuple[Link, ...] = ()
    tables: tuple[Table, ...] = ()
    opened: bool = False
    problem: str = ""  # why its page could not be read
    format: str = ""  # of a file: pdf, docx … as its bytes say; empty: a page
    why: str = ""  # what kept (some of) it from being read: scan, locked …; of a page: body
    text: str = ""  # only where a rule asked for the page to be opened
    text_at: int = -1  # offset in the site's texts file
    grids: tuple[Grid, ...] = ()  # the tables' cells; only where a rule asked for them
    grids_at: int = -1  # offset in the site's texts file
    beside: str = ""  # what the page prints around the text: title, box of metadata, foot
    unit: str = ""  # whose it is; empty: nobody could tell
    unit_from: str = ""
    listed_in: str = ""  # column URL
    snapshots: tuple[str, ...] = ()

    def but(self, **changes: Any) -> Self:
        """``dataclasses.replace`` at a twentieth of its cost: a round puts a million together."""
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__, **changes)
        return made


@dataclass(frozen=True, kw_only=True)
class Step:
    """One place where a column was looked for, and what stood there."""

    way: str  # navigation | tree | sitemap | links | portal | frame | search
    url: str
    snapshot: str = ""
    found: str = ""  # URL
    problem: str = ""
    term: str = ""  # of a search: what the site was asked for
    results: int = -1  # and how many entries it gave; -1: it was no search


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A candidate for a subject's column, weighed: how it was found, what its first page lists."""

    url: str
    name: str
    way: str = ""  # the names that lead to it, joined by ›
    score: float = 0.0
    rows: int = 0
    matched: int = 0  # rows of the subject
    dated: int = 0
    newest: date | None = None
    titles: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()  # unseen | empty | other_rows | by_rows | foreign …
    problem: str = ""  # a reason, where it could not be read
    taken: bool = False
    top: bool = False  # it stands in the site's own navigation (一级栏目)


@dataclass(frozen=True, kw_only=True)
class Search:
    """How a column without a known URL was looked for."""

    root: str
    subject: str
    found: tuple[Column, ...] = ()
    steps: tuple[Step, ...] = ()
    complete: bool = False  # every way was readable
    problem: str = ""
    seen_at: str = ""
    choices: tuple[Choice, ...] = ()  # likeliest first

    @property
    def by_name(self) -> bool:
        """Does only its name speak for what was taken, and what it lists against it?"""
        taken = [c for c in self.choices if c.taken]
        return bool(taken) and all("other_rows" in c.doubts for c in taken)


@dataclass(frozen=True, kw_only=True)
class Hub:
    """A page with every link that a visitor can follow on it: a home page, a column's, an entry's.

    A link's text is all that names it: its words, its title, the words of its pictures.
    """

    url: str
    title: str = ""
    links: tuple[Link, ...] = ()
    problem: str = ""  # a reason; empty: readable
    snapshots: tuple[str, ...] = ()
    seen_at: str = ""
    browser: bool = False


@dataclass(frozen=True, kw_only=True)
class Probe:
    """A technical test of the site at ``url`` as measured; ``good`` None: it could not be."""

    url: str
    test: str
    good: bool | None = None
    seen: str = ""
    problem: str = ""  # a reason, where it could not be measured
    pages: tuple[str, ...] = ()  # the addresses that it rests on
    snapshots: tuple[str, ...] = ()
    seen_at: str = ""
