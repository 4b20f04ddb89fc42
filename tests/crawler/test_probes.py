"""Technical tests, measured over real sockets on 127.0.0.x."""

from __future__ import annotations

import asyncio
import datetime
import socket
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from twisted.names import dns as wire

from checks import probe
from crawler.page import Page
from crawler.probes import TESTS, dns, home, net
from gongkai.disk.store import Round
from gongkai.model import Order, Probe
from plans import validation
from tests.crawler.server import HOST, Answer, page, serving, url, visit

GOOD = page(
    "海棠市人民政府",
    """<form action=/s><input name=q placeholder=请输入关键词></form>
    <a href=/zwgk/>政务公开</a><a href=/ysqgk/>依申请公开</a><a href=/szxx/>市长信箱</a>
    <a href=/a.pdf>年报</a><a href=http://127.0.0.9:9/x/>省政府</a>
    <p>网站标识码：4499000001</p>""",
    viewport="width=device-width, initial-scale=1",
)
BARE = page("海棠市人民政府", "<p>欢迎访问本市门户网站</p>" * 12 + "<a href=/jj/>市情简介</a>" * 4)
PAGES = ("/zwgk/", "/ysqgk/", "/szxx/")
OF_PAGE = ("search", "site_code", "apply_form", "mailbox_form", "mobile")


def probed(folder: Path, server: Any, *tests: str, at: str = "/", **site: Any) -> dict[str, Probe]:
    made = server.site(**site)
    order = Order(host=made.host, url=url(at, made.host), tests=tests)
    return {p.test: p for p in visit(folder, made, [order]).probes()}


def test_what_a_home_page_answers_by_itself(tmp_path: Path) -> None:
    pages = {"/": GOOD, **dict.fromkeys(PAGES, BARE)}
    with serving(pages) as server:
        found = probed(tmp_path, server, "up", "gov_domain", "dead_links", "nonsense", *OF_PAGE)
    good = {name for name, p in found.items() if p.good}
    assert good == {"up", "gov_domain", "dead_links", *OF_PAGE}
    assert found["site_code"].seen == "4499000001"
    assert found["dead_links"].seen == "0/3"
    assert (found["nonsense"].good, found["nonsense"].problem) == (None, "not_captured")
    assert found["up"].snapshots
    assert server.asked("/") == 1
    asked = {s.url for s in Round(tmp_path).site(HOST).snapshots()}
    assert asked - {url("/robots.txt")} == {url(path) for path in ("/", *PAGES)}


def test_what_a_bare_page_lacks(tmp_path: Path) -> None:
    asked, host = ("up", "dead_links", "gov_domain", "aaaa", "http_v6", *OF_PAGE), "www.haitang.cn"
    with serving({"/": BARE}) as server:
        found = probed(tmp_path, server, *asked, host=host)
    unknown = {name: p.problem for name, p in found.items() if p.good is None}
    assert {name for name, p in found.items() if p.good} == {"up"}
    # an address that the targets name says nothing of the name
    assert unknown == {"aaaa": "not_captured", "http_v6": "not_captured"}
    assert found["dead_links"].pages == (url("/jj/", host),)
    assert found["gov_domain"].seen == host


def test_a_wall_is_nobodys_failure_and_an_error_page_is(tmp_path: Path) -> None:
    wall = Answer("<script>$_ts=window['$_ts'];</script>", 412)
    for n, (answer, good, problem) in enumerate(
        [(wall, None, "blocked"), (Answer("<p>gone</p>", 404), False, "")]
    ):
        with serving({"/": answer}) as server:
            found = probed(tmp_path / str(n), server, "up", "search", "dead_links", "mobile")
        assert (found["up"].good, found["up"].problem) == (good, problem)
        assert {found[x].good for x in ("search", "dead_links", "mobile")} == {None}
        assert {found[x].problem for x in ("search", "mobile")} == {problem or "not_captured"}


