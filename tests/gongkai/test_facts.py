from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import plans
from gongkai import targets
from gongkai.facts import check_facts
from gongkai.model import Fact, FactKind, UserError

CITY = """title: 海棠市
sites: [{host: www.haitang.gov.cn, address: "127.0.0.2:8801"}]
units: [{id: czj, name: 海棠市财政局}]
"""
HEAD = "kind,unit,about,day,until,basis,by\n"
KINDS = {
    **plans.facts(),
    "city_rules": FactKind(id="city_rules", zh="细则的日期", en="day of the rules"),
}


def check(folder: Path, row: str) -> str:
    """What is wrong with a row; empty where nothing is."""
    (folder / "t.yaml").write_text(CITY, "utf-8")
    (folder / "facts.csv").write_text(HEAD + row + "\n", "utf-8")
    try:
        check_facts(targets.load(folder / "t.yaml"), KINDS)
    except UserError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    "row",
    [
        "city_rules,,,2026-03-01,,海府〔2026〕1号,王",
        "exempt,czj,1.1,,,海府〔2026〕1号,王",
        "not_happened,czj,1.1,,,来函,王",
        "planned_outage,czj,,2026-03-01,2026-03-01,报备,王",
        "probe,czj,up,2026-03-01,,pass 打得开,王",
        "workday,,,2026-03-01,,通知,王",
        "day_off,czj,,2026-03-02,2026-03-04,通知,王",
        "edition,,1.9 第3期,2026-03-01,,安排,王",
        "officer,czj,李四,2026-03-01,,任免,王",
        "day_told,czj,预算,2026-03-01,,函,王",
        "reading_checked,,www.haitang.gov.cn,,,看过,王",
        "workday,,,2026-03-01,,通知,王\nday_off,czj,,2026-03-01,,通知,王",  # of one office
    ],
)
def test_rows_that_say_what_their_kind_needs(row: str, tmp_path: Path) -> None:
    assert check(tmp_path, row) == ""


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("citi_rules,,,2026-03-01,,文号,王", "最接近的是“city_rules”"),
        ("city_rules,,,,,文号,王", "要写明 day：细则的日期"),
        ("exempt,,1.1,,,文号,王", "要写明 unit"),
        ("planned_outage,czj,,2026-03-01,,报备,王", "要写明 until"),
        ("exempt,czj,,,,文号,王", "要写明 about"),
        ("city_rules,,,2026-03-01,,,王", "缺少“basis”"),
        ("city_rules,,,2026-03-01,,文号,", "缺少“by”"),
        ("city_rules,jyj,,2026-03-01,,文号,王", "没有单位“jyj”"),
        ("planned_outage,czj,,2026-03-02,2026-03-01,报备,王", "早于 day"),
        ("probe,czj,up,2026-03-01,,打得开,王", "pass… fail…"),
        ("workday,,,2026-03-01,,通知,王\nday_off,,,2026-02-27,2026-03-01,通知,王", "既是工作日又"),
    ],
)
def test_rows_that_say_too_little_or_contradict(row: str, said: str, tmp_path: Path) -> None:
    told = check(tmp_path, row)
    assert said in told
    assert "facts.csv：第 " in told


def test_every_fault_has_its_row(tmp_path: Path) -> None:
    good = "city_rules,,,2026-03-01,,文号,王\n"
    assert "第 3 行" in check(tmp_path, f"{good}other,,,2026-03-01,,文号,王")


def test_where_a_fact_stands_makes_it_no_other_fact(tmp_path: Path) -> None:
    row = "city_rules,,,2026-03-01,,文号,王"
    assert check(tmp_path, f"{row}\n{row}") == ""
    a, b = targets.load(tmp_path / "t.yaml").facts
    assert a == b
    assert a.at != b.at


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [
        ("", "", True),
        ("2026-03-02", "", True),
        ("2026-03-03", "", False),
        ("", "2026-03-02", True),
        ("", "2026-03-01", False),
        ("2026-03-01", "2026-03-03", True),
    ],
)
def test_a_fact_covers_its_days_both_ends_with_them(first: str, last: str, holds: bool) -> None:
    begins, ends = (date.fromisoformat(day) if day else None for day in (first, last))
    assert Fact(kind="exempt", day=begins, until=ends).covers(date(2026, 3, 2)) is holds
