from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Event, Thread

import pytest

from crawler.knock import Knocker
from gongkai.availability import Visit
from gongkai.model import Site
from tests.crawler.server import HOST, Answer, serving

NOW = datetime.fromisoformat("2026-09-30T12:00:00+08:00")
URL = f"http://{HOST}/"
LIMIT = 0.4  # seconds, instead of 15
HOME = "<html><body><h1>海棠市人民政府</h1>" + "<p>动态要闻一条。</p>" * 60 + "</body></html>"


def knock(*sites: Site, url: str = URL) -> Visit:
    return Knocker(sites=sites, now=lambda: NOW, contact="mailto:a@b.cn", limit=LIMIT)(url)


@contextmanager
def raw(serve: Callable[[socket.socket, Event], None]) -> Iterator[Site]:
    """A server that does with each connection what ``serve`` does."""
    over = Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def accept() -> None:
            while not over.is_set():
                try:
                    plug, _ = listening.accept()
                except OSError:
                    return
                Thread(target=served, args=(plug,), daemon=True).start()

        def served(plug: socket.socket) -> None:
            with plug:
                try:
                    asked = plug.recv(4096)
                    if b"/robots.txt" in asked:
                        plug.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                    else:
                        serve(plug, over)
                except OSError:
                    return

        Thread(target=accept, daemon=True).start()
        yield Site(host=HOST, address=f"127.0.0.1:{listening.getsockname()[1]}")
        over.set()


def test_a_home_page_that_opens() -> None:
    with serving({"/": HOME}) as server:
        found = knock(server.site())
        assert (found.status, found.problem, found.failed) == (200, "", False)
        assert found.at == NOW.isoformat()
        assert found.connected is not None
        assert 0 <= found.connected <= found.seconds < LIMIT
        assert server.log == ["/robots.txt", "/"]
        assert "gongkai/" in server.agents[1]
        assert "mailto:a@b.cn" in server.agents[1]


def test_robots_is_asked_once_and_obeyed() -> None:
    shut = Answer("User-agent: *\nDisallow: /", headers={"Content-Type": "text/plain"})
    with serving({"/": HOME, "/robots.txt": shut}) as server:
        ask = Knocker(sites=[server.site()], now=lambda: NOW, limit=LIMIT)
        assert [ask(URL).problem for _ in range(3)] == ["disallowed"] * 3
        assert server.log == ["/robots.txt"]


@pytest.mark.parametrize("status", [403, 412])
def test_a_wall_is_no_failure(status: int) -> None:
    with serving({"/": Answer("<p>访问被拦截</p>", status)}) as server:
        found = knock(server.site())
        assert (found.status, found.problem != "", found.failed) == (status, True, False)


def test_a_broken_server_is_one_and_a_missing_page_is_none() -> None:
    with serving({"/": Answer("<p>Bad Gateway</p>", 502)}) as server:
        assert knock(server.site()).failed
    with serving({}) as server:
        found = knock(server.site())
        assert (found.status, found.failed) == (404, False)


def test_a_server_that_hangs_fails_at_the_limit() -> None:
    with raw(lambda plug, over: over.wait() and None) as site:
        found = knock(site)
    assert (found.status, found.problem, found.failed) == (0, "timed_out", True)
    assert LIMIT <= found.seconds < LIMIT + 0.3


def test_a_byte_now_and_then_does_not_keep_the_line_open() -> None:
    def drip(plug: socket.socket, over: Event) -> None:
        for letter in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 500:
            plug.sendall(bytes([letter]))
            if over.wait(0.02):
                return

    with raw(drip) as site:
        found = knock(site)
    assert (found.problem, found.failed) == ("timed_out", True)
    assert found.seconds < LIMIT + 0.3


def test_a_page_that_began_to_come_in_time_has_opened() -> None:
    def slow(plug: socket.socket, over: Event) -> None:
        plug.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n" + HOME.encode()[:900])
        over.wait()

    with raw(slow) as site:
        found = knock(site)
    assert (found.status, found.problem, found.failed) == (200, "", False)
    assert found.seconds < LIMIT


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    found = knock(Site(host=HOST, address=f"127.0.0.1:{port}"))
    assert (found.problem, found.failed) == ("unreachable", True)


def test_a_line_that_is_cut() -> None:
    with raw(lambda plug, over: None) as site:
        found = knock(site)
    assert (found.problem, found.failed) == ("reset", True)


def test_a_redirect_is_followed_on_listed_hosts_only() -> None:
    there = Answer(status=302, headers={"Location": "/index.html"})
    with serving({"/": there, "/index.html": HOME}) as server:
        assert (knock(server.site()).status, server.log[-1]) == (200, "/index.html")
    away = Answer(status=302, headers={"Location": "http://169.254.169.254/"})
    with serving({"/": away}) as server:
        found = knock(server.site())
        assert (found.status, found.failed, server.log) == (302, False, ["/robots.txt", "/"])


@pytest.mark.parametrize(
    ("location", "status"),
    [
        ("/首页.html", 200),
        ("/a b?q=中", 200),
        (f"http://{HOST}:99999/", 302),
        (f"http://{HOST}:0/", 302),
        ("http://[x/", 302),
        (f"ftp://{HOST}/", 302),
    ],
)
def test_no_redirect_ends_the_log(location: str, status: int) -> None:
    sent = location.encode().decode("latin-1")
    there = Answer(status=302, headers={"Location": sent})
    with serving(
        {"/": there, "/%E9%A6%96%E9%A1%B5.html": HOME, "/a%20b?q=%E4%B8%AD": HOME}
    ) as server:
        found = knock(server.site())
        assert (found.status, found.failed) == (status, False)


def test_no_redirect_to_another_site_of_the_targets_ends_it_either() -> None:
    other = Answer(status=302, headers={"Location": "http://other.invalid:99999/"})
    with serving({"/": other}) as server:
        assert knock(server.site(), Site(host="other.invalid")).status == 302


def test_a_circle_of_redirects_ends() -> None:
    with serving({"/": Answer(status=302, headers={"Location": "/"})}) as server:
        assert knock(server.site()).status == 302
        assert server.asked("/") == 5


def test_a_private_address_that_nobody_named_is_not_connected_to() -> None:
    with serving({"/": HOME}) as server:
        port = server.address.rpartition(":")[2]
        found = knock(url=f"http://localhost:{port}/")
        assert (found.problem, found.failed, server.log) == ("off_site", False, [])


def test_no_such_name() -> None:
    found = knock(Site(host="nowhere.invalid"), url="http://nowhere.invalid/")
    assert found.problem in ("no_name", "ours")
