"""A file that was fetched, read into a document: its text and tables, and what was not read."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

from crawler.files import Contents, kind
from crawler.files.apart import read_apart
from crawler.visitor import Answer
from gongkai.model import Document

_NAMED = re.compile(r"""filename\*?\s*=\s*(?:UTF-8'')?["']?([^"';]+)""", re.IGNORECASE)


def is_file(answer: Answer) -> bool:
    """Whether what was answered is a file rather than a page: by its bytes, or as plain text."""
    snapshot = answer.snapshot
    return bool(snapshot and snapshot.warc) and (
        answer.page is None or (snapshot is not None and snapshot.mime == "text/plain")
    )


async def opened(base: Document, answer: Answer, store: Any, *, ocr: bool) -> Document:
    """``base`` with what the file holds; its text is still with it."""
    assert answer.snapshot is not None
    headers, body = store.body(answer.snapshot)
    made: Contents = await read_apart(body, ocr=ocr)
    return replace(
        base,
        title=base.title or _name(headers.get("content-disposition", ""), base.url),
        tables=made.tables,
        grids=made.grids,
        text=made.text,
        opened=bool(made.text) or not made.why,
        problem="unreadable" if made.why else "",
        format=made.kind or kind(body) or "file",
        why=made.why,
        snapshots=answer.ids,
    )


def _name(disposition: str, url: str) -> str:
    """The file's name, as its answer says or its address ends."""
    said = _NAMED.search(disposition)
    return unquote(said[1].strip() if said else urlsplit(url).path.rsplit("/", 1)[-1])
