"""What a check gets to see: the listings and documents of a duty's needs, nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from urllib.parse import urlsplit

from gongkai import availability, reasons
from gongkai.disk import added, vitals
from gongkai.disk.records import Records
from gongkai.disk.store import Card, Round
from gongkai.disk.vitals import Trust
from gongkai.judging.orders import Ask, tested
from gongkai.judging.owners import Owners
from gongkai.judging.places import BySubject, given, item_of, roots, under, unlisted
from gongkai.judging.shelf import Shelf
from gongkai.model import (
    Column,
    Document,
    Fact,
    Hub,
    Listing,
    Need,
    Probe,
    Row,
    Search,
    State,
    Subject,
    Targets,
    Unit,
)
from gongkai.text.match import match
from gongkai.text.privacy import identity_numbers

_MADE, _FOUND = 4096, 64  # entries, and answers of needs, that are held


@dataclass(frozen=True, kw_only=True)
class Found:
    """The evidence of one need: what was found, where, and what hides the rest."""

    documents: tuple[Document, ...] = ()
    unowned: tuple[Document, ...] = ()
    listings: tuple[Listing, ...] = ()
    searches: tuple[Search, ...] = ()
    unseen: str = ""
    hubs: tuple[Hub, ...] = ()
    probes: tuple[Probe, ...] = ()


class Library:
    """A round's records, indexed once for the judging of many duties."""

    def __init__(self, round: Round, targets: Targets) -> None:
        self.targets = targets
        self.added = added.read(round.folder)
        self._visits = availability.read(round.folder)
        self._told: dict[tuple[str, str], list[str]] = defaultdict(list)
        for (url, subject), unit in {(a.url, a.subject): a.unit for a in self.added}.items():
            if subject:
                self._told[subject, unit].append(url)
        self._owners = Owners(targets)
        self._trust = Trust(vitals.read(round.folder), targets.facts)
        self._records = Records(round)
        self._pages = self._records.pages
        self.snapshots = self._records.snapshots
        self.looks = self._records.looks
        self._private: dict[str, Probe] = {}
        self._known = BySubject(targets)
        self._columns = cache(self._looked_for)
        self.given = cache(self._given)
        self._loose = cache(self._of_column)
        self._shelves: dict[str, Shelf] = {}
        self._holders: dict[str, set[str]] = defaultdict(set)
        for column in targets.columns:
            self._holders[column.url].add(column.unit)
        self._readers = {
            "none": _as_it_is, "text": self._pages.read, "cells": self._pages.whole
        }  # fmt: skip
        self._found = lru_cache(maxsize=_FOUND)(self._in_columns)
        self._made = lru_cache(maxsize=_MADE)(self._put_together)

    def readings(self) -> Iterator[tuple[Listing, ...]]:
        """Of every column all readable readings, the one that counts last."""
        every = (self.readings_of(url) for url in sorted(self._records.listings))
        return (readings for readings in every if readings)

    def readings_of(self, url: str) -> tuple[Listing, ...]:
        """All readable readings of a column, the one that counts last."""
        kept = self._records.listings.get(url, ())
        return tuple(sorted((x for x in kept if not x.problem), key=_worth))

    def entries(self, listing: Listing) -> Iterator[Document]:
        """Every row of a column with what its page adds and whose it is, whatever it is about."""
        shelf, alone = self._sorted_out(listing), self._alone(listing.column)
        for n, (unit, way) in enumerate(shelf.owners):
            yield self._made(shelf, n, unit or alone, way or "column", "none")

    def others(self, listing: Listing, words: str, mine: Container[str]) -> Iterator[Document]:
        """Its rows that hold the words and are of other units than these, newest first."""
        shelf, alone = self._sorted_out(listing), self._alone(listing.column)
        for n in shelf.newest_first(shelf.matching(words)):
            unit, way = shelf.owners[n]
            if (unit or alone) not in mine:
                yield self._made(shelf, n, unit or alone, way or "column", "none")

    def _alone(self, url: str) -> str:
        """The unit to which alone a column is given; empty: it has none, or several."""
        units = self._holders.get(url, set())
        return next(iter(units)) if len(units) == 1 else ""

    def page(self, url: str) -> Document | None:
        """A page as it was read last."""
        return self._pages.get(url)

    def doubted(self, found: Iterable[Found]) -> tuple[str, str]:
        """The first URL that evidence rests on and that was read by what is broken, and why."""
        for each in found:
            urls = [x.column for x in each.listings] + [s.root for s in each.searches]
            urls += [d.url for d in (*each.documents, *each.unowned)]
            for url in urls:
                if why := self._trust.broken(url):
                    return url, why
        return "", ""

    def vouched(self, found: Iterable[Found]) -> tuple[Fact, ...]:
        """The words of people that what evidence rests on really is as we read it."""
        urls = [x.column for each in found for x in each.listings]
        return tuple(dict.fromkeys(fact for url in urls for fact in self._trust.vouched(url)))

    def find(self, ask: Ask, *, sole: bool, subject: Subject | None = None) -> Found:
        """The evidence of one need. ``sole``: no other unit owes it, so that what nobody else
        claims is the unit's; with ``subject`` pages count too that no listing leads to. What
        partners publish counts, and what hides theirs hides as much."""
        if ask.partners:
            # a partner that has no such place publishes nothing there, and hides nothing
            there = [x for x in ask.alone if x.unit == ask.unit or self._has_place(x)]
            return joined([self.find(one, sole=sole, subject=subject) for one in there])
        if ask.need.urls:
            if ask.need.links:
                return Found(hubs=self._links(ask.need.urls))
            pages = [page for u in ask.need.urls if (page := self._pages.get(u))]
            reader = self._pages.whole if ask.need.cells else self.read
            return Found(documents=tuple(map(reader, pages)))
        if ask.need.tests or ask.need.links == "home":
            return self._front(ask)
        if ask.need.survey:
            return self._surveyed(ask)
        asked = Need(name="", open=ask.need.open, links=ask.need.links, cells=ask.need.cells)
        own = (subject.words, subject.types) if subject else None
        return self._found(replace(ask, need=asked), sole, own)

    def _in_columns(self, ask: Ask, sole: bool, own: tuple[str, tuple[str, ...]] | None) -> Found:
        """What stands in the columns of a need; the rules of one duty ask for much the same."""
        columns, searches, unseen = self.columns(ask)
        read = [(c, x) for c in columns if (x := self._listing(c)) is not None]
        mine: dict[str, Document] = {}
        nobody: dict[str, Document] = {}
        for column, listing in read:
            for document in self._rows(column, listing, ask, sole=sole):
                _keep(mine if document.unit else nobody, document)
        for document in self._captured(ask, *own, sole=sole) if own else ():
            _keep(mine, document)
        if len(read) < len(columns):
            unseen = unseen or "not_captured"
        return Found(
            documents=tuple(_sorted(mine.values())),
            unowned=tuple(_sorted(nobody.values())),
            listings=tuple(x for _, x in read),
            searches=searches,
            unseen=unseen,
            hubs=self._links(
                {
                    "column": [x.column for _, x in read],
                    "entry": [d.url for d in mine.values()],
                }.get(ask.need.links, ())
            ),
        )

    def _front(self, ask: Ask) -> Found:
        """The home pages of a place with their links, or what was measured at one of them."""
        tops = roots(ask.unit, ask.place, self.targets)
        if ask.need.tests:
            every = [p for top in tested(tops) for p in self._records.probes[top]]
            last = {p.test: p for p in sorted(every, key=lambda p: p.seen_at)}
            if tops and "privacy" in ask.need.tests:  # the texts are read for nobody else
                last["privacy"] = self._privacy(tested(tops)[0])
            if tops and availability.TEST in ask.need.tests and self._visits:
                last[availability.TEST] = self._availability(ask.unit, tested(tops)[0])
            return Found(probes=tuple(last[test] for test in ask.need.tests if test in last))
        hubs = self._links(tops)
        return Found(hubs=hubs, unseen="" if 0 < len(tops) == len(hubs) else "not_captured")

    def _availability(self, unit: Unit, url: str) -> Probe:
        """What the log of visits says of a home page, but for the unit's announced outages."""
        host = urlsplit(url).hostname or ""
        mine = [v for v in self._visits if v.host == host]
        announced = [f for f in self.targets.facts if f.unit in ("", unit.id)]
        return availability.probe(availability.summary(host, mine, announced), url)

    def _surveyed(self, ask: Ask) -> Found:
        """Every column that the roots of a place lead to, each by its first page."""
        tops = roots(ask.unit, ask.place, self.targets)
        surveys = tuple(s for top in tops if (s := self._records.searches.get((top, ""))))
        urls = dict.fromkeys(url for s in surveys for url in (s.root, *(c.url for c in s.choices)))
        read = (self._listing(Column(url=url, subjects=())) for url in urls)
        return Found(
            listings=tuple(x for x in read if x is not None),
            searches=surveys,
            unseen="" if 0 < len(tops) == len(surveys) else "not_captured",
        )

    def _privacy(self, root: str) -> Probe:
        """Which of the texts that were read below a root hold a citizen's number; the number of
        none is told. Judged anew each time: a later visit reads more."""
        if root not in self._private:
            opened = [d for d in self._pages.below(root) if d.opened]
            leaks = [d for d in opened if identity_numbers(self.read(d).text)]
            self._private[root] = Probe(
                url=root,
                test="privacy",
                good=not leaks if opened else None,
                seen=f"{len(leaks)}/{len(opened)}",
                pages=tuple(sorted(d.url for d in leaks)),
                snapshots=tuple(s for d in leaks for s in d.snapshots),
            )
        return self._private[root]

    def _links(self, urls: Iterable[str]) -> tuple[Hub, ...]:
        """Of each page the newest readable reading; where none is readable, the newest."""
        hubs = self._records.hubs
        return tuple(max(hubs[url], key=_worth) for url in urls if hubs[url])

    def _has_place(self, ask: Ask) -> bool:
        return bool(ask.need.urls or roots(ask.unit, ask.place, self.targets))

    def columns(self, ask: Ask) -> tuple[list[Column], tuple[Search, ...], str]:
        """The columns of a need, how they were looked for, and why some may not be known."""
        return self._columns(ask.subject, ask.unit, ask.place)

    def _given(self, subject: str, unit: Unit, place: str) -> tuple[Column, ...]:
        """The columns that are known for a subject of a unit at a place."""
        return given(subject, unit, place, self._known.of(subject))

    def _looked_for(
        self, subject: str, unit: Unit, place: str
    ) -> tuple[list[Column], tuple[Search, ...], str]:
        targets = self._known.of(subject)
        known = self.given(subject, unit, place)
        tops = roots(unit, place, targets)
        if known:
            tops = unlisted(subject, unit, place, targets)
        if known and not tops:
            return list(known), (), ""
        searches = tuple(s for top in tops if (s := self._records.searches.get((top, subject))))
        found = {
            c.url: replace(c, unit=c.unit or _holder(c.url, unit))
            for s in searches for c in s.found if c.unit in ("", unit.id)
        }  # fmt: skip
        found = {c.url: c for c in known} | found
        unasked = ["not_captured"] if len(searches) < len(tops) or not tops else []
        if found:  # an older visit may have looked in one place of several
            rest = unasked + [_hides(s) or "no_column" for s in searches if not s.found]
            rest += ["by_name" for s in searches if s.by_name]
            return list(found.values()), searches, rest[0] if rest else ""
        if unasked:
            return [], searches, "not_captured"
        shut = [_hides(s) for s in searches if _hides(s)]
        return [], searches, shut[0] if shut else "no_column"

    def _listing(self, column: Column) -> Listing | None:
        """The newest readable one; where none is readable, the newest."""
        if not column.url:  # a person looked: there is no such column
            return Listing(column="", name=column.name, complete=True)
        return max(self._records.listings[column.url], key=_worth, default=None)

    def _rows(
        self, column: Column, listing: Listing, ask: Ask, *, sole: bool
    ) -> Iterable[Document]:
        """The entries that are the unit's, and those of nobody."""
        if not listing.rows:
            return
        shelf = self._sorted_out(listing)
        everybodys = column.unit == ask.unit.id and ask.unit.own != ask.unit.portal
        reading = _reading(ask)
        for n in shelf.matching(ask.match, "" if everybodys else ask.unit.id):
            unit, way = _whose(column.unit, shelf.owners[n], ask, sole=sole)
            yield self._made(shelf, n, unit, way, reading)

    def _sorted_out(self, listing: Listing) -> Shelf:
        kept = self._shelves.get(listing.column)
        if kept is None or kept.listing is not listing:
            kept = self._shelves[listing.column] = Shelf(listing, self._pages, self._owners)
        return kept

    def _put_together(self, shelf: Shelf, n: int, unit: str, way: str, reading: str) -> Document:
        made = shelf.document(n, unit, way, self._records.first)
        return self._readers[reading](made)

    def _captured(
        self, ask: Ask, words: str, types: tuple[str, ...], *, sole: bool
    ) -> Iterable[Document]:
        """Pages of the unit that say themselves what column they are of, though no listing that
        was read leads to them."""
        wanted, tops = match(ask.match), roots(ask.unit, ask.place, self.targets)
        told = self._told.get((ask.subject, ask.unit.id), ())  # a person says whose
        read = self._readers[_reading(ask)]
        for mine in filter(None, map(self._pages.get, told)):
            yield read(replace(mine, unit=ask.unit.id, unit_from="person"))
        for card in self._loose(words, types):
            below = any(under(card.url, top) for top in tops) and card.url not in told
            page = self._pages.get(card.url) if below and wanted.found_in(card.title) else None
            if page is None:
                continue
            named = self._owners.of(Row(title=page.title, url=page.url), page)
            unit, way = _whose(_holder(page.url, ask.unit), named, ask, sole=sole)
            if unit == ask.unit.id:
                yield read(replace(page, unit=unit, unit_from=way))

    def _of_column(self, words: str, types: tuple[str, ...]) -> list[Card]:
        """The loose pages that say themselves that they are of such a column."""
        column = match(words)
        return [
            card for card in self._pages.loose.values()
            if card.type in types or (card.column and column.found_in(card.column))
        ]  # fmt: skip

    def read(self, document: Document) -> Document:
        """The document with its text."""
        return self._pages.read(document)


