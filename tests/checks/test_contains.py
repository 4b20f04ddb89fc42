from __future__ import annotations

from datetime import date

import pytest

from checks import contains
from tests.make import column, doc, evidence, file, link, page, said, scope, states, table

PARTS = {"收入": "收入", "支出": "支出", "三公": "三公经费|因公出国"}
FILE = link("http://czj.haitang.gov.cn/a.pdf", "附件", "attachment")


def test_every_element_in_text_or_table() -> None:
    full = page("本年收入 3 亿元；三公 经费 2 万元", tables=(table(5, "支出项目"),))
    assert said(contains.check(evidence(full), parts=PARTS)) == ("pass", "ok")


def test_shares_of_the_elements() -> None:
    assert said(contains.check(evidence(page("收入 支出")), parts=PARTS)) == ("half", "incomplete")
    assert said(contains.check(evidence(page("收入")), parts=PARTS)) == ("fail", "incomplete")
    two = contains.check(evidence(page("收入")), parts=["收入", "支出"])
    assert said(two) == ("half", "incomplete")
    assert states(two) == {"收入": "ok", "支出": "incomplete"}


def test_the_subjects_contents_where_the_rule_names_none() -> None:
    seen = evidence(page("收入"), contents={"收入": "收入"})
    assert said(contains.check(seen)) == ("pass", "ok")
    with pytest.raises(ValueError, match="no contents"):
        contains.check(evidence(page("收入")))


def test_a_page_without_anything_is_hollow() -> None:
    assert said(contains.check(evidence(page(" \n")), parts=PARTS)) == ("fail", "hollow")


def test_what_an_attachment_may_hold_is_a_doubt() -> None:
    attached = evidence(page("收入", links=(FILE,)))
    assert said(contains.check(attached, parts=PARTS)) == ("unknown", "unreadable")
    assert said(contains.check(attached, parts=["收入"])) == ("pass", "ok")
    empty = evidence(page("", links=(FILE,)))
    assert said(contains.check(empty, parts=PARTS)) == ("unknown", "unreadable")
    linked = evidence(page("收入", links=(link("http://czj.haitang.gov.cn/"),)))
    assert said(contains.check(linked, parts=PARTS)) == ("fail", "incomplete")


def test_it_wants_the_files_of_the_pages_that_lack_something() -> None:
    other = link("http://czj.haitang.gov.cn/b.xlsx", "", "attachment")
    lacking, whole = page("收入", links=(FILE,)), page("收入支出三公经费", links=(other,))
    each = contains.check(evidence(lacking, whole), parts=PARTS, of="each")
    assert [(w.name, w.urls, w.why) for w in each.wants] == [("files", (FILE.url,), "attachment")]
    assert contains.check(evidence(whole), parts=PARTS).wants == ()
    brought = evidence(lacking, files=[file(text="支出")])
    assert contains.check(brought, parts=PARTS).wants == ()


def test_what_stands_in_a_file_stands_there() -> None:
    seen = evidence(page("收入", links=(FILE,)), files=[file(text="支出 三公经费")])
    verdict = contains.check(seen, parts=PARTS)
    assert said(verdict) == ("pass", "ok")
    assert [p.url for p in verdict.parts][1:] == [FILE.url, FILE.url]
    assert verdict.parts[2].snapshots == ("czj.haitang.gov.cn#9",)
    split = contains.check(seen, parts={"both": "收入&支出"})
    assert said(split) == ("pass", "ok")


def test_a_file_that_was_read_and_lacks_it_is_no_excuse() -> None:
    read = evidence(page("收入", links=(FILE,)), files=[file(text="支出")])
    assert said(contains.check(read, parts=PARTS)) == ("half", "incomplete")
    empty = evidence(page("", links=(FILE,)), files=[file(text=" ")])
    assert said(contains.check(empty, parts=["收入"])) == ("fail", "incomplete")


def test_a_scan_is_a_doubt_and_says_so() -> None:
    scan = evidence(page("收入", links=(FILE,)), files=[file(why="scan")])
    verdict = contains.check(scan, parts=PARTS)
    assert said(verdict) == ("unknown", "unreadable")
    assert (verdict.parts[1].url, verdict.parts[1].seen) == (FILE.url, "附件（扫描件）")
    partly = evidence(page("收入", links=(FILE,)), files=[file(text="支出", why="scan")])
    assert states(contains.check(partly, parts=PARTS)) == {
        "收入": "ok", "支出": "ok", "三公": "unreadable"
    }  # fmt: skip


