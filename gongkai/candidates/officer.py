"""Leaders' pages against the facts: the head of an office is not named, or one who left still is.

Told only where every entry of the office in its leaders' columns shows whom it is about, as a bare
name or on a page that was opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.candidates._holdings import Holdings, Item, sign
from gongkai.candidates._limits import limits
from gongkai.disk.judged import Candidate
from gongkai.model import Fact
from gongkai.text.match import fold, match


def signs(holdings: Holdings) -> Iterator[Candidate]:
    """A sign an office whose head is missing, and one for each entry about a former head."""
    for unit in dict.fromkeys(fact.unit for fact in holdings.officers):
        known = [fact for fact in holdings.officers if fact.unit == unit and fact.day]
        listed = [item for item in holdings.items if item.unit == unit and _leader(holdings, item)]
        now = [fact for fact in known if fact.covers(holdings.seen_at)]
        if not now or not listed:
            continue
        head = max(now, key=lambda fact: fact.day or date.min)
        if all(map(_told, listed)) and not any(_names(holdings, x, head) for x in listed):
            yield _sign(holdings, listed[0], head, "head_not_named")
        for former in (fact for fact in known if fact.about != head.about):
            for item in listed:
                if fold(item.title) == fold(former.about) and _left(former, head):
                    yield _sign(holdings, item, former, "head_has_left")


def _sign(holdings: Holdings, item: Item, fact: Fact, why: str) -> Candidate:
    name = next(holdings.shelves[url].name for url in sorted(item.shelves) if _of(holdings, url))
    return sign(
        holdings, "officer", item, why, columns=name, officer=fact.about, since=fact.day,
        left=fact.until, looked=holdings.seen_at,
    )  # fmt: skip


def _left(former: Fact, head: Fact) -> bool:
    """Was his last day told, or did the present head follow him?"""
    return former.until is not None or (former.day or date.min) < (head.day or date.min)


def _leader(holdings: Holdings, item: Item) -> bool:
    return any(_of(holdings, url) for url in item.shelves)


def _of(holdings: Holdings, url: str) -> bool:
    known, shelf = limits("officer"), holdings.shelves.get(url)
    return shelf is not None and match(known["columns"]).found_in(shelf.name)


def _told(item: Item) -> bool:
    return item.page is not None or len(fold(item.title)) <= limits("officer")["bare"]


def _names(holdings: Holdings, item: Item, head: Fact) -> bool:
    return fold(head.about) in fold(item.title + holdings.text(item))
