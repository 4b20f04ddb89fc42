"""A column read page by page: how far, and whether it may be said to be whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from crawler.listing import Rows
from crawler.page import Page
from gongkai.model import Row

MAX_PAGES = 200
_VISIT = re.compile(r";jsessionid=[^?#]*|[?&](?:jsessionid|phpsessid)=[^&#]*", re.IGNORECASE)
UNSORTED = 0.1  # share of steps up in time beyond which a list is not newest first


@dataclass
class Reading:
    """The rows of a column so far. ``since`` None asks for all of it."""

    since: date | None
    nested: bool = False  # a sub-column, whose own sub-columns are not read
    rows: dict[str, Row] = field(default_factory=dict)
    pages: int = 0
    snapshots: list[str] = field(default_factory=list)
    complete: bool = False
    deep: bool = False  # read back to ``since``
    problem: str = ""
    _days: list[date] = field(default_factory=list)

    def add(self, rows: Iterable[Row]) -> bool:
        """Take the rows of one more page; False when none of them is new."""
        page = list(rows)
        fresh = {_key(row): row for row in page if _key(row) not in self.rows}
        self.pages += 1
        self.rows.update(fresh)
        days = [row.day for row in page if row.day and not row.pinned]
        self._days += days
        undated = any(row.day is None and not row.pinned for row in page)
        if self.since and days and not undated and self.newest_first:
            self.deep = self.deep or max(days) < self.since
        return bool(fresh)

    @property
    def newest_first(self) -> bool:
        """Do the rows come newest first? Lists by priority must be read to their end."""
        ups = sum(a < b for a, b in zip(self._days, self._days[1:], strict=False))
        return ups <= UNSORTED * len(self._days)

    @property
    def back_to(self) -> date | None:
        """Every row of this day or later was read; None where that cannot be said."""
        if self.complete:
            return min([*self._days, *filter(None, [self.since])], default=None)
        if self.deep:
            return self.since
        if not self._days:
            return None
        # Rows of the last day may go on overleaf.
        return min(self._days) + timedelta(days=1) if self.newest_first else None

    def join(self, other: Reading) -> None:
        """Add a sub-column."""
        for url, row in other.rows.items():
            self.rows.setdefault(url, row)
        self.snapshots += other.snapshots
        self._days += other._days
        self.problem = self.problem or other.problem


def astray(rows: Rows, page: Page, reading: Reading) -> bool:
    """Whether a later page is a stub, or another one than was asked for.

    An interface that has no more rows answers with none; a page without rows is not a last page.
    """
    stub = bool(rows.problem) and page.kind == "html"
    return stub or rows.number not in (-1, reading.pages + 1)


def _key(row: Row) -> str:
    """What makes a row itself: its address without the number of the visit."""
    return _VISIT.sub("", row.url) or f"{row.title} {row.day}"
