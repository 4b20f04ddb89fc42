"""What a site may cost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawler.budget import Budget, Spent
from gongkai.model import Order, Site, Snapshot
from tests.crawler.server import HOST, article, column, serving, url, visit


def test_requests_are_counted() -> None:
    budget = Budget(Site(host=HOST, requests=2))
    budget.take()
    budget.take()
    with pytest.raises(Spent):
        budget.take()


def test_bytes_and_seconds_are_counted() -> None:
    budget = Budget(Site(host=HOST, megabytes=1))
    budget.received(999_999)
    assert budget.left
    budget.received(1)
    assert not budget.left
    now = [0.0]
    budget = Budget(Site(host=HOST, seconds=10), timer=lambda: now[0])
    now[0] = 9.9
    assert budget.left
    now[0] = 10.0
    assert not budget.left


def test_what_the_look_has_cost_already_counts() -> None:
    first = Snapshot(
        id="1", url="a", final_url="b", fetched_at="", status=200, size=7, warc="w", offset=0
    )
    budget = Budget(Site(host=HOST, requests=1), [first, first])
    assert (budget.requests, budget.bytes, budget.left) == (1, 7, False)


def test_what_is_left_undone_is_said(tmp_path: Path) -> None:
    rows = [(f"关于第{n}项工作的通知", f"/a/{n}.html", f"2026-09-0{n}") for n in (3, 2, 1)]
    pages = {"/tzgg/": column(rows), **{path: article(title) for title, path, _ in rows}}
    with serving(pages) as server:
        site = server.site(requests=3)  # robots.txt, the column, one document
        orders = [Order(host=HOST, url=url("/tzgg/"), all=True), Order(host=HOST, url=url("/b/"))]
        store = visit(tmp_path, site, orders)
        assert len(server.log) == 3
        assert [d.problem for d in store.documents()] == ["", "budget", "budget"]
        assert [x.problem for x in store.listings()] == ["", "budget"]
        visit(tmp_path, server.site(), orders)  # more is granted: the rest is fetched
        assert server.asked("/a/1.html") == 1
        assert server.asked("/tzgg/") == 1


def test_the_bytes_of_answers_are_counted(tmp_path: Path) -> None:
    long = article("关于第1项工作的通知", text="海" * 400_000)  # 1.2 MB
    with serving({"/a/1.html": long, "/a/2.html": article("二")}) as server:
        orders = [Order(host=HOST, url=url(f"/a/{n}.html"), page=True) for n in (1, 2)]
        store = visit(tmp_path, server.site(megabytes=1), orders)
    assert [d.problem for d in store.documents()] == ["", "budget"]


def test_paging_that_the_budget_ends_is_not_whole(tmp_path: Path) -> None:
    rows = [(f"关于第{n}项工作的通知", f"/a/{n}", f"2026-09-0{n}") for n in (4, 3, 2, 1)]
    pages = {"/tzgg/": column(rows[:2], "/tzgg/2"), "/tzgg/2": column(rows[2:])}
    with serving(pages) as server:
        orders = [Order(host=HOST, url=url("/tzgg/"))]
        (listing,) = visit(tmp_path, server.site(requests=2), orders).listings()
    assert (listing.problem, listing.complete, len(listing.rows)) == ("budget", False, 2)
    assert listing.back_to == date(2026, 9, 4)  # more of the third may stand overleaf
