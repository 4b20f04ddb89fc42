"""What the signs look at is taken from a round as it was read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from gongkai.candidates import Holdings, Item, collect
from gongkai.disk.store import Read, Round
from gongkai.judging.evidence import Library
from gongkai.model import Column, Link, Site, Targets
from tests.gongkai.world import (
    DAY,
    MINE,
    NOTICES,
    SHARED,
    column,
    kept,
    listing,
    page,
    plan,
    row,
    targets,
    when,
)


def collected(folder: Path, *records: Read, who: Targets | None = None) -> Holdings:
    who = who or targets(column())
    return collect(Library(kept(folder, *records), who), plan(), when())


def only(found: Holdings) -> Item:
    (one,) = found.items
    return one


def test_an_entry_of_several_columns_stands_once(tmp_path: Path) -> None:
    both = (listing(row()), listing(row(day=None), column=NOTICES, name="通知公告"))
    found = collected(tmp_path, *both)
    one = only(found)
    assert (one.title, one.day, one.day_from, one.unit) == (row().title, DAY, "shown", "czj")
    assert (one.shelves, one.first) == ({MINE, NOTICES}, date(2026, 10, 1))
    assert [(s.name, len(s.readings)) for s in found.shelves.values()] == [
        ("通知公告", 1),
        ("预算执行", 1),
    ]
    assert (found.plan, found.year, found.seen_at) == ("p", 2026, date(2026, 10, 1))


def test_a_page_that_was_not_read_is_none(tmp_path: Path) -> None:
    assert only(collected(tmp_path, listing(row()))).page is None
    shut = page(row().url, problem="blocked")
    assert only(collected(tmp_path / "b", listing(row()), shut)).page is None
    closed = replace(page(row().url), opened=False)
    assert only(collected(tmp_path / "c", listing(row()), closed)).page is None
    files = (Link(url="a.doc", text="附表 1", kind="attachment"), Link(url="b", text="b"))
    read = page(row().url, text="正文", source="市财政局", links=files)
    found = collected(tmp_path / "d", listing(row()), read)
    one = only(found)
    assert (one.source, one.files, found.text(one)) == ("市财政局", {"附表1"}, "正文")


def test_the_pages_own_answer_says_how_old_it_is(tmp_path: Path) -> None:
    store = Round(tmp_path).site("czj.haitang.gov.cn")
    said = {"status": 200, "fetched_at": "2026-10-01T09:00:00+08:00", "body": b"x"}
    ids = [
        store.keep(url=url, final_url=url, last_modified=day, **said).id  # type: ignore[arg-type]
        for url, day in ((MINE, date(2020, 1, 1)), (row().url, date(2026, 5, 7)))
    ]
    store.close()
    records = (listing(row(), snapshots=(ids[0],)), page(row().url, snapshots=(ids[1],)))
    one = only(collected(tmp_path, *records))
    assert (one.modified, one.fetched) == (date(2026, 5, 7), date(2026, 10, 1))
    assert one.snapshots == (ids[1],)


def test_who_answers_for_what_nobody_claims(tmp_path: Path) -> None:
    """The one whose own site it is: the office that keeps the portal, not one with a channel."""
    shared = listing(row("停水公告", at=SHARED), column=SHARED)
    assert only(collected(tmp_path, shared)).unit == "bgs"
    named = listing(row("海棠市教育局公告", at=SHARED), column=SHARED)
    assert only(collected(tmp_path / "b", named)).unit == "jyj"
    who = targets(Column(url=SHARED, subjects=("notices",), unit="bei"))
    assert only(collected(tmp_path / "c", shared, who=who)).unit == "bei"
    two = replace(targets(), units=(*targets().units, replace(targets().units[2], id="second")))
    assert only(collected(tmp_path / "d", shared, who=two)).unit == ""


def test_offices_and_sites_are_no_foreign_source(tmp_path: Path) -> None:
    who = replace(targets(), sites=(Site(host="www.haitang.gov.cn", name="海棠门户"),))
    homes = collected(tmp_path, who=who).homes
    assert {"海棠市财政局", "市财政局", "海棠门户", "海棠市"} <= homes
    assert "" not in homes
