"""What tells the CMS of a page: the addresses of the site's own documents, before any mark.

A mark may stand in a friend's link, a comment or a script left from the last system; and offices
link to documents of others, whose addresses say nothing of their own site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from crawler.page import Page

ENOUGH = 3  # links to documents that tell


def documents(page: Page, pattern: re.Pattern[str]) -> int:
    """How many links to documents of such an address, on the page's own host."""
    host = urlsplit(page.url).netloc
    paths = (parts.path for link in page.links if (parts := urlsplit(link.url)).netloc == host)
    return sum(bool(pattern.search(path)) for path in paths)


def in_order(kinds: Iterable[type[Any]]) -> list[type[Any]]:
    """Adapters as they are asked: one that builds on another knows more of the page."""
    return sorted(kinds, key=lambda kind: (-len(kind.__mro__), kind.name))


def told(kinds: Sequence[type[Any]], page: Page | None) -> str:
    """The name of the adapter that a page is of; of several the one with the most signs."""
    fit = [kind for kind in kinds if page is not None and kind.recognises(page)]
    return str(max(fit, key=lambda kind: kind.signs(page)).name) if fit else ""
