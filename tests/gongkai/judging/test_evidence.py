from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gongkai.disk.store import Round
from gongkai.judging.evidence import Library
from gongkai.model import Choice, Column, Document, Row, Search, Step
from tests.gongkai.world import (
    BEI,
    BGS,
    CZJ,
    DAY,
    JYJ,
    MINE,
    OWN,
    PORTAL,
    SEEN,
    SHARED,
    ask,
    column,
    find,
    kept,
    listing,
    page,
    row,
    targets,
)

LATER = "2026-10-03T09:00:00+08:00"


def ways(documents: tuple[Document, ...]) -> list[tuple[str, str]]:
    return [(d.url.rpartition("_")[2], d.unit_from) for d in documents]


def search(root: str = OWN, *found: str, problem: str = "") -> Search:
    columns = tuple(Column(url=url, subjects=("budget",), how="discovered") for url in found)
    steps = (Step(way="navigation", url=root, problem=problem),)
    return Search(root=root, subject="budget", found=columns, steps=steps, problem=problem)


# ------------------------------------------------------------------ whose rows


ROWS = (
    row("2026年预算执行", 1, f"{PORTAL}jyj/"),
    row("2026年预算执行", 2, SHARED, publisher="市教育局"),
    row("市教育局2026年预算执行", 3, SHARED),
    row("市财政局2026年预算执行", 4, SHARED),
    row("2026年预算执行", 5, SHARED),
)


def test_rows_of_a_shared_column_belong_to_who_is_named(tmp_path: Path) -> None:
    known = targets(column(SHARED, ""))
    found = find(tmp_path, ask(JYJ, "portal"), listing(*ROWS, column=SHARED), who=known)
    assert ways(found.documents) == [
        ("1.html", "address"),
        ("2.html", "publisher"),
        ("3.html", "title"),
    ]
    assert ways(found.unowned) == [("5.html", "")]
    assert {d.unit for d in found.documents} == {"jyj"}


def test_what_nobody_claims_is_the_only_leads(tmp_path: Path) -> None:
    known = targets(column(SHARED, ""))
    records = listing(*ROWS, column=SHARED)
    found = find(tmp_path, ask(CZJ, "portal"), records, who=known, sole=True)
    assert ways(found.documents) == [("4.html", "title"), ("5.html", "only_lead")]
    assert found.unowned == ()


def test_of_an_entry_that_is_listed_twice_the_first_row_is_told(tmp_path: Path) -> None:
    rows = [row("预算执行（置顶）", 1, SHARED), row("市财政局2026年预算执行", 1, SHARED)]
    records = listing(*rows, column=SHARED)
    known = targets(column(SHARED, ""))
    found = find(tmp_path, ask(CZJ, "portal"), records, who=known, sole=True)
    assert [(d.title, d.unit_from) for d in found.documents] == [("预算执行（置顶）", "only_lead")]


def test_what_a_person_brought_stands_though_a_later_look_meets_the_wall(tmp_path: Path) -> None:
    store = Round(tmp_path).site("czj.haitang.gov.cn", look=1)
    url = "http://czj.haitang.gov.cn/yjs/1.html"
    kept = store.keep(url=url, final_url=url, status=200, fetched_at=SEEN, by="person")
    brought = Document(url=url, title="2026年预算", opened=True, snapshots=(kept.id,))
    store.add(brought)
    useless = replace(brought, url=f"{url}l", opened=False, problem="unreadable")
    store.add(useless)
    store.close()
    shut = Document(url=url, title="2026年预算", problem="blocked")
    later = Round(tmp_path).site("czj.haitang.gov.cn", look=2)
    later.add(shut)
    later.add(replace(shut, url=useless.url))
    later.close()
    read = Library(Round(tmp_path), targets())
    assert read.page(url) == brought
    assert read.page(useless.url) == replace(shut, url=useless.url)
    gone = Round(tmp_path).site("czj.haitang.gov.cn", look=3)
    gone.add(Document(url=url, title="2026年预算", problem="dead_link"))
    gone.close()
    found = Library(Round(tmp_path), targets()).page(url)
    assert found is not None
    assert found.problem == "dead_link"


def test_an_ambiguous_name_claims_nothing(tmp_path: Path) -> None:
    records = listing(row("一科预算执行", at=SHARED), column=SHARED)
    found = find(tmp_path, ask(CZJ, "portal"), records, who=targets(column(SHARED, "")))
    assert (found.documents, len(found.unowned)) == ((), 1)


def test_rows_of_a_units_own_column_are_its_own_whoever_is_named(tmp_path: Path) -> None:
    found = find(tmp_path, ask(), listing(row("市教育局预算执行"), row("预算", 2)))
    assert ways(found.documents) == [("1.html", "column"), ("2.html", "column")]


def test_the_portals_operator_owns_what_nobody_else_does(tmp_path: Path) -> None:
    records = listing(*ROWS, column=SHARED)
    found = find(tmp_path, ask(BGS, "portal"), records, who=targets(column(SHARED, "bgs")))
    assert ways(found.documents) == [("5.html", "column")]