def test_silence_and_robots_are_nobodys_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate(tmp_path)[0]))
    with serving({"/robots.txt": Answer("User-agent: *\nDisallow: /")}) as server:
        found = probed(tmp_path, server, "up", "https")
        assert {(p.good, p.problem) for p in found.values()} == {(None, "disallowed")}
        assert server.log.count("/") == 0
    gone = probed(tmp_path / "b", server, "up")  # nothing listens any more
    assert (gone["up"].good, gone["up"].problem) == (None, "unreachable")


def test_few_links_within_the_budget_are_a_doubt(tmp_path: Path) -> None:
    many = page("海棠市", "".join(f"<a href=/{n}/>栏目{n}介绍</a>" for n in range(40)))
    pages = {"/": many, **{f"/{n}/": BARE for n in range(40)}}
    with serving(pages) as server:
        short = probed(tmp_path, server, "dead_links", requests=5)["dead_links"]
        whole = probed(tmp_path / "b", server, "dead_links")["dead_links"]
    assert (short.good, short.problem) == (None, "budget")
    assert (whole.good, whole.seen) == (True, "0/10")


@pytest.mark.parametrize(
    ("html", "good"),
    [
        ("<input type=text placeholder=请输入搜索内容>", True),
        ("<form id=searchform><input></form>", True),
        ("<a href=/s>站内搜索</a>", True),
        ("<input type=password name=q>", False),
        ("<form action=/login><input name=user></form>", False),
        ("<script>document.write('<input id=search>')</script>", None),
        ("<a href=/s>我市开展安全搜索救援演练活动</a>", False),
    ],
)
def test_a_field_to_search_with(html: str, good: bool | None) -> None:
    assert home.search(Page(html, url("/"))).good is good


# ------------------------------------------------------------------ TLS


def certificate(folder: Path, *, days: int = 30, host: str = HOST) -> tuple[Path, Path]:
    """A certificate that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=90))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder.mkdir(exist_ok=True)
    pem, secret = folder / "cert.pem", folder / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return pem, secret


@contextmanager
def tls(pem: Path, secret: Path) -> Iterator[str]:
    """A server that only shakes hands; its address."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, secret)
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                peer, _ = listening.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(peer, server_side=True) as made:
                    made.recv(500)
                    made.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            except OSError:  # a client that does not trust us
                peer.close()

    Thread(target=serve, daemon=True).start()
    try:
        yield f"127.0.0.1:{listening.getsockname()[1]}"
    finally:
        listening.close()


def test_tls_and_a_certificate_that_is_valid_for_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("good", "stranger", "old", "other", "plain", "closed")
    hosts = {name: f"{name}.haitang.gov.cn" for name in names}
    made = {
        "good": certificate(tmp_path / "good", host=hosts["good"]),
        "stranger": certificate(tmp_path / "stranger", host=hosts["stranger"]),
        "old": certificate(tmp_path / "old", host=hosts["old"], days=-1),
        "other": certificate(tmp_path / "other", host="www.other.gov.cn"),
    }
    trusted = (made[name][0].read_text() for name in made if name != "stranger")
    (tmp_path / "roots.pem").write_text("".join(trusted))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "roots.pem"))
    with ExitStack() as open_, serving({}) as server:
        at = {name: open_.enter_context(tls(*made[name])) for name in made}
        at |= {"plain": server.address, "closed": free()}
        sites = [server.site(hosts[name], address=at[name]) for name in names]
        orders = [Order(host=x.host, url=url("/", x.host), tests=("https",)) for x in sites]
        visit(tmp_path / "r", sites, orders)
    found = {name: Round(tmp_path / "r").site(host).probes()[0] for name, host in hosts.items()}
    assert {name for name, p in found.items() if p.good} == {"good"}
    assert {p.problem for p in found.values()} == {""}
    assert found["good"].seen == "TLSv1.3"
    assert found["stranger"].seen == "self-signed certificate"
    assert found["old"].seen == "certificate has expired"
    assert "Hostname mismatch" in found["other"].seen
    assert found["closed"].seen == "connection refused"


def free() -> str:
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return f"127.0.0.1:{listening.getsockname()[1]}"


