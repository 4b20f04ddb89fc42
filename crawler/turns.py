"""One request at a time per host, whoever asks.

Redirects lead from one site's spider to another's host, perhaps in another process. So each
request takes its host's turn: a locked file in the round, whose time is the last request's.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import time

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from crawler.fetch import hostname
from crawler.trust import ByHost

POLL = 0.02  # seconds


class InTurn(HTTP11DownloadHandler):
    """Scrapy's handler for http and https, a host's requests one after another."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._contextFactory = ByHost.from_crawler(crawler)
        self._folder = Path(crawler.settings["TURNS"])
        self._folder.mkdir(parents=True, exist_ok=True)
        self._slots = crawler.settings.getdict("DOWNLOAD_SLOTS")

    async def download_request(self, request: Request) -> Response:
        """The response, asked for when it is its turn."""
        host = hostname(request.url)
        ours = float(self._slots.get(host, {}).get("delay", 1.0))
        delay = max(ours, float(request.meta.get("crawl_delay", 0)))
        async with turn(self._folder / f"{host}.turn", delay):
            return await super().download_request(request)


@asynccontextmanager
async def turn(path: Path, delay: float) -> AsyncIterator[None]:
    """Hold a host's turn, taken not sooner than ``delay`` seconds after the last was."""
    with path.open("ab") as file:
        while not _locked(file.fileno()):
            await asyncio.sleep(POLL)
        if file.tell():  # somebody asked before
            await asyncio.sleep(min(delay, max(0.0, path.stat().st_mtime + delay - time())))
        else:
            file.write(b".")
            file.flush()
        os.utime(path)
        yield


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
