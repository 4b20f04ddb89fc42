from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checks import kinds, lag
from gongkai.model import Fact, Verdict
from tests.make import column, doc, evidence, link, page, said, scope, states

POLICY: dict[str, Any] = {"from_": "policy", "to": "policy_interpretation", "within": "3wd"}
CALL: dict[str, Any] = {"from_": "call.end", "to": "feedback", "within": "1mo"}
REPLY: dict[str, Any] = {"from_": "reply.written", "to": "reply.publish", "within": "5wd"}
TITLE = "海棠市人民政府关于印发《海棠市停车管理办法》的通知"


def policy(day: str = "2026-03-02", **fields: Any) -> Any:  # a Monday
    return page("各有关单位", TITLE, day, url="http://www.haitang.gov.cn/zc/1.html", **fields)


def answer(day: str, title: str = "《海棠市停车管理办法》政策解读", **fields: Any) -> Any:
    return page("问与答", title, day, **fields)


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2026-03-02", ("pass", "ok")),
        ("2026-03-05", ("pass", "ok")),
        ("2026-03-06", ("half", "late")),
        ("", ("unknown", "undated")),
    ],
)
def test_within_three_working_days(day: str, verdict: tuple[str, str]) -> None:
    assert said(lag.check(evidence(policy(), to=[answer(day)]), **POLICY)) == verdict


def test_no_answer_is_missing_when_due_and_both_sides_were_read() -> None:
    assert said(lag.check(evidence(policy()), **POLICY)) == ("fail", "missing")
    walled = evidence(policy(), to_listing=column(problem="blocked"))
    assert said(lag.check(walled, **POLICY)) == ("unknown", "blocked")
    # an interpretation counts that came 30 days before its policy of 2 March
    shallow = evidence(policy(), to_listing=column("2026-02-01"))
    assert said(lag.check(shallow, **POLICY))[0] == "unknown"
    enough = evidence(policy(), to_listing=column("2026-01-31"))
    assert said(lag.check(enough, **POLICY)) == ("fail", "missing")


def test_of_any_two_subjects_an_answer_is_looked_for_as_early_as_it_would_count() -> None:
    pair = {"from_": "project", "to": "land", "within": "3wd"}
    before = answer("2026-01-31", "《海棠市停车管理办法》有关情况")
    assert said(lag.check(evidence(policy(), to=[before]), **pair)) == ("pass", "ok")
    before = answer("2026-01-30", before.title)
    assert said(lag.check(evidence(policy(), to=[before]), **pair)) == ("fail", "missing")
    shallow = evidence(policy(), to_listing=column("2026-02-01"))
    assert said(lag.check(shallow, **pair))[0] == "unknown"
    enough = evidence(policy(), to_listing=column("2026-01-31"))
    assert said(lag.check(enough, **pair)) == ("fail", "missing")
    assert [n.since for n in lag.needs(scope(), **pair)] == [date(2026, 1, 1), date(2025, 12, 2)]


@pytest.mark.parametrize(
    ("as_of", "verdict"),
    [("2026-03-04", ("skip", "not_due")), ("2026-03-05", ("fail", "missing"))],
)
def test_due_on_the_day_the_limit_ends(as_of: str, verdict: tuple[str, str]) -> None:
    assert said(lag.check(evidence(policy(), at=scope(as_of)), **POLICY)) == verdict


def test_over_the_national_day_of_2016() -> None:
    at = scope("2016-12-31")
    in_time = evidence(policy("2016-09-30"), to=[answer("2016-10-10")], at=at)
    assert said(lag.check(in_time, **POLICY)) == ("pass", "ok")
    late = evidence(policy("2016-09-30"), to=[answer("2016-10-11")], at=at)
    assert said(lag.check(late, **POLICY)) == ("half", "late")


def test_a_page_that_could_not_be_read_may_be_the_answer() -> None:
    shut = doc("一图读懂", "2026-03-03", problem="blocked")
    assert said(lag.check(evidence(policy(), to=[shut]), **POLICY)) == ("unknown", "blocked")
    unread = doc(TITLE, "2026-03-02", problem="unreadable")
    assert said(lag.check(evidence(unread), **POLICY)) == ("unknown", "unreadable")
    other = policy("2026-03-03")
    linked = doc("一图读懂", "2026-03-03", problem="blocked", links=(link(other.url),))
    assert said(lag.check(evidence(other, to=[linked]), **POLICY)) == ("pass", "ok")


def test_a_page_that_answers_another_entry_hides_nothing() -> None:
    other = page("", "海棠市养犬管理办法", "2026-03-02", n=9)
    shut = doc("《海棠市停车管理办法》解读", "2026-03-03", problem="blocked")
    verdict = lag.check(evidence(policy(), other, to=[shut]), **POLICY)
    assert states(verdict) == {TITLE: "ok", "海棠市养犬管理办法": "missing"}


