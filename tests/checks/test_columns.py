from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import columns
from gongkai.model import Choice, Evidence, Fact, Listing, Row, Search
from tests.make import SITE, evidence, said, scope

AS_OF = date(2026, 9, 30)
Column = tuple[Choice, Listing | None]


def column(
    name: str,
    newest: str = "",
    *,
    type: str = "",
    top: bool = True,
    problem: str = "",
    doubts: Sequence[str] = (),
    undated: bool = False,
    complete: bool = True,
) -> Column:
    """A column by its first page: one row, none, or why it was not read."""
    url = f"{SITE}/{crc32(name.encode())}/"
    days = [date.fromisoformat(newest)] if newest else [None] if undated else []
    rows = tuple(Row(title=f"{name}一条", url=f"{url}1.html", day=day) for day in days)
    choice = Choice(
        url=url, name=name.rpartition(" › ")[2], way=name, top=top, doubts=tuple(doubts),
        problem=problem,
    )  # fmt: skip
    if problem == "budget":
        return choice, None
    listing = Listing(
        column=url, name=name, type=type, rows=rows, problem=problem, complete=complete,
        back_to=next((day for day in days if day), None), snapshots=("a#1",),
    )  # fmt: skip
    return choice, listing


def surveyed(
    *found: Column,
    problem: str = "",
    home: Sequence[str] = (),
    facts: Sequence[Fact] = (),
    **at: str,
) -> Evidence:
    root = f"{SITE}/"
    rows = tuple(
        Row(title=f"第{n}条", url=f"{root}{n}.html", day=date.fromisoformat(d) if d else None)
        for n, d in enumerate(home)
    )
    front = Listing(column=root, rows=rows, complete=True, type="首页")
    search = Search(
        root=root, subject="", choices=tuple(c for c, _ in found), problem=problem,
        complete=not problem,
    )  # fmt: skip
    made = evidence(at=scope(**{"as_of": "2026-09-30"} | at), facts=facts)
    return replace(
        made,
        searches={"columns": (search,)},
        listings={"columns": (front, *(x for _, x in found if x))},
    )


NEWS = [column(f"{n}动态", "2026-09-15") for n in "甲乙丙丁戊"]


@pytest.mark.parametrize(
    ("name", "newest", "verdict"),
    [
        ("工作动态", "2026-09-16", ("pass", "ok")),
        ("工作动态", "2026-09-15", ("fail", "stale")),  # fourteen days, and one more
        ("通知公告", "2026-03-30", ("pass", "ok")),
        ("通知公告", "2026-03-29", ("fail", "stale")),
        ("人事任免", "2025-09-29", ("pass", "ok")),
        ("人事任免", "2025-09-28", ("fail", "stale")),
    ],
)
def test_a_sort_has_a_window_and_its_last_day_is_in_it(
    name: str, newest: str, verdict: tuple[str, str]
) -> None:
    assert said(columns.check(surveyed(column(name, newest)))) == verdict


def test_so_many_pass_and_one_more_fails() -> None:
    four, five = surveyed(*NEWS[:4]), surveyed(*NEWS)
    assert said(columns.check(four, most=4)) == ("pass", "ok")
    assert said(columns.check(five, most=4)) == ("fail", "stale")
    assert said(columns.check(five, most=3, half_most=5)) == ("half", "stale")
    assert said(columns.check(five, most=3, half_most=4)) == ("fail", "stale")
    assert columns.check(five, most=4).limit == "≤4"


def test_what_was_not_seen_may_be_bad_and_is_never_counted() -> None:
    unread = column("戊动态", problem="budget")
    assert said(columns.check(surveyed(*NEWS[:4], unread), most=4)) == ("unknown", "budget")
    assert said(columns.check(surveyed(*NEWS[:3], unread), most=4)) == ("pass", "ok")
    assert said(columns.check(surveyed(*NEWS, unread), most=4)) == ("fail", "stale")
    shut = surveyed(*NEWS[:1], problem="not_deep_enough")
    assert said(columns.check(shut, most=4)) == ("unknown", "not_deep_enough")
    assert said(columns.check(surveyed(*NEWS, problem="budget"), most=4)) == ("fail", "stale")
    assert said(columns.check(evidence())) == ("unknown", "not_captured")


@pytest.mark.parametrize("problem", ["unreadable", "blocked", "disallowed", "unreachable"])
def test_a_column_that_only_looks_blank_is_not_blank(problem: str) -> None:
    drawn = surveyed(column("科技创新", problem=problem, complete=False))
    assert said(columns.check(drawn, state=["blank"])) == ("unknown", problem)


