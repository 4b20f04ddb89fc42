"""From bytes to text, where headers and metas lie."""

from __future__ import annotations

import codecs
import re

CAP = 4_000_000  # bytes of one page that are read; the rest of a hostile body is left alone

_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w-]{2,20})""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SUPERSET = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
_NOT_SAID = {"unicode", "utf-16", "utf16", "utf-16le", "utf-16be", "iso-8859-1", "latin1"}


def decode(body: bytes, content_type: str = "") -> str:
    """The text of ``body``: a BOM beats everything, then what decodes, then what is declared.

    Bytes that are whole UTF-8 are UTF-8, whatever a header or meta says. At most ``CAP`` bytes
    are read. Never fails: bytes that no encoding explains become U+FFFD.
    """
    return decoded(body, content_type)[0]


def decoded(body: bytes, content_type: str = "") -> tuple[str, bytes]:
    """The text of ``body``, and its very bytes where these are whole UTF-8."""
    body = body[:CAP]
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace"), b""
    wide = _wide(body)
    if wide:
        return body.decode(wide, "replace").lstrip("\ufeff"), b""
    try:
        return body.decode(), body
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken <= 1:  # a character cut in two at the end of the read
        return text, b""
    declared = _declared(body, content_type)
    if "utf-8" in declared[:1] and broken * 20 < sum(c > "\u2e7f" for c in text):
        return text, b""
    texts = (body.decode(name, "replace") for name in [*declared, "gb18030", "big5", "utf-8"])
    return min(texts, key=lambda t: t.count("\ufffd")), b""


def _wide(body: bytes) -> str:
    """The name of a UTF-16 without BOM, told by its zero bytes; empty for anything else."""
    head = body[:2000]
    if head.count(0) <= len(head) // 10:
        return ""
    return "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"


def _declared(body: bytes, content_type: str) -> list[str]:
    """Encodings that the page or its header claims, the page's own first."""
    said: list[str] = []
    head = body[:4096]
    for found in (_META.search(head), _XML.search(head)):
        if found:
            said.append(found[1].decode("ascii"))
    header = _HEADER.search(content_type)
    if header:
        said.append(header[1])
    names = [_SUPERSET.get(name.lower(), name.lower()) for name in said]
    return [name for name in names if name not in _NOT_SAID and _known(name)]


def _known(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding
    except LookupError:
        return False
