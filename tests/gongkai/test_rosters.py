"""rosters.csv, offices that were merged, and clauses that several offices owe together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gongkai import targets
from gongkai.judging.case import When, cases
from gongkai.model import Obligation, Plan, Rule, Subject, Targets, UserError

TARGETS = """
title: 海棠
contact: mailto:a@example.org
sites: [{host: www.haitang.example}]
groups: [{id: towns, name: 各镇（街）}, {id: depts, name: 各部门}]
units:
  - {id: gsj, name: 海棠区国税局, aliases: [区国税局], until: 2018-07-05, into: swj}
  - {id: dsj, name: 海棠区地税局, aliases: [区地税局], until: 2018-07-05, into: swj}
  - {id: swj, name: 海棠区税务局}
"""
ROSTER = """group,unit,name,aliases,portal,own
towns,lx,鹭溪镇人民政府,鹭溪镇;鹭溪,http://www.haitang.example/,http://www.haitang.example/lx/
各镇（街）,wr,望榕街道办事处,,,
depts,lx,,,,
depts,区国税局,,,,
"""


def written(folder: Path, *, roster: str = ROSTER, yaml: str = TARGETS) -> Path:
    (folder / "targets.yaml").write_text(yaml, "utf-8")
    (folder / "rosters.csv").write_text(roster, "utf-8")
    return folder / "targets.yaml"


def test_a_roster_makes_units_and_puts_known_ones_into_groups(tmp_path: Path) -> None:
    directory = targets.Directory(targets.load(written(tmp_path)))
    assert [u.id for u in directory.members("towns")] == ["lx", "wr"]
    assert [u.id for u in directory.members("depts")] == ["gsj", "lx"]
    assert directory.named("鹭溪")[0].own == "http://www.haitang.example/lx/"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("villages,x,某村,,,", "没有"),
        ("towns,nobody,,,,", "nobody"),
        ("towns,x,某镇,,http://elsewhere.example/,", "elsewhere.example"),
        ("towns,x,鹭溪镇,,,", "鹭溪镇"),
    ],
)
def test_what_is_wrong_with_a_roster_is_told_with_file_and_row(
    tmp_path: Path, row: str, told: str
) -> None:
    path = written(tmp_path, roster=f"{ROSTER}{row}\n")
    with pytest.raises(UserError, match=r"rosters\.csv.*第 6 行") as raised:
        targets.load(path)
    assert told in str(raised.value)


def test_a_successor_that_nobody_is_is_told(tmp_path: Path) -> None:
    path = written(
        tmp_path, yaml=TARGETS.replace("into: swj}\n  - {id: swj", "into: xwj}\n  - {id: swj")
    )
    with pytest.raises(UserError, match="xwj"):
        targets.load(path)


def plan(*lead: str, joint: bool) -> Plan:
    owed = Obligation(
        id="p/1", plan="p", item="1", task="一", title="清单", lead=lead, joint=joint,
        subject="list", rules=(Rule(check="count", if_none="fail"),),
    )  # fmt: skip
    subjects = {"list": Subject(id="list", name="清单", words="清单")}
    return Plan(id="p", title="方案", source="", year=2018, obligations=(owed,), subjects=subjects)


def partners(who: Targets, *lead: str, joint: bool, seen_at: date) -> dict[str, list[str]]:
    when = When(round="r", judged="first", as_of=seen_at, seen_at=seen_at)
    found = cases(plan(*lead, joint=joint), who, when)
    return {case.unit.id: [u.id for u in case.partners] for case in found}


def test_what_a_successor_publishes_serves_once_it_took_over(tmp_path: Path) -> None:
    who = targets.load(written(tmp_path))
    before, after = date(2018, 7, 4), date(2018, 7, 5)
    assert partners(who, "区国税局", joint=False, seen_at=before) == {"gsj": []}
    assert partners(who, "区国税局", joint=False, seen_at=after) == {"gsj": ["swj"]}


def test_offices_that_took_each_other_over_do_not_turn_in_a_circle(tmp_path: Path) -> None:
    who = targets.load(written(tmp_path))
    round_about = tuple(replace(u, into="gsj") if u.id == "swj" else u for u in who.units)
    found = partners(replace(who, units=round_about), "区国税局", joint=False, seen_at=date.max)
    assert found == {"gsj": ["swj"]}


def test_joint_leads_serve_each_other_and_others_do_not(tmp_path: Path) -> None:
    who = targets.load(written(tmp_path))
    early = date(2018, 1, 1)
    assert partners(who, "区国税局", "区地税局", joint=True, seen_at=early) == {
        "gsj": ["dsj"],
        "dsj": ["gsj"],
    }
    assert partners(who, "区国税局", "区地税局", joint=False, seen_at=early) == {
        "gsj": [],
        "dsj": [],
    }
