from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.judging.finding import by_browser
from gongkai.judging.judge import judge
from gongkai.judging.lines import limit_by
from gongkai.model import Row, Rule, Search, Step
from tests.gongkai.world import (
    MINE,
    OWN,
    case,
    column,
    judged,
    kept,
    library,
    listing,
    page,
    plan,
    row,
    snapshot,
    targets,
    when,
)

SOONER = "2026-10-01T14:59:59+08:00"
SIX_HOURS = "2026-10-01T15:00:00+08:00"
SECOND = f"{OWN}b/"


def confirmed(folder: Path, *second: str, who: Any = None) -> str:
    """After a first look at the column, and these later ones."""
    kept(folder, listing(), listing(column=SECOND))
    for look, seen_at in enumerate(second, 2):
        kept(folder, listing(seen_at=seen_at), look=look)
    return judged(folder, who=who).result.confirmed


def test_a_loss_is_confirmed_by_a_second_look_six_hours_later(tmp_path: Path) -> None:
    assert confirmed(tmp_path / "once") == "no"
    assert confirmed(tmp_path / "soon", SOONER) == "no"
    assert confirmed(tmp_path / "later", SIX_HOURS) == "yes"


def test_every_column_must_have_been_read_twice(tmp_path: Path) -> None:
    both = targets(column(), column(SECOND))
    assert confirmed(tmp_path, SIX_HOURS, who=both) == "no"
    kept(tmp_path, listing(column=SECOND, seen_at=SIX_HOURS), look=2)
    assert judged(tmp_path, who=both).result.confirmed == "yes"


def test_a_wall_is_no_second_look(tmp_path: Path) -> None:
    kept(tmp_path, listing())
    kept(tmp_path, listing(problem="blocked", seen_at=SIX_HOURS), look=2)
    assert judged(tmp_path).result.confirmed == "no"


def test_what_was_there_at_the_first_look_is_not_missing_twice(tmp_path: Path) -> None:
    kept(tmp_path, listing(row()))
    kept(tmp_path, listing(seen_at=SIX_HOURS), look=2)
    assert judged(tmp_path).result.confirmed == "no"
    kept(tmp_path, listing(seen_at="2026-10-01T20:59:59+08:00"), look=3)
    assert judged(tmp_path).result.confirmed == "no"
    kept(tmp_path, listing(seen_at="2026-10-01T21:00:00+08:00"), look=4)
    assert judged(tmp_path).result.confirmed == "yes"


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (row("放假通知"), {}, "yes"),  # nothing that was looked for
        (row(day=date(2025, 1, 2)), {"complete": False, "back_to": date(2026, 1, 1)}, "yes"),
        (row(day=date(2025, 1, 2)), {}, "no"),
        (row(day=None), {"complete": False, "back_to": date(2026, 1, 1)}, "yes"),
    ],
)
def test_only_what_would_have_been_seen_again_is_gone(
    tmp_path: Path, first: Row, second: dict[str, Any], told: str
) -> None:
    kept(tmp_path, listing(first))
    kept(tmp_path, listing(seen_at=SIX_HOURS, **second), look=2)
    assert judged(tmp_path).result.confirmed == told


def test_an_empty_column_is_looked_at_by_browser_too_where_there_is_one(tmp_path: Path) -> None:
    kept(tmp_path, listing(column=MINE))
    kept(tmp_path, listing(seen_at=SIX_HOURS), look=2)
    assert judged(tmp_path, at=when()).result.confirmed == "yes"
    assert judged(tmp_path, at=when(browser=True)).result.confirmed == "no"
    kept(tmp_path, listing(seen_at="2026-10-01T15:01:00+08:00", browser=True), look=2)
    assert judged(tmp_path, at=when(browser=True)).result.confirmed == "yes"
    full = tmp_path / "b"
    kept(full, listing(row("放假通知")))
    kept(full, listing(row("放假通知"), seen_at=SIX_HOURS), look=2)
    assert judged(full, at=when(browser=True)).result.confirmed == "yes"


def test_what_comes_back_at_the_second_look_turns_the_verdict(tmp_path: Path) -> None:
    kept(tmp_path, listing())
    assert judged(tmp_path).result.outcome == "fail"
    kept(tmp_path, listing(row(), seen_at=SIX_HOURS), look=2)
    line = judged(tmp_path).result
    assert (line.outcome, line.confirmed) == ("pass", "")


def test_a_second_look_asks_for_a_browser_where_a_column_was_empty(tmp_path: Path) -> None:
    empty = judged(tmp_path, listing()).ledger.absence
    asked = list(by_browser(case(), empty))
    assert [(n.name, n.browser, n.why) for n in asked] == [("it", True, "second_look")]
    drawn = judged(tmp_path / "b", listing(browser=True)).ledger.absence
    full = judged(tmp_path / "c", listing(row("放假通知"))).ledger.absence
    nowhere = judged(tmp_path / "d", who=targets(column("", how="person"))).ledger.absence
    assert not [need for each in (drawn, full, nowhere, None) for need in by_browser(case(), each)]


