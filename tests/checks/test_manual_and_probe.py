from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checks import manual, probe
from gongkai.model import Evidence, Fact, Probe, State
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
    assert said(probe.check(half, tests=["aaaa"])) == ("half", "not_passed")
    none = evidence(members=["a"], facts=[result("a", "fail: no AAAA")])
    assert said(probe.check(none, tests=["aaaa"])) == ("fail", "not_passed")


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
    [need] = probe.needs(scope(), tests=["aaaa", "up"])
    assert (need.tests, need.subject, need.open) == (("aaaa", "up"), "", "none")


def measured(*probes: Probe, member: str = "czj", **more: Any) -> Evidence:
    return replace(evidence(**more), probes={member: probes})


def made(test: str = "aaaa", good: bool | None = True, **more: Any) -> Probe:
    return Probe(url="http://czj.haitang.gov.cn/", test=test, good=good, **more)


@pytest.mark.parametrize(
    ("result", "verdict"),
    [
        (made(), ("pass", "ok")),
        (made(good=False), ("fail", "not_passed")),
        (made(good=None, problem="blocked"), ("unknown", "blocked")),
        (made(good=None), ("unknown", "not_captured")),
        (made("up"), ("unknown", "not_captured")),
    ],
)
def test_what_was_measured(result: Probe, verdict: tuple[str, str]) -> None:
    got = probe.check(measured(result), tests=["aaaa"])
    assert said(got) == verdict
    assert [p.limit for p in got.parts] == ["aaaa"]


def test_what_was_measured_of_another_is_nothing_of_ours() -> None:
    other = measured(made(), member="jyj")
    assert said(probe.check(other, tests=["aaaa"])) == ("unknown", "not_captured")
    members = measured(made(), member="b", members=["a", "b"])
    got = probe.check(members, tests=["aaaa"])
    assert states(got) == {"a aaaa": "not_captured", "b aaaa": "ok"}


def test_a_persons_word_goes_before_what_was_measured() -> None:
    facts = [result("czj", "pass: 2001:db8::1")]
    told = measured(made(good=False), facts=facts)
    assert said(probe.check(told, tests=["aaaa"])) == ("pass", "ok")
    later = measured(made(good=False), facts=[result("czj", "pass", day="2026-10-02")])
    assert said(probe.check(later, tests=["aaaa"])) == ("fail", "not_passed")


def test_pages_with_a_citizens_number_are_told_one_by_one_and_the_number_is_not() -> None:
    pages = tuple(f"http://czj.haitang.gov.cn/{n}.html" for n in range(30))
    leak = made("privacy", good=False, pages=pages, seen="30/41")
    got = probe.check(measured(leak), tests=["privacy"])
    assert said(got) == ("fail", "not_passed")
    assert [p.url for p in got.parts] == list(pages[:20])
    dead = made("dead_links", good=False, pages=pages[:2], seen="2/9")
    # one test that counts once; where its links stand is named beside it and counts for nothing
    got = probe.check(measured(dead), tests=["dead_links"])
    one, *where = got.parts
    assert (one.url, one.seen) == (pages[0], "2/9")
    assert [(p.url, p.state) for p in where] == [(url, State.OUT) for url in pages[:2]]
    assert said(got) == ("fail", "not_passed")
