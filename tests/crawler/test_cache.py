"""Every answer is kept once; in one look nothing is asked for twice, even after a kill."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from threading import Event

import msgspec
import pytest

from gongkai.model import Order
from tests.crawler.server import HOST, Answer, Server, article, column, page, serving, url, visit

PAGE = Order(host=HOST, url=url("/a"), page=True)


def get(
    tmp_path: Path, pages: dict[str, object], *paths: str, **site: object
) -> tuple[Server, object]:
    with serving(pages) as server:
        orders = [Order(host=HOST, url=url(path), page=True) for path in paths]
        return server, visit(tmp_path, server.site(**site), orders)


def test_a_second_visit_of_a_look_asks_for_nothing(tmp_path: Path) -> None:
    pages = {"/a": article("通知"), "/gone": Answer("<p>页面不存在</p>", 404)}
    with serving(pages) as server:
        orders = [PAGE, Order(host=HOST, url=url("/gone"), page=True)]
        first = visit(tmp_path, server.site(), orders)
        asked, kept = list(server.log), first.documents()
        again = visit(tmp_path, server.site(), orders)
        assert server.log == asked
        assert again.documents() == kept
        assert len(again.snapshots()) == len(first.snapshots())
        visit(tmp_path, server.site(), orders, look=2)
        assert server.asked("/a") == 2


def test_a_redirect_is_followed_on_the_site_and_asked_for_once(tmp_path: Path) -> None:
    pages = {"/old": Answer("", 301, {"Location": "/a"}), "/a": article("通知")}
    server, store = get(tmp_path, pages, "/old", "/a", "/old")
    assert (server.asked("/old"), server.asked("/a")) == (1, 1)
    assert store.snapshot(url("/old")).final_url == url("/a")
    assert [d.opened for d in store.documents()] == [True, True]


def test_what_the_server_says_of_a_pages_age_is_kept(tmp_path: Path) -> None:
    said = {"Last-Modified": "Wed, 31 Dec 2025 16:00:00 GMT"}
    pages = {"/a": Answer(article("通知"), headers=said), "/b": article("通知")}
    _, store = get(tmp_path, pages, "/a", "/b")
    kept = {s.url: s.last_modified for s in store.snapshots()}
    assert (kept[url("/a")], kept[url("/b")]) == (date(2026, 1, 1), None)


def test_a_redirect_off_the_site_is_kept_and_not_followed(tmp_path: Path) -> None:
    pages = {"/a": Answer("", 302, {"Location": "http://elsewhere.example.org/"})}
    _, store = get(tmp_path, pages, "/a")
    kept = store.snapshot(url("/a"))
    assert (kept.status, kept.problem, kept.final_url) == (302, "off_site", url("/a"))
    assert store.documents()[0].problem == "off_site"


def test_a_redirect_loop_ends(tmp_path: Path) -> None:
    pages = {
        "/a": Answer("", 302, {"Location": "/b"}),
        "/b": Answer("", 302, {"Location": "/a"}),
    }
    server, store = get(tmp_path, pages, "/a")
    assert len(server.log) <= 7
    assert store.documents()[0].problem == "unreachable"


def test_a_page_that_refreshes_at_once_is_followed_an_error_page_is_not(tmp_path: Path) -> None:
    refresh = '<html><head><meta http-equiv="refresh" content="0;url=/a"></head></html>'
    pages = {"/": refresh, "/lost": Answer(refresh, 404), "/a": article("通知")}
    _, store = get(tmp_path, pages, "/", "/lost")
    assert store.snapshot(url("/")).final_url == url("/a")
    assert store.snapshot(url("/lost")).problem == "dead_link"


def test_a_server_error_is_tried_again_a_refusal_never(tmp_path: Path) -> None:
    pages = {
        "/a": [Answer("busy", 503), Answer("busy", 502), Answer(article("通知"))],
        "/down": Answer("busy", 503),
        "/no": Answer("no", 403),
    }
    server, store = get(tmp_path, pages, "/a", "/down", "/no")
    assert [server.asked(path) for path in ("/a", "/down", "/no")] == [3, 3, 1]
    problems = {d.url: d.problem for d in store.documents()}
    assert [problems[url(p)] for p in pages] == ["", "server_error", "blocked"]
    assert store.snapshot(url("/down")).status == 503


def test_nobody_there_is_said(tmp_path: Path) -> None:
    with serving({}) as server:
        site = server.site()
    store = visit(tmp_path, site, [PAGE])
    kept = store.snapshot(url("/a"))
    assert (kept.status, kept.problem) == (0, "unreachable")  # type: ignore[union-attr]


def test_robots_forbid_and_nothing_is_sent(tmp_path: Path) -> None:
    robots = Answer("User-agent: *\nDisallow: /secret/\n", 200, {"Content-Type": "text/plain"})
    pages = {"/robots.txt": robots, "/secret/a": article("密"), "/a": article("通知")}
    server, store = get(tmp_path, pages, "/secret/a", "/a")
    assert "/secret/a" not in server.log
    kept = store.snapshot(url("/secret/a"))
    assert (kept.status, kept.problem) == (0, "disallowed")
    assert store.documents()[0].problem == "disallowed"
    assert store.documents()[1].opened
    assert b"Disallow" in store.body(store.snapshot(url("/robots.txt")))[1]


def test_a_site_that_asks_for_more_time_gets_it(tmp_path: Path) -> None:
    robots = Answer("User-agent: *\nCrawl-delay: 0.3", 200, {"Content-Type": "text/plain"})
    pages = {"/robots.txt": robots, "/a": article("一"), "/b": article("二")}
    server, _ = get(tmp_path, pages, "/a", "/b")
    assert server.log == ["/robots.txt", "/a", "/b"]
    assert all(b - a > 0.25 for a, b in pairwise(server.times))


@pytest.mark.parametrize("asked", ["nan", "-5", "soon"])
def test_a_delay_that_is_none_holds_nobody_up(tmp_path: Path, asked: str) -> None:
    robots = Answer(f"User-agent: *\nCrawl-delay: {asked}", 200, {"Content-Type": "text/plain"})
    _, store = get(tmp_path, {"/robots.txt": robots, "/a": article("一")}, "/a")
    assert store.documents()[0].opened


def test_an_error_page_is_no_robots_txt(tmp_path: Path) -> None:
    robots = Answer("User-agent: *\nDisallow: /\n", 404)
    _, store = get(tmp_path, {"/robots.txt": robots, "/a": article("通知")}, "/a")
    assert store.documents()[0].opened


def test_a_lying_charset_is_seen_through(tmp_path: Path) -> None:
    body = article("关于放假的通知").replace("utf-8", "gb2312").encode("gbk")
    lying = Answer(body, 200, {"Content-Type": "text/html; charset=ISO-8859-1"})
    _, store = get(tmp_path, {"/a": lying}, "/a")
    assert store.documents()[0].title == "关于放假的通知"
    assert store.body(store.snapshot(url("/a")))[1] == body


def test_cookies_are_kept_within_a_site(tmp_path: Path) -> None:
    pages = {"/a": Answer(article("一"), 200, {"Set-Cookie": "seen=1"}), "/b": article("二")}
    _, store = get(tmp_path, pages, "/a", "/b")
    assert len(store.documents()) == 2


def test_what_cannot_be_unpacked_or_is_too_large_is_unreadable(tmp_path: Path) -> None:
    pages = {
        "/torn": Answer("x" * 100, 200, {"Content-Encoding": "gzip"}),
        "/huge": Answer(b"\0" * (20 * 1024 * 1024 + 1)),
        "/bomb": Answer(gzip.compress(b"\0" * 30_000_000), 200, {"Content-Encoding": "gzip"}),
        "/b": article("二"),
    }
    _, store = get(tmp_path, pages, *pages)
    problems = ["unreadable", "unreadable", "unreadable", ""]
    assert [d.problem for d in store.documents()] == problems
    assert sum(s.size for s in store.snapshots()) < 10_000


def test_every_coding_may_be_broken_and_is_tried_again(tmp_path: Path) -> None:
    broken = {c: Answer("x" * 100, 200, {"Content-Encoding": c}) for c in ("br", "zstd", "deflate")}
    later = [Answer("x", 503, {"Content-Encoding": "gzip"}), Answer(article("三"))]
    pages = {**{f"/{c}": answer for c, answer in broken.items()}, "/later": later}
    _, store = get(tmp_path, pages, *pages)
    problems = {d.url: d.problem for d in store.documents()}
    assert [problems[url(p)] for p in pages] == ["unreadable", "unreadable", "unreadable", ""]


@pytest.mark.parametrize(
    "to",
    [
        "http://[broken/",
        "http://www.haitang.gov.cn:99999/",
        "javascript:go()",
        "file:///etc/passwd",
    ],
)
def test_a_redirect_to_no_address_ends_there(tmp_path: Path, to: str) -> None:
    refresh = page("公告", "<p>公告</p>", x="y").replace(
        "<title>", f'<meta http-equiv="refresh" content="0;url={to}"><title>'
    )
    pages = {"/moved": Answer("", 302, {"Location": to}), "/refresh": refresh, "/b": article("二")}
    _, store = get(tmp_path, pages, *pages)
    assert [(d.url, d.problem) for d in store.documents()] == [
        (url("/moved"), "unreachable"),
        (url("/refresh"), ""),
        (url("/b"), ""),
    ]


KILLED = """
import signal, sys, msgspec
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
from pathlib import Path
from gongkai.model import Order, Site
from tests.crawler.server import visit
if __name__ == "__main__":
    site, orders = msgspec.json.decode(sys.argv[2], type=tuple[Site, list[Order]])
    visit(Path(sys.argv[1]), site, orders)
