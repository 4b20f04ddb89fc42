"""A fetched page, decoded once and parsed once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from html import unescape
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from crawler.characters import bare, normal, squeezed, unbroken
from crawler.decoding import decoded

__all__ = ["Page", "PageLink", "normal"]

DEPTH = 300  # an element nested deeper than this is a trap, not a page
_LINKS = 8_000  # links read on one page
_FIELD = 4_000  # characters of <title> or of one meta that are read
_ADDRESS = 8_000  # characters from which on an address is none: servers refuse it
_TAGS = 100_000  # tags read on one page
_MANY = 12_000  # tags: under so many, depth costs nothing
_UNSEEN = "script, style, noscript, template"
# Events make the parser walk back over all options of a choice, for each of them.
_QUIET = LexborDocumentOptions.WO_EVENTS
_TAG = re.compile(r"<[^<>]{0,200}>")
# Links and bases that RFC 3986 joins by gluing: no dot segments, no fragments, nothing empty.
# "//" and "/." are looked for apart: a run of plain signs is matched faster than segments are.
_HOST = r"https?://[a-z0-9.-]+(?::\d{1,5})?"
_SIGN = r"!\"$-\-0-9<->A-Z^-~"  # of a path, but for . and /
_QUERY = r"(?:\?[!\"$-\[\]-~]+)?"
_WHOLE = re.compile(rf"{_HOST}(?:/[{_SIGN}./]*)?{_QUERY}")
_PLAIN = re.compile(rf"/?[{_SIGN}][{_SIGN}./]*{_QUERY}")
_BASE = re.compile(rf"({_HOST})(/[{_SIGN}./]*)?{_QUERY}")
_OPEN = re.compile(r"<(/?)(div|span|b|i|font|ul|table|em|section|strong)\b", re.IGNORECASE)


class PageLink(NamedTuple):
    """A link: absolute URL, its text, its ``title`` attribute."""

    url: str
    text: str
    title: str


class Anchor(NamedTuple):
    """A link's element as it stands on the page; an empty URL leads nowhere."""

    node: LexborNode
    attributes: dict[str, str | None]
    url: str
    text: str
    title: str


