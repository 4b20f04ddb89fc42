"""What a list shows: how far to read it, whose pages to open, and the documents it speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from crawler import find
from crawler.article import Article
from crawler.page import Page
from gongkai.model import Document, Link, Listing, Order, Row
from gongkai.text.match import Match


def deeper(since: date | None, before: Listing) -> date | None:
    """The earlier of what is asked for and what was read already; None: from the beginning."""
    if since is None or before.complete:
        return None
    return min(since, before.back_to) if before.back_to else since


def wanted(rows: Sequence[Row], order: Order) -> list[Row]:
    """The rows whose pages the order asks for and does not spare, newest first."""
    return [row for row in _asked(rows, order) if row.url not in order.spared]


def _asked(rows: Sequence[Row], order: Order) -> list[Row]:
    recent = [r for r in rows if not (order.since and r.day and r.day < order.since)]
    recent.sort(key=lambda r: r.day or date.min, reverse=True)
    if order.all:
        return recent
    tests = [Match(m) for m in order.matches]
    return [
        row
        for number, row in enumerate(recent)
        if number < order.newest or any(test.found_in(row.title) for test in tests)
    ]


def listed(row: Row, listed_in: str) -> Document:
    """A document as its list shows it."""
    file = (Link(url=row.url, text=row.title, kind="attachment"),) if find.is_file(row.url) else ()
    return Document(
        url=row.url,
        title=row.title,
        day=row.day,
        day_from=row.day_from,
        days={row.day_from or "shown": row.day} if row.day else {},
        doc_no=row.doc_no,
        publisher=row.publisher,
        label=row.label,
        links=file,
        listed_in=listed_in,
    )


def opened(row: Row, read: Article, page: Page, listed_in: str) -> Document:
    """A document from its page; what the page does not say is as the list shows it."""
    base = listed(row, listed_in)
    return replace(
        base,
        title=read.title or row.title,
        day=read.day or row.day,
        day_from=read.day_from if read.day else row.day_from,
        days={**base.days, **read.days},
        written=read.written,
        doc_no=read.doc_no or row.doc_no,
        index_no=read.index_no,
        publisher=read.publisher or row.publisher,
        source=read.source,
        column=page.column,
        type=page.type,
        label=read.label or row.label,
        validity=read.validity,
        keywords=read.keywords,
        guess=None if read.day or row.day else read.guess,
        origin=read.origin,
        beside=read.beside,
        links=read.links,
        tables=read.tables,
        why=read.why,
        opened=True,
    )
