"""Entries for tests of the signs: a portal with two columns, looked at on 15 January 2026."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from gongkai.candidates import Holdings, Item, Shelf
from gongkai.model import Document, Link, Listing
from gongkai.text.match import fold

ROOT = "http://www.haitang.gov.cn/"
POLICY, NOTICES, NEWS = (f"{ROOT}{path}/" for path in ("zcwj", "tzgg", "gzdt"))
LOOK = date(2026, 1, 15)
HOMES = frozenset({fold("海棠市财政局"), fold("市财政局"), fold("海棠市人民政府门户网站")})


def item(n: int, day: str = "", *, at: str = POLICY, **more: Any) -> Item:
    """The entry with that number of the CMS, listed in one column; text makes it an opened page."""
    said: dict[str, Any] = {
        "url": f"{at}content/post_{n}.html",
        "title": f"通知{n}",
        "unit": "czj",
        "day": date.fromisoformat(day) if day else None,
        "day_from": "shown",
        "first": LOOK,
        "shelves": frozenset({at}),
        "snapshots": (f"www#{n}",),
    }
    page = {k: more.pop(k) for k in ("text", "source", "files", "column", "doc_no") if k in more}
    if page:
        files = (Link(url=f, text=f, kind="attachment") for f in page.pop("files", ()))
        said["page"] = Document(url="", title="", opened=True, links=tuple(files), **page)
    return Item(**said | more)


def holdings(items: Iterable[Item], *shelves: Shelf, **more: Any) -> Holdings:
    every = tuple(sorted(items, key=lambda i: i.url))
    names = {POLICY: "政策文件", NOTICES: "通知公告", NEWS: "工作动态"}
    known = {url: Shelf(url=url, name=name) for url, name in names.items()}
    said: dict[str, Any] = {
        "plan": "p",
        "year": 2025,
        "as_of": date(2025, 12, 31),
        "seen_at": LOOK,
        "items": every,
        "shelves": known | {shelf.url: shelf for shelf in shelves},
        "homes": HOMES,
    }
    return Holdings(**said | more)


def reading(seen_at: str, *rows: Any, **more: Any) -> Listing:
    whole = {"complete": True, **more}
    return Listing(column=NOTICES, seen_at=f"{seen_at}T09:00:00+08:00", rows=rows, **whole)