def test_blank_is_what_says_so_itself_and_has_nothing_below() -> None:
    blank = column("科技创新")
    assert said(columns.check(surveyed(blank), state=["blank"])) == ("fail", "blank")
    assert said(columns.check(surveyed(blank), state=["blank"], most=1)) == ("pass", "ok")
    below = column("科技创新 › 项目", "2019-01-01", top=False)
    assert said(columns.check(surveyed(blank, below), state=["blank"])) == ("pass", "ok")
    walled = column("科技创新 › 项目", problem="blocked", top=False)
    assert said(columns.check(surveyed(blank, walled), state=["blank"])) == ("unknown", "blocked")
    cut = column("科技创新", complete=False)
    assert said(columns.check(surveyed(cut), state=["blank"])) == ("unknown", "not_deep_enough")
    page = column("联系方式", doubts=["text"])
    assert said(columns.check(surveyed(page), state=["blank"])) == ("pass", "ok")
    assert said(columns.check(surveyed(page)))[0] == "skip"
    full = surveyed(column("领导信息", "2019-01-01"))
    assert said(columns.check(full, state=["blank"])) == ("pass", "ok")
    late = surveyed(blank, seen_at="2026-12-20")
    assert said(columns.check(late, state=["blank"])) == ("unknown", "absent_now")


def test_a_cut_off_after_our_look_proves_nothing() -> None:
    found = [column("工作动态", "2026-08-30"), column("通知公告")]
    early = surveyed(*found, home=["2026-08-30"] * 3, seen_at="2026-09-20")
    for rule in ({"state": ["stale"]}, {"state": ["blank"]}, {"sorts": ["home"]}):
        assert said(columns.check(early, **rule)) == ("unknown", "not_captured")  # type: ignore[arg-type]
    at_once = surveyed(*found, home=["2026-08-30"] * 3, seen_at="2026-09-30")
    for rule in ({"state": ["stale"]}, {"state": ["blank"]}, {"sorts": ["home"]}):
        assert columns.check(at_once, **rule).outcome == "fail"  # type: ignore[arg-type]


def test_undated_entries_give_neither_freshness_nor_staleness() -> None:
    assert said(columns.check(surveyed(column("要闻", undated=True)))) == ("unknown", "undated")


def test_stale_needs_the_newer_rows_to_be_readable() -> None:
    choice, listing = column("要闻", "2026-09-01")
    assert listing is not None
    shallow = replace(listing, complete=False, back_to=None)
    found = surveyed((choice, shallow))
    assert said(columns.check(found)) == ("unknown", "not_deep_enough")
    at_the_limit = replace(listing, complete=False, back_to=date(2026, 9, 16))
    assert said(columns.check(surveyed((choice, at_the_limit)))) == ("fail", "stale")
    past_it = replace(listing, complete=False, back_to=date(2026, 9, 17))
    assert said(columns.check(surveyed((choice, past_it))))[0] == "unknown"


def test_only_the_first_level_counts_where_that_is_asked() -> None:
    deep = column("公开 › 通知公告", "2026-01-01", top=False)
    assert said(columns.check(surveyed(deep)))[0] == "fail"
    assert said(columns.check(surveyed(deep), top=["notices"]))[0] == "skip"
    landing = column("政策文件", doubts=["landing"])
    fresh, old = (
        column(f"政策文件 › {n}", d, top=False)
        for n, d in (("新", "2026-09-01"), ("旧", "2020-01-01"))
    )
    whole = surveyed(landing, fresh, old)
    assert said(columns.check(whole, sorts=["policy"], top=["policy"])) == ("pass", "ok")
    assert said(columns.check(whole, sorts=["policy"])) == ("fail", "stale")


def test_where_no_column_is_of_the_sort_nothing_is_said_of_it() -> None:
    found = surveyed(column("通知公告", "2026-09-01"))
    assert said(columns.check(found, sorts=["news"])) == ("unknown", "no_column")
    assert said(columns.check(found, sorts=["news"], most=4)) == ("pass", "ok")


