"""Tests of how a host is connected: names, IPv6, TLS.

Every connection is judged as those of the crawl are (crawler.fetch.allowed), and asks robots.txt,
the delay and the budget first. Saved pages have no network behind them.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from crawler.fetch import allowed, hostname, named_address
from crawler.probes import dns
from crawler.probes.finding import Finding
from crawler.turns import turn
from crawler.visitor import Visitor

WAIT = 10.0  # seconds for a connection, and for its first answer
_LINE = 200  # bytes read of an answer
NO_IPV6 = "no IPv6 here"
_CLOSED = "connection refused"


async def aaaa(spider: Visitor, url: str) -> Finding:
    """The name has an IPv6 address. An address that the targets name says nothing of the name."""
    found, problem = await _v6(spider, url)
    if problem:
        return Finding(None, problem=problem)
    return Finding(bool(found), found[0] if found else "")


async def http_v6(spider: Visitor, url: str) -> Finding:
    """The site answers over IPv6. A machine without IPv6 cannot tell."""
    found, problem = await _v6(spider, url)
    if problem:
        return Finding(None, problem=problem)
    if not found:
        return Finding(False, "no AAAA")
    port = named_address(spider.site)[1] or urlsplit(url).port or _port(url)
    if not _has_route(found[0], port):
        return Finding(None, NO_IPV6, "not_captured")
    context = _unverified() if url.startswith("https:") else None
    return await _met(spider, url, (found[0], port), context)


async def https(spider: Visitor, url: str) -> Finding:
    """The host speaks TLS, and its certificate is valid for its name and trusted here."""
    context = ssl.create_default_context()
    if _offline(spider) or not context.cert_store_stats()["x509_ca"]:
        return Finding(None, problem="not_captured")
    where = await _address(spider, hostname(url))
    if where is None:
        return Finding(None, problem="unreachable")
    return await _met(spider, f"https://{hostname(url)}/", where, context)


async def _met(
    spider: Visitor, url: str, where: tuple[str, int], context: ssl.SSLContext | None
) -> Finding:
    """Connect, ask for the page, and say what came: of TLS the version, else the first line."""
    if refused := await spider.refused(url):
        return Finding(None, problem=refused)
    try:
        async with _connected(spider, url, where, context) as (reader, writer):
            if tls := writer.get_extra_info("ssl_object"):
                return Finding(True, tls.version() or "TLS")
            path = urlsplit(url).path or "/"
            agent = spider.crawler.settings["USER_AGENT"]
            head = f"GET {path} HTTP/1.1\r\nHost: {hostname(url)}\r\nUser-Agent: {agent}\r\n"
            writer.write(f"{head}Connection: close\r\n\r\n".encode("latin-1", "replace"))
            line = await asyncio.wait_for(reader.read(_LINE), WAIT)
    except ssl.SSLCertVerificationError as error:
        return Finding(False, error.verify_message)
    except ssl.SSLError as error:
        return Finding(False, error.reason or "no TLS")
    except ConnectionRefusedError:
        return Finding(False, _CLOSED)
    except (TimeoutError, OSError):
        return Finding(None, problem="unreachable")
    said = line.split(b"\r\n")[0].decode("latin-1")
    return Finding(said.startswith("HTTP/"), said[:40])


@asynccontextmanager
async def _connected(
    spider: Visitor, url: str, where: tuple[str, int], context: ssl.SSLContext | None
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A connection in the host's turn, closed whatever happens."""
    name = hostname(url)
    queue = Path(spider.crawler.settings["TURNS"]) / f"{name}.turn"
    queue.parent.mkdir(parents=True, exist_ok=True)
    async with turn(queue, spider.site.delay):
        opening = asyncio.open_connection(
            *where, ssl=context, server_hostname=name if context else None
        )
        reader, writer = await asyncio.wait_for(opening, WAIT)
        try:
            yield reader, writer
        finally:
            writer.transport.abort()


async def _v6(spider: Visitor, url: str) -> tuple[list[str], str]:
    """The IPv6 addresses that may be connected to, or why they are not known."""
    named, _ = named_address(spider.site)
    if _offline(spider) or (named and ":" not in named):
        return [], "not_captured"
    if named:
        return [named], ""
    try:
        every = await dns.aaaa(hostname(url), dns.servers())
    except dns.Unanswered:
        return [], "not_captured"
    if not every and not await is_named(hostname(url)):
        return [], "no_name"  # a name that leads nowhere lacks more than IPv6: we may see it wrong
    return [ip for ip in every if allowed(ip, spider.site)], ""


async def is_named(host: str) -> bool:
    """Does the name lead to any address at all?"""
    try:
        return bool(await asyncio.get_running_loop().getaddrinfo(host, None))
    except OSError:
        return False


async def _address(spider: Visitor, host: str) -> tuple[str, int] | None:
    """Where the host answers TLS: as the targets name it, else by its name; None: nowhere."""
    named, port = named_address(spider.site)
    if named:
        return named, port or 443
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except OSError:
        return None
    ips = [str(info[4][0]) for info in found]
    return next(((ip, 443) for ip in ips if allowed(ip, spider.site)), None)


def _has_route(ip: str, port: int) -> bool:
    """Could this machine send there at all? Nothing is sent."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as probe:
            probe.connect((ip, port))
    except OSError:
        return False
    return True


def _offline(spider: Visitor) -> bool:
    return bool(spider.crawler.settings.get("SAVED_PAGES"))


def _port(url: str) -> int:
    return 443 if url.startswith("https:") else 80


def _unverified() -> ssl.SSLContext:
    """For a test of the way and not of the certificate."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