def test_a_dead_link_to_a_file_is_the_sites_fault_unless_another_may_hold_it() -> None:
    other = link("http://czj.haitang.gov.cn/b.pdf", "", "attachment")
    both = page("收入", links=(FILE, other))
    gone = file(problem="dead_link")
    read = evidence(both, files=[gone, file(url=other.url, text="支出")])
    assert states(contains.check(read, parts=PARTS)) == {
        "收入": "ok", "支出": "ok", "三公": "dead_link"
    }  # fmt: skip
    unread = evidence(both, files=[gone, file(url=other.url, why="locked")])
    assert states(contains.check(unread, parts=PARTS))["三公"] == "unreadable"


def test_rows_and_length_count_in_files_too() -> None:
    seen = evidence(page("见附件", links=(FILE,)), files=[file(tables=(table(49, "名称"),))])
    assert said(contains.check(seen, rows=49)) == ("pass", "ok")
    assert said(contains.check(seen, rows=50)) == ("half", "short")
    long = evidence(page("见附件", links=(FILE,)), files=[file(text="正文" * 50)])
    assert said(contains.check(long, chars=100)) == ("pass", "ok")
    digest = evidence(page("正文" * 30, links=(FILE,)), files=[file(problem="dead_link")])
    assert said(contains.check(digest, chars=100)) == ("half", "brief")


def test_an_entry_that_is_a_file_itself() -> None:
    row = {"opened": True, "format": "pdf", "links": (FILE,), "url": FILE.url}
    assert said(contains.check(evidence(doc("预算", "2026-02-01", text="收入", **row)),
                               parts=["收入"])) == ("pass", "ok")  # fmt: skip
    lacks = contains.check(evidence(doc("预算", "2026-02-01", text="收入", **row)), parts=["支出"])
    assert (said(lacks), lacks.wants) == (("fail", "incomplete"), ())
    scan = row | {"opened": False, "problem": "unreadable", "why": "scan"}
    verdict = contains.check(evidence(doc("预算", "2026-02-01", **scan)), parts=["支出"])
    assert (said(verdict), verdict.wants) == (("unknown", "unreadable"), ())


def test_tables_by_their_titles() -> None:
    titles = {"总表": "收入支出决算总表", "三公": "三公经费支出决算表"}
    body = "三公经费支出决算表..2\n收入支出决算总表\n部门：教育局 单位：万元\n项目 行次 决算数"
    seen = evidence(page("见附件", links=(FILE,)), files=[file(text=body)], tables=titles)
    assert states(contains.check(seen, tables=True)) == {"总表": "ok", "三公": "incomplete"}
    with pytest.raises(ValueError, match="no contents"):
        contains.check(evidence(page("收入")), tables=True)


def test_a_wall_is_not_an_empty_page() -> None:
    walled = evidence(doc("预算", "2026-02-01", problem="blocked"))
    assert said(contains.check(walled, parts=PARTS)) == ("unknown", "blocked")
    unopened = evidence(doc("预算", "2026-02-01"))
    assert said(contains.check(unopened, parts=PARTS)) == ("unknown", "not_captured")
    dead = evidence(doc("预算", "2026-02-01", problem="dead_link"))
    assert said(contains.check(dead, parts=PARTS)) == ("fail", "dead_link")


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [(50, ("pass", "ok")), (49, ("pass", "ok")), (48, ("half", "short"))],
)
def test_rows_of_the_largest_table(rows: int, verdict: tuple[str, str]) -> None:
    seen = evidence(page("排名", tables=(table(3), table(rows))))
    got = contains.check(seen, rows=49)
    assert said(got) == verdict
    assert got.parts[0].seen == str(rows)


def test_no_table() -> None:
    assert said(contains.check(evidence(page("见正文")), rows=49)) == ("fail", "incomplete")
    scan = evidence(page("", links=(link("http://czj.haitang.gov.cn/a.jpg", "", "image"),)))
    assert said(contains.check(scan, rows=49)) == ("unknown", "unreadable")


def test_newest_each_any() -> None:
    new = page("收入", "甲", "2026-05-01", n=1)
    old = page("支出", "乙", "2026-04-01", n=2)
    both = evidence(old, new)
    asked = ["收入", "支出"]
    assert states(contains.check(both, parts=asked)) == {"收入": "ok", "支出": "incomplete"}
    assert said(contains.check(both, parts=asked, of="any")) == ("pass", "ok")
    each = contains.check(both, parts=["收入"], of="each")
    assert states(each) == {"乙 收入": "incomplete", "甲 收入": "ok"}
    assert said(each) == ("half", "incomplete")


