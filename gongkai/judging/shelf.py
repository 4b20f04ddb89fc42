"""A column as it was read, each row with whose it is: sorted out once for all who ask about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain

from crawler.dates import days_in_url
from gongkai.disk.records import Pages
from gongkai.judging.owners import Owners
from gongkai.model import Document, Listing
from gongkai.text.match import match


class Shelf:
    """The rows of a listing, by number. ``owners`` are unit and way of each; both may be empty."""

    def __init__(self, listing: Listing, pages: Pages, owners: Owners) -> None:
        self.listing = listing
        self._pages = pages
        self._days: list[int] = []  # 0: undated
        self._addresses = [days_in_url(row.url) for row in listing.rows]
        self._titles: list[tuple[str, ...]] = []
        self._matching: dict[str, Mapping[str, list[int]]] = {}
        self.owners: list[tuple[str, str]] = []
        for row in listing.rows:
            page = pages.get(row.url)
            self.owners.append(owners.of(row, page))
            day = (page.day if page else None) or row.day
            self._days.append(day.toordinal() if day else 0)
            other = page is not None and page.title != row.title
            self._titles.append((row.title, page.title) if page and other else (row.title,))

    def matching(self, expression: str, unit: str = "") -> list[int]:
        """The rows whose title, or their page's, is meant: those of the unit and of nobody; without
        a unit everybody's."""
        if expression not in self._matching:
            self._matching[expression] = self._by_owner(expression)
        found = self._matching[expression]
        taken = (found.get(unit, ()), found.get("", ())) if unit else found.values()
        return sorted(chain.from_iterable(taken))

    def newest_first(self, numbers: Iterable[int]) -> list[int]:
        """These rows, undated ones last."""
        return sorted(numbers, key=lambda n: (-self._days[n], self.listing.rows[n].url))

    def _by_owner(self, expression: str) -> Mapping[str, list[int]]:
        wanted, found = match(expression), defaultdict[str, list[int]](list)
        for n, titles in enumerate(self._titles):
            if any(map(wanted.found_in, titles)):
                found[self.owners[n][0]].append(n)
        return found

    def document(self, n: int, unit: str, way: str, first_seen: Mapping[str, str]) -> Document:
        """A row with what its page adds, whose printed day goes before the one that lists show;
        ``first_seen`` tells of a URL when it was first listed."""
        row = self.listing.rows[n]
        base = self._pages.get(row.url) or Document(url=row.url, title=row.title)
        days = dict(base.days)
        if row.day:
            days[row.day_from or "shown"] = row.day
        if address := self._addresses[n]:
            days.setdefault("url", address)
        first = [x for x in (base.first_seen, first_seen.get(row.url)) if x]
        return base.but(
            url=row.url,
            title=row.title if base.title == row.title else base.title or row.title,  # one string
            day=base.day or row.day,
            day_from=base.day_from if base.day else row.day_from,
            days=days,
            first_seen=min(first, default=""),
            doc_no=base.doc_no or row.doc_no,
            label="；".join(dict.fromkeys(filter(None, (row.label, base.label)))),
            publisher=base.publisher or row.publisher,
            listed_in=self.listing.column,
            unit=unit,
            unit_from=way,
            snapshots=tuple(dict.fromkeys(base.snapshots + self.listing.snapshots)),
        )
