"""A fetched page, decoded once and parsed once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from html import unescape
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.characters import normal, squeezed, unbroken
from crawler.decoding import decode

__all__ = ["Page", "PageLink", "normal"]

DEPTH = 600  # an element nested deeper than this is a trap, not a page
_LINKS = 8_000  # links read on one page
_FIELD = 4_000  # characters of <title> or of one meta that are read
_CHOICES = 1_000  # options of a page; no pager has so many
_OPTION = re.compile(r"<option\b[^<>]{0,500}>[^<]{0,500}", re.IGNORECASE)
_TAGS = 100_000  # tags read on one page
_MANY = 12_000  # tags: under so many, depth costs nothing
_UNSEEN = ["script", "style", "noscript", "template"]
_NAMED = "h1, h2, h3, ucaptitle, ucapcontent, [id], [class]"
_TAG = re.compile(r"<[^<>]{0,200}>")
# Links and bases that RFC 3986 joins by gluing: no dot segments, no fragments, nothing empty.
_HOST = r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?"
_SEGMENT = r"(?!\.)[^\x00-\x20\s#?;\\:/\[\]@]+"
_QUERY = r"(?:\?[^\s#\\]+)?"
_WHOLE = re.compile(rf"{_HOST}(?:/{_SEGMENT})*/?{_QUERY}")
_PLAIN = re.compile(rf"(?:/|\./|((?:\.\./){{1,9}}))?{_SEGMENT}(?:/{_SEGMENT})*/?{_QUERY}")
_BASE = re.compile(rf"({_HOST})((?:/{_SEGMENT})*/)?[^/\s#?;]*{_QUERY}")
_OPEN = re.compile(r"<(/?)(div|span|b|i|font|ul|table|em|section|strong)\b", re.IGNORECASE)


class PageLink(NamedTuple):
    """A link: absolute URL, its text, its ``title`` attribute."""

    url: str
    text: str
    title: str


class Named(NamedTuple):
    """An element that a page names: a heading by its tag, any other by its id and classes."""

    node: LexborNode
    names: tuple[str, ...]  # lower case


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
        return cls(decode(body, content_type), url, status=status, headers=headers)

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
        tree = LexborHTMLParser(self._bounded[0])
        scripts = tuple(node.text() for node in tree.css("script"))
        tree.strip_tags(_UNSEEN)
        return tree, scripts

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
    def anchors(self) -> dict[int, Anchor]:
        """Every link's element by its ``mem_id``, in page order."""
        found = {}
        base = self.base
        for node in self.tree.css("a[href]")[:_LINKS]:
            attributes = node.attributes
            url = join(base, attributes.get("href") or "")
            title = attributes.get("title")
            title = squeezed(title) if title else ""
            found[node.mem_id] = Anchor(node, attributes, url, squeezed(node.text()), title)
        return found

    @cached_property
    def named(self) -> list[Named]:
        """Headings and every element with an id or a class, in page order."""
        found = []
        for node in self.tree.css(_NAMED):
            attributes = node.attributes
            names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
            found.append(Named(node, (node.tag or "", *names.lower().split())))
        return found

    @cached_property
    def visible(self) -> str:
        """The visible text, a line a text node, in :func:`normal` form."""
        return normal("\n".join(self.lines))

    def span(self, node: LexborNode | None) -> tuple[int, int]:
        """Where the text below ``node`` stands in ``visible``; (-1, -1) where it has none."""
        own = lines(node) if node is not None else []
        first, at = own[:1], -1
        while first:
            try:
                at = self.lines.index(first[0], at + 1)
            except ValueError:
                return -1, -1
            if self.lines[at : at + len(own)] == own:
                start = self._starts[at]
                return start, self._starts[at + len(own)] - 1
        return -1, -1

    @cached_property
    def _starts(self) -> list[int]:
        """The offsets in ``visible`` of the lines, and of the line that would come next."""
        return [0, *accumulate(len(line) + 1 for line in self.visible.split("\n"))]

    @cached_property
    def solid(self) -> str:
        """``visible`` without any white space."""
        return "".join(self.visible.split())

    @cached_property
    def lines(self) -> list[str]:
        """The visible text nodes that hold something, as the page spells them."""
        body = self.tree.body
        return lines(body) if body else []


def lines(node: LexborNode) -> list[str]:
    """The text nodes below ``node`` that hold something, each with single blanks."""
    joined = unbroken(node.text(separator="\x00"))
    return [" ".join(part.split()) for part in joined.split("\x00") if part and not part.isspace()]


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
    if not href or href[:1] == "#" or href[:11].lower() == "javascript:":
        return ""
    if _WHOLE.fullmatch(href):
        return href
    if near := _PLAIN.fullmatch(href):  # most links: no need to take the base apart for each
        folders = _folders(base)
        if folders and href[0] == "/":
            return folders[0][:-1] + href
        if folders:
            up = len(near[1] or "") // 3
            return folders[max(0, len(folders) - 1 - up)] + href[3 * up :].removeprefix("./")
    return _joined(base, href)


@lru_cache(maxsize=64)
def _folders(base: str) -> tuple[str, ...]:
    """The folders over ``base`` from its host's root down; none where gluing is not enough."""
    found = _BASE.fullmatch(base)
    if not found:
        return ()
    names = (found[2] or "/")[1:-1].split("/") if found[2] not in (None, "/") else []
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
    if text.count("<option") + text.count("<OPTION") > _CHOICES:
        text = _OPTION.sub("", text)  # the parser walks back over all of them, for each of them
        tags = text.count("<")
    if tags > _TAGS:
        text = "<".join(text.split("<", _TAGS)[:_TAGS])
    for tag in _OPEN.finditer(text):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > DEPTH:
            return text[: tag.start()], False
    return text, tags <= _TAGS
