"""The way through a site to its columns: pages in a fixed order, each fetched and read once.

The root, what it calls disclosure, the frames and trees of that portal, the site map. Every
subject that is looked for from one root shares them, and each gets the same from the same pages,
whoever was looked for before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urljoin, urlsplit

from crawler.columns import Reading
from crawler.likeness import Seen
from crawler.listing import sub_columns
from crawler.menus import NAME, Entry, entries
from crawler.page import Page, between
from crawler.visitor import Answer, Visitor
from gongkai.model import Link, Row
from gongkai.text.match import Match

PAGES = 16  # looked at from one root
PORTAL = Match(
    "政府信息公开|政务公开|信息公开|公开目录|主动公开|公开内容|重点领域|政务信息|公开平台"
)
MAP = Match("网站地图|站点地图|网站导航")
_NOT_ONWARD = Match("指南|制度|年报|年度报告|依申请|申请公开|意见箱|动态|新闻|要点")
_FILE = re.compile(
    r"\.(pdf|docx?|xlsx?|pptx?|wps|et|ofd|csv|zip|rar|7z|jpe?g|png|gif|mp[34])$", re.IGNORECASE
)
_ARTICLE = re.compile(
    r"/(m?post_\d+|t\d{8}_\d+|art_\d+_\w+|content_\d+|[0-9a-f]{32}|\d{9,})\.\w+$", re.IGNORECASE
)
_SHORT = 8  # characters of a part's name
_PARTS = 40  # links of a landing page
_SECTIONS = 6  # parts of the navigation that are looked into when nothing else is left
_LOCATIONS = 2_000  # of a sitemap.xml


def is_file(url: str) -> bool:
    """Does the URL lead to a file rather than to a page?"""
    return bool(_FILE.search(urlsplit(url).path))


@dataclass(frozen=True, kw_only=True)
class View:
    """One page of the way: what it offers, or why it could not be read."""

    way: str
    url: str
    entries: tuple[Entry, ...] = ()
    page: Page | None = None
    answer: Answer
    problem: str = ""
    trail: tuple[str, ...] = ()  # the names that led here


@dataclass(frozen=True, kw_only=True)
class Results:
    """What a site's own search answered; ``problem``: why that could not be read."""

    term: str
    url: str
    answer: Answer
    rows: tuple[Row, ...] = ()
    problem: str = ""


