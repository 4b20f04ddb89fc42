from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checks import lasts
from gongkai.model import Fact
from tests.make import column, doc, evidence, file, link, page, said, scope

YEAR = scope("2025-12-31", seen_at="2026-01-15")
TITLE = "关于《海棠市绿道办法》公开征求意见的公告"


def call(text: str, day: str = "2025-05-06", **fields: Any) -> Any:
    return page(text, TITLE, day, **fields)


def asked(*calls: Any, least: str = "30d", **more: Any) -> Any:
    return lasts.check(evidence(*calls, at=YEAR), least=least, **more)


@pytest.mark.parametrize(
    ("end", "verdict"),
    [
        ("6月4日", ("half", "too_brief")),  # 29 days
        ("6月5日", ("pass", "ok")),  # 30
        ("6月6日", ("pass", "ok")),  # 31
    ],
)
def test_thirty_days_from_the_day_after_publication(end: str, verdict: tuple[str, str]) -> None:
    assert said(asked(call(f"征集时间：2025年5月6日至2025年{end}"))) == verdict


def test_both_days_and_the_latest_start_are_shown() -> None:
    [part] = asked(call("征集时间：2025年5月6日至2025年6月4日")).parts
    assert (part.seen, part.limit) == ("2025-05-06—2025-06-04", "2025-05-05")


def test_backwards_nothing_rolls() -> None:
    assert said(asked(call("意见反馈至10月1日止", "2025-09-01"))) == ("pass", "ok")
    assert said(asked(call("意见反馈至10月1日止", "2025-09-02"))) == ("half", "too_brief")


def test_what_was_published_after_its_printed_start_counts_from_publication() -> None:
    text = "征集时间：2025年5月6日至2025年6月5日"
    assert said(asked(call(text, "2025-05-07"))) == ("half", "too_brief")
    assert said(asked(call("征集时间：2025年5月6日至2025年6月5日", "2025-05-01"))) == ("pass", "ok")
    late = call("征集时间：2025年5月7日至2025年6月5日", "2025-05-01")
    assert said(asked(late)) == ("half", "too_brief")
    twice = "征集时间：2025年5月7日至2025年6月5日。公示时间：2025年5月1日至2025年6月5日"
    assert said(asked(call(twice, "2025-05-01"))) == ("pass", "ok")  # nobody knows which


def test_a_shortening_that_is_explained_is_for_a_person() -> None:
    text = "征集时间：2025年5月6日至2025年6月4日。因汛期临近，缩短征求意见期限。"
    assert said(asked(call(text))) == ("unknown", "shortened")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("欢迎来信", ("unknown", "no_event")),
        ("截止日期：6月4日。邮寄的截止日期：6月20日", ("unknown", "conflict")),
    ],
)
def test_an_end_that_is_not_told_or_told_twice(text: str, verdict: tuple[str, str]) -> None:
    assert said(asked(call(text))) == verdict


def test_two_ends_are_both_told() -> None:
    [part] = asked(call("截止日期：6月4日。邮寄的截止日期：6月20日")).parts
    assert part.seen == "2025-06-04、2025-06-20"


def test_a_day_that_the_client_supplies_settles_it() -> None:
    fact = Fact(kind="day_told", unit="czj", about=TITLE, day=date(2025, 6, 5), basis="函", by="王")
    other = Fact(kind="day_told", unit="czj", about="别的公告", day=date(2025, 5, 9))
    verdict = lasts.check(evidence(call("欢迎来信"), facts=[other, fact], at=YEAR), least="30d")
    assert said(verdict) == ("pass", "ok")
    assert verdict.facts == (fact,)


def test_what_a_document_tells_goes_before_what_people_do() -> None:
    fact = Fact(kind="day_told", unit="czj", about=TITLE, day=date(2025, 6, 5), basis="函", by="王")
    told = call("征集时间：2025年5月6日至2025年6月4日")
    verdict = lasts.check(evidence(told, facts=[fact], at=YEAR), least="30d")
    assert said(verdict) == ("half", "too_brief")
    assert verdict.facts == ()


def test_the_day_may_stand_in_a_file() -> None:
    url = "http://czj.haitang.gov.cn/a.pdf"
    silent = call("详见附件", links=(link(url, "公告.pdf", "attachment"),))
    unread = asked(silent)
    assert said(unread) == ("unknown", "unreadable")
    assert [w.urls for w in unread.wants] == [(url,)]
    brought = evidence(silent, files=[file(url, "征集时间：2025年5月6日至2025年6月5日")], at=YEAR)
    assert said(lasts.check(brought, least="30d")) == ("pass", "ok")


@pytest.mark.parametrize(
    ("day", "verdict"), [("2025-09-27", ("pass", "ok")), ("2025-09-28", ("half", "too_brief"))]
)
def test_working_days_before_a_hearing(day: str, verdict: tuple[str, str]) -> None:
    hearing = page("听证会时间：2025年10月13日上午", "听证公告", day)
    assert said(asked(hearing, least="7wd", until="hearing")) == verdict


def test_a_day_off_by_fact_shortens_what_is_counted_in_working_days() -> None:
    off = Fact(kind="day_off", day=date(2025, 10, 9), basis="文号", by="王")
    at = scope("2025-12-31", seen_at="2026-01-15", amended=(off,))
    hearing = page("听证会时间：2025年10月13日上午", "听证公告", "2025-09-27")
    verdict = lasts.check(evidence(hearing, at=at), least="7wd", until="hearing")
    assert said(verdict) == ("half", "too_brief")
    assert verdict.facts == (off,)


def test_nothing_to_judge() -> None:
    assert said(asked()) == ("fail", "missing")
    walled = evidence(listing=column(problem="blocked"), at=YEAR)
    assert said(lasts.check(walled, least="30d")) == ("unknown", "blocked")
    assert said(asked(doc("2025年无公开征求意见情况", "2025-12-01"))) == ("pass", "zero_report")
    assert said(asked(doc(TITLE, "2025-05-06", problem="blocked"))) == ("unknown", "blocked")
    undated = page("截止日期：2025年6月4日", TITLE, "")
    assert said(asked(undated)) == ("unknown", "undated")


def test_a_calendar_that_is_not_published_is_not_guessed() -> None:
    at = scope("2027-03-01")
    hearing = page("听证会时间：2027年2月13日", "听证公告", "2027-01-28")
    verdict = lasts.check(evidence(hearing, at=at), least="7wd", until="hearing")
    assert said(verdict) == ("unknown", "no_calendar")


def test_needs_and_what_cannot_be_read() -> None:
    [need] = lasts.needs(scope(), least="30d")
    assert (need.name, need.open, need.since) == ("it", "matching", date(2026, 1, 1))
    for least, until in (("30", "end"), ("30h", "end"), ("30d", "start")):
        with pytest.raises(ValueError, match=r"least|until|limit"):
            lasts.needs(scope(), least=least, until=until)


def test_which_entries() -> None:
    both = (
        call("征集时间：2025年5月6日至2025年6月4日"),
        page("", "停车办法公告", "2025-05-06", n=3),
    )
    verdict = asked(*both, which="绿道")
    assert len(verdict.parts) == 1
