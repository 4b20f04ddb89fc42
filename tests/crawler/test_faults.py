"""Nobody answers, or not as it should: each fault by its cause, over real sockets."""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread
from time import monotonic

import pytest

from crawler.barrier import SILENCES, WALLS, Barrier
from crawler.jar import MOST
from crawler.patience import LONGEST, TRIES, pause
from gongkai.disk.store import Round
from gongkai.model import Order, Site, Snapshot
from tests.crawler.server import CLOCK, HOST, Answer, article, column, serving, url, visit
from tests.crawler.test_probes import certificate

BODY = article("关于证书的通知").encode()


@contextmanager
def tls(pem: Path, secret: Path) -> Iterator[str]:
    """A site behind TLS that answers every path with one document."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, secret)
    with _listening(lambda peer: _answer(context.wrap_socket(peer, server_side=True))) as address:
        yield address


@contextmanager
def cutting() -> Iterator[str]:
    """A server that cuts every connection once it was spoken to."""

    def cut(peer: socket.socket) -> None:
        peer.recv(500)
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        peer.close()

    with _listening(cut) as address:
        yield address


@contextmanager
def _listening(serve) -> Iterator[str]:  # type: ignore[no-untyped-def]
    listening = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        while True:
            try:
                peer, _ = listening.accept()
            except OSError:
                return
            try:
                serve(peer)
            except OSError:  # a client that does not trust us
                peer.close()

    Thread(target=run, daemon=True).start()
    try:
        yield f"127.0.0.1:{listening.getsockname()[1]}"
    finally:
        listening.close()


def _answer(peer: ssl.SSLSocket) -> None:
    with peer:
        head = f"Content-Type: text/html; charset=utf-8\r\nContent-Length: {len(BODY)}"
        if peer.recv(2000):
            peer.sendall(f"HTTP/1.1 200 OK\r\nConnection: close\r\n{head}\r\n\r\n".encode() + BODY)


def test_a_certificate_that_is_not_good_is_told_and_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("good", "stranger", "old", "other", "plain", "lax", "http")
    hosts = {name: f"{name}.haitang.gov.cn" for name in names}
    made = {
        "good": certificate(tmp_path / "good", host=hosts["good"]),
        "stranger": certificate(tmp_path / "stranger", host=hosts["stranger"]),
        "old": certificate(tmp_path / "old", host=hosts["old"], days=-1),
        "other": certificate(tmp_path / "other", host="www.other.gov.cn"),
        "lax": certificate(tmp_path / "lax", host="www.another.gov.cn"),
    }
    trusted = (made[name][0].read_text() for name in ("good", "old", "other"))
    (tmp_path / "roots.pem").write_text("".join(trusted))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "roots.pem"))
    with ExitStack() as open_, serving({"/": article("关于证书的通知")}) as server:
        at = {name: open_.enter_context(tls(*made[name])) for name in made}
        at |= {"plain": server.address, "http": server.address}
        choice = {"lax": "unverified", "http": "http"}
        sites = [server.site(hosts[n], address=at[n], tls=choice.get(n, "verify")) for n in names]
        orders = [Order(host=x.host, url=f"https://{x.host}/", page=True) for x in sites]
        visit(tmp_path / "r", sites, orders)
    found = {n: Round(tmp_path / "r").site(h).documents()[0] for n, h in hosts.items()}
    assert {n: d.problem for n, d in found.items()} == {
        "good": "",
        "stranger": "tls_untrusted",
        "old": "tls_expired",
        "other": "tls_wrong_host",
        "plain": "tls_failed",
        "lax": "",
        "http": "",
    }
    assert {n for n, d in found.items() if d.opened} == {"good", "lax", "http"}
    asked = Round(tmp_path / "r").site(hosts["http"]).snapshots()
    assert {s.url.partition(":")[0] for s in asked} == {"http"}


def test_a_connection_that_is_cut_is_tried_again_and_a_refused_one_is_not(tmp_path: Path) -> None:
    with cutting() as cut, serving({}) as gone:
        sites = [gone.site("cut.haitang.gov.cn", address=cut)]
        orders = [Order(host=s.host, url=url("/a", s.host), page=True) for s in sites]
        store = visit(tmp_path, sites, orders)
    assert [d.problem for d in store.documents()] == ["reset"]


def test_what_may_pass_is_asked_for_again_at_the_end_of_the_visit(tmp_path: Path) -> None:
    busy = Answer("您的访问过于频繁，请稍后再试")
    pages = {
        "/a": [Answer("busy", 503), Answer("busy", 503), article("关于甲的通知")],
        "/b": article("关于乙的通知"),
        "/c": [busy, article("关于丙的通知")],
        "/d": [Answer("slow down", 429, {"Retry-After": "9999"}), article("关于丁的通知")],
        "/e": Answer("<p>网站维护中</p>", 503),
        "/f": Answer("<p>页面不存在</p>"),
    }
    with serving(pages) as server:
        orders = [Order(host=HOST, url=url(p), page=True) for p in pages]
        store = visit(tmp_path, server.site(), orders)
    log = [path for path in server.log if path != "/robots.txt"]
    assert log[:6] == ["/a", "/a", "/b", "/c", "/c", "/d"]
    assert [server.asked(p) for p in pages] == [3, 1, 2, 2, 2, 1]
    found = {d.url: d.problem for d in store.documents()}
    assert [found[url(p)] for p in pages] == ["", "", "", "", "maintenance", "dead_link"]


def test_a_site_that_answers_walls_only_is_left_alone_and_that_is_said(tmp_path: Path) -> None:
    wall = Answer("<p>您的访问已被拦截</p>", 403)
    names = [f"/{n}/" for n in range(WALLS + 3)]
    with serving(dict.fromkeys(names, wall)) as server:
        orders = [Order(host=HOST, url=url(name)) for name in names]
        store = visit(tmp_path, server.site(), orders)
        assert sum(path != "/robots.txt" for path in server.log) == WALLS
        again = visit(tmp_path, server.site(), [*orders, Order(host=HOST, url=url("/new/"))])
        assert sum(path != "/robots.txt" for path in server.log) == WALLS
        visit(tmp_path, server.site(), orders[:1], look=2)
        assert server.asked("/0/") == 2
    found = {x.column: x.problem for x in again.listings()}
    assert [found[url(n)] for n in names] == ["blocked"] * WALLS + ["stopped"] * 3
    assert {x.problem for x in store.listings()} == {"blocked", "stopped"}


def test_one_section_behind_a_wall_does_not_end_the_visit(tmp_path: Path) -> None:
    wall = Answer("<p>您的访问已被拦截</p>", 403)
    rows = [("关于一月工作的通知", "/a/1.html", "2026-09-10")]
    pages: dict[str, object] = {}
    for n in range(WALLS):
        pages |= {f"/shut/{n}/": wall, f"/open/{n}/": column(rows)}
    with serving(pages) as server:
        orders = [Order(host=HOST, url=url(name)) for name in pages]
        store = visit(tmp_path, server.site(), orders)
    assert [x.problem for x in store.listings()] == ["blocked", ""] * WALLS


def test_a_host_that_is_silent_is_not_called_for_ever(tmp_path: Path) -> None:
    with serving({}) as gone:
        site = gone.site()
    orders = [Order(host=HOST, url=url(f"/{n}/")) for n in range(SILENCES + 3)]
    store = visit(tmp_path, site, orders)
    assert {x.problem for x in store.listings()} == {"unreachable"}
    unanswered = [s for s in store.snapshots() if "robots" not in s.url]
    assert len(unanswered) <= SILENCES


def answer(problem: str, *, status: int = 403, by: str = "crawler") -> Snapshot:
    return Snapshot(
        id="x#1", url="u", final_url="u", fetched_at="", status=status, problem=problem, by=by
    )


def test_the_barrier_counts_what_stands_in_a_row() -> None:
    walls = [answer("blocked"), answer("verification"), answer("limited")] * 2
    assert Barrier(walls[:WALLS]).shut() == "stopped"
    assert Barrier(walls[: WALLS - 1]).shut() == ""
    assert Barrier([*walls[:4], answer("", status=200), *walls[:4]]).shut() == ""
    assert Barrier([*walls[:4], answer("dead_link", status=404), *walls[:4]]).shut() == ""
    assert Barrier([*walls[:4], answer("disallowed", status=0), *walls[:4]]).shut() == "stopped"
    assert Barrier(walls, open_=True).shut() == ""
    assert Barrier(walls).shut(browser=True) == ""
    drawn = [answer("blocked", by="browser")] * WALLS
    assert (Barrier(drawn).shut(), Barrier(drawn).shut(browser=True)) == ("", "stopped")
    assert Barrier([answer("blocked", by="person")] * 9).shut() == ""
    silent = [answer("timed_out", status=0)] * SILENCES
    assert Barrier(silent).shut() == "timed_out"
    assert Barrier([*silent[1:], *walls[:1]]).shut() == ""
    assert Barrier([answer("server_error", status=500)] * 9).shut() == ""


def test_how_long_to_wait() -> None:
    def wait(problem: str, tried: int = 0, **headers: str) -> float | None:
        sent = {k.replace("_", "-"): v for k, v in headers.items()}
        return pause(problem, sent, tried=tried, delay=1.0, now=CLOCK)

    assert wait("server_error") == 4.0
    assert wait("limited", retry_after="7") == 7.0
    assert wait("limited", retry_after="1") == 4.0
    assert wait("limited", retry_after=str(int(LONGEST) + 1)) is None
    assert wait("limited", retry_after="Wed, 30 Sep 2026 04:00:09 GMT") == 9.0
    assert wait("limited", retry_after="soon") == 4.0
    assert wait("timed_out", tried=TRIES) is None
    for problem in ("", "blocked", "verification", "dead_link", "disallowed", "tls_expired"):
        assert wait(problem) is None
    assert wait("maintenance") is None
    assert wait("maintenance", retry_after="5") == 5.0


def test_a_gate_of_cookies_ends_and_an_open_one_lets_us_in(tmp_path: Path) -> None:
    gate = Answer("", 302, {"Location": "/shut", "Set-Cookie": "CT6T=1; path=/"})
    once = Answer("", 302, {"Location": "/a", "Set-Cookie": "CT6T=1; path=/"})
    pages = {"/shut": gate, "/a": [once, article("关于闸门的通知")]}
    with serving(pages) as server:
        orders = [Order(host=HOST, url=url(p), page=True) for p in pages]
        store = visit(tmp_path, server.site(), orders)
    assert server.asked("/shut") <= 7
    assert {d.url: d.problem for d in store.documents()} == {url("/shut"): "blocked", url("/a"): ""}


def test_cookies_are_kept_for_a_visit_and_never_without_end(tmp_path: Path) -> None:
    def sets(cookie: str) -> Answer:
        return Answer(article("关于饼干的通知"), 200, {"Set-Cookie": cookie})

    pages: dict[str, object] = {f"/{n}": sets(f"a{n}=1; path=/") for n in range(MOST + 1)}
    pages |= {f"/big{n}": sets(f"b{n}={'x' * 6_000}; path=/") for n in range(3)}
    pages |= {"/end": article("关于终点的通知")}
    with serving(pages) as server:
        orders = [Order(host=HOST, url=url(p), page=True) for p in pages]
        visit(tmp_path, server.site(), orders)
        sent = dict(zip(server.log, server.cookies, strict=True))
        assert sent["/1"] == "a0=1"
        assert sent[f"/{MOST}"].count("=") == MOST
        assert [sent[f"/big{n}"].count("=") for n in range(3)] == [0, 1, 2]
        assert sent["/end"] == ""
        visit(tmp_path, server.site(), [Order(host=HOST, url=url("/1"), page=True)], look=2)
    assert server.cookies[-1] == ""


def test_a_robots_txt_that_is_a_page_forbids_nothing(tmp_path: Path) -> None:
    soft = (
        "<!DOCTYPE html><title>404</title>\nUser-agent: *\nDisallow: /\n您访问的页面不存在或已删除"
    )
    pages = {
        "/robots.txt": Answer("", 302, {"Location": "/404.htm"}),
        "/404.htm": Answer(soft),
        "/a": article("关于机器人的通知"),
    }
    with serving(pages) as server:
        store = visit(tmp_path, server.site(), [Order(host=HOST, url=url("/a"), page=True)])
    assert store.documents()[0].opened


def test_a_sites_tls_is_one_of_three() -> None:
    assert Site(host=HOST).tls == "verify"


def test_saved_pages_are_read_past_any_number_of_walls(tmp_path: Path) -> None:
    busy = "<p>您的访问过于频繁，请稍后再试</p>"
    saved = {f"w{n}.html": busy for n in range(WALLS + 2)} | {"z.html": article("关于丙的通知")}
    folder = tmp_path / "saved"
    folder.mkdir()
    lines = ["file,original_url"]
    for name, text in saved.items():
        (folder / name).write_text(text, "utf-8")
        lines.append(f"{name},{url('/' + name)}")
    (folder / "manifest.csv").write_text("\n".join(lines), "utf-8")
    began = monotonic()
    store = visit(tmp_path / "r", Site(host=HOST, delay=20), [], pages=folder)
    assert monotonic() - began < 60  # nothing was waited for
    found = {d.url: d.problem for d in store.documents()}
    assert found == {url(f"/{name}"): "" if name == "z.html" else "limited" for name in saved}
