"""What a clause's rules take from its subject's, and whose numbers they are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import plans
from gongkai.door import Door
from gongkai.model import Obligation, Plan, Rule, UserError
from plans.coverage import facts_wanted, kinds_of, who_decides
from plans.differ import diff, worded
from plans.lint import lint
from plans.writing import write_task
from tests.plans.test_plans import written

SUBJECTS = """
policy: {name: 文件, words: 政策文件, match: 通知, if_none: unknown}
reading:
  name: 解读
  words: 政策解读
  match: 解读
  if_none: fail
  rules:
    - lag: {from: policy, to: reading, within: 3wd, half: 0.4, basis: 国办发〔2016〕80号}
    - fresh: {days: 184, basis: 国办秘函〔2019〕19号}
"""


def read(folder: Path, rules: str, **more: str) -> Obligation:
    said = {"item": "'1'", "title": "解读", "lead": "[市财政局]", "subject": "reading", **more}
    lines = "".join(f"    {key}: {value}\n" for key, value in said.items())
    clause = f"\n  -{lines[3:]}{f'    rules: {rules}' if rules else ''}\n"
    home = written(folder, subjects=SUBJECTS, clause=clause)
    return plans.load("p", folders=[home]).obligations[0]


def test_a_clause_without_rules_takes_its_subjects_as_ours(tmp_path: Path) -> None:
    clause = read(tmp_path, "")
    assert [(r.check, r.ours, r.if_none) for r in clause.rules] == [
        ("lag", ("from", "to", "within", "half"), "fail"),
        ("fresh", ("days",), "fail"),
    ]
    assert (clause.match, clause.rules[0].basis) == ("解读", "国办发〔2016〕80号")


def test_a_rule_takes_the_limit_it_does_not_state_and_no_more(tmp_path: Path) -> None:
    (rule,) = read(tmp_path, "[{lag: {from: policy, to: reading, full: 0.9}}]").rules
    assert rule.params == {"from": "policy", "to": "reading", "full": 0.9, "within": "3wd"}
    assert (rule.ours, rule.basis) == (("within",), "国办发〔2016〕80号")
    (stated,) = read(tmp_path / "b", "[{lag: {from: policy, to: reading, within: 5wd}}]").rules
    assert (stated.params["within"], stated.ours, stated.basis) == ("5wd", (), "")


def test_a_default_lag_is_of_its_pair_only(tmp_path: Path) -> None:
    (rule,) = read(tmp_path, "[{lag: {from: policy.written, to: policy}}]").rules
    assert "within" not in rule.params


def test_a_bare_rule_takes_all_of_it(tmp_path: Path) -> None:
    (rule,) = read(tmp_path, "[lag]").rules
    assert rule.ours == ("from", "to", "within", "half")


def test_an_empty_list_takes_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "[]").rules == ()


def test_neither_rules_nor_defaults_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有规则"):
        read(tmp_path, "", subject="policy")


@pytest.mark.parametrize("share", ["0", "1.5", "-1"])
def test_a_share_is_more_than_nothing_and_no_more_than_all(tmp_path: Path, share: str) -> None:
    with pytest.raises(UserError, match="share"):
        read(tmp_path, f"[{{count: {{share: {share}}}}}]")


@pytest.mark.parametrize("cadence", ["monthly", "every moon", "within 3 of x", "每月"])
def test_a_cadence_that_is_no_normal_form_is_told(tmp_path: Path, cadence: str) -> None:
    with pytest.raises(UserError, match="every month"):
        read(tmp_path, "[count]", cadence=cadence)


# ------------------------------------------------------------------ what is made of plans


def clause(item: str, title: str, *rules: Rule, **more: object) -> Obligation:
    fixed = {"id": f"p/{item}", "plan": "p", "item": item, "task": "一", "title": title}
    return Obligation(**fixed, rules=rules, **more)  # type: ignore[arg-type]  # fields of a clause


def plan(year: int, *clauses: Obligation) -> Plan:
    return Plan(id="p", title="方案", source="", year=year, obligations=clauses)


COUNT, HAND = Rule(check="count"), Rule(check="manual", share=0.3)
MONTHLY = Rule(check="series", params={"period": "month", "lag": "30d"}, ours=("lag",))


def test_who_decides_a_clause_and_what_it_waits_for() -> None:
    assert who_decides(clause("1", "甲", COUNT)) == "machine"
    assert who_decides(clause("1", "甲", COUNT, HAND)) == "partly"
    assert who_decides(clause("1", "甲", HAND)) == "person"
    flood = Rule(check="lag", params={"from": "fact:flood", "to": "response", "within": "24h"})
    assert facts_wanted(clause("1", "甲", flood, after="city_rules")) == ("city_rules", "flood")
    counted = kinds_of(plan(2026, clause("1", "甲", COUNT, COUNT, HAND), clause("2", "乙", COUNT)))
    assert counted["count"] == {"machine": 1, "partly": 1, "person": 0}


def test_lint_sees_the_period_that_a_rule_states() -> None:
    told = [(o.what, o.seen) for o in lint(plan(2026, clause("1", "甲", MONTHLY)))]
    assert told == [("no_place", ""), ("our_limit", "series lag=30d")]
    ours = Rule(check="count", params={"names": ["甲", "乙"]}, ours=("names",))
    assert [o.what for o in lint(plan(2026, clause("1", "甲", ours)))] == ["no_place", "no_period"]


def test_one_old_clause_is_one_new_clause_at_most() -> None:
    old = plan(2025, clause("1", "预算公开", COUNT, lead=("市财政局",)))
    new = plan(
        2026,
        clause("1", "预算公开", COUNT, lead=("市财政局",)),
        clause("2", "预算公开", COUNT, lead=("市财政局",)),
    )
    assert [(c.how, c.new.item if c.new else "") for c in diff(old, new)] == [("added", "2")]
    due = plan(2025, clause("1", "预算公开", COUNT, due=date(2025, 3, 1)))
    later = plan(2026, clause("1", "预算公开", COUNT, due=date(2026, 3, 1)))
    assert list(diff(due, later)) == []


def test_a_task_is_written_as_a_person_writes_it(tmp_path: Path) -> None:
    rules = [{"linked": {"to": {"门户": "门户"}, "ours": {"on": "home"}}}, "fresh"]
    said = {"item": "1.10", "title": "甲", "lead": ["乙"], "each": False, "rules": rules}
    write_task(tmp_path / "a.yaml", "一", [said])
    text = (tmp_path / "a.yaml").read_text("utf-8")
    assert "      - linked: {to: {门户: 门户}, ours: {on: home}}\n      - fresh\n" in text
    assert "each" not in text
    (again,) = Door().mapping(tmp_path / "a.yaml")["clauses"]
    assert again == {"item": "1.10", "title": "甲", "lead": ["乙"], "rules": rules}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (("收入", "支出"), "收入、支出"),
        ({"草案": "草案|征求意见稿", "依据": "依据"}, "草案（草案|征求意见稿）、依据"),
        ({"附件": ["表一", "表二"]}, "附件（表一、表二）"),
        (49, "49"),
    ],
)
def test_what_a_parameter_says_is_told_in_words(value: object, told: str) -> None:
    assert worded(value) == told
