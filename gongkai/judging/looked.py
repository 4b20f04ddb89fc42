"""Where one looked for what was not found: what the proof of an absence consists of."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.model import Listing


@dataclass(frozen=True, kw_only=True)
class Looked:
    """A column that was looked through. Instants are ISO, one a look that could read it."""

    column: str  # URL; empty: a person says that there is none
    name: str = ""
    elsewhere: bool = False  # not where it belongs: read because it was not there
    at: tuple[str, ...] = ()
    pages: int = 0  # of the list
    rows: int = 0
    matched: int = 0  # rows that hold the words
    back_to: str = ""  # every row of this day or later was read
    complete: bool = False  # read to its last page
    browser: bool = False  # drawn by a browser too
    problem: str = ""
    snapshots: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Route:
    """A way on which a column was looked for, and what it led to."""

    way: str  # given | person | navigation | tree | sitemap | links | portal | frame | search
    url: str = ""
    at: str = ""
    found: str = ""  # URL
    problem: str = ""
    snapshot: str = ""


@dataclass(frozen=True, kw_only=True)
class Near:
    """An entry that comes closest and does not count, and why it does not."""

    title: str
    url: str
    why: str  # owner | day | words
    day: str = ""
    who: str = ""  # of owner: the unit's id
    column: str = ""


@dataclass(frozen=True, kw_only=True)
class Absence:
    """All that shows that nothing was overlooked."""

    words: str = ""  # what titles were looked through for; empty: any title would have done
    names: str = ""  # what the column was looked for by
    since: str = ""  # as far back as it had to be read; empty: to its end
    columns: tuple[Looked, ...] = ()
    routes: tuple[Route, ...] = ()
    near: tuple[Near, ...] = ()


def may_be_drawn(listing: Listing | Looked) -> bool:
    """Is it a column without any row that no browser has looked at yet?"""
    return bool(listing.column) and not listing.rows and not listing.browser
