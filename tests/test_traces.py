"""The city of signs: what a person should look at is told, and nobody innocent is accused."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import timedelta

import pytest

import plans
from gongkai import round, sample, targets
from gongkai.commands._arguments import day, instant
from gongkai.judged import Candidate, Judged

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
