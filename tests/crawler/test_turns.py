"""One request at a time per host, with a pause between, whoever asks."""

from __future__ import annotations

from pathlib import Path

from gongkai.model import Order
from tests.crawler.server import HOST, Answer, article, serving, url, visit

OTHER = "czj.haitang.gov.cn"
PAUSE = 0.15


def test_a_host_is_left_in_peace_between_two_requests_whoever_asks(tmp_path: Path) -> None:
    there = {f"/{n}": article(f"第{n}项通知") for n in range(6)}
    leads = {f"/{n}": Answer("", 302, {"Location": f"http://{OTHER}/{n}"}) for n in range(3)}
    with serving(leads) as one, serving(there, ip="127.0.0.2") as two:
        sites = [one.site(), two.site(host=OTHER, delay=PAUSE)]
        orders = [Order(host=HOST, url=url(f"/{n}"), page=True) for n in range(3)]
        orders += [Order(host=OTHER, url=url(f"/{n}", OTHER), page=True) for n in range(3, 6)]
        store = visit(tmp_path, sites, orders, workers=2)
    assert [d.opened for d in store.documents()] == [True] * 3
    assert sorted(set(two.log)) == ["/0", "/1", "/2", "/3", "/4", "/5", "/robots.txt"]
    pauses = [b - a for a, b in zip(two.times, two.times[1:], strict=False)]
    assert min(pauses) > PAUSE * 0.8
