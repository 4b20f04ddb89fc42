"""To which address a request goes, and which addresses are never connected to.

A name is resolved once a connection, its addresses are judged, and only a judged one is
connected to: a redirect or a rebound name passes here like any other. Where the targets name
an address for a host, the connection goes there, while URL, Host header, TLS name and all
evidence keep the host's name.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any
from urllib.parse import urlsplit

from twisted.internet import address as tcp
from twisted.internet.interfaces import IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]  # it has none

from gongkai.model import Site

log = logging.getLogger(__name__)

# RFC 6052 §2.1: the last 32 bits are an IPv4 address.
_NAT64 = IPv6Network("64:ff9b::/96")


def hostname(url_or_host: str) -> str:
    """The host's name in lower case, without port; empty where there is none."""
    text = url_or_host if "//" in url_or_host else f"//{url_or_host}"
    try:
        return urlsplit(text).hostname or ""
    except ValueError:
        return ""


def named_address(site: Site) -> tuple[str, int]:
    """The address that the targets name for a site and its port (0: the URL's)."""
    address = site.address or hostname(site.host)
    try:
        return str(ip_address(address)), 0
    except ValueError:
        pass
    try:
        parts = urlsplit(f"//{address}")
        return str(ip_address(parts.hostname or "")), parts.port or 0
    except ValueError:
        return "", 0


def allowed(ip: str, site: Site | None) -> bool:
    """May we connect to ``ip`` for ``site``? Only global unicast, or what the targets name."""
    try:
        address = _inner(ip_address(ip.partition("%")[0]))
    except ValueError:
        return False
    named = named_address(site)[0] if site else ""
    if named and _inner(ip_address(named)) == address:
        return True
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 one leads to, where it leads to one."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


@implementer(IHostnameResolver)
class GuardedResolver:
    """The only way from a name to an address in a crawl process (Twisted's resolver)."""

    def __init__(self, sites: Iterable[Site], inner: Any) -> None:
        self._sites = {hostname(site.host): site for site in sites}
        self._inner = inner

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        receiver: Any,
        host: str,
        port: int = 0,
        kinds: Sequence[type] | None = None,
        transport: str = "TCP",
        **names: Any,
    ) -> Any:
        """Twisted's ``IHostnameResolver``; ``names`` are its own spellings of the arguments."""
        port = names.get("portNumber", port)
        site = self._sites.get(host.lower())
        ip, mapped = named_address(site) if site else ("", 0)
        if not ip:
            judge = _Judge(receiver, host, site)
            return self._inner.resolveHostName(judge, host, port, kinds, transport)
        resolution = _Known(host)
        receiver.resolutionBegan(resolution)
        kind = tcp.IPv6Address if ":" in ip else tcp.IPv4Address
        receiver.addressResolved(kind("TCP", ip, mapped or port))
        receiver.resolutionComplete()
        return resolution


@implementer(IResolutionReceiver)
class _Judge:
    """Passes on the allowed addresses of one resolution."""

    def __init__(self, receiver: Any, host: str, site: Site | None) -> None:
        self._receiver = receiver
        self._host = host
        self._site = site

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        if allowed(address.host, self._site):
            self._receiver.addressResolved(address)
        else:
            log.warning("%s is at %s: not connected to", self._host, address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self._receiver.resolutionComplete()


@implementer(IHostResolution)
class _Known:
    """A resolution that was over before it began."""

    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing to cancel."""
