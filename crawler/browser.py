"""Pages that only a browser can draw. Without one, all else works.

The browser may reach the hosts that the targets name and nothing else: every other name is
unknown to it, and it has nothing of its own to say in the background.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Awaitable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from socket import SOCK_STREAM
from typing import Any

from crawler import faults, walls
from crawler.fetch import allowed, hostname, named_address
from crawler.page import Page
from crawler.visitor import Answer, Visitor
from gongkai.model import Site

VARIABLE = "GONGKAI_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome")
IDLE = 10_000  # ms in which a page must have come to rest
NOTHING = 204  # No Content: the page before stays
DOCUMENTS = 6  # times that a page may load itself or another one in its place
_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-features=OptimizationHints,MediaRouter,Translate,DialMediaRouteProvider",
    "--disable-sync",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--metrics-recording-only",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--no-proxy-server",
)


def find_browser() -> str | None:
    """The Chromium to use: Playwright's own, the variable's, the system's; None without one."""
    if find_spec("playwright") is None:
        return None
    for path in (_playwrights_own(), os.environ.get(VARIABLE, ""), *map(shutil.which, NAMES)):
        if path and Path(path).is_file():
            return path
    return None


def _playwrights_own() -> str:
    home = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache/ms-playwright")
    found = sorted(home.glob("chromium-*/chrome-linux*/chrome"))
    return str(found[-1]) if found else ""


def rules(addresses: Mapping[str, str]) -> str:
    """Chromium's ``--host-resolver-rules``: these hosts at these addresses, nobody else at all."""
    mapped = [f"MAP {host} {address}" for host, address in addresses.items()]
    return ", ".join([*mapped, "MAP * ~NOTFOUND"])


async def judged(sites: Iterable[Site]) -> dict[str, str]:
    """Host -> address that Chromium may connect to: named by the targets, or global."""
    found = {}
    for site in sites:
        host = hostname(site.host)
        ip, port = named_address(site)
        if not ip:
            ip = next((ip for ip in await _addresses(host) if allowed(ip, site)), "")
        if ip:
            text = f"[{ip}]" if ":" in ip else ip
            found[host] = f"{text}:{port}" if port else text
    return found


async def _addresses(host: str) -> list[str]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=SOCK_STREAM)
    except OSError:
        return []
    return [str(address[0]) for *_, address in found]


@dataclass
class Browser:
    """One Chromium of a crawl process, started when first needed."""

    path: str
    sites: tuple[Site, ...]
    agent: str = ""
    _open: list[Any] = field(default_factory=list)
    _starting: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def visit(self, url: str, spider: Visitor) -> Answer:
        """The page as drawn, kept as a snapshot of the browser's; from the store when there."""
        store = spider.store
        snapshot = store.snapshot(url, browser=True)
        if snapshot is None:
            refused = await spider.refused(url)
            if refused:
                return Answer(problem=refused)
            status, final, html, fault = await self.render(url)
            body = html.encode("utf-8", "replace")
            spider.budget.received(len(body))
            page = Page.read(body, final, content_type="text/html; charset=utf-8", status=status)
            snapshot = store.keep(
                url=url,
                final_url=final,
                status=status,
                fetched_at=spider.now(),
                headers=[("Content-Type", "text/html; charset=utf-8")],
                body=body,
                mime="text/html",
                problem=walls.wall(page, status=status) if status else faults.told(fault),
                by="browser",
            )
            spider.barrier.note(snapshot)
        headers, body = store.body(snapshot)
        kind = headers.get("content-type", "")
        page = Page.read(body, snapshot.final_url, content_type=kind, status=snapshot.status)
        return Answer(problem=snapshot.problem, page=page, snapshot=snapshot)

    @property
    def hosts(self) -> list[str]:
        """The hosts that may be reached."""
        return [site.host for site in self.sites]

    async def render(self, url: str) -> tuple[int, str, str, str]:
        """Status (0: nobody answered), final URL and HTML after the page has come to rest; then
        the fault that kept it from coming."""
        from playwright.async_api import Error

        browser = await self._started()
        site = next((s for s in self.sites if hostname(s.host) == hostname(url)), None)
        context = await browser.new_context(
            user_agent=self.agent or None,
            accept_downloads=False,
            service_workers="block",
            ignore_https_errors=bool(site and site.tls == "unverified"),
        )
        try:
            page, tab, html = await context.new_page(), _Tab(), ""
            await page.route("**/*", tab.let)
            page.on("response", tab.note)
            # An error or time running out ends the waiting; what stands there by then is read.
            await tab.wait(page.goto(url, wait_until="domcontentloaded", timeout=IDLE))
            if not tab.status or hostname(page.url) not in map(hostname, self.hosts):
                return 0, url, "", tab.fault
            await tab.wait(page.wait_for_load_state("networkidle", timeout=IDLE))
            with suppress(Error):
                html = await page.content()
            return tab.status, page.url, html, ""
        finally:
            await context.close()

    async def close(self) -> None:
        """End the browser, where one was started."""
        for part in reversed(self._open):
            await (part.stop() if hasattr(part, "stop") else part.close())
        self._open.clear()

    async def _started(self) -> Any:
        """The one Chromium; sites that ask for it at the same time wait for the same start."""
        async with self._starting:
            if not self._open:
                await self._start()
        return self._open[-1]

    async def _start(self) -> None:
        from playwright.async_api import async_playwright

        driver = await async_playwright().start()
        self._open.append(driver)
        known = rules(await judged(self.sites))
        arguments = [*_QUIET, f"--host-resolver-rules={known}"]
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")  # Chromium refuses to run as root with one
        self._open.append(await driver.chromium.launch(executable_path=self.path, args=arguments))


@dataclass
class _Tab:
    """What one page may ask for, and how its document was answered."""

    status: int = 0
    asked: int = 0
    fault: str = ""
    looping: asyncio.Event = field(default_factory=asyncio.Event)

    async def wait(self, event: Awaitable[Any]) -> None:
        """Wait for an event of the page, at most until the page is known to go round."""
        quiet = asyncio.ensure_future(event)
        loops = asyncio.ensure_future(self.looping.wait())
        _, waiting = await asyncio.wait({quiet, loops}, return_when=asyncio.FIRST_COMPLETED)
        for each in waiting:
            each.cancel()
        await asyncio.gather(quiet, loops, return_exceptions=True)
        if not quiet.cancelled() and (error := quiet.exception()) is not None:
            self.fault = self.fault or str(error)

    async def let(self, route: Any) -> None:
        """Pictures, films and fonts say nothing that is read here; reloading for ever ends."""
        request = route.request
        self.asked += _is_document(request)
        if request.resource_type in ("image", "media", "font"):
            await route.abort()
        elif _is_document(request) and self.asked > DOCUMENTS:
            await route.fulfill(status=NOTHING)
            self.looping.set()
        else:
            await route.continue_()

    def note(self, response: Any) -> None:
        """Keep the status of the page itself."""
        moved = 300 <= response.status < 400 or response.status == NOTHING
        if _is_document(response.request) and not moved:
            self.status = response.status


def _is_document(request: Any) -> bool:
    return bool(request.is_navigation_request()) and request.frame.parent_frame is None