class Page:
    """One page: source text, tree, metas, title, links, visible text.

    ``tree`` holds no scripts and styles (they stand in ``scripts`` and in ``text``), so its texts
    are what a reader sees. Everything is read when it is first asked for, and once.
    """

    def __init__(
        self, text: str, url: str, *, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> None:
        self.text = text
        self.url = url
        self.status = status
        self.headers = {k.lower(): v for k, v in (headers or {}).items()}
        self._utf8 = b""  # the same as ``text``, where the page was fetched so

    @classmethod
    def read(
        cls,
        body: bytes,
        url: str,
        *,
        content_type: str = "",
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> Page:
        """The page in ``body`` as it was answered for ``url``. Never fails on any bytes."""
        text, as_utf8 = decoded(body, content_type)
        page = cls(text, url, status=status, headers=headers)
        page._utf8 = as_utf8
        return page

    @cached_property
    def kind(self) -> str:
        """``json``, ``xml`` or ``html``, told from the text itself."""
        head = self.text[:2000].lstrip("\ufeff \t\r\n(;")
        if head.startswith(("{", "[")):
            return "json"
        if re.match(r"[\w.$]{1,60}\s*\(\s*[{\[]", head):
            return "json"  # a JSONP callback
        if re.match(r"(<\?xml[^>]*>\s*)?<(datastore|recordset|records?|xml|rss)\b", head):
            return "xml"
        return "html"

    @property
    def whole(self) -> bool:
        """Was all of it read? What was cut off may hold more."""
        return self._bounded[1]

    @cached_property
    def _bounded(self) -> tuple[str, bool]:
        return _shallow(self.text)

    @cached_property
    def _parsed(self) -> tuple[LexborHTMLParser, tuple[str, ...]]:
        text = self._bounded[0]
        whole = self._utf8 if text is self.text else b""
        tree = LexborHTMLParser(whole or text, options=_QUIET)
        scripts = []
        for node in reversed(tree.css(_UNSEEN)):  # what is within another goes before it
            if node.tag == "script":
                scripts.append(node.text())
            node.decompose(recursive=False)
        return tree, tuple(reversed(scripts))

    @property
    def tree(self) -> LexborHTMLParser:
        """The document without scripts and styles."""
        return self._parsed[0]

    @property
    def scripts(self) -> tuple[str, ...]:
        """The sources of inline scripts, in page order."""
        return self._parsed[1]

    @cached_property
    def metas(self) -> dict[str, str]:
        """Lower-case meta name -> content, entities resolved; the first that is not empty."""
        found: dict[str, str] = {}
        for node in self.tree.css("meta[name], meta[property]"):
            attributes = node.attributes
            name = (attributes.get("name") or attributes.get("property") or "").strip().lower()
            content = squeezed(unescape((attributes.get("content") or "")[:_FIELD]))
            if name and content and name not in found:
                found[name] = content
        return found

    @cached_property
    def title(self) -> str:
        """The ``<title>`` without markup."""
        node = self.tree.css_first("title")
        return plain(node.text()[:_FIELD]) if node else ""

    @property
    def column(self) -> str:
        """The column's name as the page gives it (国办发〔2017〕47号, ColumnName)."""
        return plain(self.metas.get("columnname", ""))

    @property
    def type(self) -> str:
        """The column's type as the page gives it (ColumnType)."""
        return plain(self.metas.get("columntype", ""))

    @cached_property
    def base(self) -> str:
        """What relative links start from."""
        node = self.tree.css_first("base[href]")
        href = (node.attributes.get("href") or "") if node else ""
        return join(self.url, href) or self.url

    @cached_property
    def links(self) -> list[PageLink]:
        """Every link to a page or file, in page order."""
        return [PageLink(a.url, a.text, a.title) for a in self.anchors.values() if a.url]

    @cached_property
    def linked(self) -> tuple[str, ...]:
        """The texts of the links to other pages, as :func:`bare` leaves them."""
        return tuple(bare(link.text) for link in self.links if link.url != self.url)

    @cached_property
    def anchors(self) -> dict[int, Anchor]:
        """Every link's element by its ``mem_id``, in page order."""
        found = {}
        base = self.base
        for node in self.tree.css("a[href]")[:_LINKS]:
            given = node.attributes
            url = join(base, given.get("href") or "")
            title = given.get("title")
            title = squeezed(title) if title else ""
            found[node.mem_id] = Anchor(node, given, url, squeezed(node.text()), title)
        return found

    def named(self, like: str) -> Iterator[tuple[LexborNode, tuple[str, ...]]]:
        """The elements that a selector picks, each with its tag, id and classes in lower case.

        In page order. What a page calls its elements is told apart by the caller: a selector that
        picks by a part of a name costs a tenth of looking at every name here.
        """
        for node in self.tree.css(like):
            given = node.attributes
            names = f"{given.get('id') or ''} {given.get('class') or ''}"
            yield node, (node.tag or "", *names.lower().split())

    @cached_property
    def visible(self) -> str:
        """The visible text, a line a text node, in :func:`normal` form."""
        return normal(self._shown)

    def span(self, node: LexborNode | None) -> tuple[int, int]:
        """Where the text below ``node`` stands in ``visible``; (-1, -1) where it has none."""
        own = lines(node) if node is not None else []
        shown = f"\n{self._shown}\n"
        at = shown.find("\n".join(("", *own, ""))) if own else -1
        if at < 0:
            return -1, -1
        first = shown.count("\n", 0, at)  # normal form has as many lines, of other lengths
        start = len(self.visible) - len(self.visible.split("\n", first)[first])
        last = self.visible[start:].split("\n", len(own))
        return start, len(self.visible) - (len(last[-1]) + 1 if len(last) > len(own) else 0)

    @cached_property
    def _shown(self) -> str:
        return "\n".join(self.lines)

    @cached_property
    def solid(self) -> str:
        """``visible`` without any white space."""
        return "".join(self.visible.split())

    @cached_property
    def lines(self) -> list[str]:
        """The visible text nodes that hold something, as the page spells them."""
        body = self.tree.body
        return lines(body) if body else []


def like(tags: str, *tests: str) -> str:
    """The selector of some tags, and of what has such an id or class in any case.

    ``tests``: ``*="part"``, ``~="word"``. Elements without names are passed over at once.
    """
    named = (
        f"[{key}]:is({', '.join(f'[{key}{test} i]' for test in tests)})" for key in ("id", "class")
    )
    return ", ".join(filter(None, (tags, *named)))


def lines(node: LexborNode) -> list[str]:
    """The text nodes below ``node`` that hold something, each with single blanks."""
    joined = unbroken(node.text(separator="\x00", skip_empty=True))
    return [line for part in " ".join(joined.split()).split("\x00") if (line := part.strip())]


def between(text: str, start: str, end: str) -> Iterator[str]:
    """What stands between each ``start`` and the ``end`` after it: in one pass, however often."""
    at = text.find(start)
    while at >= 0:
        stop = text.find(end, at + len(start))
        if stop < 0:
            return
        yield text[at + len(start) : stop]
        at = text.find(start, stop + len(end))


def plain(text: str) -> str:
    """``text`` without tags and entities, with single blanks."""
    if "&" in text:
        text = unescape(text)
    return squeezed(_TAG.sub("", text) if "<" in text else text)


def join(base: str, href: str) -> str:
    """The absolute http(s) URL of ``href`` without its fragment; empty when it is none."""
    href = href.strip()
    if not 0 < len(href) < _ADDRESS or href[0] == "#" or href[:11].lower() == "javascript:":
        return ""
    if href.startswith("//"):
        href = base.partition("/")[0] + href
    if href.startswith("http"):
        return href if _WHOLE.fullmatch(href) and _is_plain(href[8:]) else _joined(base, href)
    name, up = href.removeprefix("./"), 0  # most links: no need to take the base apart for each
    while name.startswith("../"):
        name, up = name[3:], up + 1
    folders = _folders(base) if _PLAIN.fullmatch(name) and _is_plain(name) else ()
    if not folders or (name[0] == "/" and name is not href):
        return _joined(base, href)
    return (folders[0][:-1] if name[0] == "/" else folders[max(0, len(folders) - 1 - up)]) + name


def _is_plain(path: str) -> bool:
    return "//" not in path and "/." not in path


@lru_cache(maxsize=64)
def _folders(base: str) -> tuple[str, ...]:
    """The folders over ``base`` from its host's root down; none where gluing is not enough."""
    found = _BASE.fullmatch(base)
    path = found[2] or "/" if found else ""
    if not found or not _is_plain(path):
        return ()
    names = path.split("/")[1:-1]
    return tuple(accumulate((found[1] + "/", *(f"{name}/" for name in names))))


def _joined(base: str, href: str) -> str:
    try:
        url = urljoin(base, href.replace("\\", "/") if href.startswith(("\\", ".")) else href)
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https", "saved", "file"):
        return ""
    # A single-page application's route is in the fragment: it is a part of the address there.
    keep = parts.fragment.startswith(("/", "!"))
    return url if keep or not parts.fragment else url.partition("#")[0]


def _shallow(text: str) -> tuple[str, bool]:
    """``text`` cut where it has more tags, or deeper ones, than any page has reason to; whole?"""
    depth = 0
    tags = text.count("<")
    if tags < _MANY:
        return text, True
    if tags > _TAGS:
        text = "<".join(text.split("<", _TAGS)[:_TAGS])
    for tag in _OPEN.finditer(text):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > DEPTH:
            return text[: tag.start()], False
    return text, tags <= _TAGS
