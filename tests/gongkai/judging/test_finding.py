from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.judging.finding import by_then, checked, outages
from gongkai.judging.judge import Line
from gongkai.model import (
    Evidence,
    Fact,
    Link,
    Listing,
    Outcome,
    Rule,
    Targets,
    Verdict,
)
from tests.gongkai.world import (
    DAY,
    NOTICES,
    SHARED,
    case,
    column,
    judged,
    listing,
    page,
    plan,
    row,
    said,
    targets,
    when,
)

COUNT = Rule(check="count")


def facts(kind: str, unit: str = "czj", **more: Any) -> Targets:
    return targets(column(), facts=[Fact(kind=kind, unit=unit, **more)])


# ------------------------------------------------------------------ before the evidence


@pytest.mark.parametrize(
    ("who", "told"),
    [
        (facts("exempt", about="1.1"), ("skip", "exempt")),
        (facts("exempt", about="1.2"), ("pass", "ok")),
        (facts("exempt", "jyj", about="1.1"), ("pass", "ok")),
        (facts("exempt", "", about="1.1"), ("pass", "ok")),  # nobody is exempt from a clause
        (facts("event", about="1.1"), ("pass", "ok")),
    ],
)
def test_exempt(tmp_path: Path, who: Targets, told: tuple[str, str]) -> None:
    assert said(judged(tmp_path, listing(row()), who=who)) == told


@pytest.mark.parametrize(
    ("who", "told"),
    [
        (targets(column()), ("unknown", "no_event")),
        (facts("merged"), ("unknown", "no_event")),  # without a day it did not happen yet
        (facts("merged", "jyj", day=DAY), ("unknown", "no_event")),
        (facts("event", day=DAY), ("unknown", "no_event")),
        (facts("merged", "", day=DAY), ("pass", "ok")),
        (facts("merged", day=date(2026, 9, 30)), ("pass", "ok")),
        (facts("merged", day=date(2026, 10, 1)), ("skip", "not_due")),
    ],
)
def test_what_is_owed_after_a_fact(tmp_path: Path, who: Targets, told: tuple[str, str]) -> None:
    assert said(judged(tmp_path, listing(row()), made=plan(after="merged"), who=who)) == told


def test_without_a_site_of_its_own_nothing_is_owed_there(tmp_path: Path) -> None:
    made = plan(lead=("北镇",))
    assert said(judged(tmp_path, made=made)) == ("skip", "no_own_site")
    assert said(judged(tmp_path, made=plan(lead=("北镇",), places=("portal",))))[1] != "no_own_site"


def own_and_portal(folder: Path, *columns: str, places: tuple[str, ...]) -> Line:
    who = targets(*(column(url, "bgs") for url in columns))
    made = plan(lead=("海棠市政府办公室",), places=places)
    return judged(folder, listing(row(at=SHARED), column=SHARED), made=made, who=who)


def test_the_same_column_as_the_portals_counts_once(tmp_path: Path) -> None:
    assert said(own_and_portal(tmp_path, SHARED, places=("own", "portal"))) == (
        "skip",
        "no_own_site",
    )
    assert said(own_and_portal(tmp_path, SHARED, places=("own",))) == ("pass", "ok")


def test_a_persons_word_that_there_is_no_column_is_no_shared_column(tmp_path: Path) -> None:
    who = targets(column("", how="person"))
    line = judged(tmp_path, made=plan(places=("own", "portal")), who=who)
    assert said(line) == ("fail", "missing")


def test_another_column_than_the_portals_counts_for_itself(tmp_path: Path) -> None:
    who = targets(column(), column(SHARED, ""))
    made = plan(places=("own", "portal"))
    assert said(judged(tmp_path, listing(row()), made=made, who=who)) == ("pass", "ok")
    nowhere = judged(tmp_path, made=made, who=targets(column(SHARED, "")))
    assert said(nowhere) == ("unknown", "not_captured")