@dataclass
class Chart:
    """What one root leads to, seen so far."""

    spider: Visitor
    root: str
    views: list[View] = field(default_factory=list)
    more: bool = False  # there was more than may be looked at
    asked: dict[str, Results] = field(default_factory=dict)  # of its own search: term -> results
    _queue: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    _sectioned: bool = False
    _known: set[str] = field(default_factory=set)
    _seen: dict[str, tuple[Seen, tuple[Link, ...]]] = field(default_factory=dict)

    async def view(self, number: int) -> View | None:
        """The ``number``-th page of the way, from 0; None past its end."""
        while len(self.views) <= number:
            if not self.views:
                self.views.append(await self._look("navigation", self.root, ()))
                self._known.add(self.root)
                self._onward(self.views[0])
            elif not self._queue and not self._sections():
                return None
            elif len(self.views) >= PAGES:
                self.more = any(way[0] != "section" for way in self._queue)
                return None
            else:
                way, url, trail = self._queue.pop(0)
                seen = await self._look(way, url, trail)
                if way == "sitemap.xml" and (seen.problem or not seen.entries):
                    continue  # few sites have one: that there is none hides nothing
                self.views.append(seen)
                if len(trail) < 2 and way not in ("sitemap", "section"):
                    self._onward(seen)
        return self.views[number]

    @property
    def name(self) -> str:
        """What the site calls itself."""
        page = self.views[0].page if self.views else None
        return f"{page.metas.get('sitename', '')} {page.title}" if page else ""

    async def _look(self, way: str, url: str, trail: tuple[str, ...]) -> View:
        answer = await self.spider.fetch(url)
        page = None if answer.problem else answer.page
        if page is None:
            problem = answer.problem or "unreadable"
            return View(way=way, url=url, answer=answer, problem=problem, trail=trail)
        if way == "sitemap.xml":
            found = tuple(Entry(at, "", "tree") for at in _locations(page))
        else:
            tree = [Entry(node.url, node.name, "tree") for node in self.spider.tree(page)]
            way = "tree" if tree else way
            # what a list shows with its day is a document, however short its title
            rows = {row.url for row in self.spider.read_rows(page).rows if row.day}
            found = (
                *tree,
                *(e._replace(where="row") if e.url in rows else e for e in entries(page)),
            )
        problem = "" if found else "unreadable"
        return View(
            way=way, url=url, entries=found, page=page, answer=answer, problem=problem, trail=trail
        )

    def _onward(self, view: View) -> None:
        """What leads on: hubs and site maps, those of the root's own channel first."""
        first = view is self.views[0]
        ways: dict[str, tuple[str, str, tuple[str, ...]]] = {}
        for entry in view.entries:
            hub, site = PORTAL.found_in(entry.name), MAP.found_in(entry.name)
            frame = entry.where == "frame" and len(view.trail) < 2
            if not (hub or (site and first) or frame) or not self.may_be_column(entry.url):
                continue
            if not site and (_NOT_ONWARD.found_in(entry.name) or (hub and entry.where == "foot")):
                continue
            way = "sitemap" if site else "frame" if frame else "links" if first else "portal"
            ways.setdefault(entry.url, (way, entry.url, (*view.trail, entry.name)))
        fresh = [way for url, way in ways.items() if url not in self._known]
        fresh.sort(key=lambda way: (not self.inside(way[1]), way[0] == "sitemap"))
        self._known.update(way[1] for way in fresh)
        last = [w for w in self._queue if w[0] == "sitemap.xml"]
        self._queue = [w for w in self._queue if w[0] != "sitemap.xml"] + fresh + last
        if first and not view.problem and self.inside("/"):
            self._queue.append(
                ("sitemap.xml", urljoin(self.root, "/sitemap.xml"), ("sitemap.xml",))
            )

    def _sections(self) -> bool:
        """Last the parts of the root's own navigation that are not known yet."""
        first = self.views[0]
        if self._sectioned or first.problem:
            return False
        self._sectioned = True
        for entry in first.entries:
            path = urlsplit(entry.url).path
            part = entry.where == "menu" and (path.endswith("/") or "index" in path)
            wanted = part and len(entry.name) <= _SHORT and self.may_be_column(entry.url)
            if wanted and entry.url not in self._known and self.inside(entry.url):
                self._known.add(entry.url)
                self._queue.append(("section", entry.url, (entry.name,)))
            if len(self._queue) >= _SECTIONS:
                break
        return bool(self._queue)

    def _new_on(self, page: Page) -> tuple[Link, ...]:
        """What a landing page offers that the root does not: its columns may lie anywhere."""
        known = {e.url for e in self.views[0].entries} | {page.url} if self.views else set()
        offered = [e for e in entries(page) if e.where == "menu" and e.url not in known]
        mine = [e for e in offered if self.may_be_column(e.url)]
        return tuple(Link(url=e.url, text=e.name) for e in mine[:_PARTS])

    def inside(self, url: str) -> bool:
        """Does it lie in the root's own folder?"""
        folder = urlsplit(self.root).path.rpartition("/")[0] + "/"
        return (urlsplit(url).path + "/").startswith(folder)

    def may_be_column(self, url: str) -> bool:
        """Is it on the site, and neither a file nor, by its address, an article?"""
        path = urlsplit(url).path
        return self.spider.mine(url) and not is_file(url) and not _ARTICLE.search(path)

    async def first_page(self, url: str) -> tuple[Seen, tuple[Link, ...]]:
        """What the first page of a candidate lists, and the columns below it."""
        if url not in self._seen:
            self._seen[url] = await self._first_page(url)
        return self._seen[url]

    async def _first_page(self, url: str) -> tuple[Seen, tuple[Link, ...]]:
        answer = await self.spider.fetch(url)
        page = None if answer.problem else answer.page
        if page is None:
            return Seen(problem=answer.problem or "unreadable", snapshots=answer.ids), ()
        reading = _Glance(since=date.max, nested=True)
        await self.spider.read_column(url, answer, reading)
        rows = tuple(reading.rows.values())
        article = _article(self.spider, page, rows)
        below = () if rows or article else sub_columns(page) or self._new_on(page)
        problem = "" if rows or below or reading.pages else reading.problem
        seen = Seen(
            rows=rows,
            problem=problem,
            name=page.column or _heading(page),
            type=page.type,
            article=article,
            snapshots=tuple(dict.fromkeys(reading.snapshots)),
        )
        return seen, below


class _Glance(Reading):
    """A reading that has seen enough after one page."""

    def add(self, rows: object) -> bool:
        fresh = super().add(rows)  # type: ignore[arg-type]  # whatever the adapter read
        self.deep = True
        return fresh


def _article(spider: Visitor, page: Page, rows: tuple[Row, ...]) -> bool:
    if page.kind != "html" or (rows and not page.metas.get("articletitle")):
        return False
    return bool(spider.read_document(page).article)


def _heading(page: Page) -> str:
    parts = re.split(r"[-_|—–]", page.title)
    return parts[0].strip() if len(parts[0].strip()) <= NAME else ""


def _locations(page: Page) -> Iterator[str]:
    """Addresses of a sitemap.xml that may be columns: folders and their index pages."""
    if "<urlset" not in page.text[:2000] and "<loc>" not in page.text[:4000]:
        return
    for count, url in enumerate(between(page.text, "<loc>", "</loc>")):
        if count >= _LOCATIONS:
            return
        at = url.strip().removeprefix("<![CDATA[").removesuffix("]]>")
        if re.search(r"(/|/index\.\w+|/list\.\w+)$", urlsplit(at).path):
            yield at
