"""One crawl process: a Scrapy on asyncio with all its sites at once."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.defer import deferred_from_coro
from scrapy.utils.log import configure_logging
from scrapy.utils.reactor import install_reactor

from crawler import canary
from crawler.browser import Browser, find_browser
from crawler.fetch import GuardedResolver, hostname
from crawler.pages import SAVED, manifest
from crawler.signs import in_order, told
from crawler.spider import ColumnSpider
from crawler.task import Progress, Task
from gongkai.disk.store import Round
from gongkai.model import Order, Site, UserError

log = logging.getLogger(__name__)
GENERIC = "generic"
OFTEN = 0.2  # seconds between two words on one site
GRACE = 1.0  # seconds that a stopped process waits for answers under way


def work(task: Task, told: Connection) -> None:
    """Do ``task``; a stop from outside leaves every site resumable."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides, and says SIGTERM
    settings = _settings(task)
    configure_logging(settings)
    install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
    from twisted.internet import reactor

    machine: Any = reactor
    machine.installNameResolver(GuardedResolver(task.sites, machine.nameResolver))
    crew = _Crew(task, told, AsyncCrawlerRunner(settings), SpiderLoader.from_settings(settings))
    loop = asyncio.get_event_loop()
    loop.add_signal_handler(signal.SIGTERM, crew.stop)
    if (parent := parent_process()) is not None:
        # Nobody would ever read what we bring: what is whole is on disk, the rest is not.
        loop.add_reader(parent.sentinel, lambda: os._exit(1))
    done = deferred_from_coro(crew.run())
    failed: list[Any] = []
    done.addErrback(failed.append)
    done.addBoth(lambda _: machine.stop())
    machine.run(installSignalHandlers=False)
    told.close()
    if failed:
        failed[0].raiseException()


def _settings(task: Task) -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings")
    agent = settings["USER_AGENT"] + (f" (+{task.contact})" if task.contact else "")
    settings.set("USER_AGENT", agent)
    slots = {
        hostname(site.host): {"delay": site.delay, "concurrency": 1, "randomize_delay": False}
        for site in task.sites
    }
    settings.set("DOWNLOAD_SLOTS", slots)
    unverified = [hostname(site.host) for site in task.sites if site.tls == "unverified"]
    settings.set("UNVERIFIED", unverified)
    polite = "crawler.turns.InTurn"
    settings.set("TURNS", str(task.folder / "turns"))
    settings.set("DOWNLOAD_HANDLERS", {"http": polite, "https": polite})
    if task.pages is not None:
        saved = "crawler.pages.SavedPages"
        settings.set("SAVED_PAGES", str(task.pages))
        settings.set("ROBOTSTXT_OBEY", False)
        settings.set("DOWNLOAD_SLOTS", {})
        settings.set("DOWNLOAD_DELAY", 0)
        settings.set("DOWNLOAD_HANDLERS", {"http": saved, "https": saved, SAVED: saved})
    return settings


@dataclass
class _Crew:
    """The sites of one process."""

    task: Task
    told: Connection
    runner: AsyncCrawlerRunner
    spiders: SpiderLoader
    stopping: bool = False
    _spoken: dict[str, float] = field(default_factory=dict)

    async def run(self) -> None:
        """Every site to its end."""
        path = find_browser() if self.wants_browser else None
        browser = None
        if path:
            agent = str(self.runner.settings["USER_AGENT"])
            browser = Browser(path=path, sites=self.task.sites, agent=agent)
        try:
            hosts = list(self.task.orders)
            sites = (self.site(host, browser) for host in hosts)
            for host, end in zip(
                hosts, await asyncio.gather(*sites, return_exceptions=True), strict=True
            ):
                if isinstance(end, Exception):  # one site's fault leaves the others alone
                    log.error("%s", host, exc_info=end)
                    self.told.send(Progress(host=host, problem=str(end) or type(end).__name__))
        finally:
            if browser is not None:
                await browser.close()

    @property
    def wants_browser(self) -> bool:
        """Does any order ask for one? Saved pages are not drawn."""
        asked = any(o.browser for orders in self.task.orders.values() for o in orders)
        return asked and self.task.pages is None

    async def site(self, host: str, browser: Browser | None) -> None:
        """One site: find out what it is made with, then serve its orders."""
        site = next((s for s in self.task.sites if s.host == host), Site(host=host))
        store = Round(self.task.folder).site(host, look=self.task.look)
        given: dict[str, Any] = {
            "site": site,
            "store": store,
            "hosts": frozenset(hostname(s.host) for s in self.task.sites),
            "clock": self.task.clock,
            "browser": browser,
            "told": self.tell,
            "ocr": self.task.ocr,
        }
        orders = self.task.orders[host]
        if site.cms and site.cms not in self.spiders.list():
            raise UserError(f"{host}: cms: {site.cms}")
        try:
            name = site.cms or await self.recognise(site, orders, given)
            kind: type[Any] = self.spiders.load(name)
            store.note(cms=name, canary=canary.faults(kind))
            if self.task.pages is not None:
                given["everything"] = manifest(self.task.pages).of(host)
            while not self.stopping:
                spider = await self.crawl(name, given | {"orders": orders})
                orders = orders[spider.done + 1 :]  # after the one that was our undoing
                if spider.finished or not orders:
                    break
        finally:
            store.close()

    async def crawl(self, name: str, given: dict[str, Any]) -> ColumnSpider:
        """One spider to its end; what it could not finish for a fault of ours is said."""
        crawler = self.runner.create_crawler(self.spiders.load(name))
        await self.runner.crawl(crawler, **given)
        spider = crawler.spider
        assert isinstance(spider, ColumnSpider)
        fault = "" if self.stopping or spider.finished else "internal error"
        self.tell(spider, last=True, problem=fault)
        return spider

    async def recognise(self, site: Site, orders: tuple[Order, ...], given: dict[str, Any]) -> str:
        """The adapter for a site whose CMS the targets do not name."""
        names = [name for name in self.spiders.list() if name != GENERIC]
        kinds = in_order(self.spiders.load(name) for name in names)
        if self.task.pages is None:
            first = (await self.crawl(GENERIC, given | {"orders": ()})).first
            if found := told(kinds, first):
                return found
        urls = [order.url or order.root for order in orders]
        known = _first(
            reversed(kinds), lambda kind: any(part in url for part in kind.paths for url in urls)
        )
        return known or GENERIC

    def stop(self) -> None:
        """Let go of everything; what is whole is on disk."""
        self.stopping = True
        self._ending = asyncio.ensure_future(self.runner.stop())
        asyncio.get_running_loop().call_later(GRACE, os._exit, 0)

    def tell(self, spider: ColumnSpider, *, last: bool = False, problem: str = "") -> None:
        """A word to the parent, not too often."""
        host, now = spider.site.host, monotonic()
        if not last and now - self._spoken.get(host, 0) < OFTEN:
            return
        self._spoken[host] = now
        self.told.send(
            Progress(
                host=host,
                requests=spider.budget.requests,
                bytes=spider.budget.bytes,
                orders=len(self.task.orders[host]),
                done=spider.done,
                problem=problem,
            )
        )


def _first(kinds: Any, test: Callable[[type[Any]], bool]) -> str:
    return next((str(kind.name) for kind in kinds if test(kind)), "")
