"""Which entries fill which periods: weeks, editions, what names no period, what is said twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import series
from gongkai.model import Document, Evidence, Fact
from tests.make import column, doc, evidence, page, said, scope, states

YEAR = scope("2025-12-31", seen_at="2026-01-15")


def month(n: int, day: str = "") -> Document:
    published = day or date(2025, n + 1, 15).isoformat()
    return doc(f"2025年{n}月水质", published)


def pages(*documents: Document, read: tuple[Document, ...] = ()) -> Evidence:
    seen = evidence(*documents, at=YEAR)
    return replace(seen, documents={"it": documents, "pages": read})


# ---- weeks


@pytest.mark.parametrize(("day", "reason"), [("2025-03-05", "ok"), ("2025-03-06", "late")])
def test_a_week_is_due_from_its_sunday(day: str, reason: str) -> None:
    week = doc("2025年第9周菜价", day)  # 02-24 .. 03-02
    verdict = series.check(evidence(week, at=YEAR), period="week", from_=3, to=3, lag="3wd")
    assert states(verdict)["2025-W09"] == reason
    assert states(verdict)["2025-W10"] == "missing"
    assert len(verdict.parts) == 5


# ---- how late, and twice


def test_lateness_is_told_in_whole_working_days() -> None:
    def seen(day: str) -> str:
        verdict = series.check(evidence(month(8, day), at=YEAR), period="month", from_=8, to=8)
        return verdict.parts[0].seen

    assert seen("2025-09-30") == "2025-09-30"
    assert seen("2025-10-01") == "2025-10-01 +1d"  # due 09-30, a day off
    assert seen("2025-10-09") == "2025-10-09 +1wd"
    assert seen("2025-10-13") == "2025-10-13 +4wd"  # 9, 10, Saturday 11, 13


def test_what_is_published_again_is_not_late() -> None:
    again = evidence(month(8, "2025-11-20"), month(8, "2025-09-10"), at=YEAR)
    verdict = series.check(again, period="month", from_=8, to=8)
    assert said(verdict) == ("pass", "ok")
    assert verdict.parts[0].seen == "2025-09-10"
    late = evidence(month(8, "2025-11-20"), month(8, "2025-11-03"), at=YEAR)
    assert series.check(late, period="month", from_=8, to=8).parts[0].seen[:10] == "2025-11-03"


def test_a_half_years_report_covers_its_quarters_but_no_month() -> None:
    half = doc("2025年上半年水质", "2025-07-20")
    by_quarter = states(series.check(evidence(half, at=YEAR), period="quarter"))
    assert by_quarter["2025-Q1"] == "late"
    assert by_quarter["2025-Q2"] == "ok"
    assert by_quarter["2025-Q3"] == "missing"
    assert states(series.check(evidence(half, at=YEAR), period="month"))["2025-06"] == "missing"


def test_months_that_do_not_follow_each_other() -> None:
    exams = evidence(month(3, "2025-04-30"), month(11, "2025-12-30"), at=YEAR)
    verdict = series.check(exams, period="month", months=[3, 11])
    assert said(verdict) == ("pass", "ok")
    assert set(states(verdict)) == {"2025-03", "2025-11"}


# ---- entries that name no period


def test_an_entry_without_a_period_is_read_before_anything_is_missing() -> None:
    unnamed = doc("饮用水公示", "2025-07-20", n=5)
    unread = series.check(evidence(month(5), unnamed, at=YEAR), period="month", from_=5, to=6)
    assert said(unread) == ("unknown", "not_captured")
    [want] = unread.wants
    assert (want.name, want.urls, want.open) == ("pages", (unnamed.url,), "named")

    def read(text: str, **more: Any) -> tuple[str, str]:
        body = page(text, "饮用水公示", "2025-07-20", url=unnamed.url, **more)
        found = pages(month(5), unnamed, read=(body,))
        return said(series.check(found, period="month", from_=5, to=6))

    assert read("监测时段：2025年6月。均达标。") == ("pass", "ok")
    assert read("监测时段：2025年5月。均达标。") == ("half", "gap")  # it is May's again
    assert read("均达标。") == ("unknown", "no_period")
    assert read("2025年5月至2025年6月") == ("unknown", "no_period")  # both, and nobody says which
    assert read("", problem="blocked") == ("unknown", "blocked")
    other = doc("饮用水公示", "2025-06-20", n=6)  # before June was over
    before = series.check(evidence(month(5), other, at=YEAR), period="month", from_=5, to=6)
    assert said(before) == ("half", "gap")


def test_an_entry_without_a_period_may_fill_an_earlier_gap_and_one_alone() -> None:
    named = [month(5), month(6), month(7)]
    unnamed = doc("饮用水公示", "2025-08-20", n=5)  # after July, which is named
    verdict = series.check(
        evidence(*named, unnamed, at=YEAR), period="month", from_=3, to=7, full=1.0
    )
    assert states(verdict)["2025-04"] == "not_captured"
    assert states(verdict)["2025-03"] == "missing"  # one entry hides one gap
    assert verdict.wants[0].urls == (unnamed.url,)
    body = page("监测时段：2025年3月。", "饮用水公示", "2025-08-20", url=unnamed.url)
    told = series.check(pages(*named, unnamed, read=(body,)), period="month", from_=3, to=7)
    assert states(told)["2025-04"] == "missing"
    assert states(told)["2025-03"] == "late"
    plain = page("均达标。", "饮用水公示", "2025-08-20", url=unnamed.url)
    silent = series.check(pages(*named, unnamed, read=(plain,)), period="month", from_=3, to=7)
    assert states(silent)["2025-04"] == "missing"  # whose limit was long over


def test_what_comes_regularly_under_one_title_is_told_by_its_days() -> None:
    days = ["2025-06-10", "2025-07-10", "2025-08-11"]
    regular = [doc("食堂水质公示", day, n=n) for n, day in enumerate(days, 1)]
    assert said(series.check(evidence(*regular, at=YEAR), period="month", from_=5, to=7))[0] == (
        "pass"
    )
    twice = [*regular, doc("食堂水质公示", "2025-08-12", n=4)]
    verdict = series.check(evidence(*twice, at=YEAR), period="month", from_=5, to=7)
    assert said(verdict) == ("unknown", "not_captured")
    assert states(verdict)["2025-05"] == "not_captured"
    two = series.check(evidence(*regular[:2], at=YEAR), period="month", from_=5, to=6)
    assert said(two) == ("unknown", "not_captured")


# ---- editions


def edition(title: str, day: str = "2025-03-01") -> Document:
    return doc(f"公报2025年{title}", day)


def test_a_number_between_others_is_a_gap_and_the_last_ones_wait_for_the_year() -> None:
    seen = evidence(edition("第1期"), edition("第2期"), edition("第4期"), at=YEAR)
    verdict = series.check(seen, period="edition", editions=5)
    assert said(verdict) == ("half", "gap")
    assert states(verdict) == {
        "no.1": "ok", "no.2": "ok", "no.3": "missing", "no.4": "ok", "no.5": "not_due",
    }  # fmt: skip
    due = series.check(seen, period="edition", editions=5, lag="0d")
    assert states(due)["no.5"] == "missing"
    assert set(states(series.check(seen, period="edition"))) == {"no.1", "no.2", "no.3", "no.4"}


def test_no_edition_at_all() -> None:
    assert said(series.check(evidence(at=YEAR), period="edition")) == ("fail", "missing")
    walled = evidence(at=YEAR, listing=column(problem="blocked"))
    assert said(series.check(walled, period="edition")) == ("unknown", "blocked")
    assert said(series.check(evidence(at=YEAR), period="edition", editions=2)) == (
        "skip", "not_due",
    )  # fmt: skip


@pytest.mark.parametrize(("day", "reason"), [("2025-10-09", "ok"), ("2025-10-10", "late")])
def test_editions_by_the_days_that_people_tell(day: str, reason: str) -> None:
    fact = Fact(kind="edition", about="1.1 第2期", day=date(2025, 9, 28), basis="a", by="b")
    other = Fact(kind="edition", about="1.2 第9期", day=date(2025, 9, 28), basis="a", by="b")
    seen = evidence(edition("第2期", day), facts=[fact, other], at=YEAR)
    verdict = series.check(seen, period="edition", lag="3wd")
    assert states(verdict) == {"no.2": reason}
    assert verdict.facts == (fact,)


# ---- properties


@given(
    published=st.sets(st.integers(1, 11)),
    order=st.randoms(use_true_random=False),
    as_of=st.dates(date(2025, 1, 1), date(2025, 12, 31)),
)
def test_gaps_are_exactly_the_complement_of_what_is_published(
    published: set[int], order: Random, as_of: date
) -> None:
    entries = [month(n) for n in published]
    at = scope(as_of.isoformat())
    wanted = states(series.check(evidence(*entries, at=at), period="month"))
    order.shuffle(entries)
    assert states(series.check(evidence(*entries, at=at), period="month")) == wanted
    gaps = {int(key[5:]) for key, reason in wanted.items() if reason == "missing"}
    due = {n for n in range(1, 13) if wanted[f"2025-{n:02}"] != "not_due"}
    assert gaps == due - published
    later = states(series.check(evidence(*entries, at=YEAR), period="month"))
    assert gaps <= {int(key[5:]) for key, reason in later.items() if reason == "missing"}


def test_an_edition_that_nobody_gave_a_day_is_never_late() -> None:
    after = evidence(edition("第2期", "2026-01-05"), edition("第1期"), at=YEAR)
    verdict = series.check(after, period="edition", editions=2, lag="0d")
    assert said(verdict) == ("pass", "ok")


def test_days_off_that_a_fact_adds_give_time_and_are_told() -> None:
    off = Fact(kind="day_off", day=date(2025, 9, 30), basis="文号", by="王")
    at = scope("2025-12-31", seen_at="2026-01-15", amended=(off,))
    august = month(8, "2025-10-09")  # due 09-30, then the first working day after the holiday
    verdict = series.check(evidence(august, at=at), period="month", from_=8, to=8)
    assert said(verdict) == ("pass", "ok")
    assert verdict.facts == (off,)
    plain = series.check(evidence(august, at=YEAR), period="month", from_=8, to=8)
    assert said(plain) == ("half", "late")
    assert plain.facts == ()
