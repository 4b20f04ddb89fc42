"""What a check gets to see: the listings and documents of a duty's needs, nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from crawler.dates import days_in_url
from gongkai import added, reasons, vitals
from gongkai.match import match
from gongkai.model import (
    Column,
    Document,
    Fact,
    Hub,
    Listing,
    Probe,
    Row,
    Search,
    State,
    Subject,
    Targets,
)
from gongkai.orders import Ask, tested
from gongkai.owners import Owners
from gongkai.places import given, roots, under, unlisted
from gongkai.privacy import identity_numbers
from gongkai.store import Round
from gongkai.vitals import Trust


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
        self._told = {(a.url, a.subject): a.unit for a in self.added if a.subject}
        self.snapshots = {s.id: s for host in round.hosts() for s in round.site(host).snapshots()}
        self._owners = Owners(targets)
        self._trust = Trust(vitals.read(round.folder), targets.facts)
        self._stores = {host: round.site(host) for host in round.hosts()}
        self._listings: dict[str, list[Listing]] = defaultdict(list)
        self._searches: dict[tuple[str, str], Search] = {}
        self._documents: dict[str, Document] = {}
        self._hubs: dict[str, list[Hub]] = defaultdict(list)
        self._probes: dict[str, list[Probe]] = defaultdict(list)
        self._private: dict[str, Probe] = {}
        self._first: dict[str, str] = {}  # URL -> the instant of our first sight of its row
        for store in self._stores.values():
            for listing in store.listings(all_looks=True):
                self._listings[listing.column].append(listing)
                for row in listing.rows:
                    seen = self._first.get(row.url, listing.seen_at)
                    self._first[row.url] = min(seen, listing.seen_at)
            for search in store.searches():
                self._searches[search.root, search.subject] = search
            for document in store.documents(all_looks=True):
                if not self._stands(self._documents.get(document.url), document):
                    self._documents[document.url] = document
            for hub in store.hubs(all_looks=True):
                self._hubs[hub.url].append(hub)
            for probe in store.probes(all_looks=True):
                self._probes[probe.url].append(probe)

    def _stands(self, before: Document | None, now: Document) -> bool:
        """What a person brought stands, though a later look met the wall again."""
        if before is None or reasons.like(now.problem) not in ("blocked", "unreachable"):
            return False
        kept = (self.snapshots[i] for i in before.snapshots if i in self.snapshots)
        return not before.problem and any(s.by == "person" for s in kept)

    def looks(self, url: str) -> tuple[str, ...]:
        """The instants at which a column or a front was read without a problem, oldest first."""
        every: list[Listing | Hub | Probe] = [*self._listings[url], *self._hubs[url]]
        every += self._probes[url]
        return tuple(sorted(x.seen_at for x in every if not x.problem))

    def readings(self) -> Iterator[tuple[Listing, ...]]:
        """Of every column all readable readings, the one that counts last."""
        for url in sorted(self._listings):
            sound = sorted((x for x in self._listings[url] if not x.problem), key=_worth)
            if sound:
                yield tuple(sound)

    def entries(self, listing: Listing) -> Iterator[Document]:
        """Every row of a column with what its page adds and whose it is, whatever it is about."""
        told = {c.unit for c in self.targets.columns if c.url == listing.column}
        alone = told.pop() if len(told) == 1 else ""
        for row in listing.rows:
            page = self._documents.get(row.url)
            unit, way = self._owners.of(row, page)
            made = _document(row, listing, page, unit or alone, way or "column")
            first = [x for x in (made.first_seen, self._first.get(row.url)) if x]
            yield replace(made, first_seen=min(first, default=""))

    def page(self, url: str) -> Document | None:
        """A page as it was read last."""
        return self._documents.get(url)

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
            pages = [self._documents[u] for u in ask.need.urls if u in self._documents]
            reader = self._read_whole if ask.need.cells else self.read
            return Found(documents=tuple(map(reader, pages)))
        if ask.need.tests or ask.need.links == "home":
            return self._front(ask)
        if ask.need.survey:
            return self._surveyed(ask)
        columns, searches, unseen = self.columns(ask)
        read = [(c, x) for c in columns if (x := self._listing(c)) is not None]
        mine: dict[str, Document] = {}
        nobody: dict[str, Document] = {}
        for column, listing in read:
            for document in self._rows(column, listing, ask, sole=sole):
                (mine if document.unit else nobody).setdefault(document.url, document)
        for document in self._captured(ask, subject, sole=sole) if subject else ():
            mine.setdefault(document.url, document)
        if len(read) < len(columns):
            unseen = unseen or "not_captured"
        reader = self._read_whole if ask.need.cells else self.read
        reader = reader if ask.need.open != "none" else _as_it_is
        return Found(
            documents=tuple(map(reader, _sorted(mine.values()))),
            unowned=tuple(map(reader, _sorted(nobody.values()))),
            listings=tuple(x for _, x in read),
            searches=searches,
            unseen=unseen,
            hubs=self._links(
                {"column": [x.column for _, x in read], "entry": mine}.get(ask.need.links, ())
            ),
        )

    def _front(self, ask: Ask) -> Found:
        """The home pages of a place with their links, or what was measured at one of them."""
        tops = roots(ask.unit, ask.place, self.targets)
        if ask.need.tests:
            every = [p for top in tested(tops) for p in self._probes[top]]
            last = {p.test: p for p in sorted(every, key=lambda p: p.seen_at)}
            if tops and "privacy" in ask.need.tests:  # the texts are read for nobody else
                last["privacy"] = self._privacy(tested(tops)[0])
            return Found(probes=tuple(last[test] for test in ask.need.tests if test in last))
        hubs = self._links(tops)
        return Found(hubs=hubs, unseen="" if 0 < len(tops) == len(hubs) else "not_captured")

    def _surveyed(self, ask: Ask) -> Found:
        """Every column that the roots of a place lead to, each by its first page."""
        tops = roots(ask.unit, ask.place, self.targets)
        surveys = tuple(s for top in tops if (s := self._searches.get((top, ""))))
        urls = dict.fromkeys(c.url for s in surveys for c in (*s.choices, *s.found))
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
            opened = [d for d in self._documents.values() if d.opened and under(d.url, root)]
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
        looks = (max(self._hubs[url], key=_worth) for url in urls if self._hubs[url])
        return tuple(looks)

    def _has_place(self, ask: Ask) -> bool:
        return bool(ask.need.urls or roots(ask.unit, ask.place, self.targets))

    def columns(self, ask: Ask) -> tuple[list[Column], tuple[Search, ...], str]:
        """The columns of a need, how they were looked for, and why some may not be known."""
        known = given(ask.subject, ask.unit, ask.place, self.targets)
        tops = roots(ask.unit, ask.place, self.targets)
        if known:
            tops = unlisted(ask.subject, ask.unit, ask.place, self.targets)
        if known and not tops:
            return list(known), (), ""
        searches = tuple(s for top in tops if (s := self._searches.get((top, ask.subject))))
        found = {
            c.url: replace(c, unit=self._holder(c.url, ask)) for s in searches for c in s.found
        }
        if known and len(searches) < len(tops):
            return list(known), searches, "not_captured"
        found = {c.url: c for c in known} | found
        if found:
            rest = [_hides(s) or "no_column" for s in searches if not s.found]
            return list(found.values()), searches, rest[0] if rest else ""
        if len(searches) < len(tops) or not tops:
            return [], searches, "not_captured"
        shut = [_hides(s) for s in searches if _hides(s)]
        return [], searches, shut[0] if shut else "no_column"

    def _holder(self, url: str, ask: Ask) -> str:
        """A column found below the unit's own root is its own; others are shared."""
        return ask.unit.id if under(url, ask.unit.own) else ""

    def _listing(self, column: Column) -> Listing | None:
        """The newest readable one; where none is readable, the newest."""
        if not column.url:  # a person looked: there is no such column
            return Listing(column="", name=column.name, complete=True)
        return max(self._listings[column.url], key=_worth, default=None)

    def _rows(
        self, column: Column, listing: Listing, ask: Ask, *, sole: bool
    ) -> Iterable[Document]:
        wanted = match(ask.match)
        for row in listing.rows:
            page = self._documents.get(row.url)
            if not wanted.found_in(row.title) and not (page and wanted.found_in(page.title)):
                continue
            unit, way = self._owner(column, row, page, ask, sole=sole)
            if unit in ("", ask.unit.id):
                made = _document(row, listing, page, unit, way)
                first = [x for x in (made.first_seen, self._first.get(row.url)) if x]
                yield replace(made, first_seen=min(first, default=""))

    def _owner(
        self, column: Column, row: Row, page: Document | None, ask: Ask, *, sole: bool
    ) -> tuple[str, str]:
        if column.unit == ask.unit.id and ask.unit.own != ask.unit.portal:
            return column.unit, "column"
        unit, way = self._owners.of(row, page)
        if not unit and column.unit == ask.unit.id:
            return column.unit, "column"
        if not unit and sole:
            return ask.unit.id, "only_lead"
        return unit, way

    def _captured(self, ask: Ask, subject: Subject, *, sole: bool) -> Iterable[Document]:
        """Pages of the unit that say themselves what column they are of, though no listing that
        was read leads to them."""
        column, wanted = match(subject.words), match(ask.match)
        tops = roots(ask.unit, ask.place, self.targets)
        for page in self._documents.values():
            if self._told.get((page.url, ask.subject)) == ask.unit.id:  # a person says whose
                yield replace(page, unit=ask.unit.id, unit_from="person")
                continue
            if page.listed_in or not any(under(page.url, top) for top in tops):
                continue
            of_it = page.type in subject.types or (page.column and column.found_in(page.column))
            if not of_it or not wanted.found_in(page.title):
                continue
            row = Row(title=page.title, url=page.url)
            place = Column(url="", subjects=(), unit=self._holder(page.url, ask))
            unit, way = self._owner(place, row, page, ask, sole=sole)
            if unit == ask.unit.id:
                yield replace(page, unit=unit, unit_from=way)

    def read(self, document: Document) -> Document:
        """The document with its text."""
        if document.text_at < 0 or document.text:
            return document
        store = self._stores[urlsplit(document.url).hostname or ""]
        return replace(document, text=store.text(document))

    def _read_whole(self, document: Document) -> Document:
        """With its text and its tables' cells."""
        read = self.read(document)
        if read.grids_at < 0 or read.grids:
            return read
        store = self._stores[urlsplit(document.url).hostname or ""]
        return replace(read, grids=store.grids(read))


