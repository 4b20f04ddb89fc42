"""Where a list's row leads: by its address, or by what its script opens."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.page import join

__all__ = ["OPENERS", "acts", "leads_to_one", "target"]

_OPENS = re.compile(
    r"""(?:window\.open\s*\(|location(?:\.href)?\s*=|location\.(?:assign|replace)\s*\()"""
    r"""\s*["']([^"'\s+]*[/.?][^"'\s+]*)["']\s*(?:[,);]|$)"""
)
# Elements that are no links and open a page all the same.
OPENERS = "[onclick*='location'], [onclick*='open(']"


def target(link: LexborNode, base: str) -> str:
    """The absolute address behind a link, also one that its script writes out; empty: none."""
    return join(base, link.attributes.get("href") or "") or join(base, _opened(link))


def leads_to_one(url: str) -> bool:
    """Whether the address can be a document's: a site's front page is none."""
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query or parts.fragment)


def acts(link: LexborNode) -> bool:
    """Whether the link leads somewhere by script only."""
    attributes = link.attributes
    href = (attributes.get("href") or "").lower()
    return bool(attributes.get("onclick")) or (href.startswith("javascript:") and "(" in href)


def _opened(link: LexborNode) -> str:
    """The address that a link opens by script, where it is written out whole."""
    attributes = link.attributes
    found = _OPENS.search(attributes.get("onclick") or attributes.get("href") or "")
    return found[1] if found and "javascript:" not in found[1].lower() else ""
