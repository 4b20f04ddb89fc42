"""Whose certificate is believed: everybody's is checked, but for sites whose data say otherwise."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from typing import Any

from OpenSSL import SSL
from OpenSSL.crypto import X509
from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.crawler import Crawler
from service_identity import VerificationError
from service_identity.hazmat import DNS_ID, IPAddress_ID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.python.failure import Failure
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer  # type: ignore[import-untyped]  # it has none

# X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED (openssl/x509_vfy.h)
_EXPIRED = (9, 10)
_FAILURE: Any = Failure  # Twisted gives it no types
_WHOLE = SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT


class BadCertificate(SSL.Error):
    """A certificate that is not believed. Its text is a reason of gongkai/reasons.yaml."""


@implementer(IPolicyForHTTPS)
class ByHost:
    """Scrapy's policy twice: strict, and lax for the hosts that ``UNVERIFIED`` names."""

    def __init__(self, strict: Any, lax: Any, hosts: Collection[str]) -> None:
        self._strict, self._lax, self._hosts = strict, lax, frozenset(hosts)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Any:
        """Made of the crawl's own settings."""
        strict, lax = (_ScrapyClientContextFactory.from_crawler(crawler) for _ in range(2))
        strict._verify_certificates, lax._verify_certificates = True, False
        return cls(strict, lax, crawler.settings.getlist("UNVERIFIED"))

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802 - Twisted's name
        """The options for a connection to a host."""
        name = hostname.decode("ascii", "replace").lower()
        if name in self._hosts:
            return self._lax.creatorForNetloc(hostname, port)
        return _Checked(self._strict.creatorForNetloc(hostname, port), name)


@implementer(IOpenSSLClientConnectionCreator)
class _Checked:
    """Twisted's own check of chain and name, but it says what was wrong."""

    def __init__(self, inner: Any, name: str) -> None:
        self._inner = inner
        self._name = name

    def clientConnectionForTLS(self, protocol: Any) -> Any:  # noqa: N802 - Twisted's name
        """A connection that ends where the certificate is not good."""
        connection = self._inner.clientConnectionForTLS(protocol)

        def verified(_: SSL.Connection, cert: X509, code: int, depth: int, fine: int) -> bool:
            wrong = self._wrong(cert, code, depth, fine)
            if wrong:
                protocol.failVerification(_FAILURE(BadCertificate(wrong)))
            return not wrong

        connection.set_verify(_WHOLE, verified)
        return connection

    def _wrong(self, cert: X509, code: int, depth: int, fine: int) -> str:
        if not fine:
            return "tls_expired" if code in _EXPIRED else "tls_untrusted"
        return "tls_wrong_host" if depth == 0 and not _made_out_to(self._name, cert) else ""


def _made_out_to(name: str, cert: X509) -> bool:
    try:
        expected: Any = IPAddress_ID(str(ip_address(name)))
    except ValueError:
        expected = DNS_ID(name)
    try:
        verify_service_identity(extract_patterns(cert), [expected], [])
    except VerificationError:
        return False
    return True
