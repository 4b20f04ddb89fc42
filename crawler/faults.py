"""Why nobody answered: what went wrong on the way, as a reason of gongkai/reasons.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from OpenSSL.SSL import Error as TLSError
from scrapy import exceptions as wrong
from twisted.internet.error import ConnectError, ConnectionClosed, DNSLookupError
from twisted.internet.error import TimeoutError as TimedOut
from twisted.web.client import ResponseFailed

from crawler.trust import BadCertificate

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
_KINDS: Sequence[tuple[tuple[type[BaseException], ...], str]] = (
    ((TLSError,), "tls_failed"),
    ((wrong.CannotResolveHostError, DNSLookupError), "no_name"),
    ((wrong.DownloadTimeoutError, TimedOut, TimeoutError), "timed_out"),
    ((ConnectionClosed, ConnectionResetError, wrong.ResponseDataLossError), "reset"),
)
_DEPTH = 12  # exceptions that caused one another


def cause(error: BaseException) -> str:
    """The reason of an error that is one of UNANSWERED; ``unreachable`` where nothing more is
    known of it."""
    every = list(_every(error))
    bad = [str(e) for e in every if isinstance(e, BadCertificate)]
    if bad:
        return bad[0]
    return next(
        (r for kinds, r in _KINDS if any(isinstance(e, kinds) for e in every)), "unreachable"
    )


_CHROMIUM = (
    ("ERR_CERT_DATE_INVALID", "tls_expired"),
    ("ERR_CERT_AUTHORITY_INVALID", "tls_untrusted"),
    ("ERR_CERT_COMMON_NAME_INVALID", "tls_wrong_host"),
    ("ERR_CERT_", "tls_untrusted"),
    ("ERR_SSL_", "tls_failed"),
    ("ERR_NAME_NOT_RESOLVED", "no_name"),
    ("ERR_CONNECTION_RESET", "reset"),
    ("ERR_CONNECTION_CLOSED", "reset"),
    ("ERR_EMPTY_RESPONSE", "reset"),
    ("TIMED_OUT", "timed_out"),
    ("Timeout", "timed_out"),
)


def told(fault: str) -> str:
    """The reason of a fault as Chromium words it (net/base/net_error_list.h)."""
    return next((reason for words, reason in _CHROMIUM if words in fault), "unreachable")


def _every(error: BaseException) -> Iterator[BaseException]:
    """The error, what Twisted wrapped in it, and what it was raised from."""
    todo: list[BaseException] = [error]
    for _ in range(_DEPTH):
        if not todo:
            return
        one = todo.pop(0)
        yield one
        todo += [failure.value for failure in getattr(one, "reasons", None) or ()]
        todo += [e for e in (one.__cause__, one.__context__) if e is not None and e not in todo]
