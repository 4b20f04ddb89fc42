"""The city of signs: what a person should look at is told, and nobody innocent is accused."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import timedelta

import pytest

import plans
from gongkai import round, sample, targets
from gongkai.commands._arguments import day, instant
from gongkai.disk.judged import Candidate, Judged

YEAR = "haitang-traces"


def truth(look: int) -> list[tuple[str, str, str, str, int]]:
    """What is to be told at a look: kind, unit, title, why, how many other addresses."""
    path = sample.YEARS / YEAR / "candidates.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if int(r["look"]) <= look]
    return sorted((r["kind"], r["unit"], r["title"], r["why"], int(r["others"])) for r in rows)


def told(signs: list[Candidate]) -> list[tuple[str, str, str, str, int]]:
    return sorted((c.kind, c.unit, c.title, c.why, len(c.other.split())) for c in signs)


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> round.Job:
    """Audited on 15 January, and looked at again a fortnight later."""
    folder = tmp_path_factory.mktemp("traces")
    plan = plans.load(YEAR)
    as_of, clock = sample.moment(plan.year)
    with sample.city(folder / "city", year=YEAR) as path:
        job = round.Job(
            folder=folder / "r",
            plans=(plan,),
            targets=targets.load(path),
            as_of=day(as_of),
            clock=instant(clock),
            browser=False,
        )
        round.audit(job)
    assert job.clock is not None
    with sample.city(folder / "city2", year=YEAR, look=2) as path:
        later = replace(job, targets=targets.load(path), clock=job.clock + timedelta(days=14))
        round.recheck(later)
    return later


def test_the_signs_of_a_first_look_are_the_planted_ones(looked: round.Job) -> None:
    first = Judged(looked.folder / "judged" / "first-look1")
    assert told(first.candidates()) == truth(1)


def test_a_second_look_adds_what_came_since(looked: round.Job) -> None:
    assert told(Judged(looked.folder / "judged" / "first").candidates()) == truth(2)


def test_what_comes_back_turns_the_verdict_and_the_first_one_is_kept(looked: round.Job) -> None:
    first, second = (
        {(r.item, r.unit, r.rule): r for r in Judged(looked.folder / "judged" / name).results()}
        for name in ("first-look1", "first")
    )
    back = ("1.3", "mzj", "count")
    assert (first[back].outcome, first[back].reason) == ("fail", "missing")
    assert (second[back].outcome, second[back].confirmed) == ("pass", "")
    lost = [key for key, r in first.items() if r.outcome in ("half", "fail") and key != back]
    assert lost
    assert {first[key].confirmed for key in lost} == {"no"}
    assert {second[key].confirmed for key in lost} == {"yes"}
    assert round.reopen(looked.folder, judged="first-look1").judged == "first-look1"


def test_near_misses_show_that_nothing_was_overlooked(looked: round.Job) -> None:
    ledgers = Judged(looked.folder / "judged" / "first").ledgers()
    (proof,) = (x.absence for x in ledgers if (x.item, x.unit) == ("1.2", "czj"))
    assert proof is not None
    assert [(n.why, n.title, n.who) for n in proof.near] == [
        ("owner", "海棠市教育局收费目录清单（2025年版）", "jyj"),
        ("day", "海棠市财政局收费目录清单（2024年版）", ""),
        ("words", "海棠市涉企收费政策宣传", ""),
    ]
    assert [(c.name, c.elsewhere, len(c.at), c.pages, c.rows) for c in proof.columns] == [
        ("收费目录清单", False, 2, 1, 4),
        ("通知公告", True, 2, 1, 12),
    ]


def test_a_sign_costs_no_point_and_stands_in_the_report_as_none(looked: round.Job) -> None:
    judged = Judged(looked.folder / "judged" / "first")
    page = (judged.out / "units" / "jyj.html").read_text("utf-8")
    assert "待核线索" in page
    assert "这些是线索，不是结论，不影响得分" in page
    lines = [r for r in judged.results() if r.unit == "jyj" and r.item == "2.3"]
    assert {r.outcome for r in lines} == {"pass"}