"""


@pytest.mark.parametrize(
    ("at", "end"),
    [
        ("/a/3.html", signal.SIGKILL),
        ("/tzgg/index_2.html", signal.SIGKILL),
        ("/a/3.html", signal.SIGINT),
    ],
)
def test_after_an_end_nothing_whole_is_fetched_again(
    tmp_path: Path, at: str, end: signal.Signals
) -> None:
    here = Path(__file__).parents[2]
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    rows = [(f"关于第{n}项工作的通知", f"/a/{n}.html", f"2026-09-0{n}") for n in range(9, 0, -1)]
    pages: dict[str, object] = {
        "/tzgg/": column(rows[:5], "/tzgg/index_2.html"),
        "/tzgg/index_2.html": column(rows[5:]),
        **{target: article(title) for title, target, _ in rows},
    }
    reached, gone = Event(), Event()

    def hang() -> None:
        reached.set()
        gone.wait(10)

    body = pages[at]
    pages[at] = [Answer(body, hook=hang), Answer(body)]  # type: ignore[arg-type]
    orders = [Order(host=HOST, url=url("/tzgg/"), all=True)]
    with serving(pages) as server:
        given = msgspec.json.encode((server.site(), orders)).decode()
        process = subprocess.Popen(
            [sys.executable, script, tmp_path / "round", given],
            env=os.environ | {"PYTHONPATH": str(here)},
            stderr=subprocess.PIPE,
        )
        assert reached.wait(20)
        process.send_signal(end)
        process.communicate(timeout=20)
        assert process.returncode
        gone.set()
        whole = [path for path in server.log if path != at]
        store = visit(tmp_path / "round", server.site(), orders)
        later = server.log[len(whole) + 1 :]
    assert not set(whole) & set(later)
    assert server.asked(at) == 2
    assert len(store.documents()) == 9
    assert all(d.opened and store.text(d) for d in store.documents())
    assert store.listings()[0].complete