# ------------------------------------------------------------------ nothing was found


def none_found(folder: Path, policy: str, *records: Listing, check: str = "count") -> Line:
    made = plan(Rule(check=check, if_none=policy))
    return judged(folder, *(records or (listing(),)), made=made)


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        ("", ("fail", "missing")),
        ("fail", ("fail", "missing")),
        ("not_applicable", ("skip", "not_applicable")),
        ("unknown", ("unknown", "no_event")),
        ("zero_report", ("fail", "missing")),
    ],
)
def test_the_plan_says_what_nothing_means(
    tmp_path: Path, policy: str, told: tuple[str, str]
) -> None:
    assert said(none_found(tmp_path, policy)) == told
    assert said(none_found(tmp_path / "b", policy, listing(row()))) == ("pass", "ok")
    last_year = listing(row(day=date(2025, 12, 31)))
    assert said(none_found(tmp_path / "c", policy, last_year)) == told


def test_a_column_that_went_stale_is_not_one_in_which_nothing_happened(tmp_path: Path) -> None:
    old = listing(row(day=date(2025, 6, 1)))
    assert said(none_found(tmp_path, "unknown", old, check="fresh")) == ("fail", "stale")
    assert said(none_found(tmp_path / "b", "unknown", check="fresh")) == ("unknown", "no_event")


def test_nothing_must_be_proved_first(tmp_path: Path) -> None:
    shut = none_found(tmp_path, "not_applicable", listing(problem="blocked"))
    assert said(shut) == ("unknown", "blocked")
    shallow = listing(complete=False, back_to=date(2026, 6, 1))
    assert said(none_found(tmp_path / "b", "unknown", shallow)) == ("unknown", "not_deep_enough")
    deep = listing(complete=False, back_to=date(2026, 1, 1))
    assert said(none_found(tmp_path / "c", "unknown", deep)) == ("unknown", "no_event")


def test_a_row_of_unknown_owner_is_not_nothing(tmp_path: Path) -> None:
    made = plan(
        Rule(check="count", if_none="not_applicable"),
        places=("portal",),
        lead=("市财政局", "市教育局"),
    )
    records = listing(row(at=SHARED), column=SHARED)
    line = judged(tmp_path, records, made=made, who=targets(column(SHARED, "")))
    assert said(line) == ("unknown", "unowned")


def test_a_zero_report_stands_for_what_there_was_not(tmp_path: Path) -> None:
    zero = row("2026年无行政许可情况的零报告")
    assert said(none_found(tmp_path, "zero_report", listing(zero))) == ("pass", "zero_report")
    other = listing(row("关于放假的通知"))
    assert said(none_found(tmp_path / "e", "zero_report", other)) == ("fail", "missing")
    old = listing(row(zero.title, day=date(2025, 3, 1)))
    assert said(none_found(tmp_path / "b", "zero_report", old)) == ("fail", "missing")
    undated = listing(row(zero.title, day=None))
    assert said(none_found(tmp_path / "c", "zero_report", undated)) == ("fail", "missing")
    late = listing(row(zero.title, day=date(2026, 10, 2)))
    assert said(none_found(tmp_path / "d", "zero_report", late)) == ("fail", "missing")


@pytest.mark.parametrize(
    ("title", "day", "told"),
    [
        ("2026年12月行政许可零报告", "2027-01-05", "pass"),
        ("12月行政许可零报告", "2027-01-05", "pass"),
        ("1月行政许可零报告", "2027-01-31", "fail"),
        ("2027年行政许可零报告", "2027-01-05", "fail"),
        ("行政许可零报告", "2027-03-01", "pass"),
        ("行政许可零报告", "2027-03-02", "fail"),
        ("2025年行政许可零报告", "2026-01-20", "pass"),
    ],
)
def test_a_zero_report_of_the_next_year_serves_by_what_it_speaks_of(
    tmp_path: Path, title: str, day: str, told: str
) -> None:
    records = listing(row(title, day=date.fromisoformat(day)))
    at = when("2026-12-31", "2027-03-01" if day < "2027-03-02" else day)
    line = judged(tmp_path, records, made=plan(Rule(check="count", if_none="zero_report")), at=at)
    late = at.seen_at > date(2027, 3, 1)  # by then nothing proves that it never was
    assert line.result.outcome == ("unknown" if late else told)