def test_without_trusted_roots_nothing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "none.pem").write_text("")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))
    with serving({"/": BARE}) as server:
        found = probed(tmp_path / "r", server, "https")["https"]
        assert (found.good, found.problem) == (None, "not_captured")


# ------------------------------------------------------------------ IPv6


@pytest.mark.skipif(not socket.has_ipv6, reason="a machine without IPv6")
def test_a_site_that_answers_over_ipv6(tmp_path: Path) -> None:
    # an IPv6 socket to the mapped form of 127.0.0.1, so that nothing leaves 127.0.0.0/8
    with serving({"/": BARE}) as server:
        port = server.address.rpartition(":")[2]
        there = probed(tmp_path, server, "aaaa", "http_v6", address=f"[::ffff:127.0.0.1]:{port}")
    if there["http_v6"].problem:
        pytest.skip("a machine without IPv6")
    assert (there["aaaa"].good, there["http_v6"].good) == (True, True)
    assert there["http_v6"].seen.startswith("HTTP/1.1 200")


@contextmanager
def name_server(*addresses: str, code: int = 0, noise: bytes = b"") -> Iterator[dns.Server]:
    """A name server that knows these addresses of any name; before it, noise."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    listening.bind(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                data, peer = listening.recvfrom(512)
            except OSError:
                return
            asked = wire.Message()
            asked.fromStr(data)
            if noise:
                listening.sendto(noise, peer)
            said = wire.Message(id=asked.id, answer=1, rCode=code)
            said.queries = asked.queries
            name = asked.queries[0].name.name
            said.answers = [
                wire.RRHeader(name, wire.AAAA, payload=wire.Record_AAAA(ip)) for ip in addresses
            ]
            listening.sendto(said.toStr(), peer)

    Thread(target=serve, daemon=True).start()
    try:
        yield listening.getsockname()
    finally:
        listening.close()


def looked_up(*at: dns.Server) -> list[str]:
    return asyncio.run(dns.aaaa(HOST, at, wait=0.2, tries=1))


def test_the_addresses_that_a_name_server_knows() -> None:
    with name_server("2001:db8::1", "2001:db8::2") as server:
        assert looked_up(server) == ["2001:db8::1", "2001:db8::2"]
    with name_server() as server:
        assert looked_up(server) == []
    with name_server(code=3) as server:
        assert looked_up(server) == []
    with name_server("2001:db8::1", noise=wire.Message(id=1, answer=1).toStr()) as server:
        assert looked_up(server) == ["2001:db8::1"]


def test_no_answer_is_not_no_address() -> None:
    with name_server(code=2) as failing, name_server("2001:db8::1") as server:
        with pytest.raises(dns.Unanswered):
            looked_up(failing)
        assert looked_up(failing, server) == ["2001:db8::1"]
    silent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    silent.bind(("127.0.0.1", 0))
    with silent, pytest.raises(dns.Unanswered):
        looked_up(silent.getsockname())
    with pytest.raises(dns.Unanswered):
        looked_up()


def test_a_name_that_leads_nowhere_is_not_one_without_ipv6(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert asyncio.run(net.is_named("127.0.0.1"))

    def unknown(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert not asyncio.run(net.is_named("www.haitang.gov.cn"))


def test_name_servers_of_the_machine(tmp_path: Path) -> None:
    conf = tmp_path / "resolv.conf"
    conf.write_text("# dns\nsearch a\nnameserver 127.0.0.53\n nameserver 2001:db8::1\n")
    assert dns.servers(conf) == [("127.0.0.53", 53), ("2001:db8::1", 53)]
    assert dns.servers(tmp_path / "none") == []


def test_every_test_tells_what_it_is() -> None:
    assert all(test.__doc__ for test in TESTS.values())


def test_the_tests_that_plans_may_ask_for_can_be_made() -> None:
    assert validation.TESTS == probe.TESTS
    # privacy is read from what was fetched, availability from the log of a week
    assert set(probe.TESTS) == {*TESTS, "privacy", "availability"}
