"""From bytes to contents: which reader a file needs. Runs in a process of its own only."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.files import archive, doc, docx, ofd, pdf, picture, plain, sheets
from crawler.files.contents import MOST_BYTES, MOST_TEXT, Contents, Unreadable
from crawler.files.kinds import kind
from crawler.page import Page
from gongkai.model import Grid, Table

_READERS = {
    "docx": docx.read,
    "doc": doc.read,
    "xlsx": sheets.read,
    "xls": sheets.read,
    "ofd": ofd.read,
    "txt": plain.read,
}
_ARCHIVES = {"zip": archive.members, "rar": archive.unpacked, "7z": archive.unpacked}


def read(body: bytes, *, ocr: bool = False) -> Contents:
    """What a file holds, of whatever kind it is; what it is not read for is in ``why``."""
    found = kind(body)
    try:
        if len(body) > MOST_BYTES:
            raise Unreadable("too_big")
        if found in _ARCHIVES:
            return _joined(found, _ARCHIVES[found](body), ocr=ocr)
        return _one(body, found, ocr=ocr)
    except Unreadable as fault:
        return Contents(kind=found, why=fault.why)
    except (MemoryError, RecursionError):
        return Contents(kind=found, why="too_big")


def _one(body: bytes, found: str, *, ocr: bool) -> Contents:
    if found == "pdf":
        return pdf.read(body, ocr=ocr)
    if found == "image":
        return picture.read(body, ocr=ocr)
    if found == "html":  # a page saved under the name of a document, as some offices do
        return Contents(kind=found, text=Page.read(body, "").visible[:MOST_TEXT])
    if found not in _READERS:
        raise Unreadable("locked" if found == "locked" else "format")
    return _READERS[found](body)


def _joined(name: str, members: Iterable[tuple[str, bytes]], *, ocr: bool) -> Contents:
    """All members as one: each under its name. An archive in it is not opened."""
    texts: list[str] = []
    tables: list[Table] = []
    grids: list[Grid] = []
    why = ""
    for member, body in members:
        try:
            held = _one(body, kind(body), ocr=ocr) if body else Contents(kind="")
        except Unreadable as fault:
            held = Contents(kind="", why=fault.why)
        texts += [member, held.text]
        tables += held.tables
        grids += held.grids
        why = why or held.why
    text = "\n".join(filter(None, texts))
    if len(text) > MOST_TEXT:
        raise Unreadable("too_big")
    return Contents(kind=name, text=text, tables=tuple(tables), grids=tuple(grids), why=why)
