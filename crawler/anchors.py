"""Every link that a visitor can follow on a page, with all that names it.

Beside ``<a href>`` these are maps of pictures, choices of a list (友情链接), scripts that open a
quoted address, and frames. A link made of a picture is called by the picture's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.characters import normal, squeezed
from crawler.page import Page, join
from gongkai.model import Link

MOST = 3000  # links kept of one page
_LONGEST = 120  # characters of a link's text
_QUOTED = re.compile(r"""['"]((?:https?:)?/{1,2}[^'"\s<>]{2,400}|[\w./-]{1,200}\.s?html?)['"]""")
_WORDS = ("title", "alt", "aria-label")


def anchors(page: Page) -> tuple[Link, ...]:
    """The links in page order, each address and text once; ``kind`` is page or frame."""
    found: dict[tuple[str, str], Link] = {}
    for link in _links(page):
        found.setdefault((link.url, link.text), link)
        if len(found) >= MOST:
            break
    return tuple(found.values())


def _links(page: Page) -> Iterator[Link]:
    for node in page.tree.css("a, area[href], option[value], iframe[src], frame[src], [onclick]"):
        kind = "frame" if node.tag in ("iframe", "frame") else "page"
        for href in _addresses(node):
            if url := join(page.base, href):
                yield Link(url=url, text=_text(node), kind=kind)


def _addresses(node: LexborNode) -> Iterator[str]:
    """What the element leads to; of scripts only addresses that stand in quotes."""
    attributes = node.attributes
    href = (attributes.get("href") or attributes.get("src") or "").strip()
    if node.tag == "option":
        href = (attributes.get("value") or "").strip()
        href = href if "/" in href else ""
    if href and not href.lower().startswith(("javascript:", "#")):
        yield href
        return
    for script in (href, attributes.get("onclick") or ""):
        yield from (m[1] for m in _QUOTED.finditer(script[:2000]))


def _text(node: LexborNode) -> str:
    """Its words, its title, the words of its pictures."""
    said = [node.text()]
    for part in (node, *node.css("img")[:4]):
        said += [part.attributes.get(name) or "" for name in _WORDS]
    words = dict.fromkeys(word for word in (normal(squeezed(x)) for x in said) if word)
    return " ".join(words)[:_LONGEST]