def _as_it_is(document: Document) -> Document:
    return document


def _worth(look: Listing | Hub) -> tuple[bool, str, bool]:
    """Of several looks the newest readable one counts; where none is readable, the newest."""
    return not look.problem, look.seen_at, look.browser


def joined(found: Sequence[Found]) -> Found:
    """What was found of one need, asked of several units."""
    if len(found) == 1:
        return found[0]
    mine = {d.url: d for each in reversed(found) for d in each.documents}
    nobody = {d.url: d for each in found for d in each.unowned if d.url not in mine}
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


def _document(row: Row, listing: Listing, page: Document | None, unit: str, way: str) -> Document:
    """A row with what its page adds: the page's own label goes before the day that lists show."""
    base = page or Document(url=row.url, title=row.title)
    days = dict(base.days)
    if row.day:
        days[row.day_from or "shown"] = row.day
    if address := days_in_url(row.url):
        days.setdefault("url", address)
    return replace(
        base,
        title=base.title or row.title,
        day=base.day or row.day,
        day_from=base.day_from if base.day else row.day_from,
        days=days,
        doc_no=base.doc_no or row.doc_no,
        label=base.label or row.label,
        publisher=base.publisher or row.publisher,
        listed_in=listing.column,
        unit=unit,
        unit_from=way,
        snapshots=tuple(dict.fromkeys(base.snapshots + listing.snapshots)),
    )


def _sorted(documents: Iterable[Document]) -> list[Document]:
    """Newest first, undated last; the order never depends on how they were read."""
    return sorted(documents, key=lambda d: (-d.day.toordinal() if d.day else 0, d.url))