def test_what_is_dated_after_the_look_is_no_evidence(tmp_path: Path) -> None:
    by_rule = plan(Rule(check="count", params={"by": "2026-09-30"}))
    assert said(judged(tmp_path, listing(row(day=date(2026, 10, 2))), made=by_rule)) == (
        "fail",
        "missing",
    )
    today = listing(row(day=date(2026, 10, 1)))
    assert said(judged(tmp_path / "b", today, made=by_rule)) == ("half", "late")
    scope = case().scope
    documents = [page("a", day=date(2026, 10, 2)), page("b"), page("c", day=date(2026, 10, 1))]
    assert [d.url for d in by_then(documents, scope)] == ["b", "c"]


# ------------------------------------------------------------------ a site that is down


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2026-10-01", "2026-10-01", True),
        ("2026-09-30", None, True),
        ("2026-10-02", None, False),
        ("2026-09-29", "2026-09-30", False),
    ],
)
def test_an_outage_that_was_announced(first: str, last: str | None, told: bool) -> None:
    until = date.fromisoformat(last) if last else None
    fact = Fact(kind="planned_outage", unit="czj", day=date.fromisoformat(first), until=until)
    assert bool(outages([fact], when())) is told
    assert not outages([Fact(kind="exempt", unit="czj", day=DAY)], when())
    assert not outages([Fact(kind="planned_outage", day=DAY)], when())


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        ("unreachable", ("skip", "planned_outage")),
        ("blocked", ("skip", "planned_outage")),
        ("disallowed", ("unknown", "disallowed")),
        ("", ("fail", "missing")),
    ],
)
def test_an_outage_excuses_what_was_not_reached(
    tmp_path: Path, problem: str, told: tuple[str, str]
) -> None:
    who = facts("planned_outage", day=DAY)
    assert said(judged(tmp_path, listing(problem=problem), who=who)) == told
    others = facts("planned_outage", "jyj", day=DAY)
    assert said(judged(tmp_path, listing(problem=problem), who=others))[1] != "planned_outage"


# ------------------------------------------------------------------ what a browser could add


@pytest.mark.parametrize("problem", ["unreadable", "blocked"])
def test_a_wall_is_tried_by_browser_where_there_is_one(tmp_path: Path, problem: str) -> None:
    shut = listing(problem=problem)
    (one,) = judged(tmp_path, shut, at=when(browser=True)).asks
    assert (one.need.browser, one.need.why, one.need.urls) == (True, "render", ())
    assert judged(tmp_path, shut, at=when()).asks == ()
    beside = listing(column=NOTICES, problem=problem)
    both = targets(column(), column(NOTICES))
    enough = judged(tmp_path / "c", listing(row()), beside, who=both, at=when(browser=True))
    assert (said(enough), enough.asks) == (("pass", "ok"), ())
    tried = listing(problem=problem, browser=True)
    assert judged(tmp_path / "b", tried, at=when(browser=True)).asks == ()


@pytest.mark.parametrize("problem", ["unreachable", "disallowed", ""])
def test_what_a_browser_cannot_mend_is_not_tried(tmp_path: Path, problem: str) -> None:
    line = judged(tmp_path, listing(problem=problem), at=when(browser=True))
    assert [a for a in line.asks if a.need.browser] == []