def test_only_rows_that_match_by_the_lists_title_or_the_pages(tmp_path: Path) -> None:
    rows = [row("2026年预算", 1), row("关于公…", 2), row("通知", 3)]
    pages = [page(rows[1].url, "关于公开预算的报告"), page(rows[2].url, "通知")]
    found = find(tmp_path, ask(match="预算"), listing(*rows), *pages)
    assert [d.title for d in found.documents] == ["2026年预算", "关于公开预算的报告"]


# ------------------------------------------------------------------ which column, and what hides it


def test_a_person_saw_that_there_is_no_column(tmp_path: Path) -> None:
    known = targets(column("", "czj", how="person", name="无"))
    found = find(tmp_path, ask(), who=known)
    assert (found.unseen, found.documents) == ("", ())
    assert [(x.column, x.complete, x.problem) for x in found.listings] == [("", True, "")]


@pytest.mark.parametrize(
    ("problem", "unseen"),
    [
        ("", "no_column"),
        ("dead_link", "no_column"),
        ("blocked", "blocked"),
        ("unreachable", "unreachable"),
        ("disallowed", "disallowed"),
        ("budget", "budget"),
    ],
)
def test_not_found_is_not_hidden(tmp_path: Path, problem: str, unseen: str) -> None:
    found = find(tmp_path, ask(), search(problem=problem), who=targets())
    assert (found.unseen, found.listings, len(found.searches)) == (unseen, (), 1)


def test_what_only_its_name_speaks_for_proves_no_absence(tmp_path: Path) -> None:
    def taken(*doubts: str) -> Search:
        choice = Choice(url=MINE, name="预算", doubts=doubts, taken=True)
        return replace(search(OWN, MINE), choices=(choice, Choice(url=SHARED, name="决算")))

    doubted, listed = taken("other_rows"), listing(row())
    assert find(tmp_path, ask(), doubted, listed, who=targets()).unseen == "by_name"
    assert find(tmp_path / "b", ask(), taken(), listed, who=targets()).unseen == ""
    confirmed = targets(column(MINE))
    assert find(tmp_path / "c", ask(), doubted, listed, who=confirmed).unseen == ""


def test_not_looked_for_at_every_root_is_not_captured(tmp_path: Path) -> None:
    assert find(tmp_path, ask(place="any"), search(), who=targets()).unseen == "not_captured"
    assert find(tmp_path, ask(BEI), who=targets()).unseen == "not_captured"


def test_found_at_one_root_while_the_other_was_shut(tmp_path: Path) -> None:
    records = (search(OWN, MINE), search(PORTAL, problem="blocked"), listing(row()))
    found = find(tmp_path, ask(place="any"), *records, who=targets())
    assert (ways(found.documents), found.unseen) == ([("1.html", "column")], "blocked")


def test_found_at_one_root_proves_nothing_about_the_other(tmp_path: Path) -> None:
    records = (search(OWN, MINE), search(PORTAL), listing(row()))
    assert find(tmp_path, ask(place="any"), *records, who=targets()).unseen == "no_column"
    both = (search(OWN, MINE), search(PORTAL, SHARED), listing(row()), listing(column=SHARED))
    assert find(tmp_path / "b", ask(place="any"), *both, who=targets()).unseen == ""


def test_found_at_one_root_while_the_other_was_never_asked(tmp_path: Path) -> None:
    """As in a visit that was made for a plan that asked for one place only."""
    records = (search(OWN, MINE), listing(row()))
    found = find(tmp_path, ask(place="any"), *records, who=targets())
    assert (ways(found.documents), found.unseen) == ([("1.html", "column")], "not_captured")


def test_a_shared_column_that_is_given_proves_nothing_about_the_units_own_site(
    tmp_path: Path,
) -> None:
    who = targets(column(SHARED, ""))
    nowhere = find(tmp_path / "a", ask(place="any"), listing(column=SHARED), who=who)
    assert nowhere.unseen == "not_captured"
    records = (listing(column=SHARED), search(OWN, MINE), listing(row()))
    both = find(tmp_path / "b", ask(place="any"), *records, who=who)
    assert (ways(both.documents), both.unseen) == ([("1.html", "column")], "")
    told = targets(column(SHARED, "czj"))
    assert find(tmp_path / "c", ask(place="any"), listing(column=SHARED), who=told).unseen == ""


def test_a_column_found_below_the_units_root_is_its_own_others_are_shared(tmp_path: Path) -> None:
    records = (search(PORTAL, SHARED), listing(row(at=SHARED), column=SHARED))
    found = find(tmp_path, ask(JYJ, "portal"), *records, who=targets())
    assert (found.documents, len(found.unowned)) == ((), 1)


def test_a_column_that_was_not_read_hides_what_is_in_it(tmp_path: Path) -> None:
    known = targets(column(), column(f"{OWN}b/"))
    found = find(tmp_path, ask(), listing(row()), who=known)
    assert (len(found.documents), found.unseen) == (1, "not_captured")
    assert find(tmp_path / "b", ask()).unseen == "not_captured"


# ------------------------------------------------------------------ which reading