def _as_it_is(document: Document) -> Document:
    return document


def _reading(ask: Ask) -> str:
    """How much of the pages a need is given: nothing but what lists tell, texts, cells."""
    return "none" if ask.need.open == "none" else "cells" if ask.need.cells else "text"


def _keep(found: dict[str, Document], document: Document) -> None:
    """Each document once, whatever its addresses; the one whose page was read goes before."""
    key = item_of(document.url)
    if key not in found or (document.opened and not found[key].opened):
        found[key] = document


def _holder(url: str, unit: Unit) -> str:
    """A column found below the unit's own root is its own; others are shared."""
    return unit.id if under(url, unit.own) else ""


def _whose(holder: str, named: tuple[str, str], ask: Ask, *, sole: bool) -> tuple[str, str]:
    """Unit and way of an entry: in a column that has a holder, by who is named on it."""
    if holder == ask.unit.id and (not named[0] or ask.unit.own != ask.unit.portal):
        return holder, "column"
    return (ask.unit.id, "only_lead") if sole and not named[0] else named


def _worth(look: Listing | Hub) -> tuple[bool, str, bool]:
    """Of several looks the newest readable one counts; where none is readable, the newest."""
    return not look.problem, look.seen_at, look.browser


def joined(found: Sequence[Found]) -> Found:
    """What was found of one need, asked of several units."""
    if len(found) == 1:
        return found[0]
    mine: dict[str, Document] = {}
    nobody: dict[str, Document] = {}
    for each in found:
        for d in each.documents:
            _keep(mine, d)
    for d in (d for each in found for d in each.unowned if item_of(d.url) not in mine):
        _keep(nobody, d)
    return Found(
        documents=tuple(_sorted(mine.values())),
        unowned=tuple(_sorted(nobody.values())),
        listings=tuple({x.column: x for each in found for x in each.listings}.values()),
        searches=tuple({(s.root, s.subject): s for f in found for s in f.searches}.values()),
        unseen=next((f.unseen for f in found if f.unseen), ""),
        hubs=tuple({h.url: h for f in found for h in f.hubs}.values()),
        probes=tuple({(p.url, p.test): p for f in found for p in f.probes}.values()),
    )


def _hides(search: Search) -> str:
    """What kept us from looking; a dead link on the way there hides nothing by itself."""
    known = reasons.table().get(search.problem)
    return search.problem if known and known.counts is State.DOUBT else ""


def _sorted(documents: Iterable[Document]) -> list[Document]:
    """Newest first, undated last; the order never depends on how they were read."""
    return sorted(documents, key=lambda d: (-d.day.toordinal() if d.day else 0, d.url))
