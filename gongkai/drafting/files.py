"""Which reader a file needs, by its content and not by its name; and how much is read at most."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from gongkai.drafting import docx, html, text, xlsx
from gongkai.drafting.draft import Doubt
from gongkai.drafting.package import Package
from gongkai.drafting.table import MOST_ROWS, Block, Table
from gongkai.drafting.words import tell
from gongkai.model import UserError
from gongkai.words import why

MEGABYTE = 1 << 20
MOST_PACKED = 64  # MB of a .docx or .xlsx: pictures make them large, and are not read
MOST_TEXT = 8  # MB of a text or a page
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|tr)[\s>]", re.IGNORECASE)
_NAMES = {".docx": "docx", ".xlsx": "xlsx", ".xlsm": "xlsx", ".html": "html", ".htm": "html"}
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)


def blocks(path: Path) -> tuple[list[Block], list[Doubt]]:
    """What stands in a file, and a doubt where it is not what its name says. UserError."""
    body = _bytes(path)
    kind = _kind(body, path)
    if kind == "docx":
        found = docx.blocks(Package(body, path))
    elif kind == "xlsx":
        found = xlsx.blocks(Package(body, path))
    elif len(body) > MOST_TEXT * MEGABYTE:
        raise UserError(tell("too_big", file=path, limit=MOST_TEXT))
    elif kind == "html":
        found = html.blocks(_text(body, path, page=True), path)
    elif path.suffix.lower() == ".csv":
        try:
            found = text.commas(_text(body, path))
        except csv.Error as error:
            raise UserError(tell("damaged", file=path, why=error)) from None
    else:
        found = text.blocks(_text(body, path))
    if sum(len(block.rows) for block in found if isinstance(block, Table)) > MOST_ROWS:
        raise UserError(tell("too_many", file=path, limit=MOST_ROWS))
    named = _NAMES.get(path.suffix.lower(), "txt" if kind == "txt" else "")
    return found, [Doubt(what="other_name", seen=kind)] if named != kind else []


def plain(path: Path) -> str:
    """The words of a text file, in whichever encoding. UserError."""
    return _text(_bytes(path), path)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            body = file.read(MOST_PACKED * MEGABYTE + 1)
    except FileNotFoundError:
        raise UserError(tell("no_file", file=path)) from None
    except OSError as error:
        raise UserError(tell("not_open", file=path, why=why(error))) from None
    if len(body) > MOST_PACKED * MEGABYTE:
        raise UserError(tell("too_big", file=path, limit=MOST_PACKED))
    if not body.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise UserError(tell("empty", file=path))
    return body


def _kind(body: bytes, path: Path) -> str:
    if body.startswith(b"PK"):
        kind = Package(body, path).kind
        if kind:
            return kind
        raise UserError(tell("not_document", file=path))
    if body.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in body
        raise UserError(tell("locked" if locked else "old_office", file=path))
    if body.startswith(b"%PDF"):
        raise UserError(tell("pdf", file=path))
    if body.startswith(b"{\\rtf"):
        raise UserError(tell("old_office", file=path))
    start = body[:4096].replace(b"\0", b"")
    return "html" if _MARKUP.search(start) else "txt"


def _text(body: bytes, path: Path, *, page: bool = False) -> str:
    """A text in the encoding that it says or that it fits."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        codings = ["utf-16"]
    elif b"\0" in body[:4096]:
        raise UserError(tell("not_document", file=path))
    else:
        codings = ["utf-8-sig", "gb18030", "big5"]
        said = _CHARSET.search(body[:4096]) if page else None
        if said and said[1].lower() in (b"big5", b"big5-hkscs"):
            codings = ["utf-8-sig", "big5", "gb18030"]
    for coding in codings:
        try:
            return body.decode(coding)
        except UnicodeDecodeError:
            continue
    if page:
        return body.decode(codings[-2] if len(codings) > 1 else codings[0], "replace")
    raise UserError(tell("not_document", file=path))
