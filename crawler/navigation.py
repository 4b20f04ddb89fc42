"""The site's own navigation: which columns stand in it, and under which."""

from __future__ import annotations

from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawler.characters import squeezed
from crawler.menus import NAME, trimmed
from crawler.page import Page, join

_NAMED = ("[class*=nav]", "[id*=nav]", "[class*=Nav]", "[class*=menu]", "[id*=menu]")
_HOLDERS = ", ".join(f"{element} a[href]" for element in ("nav", "header", *_NAMED))
_ABOVE = 8  # elements above a link that are looked at


class Stand(NamedTuple):
    """Where a link stands in the navigation; ``above`` empty: on its first level (一级栏目)."""

    above: tuple[str, ...] = ()


def navigation(page: Page) -> dict[str, Stand]:
    """URL -> where it stands, for every link of the page's navigation; the highest place counts."""
    found: dict[str, Stand] = {}
    for node in page.tree.css(_HOLDERS):
        url, name = join(page.base, node.attributes.get("href") or ""), squeezed(node.text())
        if not url or not 0 < len(trimmed(name)) <= NAME:
            continue
        stand = Stand(_above(node))
        if url not in found or len(stand.above) < len(found[url].above):
            found[url] = stand
    return found


def _above(node: LexborNode) -> tuple[str, ...]:
    """The name of the menu's item in whose list the link stands."""
    items: list[LexborNode] = []
    at = node.parent
    for _ in range(_ABOVE):
        if at is None or at.tag in ("body", "html", "nav"):
            break
        if at.tag in ("li", "dl"):
            items.append(at)
        at = at.parent
    if len(items) < 2:
        return ()
    head = items[1].css_first("a, span, strong, dt, h3")
    name = trimmed(squeezed(head.text())) if head is not None else ""
    return (name,) if name and len(name) <= NAME else ("…",)
