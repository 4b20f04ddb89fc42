"""What is said to be absent carries the proof of where one looked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.judging.judge import Line
from gongkai.judging.looked import Absence, Route
from gongkai.model import Link, Rule, Search, Step, Subject
from tests.gongkai.world import (
    DAY,
    MINE,
    NOTICES,
    OWN,
    SEEN,
    SHARED,
    column,
    judged,
    kept,
    listing,
    page,
    plan,
    row,
    said,
    snapshot,
    targets,
    with_subject,
)

LATER = "2026-10-01T15:00:00+08:00"


def proof(line: Line) -> Absence:
    assert line.ledger.absence is not None
    return line.ledger.absence


def test_a_missing_entry_is_proved_by_the_column_as_it_was_read(tmp_path: Path) -> None:
    ids = [snapshot(tmp_path, f"{MINE}{n}").id for n in (1, 2)]
    rows = (row("放假通知"), row("会议安排", n=2))
    line = judged(tmp_path, listing(*rows, back_to=date(2025, 3, 1), snapshots=tuple(ids)))
    assert said(line) == ("fail", "missing")
    found = proof(line)
    assert (found.words, found.names, found.since) == ("预算", "预算执行", "2026-01-01")
    (one,) = found.columns
    assert (one.column, one.name, one.elsewhere) == (MINE, "预算执行", False)
    assert (one.at, one.pages, one.rows, one.matched) == ((SEEN,), 2, 2, 0)
    assert (one.back_to, one.complete, one.snapshots) == ("2025-03-01", True, tuple(ids))
    assert found.routes == (Route(way="given", url=MINE, found=MINE),)


def test_every_look_is_told(tmp_path: Path) -> None:
    kept(tmp_path, listing())
    kept(tmp_path, listing(seen_at=LATER), look=2)
    assert proof(judged(tmp_path)).columns[0].at == (SEEN, LATER)


def test_a_column_that_was_not_found_is_proved_by_the_ways_that_were_gone(tmp_path: Path) -> None:
    home = snapshot(tmp_path, OWN, day=3)
    steps = (
        Step(way="navigation", url=OWN, snapshot=home.id),
        Step(way="sitemap", url=f"{OWN}map", problem="dead_link"),
        Step(way="portal", url=f"{OWN}gk/", found=f"{OWN}gk/1/"),
    )
    search = Search(root=OWN, subject="budget", steps=steps, complete=True, seen_at=SEEN)
    line = judged(tmp_path, search, who=targets())
    assert said(line) == ("unknown", "no_column")
    found = proof(line)
    assert [(r.way, r.at, r.problem, r.found, r.snapshot) for r in found.routes] == [
        ("navigation", home.fetched_at, "", "", home.id),
        ("sitemap", SEEN, "dead_link", "", ""),
        ("portal", SEEN, "", f"{OWN}gk/1/", ""),
    ]
    assert (found.columns, found.near, found.names) == ((), (), "预算执行")


def test_a_persons_word_is_a_way(tmp_path: Path) -> None:
    found = proof(judged(tmp_path, who=targets(column("", how="person"))))
    assert found.routes == (Route(way="person"),)
    assert [(c.column, c.at) for c in found.columns] == [("", ())]


@pytest.mark.parametrize(
    "line",
    [
        (listing(row()),),
        (listing(problem="blocked"),),
        (listing(row(day=None)),),
    ],
)
def test_nothing_is_proved_where_nothing_is_said_to_be_absent(tmp_path: Path, line: Any) -> None:
    by = plan(Rule(check="count", params={"by": "2026-06-30"}))
    assert judged(tmp_path, *line, made=by).ledger.absence is None


# ------------------------------------------------------------------ near misses


def near(folder: Path, *rows: Any, **more: Any) -> list[tuple[str, str, str]]:
    who = more.pop("who", targets(column(SHARED, "")))
    made = plan(places=("portal",), lead=("市财政局", "市教育局"), match="预算&执行", **more)
    line = judged(folder, listing(*rows, column=SHARED), made=made, who=who)
    return [(n.why, n.title, n.who) for n in proof(line).near]


def at(title: str, n: int, day: date | None = DAY) -> Any:
    return row(title, n=n, at=SHARED, day=day)


def test_the_nearest_entries_and_why_they_do_not_count(tmp_path: Path) -> None:
    rows = (
        at("海棠市教育局预算执行情况", 1),
        at("海棠市财政局预算执行情况", 2, date(2025, 5, 6)),
        at("海棠市财政局预算编制说明", 3),
        at("海棠市财政局放假安排", 4),
    )
    assert near(tmp_path, *rows) == [
        ("owner", "海棠市教育局预算执行情况", "jyj"),
        ("day", "海棠市财政局预算执行情况", ""),
        ("words", "海棠市财政局预算编制说明", ""),
    ]


def test_three_at_most_and_of_each_reason_one_first(tmp_path: Path) -> None:
    others = [at(f"海棠市教育局第{n}次预算执行情况", n, date(2026, 5, n)) for n in range(1, 6)]
    assert [title for _, title, _ in near(tmp_path, *others)] == [
        f"海棠市教育局第{n}次预算执行情况" for n in (5, 4, 3)
    ]
    words = [at("预算编制说明", 7), at("预算公开说明", 8)]
    told = near(tmp_path / "b", *others, *words)
    assert [(why, title[-6:]) for why, title, _ in told] == [
        ("owner", "预算执行情况"),
        ("owner", "预算执行情况"),
        ("words", "预算编制说明"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [at("放假安排", 1)],
        [],
    ],
)
def test_nothing_near_is_told_as_nothing(tmp_path: Path, rows: list[Any]) -> None:
    assert near(tmp_path, *rows) == []


def test_a_successors_entry_is_its_own_and_no_near_miss(tmp_path: Path) -> None:
    assert near(tmp_path, at("海棠市教育局预算执行情况", 1, date(2025, 1, 1)), joint=True) == [
        ("day", "海棠市教育局预算执行情况", "")
    ]


def test_entries_of_the_year_that_fill_other_parts_are_no_near_misses(tmp_path: Path) -> None:
    rows = [
        row("2026年1月预算执行情况", 1, day=date(2026, 2, 10)),
        row("2025年1月预算执行情况", 2, day=date(2025, 2, 10)),
    ]
    rule = Rule(check="series", params={"period": "month", "lag": "30d"})
    line = judged(tmp_path, listing(*rows), made=plan(rule))
    assert [(n.why, n.day) for n in proof(line).near] == [("day", "2025-02-10")]


def test_what_stands_elsewhere_and_would_not_do_is_near_too(tmp_path: Path) -> None:
    who = targets(column(), column(NOTICES, subject="notices"))
    there = listing(row("预算执行通报", at=NOTICES, day=date(2025, 5, 6)), column=NOTICES)
    made = plan(subjects=with_subject(elsewhere=("notices",)))
    line = judged(tmp_path, listing(), there, made=made, who=who)
    assert said(line) == ("fail", "missing")
    found = proof(line)
    assert [(c.column, c.elsewhere, c.matched) for c in found.columns] == [
        (MINE, False, 0),
        (NOTICES, True, 1),
    ]


def test_of_a_pair_the_answer_is_what_is_missing(tmp_path: Path) -> None:
    answers = f"{OWN}jd/"
    subjects = with_subject() | {
        "explained": Subject(id="explained", name="解读", words="政策解读")
    }
    params = {"from": "budget", "to": "explained", "within": "3wd"}
    made = plan(Rule(check="lag", params=params), subjects=subjects)
    who = targets(column(), column(answers, subject="explained"))
    first = row("2026年预算执行办法")
    records = (
        listing(first),
        listing(column=answers),
        page(first.url, links=(Link(url="x", text="y"),)),
    )
    line = judged(tmp_path, *records, made=made, who=who)
    assert said(line) == ("fail", "missing")
    found = proof(line)
    assert (found.names, [c.column for c in found.columns]) == ("政策解读", [MINE, answers])


def test_a_column_stands_once_though_it_is_sought_as_another_too(tmp_path: Path) -> None:
    who = targets(column(), column(MINE, subject="notices"))
    made = plan(subjects=with_subject(elsewhere=("notices",)))
    found = proof(judged(tmp_path, listing(), made=made, who=who))
    assert [(c.column, c.elsewhere) for c in found.columns] == [(MINE, False)]
