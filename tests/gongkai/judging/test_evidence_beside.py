"""What stands beside the listings: pages that none leads to, links, technical tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gongkai.disk.store import Round
from gongkai.judging.evidence import Found, Library
from gongkai.model import Document, Hub, Probe, Unit
from tests.gongkai.world import (
    BGS,
    CZJ,
    HALL,
    JYJ,
    MINE,
    NOTICES,
    OWN,
    PORTAL,
    SEEN,
    SUBJECTS,
    ask,
    column,
    find,
    kept,
    library,
    listing,
    page,
    row,
    targets,
)

LATER = "2026-10-03T09:00:00+08:00"


def test_what_the_list_says_now_stands_beside_what_the_page_said(tmp_path: Path) -> None:
    now = row("关于预算的来信", label="处理状态：已办结")
    read = page(now.url, now.title, label="处理状态：处理中")
    (document,) = find(tmp_path, ask(), listing(now, seen_at=LATER), read).documents
    assert document.label == "处理状态：已办结；处理状态：处理中"


# ------------------------------------------------------------------ pages no listing leads to


def captured(folder: Path, unit: Unit, *pages: Document, sole: bool = False, **more: Any) -> Found:
    known: Library = library(folder, *pages, listing())
    made = ask(unit, more.pop("place", "own"), match="预算")
    return known.find(made, sole=sole, subject=SUBJECTS["budget"])


def test_a_page_that_says_its_column_counts(tmp_path: Path) -> None:
    pages = [
        page(f"{OWN}a.html", column="预算执行情况"),
        page(f"{OWN}b.html", type="数据发布"),
        page(f"{OWN}c.html", column="通知公告", type="通知公告"),
        page(f"{OWN}d.html", "关于放假的通知", column="预算执行"),
        page(f"{OWN}e.html", column="预算执行", listed_in=f"{OWN}x/"),
        page(f"{HALL}f.html", column="预算执行"),
        page(f"{OWN}g.html"),
    ]
    found = captured(tmp_path, CZJ, *pages)
    assert [(d.url, d.unit, d.unit_from) for d in found.documents] == [
        (f"{OWN}a.html", "czj", "column"),
        (f"{OWN}b.html", "czj", "column"),
    ]


def test_a_page_of_the_portal_is_not_every_units(tmp_path: Path) -> None:
    pages = [
        page(f"{PORTAL}a.html", column="预算执行"),
        page(f"{PORTAL}b.html", column="预算执行", publisher="市财政局"),
    ]
    assert [d.url for d in captured(tmp_path, CZJ, *pages, place="portal").documents] == [
        f"{PORTAL}b.html"
    ]
    assert len(captured(tmp_path, CZJ, *pages, place="portal", sole=True).documents) == 2
    assert captured(tmp_path, JYJ, *pages, place="portal").documents == ()
    operators = captured(tmp_path, BGS, *pages, place="portal").documents
    assert [d.url for d in operators] == [f"{PORTAL}a.html"]  # what names nobody, and no more
    elsewhere = page(f"{OWN}c.html", column="预算执行")
    assert captured(tmp_path / "b", CZJ, elsewhere, place="portal").documents == ()


def test_without_a_subject_only_listed_pages_count(tmp_path: Path) -> None:
    assert find(tmp_path, ask(), listing(), page(f"{OWN}a.html", column="预算执行")) == find(
        tmp_path / "b", ask(), listing()
    )


def hub(url: str = OWN, **more: Any) -> Hub:
    return Hub(**{"url": url, "seen_at": SEEN, **more})


def test_home_pages_of_a_place_with_their_links(tmp_path: Path) -> None:
    kept(tmp_path, hub(), hub(PORTAL, title="门户"))
    found = find(tmp_path, ask(place="any", links="home"))
    assert ([h.url for h in found.hubs], found.unseen) == ([PORTAL, OWN], "")
    assert [h.url for h in find(tmp_path, ask(place="own", links="home")).hubs] == [OWN]
    missing = find(tmp_path / "b", ask(place="any", links="home"), hub())
    assert ([h.url for h in missing.hubs], missing.unseen) == ([OWN], "not_captured")
    assert find(tmp_path / "c", ask(links="home")).unseen == "not_captured"


def test_of_a_page_the_newest_readable_links_are_told(tmp_path: Path) -> None:
    kept(tmp_path, hub(title="一"))
    kept(tmp_path, hub(title="二", seen_at=LATER), look=2)
    kept(tmp_path, hub(problem="blocked", seen_at="2026-10-05T09:00:00+08:00"), look=3)
    assert [h.title for h in find(tmp_path, ask(links="home")).hubs] == ["二"]
    assert Library(Round(tmp_path), targets(column())).looks(OWN) == (SEEN, LATER)


def test_links_of_columns_of_entries_and_of_pages_by_address(tmp_path: Path) -> None:
    mine = row().url
    kept(tmp_path, listing(row()), hub(MINE), hub(mine), hub(NOTICES))
    assert [h.url for h in find(tmp_path, ask(links="column")).hubs] == [MINE]
    assert [h.url for h in find(tmp_path, ask(links="entry")).hubs] == [mine]
    assert find(tmp_path, ask()).hubs == ()
    by_address = find(tmp_path, ask(urls=(NOTICES, f"{NOTICES}x"), links="page"))
    assert [h.url for h in by_address.hubs] == [NOTICES]


def test_the_newest_result_of_a_test_at_the_units_nearest_root(tmp_path: Path) -> None:
    def probe(url: str, test: str, seen: str, seen_at: str = SEEN) -> Probe:
        return Probe(url=url, test=test, good=True, seen=seen, seen_at=seen_at)

    kept(tmp_path, probe(OWN, "up", "一"), probe(PORTAL, "up", "门户"), probe(OWN, "aaaa", "无"))
    kept(tmp_path, probe(OWN, "up", "二", LATER), look=2)
    found = find(tmp_path, ask(place="any", tests=("up", "https")))
    assert [(p.test, p.seen) for p in found.probes] == [("up", "二")]
    portal = find(tmp_path, ask(place="portal", tests=("up",)))
    assert [p.seen for p in portal.probes] == ["门户"]


def test_a_citizens_number_in_what_was_read_below_the_root(tmp_path: Path) -> None:
    number = "44010519000101001"
    total = sum(int(sign) * (2 ** (17 - i) % 11) for i, sign in enumerate(number))
    number += "10X98765432"[total % 11]
    pages = [page(f"{OWN}1.html", text=f"证号{number}"), page(f"{OWN}2.html", text="无")]
    pages.append(page(f"{PORTAL}3.html", text=f"证号{number}"))
    kept(tmp_path, *pages)
    [found] = find(tmp_path, ask(place="own", tests=("privacy",))).probes
    assert (found.good, found.seen, found.pages) == (False, "1/2", (f"{OWN}1.html",))
    assert number not in repr(found)
    [none] = find(tmp_path / "b", ask(tests=("privacy",)), pages[1]).probes
    assert (none.good, none.seen) == (True, "0/1")
    [unread] = find(tmp_path / "c", ask(tests=("privacy",)), hub()).probes
    assert unread.good is None