def test_only_what_is_asked_and_of_the_year_is_owed_an_answer() -> None:
    others = evidence(
        policy(),
        doc("放假通知", "2026-02-01"),
        doc("旧规定", "2025-12-31"),
        to=[answer("2026-03-03")],
    )
    verdict = lag.check(others, **POLICY, which="办法|规定")
    assert said(verdict) == ("pass", "ok")
    assert len(verdict.parts) == 1


def test_nothing_to_answer_is_left_to_the_plan() -> None:
    assert said(lag.check(evidence(), **POLICY)) == ("fail", "missing")
    assert said(lag.check(evidence(listing=column(problem="blocked")), **POLICY))[0] == "unknown"


CALLED = "关于《海棠市养犬条例（草案）》公开征求意见的公告"


def called(text: str, feedback: str = "", as_of: str = "2026-09-30") -> Verdict:
    call = page(text, CALLED, "2026-05-01")
    title = "关于《海棠市养犬条例》征求意见采纳情况的公告"
    there = [answer(feedback, title)] if feedback else []
    return lag.check(evidence(call, to=there, at=scope(as_of)), **CALL)


def test_feedback_within_a_month_of_the_end_in_the_text() -> None:
    text = "征集时间：2026年5月1日至2026年5月29日"
    assert said(called(text, "2026-06-29")) == ("pass", "ok")
    assert said(called(text, "2026-06-30")) == ("half", "late")
    assert said(called(text)) == ("fail", "missing")
    assert said(called(text, as_of="2026-06-28")) == ("skip", "not_due")


def test_an_end_that_cannot_be_read_is_a_doubt() -> None:
    assert said(called("欢迎来信", "2026-06-29")) == ("unknown", "no_event")
    walled = evidence(doc(CALLED, "2026-05-01", problem="blocked"))
    assert said(lag.check(walled, **CALL)) == ("unknown", "blocked")
    unopened = evidence(doc(CALLED, "2026-05-01"))
    assert said(lag.check(unopened, **CALL)) == ("unknown", "not_captured")


@pytest.mark.parametrize(
    ("day", "verdict"), [("2026-03-09", ("pass", "ok")), ("2026-03-10", ("half", "late"))]
)
def test_a_reply_is_paired_with_itself(day: str, verdict: tuple[str, str]) -> None:
    reply = page(
        "答复", "对第12号建议的答复", day, written="2026-03-02", doc_no="海府函〔2026〕3号"
    )
    got = lag.check(evidence(reply), **REPLY)
    assert said(got) == verdict
    assert got.parts[0].key == "海府函〔2026〕3号"


def test_a_reply_without_its_own_day_is_a_doubt() -> None:
    assert said(lag.check(evidence(page("答复")), **REPLY)) == ("unknown", "undated")


def test_a_zero_report_is_owed_no_answer() -> None:
    zero = page("无", "2026年无建议提案办理情况", "2026-06-01")
    assert said(lag.check(evidence(zero), **REPLY)) == ("pass", "zero_report")
    reply = page("答复", "对第12号建议的答复", "2026-03-10", written="2026-03-02")
    assert said(lag.check(evidence(zero, reply), **REPLY)) == ("half", "late")


def test_four_late_of_forty_are_half() -> None:
    days = ["2026-03-10"] * 4 + ["2026-03-04"] * 36
    replies = [
        page("答复", f"对第{n}号建议的答复", day, written="2026-03-02")
        for n, day in enumerate(days)
    ]
    assert said(lag.check(evidence(*replies), **REPLY)) == ("half", "late")


def test_needs_both_columns_or_one_twice() -> None:
    left, right = kinds()["lag"].needs(
        scope(), **{"from": "policy", "to": "policy_interpretation", "within": "3wd"}
    )
    assert (left.name, left.subject, left.open) == ("it", "policy", "matching")
    assert (right.name, right.subject) == ("to", "policy_interpretation")
    assert (left.since, right.since) == (date(2026, 1, 1), date(2025, 12, 2))
    assert len(lag.needs(scope(), **REPLY)) == 1
    with pytest.raises(ValueError, match=r"\.end"):
        lag.needs(scope(), from_="policy.begin", to="reply", within="3wd")
    with pytest.raises(ValueError, match="limit"):
        lag.needs(scope(), from_="policy", to="reply", within="3 days")


def test_a_year_without_a_calendar_is_not_guessed() -> None:
    at = scope("2027-03-01")
    left = policy("2027-01-04")
    assert said(lag.check(evidence(left, at=at), **POLICY)) == ("unknown", "no_calendar")
    at_once = evidence(left, to=[answer("2027-01-05")], at=at)
    assert said(lag.check(at_once, **POLICY)) == ("pass", "ok")
    later = evidence(left, to=[answer("2027-01-20")], at=at)
    assert said(lag.check(later, **POLICY)) == ("unknown", "no_calendar")


def test_an_answer_whose_page_was_not_read_may_be_the_one_that_is_missed() -> None:
    unread = doc("一图读懂停车新规", "2026-03-04", n=8)
    assert said(lag.check(evidence(policy(), to=[unread]), **POLICY)) == ("unknown", "not_captured")
    before = doc("一图读懂去年的新规", "2025-12-04", n=9)
    assert said(lag.check(evidence(policy(), to=[before]), **POLICY)) == ("fail", "missing")


