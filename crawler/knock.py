"""One visit to a home page: does it open within the limit?

Nothing is kept of what it shows. Names are resolved and judged as everywhere (crawler.fetch), a
redirect is followed on listed hosts only, robots.txt is asked once. The certificate is not looked
at: that is another test.
"""

from __future__ import annotations

import errno
import http.client
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime
from threading import Timer
from time import monotonic
from urllib.parse import quote, urljoin, urlsplit

from protego import Protego

from crawler import walls
from crawler.fetch import allowed, hostname, named_address
from crawler.page import Page, join
from crawler.robots import is_robots
from crawler.settings import BOT_NAME, REDIRECT_MAX_TIMES, USER_AGENT
from gongkai.availability import OURS, Visit, limits
from gongkai.model import Site

_MOST = 64 * 1024  # bytes of the page that are looked at for a wall
_KEPT = "%/:=&?~+!$,;'@()*[]"  # signs of an address that are sent as they are
_NO_WAY_OUT = (errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH)


class _Failed(Exception):  # noqa: N818 - a finding, no fault
    """The visit ends here: with this problem."""


@dataclass
class Stopwatch:
    """What one visit took so far, and what is left of its limit."""

    limit: float
    tick: Callable[[], float] = monotonic
    begun: float = 0.0
    name: float | None = None
    connected: float | None = None
    opened: float = 0.0

    def __post_init__(self) -> None:
        self.begun = self.tick()

    @property
    def spent(self) -> float:
        """Seconds since it began."""
        return self.tick() - self.begun

    @property
    def left(self) -> float:
        """Seconds that are left. Raises where there are none."""
        rest = self.limit - self.spent
        if rest <= 0:
            raise TimeoutError
        return rest


@dataclass
class Knocker:
    """Visits the home pages of the sites it knows."""

    sites: Sequence[Site]
    now: Callable[[], datetime]
    contact: str = ""
    limit: float = field(default_factory=lambda: limits().seconds)
    _robots: dict[str, Protego] = field(default_factory=dict)

    def __call__(self, url: str) -> Visit:
        """One visit. Whatever comes of it is written down."""
        at = self.now().isoformat()
        may = self._may(url)
        watch = Stopwatch(self.limit)
        status, problem = 0, "disallowed"
        try:
            if may:
                status, problem = self._open(url, watch)
        except _Failed as failed:
            problem = str(failed)
        return Visit(
            at=at,
            host=hostname(url),
            url=url,
            status=status,
            problem=problem,
            seconds=round(watch.opened or watch.spent, 3),
            name=watch.name,
            connected=watch.connected,
        )

    def _may(self, url: str) -> bool:
        """Does robots.txt let us? One that cannot be read forbids nothing."""
        host = hostname(url)
        if host not in self._robots:
            try:
                answer, body = self._get(urljoin(url, "/robots.txt"), Stopwatch(self.limit))
                text = body.decode("utf-8", "replace") if is_robots(answer.status, body) else ""
            except _Failed:
                return True  # asked again next time
            self._robots[host] = Protego.parse(text)
        return bool(self._robots[host].can_fetch(url, BOT_NAME))

    def _open(self, url: str, watch: Stopwatch) -> tuple[int, str]:
        for _ in range(REDIRECT_MAX_TIMES):
            answer, body = self._get(url, watch)
            target = join(url, _printed(answer.getheader("Location", "")))
            if not (300 <= answer.status < 400 and target):
                break
            url = target
            if self._site(url) is None or not _has_port(url):
                return answer.status, ""  # it answered; where it leads to is another site
        return answer.status, _wall(url, answer.status, dict(answer.getheaders()), body)

    def _site(self, url: str) -> Site | None:
        host = hostname(url)
        return next((s for s in self.sites if hostname(s.host) == host), None)

    def _get(self, url: str, watch: Stopwatch) -> tuple[http.client.HTTPResponse, bytes]:
        """The answer and the beginning of its body. Raises :class:`_Failed`."""
        parts = urlsplit(url)
        with ExitStack() as closing:
            try:
                plug = closing.enter_context(self._plug(url, watch))
                alarm = Timer(watch.left, _hang_up, (plug,))  # for those who send a byte a minute
                closing.callback(alarm.cancel)
                alarm.start()
                if isinstance(plug, ssl.SSLSocket):
                    plug.do_handshake()
                line = http.client.HTTPConnection(parts.netloc)
                line.sock = plug
                path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
                path = quote(path, safe=_KEPT)
                agent = USER_AGENT + (f" (+{self.contact})" if self.contact else "")
                line.request("GET", path, headers={"User-Agent": agent, "Accept": "text/html,*/*"})
                answer = line.getresponse()
                return answer, _body(answer, watch)
            except (OSError, http.client.HTTPException) as error:
                raise _Failed(_why(error, watch)) from None

    def _plug(self, url: str, watch: Stopwatch) -> socket.socket:
        """A connection to a judged address, with TLS where the URL asks for it."""
        site = self._site(url)
        secure = urlsplit(url).scheme == "https"
        ip, port = named_address(site) if site else ("", 0)
        port = port or urlsplit(url).port or (443 if secure else 80)
        ips = [ip] if ip else _resolved(hostname(url), port, watch)
        watch.name = round(watch.spent, 3)
        fit = [ip for ip in ips if allowed(ip, site)]
        if not fit:
            raise _Failed("off_site")
        plug = socket.create_connection((fit[0], port), watch.left)
        watch.connected = round(watch.spent, 3)
        if not secure:
            return plug
        return _blind().wrap_socket(
            plug, server_hostname=hostname(url), do_handshake_on_connect=False
        )