def test_only_losses_are_confirmed(tmp_path: Path) -> None:
    assert judged(tmp_path, listing(row())).result.confirmed == ""
    assert judged(tmp_path / "b", listing(problem="blocked")).result.confirmed == ""
    late = plan(Rule(check="count", params={"by": "2026-05-05"}))
    assert judged(tmp_path / "c", listing(row()), made=late).result.confirmed == "no"


def test_a_person_who_found_no_column_has_confirmed_it(tmp_path: Path) -> None:
    nowhere = targets(column("", "czj", how="person"))
    assert judged(tmp_path, who=nowhere).result.confirmed == "yes"


@pytest.mark.parametrize(
    ("rule", "whose"),
    [
        (Rule(check="fresh", params={"days": 90}), "plan"),
        (Rule(check="fresh", params={"days": 90}, ours=("days",)), "ours"),
        (Rule(check="fresh"), "ours"),
        (Rule(check="count", params={"n": 2}), "plan"),
        (Rule(check="count"), "plan"),
        (
            Rule(
                check="series",
                params={"period": "month", "lag": "30d", "zero_ok": True},
                ours=("zero_ok",),
            ),
            "ours",
        ),
        (Rule(check="series", params={"period": "month"}), "ours"),
    ],
)
def test_whose_number_is_judged_by(rule: Rule, whose: str) -> None:
    assert limit_by(case(plan(rule))) == whose


def test_parts_are_counted_as_they_are_due(tmp_path: Path) -> None:
    rule = Rule(check="series", params={"period": "month", "lag": "30d"})
    rows = [
        row("2026年1月预算执行情况", 1, day=date(2026, 2, 10)),
        row("2026年2月预算执行情况", 2, day=None),
    ]
    line = judged(tmp_path, listing(*rows), made=plan(rule)).result
    assert (line.parts_good, line.parts_due, line.parts_doubtful) == (1, 8, 1)


def test_the_proof_is_the_worst_parts_snapshot(tmp_path: Path) -> None:
    first, second = (snapshot(tmp_path, f"{OWN}{n}.html", n) for n in (1, 2))
    rule = Rule(check="count", params={"by": "2026-05-05", "n": 2})
    rows = (row(n=1, day=date(2026, 5, 1)), row("2026年预算", n=2))
    kept(
        tmp_path,
        listing(*rows, snapshots=()),
        *(page(r.url, snapshots=(s,)) for r, s in zip(rows, (first.id, second.id), strict=True)),
    )
    line = judged(tmp_path, made=plan(rule)).result
    assert (line.url, line.fetched_at, line.sha256) == (
        rows[1].url,
        second.fetched_at,
        second.sha256,
    )


def test_what_is_missing_is_proved_by_the_column(tmp_path: Path) -> None:
    there = snapshot(tmp_path, MINE)
    line = judged(tmp_path, listing(snapshots=("gone#9", there.id))).result
    assert (line.url, line.fetched_at, line.sha256) == (MINE, there.fetched_at, there.sha256)


def test_where_no_column_is_known_the_root_is_told(tmp_path: Path) -> None:
    search = Search(root=OWN, subject="budget", steps=(Step(way="navigation", url=OWN),))
    line = judged(tmp_path, search, who=targets())
    assert (line.result.url, line.result.reason) == (OWN, "no_column")
    assert [s.way for s in line.ledger.steps] == ["navigation"]


def test_the_ledger_says_what_was_read_and_how_far(tmp_path: Path) -> None:
    who = targets(column(), column(SECOND))
    far, near = (
        listing(column=url, complete=False, back_to=date(2026, month, 1))
        for url, month in ((MINE, 1), (SECOND, 3))
    )
    ledger = judged(tmp_path, far, near, who=who).ledger
    assert (ledger.columns, ledger.column_names) == ((MINE, SECOND), ("预算执行",))
    assert ledger.back_to == "2026-03-01"  # what both reach


def test_a_name_that_nobody_answers_to_is_a_line_and_never_a_loss(tmp_path: Path) -> None:
    made = plan(lead=("市财政局", "市气象局"))
    known = library(tmp_path, listing(row()))
    lines = judge(made, targets(column()), known, when())
    assert [(x.result.unit_name, x.result.outcome, x.result.reason) for x in lines] == [
        ("海棠市财政局", "pass", "ok"),
        ("市气象局", "unknown", "no_holder"),
    ]
    nobody = lines[1]
    assert (nobody.result.unit, nobody.result.weight, nobody.result.rule) == (
        "",
        0.0,
        "lead:市气象局",
    )
    assert (nobody.ledger.unit, nobody.ledger.rule) == ("", nobody.result.rule)
    assert len(judge(made, targets(column()), known, when(), ["czj"])) == 1


def test_a_line_carries_when_it_was_judged(tmp_path: Path) -> None:
    line = judged(tmp_path, listing(row())).result
    assert (line.round, line.judged, line.as_of, line.seen_at) == (
        "r1",
        "default",
        "2026-09-30",
        "2026-10-01",
    )
    assert line.key == ("p", "1.1", "czj", "own", "count")
