"""An old crawl judged again, under another plan or day: what it cannot decide stays unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

import plans
from gongkai import round, sample
from gongkai.cli import main
from gongkai.disk.judged import Judged, Result
from tests.conftest import city_job

UNITS = ("scjgj", "mzj", "gaj")
DECIDED = ("pass", "half", "fail", "skip")
OTHER, OWN = "every-office", "haitang"


def results(job: round.Job) -> dict[tuple[str, ...], Result]:
    return {r.key: r for r in Judged(job.folder / "judged" / job.judged).results()}


def judged(job: round.Job) -> dict[tuple[str, ...], Result]:
    round.check(job)
    return results(job)


def files(folder: Path) -> dict[str, bytes]:
    found = (p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): p.read_bytes() for p in found}


@dataclass(frozen=True)
class Visits:
    """The same offices visited for two plans."""

    own: round.Job
    other: round.Job


@pytest.fixture(scope="module")
def visits(audited: round.Job, tmp_path_factory: pytest.TempPathFactory) -> Visits:
    folder = tmp_path_factory.mktemp("visits")
    with sample.city(folder / "city") as path:
        other = replace(city_job(folder / "other", path, OTHER), units=UNITS)
        round.crawl(other)
    return Visits(own=replace(audited, units=UNITS, judged="mine"), other=other)


@pytest.mark.parametrize(("old", "new"), [("own", "other"), ("other", "own")])
def test_what_an_old_crawl_decides_a_crawl_made_for_the_plan_decides_alike(
    visits: Visits, old: str, new: str
) -> None:
    made_for_it = getattr(visits, new)
    before = getattr(visits, old)
    fresh = judged(made_for_it)
    again = judged(replace(before, plans=made_for_it.plans, judged="again"))
    assert again.keys() == fresh.keys()
    decided = {k: r for k, r in again.items() if r.outcome in DECIDED}
    assert len(decided) > 10
    assert {k: (r.outcome, r.reason) for k, r in decided.items()} == {
        k: (fresh[k].outcome, fresh[k].reason) for k in decided
    }
    unknown = [r.reason for r in again.values() if r.outcome == "unknown"]
    assert unknown.count("not_captured") > len(unknown) / 2


@pytest.mark.parametrize("days", [-61, -60, -30, 30])
def test_another_cut_off_says_what_an_audit_of_that_day_would(visits: Visits, days: int) -> None:
    """Judged as of a day before or after; nothing is lost for what was not due or not looked at."""
    first = judged(visits.own)
    day = visits.own.as_of + timedelta(days=days)
    moved = replace(visits.own, as_of=day, judged="day")
    again = judged(moved)
    assert {r.as_of for r in again.values()} == {day.isoformat()}
    assert {r.seen_at for r in again.values()} == {r.seen_at for r in first.values()}
    lost = {r.reason for r in again.values() if r.outcome in ("half", "fail")}
    assert ("missing" in lost) is (days >= -60)  # later than the window: it may have been there
    by = min(day, visits.own.as_of).isoformat()  # the look was on the day of the first cut-off
    for ledger in Judged(moved.folder / "judged" / "day").ledgers():
        for part in ledger.parts:
            if part.state == "bad" and re.fullmatch(r"\d{4}-\d\d-\d\d", part.limit):
                assert part.limit <= by, (ledger.item, ledger.unit, part)


def test_the_first_judging_stays_and_the_other_repeats_to_the_byte(
    visits: Visits, capsys: pytest.CaptureFixture[str]
) -> None:
    judged(visits.own)
    home = visits.own.folder / "judged"
    before = files(home / "mine") | files(home / "first")
    argv = ["check", str(visits.own.folder), "--plan", OTHER, "--as", "other"]
    argv += ["--as-of", "2026-08-31"]
    assert main(argv) == 0
    once = files(home / "other")
    assert main(argv) == 0
    assert files(home / "other") == once
    assert files(home / "mine") | files(home / "first") == before
    kept = round.reopen(visits.own.folder)
    assert [p.id for p in kept.plans] == [OWN]
    assert kept.as_of == visits.own.as_of
    mine = round.reopen(visits.own.folder, judged="other")
    assert [p.id for p in mine.plans] == [OTHER]
    assert mine.as_of.isoformat() == "2026-08-31"
    assert main(["explain", str(visits.own.folder), "mzj", "1", "--as", "other"]) == 0
    assert "2026-08-31" in capsys.readouterr().out


def test_a_plan_of_an_earlier_year_is_judged_as_of_the_end_of_its_year(visits: Visits) -> None:
    plan = "panyu-2017"
    argv = ["check", str(visits.own.folder), "--plan", plan, "--as", "past"]
    assert main(argv) == 0
    past = round.reopen(visits.own.folder, judged="past")
    assert past.as_of.year == plans.load(plan).year
    found = results(past).values()
    assert found
    assert not [r for r in found if r.reason == "missing"]


def test_a_plan_of_nobody_here_is_said_and_no_empty_table(
    visits: Visits, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ["check", str(visits.own.folder), "--plan", "site-check", "--as", "nobody"]
    assert main(argv) == 0
    told = capsys.readouterr().out
    assert "都不在这轮的名单里" in told.replace("\n", "")
    assert "排名" not in told


def test_an_edited_plan_leaves_the_judgings_before_it_as_they_were(visits: Visits) -> None:
    """An item is gone from the plan of that name: what was judged by it is told all the same."""
    judged(replace(visits.own, judged="before"))
    kept = files(visits.own.folder / "given")
    (plan,) = visits.own.plans
    fewer = replace(plan, obligations=plan.obligations[1:])
    judged(replace(visits.own, judged="after", plans=(fewer,)))
    assert files(visits.own.folder / "given") == kept
    assert items(visits.own.folder, "before") == [o.item for o in plan.obligations]
    assert items(visits.own.folder, "after") == [o.item for o in fewer.obligations]
    judged(replace(visits.own, judged="after"))
    assert items(visits.own.folder, "after") == [o.item for o in plan.obligations]


def items(folder: Path, name: str) -> list[str]:
    (plan,) = round.reopen(folder, judged=name).plans
    return [o.item for o in plan.obligations]
