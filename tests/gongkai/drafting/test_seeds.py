"""The real plans beside the checkout, against the table that two readers made of them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from gongkai.cadence import days
from gongkai.drafting import Draft, read
from gongkai.drafting.units import names

PLANS = {  # plan: its file, the share that must be right, the year
    "panyu-2016": ("000", 0.85, 2016),
    "panyu-2017": ("001", 0.98, 2017),
    "dongguan-2017": ("002", 0.98, 2017),
    "jiangmen-2019": ("003", 0.98, 2019),
    "guangzhou-zwb-2018": ("004", 0.98, 2018),
}


@pytest.fixture(scope="module")
def listed(shared: Path) -> dict[str, list[dict[str, str]]]:
    """The items by plan, without those of the letter that goes with a table."""
    found: dict[str, list[dict[str, str]]] = {}
    with (shared / "research" / "obligations.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if not row["item"].startswith("cover"):
                found.setdefault(row["plan"], []).append(row)
    return found


def drafted(shared: Path, plan: str) -> Draft:
    return read(next((shared / "seeds").glob(f"{PLANS[plan][0]}_*")))


@pytest.mark.parametrize("plan", PLANS)
def test_ids_units_and_deadlines(
    shared: Path, listed: dict[str, list[dict[str, str]]], plan: str
) -> None:
    _, share, year = PLANS[plan]
    draft = drafted(shared, plan)
    found = {item.id: item for item in draft.items}
    wrong = []
    for row in listed[plan]:
        item = found.get(row["item"])
        due = (
            max(days(row["deadline"], year), default=None) if row["deadline"][:2] == "20" else None
        )
        owed = {n for unit in row["units"].split(";") for n in names(unit).units}
        if item is None or {*item.units, *item.support} != owed or item.due != due:
            wrong.append(row["item"])
    assert len(wrong) <= (1 - share) * len(listed[plan]), wrong
    assert set(found) <= {row["item"] for row in listed[plan]}
    assert draft.year == year


@pytest.mark.parametrize("plan", PLANS)
def test_nothing_is_invented(shared: Path, plan: str) -> None:
    path = next((shared / "seeds").glob(f"{PLANS[plan][0]}_*"))
    said = plain(path.read_text("utf-8").replace("<p>", "").replace("</p>", ""))
    for item in read(path).items:
        for name in item.units + item.support:
            assert all(plain(part) in said for part in name.split("、")), name
        assert plain(item.deadline) in said


def plain(text: str) -> str:
    return "".join(text.replace("(", "（").replace(")", "）").split()).replace("\f", "")


def test_the_clauses_are_the_plans_words(shared: Path) -> None:
    for plan in ("panyu-2017", "dongguan-2017", "jiangmen-2019", "guangzhou-zwb-2018"):
        path = next((shared / "seeds").glob(f"{PLANS[plan][0]}_*"))
        said = plain(path.read_text("utf-8").replace("<p>", "").replace("</p>", ""))
        cut = {d.item for d in read(path).doubts if d.what == "cut_by_page"}
        for item in read(path).items:
            assert item.id in cut or plain(item.text) in said


def test_a_table_with_prose_after_it(shared: Path) -> None:
    doubts = {doubt.what for doubt in drafted(shared, "jiangmen-2019").doubts}
    assert {"prose_before", "prose_follows", "task_differs"} <= doubts


def test_numbers_left_over_from_automatic_numbering(shared: Path) -> None:
    doubts = {doubt.what for doubt in drafted(shared, "dongguan-2017").doubts}
    assert {"number_stray", "numbers_restart", "deadline_several"} <= doubts


def test_groups_and_helpers(shared: Path) -> None:
    items = {item.id: item for item in drafted(shared, "jiangmen-2019").items}
    assert items["9"].units == ("市政府办公室",)
    assert items["9"].support == ("各市（区）政府", "市政府各部门、各直属机构")
    assert items["9"].collective == items["9"].support
    assert items["13"].cadence == "within 1mo of closing"
