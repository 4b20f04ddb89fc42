"""Addresses as clients write them: without http, with words around, in full-width signs."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from gongkai.judging.places import host_of

_NONE = re.compile(r"|无|暂无|没有|未建|无网站|[-—–－_/\\]+")
_WRITTEN = re.compile(
    r"https?://[^\s,，;；、()（）<>\"'\u3000-\u303f\u4e00-\u9fff]+"
    r"|(?<![\w@.-])(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d{2,5})?(?:/[^\s,，;；、()（）\u4e00-\u9fff]*)?",
    re.IGNORECASE,
)


def addresses(text: str) -> list[str] | None:
    """The addresses in a cell, whole; none where it says 无 or /; None where it is no address."""
    text = unicodedata.normalize("NFKC", text).strip()
    if _NONE.fullmatch(text):
        return []
    found = [_whole(each) for each in _WRITTEN.findall(text)]
    if not found or not all(host_of(each) for each in found):
        return None
    return list(dict.fromkeys(found))


def without(text: str) -> str:
    """A text without the addresses in it."""
    return _WRITTEN.sub("", unicodedata.normalize("NFKC", text)) if "." in text else text


def _whole(address: str) -> str:
    address = address.rstrip(".")
    if "://" not in address:
        address = f"http://{address}"
    scheme, rest = address.split("://", 1)
    host, slash, path = rest.partition("/")
    whole = f"{scheme.lower()}://{host.lower()}{slash}{path}"
    return whole if urlsplit(whole).path else f"{whole}/"
