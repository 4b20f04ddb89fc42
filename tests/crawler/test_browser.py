"""Pages that only a browser can draw, in a real Chromium."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from crawler.browser import VARIABLE, find_browser, rules
from crawler.faults import told
from gongkai.disk.store import Round
from gongkai.model import Order
from tests.crawler.server import HOST, Answer, column, page, serving, url, visit
from tests.crawler.test_faults import tls
from tests.crawler.test_probes import certificate

ROWS = [(f"关于第{n}项工作的通知", f"/a/{n}.html", f"2026-09-0{n}") for n in (3, 2, 1)]
SHELL = page("通知公告", '<div id="app"></div><script src="/app.js"></script>')
DRAW = """
fetch('/rows').then(r => r.text()).then(html => { document.body.innerHTML = html; });
fetch('http://{inside}/secret').catch(() => 0);
fetch('http://localhost:{port}/secret').catch(() => 0);
"""
needs_browser = pytest.mark.skipif(find_browser() is None, reason="no Chromium here")


@needs_browser
def test_a_shell_is_drawn_and_reaches_nobody_else(tmp_path: Path) -> None:
    pages: dict[str, object] = {"/tzgg/": SHELL, "/rows": column(ROWS), "/secret": "inside"}
    pages["/wall/"] = Answer("<script>document.cookie='a=1';location.reload()</script>", 521)
    pages["/robots.txt"] = Answer("User-agent: *\nDisallow: /no/\n")
    with serving(pages, ip="127.0.0.3") as server:
        port = server.address.partition(":")[2]
        pages_js = DRAW.replace("{inside}", server.address).replace("{port}", port)
        server.pages["/app.js"] = Answer(pages_js, 200, {"Content-Type": "text/javascript"})
        orders = [
            Order(host=HOST, url=url("/tzgg/")),
            Order(host=HOST, url=url("/tzgg/"), browser=True),
            Order(host=HOST, url=url("/no/"), browser=True),
            Order(host=HOST, url=url("/wall/"), browser=True),
        ]
        store = visit(tmp_path, server.site(), orders)
        asked = len(server.log)
        visit(tmp_path, server.site(), orders)
        assert len(server.log) == asked
    plain, drawn, forbidden, walled = store.listings()
    assert (plain.problem, plain.browser) == ("unreadable", False)
    assert (drawn.problem, drawn.browser, len(drawn.rows)) == ("", True, 3)
    assert forbidden.problem == "disallowed"
    assert walled.problem == "blocked"
    assert server.asked("/wall/") < 10
    kept = store.snapshot(url("/tzgg/"), browser=True)
    assert kept is not None
    assert (kept.by, kept.status, kept.final_url) == ("browser", 200, url("/tzgg/"))
    assert "第3项" in store.body(kept)[1].decode()
    assert "/secret" not in server.log
    assert set(server.hosts) == {HOST}


@needs_browser
def test_a_browser_trusts_nobody_blindly_either(tmp_path: Path) -> None:
    names = ("stranger", "lax")
    hosts = {name: f"{name}.haitang.gov.cn" for name in names}
    with ExitStack() as open_, serving({}) as server:
        at = {
            name: open_.enter_context(tls(*certificate(tmp_path / name, host=hosts[name])))
            for name in names
        }
        choice = {"stranger": "verify", "lax": "unverified"}
        sites = [server.site(hosts[n], address=at[n], tls=choice[n]) for n in names]
        orders = [
            Order(host=s.host, url=f"https://{s.host}/", page=True, browser=True) for s in sites
        ]
        visit(tmp_path / "r", sites, orders)
    found = {n: Round(tmp_path / "r").site(h).documents()[0] for n, h in hosts.items()}
    assert {n: d.problem for n, d in found.items()} == {"stranger": "tls_untrusted", "lax": ""}


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("net::ERR_CERT_DATE_INVALID at https://a/", "tls_expired"),
        ("net::ERR_CERT_COMMON_NAME_INVALID", "tls_wrong_host"),
        ("net::ERR_CERT_WEAK_KEY", "tls_untrusted"),
        ("net::ERR_SSL_PROTOCOL_ERROR", "tls_failed"),
        ("net::ERR_CONNECTION_RESET", "reset"),
        ("net::ERR_NAME_NOT_RESOLVED", "no_name"),
        ("Page.goto: Timeout 10000ms exceeded.", "timed_out"),
        ("net::ERR_CONNECTION_REFUSED", "unreachable"),
        ("", "unreachable"),
    ],
)
def test_what_chromium_says_went_wrong(fault: str, reason: str) -> None:
    assert told(fault) == reason


def test_without_a_browser_its_orders_stay_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.delenv(VARIABLE, raising=False)
    assert find_browser() is None
    with serving({"/tzgg/": SHELL}) as server:
        store = visit(tmp_path, server.site(), [Order(host=HOST, url=url("/tzgg/"), browser=True)])
    assert (server.log, store.listings()) == ([], [])


def test_the_variable_names_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.defpath if os.defpath == "" else str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    mine = tmp_path / "my-chromium"
    mine.touch()
    monkeypatch.setenv(VARIABLE, str(mine))
    assert find_browser() == str(mine)


def test_nobody_but_the_named_hosts_can_be_reached() -> None:
    named = {"www.a.gov.cn": "127.0.0.2:8801", "b.gov.cn": "[2400::1]"}
    assert rules(named) == (
        "MAP www.a.gov.cn 127.0.0.2:8801, MAP b.gov.cn [2400::1], MAP * ~NOTFOUND"
    )
