"""What a file is, by its bytes: names and headers lie."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (OLE, "ole"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG\r\n", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
# A part that only this kind of package has. WPS Office writes the same packages as Office.
_PARTS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsx"),
    ("ofd.xml", "ofd"),
    ("ppt/presentation.xml", "pptx"),
)
_STREAMS = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("EncryptedPackage", "locked"),
)
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|script|title|div|table)[\s>]", re.IGNORECASE
)
_LATE = 1024  # bytes before which a PDF must begin (Adobe's readers allow as much)
_HEAD = 4096
_MOST_NAMES = 20_000


def is_binary(body: bytes) -> bool:
    """Whether the bytes are a document's or a picture's, whatever its answer calls them."""
    return bool(_start(body)) and not body.startswith(b"BM")


def kind(body: bytes) -> str:
    """pdf, docx, doc, xlsx, xls, ofd, zip, rar, 7z, image, rtf, pptx, locked, html, txt; or empty.

    ``doc`` and ``xls`` are what Word and Excel wrote until 2003, and what WPS Office calls .wps
    and .et. ``locked`` is an Office file under a password. Empty: none that is known.
    """
    found = _start(body)
    if found == "zip":
        return _packed(body)
    if found == "ole":
        return _compound(body)
    if found:
        return found
    if body[8:12] == b"WEBP" and body.startswith(b"RIFF"):
        return "image"
    if _MARKUP.search(body[:_HEAD].replace(b"\0", b"")):
        return "html"
    return "txt" if _is_text(body[:_HEAD]) else ""


def _start(body: bytes) -> str:
    for start, name in _STARTS:
        if body.startswith(start):
            return name
    head = body[:_LATE]
    return "pdf" if b"%PDF-" in head and not _MARKUP.search(head) else ""


def _packed(body: bytes) -> str:
    try:
        names = {n.lower().lstrip("/") for n in zipfile.ZipFile(io.BytesIO(body)).namelist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, IndexError):
        return "zip"
    if len(names) > _MOST_NAMES:
        return "zip"
    if "mimetype" in names and "content.xml" in names:
        return "xlsx" if b"opendocument.spreadsheet" in body[:200] else "odf"
    return _first(_PARTS, names) or "zip"


def _compound(body: bytes) -> str:
    """Told by the names of the streams, which stand in UTF-16 in the directory."""
    present = {name for name, _ in _STREAMS if _entry(name) in body}
    if "EncryptedPackage" in present:
        return "locked"
    return _first(_STREAMS, present)


def _entry(name: str) -> bytes:
    """A directory entry's name, from its first byte to the NULs behind it."""
    return name.encode("utf-16-le") + b"\0\0\0\0"


def _first(table: Iterable[tuple[str, str]], present: set[str]) -> str:
    return next((found for name, found in table if name in present), "")


def _is_text(head: bytes) -> bool:
    """Text has no control signs but white space, and UTF-16 says so at its start."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    control = sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in head)
    return bool(head.strip()) and control == 0