AFTER: dict[str, Any] = {"from_": "fact:emergency", "to": "response", "within": "24h"}


def happened(day: str, about: str = "", **fields: Any) -> Fact:
    return Fact(kind="emergency", about=about, day=date.fromisoformat(day), **fields)


def responded(day: str, title: str = "关于台风“鹭鸣”灾情的通报", **fields: Any) -> Any:
    return doc(title, day, **fields)


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2026-05-02", ("pass", "ok")),
        ("2026-05-03", ("unknown", "no_hour")),
        ("2026-05-04", ("half", "late")),
        ("2026-05-01", ("fail", "missing")),
        ("", ("unknown", "undated")),
    ],
)
def test_of_24_hours_only_days_are_known(day: str, verdict: tuple[str, str]) -> None:
    seen = evidence(responded(day), facts=[happened("2026-05-02", "鹭鸣")])
    got = lag.check(seen, **AFTER)
    assert said(got) == verdict
    assert list(states(got)) == ["鹭鸣"]


@pytest.mark.parametrize(
    ("within", "sure", "perhaps"),
    [("5h", 2, 3), ("24h", 2, 3), ("25h", 2, 4), ("48h", 3, 4), ("72h", 4, 5)],
)
def test_hours_end_within_a_day_or_the_next(within: str, sure: int, perhaps: int) -> None:
    def reason(day: int) -> str:
        seen = evidence(responded(f"2026-05-{day:02}"), facts=[happened("2026-05-02")])
        return said(lag.check(seen, **AFTER | {"within": within}))[1]

    assert [reason(sure), reason(perhaps), reason(perhaps + 1)] == ["ok", "no_hour", "late"]
    assert reason(sure + 1) == "no_hour"


def test_an_answer_names_what_the_event_is_about_whole_or_word_for_word() -> None:
    facts = [happened("2026-05-02", "鹭溪镇 火灾"), happened("2026-05-02", "鹭溪镇 洪水")]
    seen = evidence(responded("2026-05-02", "鹭溪镇一厂房火灾情况通报"), facts=facts)
    assert states(lag.check(seen, **AFTER)) == {"鹭溪镇 火灾": "ok", "鹭溪镇 洪水": "missing"}
    assert said(lag.check(seen, **AFTER)) == ("half", "missing")
    only = lag.check(seen, **AFTER, which="洪水")
    assert states(only) == {"鹭溪镇 洪水": "missing"}


def test_an_event_without_a_name_is_called_by_its_day_and_any_entry_answers_it() -> None:
    got = lag.check(evidence(responded("2026-05-02"), facts=[happened("2026-05-02")]), **AFTER)
    assert states(got) == {"2026-05-02": "ok"}


def test_without_facts_of_the_year_nobody_knows_the_event() -> None:
    others = [
        happened("2025-12-31"),
        happened("2026-05-02", unit="jyj"),
        Fact(kind="emergency", about="台风"),
        Fact(kind="launch", day=date(2026, 5, 2)),
    ]
    for facts in ([], others):
        got = lag.check(evidence(responded("2026-05-02"), facts=facts), **AFTER)
        assert said(got) == ("unknown", "no_event")
    mine = evidence(responded("2026-05-02"), facts=[happened("2026-05-02", unit="czj")])
    assert said(lag.check(mine, **AFTER)) == ("pass", "ok")


def test_an_event_at_the_end_is_not_due_and_a_wall_hides_its_answer() -> None:
    last, later = happened("2026-09-30"), happened("2026-10-01")
    for facts in ([last], [later]):
        got = lag.check(evidence(facts=facts, at=scope(seen_at="2026-10-09")), **AFTER)
        assert said(got) == ("skip", "not_due")
    early = evidence(responded("2026-10-01"), facts=[later], at=scope(seen_at="2026-10-09"))
    assert said(lag.check(early, **AFTER)) == ("skip", "not_due")
    walled = evidence(listing=column(problem="blocked"), facts=[happened("2026-05-02")])
    assert said(lag.check(walled, **AFTER)) == ("unknown", "blocked")
    shallow = evidence(listing=column("2026-05-03"), facts=[happened("2026-05-02")])
    assert said(lag.check(shallow, **AFTER)) == ("unknown", "not_deep_enough")
    ahead = [happened("2027-01-04")]
    blank = evidence(facts=ahead, at=scope("2027-03-01"))
    assert said(lag.check(blank, **AFTER | {"within": "3wd"})) == ("unknown", "no_calendar")


def test_after_facts_the_answers_column_is_all_that_is_read() -> None:
    [need] = lag.needs(scope(), **AFTER)
    assert (need.name, need.subject, need.open) == ("it", "response", "none")
    assert need.since == date(2026, 1, 1)
    for wrong in ("fact:", "fact:emergency.end"):
        with pytest.raises(ValueError, match="fact:"):
            lag.needs(scope(), from_=wrong, to="response", within="24h")
