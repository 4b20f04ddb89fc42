"""What stands in another column than its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.judging.finding import elsewhere
from gongkai.judging.judge import Line
from gongkai.model import (
    Fact,
    Link,
    Listing,
    Plan,
    Rule,
    Search,
    Subject,
)
from tests.gongkai.world import (
    DAY,
    MINE,
    NOTICES,
    OWN,
    PORTAL,
    case,
    column,
    judged,
    listing,
    page,
    plan,
    row,
    said,
    targets,
    with_subject,
)


def sought(*rules: Rule, **clause: Any) -> Plan:
    """A plan whose budgets are sought among the notices too."""
    return plan(*rules, **{"subjects": with_subject(elsewhere=("notices",)), **clause})


def elsewhere_too(
    folder: Path, *records: Listing | Search, made: Plan | None = None, known: bool = True
) -> Line:
    notices = [column(NOTICES, "czj", "notices")] * known
    return judged(folder, *records, made=made or sought(), who=targets(column(), *notices))


def test_what_stands_in_another_column_is_misplaced(tmp_path: Path) -> None:
    there = listing(row(at=NOTICES), column=NOTICES)
    line = elsewhere_too(tmp_path, listing(), there)
    assert said(line) == ("half", "misplaced")
    assert line.result.url == row(at=NOTICES).url
    assert said(elsewhere_too(tmp_path / "b", listing(row()), there)) == ("pass", "ok")
    later = row(n=2, at=NOTICES, day=date(2026, 10, 2))
    both = listing(later, row(at=NOTICES), column=NOTICES)
    assert elsewhere_too(tmp_path / "d", listing(), both).result.url == row(at=NOTICES).url
    walled = listing(problem="blocked")
    assert said(elsewhere_too(tmp_path / "c", walled, there)) == ("unknown", "blocked")


@pytest.mark.parametrize(
    "there",
    [
        listing(row("关于放假的通知", at=NOTICES), column=NOTICES),
        listing(row(at=NOTICES, day=date(2025, 5, 6)), column=NOTICES),
        listing(row(at=NOTICES, day=date(2026, 10, 2)), column=NOTICES),
        listing(column=NOTICES, problem="blocked"),
    ],
)
def test_what_would_not_do_there_is_missing(tmp_path: Path, there: Listing) -> None:
    assert said(elsewhere_too(tmp_path, listing(), there)) == ("fail", "missing")


def test_another_column_is_asked_for_where_something_is_missing(tmp_path: Path) -> None:
    asks = elsewhere_too(tmp_path, listing()).asks
    assert [(a.subject, a.match, a.need.why) for a in asks] == [("notices", "预算", "misplaced")]
    assert elsewhere_too(tmp_path / "b", listing(row())).asks == ()


def test_without_words_for_its_entries_a_column_cannot_be_misplaced() -> None:
    assert list(elsewhere(case(sought(match="")))) == []
    assert list(elsewhere(case(plan(subjects=with_subject(elsewhere=("nothing", "budget")))))) == []
    assert len(list(elsewhere(case(sought())))) == 1


EXPLAINED = f"{MINE}jd/"


def following(**params: Any) -> Plan:
    """Interpretations follow what the budget column holds within three working days."""
    explained = Subject(id="explained", name="解读", words="解读")
    said = {"from": "budget", "to": "explained", "within": "3wd", **params}
    rule = Rule(check="lag", params=said, if_none="not_applicable")
    return plan(rule, subjects=with_subject() | {"explained": explained})


def test_a_missing_answer_is_not_made_good_by_entries_elsewhere(tmp_path: Path) -> None:
    more = (column(EXPLAINED, subject="explained"), column(NOTICES, subject="notices"))
    kept = row("海棠市预算管理办法")
    there = row("海棠市预算绩效规定", n=2, at=NOTICES)
    answer = row("《海棠市预算绩效规定》解读", n=3, at=EXPLAINED)
    pages = [page(each.url, each.title) for each in (kept, there, answer)]
    columns = (
        listing(kept),
        listing(there, column=NOTICES),
        listing(answer, column=EXPLAINED),
    )
    line = judged(tmp_path, *columns, *pages, who=targets(column(), *more), made=following())
    assert said(line) == ("fail", "missing")


def test_after_an_event_an_empty_column_is_not_nothing(tmp_path: Path) -> None:
    rule = Rule(
        check="lag",
        params={"from": "fact:emergency", "to": "budget", "within": "3wd"},
        if_none="not_applicable",
    )
    made = plan(
        rule, match="", subject="", subjects=with_subject(match="预算", elsewhere=("notices",))
    )
    happened = Fact(kind="emergency", day=DAY)
    who = targets(column(), column(NOTICES, subject="notices"), facts=[happened])
    neither = judged(tmp_path, listing(), listing(column=NOTICES), made=made, who=who)
    assert said(neither) == ("fail", "missing")
    there = listing(row("2026年预算执行通报", at=NOTICES), column=NOTICES)
    seen = judged(tmp_path / "b", listing(), there, made=made, who=who)
    assert said(seen) == ("half", "misplaced")
    nothing = targets(column())
    assert said(judged(tmp_path / "c", listing(), made=made, who=nothing)) == (
        "unknown",
        "no_event",
    )


def test_no_entry_that_is_owed_an_answer_is_nothing(tmp_path: Path) -> None:
    who = targets(column(), column(EXPLAINED, subject="explained"))
    records = (listing(row("关于开展预算检查的通知")), listing(column=EXPLAINED))
    line = judged(tmp_path, *records, who=who, made=following(which="办法|规定"))
    assert said(line) == ("skip", "not_applicable")


# ------------------------------------------------------------------ weighed like what is in place

BOARD = f"{OWN}gsgg/"
HOLDS = Rule(check="contains", params={"parts": {"收入": "收入"}})


def with_file(at: str = NOTICES, n: int = 1) -> tuple[Listing, Any]:
    """An entry elsewhere whose page says nothing and has an attachment."""
    there = row("2026年预算", n=n, at=at)
    file = Link(url=f"{at}{n}.doc", text="预算.doc", kind="attachment")
    return listing(there, column=at), page(there.url, there.title, text="详见附件。", links=(file,))


def test_entries_elsewhere_are_weighed_with_their_files(tmp_path: Path) -> None:
    there, its_page = with_file()
    before = elsewhere_too(tmp_path, listing(), there, its_page, made=sought(HOLDS))
    assert said(before) == ("fail", "missing")
    assert (f"{NOTICES}1.doc",) in [a.need.urls for a in before.asks]
    file = page(f"{NOTICES}1.doc", "预算.doc", text="收入三百万元", format="doc")
    after = elsewhere_too(tmp_path / "b", listing(), there, its_page, file, made=sought(HOLDS))
    assert said(after) == ("half", "misplaced")
    other = page(f"{NOTICES}1.doc", "预算.doc", text="支出三百万元", format="doc")
    lacks = elsewhere_too(tmp_path / "c", listing(), there, its_page, other, made=sought(HOLDS))
    assert said(lacks) == ("fail", "missing")


def test_every_place_is_told_and_where_it_belongs(tmp_path: Path) -> None:
    who = targets(column(), column(NOTICES, subject="notices"), column(BOARD, subject="notices"))
    there = (
        listing(row(n=1, at=NOTICES), row(n=9, at=NOTICES, day=date(2026, 3, 1)), column=NOTICES),
        listing(row("2026年预算公示", n=2, at=BOARD), column=BOARD),
    )
    line = judged(tmp_path, listing(), *there, who=who, made=sought())
    assert said(line) == ("half", "misplaced")
    assert [p.url for p in line.ledger.parts] == [row(n=1, at=NOTICES).url, row(n=2, at=BOARD).url]
    assert line.result.seen == "2026年预算执行情况；2026年预算公示"
    assert line.result.limit == "预算执行公开"
    assert line.ledger.columns == (MINE,)  # where it belongs
    assert line.ledger.absence is not None
    assert [(c.column, c.elsewhere) for c in line.ledger.absence.columns] == [
        (MINE, False),
        (NOTICES, True),
        (BOARD, True),
    ]


def test_what_would_do_only_together_counts_together(tmp_path: Path) -> None:
    who = targets(column(), column(NOTICES, subject="notices"), column(BOARD, subject="notices"))
    there = (
        listing(row("2026年预算公开", n=1, at=NOTICES), column=NOTICES),
        listing(row("2026年预算执行", n=2, at=BOARD), column=BOARD),
    )
    both = Rule(check="count", params={"names": ["预算公开", "预算执行"], "half": 0.9})
    line = judged(tmp_path, listing(), *there, who=who, made=sought(both))
    assert said(line) == ("half", "misplaced")
    assert len(line.ledger.parts) == 2
    alone = (listing(), there[0], listing(column=BOARD))
    one = judged(tmp_path / "b", *alone, who=who, made=sought(both))
    assert said(one) == ("fail", "missing")


def test_what_is_found_in_one_of_two_places_is_never_misplaced(tmp_path: Path) -> None:
    who = targets(column(), column(f"{PORTAL}yjs/", "czj"), column(NOTICES, subject="notices"))
    records = (
        listing(),
        listing(row(at=f"{PORTAL}yjs/"), column=f"{PORTAL}yjs/"),
        listing(row(n=3, at=NOTICES), column=NOTICES),
    )
    line = judged(tmp_path, *records, who=who, made=sought(places=("any",)))
    assert said(line) == ("pass", "ok")
    assert line.ledger.absence is None
