"""What the kinds look at: every entry of every column that was read, with what is known of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from sys import intern
from typing import cast
from urllib.parse import urlsplit

from gongkai.disk.judged import Candidate
from gongkai.judging.case import When
from gongkai.judging.evidence import Library
from gongkai.judging.timing import SHANGHAI, first_seen
from gongkai.model import OFFICER, Document, Fact, Listing, Plan, Snapshot, Targets
from gongkai.text.match import fold

# What the systems count their pages by, where addresses carry it: it only ever grows
_NUMBERS = (
    ("post", re.compile(r"/m?post_(\d+)\.\w+$")),
    ("t", re.compile(r"/t\d{8}_(\d+)\.\w+$")),
    ("art", re.compile(r"/art_\d+_(\d+)\.\w+$")),
    ("content", re.compile(r"/content_(\d{4,})\.\w+$")),
    ("page", re.compile(r"/(?!(?:19|20)\d{6}\.)(\d{5,9})\.s?html?$")),
)
_Rank = tuple[bool, bool, str]

__all__ = ["Holdings", "Item", "Shelf", "collect", "day_of", "number", "sign"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """An entry: as columns list it, and its page where that was opened. Days are Shanghai's."""

    url: str
    title: str
    unit: str = ""  # whose it is; empty: nobody could tell
    day: date | None = None  # as printed
    day_from: str = ""
    first: date | None = None  # our first sight
    shelves: frozenset[str] = frozenset()  # the columns that list it
    page: Document | None = None  # where it was opened
    modified: date | None = None  # what the server said of the page
    fetched: date | None = None  # when it said so
    snapshots: tuple[str, ...] = ()
    # the system and its number of the page, where the address carries it: asked for every year
    number: tuple[str, int] | None = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "number", number(self.url))

    @property
    def host(self) -> str:
        """The host, with its port."""
        return urlsplit(self.url).netloc

    @property
    def source(self) -> str:
        """Whom the page names as its source."""
        return self.page.source if self.page else ""

    @property
    def files(self) -> frozenset[str]:
        """The names of the page's attachments, folded."""
        links = self.page.links if self.page else ()
        return frozenset(fold(link.text) for link in links if link.kind == "attachment")


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """A column with every reading of it that was readable, oldest first."""

    url: str
    name: str = ""
    readings: tuple[Listing, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Holdings:
    """All entries of a round, and what they are measured by."""

    plan: str
    year: int
    as_of: date
    seen_at: date
    items: tuple[Item, ...] = ()
    shelves: Mapping[str, Shelf] = field(default_factory=dict)
    homes: frozenset[str] = frozenset()  # folded names that are no foreign source
    officers: tuple[Fact, ...] = ()  # who heads the units
    text: Callable[[Item], str] = lambda item: item.page.text if item.page else ""


def sign(
    holdings: Holdings, kind: str, item: Item, why: str, *others: Item, **seen: object
) -> Candidate:
    """A sign on an entry; ``seen`` are the facts that it rests on, by name."""
    told = (f"{k}={_plain(v)}" for k, v in seen.items() if v not in (None, "", ()))
    every = dict.fromkeys(s for one in (item, *others) for s in one.snapshots)
    return Candidate(
        kind=kind,
        plan=holdings.plan,
        unit=item.unit,
        url=item.url,
        title=item.title,
        other=" ".join(one.url for one in others),
        seen="; ".join(told),
        why=why,
        snapshots=" ".join(every),
    )


def number(url: str) -> tuple[str, int] | None:
    """The system and its number of a page, where the address carries it."""
    parts = urlsplit(url)
    for name, pattern in _NUMBERS:
        if m := pattern.search(parts.path):
            return intern(f"{parts.netloc} {name}"), int(m[1])
    return None


def day_of(instant: str) -> date:
    """The day in Shanghai of an ISO instant."""
    return datetime.fromisoformat(instant).astimezone(SHANGHAI).date()


def collect(library: Library, plan: Plan, when: When) -> Holdings:
    """What was read, ready to be looked at. An entry that several columns list stands once."""
    targets, shelves, items = library.targets, {}, dict[str, tuple[_Rank, Item]]()
    keepers = _keepers(targets)
    for readings in library.readings():
        last = readings[-1]
        shelves[last.column] = Shelf(url=last.column, name=last.name, readings=readings)
        here = frozenset((last.column,))
        for document in library.entries(last):
            made = _rank(document), _item(library, document, keepers, here)
            items[document.url] = _joined(items.get(document.url, made), made)
    names = {n for u in targets.units for n in (u.name, *u.aliases)}
    names |= {site.name for site in targets.sites} | {targets.title}
    return Holdings(
        plan=plan.id,
        year=plan.year,
        as_of=when.as_of,
        seen_at=when.seen_at,
        items=tuple(items[url][1] for url in sorted(items)),
        shelves=shelves,
        homes=frozenset(fold(name) for name in names if name),
        officers=tuple(fact for fact in targets.facts if fact.kind == OFFICER),
        text=lambda item: library.read(page).text if (page := library.page(item.url)) else "",
    )


def _keepers(targets: Targets) -> dict[str, str]:
    """Host -> the one unit whose own site it is: it answers for what nobody else claims."""
    whose: dict[str, set[str]] = defaultdict(set)
    for unit in targets.units:
        if unit.own and urlsplit(unit.own).path in ("", "/"):
            whose[urlsplit(unit.own).netloc].add(unit.id)
    return {host: next(iter(ids)) for host, ids in whose.items() if len(ids) == 1}


def _rank(document: Document) -> _Rank:
    """Of the rows of one entry the one that tells most is told."""
    return bool(document.unit), document.day is not None, document.listed_in


def _joined(one: tuple[_Rank, Item], other: tuple[_Rank, Item]) -> tuple[_Rank, Item]:
    rank, best = max(one, other, key=lambda pair: pair[0])
    shelves = one[1].shelves | other[1].shelves
    return rank, best if best.shelves == shelves else replace(best, shelves=shelves)


def _item(
    library: Library, best: Document, keepers: Mapping[str, str], shelves: frozenset[str]
) -> Item:
    page = library.page(best.url)
    answer = _answer(library, page) if page else None
    return Item(
        url=best.url,
        title=best.title,
        unit=best.unit or keepers.get(urlsplit(best.url).netloc, ""),
        day=best.day,
        day_from=best.day_from,
        first=first_seen(best),
        shelves=shelves,
        page=cast(Document, _Kept(library, best.url)) if _read(page) else None,
        modified=answer.last_modified if answer else None,
        fetched=day_of(answer.fetched_at) if answer else None,
        snapshots=page.snapshots if page and page.snapshots else best.snapshots[:1],
    )


def _read(page: Document | None) -> bool:
    return page is not None and page.opened and not page.problem


class _Kept:
    """A page that is read again where it is looked at: of all pages of a round at once only the
    addresses are held."""

    __slots__ = ("_library", "_url")

    def __init__(self, library: Library, url: str) -> None:
        self._library, self._url = library, url

    def __getattr__(self, name: str) -> object:
        return getattr(self._library.page(self._url), name)


def _answer(library: Library, page: Document) -> Snapshot | None:
    kept = (library.snapshots[i] for i in page.snapshots if i in library.snapshots)
    return next(kept, None)


def _plain(value: object) -> str:
    return str(value).replace(";", "；").replace("=", "＝")