def test_a_document_behind_a_wall_is_tried_by_browser(tmp_path: Path) -> None:
    made = plan(Rule(check="contains", params={"parts": ["收入"]}))
    shut = page(row().url, problem="blocked")
    (one,) = judged(tmp_path, listing(row()), shut, made=made, at=when(browser=True)).asks
    assert (one.need.urls, one.need.browser) == ((row().url,), True)
    assert judged(tmp_path, listing(row()), shut, made=made, at=when()).asks == ()


# ------------------------------------------------------------------ the table of reasons


def astray(evidence: Evidence, **params: Any) -> Verdict:
    """A kind of check that says what the table does not allow."""
    return Verdict(outcome=Outcome.FAIL, reason="blocked")


def test_a_verdict_outside_the_table_is_refused() -> None:
    made = case()
    made = replace(made, kind=replace(made.kind, function=astray))
    with pytest.raises(ValueError, match=r"p/1\.1 count: fail may not say blocked"):
        checked(made, Evidence(duty=made.duty, scope=made.scope))


@pytest.mark.parametrize(
    ("rule", "title", "day", "as_of"),
    [
        (
            Rule(check="fresh", params={"days": 90}),
            "2025年预算执行情况",
            "2025-12-20",
            "2026-01-31",
        ),
        (Rule(check="count", params={"since": "any"}), "预算科室职责", "2019-12-20", "2026-09-30"),
    ],
)
def test_what_an_earlier_year_leaves_is_not_nothing_where_a_rule_looks_so_far_back(
    tmp_path: Path, rule: Rule, title: str, day: str, as_of: str
) -> None:
    made = plan(replace(rule, if_none="not_applicable"))
    records = listing(row(title, day=date.fromisoformat(day)))
    at = when(as_of, "2026-10-01" if as_of > "2026-02" else "2026-02-01")
    assert judged(tmp_path, records, made=made, at=at).result.outcome == "pass"


def test_what_came_after_the_cut_off_was_not_there_at_it(tmp_path: Path) -> None:
    later = listing(row(day=date(2026, 10, 10)))
    at = when("2026-09-30", "2026-10-15")
    nothing = plan(replace(COUNT, if_none="not_applicable"))
    assert said(judged(tmp_path / "a", later, made=nothing, at=at)) == ("skip", "not_applicable")
    by = {"by": date(2026, 9, 30)}
    late = plan(Rule(check="count", params=by, if_none="not_applicable"))
    assert said(judged(tmp_path / "b", later, made=late, at=at)) == ("half", "late")


def broken(evidence: Evidence, **params: Any) -> Verdict:
    """A kind of check with a fault of its own."""
    raise KeyError(params.get("n"))


def test_a_check_that_breaks_is_our_fault_and_ends_nothing() -> None:
    made = case()
    made = replace(made, kind=replace(made.kind, function=broken))
    verdict = checked(made, Evidence(duty=made.duty, scope=made.scope))
    assert (verdict.outcome, verdict.reason, verdict.seen) == ("unknown", "fault", "KeyError")


def test_a_page_that_a_verdict_wanted_is_shown_to_the_check(tmp_path: Path) -> None:
    params = {"label": "废止", "list": "budget", "originals": "notices"}
    made = plan(Rule(check="labelled", params=params))
    who = targets(column(), column(NOTICES, subject="notices"))
    old = f"{NOTICES}old/7.html"
    lists = page(
        row().url,
        text="废止《海棠市停车管理办法》",
        links=(Link(url=old, text="海棠市停车管理办法"),),
    )
    seen = (listing(row()), lists, listing(column=NOTICES))
    before = judged(tmp_path, *seen, made=made, who=who)
    assert said(before) == ("unknown", "not_captured")
    assert [a.need.urls for a in before.asks] == [(old,)]
    after = judged(tmp_path / "b", *seen, page(old, "停车管理办法"), made=made, who=who)
    assert said(after) == ("fail", "unlabelled")
    labelled = page(old, "停车管理办法", label="废止")
    assert said(judged(tmp_path / "c", *seen, labelled, made=made, who=who)) == ("pass", "ok")
