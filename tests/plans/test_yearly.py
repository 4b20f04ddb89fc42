from __future__ import annotations

from datetime import date
from pathlib import Path

import plans
from plans.yearly import filled

HEAD = "title: 每年的方案\nsource: 示例\nyear: 2025\n"
TASK = """task: 一、年报
clauses:
  - item: "1"
    title: 上年度年报
    lead: [各部门]
    each: true
    subject: annual_report
    match: "{last_year}&年报"
    due: "{year}-01-31"
    if_none: fail
    rules:
      - count: {by: due}
"""


def written(folder: Path, head: str) -> Path:
    home = folder / "plans"
    (home / "p").mkdir(parents=True)
    (home / "p" / "plan.yaml").write_text(head, "utf-8")
    (home / "p" / "01-a.yaml").write_text(TASK, "utf-8")
    return home


def test_a_plan_that_says_the_same_every_year_follows_the_cut_off(tmp_path: Path) -> None:
    home = written(tmp_path, HEAD + "yearly: true\n")
    for asked, year in ((0, 2025), (2031, 2031)):
        plan = plans.load("p", folders=[home], year=asked)
        (clause,) = plan.obligations
        assert plan.year == year
        assert (clause.due, clause.match) == (date(year, 1, 31), f"{year - 1}&年报")


def test_a_plan_of_one_year_stays_in_it(tmp_path: Path) -> None:
    home = written(tmp_path, HEAD)
    task = home / "p" / "01-a.yaml"
    task.write_text(TASK.replace('"{year}-01-31"', "2025-01-31"), "utf-8")
    plan = plans.load("p", folders=[home], year=2031)
    assert (plan.year, plan.obligations[0].match) == (2025, "{last_year}&年报")


def test_only_what_stands_for_a_year_is_filled_in() -> None:
    read = {"a": ["{year}-03-31", "{year}年", "{else}"], "b": 3, "c": "2025-01-31"}
    assert filled(read, 2026) == {
        "a": [date(2026, 3, 31), "2026年", "{else}"],
        "b": 3,
        "c": "2025-01-31",
    }


def test_every_office_asks_for_last_years_report() -> None:
    plan = plans.load("every-office", year=2024)
    (report,) = (o for o in plan.obligations if o.item == "3")
    assert (report.match, report.due) == ("2023&(年度报告|年报)", date(2024, 1, 31))
    assert {o.item for o in plan.obligations if o.due} == {"3", "4", "17", "18"}
