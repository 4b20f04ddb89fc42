"""The city in the year of each plan: every result equals the truth beside what is planted."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import plans
from gongkai import round, sample, targets
from gongkai.commands._arguments import day, instant
from gongkai.disk.judged import Judged, Result

YEARS = sorted(folder.parent.name for folder in sample.YEARS.glob("*/truth.csv"))
Key = tuple[str, str, str, str]


def job_of(folder: Path, path: Path, *names: str) -> round.Job:
    loaded = tuple(plans.load(name) for name in names)
    as_of, clock = sample.moment(loaded[0].year)
    return round.Job(
        folder=folder,
        plans=loaded,
        targets=targets.load(path),
        as_of=day(as_of),
        clock=instant(clock),
        browser=False,
    )


class Truth:
    """Rows of truth.csv; ``*`` for every unit or place that no narrower row names."""

    def __init__(self, year: str) -> None:
        with (sample.YEARS / year / "truth.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        self.rows: dict[Key, tuple[str, str]] = {
            (r["item"], r["unit"], r["place"], r["rule"]): (r["outcome"], r["reason"]) for r in rows
        }
        self.used: set[Key] = set()
        assert len(self.rows) == len(rows), "a key stands twice"

    def of(self, line: Result) -> tuple[str, str] | None:
        unit, place = line.unit or line.unit_name, line.place
        for u, p in ((unit, place), (unit, "*"), ("*", place), ("*", "*")):
            key = (line.item, u, p, line.rule)
            if key in self.rows:
                self.used.add(key)
                return self.rows[key]
        return None


@pytest.mark.parametrize("year", YEARS)
def test_every_result_of_a_plan_in_its_year_equals_the_truth(year: str, tmp_path: Path) -> None:
    truth = Truth(year)
    with sample.city(tmp_path / "city", year=year) as path:
        job = job_of(tmp_path / "r", path, year)
        round.audit(job)
    lines = Judged(job.folder / "judged" / "first").results()
    wrong = [
        (r.item, r.unit or r.unit_name, r.place, r.rule, (r.outcome, r.reason), truth.of(r))
        for r in lines
        if truth.of(r) != (r.outcome, r.reason)
    ]
    assert not wrong, f"{len(wrong)} of {len(lines)}: {wrong[:20]}"
    assert truth.rows.keys() == truth.used, sorted(truth.rows.keys() - truth.used)[:20]


def test_two_plans_on_one_crawl_fetch_each_column_once(tmp_path: Path) -> None:
    with sample.serving(tmp_path / "city", year="panyu-2017") as (path, servers):
        job = job_of(tmp_path / "r", path, "panyu-2017", "panyu-2016")
        round.audit(job)
    asked = [(r.host, r.path) for r in servers.requests if r.status == 200]
    twice = {each for each in asked if asked.count(each) > 1}
    assert not twice
    plans_judged = {r.plan for r in Judged(job.folder / "judged" / "first").results()}
    assert plans_judged == {"panyu-2016", "panyu-2017"}
