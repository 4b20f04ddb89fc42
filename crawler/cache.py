"""Every answer is kept once, and in one look nothing is asked for twice."""

from __future__ import annotations

from typing import Any

from OpenSSL.SSL import Error as TLSError
from scrapy import exceptions as wrong
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.web.client import ResponseFailed

from crawler import walls
from crawler.budget import Spent
from crawler.page import Page
from crawler.pages import NotCaptured
from crawler.robots import Disallowed
from gongkai.model import Snapshot
from gongkai.store import Read

UNANSWERED = (
    wrong.CannotResolveHostError,
    wrong.DownloadConnectionRefusedError,
    wrong.DownloadTimeoutError,
    wrong.DownloadFailedError,
    wrong.ResponseDataLossError,
    wrong.UnsupportedURLSchemeError,
    ConnectError,
    ConnectionClosed,
    ResponseFailed,
    TLSError,
    OSError,
    ValueError,  # a host name that is none
)
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
        """The kept answer, or None; :class:`Spent` when the site may cost no more."""
        snapshot = self.spider.store.snapshot(request.url)
        request.meta.pop("problem", None)  # of an answer that is tried again
        if snapshot is None:
            self.spider.budget.take()
            return None
        request.meta["snapshot"] = snapshot
        headers, body = self.spider.store.body(snapshot)
        response = Response(
            snapshot.final_url, snapshot.status, headers, body, flags=[_KEPT], request=request
        )
        _parse(request, response)
        return response

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep the answer; the URLs that led to it point to it."""
        store = self.spider.store
        if _KEPT not in response.flags:
            self.spider.budget.received(len(response.body))
            request.meta["snapshot"] = self._keep(request, response)
        snapshot = request.meta["snapshot"]
        for url in request.meta.get("redirect_urls", ()):
            if store.snapshot(url) is None:
                store.keep_same(snapshot, url)
        self.spider.tell()
        return response

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        """Nobody answered: that too is kept. Faults of our own go on as they are."""
        if isinstance(exception, (Spent, NotCaptured)):
            return None
        if isinstance(exception, Disallowed):
            problem = "disallowed"
        elif isinstance(exception, TOO_LARGE):
            problem = "unreadable"
        elif isinstance(exception, UNANSWERED):
            problem = "unreachable"
        else:
            return None
        snapshot = self.spider.store.snapshot(request.url) or self.spider.store.keep(
            url=request.url,
            final_url=request.url,
            status=0,
            fetched_at=self.spider.now(),
            problem=problem,
        )
        request.meta["snapshot"] = snapshot
        return Response(request.url, 0, flags=[_KEPT], request=request)

    def _keep(self, request: Request, response: Response) -> Snapshot:
        page = _parse(request, response)
        headers = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        ]
        problem = request.meta.get("problem") or wall(page, response)
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
    if page is not None:
        return walls.wall(page, status=response.status, headers=page.headers)
    if response.status in (404, 410):
        return "dead_link"
    return "" if response.status == 200 else "unreachable"


def _parse(request: Request, response: Response) -> Page | None:
    mime = _mime(response)
    page = None
    if not mime or any(kind in mime for kind in _TEXT):
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


def _mime(response: Response) -> str:
    value = response.headers.get("Content-Type") or b""
    return value.decode("latin-1").partition(";")[0].strip().lower()
