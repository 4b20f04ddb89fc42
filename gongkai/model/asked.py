"""What evidence is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Need:
    """Evidence that a rule asks for. Empty fields mean the duty's own."""

    name: str
    subject: str = ""
    match: str = ""
    place: str = ""
    since: date | None = None  # None: the whole column
    open: str = "none"  # whose pages are read: none | named (by urls) | newest:<n> | matching | all
    urls: tuple[str, ...] = ()
    browser: bool = False
    why: str = ""  # of a want: second_look | misplaced | original | attachment | render | linked
    links: str = ""  # whose links are read, all of them: home | column | entry | page (of urls)
    tests: tuple[str, ...] = ()  # measured at the place's root, for every member
    cells: bool = False  # of the pages that are read: the cells of their tables, too
    survey: bool = False  # every column of the place, each by its first page
    spared: tuple[str, ...] = ()  # pages that need not be opened again


@dataclass(frozen=True, kw_only=True)
class Order:
    """One column or page that a spider is asked to bring; needs of many duties, merged."""

    host: str
    subject: str = ""
    url: str = ""
    root: str = ""  # without a url: where the column is looked for, by words and types
    words: str = ""
    types: tuple[str, ...] = ()
    entries: str = ""  # and by its rows: a match expression over the titles of the subject
    apart: tuple[str, ...] = ()  # roots on this host that are other units': none of theirs
    offices: tuple[tuple[str, tuple[str, ...]], ...] = ()  # who shares the root: id, names
    seek: bool = False  # the column is only looked for, not read
    page: bool = False  # url is a document's page, not a column
    anew: bool = False  # url is fetched though this look has it
    since: date | None = None
    newest: int = 0  # open so many of the newest rows
    matches: tuple[str, ...] = ()  # and every row (not older than since) that one of these matches
    all: bool = False
    browser: bool = False
    hubs: tuple[str, ...] = ()  # whose links are kept, all of them: page | column | entry
    tests: tuple[str, ...] = ()  # measured at url
    survey: bool = False  # every column that root leads to, each by its first page
    spared: tuple[str, ...] = ()  # of the column's entries: none of these is opened
