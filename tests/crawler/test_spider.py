"""Columns and documents, read from a real server."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gongkai.model import Order
from tests.crawler.server import CLOCK, HOST, article, column, serving, url, visit

DEEP = {
    "/tzgg/": column(
        [
            ("关于一月的通知", "/a/1.html", "2026-09-10"),
            ("关于二月的通知", "/a/2.html", "2026-09-01"),
        ],
        "/tzgg/index_2.html",
    ),
    "/tzgg/index_2.html": column(
        [
            ("关于三月的通知", "/a/3.html", "2026-05-01"),
            ("关于四月的通知", "/a/4.html", "2026-04-01"),
        ],
        "/tzgg/index_3.html",
    ),
    "/tzgg/index_3.html": column(
        [
            ("关于五月的通知", "/a/5.html", "2025-05-01"),
            ("关于六月的通知", "/a/6.html", "2025-04-01"),
        ]
    ),
    **{f"/a/{n}.html": article(f"关于{'一二三四五六'[n - 1]}月的通知") for n in range(1, 7)},
}


def test_a_column_is_read_to_its_end_and_its_newest_are_opened(tmp_path: Path) -> None:
    with serving(DEEP) as server:
        store = visit(
            tmp_path, server.site(), [Order(host=HOST, url=url("/tzgg/"), subject="n", newest=2)]
        )
    (listing,) = store.listings()
    assert [row.day for row in listing.rows][:2] == [date(2026, 9, 10), date(2026, 9, 1)]
    assert (len(listing.rows), listing.complete, listing.problem) == (6, True, "")
    assert (listing.name, listing.type, listing.subjects) == ("通知公告", "通知公告", ("n",))
    assert listing.seen_at == CLOCK.isoformat()
    opened = store.documents()
    assert [(d.title, d.opened, d.listed_in) for d in opened] == [
        ("关于一月的通知", True, url("/tzgg/")),
        ("关于二月的通知", True, url("/tzgg/")),
    ]
    assert "贯彻落实" in store.text(opened[0])
    assert set(server.hosts) == {HOST}
    assert server.agents[0] == "gongkai/0.1.0 (+mailto:a@example.org)"
    assert server.log.count("/robots.txt") == 1
