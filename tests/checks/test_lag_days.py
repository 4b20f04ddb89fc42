"""Clocks that start from days inside documents, and the calendar as facts amend it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checks import lag
from gongkai.model import Document, Fact
from tests.make import evidence, file, link, page, said, scope

YEAR = scope("2025-12-31", seen_at="2026-01-15")
BUDGET: dict[str, Any] = {"from_": "budget.approval", "to": "budget", "within": "20d"}
PENALTY: dict[str, Any] = {"from_": "penalty.decision", "to": "penalty", "within": "1wd"}
TITLE = "2025年部门预算"


def budget(text: str, day: str = "2025-02-05", **fields: Any) -> Document:
    return page(text, TITLE, day, **fields)


@pytest.mark.parametrize(
    ("day", "verdict"), [("2025-02-05", ("pass", "ok")), ("2025-02-06", ("half", "late"))]
)
def test_from_the_day_of_approval_over_the_spring_festival(
    day: str, verdict: tuple[str, str]
) -> None:
    text = "本预算经人大会议于2025年1月15日审议批准"  # and 20 days: 02-04, a day off
    assert said(lag.check(evidence(budget(text, day), at=YEAR), **BUDGET)) == verdict


def test_days_that_disagree_are_told() -> None:
    two = budget("批复日期：2025年1月15日。附表批复日期：2025年1月20日")
    verdict = lag.check(evidence(two, at=YEAR), **BUDGET)
    assert said(verdict) == ("unknown", "conflict")
    assert verdict.parts[0].seen == "2025-01-15、2025-01-20"


def test_the_day_stands_in_a_file_that_is_brought_first() -> None:
    url = "http://czj.haitang.gov.cn/a.pdf"
    silent = budget("详见附件", links=(link(url, "预算.pdf", "attachment"),))
    before = lag.check(evidence(silent, at=YEAR), **BUDGET)
    assert said(before) == ("unknown", "unreadable")
    assert [want.urls for want in before.wants] == [(url,)]
    for text, verdict in (
        ("批复日期：2025年1月15日", ("pass", "ok")),
        ("批复日期：2025年1月7日", ("half", "late")),
        ("没有日期", ("unknown", "no_event")),
    ):
        brought = evidence(silent, files=[file(url, text)], at=YEAR)
        assert said(lag.check(brought, **BUDGET)) == verdict
    scan = evidence(silent, files=[file(url, why="scan")], at=YEAR)
    assert said(lag.check(scan, **BUDGET)) == ("unknown", "unreadable")


def test_a_page_that_tells_the_day_needs_no_file() -> None:
    url = "http://czj.haitang.gov.cn/a.pdf"
    told = budget("批复日期：2025年1月7日", links=(link(url, "预算.pdf", "attachment"),))
    verdict = lag.check(evidence(told, at=YEAR), **BUDGET)
    assert said(verdict) == ("half", "late")
    assert verdict.wants == ()


def test_the_client_may_tell_the_day() -> None:
    fact = Fact(
        kind="day_told", unit="czj", about=TITLE, day=date(2025, 1, 15), basis="函", by="王"
    )
    elsewhere = Fact(kind="day_told", unit="jyj", about=TITLE, day=date(2025, 1, 2))
    verdict = lag.check(evidence(budget("现予公开"), facts=[elsewhere, fact], at=YEAR), **BUDGET)
    assert said(verdict) == ("pass", "ok")
    assert verdict.facts == (fact,)


def amended(kind: str, day: str, until: str = "") -> Fact:
    last = date.fromisoformat(until) if until else None
    return Fact(kind=kind, day=date.fromisoformat(day), until=last, basis="文号", by="王")


@pytest.mark.parametrize(
    ("facts", "day", "verdict"),
    [
        ((), "2025-11-03", ("pass", "ok")),
        ((), "2025-11-04", ("half", "late")),
        ((amended("day_off", "2025-11-03"),), "2025-11-04", ("pass", "ok")),
        ((amended("day_off", "2025-11-03", "2025-11-04"),), "2025-11-05", ("pass", "ok")),
        ((amended("day_off", "2025-11-03", "2025-11-04"),), "2025-11-06", ("half", "late")),
        ((amended("workday", "2025-11-01"),), "2025-11-03", ("half", "late")),
    ],
)
def test_facts_amend_the_calendar(
    facts: tuple[Fact, ...], day: str, verdict: tuple[str, str]
) -> None:
    decision = page("处罚决定日期：2025年10月31日", "行政处罚决定书", day)  # a Friday
    at = scope("2025-12-31", seen_at="2026-01-15", amended=facts)
    got = lag.check(evidence(decision, at=at), **PENALTY)
    assert said(got) == verdict
    assert got.facts == facts


def test_an_amendment_outside_the_limit_is_not_told() -> None:
    decision = page("处罚决定日期：2025年10月31日", "行政处罚决定书", "2025-11-03")
    for day in ("2025-10-31", "2025-11-04"):
        at = scope("2025-12-31", amended=(amended("day_off", day),))
        assert lag.check(evidence(decision, at=at), **PENALTY).facts == ()


def test_what_did_not_happen_is_owed_no_answer() -> None:
    word = Fact(kind="not_happened", unit="czj", about="1.1", basis="函", by="王")
    asked: dict[str, Any] = {"from_": "fact:emergency", "to": "response", "within": "24h"}
    verdict = lag.check(evidence(facts=[word], at=YEAR), **asked)
    assert said(verdict) == ("skip", "not_applicable")
    assert verdict.facts == (word,)
    others = [
        Fact(kind="not_happened", unit="czj", about="1.2"),
        Fact(kind="not_happened", unit="jyj", about="1.1"),
    ]
    assert said(lag.check(evidence(facts=others, at=YEAR), **asked)) == ("unknown", "no_event")


def test_events_that_start_the_clock_are_told() -> None:
    fact = Fact(kind="emergency", about="鹭鸣", day=date(2025, 5, 2), basis="记录", by="王")
    asked: dict[str, Any] = {"from_": "fact:emergency", "to": "response", "within": "24h"}
    assert lag.check(evidence(facts=[fact], at=YEAR), **asked).facts == (fact,)


def test_a_reply_behind_a_wall_may_have_been_signed() -> None:
    shut = Document(url="http://a.example/1", title="答复", day=date(2025, 3, 3), problem="blocked")
    asked: dict[str, Any] = {"from_": "reply.written", "to": "reply", "within": "5wd"}
    assert said(lag.check(evidence(shut, at=YEAR), **asked)) == ("unknown", "blocked")
