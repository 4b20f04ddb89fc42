"""A rule that judges by a section of its subject needs one there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import checks
import plans
from gongkai.model import Plan, Rule, UserError

PLAN = plans.load("haitang-contents")
KINDS = {name: check.function for name, check in checks.kinds().items()}


def ruled(subject: str, check: str, **params: Any) -> Plan:
    rule = Rule(check=check, params=params, if_none="fail")
    first = replace(PLAN.obligations[0], subject=subject, rules=(rule,))
    return replace(PLAN, obligations=(first,))


@pytest.mark.parametrize(
    ("subject", "check", "params"),
    [
        ("budget", "adds_up", {}),
        ("budget", "adds_up", {"sums": ["收入总计等于支出总计"]}),
        ("budget", "itemised", {"levels": ["功能分类项级"]}),
        ("aqi", "fits", {}),
        ("power_list", "records", {}),
        ("notices", "records", {"parts": ["名称"]}),
        ("budget", "contains", {"tables": True, "passages": True}),
        ("annual_report", "contains", {"forms": True}),
    ],
)
def test_what_stands_in_the_subject_may_be_asked(
    subject: str, check: str, params: dict[str, Any]
) -> None:
    plans.validate(ruled(subject, check, **params), kinds=KINDS)


@pytest.mark.parametrize(
    ("subject", "check", "params", "told"),
    [
        ("notices", "adds_up", {}, "sums"),
        ("notices", "itemised", {}, "levels"),
        ("budget", "fits", {}, "scales"),
        ("notices", "records", {}, "contents"),
        ("budget", "contains", {"forms": True}, "forms"),
        ("notices", "contains", {"tables": True}, "tables"),
        ("budget", "adds_up", {"sums": ["收入总计等于支出"]}, "收入总计等于支出总计"),
        ("budget", "itemised", {"levels": ["项级"]}, "功能分类项级"),
    ],
)
def test_what_does_not_is_refused(
    subject: str, check: str, params: dict[str, Any], told: str
) -> None:
    with pytest.raises(UserError, match=told):
        plans.validate(ruled(subject, check, **params), kinds=KINDS)