def test_a_later_wall_does_not_undo_what_was_read(tmp_path: Path) -> None:
    kept(tmp_path, listing(row()))
    kept(tmp_path, listing(problem="blocked", seen_at=LATER), look=2)
    found = find(tmp_path, ask())
    assert [x.problem for x in found.listings] == [""]
    assert (len(found.documents), found.unseen) == (1, "")


def test_of_two_readings_the_newer_is_told(tmp_path: Path) -> None:
    kept(tmp_path, listing(row()))
    kept(tmp_path, listing(row(), row("2026年预算", 2), seen_at=LATER), look=2)
    assert len(find(tmp_path, ask()).documents) == 2
    kept(tmp_path, listing(seen_at="2026-09-01T09:00:00+08:00"), look=3)  # written late
    assert len(find(tmp_path, ask()).documents) == 2


def test_where_nothing_was_readable_the_last_wall_is_told(tmp_path: Path) -> None:
    kept(tmp_path, listing(problem="blocked"))
    kept(tmp_path, listing(problem="unreachable", seen_at=LATER), look=2)
    assert [x.problem for x in find(tmp_path, ask()).listings] == ["unreachable"]


def test_of_one_instant_the_browsers_reading_is_told(tmp_path: Path) -> None:
    records = (listing(row(), browser=True), listing())
    assert len(find(tmp_path, ask(), *records).documents) == 1


def test_only_readings_without_a_problem_are_looks(tmp_path: Path) -> None:
    kept(tmp_path, listing(row(), seen_at=LATER))
    kept(tmp_path, listing(problem="blocked", seen_at="2026-10-05T09:00:00+08:00"), look=2)
    kept(tmp_path, listing(row(), seen_at=SEEN), look=3)
    known = Library(Round(tmp_path), targets(column()))
    assert known.looks(MINE) == (SEEN, LATER)
    assert known.looks(SHARED) == ()


# ------------------------------------------------------------------ rows and pages


def test_a_row_with_what_its_page_adds(tmp_path: Path) -> None:
    made = row("预算…", publisher="市教育局", doc_no="海财〔2026〕1号", label="失效")
    there = date(2026, 5, 9)
    opened = page(made.url, day=there, day_from="label", days={"label": there}, snapshots=("x#2",))
    records = (listing(made, snapshots=("x#1", "x#2")), opened)
    (document,) = find(tmp_path, ask(), *records).documents
    assert (document.title, document.day, document.day_from) == (opened.title, there, "label")
    assert document.days == {"label": there, "shown": DAY}
    assert (document.publisher, document.doc_no, document.label) == (
        "市教育局",
        "海财〔2026〕1号",
        "失效",
    )
    assert document.snapshots == ("x#2", "x#1")
    assert (document.listed_in, document.first_seen, document.opened) == (MINE, SEEN, True)


def test_a_row_without_a_page_has_the_lists_day_and_its_addresss(tmp_path: Path) -> None:
    made = row(url=f"{OWN}yjs/202605/t20260507_1.html")
    (document,) = find(tmp_path, ask(), listing(made)).documents
    assert (document.day, document.day_from, document.opened) == (DAY, "shown", False)
    assert document.days == {"shown": DAY, "url": date(2026, 5, 7)}


def test_newest_first_undated_last(tmp_path: Path) -> None:
    rows = [row(n=1, day=None), row(n=2, day=date(2026, 1, 1)), row(n=3), row(n=4)]
    found = find(tmp_path, ask(), listing(*rows))
    assert [d.url[-6] for d in found.documents] == ["3", "4", "2", "1"]


def test_texts_are_read_only_where_a_rule_opens_pages(tmp_path: Path) -> None:
    store = Round(tmp_path).site("czj.haitang.gov.cn")
    store.add(page(row().url, text_at=store.put_text("收入")))
    store.close()
    assert find(tmp_path, ask(open="all"), listing(row())).documents[0].text == "收入"
    assert find(tmp_path, ask(), listing(row())).documents[0].text == ""
    assert find(tmp_path, ask(urls=(row().url, f"{OWN}x"))).documents[0].text == "收入"


def test_a_row_is_first_seen_when_any_look_first_saw_it(tmp_path: Path) -> None:
    early, late = "2026-10-01T09:00:00+08:00", "2026-10-02T09:00:00+08:00"
    kept(tmp_path, listing(row(), seen_at=early))
    kept(tmp_path, listing(row(), seen_at=late), look=2)
    found = find(tmp_path, ask())
    assert [d.first_seen for d in found.documents] == [early]


def test_a_post_listed_under_two_addresses_counts_once(tmp_path: Path) -> None:
    platform = f"{OWN}gkmlpt/"
    twice = Row(title="2026年预算执行情况", url=f"{platform}content/0/1/post_1.html", day=DAY)
    who = targets(column(), column(platform))
    found = find(
        tmp_path, ask(), listing(row(n=1), row(n=2)), listing(twice, column=platform), who=who
    )
    assert [d.url.rpartition("_")[2] for d in found.documents] == ["1.html", "2.html"]
