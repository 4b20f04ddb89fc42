"""How well rounds were read, and what is not believed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from gongkai import health
from gongkai.disk import vitals
from gongkai.disk.store import Round
from gongkai.disk.vitals import Health, Trust
from gongkai.model import Document, Fact, Link, Listing, Row, Site, Targets

HOST = "www.haitang.gov.cn"
TZGG, ZCWJ = f"http://{HOST}/tzgg/", f"http://{HOST}/zcwj/"
TARGETS = Targets(title="海棠市", sites=(Site(host=HOST),))
DAY = date(2026, 9, 1)


def rows(count: int, *, dated: int | None = None, cut: int = 0) -> tuple[Row, ...]:
    shown = count if dated is None else dated
    return tuple(
        Row(
            title=f"第{n}号通知{'…' if n < cut else ''}",
            url=f"{TZGG}{n}.html",
            day=DAY - timedelta(days=n) if n < shown else None,
        )
        for n in range(count)
    )


def round_of(
    folder: Path,
    seen_at: str,
    *listings: Listing,
    documents: int = 0,
    dated: int = 0,
    targets: Targets = TARGETS,
    canary: tuple[str, ...] = (),
) -> Path:
    kept = Round(folder)
    kept.save_info(seen_at=seen_at)
    (folder / "given").mkdir()
    (folder / "given" / "targets.json").write_bytes(msgspec.json.encode(targets))
    store = kept.site(HOST)
    store.note(cms="nfcms", canary=canary)
    store.keep(url=TZGG, final_url=TZGG, status=200, fetched_at=seen_at, body=b"x")
    store.keep(
        url=ZCWJ, final_url=ZCWJ, status=412, fetched_at=seen_at, body=b"y", problem="blocked"
    )
    for listing in listings:
        store.add(listing)
    for n in range(documents):
        store.add(
            Document(
                url=f"{TZGG}{n}.html",
                title=f"第{n}号通知",
                day=DAY if n < dated else None,
                opened=True,
                text="各单位：" if n else "",
                links=(Link(url=f"{TZGG}{n}.pdf", text="附件", kind="attachment"),)
                if n > 1
                else (),
            )
        )
    store.close()
    health.record(folder, targets)
    return folder


def listing(column: str = TZGG, count: int = 20, **more: object) -> Listing:
    dated, cut = more.pop("dated", None), more.pop("cut", 0)
    return Listing(column=column, name="通知公告", rows=rows(count, dated=dated, cut=cut), **more)


def line(folder: Path, level: str = "site", column: str = "") -> Health:
    (found,) = [x for x in vitals.read(folder) if x.level == level and x.column == column]
    return found


def test_every_field_is_counted(tmp_path: Path) -> None:
    first = round_of(
        tmp_path / "r1", "2026-07-01T09:00:00+08:00", listing(dated=15, cut=2), documents=4, dated=3
    )
    site = line(first)
    assert (site.cms, site.answers, site.walls, site.problems) == ("nfcms", 2, 1, 1)
    assert (site.columns, site.columns_read) == (1, 1)
    assert (site.rows, site.rows_dated, site.rows_linked, site.rows_cut) == (20, 15, 20, 2)
    assert (site.articles, site.articles_titled, site.articles_dated) == (4, 4, 3)
    assert (site.articles_text, site.attachments) == (3, 2)
    assert (line(first, "column", TZGG).rows, line(first, "cms").articles) == (20, 4)
    assert {x.state for x in vitals.read(first)} == {"ok"}


def test_a_column_that_lost_its_rows_is_not_believed(tmp_path: Path) -> None:
    round_of(tmp_path / "r1", "2026-07-01T09:00:00+08:00", listing(), listing(ZCWJ, 2))
    empty = Listing(column=TZGG, complete=True)
    second = round_of(
        tmp_path / "r2", "2026-10-01T09:00:00+08:00", empty, Listing(column=ZCWJ, complete=True)
    )
    lost = line(second, "column", TZGG)
    assert (lost.state, lost.why, lost.was_rows) == ("drop", "rows", 20)
    assert line(second, "column", ZCWJ).state == "ok"  # two rows tell nothing
    trust = Trust(vitals.read(second))
    assert trust.broken(TZGG) == "rows"
    assert trust.broken(ZCWJ) == ""
    third = round_of(tmp_path / "r3", "2026-12-01T09:00:00+08:00", empty)
    assert line(third, "column", TZGG).state == "drop"  # it was not mended since
    word = Fact(kind="reading_checked", about=TZGG, by="王")
    assert Trust(vitals.read(third), [word]).broken(TZGG) == ""


def test_a_shell_that_a_browser_drew_in_both_rounds_has_lost_nothing(tmp_path: Path) -> None:
    both = (Listing(column=TZGG, problem="unreadable"), listing(browser=True))
    round_of(tmp_path / "r1", "2026-07-01T09:00:00+08:00", *both)
    second = round_of(tmp_path / "r2", "2026-10-01T09:00:00+08:00", *both)
    drawn = line(second, "column", TZGG)
    assert (drawn.state, drawn.problem, drawn.rows, drawn.was_rows) == ("ok", "", 20, 20)
    assert (line(second).columns, line(second).columns_read) == (1, 1)


@pytest.mark.parametrize("problem", ["blocked", "unreachable", "budget"])
def test_what_a_wall_hides_is_not_our_readers_fault(tmp_path: Path, problem: str) -> None:
    round_of(tmp_path / "r1", "2026-07-01T09:00:00+08:00", listing())
    hidden = Listing(column=TZGG, problem=problem)
    second = round_of(tmp_path / "r2", "2026-10-01T09:00:00+08:00", hidden)
    assert line(second, "column", TZGG).state == "ok"


@pytest.mark.parametrize(("dated", "state"), [(19, "ok"), (11, "ok"), (10, "drop"), (0, "drop")])
def test_a_field_that_falls_by_half_takes_the_site_with_it(
    tmp_path: Path, dated: int, state: str
) -> None:
    round_of(tmp_path / "r1", "2026-07-01T09:00:00+08:00", listing())
    second = round_of(tmp_path / "r2", "2026-10-01T09:00:00+08:00", listing(dated=dated))
    assert line(second).state == state
    assert Trust(vitals.read(second)).broken(ZCWJ) == ("rows_dated" if state == "drop" else "")


def test_pages_that_lose_their_days_are_noticed(tmp_path: Path) -> None:
    round_of(tmp_path / "r1", "2026-07-01T09:00:00+08:00", listing(), documents=12, dated=12)
    second = round_of(
        tmp_path / "r2", "2026-10-01T09:00:00+08:00", listing(), documents=12, dated=3
    )
    assert (line(second).state, line(second).why) == ("drop", "articles_dated")


def test_only_earlier_rounds_of_the_same_targets_are_compared(tmp_path: Path) -> None:
    other = replace(TARGETS, title="榕城市")
    round_of(tmp_path / "r1", "2026-07-01T09:00:00+08:00", listing(), targets=other)
    round_of(tmp_path / "r3", "2026-12-01T09:00:00+08:00", listing())
    second = round_of(
        tmp_path / "r2", "2026-10-01T09:00:00+08:00", Listing(column=TZGG, complete=True)
    )
    assert line(second, "column", TZGG).state == "ok"


def test_a_family_that_fails_its_canary_breaks_its_sites(tmp_path: Path) -> None:
    first = round_of(
        tmp_path / "r1", "2026-07-01T09:00:00+08:00", listing(), canary=("rows: 2 instead of 3",)
    )
    assert (line(first).state, line(first, "cms").state) == ("broken", "broken")
    checked = Fact(kind="reading_checked", about=HOST, by="王")
    trust = Trust(vitals.read(first), [checked])  # nobody's word mends a reader
    assert trust.broken(ZCWJ) == "rows: 2 instead of 3"
    assert trust.broken("http://other.gov.cn/") == ""


def test_a_round_without_health_is_believed(tmp_path: Path) -> None:
    assert vitals.read(tmp_path) == []
    assert Trust(()).broken(TZGG) == ""
