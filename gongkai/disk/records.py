"""What a round holds on disk, read once: columns are kept, pages found again where they stand.

A page of a round is some kilobytes, and there may be a hundred thousand of them: held are the
places where they stand, and those that were asked for last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from gongkai import reasons
from gongkai.disk.store import Card, Round, SiteStore
from gongkai.judging.places import under
from gongkai.model import Document, Hub, Listing, Probe, Search, Snapshot

_PAGES, _TEXTS, _ANSWERS = 4096, 1024, 1024  # that are held

Stores = Mapping[str, SiteStore]


class Records:
    """The listings, searches, fronts, answers and pages of a round, of every look."""

    def __init__(self, round: Round) -> None:
        stores = {host: round.site(host) for host in round.hosts()}
        self.listings: dict[str, list[Listing]] = defaultdict(list)
        self.searches: dict[tuple[str, str], Search] = {}
        self.hubs: dict[str, list[Hub]] = defaultdict(list)
        self.probes: dict[str, list[Probe]] = defaultdict(list)
        self.first: dict[str, str] = {}  # URL -> the instant of our first sight of its row
        self.snapshots = Snapshots(stores)
        self.pages = Pages(stores, self.snapshots)
        for store in stores.values():
            self._read(store)

    def looks(self, url: str) -> tuple[str, ...]:
        """The instants at which a column or a front was read without a problem, oldest first."""
        every: list[Listing | Hub | Probe] = [*self.listings[url], *self.hubs[url]]
        every += self.probes[url]
        return tuple(sorted(x.seen_at for x in every if not x.problem))

    def _read(self, store: SiteStore) -> None:
        for listing in store.listings(all_looks=True):
            self.listings[listing.column].append(listing)
            for row in listing.rows:
                seen = self.first.get(row.url, listing.seen_at)
                self.first[row.url] = min(seen, listing.seen_at)
        for search in store.searches():
            self.searches[search.root, search.subject] = search
        for hub in store.hubs(all_looks=True):
            self.hubs[hub.url].append(hub)
        for probe in store.probes(all_looks=True):
            self.probes[probe.url].append(probe)


class Snapshots:
    """The answers of a round by their ids."""

    def __init__(self, stores: Stores) -> None:
        self._at = {id: (store, at) for store in stores.values() for id, at in store.answers()}
        self._read = lru_cache(maxsize=_ANSWERS)(self._answer)

    def __contains__(self, id: str) -> bool:
        return id in self._at

    def __getitem__(self, id: str) -> Snapshot:
        return self._read(id)

    def _answer(self, id: str) -> Snapshot:
        store, at = self._at[id]
        return store.answer(at)


class Pages:
    """The pages of a round by their URLs, as they were read last. ``loose`` are those that no
    listing leads to."""

    def __init__(self, stores: Stores, snapshots: Snapshots) -> None:
        self._snapshots = snapshots
        self._at: dict[str, tuple[SiteStore, int]] = {}
        self._hosts: dict[str, list[str]] = defaultdict(list)
        self.loose: dict[str, Card] = {}
        for store in stores.values():
            for card in store.cards():
                self._take(store, card)
        self.get = lru_cache(maxsize=_PAGES)(self._get)
        self._text = lru_cache(maxsize=_TEXTS)(self._unpacked)

    def below(self, root: str) -> Iterator[Document]:
        """The pages that lie below a root."""
        for url in self._hosts.get(urlsplit(root).netloc, ()):
            if under(url, root) and (page := self._get(url)):
                yield page

    def read(self, document: Document) -> Document:
        """The document with its text."""
        if document.text_at < 0 or document.text:
            return document
        return document.but(text=self._text(document.url))

    def whole(self, document: Document) -> Document:
        """With its text and its tables' cells."""
        read = self.read(document)
        if read.grids_at < 0 or read.grids:
            return read
        return read.but(grids=self._at[read.url][0].grids(read))

    def _take(self, store: SiteStore, card: Card) -> None:
        if card.url not in self._at:
            self._hosts[urlsplit(card.url).netloc].append(card.url)
        elif self._stands(card):
            return
        self._at[card.url] = store, card.at
        self.loose.pop(card.url, None)
        if not card.listed_in:
            self.loose[card.url] = card

    def _stands(self, now: Card) -> bool:
        """What a person brought stands, though a later look met the wall again."""
        before = self._get(now.url)
        if before is None or reasons.like(now.problem) not in ("blocked", "unreachable"):
            return False
        kept = (self._snapshots[i] for i in before.snapshots if i in self._snapshots)
        return not before.problem and any(s.by == "person" for s in kept)

    def _get(self, url: str) -> Document | None:
        store, at = self._at.get(url, (None, 0))
        return store.document(at) if store else None

    def _unpacked(self, url: str) -> str:
        page = self.get(url)
        return self._at[url][0].text(page) if page else ""