def test_any_with_a_doubt_is_a_doubt() -> None:
    some = evidence(page("支出", "甲", "2026-05-01"), doc("乙", "2026-04-01", problem="blocked"))
    assert said(contains.check(some, parts=["收入"], of="any")) == ("unknown", "blocked")


def test_only_entries_of_the_year_and_none_is_absence() -> None:
    old = page("收入", day="2025-12-31")
    assert said(contains.check(evidence(old), parts=["收入"])) == ("fail", "missing")
    walled = evidence(listing=column(problem="blocked"))
    assert said(contains.check(walled, parts=["收入"])) == ("unknown", "blocked")


def test_a_zero_report_holds_all_that_there_is() -> None:
    zero = page("本季度没有此类信息", "2026年第一季度无行政处罚信息")
    assert said(contains.check(evidence(zero), parts=["处罚机关"])) == ("pass", "zero_report")
    both = evidence(zero, page("无", "处罚决定书", n=5))
    assert said(contains.check(both, parts=["处罚机关"], of="each")) == ("fail", "incomplete")


def test_needs_open_what_is_looked_into() -> None:
    assert contains.needs(scope(), parts=["收入"])[0].open == "newest:1"
    assert contains.needs(scope(), parts=["收入"], of="each")[0].open == "matching"
    assert contains.needs(scope())[0].since == date(2026, 1, 1)
    with pytest.raises(ValueError, match="all"):
        contains.needs(scope(), of="all")


@pytest.mark.parametrize(
    ("count", "verdict"),
    [
        (1500, ("pass", "ok")),
        (1499, ("half", "brief")),
        (750, ("half", "brief")),
        (749, ("fail", "incomplete")),
        (0, ("fail", "hollow")),
    ],
)
def test_a_full_text_is_no_digest(count: int, verdict: tuple[str, str]) -> None:
    seen = evidence(page("字 \n" * count))
    got = contains.check(seen, chars=1500)
    assert said(got) == verdict
    assert (got.seen, got.limit) == (str(count), "1500")


def test_a_digest_over_a_file_that_was_not_read_is_a_doubt() -> None:
    attached = evidence(page("摘要" * 400, links=(FILE,)))
    assert said(contains.check(attached, chars=1500)) == ("unknown", "unreadable")
    long = evidence(page("全文" * 800, links=(FILE,)))
    assert said(contains.check(long, chars=1500)) == ("pass", "ok")


def test_length_goes_with_elements_and_rows_and_not_with_the_subjects_contents() -> None:
    seen = evidence(page("收入" * 10, tables=(table(3),)), contents={"支出": "支出"})
    got = contains.check(seen, parts=["收入", "支出"], rows=3, chars=30)
    assert states(got) == {"收入": "ok", "支出": "incomplete", "≥3": "ok", "≥30字": "brief"}
    assert said(contains.check(seen, chars=20)) == ("pass", "ok")
    each = contains.check(seen, rows=3, chars=20, of="each")
    assert list(states(each)) == ["2026年部门预算", "2026年部门预算 ≥20字"]


def test_what_stands_for_years_counts_where_the_rule_looks_so_far_back() -> None:
    old = page("收入", day="2019-03-01")
    asked = {"parts": ["收入"]}
    assert said(contains.check(evidence(old), **asked)) == ("fail", "missing")
    assert said(contains.check(evidence(old), **asked, since="any")) == ("pass", "ok")
    first = {"since": date(2019, 3, 1)}
    assert said(contains.check(evidence(old), **asked, **first)) == ("pass", "ok")
    after = {"since": date(2019, 3, 2)}
    assert said(contains.check(evidence(old), **asked, **after)) == ("fail", "missing")
    assert contains.needs(scope(), **asked, since="any")[0].since is None
    assert contains.needs(scope(), **asked)[0].since == date(2026, 1, 1)


def test_a_fuller_page_may_stand_where_we_could_not_look() -> None:
    half = page("收入")
    assert said(contains.check(evidence(half, unseen="no_column"), parts=PARTS)) == (
        "unknown",
        "no_column",
    )
    whole = page("收入 支出 三公经费")
    assert said(contains.check(evidence(whole, unseen="no_column"), parts=PARTS)) == ("pass", "ok")
    each = contains.check(evidence(half, unseen="no_column"), parts=PARTS, of="each")
    assert said(each) == ("fail", "incomplete")  # this entry is what it is, whatever else there is
