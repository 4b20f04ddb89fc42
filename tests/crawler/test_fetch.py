"""Where a request may go: judged before any socket."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.fetch import allowed, named_address
from gongkai.model import Order, Site
from tests.crawler.server import HOST, Answer, serving, url, visit


@pytest.mark.parametrize(
    "ip",
    [
        "10.0.0.1", "127.0.0.1", "169.254.169.254", "192.168.1.1", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "no address",
    ],
)  # fmt: skip
def test_only_global_unicast_is_connected_to(ip: str) -> None:
    assert not allowed(ip, None)
    assert not allowed(ip, Site(host=HOST))


@pytest.mark.parametrize(
    "ip", ["114.114.114.114", "2400:3200::1", "::ffff:114.114.114.114", "64:ff9b::7272:7272"]
)
def test_global_addresses_are(ip: str) -> None:
    assert allowed(ip, Site(host=HOST))


def test_a_private_address_that_the_targets_name_for_that_host_is() -> None:
    site = Site(host=HOST, address="127.0.0.2:8801")
    assert allowed("127.0.0.2", site)
    assert allowed("::ffff:127.0.0.2", site)
    assert not allowed("127.0.0.3", site)
    assert allowed("127.0.0.5", Site(host="127.0.0.5"))
    assert allowed("fe80::1%eth0", Site(host=HOST, address="fe80::1"))


def test_an_address_may_have_a_port() -> None:
    assert named_address(Site(host=HOST, address="127.0.0.2:8801")) == ("127.0.0.2", 8801)
    assert named_address(Site(host=HOST, address="[::1]:80")) == ("::1", 80)
    assert named_address(Site(host=HOST, address="::1")) == ("::1", 0)
    assert named_address(Site(host=HOST)) == ("", 0)


def test_an_unnamed_private_name_is_refused_without_a_socket(tmp_path: Path) -> None:
    with serving({"/": "<p>inside</p>"}) as server:
        port = server.address.partition(":")[2]
        inside = f"http://localhost:{port}/"
        store = visit(
            tmp_path, Site(host="localhost", delay=0), [Order(host="localhost", url=inside)]
        )
    assert server.log == []
    assert store.snapshot(inside).problem == "no_name"  # type: ignore[union-attr]
    assert store.listings()[0].problem == "no_name"


def test_a_redirect_to_a_private_name_is_refused_too(tmp_path: Path) -> None:
    with serving({"/in": "<p>inside</p>"}) as server:
        port = server.address.partition(":")[2]
        server.pages["/"] = Answer("", 302, {"Location": f"http://localhost:{port}/in"})
        sites = [server.site(), Site(host="localhost", delay=0)]
        store = visit(tmp_path, sites, [Order(host=HOST, url=url("/"), page=True)])
    assert "/in" not in server.log
    assert store.documents()[0].problem == "no_name"


def test_the_host_name_stays_in_all_evidence(tmp_path: Path) -> None:
    with serving({"/": "<p>page</p>"}, ip="127.0.0.7") as server:
        store = visit(tmp_path, server.site(), [Order(host=HOST, url=url("/"), page=True)])
    snapshot = store.snapshot(url("/"))
    assert snapshot is not None
    assert snapshot.final_url == url("/")
    assert HOST.encode() in (store.folder / "snapshots.jsonl").read_bytes()
    assert b"127.0.0.7" not in (store.folder / "snapshots.jsonl").read_bytes()
    assert set(server.hosts) == {HOST}
