"""Every answer is kept once, and in one look nothing is asked for twice."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from scrapy import exceptions as wrong
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from crawler import patience, walls
from crawler.barrier import Stopped
from crawler.budget import Spent
from crawler.dates import http_day
from crawler.faults import UNANSWERED, cause
from crawler.fetch import hostname
from crawler.files import is_binary
from crawler.page import Page
from crawler.pages import NotCaptured
from crawler.robots import Disallowed
from gongkai.disk.logs import Read
from gongkai.model import Snapshot

TOO_LARGE = (wrong.DownloadCancelledError, wrong.IgnoreRequest)
_KEPT = "kept"
_TEXT = ("text/", "application/json", "application/xml", "application/xhtml", "javascript")


class Keep:
    """Downloader middleware: answers from the store, and keeps what it had to ask for.

    ``request.meta["snapshot"]`` is the answer's snapshot, ``["page"]`` the parsed page of a text.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Keep:
        """Scrapy's way to make one."""
        return cls(crawler)

    @property
    def spider(self) -> Any:
        """The running :class:`crawler.spider.ColumnSpider`."""
        return self.crawler.spider

    def process_request(self, request: Request) -> Response | None:
        """The kept answer, or None; :class:`Spent` when the site may cost no more, and
        :class:`Stopped` when it has turned us away too often."""
        snapshot = self.spider.store.snapshot(request.url)
        request.meta.pop("problem", None)  # of an answer that is tried again
        if request.url in self.spider.anew:
            self.spider.anew.discard(request.url)
            self.spider.budget.take()
            return None
        if snapshot is None:
            if reason := self.spider.barrier.shut():
                raise Stopped(reason)
            self.spider.budget.take()
            return None
        request.meta["snapshot"] = snapshot
        headers, body = self.spider.store.body(snapshot)
        response = Response(
            snapshot.final_url, snapshot.status, headers, body, flags=[_KEPT], request=request
        )
        _parse(request, response)
        return response

    async def process_response(self, request: Request, response: Response) -> Response | Request:
        """Keep the answer; the URLs that led to it point to it. What may pass is asked again."""
        store = self.spider.store
        if _KEPT not in response.flags:
            self.spider.budget.received(len(response.body))
            page = _parse(request, response)
            told = request.meta.get("problem") if response.status < 500 else ""
            problem = told or wall(page, response)
            if again := await self._again(request, problem, response):
                return again
            request.meta["snapshot"] = self._noted(request, self._keep(request, response, problem))
        snapshot = request.meta["snapshot"]
        for url in request.meta.get("redirect_urls", ()):
            if store.snapshot(url) is None:
                store.keep_same(snapshot, url)
        self.spider.tell()
        return response

    async def process_exception(
        self, request: Request, exception: Exception
    ) -> Response | Request | None:
        """Nobody answered: that too is kept. Faults of our own go on as they are."""
        if isinstance(exception, (Spent, Stopped, NotCaptured)):
            return None
        if isinstance(exception, Disallowed):
            problem = "disallowed"
        elif isinstance(exception, TOO_LARGE):
            problem = "unreadable"
        elif isinstance(exception, UNANSWERED):
            problem = cause(exception)
        else:
            return None
        if not self.spider.barrier.silent and (again := await self._again(request, problem)):
            return again
        snapshot = self.spider.store.snapshot(request.url) or self.spider.store.keep(
            url=request.url,
            final_url=request.url,
            status=0,
            fetched_at=self.spider.now(),
            problem=problem,
        )
        request.meta["snapshot"] = self._noted(request, snapshot)
        return Response(request.url, 0, flags=[_KEPT], request=request)

    async def _again(
        self, request: Request, problem: str, response: Response | None = None
    ) -> Request | None:
        """The same request once more, after a pause, where that may help."""
        tried = int(request.meta.get("tried", 0))
        wait = patience.pause(
            problem,
            _headers(response) if response else {},
            tried=tried,
            delay=self.spider.site.delay,
            now=datetime.fromisoformat(self.spider.now()),
        )
        if wait is None or self.spider.offline or not self.spider.budget.lasts(wait):
            return None
        await asyncio.sleep(wait)
        return request.replace(meta={**request.meta, "tried": tried + 1}, dont_filter=True)

    def _noted(self, request: Request, snapshot: Snapshot) -> Snapshot:
        """Tell the barrier of an answer of the site's own host."""
        if hostname(request.url) == hostname(self.spider.site.host):
            self.spider.barrier.note(snapshot)
        return snapshot

    def _keep(self, request: Request, response: Response, problem: str) -> Snapshot:
        headers = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        ]
        kept: Snapshot = self.spider.store.keep(
            url=request.url,
            final_url=response.url,
            status=response.status,
            fetched_at=self.spider.now(),
            headers=headers,
            body=response.body,
            mime=_mime(response),
            problem=problem,
            via=request.meta.get("redirect_urls", ()),
            last_modified=http_day(_headers(response).get("last-modified", "")),
        )
        return kept


class KeepRead:
    """Item pipeline: what the spider read goes to the store."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> KeepRead:
        """Scrapy's way to make one."""
        return cls(crawler)

    def process_item(self, item: Read) -> Read:
        """Add it."""
        spider: Any = self.crawler.spider
        spider.store.add(item)
        return item


def wall(page: Page | None, response: Response) -> str:
    """Why this answer is no evidence; empty when it is. A file is judged by its status."""
    if page is None and response.status == 200:
        return ""
    page = page or Page("", response.url, status=response.status, headers=_headers(response))
    return walls.wall(page, status=response.status, headers=page.headers)


def _parse(request: Request, response: Response) -> Page | None:
    mime = _mime(response)
    page = None
    text = not mime or any(kind in mime for kind in _TEXT)
    if text and not is_binary(response.body):
        headers = {
            name.decode("latin-1"): b", ".join(values).decode("latin-1")
            for name, values in response.headers.items()
        }
        page = Page.read(
            response.body,
            response.url,
            content_type=headers.get("Content-Type", ""),
            status=response.status,
            headers=headers,
        )
    request.meta["page"] = page
    return page


def _headers(response: Response) -> dict[str, str]:
    return {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }


def _mime(response: Response) -> str:
    value = response.headers.get("Content-Type") or b""
    return value.decode("latin-1").partition(";")[0].strip().lower()