def _resolved(host: str, port: int, watch: Stopwatch) -> list[str]:
    """The addresses of a name; the system gives no limit to that, we do."""
    pool = ThreadPoolExecutor(1)
    try:
        asked = pool.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        return [str(info[4][0]) for info in asked.result(timeout=watch.left)]
    except TooLate:
        raise _Failed("timed_out") from None
    except socket.gaierror as error:
        raise _Failed(OURS if error.errno == socket.EAI_AGAIN else "no_name") from None
    finally:
        pool.shutdown(wait=False)


def _printed(header: str) -> str:
    """A header as servers mean it: the library takes UTF-8 for Latin-1."""
    return header.encode("latin-1", "replace").decode("utf-8", "replace")


def _has_port(url: str) -> bool:
    """Can somebody listen there? What a server sends may name any number."""
    try:
        _ = urlsplit(url).port
    except ValueError:
        return False
    return True


def _hang_up(plug: socket.socket) -> None:
    with suppress(OSError):  # it is closed already
        plug.shutdown(socket.SHUT_RDWR)


def _body(answer: http.client.HTTPResponse, watch: Stopwatch) -> bytes:
    """The beginning of the page. Once it began to come it has opened."""
    read = b""
    while len(read) < _MOST:
        try:
            more = answer.read1(_MOST - len(read))
        except (OSError, http.client.HTTPException):
            if not read:
                raise
            break
        if not more:
            break
        watch.opened = watch.opened or watch.spent
        read += more
    if not read and watch.left:  # raises where we have hung up ourselves
        watch.opened = watch.spent
    return b"" if answer.getheader("Content-Encoding") else read


def _wall(url: str, status: int, headers: Mapping[str, str], body: bytes) -> str:
    """Why what came is no home page; a page that scripts draw has opened."""
    page = Page.read(body, url, content_type=headers.get("Content-Type", ""))
    problem = walls.wall(page, status=status, headers=headers)
    return "" if problem == "unreadable" else problem


def _why(error: Exception, watch: Stopwatch) -> str:
    """Too late, or cut off, or nobody listens there, or no way out of our own network."""
    if isinstance(error, TimeoutError) or watch.spent >= watch.limit:
        return "timed_out"
    if isinstance(error, ssl.SSLError):
        return "tls_failed"
    if isinstance(error, ConnectionRefusedError):
        return "unreachable"
    number = error.errno if isinstance(error, OSError) else None
    return OURS if number in _NO_WAY_OUT else "reset"


def _blind() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
