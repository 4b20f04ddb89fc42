from __future__ import annotations

from datetime import date

import pytest

from checks import manual, probe
from gongkai.model import Fact
from tests.make import evidence, said, scope, states


def test_a_person_decides_on_what_is_handed_in() -> None:
    verdict = manual.check(evidence(), hand_in=["提请记录", "会议纪要"])
    assert said(verdict) == ("manual", "needs_person")
    assert list(states(verdict)) == ["提请记录", "会议纪要"]
    assert list(states(manual.check(evidence(), hand_in="提请记录"))) == ["提请记录"]
    assert manual.needs(scope(), hand_in="提请记录") == ()


def result(unit: str, basis: str, test: str = "aaaa", day: str = "2026-09-01") -> Fact:
    return Fact(kind="probe", unit=unit, about=test, basis=basis, day=date.fromisoformat(day))


def test_every_member_and_test() -> None:
    facts = [result("a", "pass"), result("b", "pass: 2001:db8::1")]
    both = evidence(members=["a", "b"], facts=facts)
    assert said(probe.check(both, tests=["aaaa"])) == ("pass", "ok")
    assert said(probe.check(both, tests=["aaaa", "http_v6"])) == ("unknown", "not_captured")


def test_nothing_probed_is_unknown_and_a_failed_probe_is_not() -> None:
    assert said(probe.check(evidence(members=["a"]), tests=["aaaa"])) == (
        "unknown",
        "not_captured",
    )
    half = evidence(members=["a", "b"], facts=[result("a", "pass"), result("b", "fail: no AAAA")])
    assert said(probe.check(half, tests=["aaaa"])) == ("half", "incomplete")
    none = evidence(members=["a"], facts=[result("a", "fail: no AAAA")])
    assert said(probe.check(none, tests=["aaaa"])) == ("fail", "incomplete")


def test_the_newest_result_up_to_our_look_counts() -> None:
    facts = [
        result("a", "fail", day="2026-08-01"),
        result("a", "pass", day="2026-10-01"),
        result("a", "fail", day="2026-10-02"),
    ]
    assert said(probe.check(evidence(members=["a"], facts=facts), tests=["aaaa"])) == ("pass", "ok")


def test_without_members_the_duty_s_own_unit_is_probed() -> None:
    assert list(states(probe.check(evidence(), tests=["aaaa"]))) == ["czj aaaa"]
    with pytest.raises(ValueError, match="list"):
        probe.needs(scope(), tests="aaaa")
