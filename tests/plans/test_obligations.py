"""The seven plans against the list of their obligations: every item is there, with a rule."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

import plans

ROOT = Path(__file__).parents[2]
LISTED = ROOT.parent / "shared" / "research" / "obligations.csv"
READINGS = ROOT / "docs" / "readings"
PLANS = (
    "panyu-2016", "panyu-2017", "dongguan-2017", "jiangmen-2019", "guangzhou-zwb-2018",
    "guangdong-2019", "guobanfa-2019-14",
)  # fmt: skip


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.fixture(scope="session")
def listed() -> dict[str, list[str]]:
    """Plan -> the items of obligations.csv."""
    if not LISTED.is_file():
        pytest.skip("no list of obligations beside the project")
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows(LISTED):
        found[row["plan"]].append(row["item"])
    return found


@pytest.mark.parametrize("name", PLANS)
def test_every_item_is_there_or_its_absence_is_told(
    name: str, listed: dict[str, list[str]]
) -> None:
    told = [r for r in rows(READINGS / f"{name}.csv") if r["field"] == "item"]
    added = {r["item"] for r in told if not r["was"]}
    dropped = {r["item"] for r in told if not r["now"]}
    items = [o.item for o in plans.load(name).obligations]
    assert sorted(items) == sorted((set(listed[name]) - dropped) | added)


@pytest.mark.parametrize("name", PLANS)
def test_what_differs_from_the_list_says_why(name: str) -> None:
    items = {o.item for o in plans.load(name).obligations}
    for row in rows(READINGS / f"{name}.csv"):
        assert list(row) == ["item", "field", "was", "now", "why"]
        assert row["why"], row
        assert row["item"] in {*items, "*"} or not row["now"], row


@pytest.mark.parametrize("name", PLANS)
def test_a_title_is_short_words_of_our_own(name: str) -> None:
    for clause in plans.load(name).obligations:
        assert 2 <= len(clause.title) <= 30, clause.item
        assert not clause.text, clause.item
