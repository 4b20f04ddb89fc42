"""What a page's menus offer: each link with its name, where on the page it stands, and under what.

Menus that a style sheet hides, nested ones and trees that a script draws are read like any other;
a link of the foot (friends, other offices) is told apart from one of the menu.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawler.anchors import anchors
from crawler.characters import bare, squeezed
from crawler.page import Page, join

MOST = 4000  # entries of one page
_TOKENS = 50_000  # names, addresses and braces read of one script
NAME = 24  # characters; a column's name is shorter than a headline
_ABOVE = 9  # elements above a link that are looked at
_FOOT = re.compile(r"foot|friend|copyright|yqlj|bottom|link-?box|links_|wzlj|xglj", re.IGNORECASE)
_FRIENDS = re.compile(r"友情链接|相关链接|网站链接|部门网站|部门直达|区县网站|各部门|下属单位")
_TRIMMED = re.compile(r"^[\s·>›»●•\-]+|\s*(更多|more)?[\s>›»+…\-]*$", re.IGNORECASE)
_LISTS = ("ul", "ol", "dl", "table", "script")
_HEAD = 14  # characters of the longest heading of a menu
_KEY = re.compile(
    r"""(?P<brace>[{}])|["']?\b(?P<key>name|title|text|label|\w{0,8}[nN]ame|url|href|link|\w{0,8}(?:_url|Url|URL|Link))\b["']?"""
    r"""\s*:\s*(?P<quote>["'])(?P<value>(?:(?!(?P=quote))[^\\\n]|\\.){1,300})(?P=quote)"""
)
_CALL = re.compile(  # d.add(3, 1, 'name', 'address'): trees drawn by dtree and its like
    r"""\.add\(\s*["']?\w+["']?\s*,\s*["']?-?\w+["']?\s*,\s*(["'])(?P<name>[^"'\n]{1,60})\1\s*,\s*(["'])(?P<url>[^"'\n]{1,300})\3"""
)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


class Entry(NamedTuple):
    """One link that may lead to a column."""

    url: str
    name: str
    where: str  # menu | foot | tree | frame | row
    under: tuple[str, ...] = ()  # the names of what it stands below, nearest first


def entries(page: Page) -> list[Entry]:
    """The entries of a page in page order, each address and name once."""
    found: dict[tuple[str, str], Entry] = {}
    for entry in _entries(page):
        kept = found.get((entry.url, entry.name))
        if kept is None or (kept.where == "foot" and entry.where != "foot"):
            found[entry.url, entry.name] = entry
        if len(found) >= MOST:
            break
    return list(found.values())


def trimmed(name: str) -> str:
    """A link's text without arrows and ``更多``."""
    return _TRIMMED.sub("", name)


def _entries(page: Page) -> Iterator[Entry]:
    around: dict[int, tuple[str, tuple[str, ...]]] = {}
    plain = set()
    for node in page.tree.css("a[href]")[:MOST]:
        attributes = node.attributes
        url = join(page.base, attributes.get("href") or "")
        name = _name(node)
        plain.add(url)
        if url and 0 < len(name) <= NAME:
            where, under = _around(node, around)
            yield Entry(url, name, where, under)
    for link in anchors(page):  # frames, choices of a list, addresses that a script opens
        if link.kind == "frame":
            yield Entry(link.url, trimmed(link.text), "frame")
        elif link.url not in plain and 0 < len(name := trimmed(link.text)) <= NAME:
            yield Entry(link.url, name, "menu")
    for name, url in drawn(page):
        if 0 < len(name) <= NAME:
            yield Entry(url, name, "tree")


def _name(node: LexborNode) -> str:
    """Its text; where that is cut short or none, its title or the words of its picture."""
    whole = squeezed(node.text())
    text = trimmed(whole)
    title = trimmed(squeezed(node.attributes.get("title") or ""))
    if whole.endswith(("…", "...")) or not text:
        picture = node.css_first("img[alt]")
        text = title or (trimmed(squeezed(picture.attributes.get("alt") or "")) if picture else "")
    return text


def _around(
    node: LexborNode, known: dict[int, tuple[str, tuple[str, ...]]]
) -> tuple[str, tuple[str, ...]]:
    """Menu or foot, and what it stands under: told once for all links of one list."""
    holder = node.parent if node.parent is not None and node.parent.tag == "li" else node
    above = holder.parent
    if above is None:
        return "menu", ()
    key = above.mem_id
    if key not in known:
        known[key] = _told(above)
    return known[key]


def _told(box: LexborNode) -> tuple[str, tuple[str, ...]]:
    where, under = "menu", list[str]()
    at: LexborNode | None = box
    for _ in range(_ABOVE):
        if at is None or at.tag in ("body", "html"):
            break
        names = f"{at.attributes.get('class') or ''} {at.attributes.get('id') or ''}"
        head = _heading(at)
        if at.tag == "footer" or _FOOT.search(names) or _FRIENDS.search(head):
            where = "foot"
        if head and head not in under:
            under.append(head)
        at = at.parent
    return where, tuple(under[:3])


def _heading(box: LexborNode) -> str:
    """What a list is called: the words before it, or the first of the element that it is in."""
    if box.tag in _LISTS:
        before = box.prev
        while before is not None and before.tag == "-text" and not (before.text() or "").strip():
            before = before.prev
        lists = before is None or before.tag in _LISTS or before.css_first("ul, ol, dl") is not None
        if before is not None and not lists:
            return _short(before.text())
    first = box.child
    while first is not None and first.tag == "-text" and not (first.text() or "").strip():
        first = first.next
    if first is not None and first.tag in ("h1", "h2", "h3", "h4", "h5", "dt", "strong", "span"):
        return _short(first.text())
    return ""


def _short(text: str | None) -> str:
    words = bare(trimmed(squeezed(text or "")))
    return words if len(words) <= _HEAD else ""


def drawn(page: Page) -> Iterator[tuple[str, str]]:
    """Name and address of the nodes of a tree that stands in a script (zTree, dtree, layui …)."""
    for script in page.scripts:
        if not any(mark in script for mark in ("url", "Url", "href", "link", ".add(")):
            continue
        yield from ((m["name"], join(page.base, m["url"])) for m in _CALL.finditer(script))
        open_: list[dict[str, str]] = []
        for token in islice(_KEY.finditer(script), _TOKENS):
            if token["brace"] == "{":
                open_.append({})
            elif token["brace"] and open_:
                node = open_.pop()
                if node.get("name") and (url := join(page.base, node.get("url", ""))):
                    yield node["name"], url
            elif token["key"] and open_:
                value = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), token["value"])
                slot = (
                    "name"
                    if token["key"].lower().endswith(("name", "title", "text", "label"))
                    else "url"
                )
                open_[-1].setdefault(slot, value.replace("\\/", "/"))
