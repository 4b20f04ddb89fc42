"""Documents as their list shows them, and with what their page adds."""

from __future__ import annotations

from dataclasses import replace

from crawler import find
from crawler.article import Article
from crawler.page import Page
from gongkai.model import Document, Link, Row


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
        opened=True,
    )
