"""Pages that Chromium saves whole (MHTML, RFC 2557): the page itself, its address, the instant.

Hostile like everything that is handed in: one level of parts is read, by hand, in one pass.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.utils import parsedate_to_datetime
from quopri import decodestring

MIME = "multipart/related"
_HEAD = 64 * 1024  # bytes in which a head must end
_PARTS = 4_000
_FRAME = re.compile(
    rb"""<i?frame\b[^>]{0,2000}?\ssrc=["']?(cid:[^"'\s>]{1,200})[^>]{0,2000}>""", re.I
)


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What one file holds. ``at`` is None and texts are empty where the file does not say."""

    html: bytes = b""
    content_type: str = "text/html"
    url: str = ""
    title: str = ""
    at: datetime | None = None


def is_mhtml(data: bytes) -> bool:
    """Does it begin as such a file does?"""
    head = data[:4096].lstrip().lower()
    return b"mime-version:" in head and b"multipart/related" in data[:_HEAD].lower()


def read(data: bytes) -> Saved:
    """The page in ``data``; without ``html`` where there is none. Never fails on any bytes."""
    head, _, rest = _split(data)
    fields = _fields(head)
    found = re.search(r'boundary="?([^";\s]{1,200})', fields.get("content-type", ""))
    if not found:
        return Saved()
    parts = list(_parts(rest, b"--" + found[1].encode("latin-1", "replace")))
    pages = [(f, body) for f, body in parts if f.get("content-type", "").startswith("text/html")]
    if not pages:
        return Saved()
    first, html = pages[0]
    frames = {f["content-id"].strip("<>"): body for f, body in pages[1:] if "content-id" in f}
    return Saved(
        html=_framed(html, frames),
        content_type=first["content-type"],
        url=fields.get("snapshot-content-location") or first.get("content-location", ""),
        title=_decoded(fields.get("subject", "")),
        at=_instant(fields.get("date", "")),
    )


def _framed(html: bytes, frames: dict[str, bytes]) -> bytes:
    """The page with what its frames show beside each of them: a list often stands in one."""

    def shown(match: re.Match[bytes]) -> bytes:
        inside = frames.pop(match[1][4:].decode("latin-1"), b"")  # once: no bomb
        return match[0] + b"</iframe><div>" + inside + b"</div>" if inside else match[0]

    return _FRAME.sub(shown, html) if frames else html


def _parts(rest: bytes, line: bytes) -> list[tuple[dict[str, str], bytes]]:
    found = []
    for chunk in rest.split(line)[1 : _PARTS + 1]:
        head, _, body = _split(chunk.lstrip(b"\r\n"))
        fields = _fields(head)
        if fields.get("content-type", "").startswith("text/"):
            body = re.sub(rb"\r?\n\Z", b"", body)  # it belongs to the line between parts
            found.append((fields, _body(body, fields.get("content-transfer-encoding", ""))))
    return found


def _body(body: bytes, coding: str) -> bytes:
    coding = coding.strip().lower()
    if coding == "quoted-printable":
        return decodestring(body)
    if coding == "base64":
        try:
            return b64decode(body, validate=False)
        except binascii.Error:
            return b""
    return body


def _split(data: bytes) -> tuple[bytes, bytes, bytes]:
    """Head, blank line, rest."""
    blank = re.compile(rb"\r?\n\r?\n").search(data, 0, _HEAD)
    return (data[: blank.start()], blank[0], data[blank.end() :]) if blank else (b"", b"", data)


def _fields(head: bytes) -> dict[str, str]:
    """Lower-case name -> value, folded lines joined; the first of a name counts."""
    found: dict[str, str] = {}
    for line in re.sub(rb"\r?\n[ \t]+", b" ", head).split(b"\n"):
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            found.setdefault(name.strip().lower(), value.strip())
    return found


def _decoded(text: str) -> str:
    try:
        return str(make_header(decode_header(text)))
    except (ValueError, LookupError, MessageError):
        return text


def _instant(text: str) -> datetime | None:
    try:
        read = parsedate_to_datetime(text)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)  # -0000, as Chromium writes
