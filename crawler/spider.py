"""The spider every CMS adapter is made from: brings what the orders of one site ask for."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import scrapy
from scrapy.http import Request

from crawler import attachments, find, front, survey
from crawler.article import Article, read_article
from crawler.barrier import Barrier, Stopped
from crawler.browser import Browser
from crawler.budget import Budget, Spent
from crawler.columns import MAX_PAGES, Reading, astray
from crawler.entries import deeper, listed, opened, wanted
from crawler.fetch import hostname
from crawler.listing import Rows, read_listing
from crawler.page import Page
from crawler.pages import SAVED, NotCaptured, asking
from crawler.patience import PASSING, later
from crawler.robots import Robots
from crawler.visitor import Answer, Candidate
from gongkai.disk.logs import Read
from gongkai.disk.store import SiteStore
from gongkai.model import Column, Document, Link, Listing, Order, Row, Site, Snapshot

CHINA = ZoneInfo("Asia/Shanghai")
SUB_COLUMNS = 12
FULL = 10  # rows; a page with fewer is the only one
_PAGER = re.compile(
    r"下一?页|尾页|末页|加载更多|createPageHTML|laypage|pagination|jpage", re.IGNORECASE
)
BOT = "gongkai"  # our name in robots.txt


class ColumnSpider(scrapy.Spider):
    """One site, one request at a time, in the order of its orders.

    An adapter says only what differs: ``recognises``, and ``read_column``, ``read_rows``,
    ``next_url`` or ``tree`` where its CMS really is another.
    """

    name = "column"
    paths: ClassVar[tuple[str, ...]] = ()  # parts of an address that only this CMS has
    behind: ClassVar[bool] = False  # an empty shell may name the interface that has the rows

    def __init__(
        self,
        *,
        site: Site,
        orders: Sequence[Order],
        store: SiteStore,
        hosts: frozenset[str] = frozenset(),
        clock: datetime | None = None,
        browser: Browser | None = None,
        told: Callable[[ColumnSpider], None] | None = None,
        everything: Sequence[str] = (),
        ocr: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.site = site
        self.orders = orders
        self.store = store
        self.hosts = hosts or frozenset({hostname(site.host)})
        self.clock = clock
        self.browser = browser
        self.everything = everything
        self.ocr = ocr
        self.first: Page | None = None
        self.charts: dict[str, Any] = {}
        self.budget = Budget(site, store.in_this_look())
        # Files of this machine are no site's answers: nobody is knocked at, nothing passes.
        self.offline = bool(everything) or store.host == SAVED
        self.barrier = Barrier(() if self.offline else store.in_this_look(), open_=self.offline)
        self.anew: set[str] = set()  # URLs to be asked for once more
        self._passing: set[str] = set()  # URLs of the order under way that may yet answer
        self.done = 0
        self.finished = False
        self._told = told
        self._read: set[str] = set()  # URLs that went into a listing or a document
        self._known = {d.url: d for d in store.documents()}
        here = {s.id for s in store.in_this_look()}
        self._listed = {
            (x.column, x.browser): x for x in store.listings() if here.issuperset(x.snapshots)
        }

    # ------------------------------------------------------------------ what adapters change

    @classmethod
    def recognises(cls, page: Page) -> bool:
        """Is this page made by the CMS?"""
        return False

    @classmethod
    def signs(cls, page: Page) -> int:
        """How much says so: of several that recognise a page, the one with the most is believed."""
        return 0

    def read_rows(self, page: Page) -> Rows:
        """The rows of one page of a column."""
        return read_listing(page)

    def next_url(self, page: Page, rows: Rows, number: int) -> str:
        """The URL of the column's page after the ``number``-th; empty at its end."""
        return rows.next_url

    def column_name(self, url: str, page: Page) -> str:
        """What the column is called."""
        return page.column or page.title

    def read_document(self, page: Page) -> Article:
        """A document's page."""
        return read_article(page)

    def tree(self, page: Page) -> list[Candidate]:
        """Columns of a disclosure tree that the page carries."""
        return []

    # ------------------------------------------------------------------ orders

    async def start(self) -> AsyncIterator[Any]:
        """Serve every order; what was read goes to the store as it is read."""
        if not self.orders and not self.everything:  # sent to see what the site is made with
            self.first = (await self.fetch(self.site.start)).page
        waiting = []
        for order in self.orders:
            self._passing.clear()
            async for record in self.serve(order):
                yield record
            self.done += 1
            self.tell()
            if self._passing:
                waiting.append((order, frozenset(self._passing)))
        async for record in self.once_more(waiting):
            yield record
        for url in self.everything:
            if url not in self._read:
                yield await self.whatever(url)
        self.finished = True

    async def once_more(
        self, waiting: Sequence[tuple[Order, frozenset[str]]]
    ) -> AsyncIterator[Read]:
        """The orders that met what may have passed by the end of the visit: those pages anew."""
        wait = later(self.site.delay)
        if not waiting or self.offline or self.barrier.shut() or not self.budget.lasts(wait):
            return
        await asyncio.sleep(wait)
        self.anew = {url for _, urls in waiting for url in urls}
        for order, _ in waiting:
            async for record in self.serve(order):
                yield record

    async def serve(self, order: Order) -> AsyncIterator[Read]:
        """One order: a front, a page, a column, or a column to be found."""
        if order.browser and self.browser is None:
            return
        if order.anew:
            self.anew.add(order.url)
        if order.tests or "page" in order.hubs:
            async for found in front.serve(self, order):
                yield found
            return
        if order.survey:
            async for read in survey.serve(self, order):
                yield read
            return
        if order.page:
            yield await self.document(Row(title="", url=order.url), browser=order.browser)
            return
        columns = [Column(url=order.url, subjects=(order.subject,) if order.subject else ())]
        if not order.url:
            search = await find.search(self, order)
            yield search
            columns = [] if order.seek else list(search.found)
        for column in columns:
            listing = await self.listing(column, order)
            yield listing
            for row in wanted(listing.rows, order):
                yield await self.document(row, listed_in=listing.column)
            async for hub in front.beside(self, order, listing, wanted(listing.rows, order)):
                yield hub

    async def listing(self, column: Column, order: Order) -> Listing:
        """A column, as far back as the order asks, and never less than this look had it."""
        first = await self.fetch(column.url, browser=order.browser)
        before = self._listed.get((column.url, order.browser), Listing(column=column.url))
        reading = Reading(since=deeper(order.since, before))
        if self.behind and first.page and first.problem == "unreadable" and not order.browser:
            first, reading.nested = replace(first, problem=""), True  # a shell has no sub-columns
        if first.page is None or first.problem:
            reading.problem = first.problem or "unreadable"
            reading.snapshots += first.ids
        else:
            await self.read_column(column.url, first, reading, browser=order.browser)
        page = None if first.problem else first.page
        made = Listing(
            column=column.url,
            name=column.name or (self.column_name(column.url, page) if page else ""),
            type=page.type if page else "",
            rows=tuple(reading.rows.values()),
            back_to=reading.back_to,
            complete=reading.complete,
            problem=reading.problem,
            snapshots=tuple(dict.fromkeys(reading.snapshots)),
            seen_at=first.snapshot.fetched_at if first.snapshot else self.now(),
            subjects=tuple(dict.fromkeys(before.subjects + column.subjects)),
            browser=order.browser,
        )
        self._listed[column.url, order.browser] = made
        return made

    async def read_column(
        self, url: str, first: Answer, reading: Reading, *, browser: bool = False
    ) -> None:
        """Read page after page into ``reading``, from the first, which was readable."""
        answer, asked = first, set[str]()
        while answer.page is not None and not answer.problem:
            reading.snapshots += answer.ids
            rows = self.read_rows(answer.page)
            if not rows.rows and rows.sub_columns and not reading.pages and not reading.nested:
                await self.read_sub_columns(rows.sub_columns, reading)
                return
            if rows.problem and not reading.pages:
                reading.problem = rows.problem
                return
            if reading.pages and astray(rows, answer.page, reading):
                break
            asked |= {answer.page.url, answer.snapshot.url if answer.snapshot else ""}
            self._read |= asked
            fresh = reading.add(rows.rows)
            onward = self.next_url(answer.page, rows, reading.pages)
            if onward in asked or not onward:
                self.end(reading, rows, answer.page)
                return
            if reading.deep:
                return
            abroad = not (self.mine(onward) or self.may_visit(onward))
            if reading.pages >= MAX_PAGES or not fresh or abroad:
                break
            asked.add(onward)
            answer = await self.fetch(onward, browser=browser)
        reading.snapshots += [i for i in answer.ids if i not in reading.snapshots]
        reading.problem = "budget" if answer.problem == "budget" else "not_deep_enough"

    def end(self, reading: Reading, rows: Rows, page: Page) -> None:
        """Nothing leads on from the page that was read last: is the column whole?"""
        more = rows.total_pages > reading.pages or rows.total_records > len(reading.rows)
        counted = rows.total_pages >= 0 or rows.total_records >= 0
        # A pager that only a script can turn looks just like a last page.
        drawn = reading.pages == 1 and not counted and len(rows.rows) >= FULL
        whole = page.whole and rows.whole
        reading.complete = not more and whole and not (drawn and _PAGER.search(page.text))
        if not reading.complete and not reading.deep:
            reading.problem = "not_deep_enough"

    async def read_sub_columns(self, columns: Iterable[Link], reading: Reading) -> None:
        """A landing page without rows: its sub-columns are read as one column."""
        urls = list(dict.fromkeys(column.url for column in columns))
        parts = []
        for url in [u for u in urls if self.mine(u)][:SUB_COLUMNS]:
            part = Reading(since=reading.since, nested=True)
            answer = await self.fetch(url)
            if answer.page is None or answer.problem:
                part.problem = answer.problem or "unreadable"
                part.snapshots += answer.ids
            else:
                await self.read_column(url, answer, part)
            parts.append(part)
            reading.join(part)
        whole = len(parts) == len(urls)
        reading.complete = whole and all(p.complete for p in parts)
        reading.deep = whole and all(p.deep or p.complete for p in parts) and bool(reading.since)
        if not whole and not reading.problem:
            reading.problem = "not_deep_enough"

    async def document(self, row: Row, *, listed_in: str = "", browser: bool = False) -> Document:
        """A row's page or file, read; what is on another host is only recorded."""
        if not self.mine(row.url):
            return listed(row, listed_in)
        answer = await self.fetch(row.url, browser=browser and not find.is_file(row.url))
        self._read.add(row.url)
        known = self._known.get(row.url)
        same = known and answer.ids and known.snapshots == answer.ids
        if known and same and (known.opened or known.format):
            return replace(known, listed_in=listed_in or known.listed_in)
        if not answer.problem and attachments.is_file(answer):
            base = listed(row, listed_in)
            file = await attachments.opened(base, answer, self.store, ocr=self.ocr)
            return replace(file, first_seen=self.first_sight(answer, known), **self.kept(file))
        if answer.page is None or answer.problem:
            problem = answer.problem or "unreadable"
            return replace(listed(row, listed_in), problem=problem, snapshots=answer.ids)
        read = self.read_document(answer.page)
        made = opened(row, read, answer.page, listed_in)
        seen = self.first_sight(answer, known)
        return replace(made, first_seen=seen, snapshots=answer.ids, **self.kept(read))

    def first_sight(self, answer: Answer, known: Document | None) -> str:
        """The instant at which the document was first read."""
        seen_at = answer.snapshot.fetched_at if answer.snapshot else self.now()
        return known.first_seen if known and known.first_seen else seen_at

    def kept(self, read: Article | Document) -> dict[str, Any]:
        """Where a document's text and cells are: beside the WARC, or with a page of nobody's."""
        if self.store.host == SAVED:
            return {"text": read.text, "grids": read.grids}
        text, grids = self.store.put_text(read.text), self.store.put_grids(read.grids)
        return {"text": "", "text_at": text, "grids": (), "grids_at": grids}

    async def whatever(self, url: str) -> Listing | Document:
        """A saved page: a document where it looks like one, else a column where it has rows."""
        answer = await self.fetch(url)
        row = Row(title="", url=url)
        if answer.page is None or answer.problem:
            return replace(listed(row, ""), problem=answer.problem, snapshots=answer.ids)
        rows = self.read_rows(answer.page)
        if rows.rows and not self.read_document(answer.page).article:
            return await self.listing(Column(url=url, subjects=()), Order(host="", url=url))
        return await self.document(row)

    # ------------------------------------------------------------------ asking

    async def fetch(self, url: str, *, browser: bool = False) -> Answer:
        """One URL, from the store where this look has it already."""
        if browser:
            return await self._render(url)
        if self.site.tls == "http" and self.mine(url):
            url = re.sub(r"^https:", "http:", url)
        try:
            request = asking(url)
        except ValueError:
            return Answer(problem="dead_link")
        try:
            response = await self.crawler.engine.download_async(request)
        except Spent:
            return Answer(problem="budget")
        except Stopped as stopped:
            return Answer(problem=str(stopped))
        except NotCaptured:
            return Answer(problem="not_captured")
        meta = (response.request or request).meta
        snapshot: Snapshot = meta["snapshot"]
        first = (meta.get("redirect_urls") or [request.url])[0]
        snapshot = self.store.snapshot(first) or snapshot
        if snapshot.problem in PASSING and snapshot.by != "person":
            self._passing.add(request.url)
        return Answer(problem=snapshot.problem, page=meta.get("page"), snapshot=snapshot)

    async def _render(self, url: str) -> Answer:
        if self.browser is None:
            return Answer(problem="not_captured")
        return await self.browser.visit(url, self)

    async def refused(self, url: str) -> str:
        """Before a browser goes there: robots.txt and the budget are asked, the delay kept."""
        robots = self.crawler.get_downloader_middleware(Robots)
        parser = await robots.robot_parser(Request(url)) if robots else None
        if parser and not parser.allowed(url, BOT):
            return "disallowed"
        if reason := self.barrier.shut(browser=True):
            return reason
        try:
            self.budget.take()
        except Spent:
            return "budget"
        await asyncio.sleep(self.site.delay)
        return ""

    def mine(self, url: str) -> bool:
        """Is this URL on the site's own host? A file of this machine is on nobody's."""
        scheme = url.partition(":")[0].lower()
        own = (hostname(url) or SAVED) == hostname(self.site.host)
        return own and scheme in ("http", "https", SAVED)

    def may_visit(self, url: str) -> bool:
        """May a redirect lead here? Only hosts of the targets."""
        return hostname(url) in self.hosts and url.startswith(("http://", "https://"))

    def now(self) -> str:
        """The instant, to the second, in Shanghai."""
        instant = self.clock or datetime.now(CHINA)
        return instant.replace(microsecond=0).isoformat()

    def tell(self) -> None:
        """Say how far the site is."""
        if self._told:
            self._told(self)