def test_past_events_are_exempt_and_what_nobody_knows_is_a_persons() -> None:
    assert said(columns.check(surveyed(column("抗疫专题", "2020-05-01"))))[0] == "skip"
    other = column("科技创新", "2020-05-01")
    assert said(columns.check(surveyed(other))) == ("unknown", "unsorted")
    assert said(columns.check(surveyed(other), days=366)) == ("fail", "stale")
    archived = Fact(kind="archived_topic", unit="czj", about="科技创新")
    assert said(columns.check(surveyed(other, facts=[archived])))[0] == "skip"
    exempt = replace(archived, kind="exempt")
    assert said(columns.check(surveyed(other, facts=[exempt]))) == ("unknown", "unsorted")
    ended = replace(archived, until=date(2026, 9, 1))
    assert said(columns.check(surveyed(other, facts=[ended]))) == ("unknown", "unsorted")


@pytest.mark.parametrize(
    ("days", "verdict"),
    [
        (["2026-09-16", "2026-09-01", "2026-08-01"], ("pass", "soon")),
        (["2026-09-15", "2026-09-01", "2026-08-01"], ("fail", "stale")),
        (["2026-09-15", "", "2026-08-01"], ("fail", "stale")),  # no column has a newer one
        (["2026-10-01", "2026-09-01", "2026-08-01"], ("fail", "stale")),  # after the cut-off
    ],
)
def test_the_front_page_shows_something_of_two_weeks(
    days: list[str], verdict: tuple[str, str]
) -> None:
    found = surveyed(column("通知公告", "2026-09-01"), home=days, seen_at="2026-10-02")
    assert said(columns.check(found, sorts=["home"])) == verdict


def test_what_columns_have_and_the_front_page_does_not_show_keeps_it_stale() -> None:
    days = ["2026-09-15", "2026-09-01", "2026-08-01"]
    found = surveyed(column("要闻", "2026-09-28"), home=days)
    assert said(columns.check(found, sorts=["home"])) == ("fail", "stale")
    undated = surveyed(column("要闻", "2026-09-28"), home=[*days, ""])
    assert said(columns.check(undated, sorts=["home"])) == ("unknown", "undated")


def test_entries_after_the_cut_off_may_have_pushed_off_those_before_it() -> None:
    days = ["2026-10-02", "2026-10-01", "2026-08-01"]

    def home(*found: Column, **at: str) -> tuple[str, str]:
        made = surveyed(*found, home=days, seen_at="2026-10-05", **at)
        return said(columns.check(made, sorts=["home"]))

    assert home(column("要闻", "2026-09-28")) == ("unknown", "absent_now")
    assert home(column("要闻", "2026-09-15")) == ("fail", "stale")  # no column had a newer one
    assert home(column("要闻", problem="blocked")) == ("unknown", "blocked")
    assert home() == ("unknown", "absent_now")


def test_a_front_page_without_entries_is_its_columns() -> None:
    assert said(columns.check(surveyed(column("要闻", "2026-09-20")), sorts=["home"])) == (
        "pass",
        "ok",
    )
    assert said(columns.check(surveyed(column("要闻", "2026-09-01")), sorts=["home"])) == (
        "fail",
        "stale",
    )
    unread = surveyed(column("要闻", problem="blocked"), column("公告", "2026-09-01"))
    assert said(columns.check(unread, sorts=["home"])) == ("unknown", "blocked")
    assert said(columns.check(surveyed(), sorts=["home"])) == ("unknown", "undated")


@pytest.mark.parametrize(
    "params", [{"state": []}, {"state": "stale"}, {"sorts": ["新闻"]}, {"most": 3, "half_most": 2}]
)
def test_parameters_that_say_nothing_are_refused(params: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"state|新闻|half_most"):
        columns.needs(scope(), **params)  # type: ignore[arg-type]  # that is the test


@given(
    st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["", "blocked", "budget"])), max_size=8),
    st.integers(0, 8),
)
def test_more_stale_columns_never_help_and_the_order_decides_nothing(
    found: list[tuple[int, str]], most: int
) -> None:
    made = [
        column(f"{n}动态", "" if why else str(AS_OF - timedelta(days=age)), problem=why)
        for n, (age, why) in enumerate(found)
    ]
    rank = {"pass": 0, "skip": 0, "unknown": 1, "half": 2, "fail": 3}
    verdict = columns.check(surveyed(*made), most=most)
    turned = columns.check(surveyed(*reversed(made)), most=most)
    worse = columns.check(surveyed(*made, column("旧动态", "2020-01-01")), most=most)
    assert said(verdict) == said(turned)
    assert rank[worse.outcome] >= rank[verdict.outcome]
