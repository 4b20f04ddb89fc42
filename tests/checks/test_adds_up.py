from __future__ import annotations

import pytest

from checks import adds_up
from gongkai.model import Document, Evidence, Grid, Subject, Sum
from tests.make import doc, evidence, file, grid, link, page, said, states

ROWS = Sum(table="新收", left=("新收", "结转来"), right=("办结", "留下"))
MONEY = Sum(table="收入", left=("甲", "乙"), right=("合计",), rounded=True, sure=False)
SUBJECT = Subject(id="it", name="年报", words="年报", sums={"平衡": ROWS, "总额": MONEY})
FILE = link("http://czj.haitang.gov.cn/a.pdf", "附件", "attachment")


def form(closed: str = "12", **more: bool) -> Grid:
    return grid("项目|件数", "新收|10", "结转来|3", f"办结|{closed}", "留下|1", **more)


def money(total: str = "3.00", **more: bool) -> Grid:
    return grid("收入|数", "甲|1.00", "乙|2.00", f"合计|{total}", **more)


def seen(*grids: Grid, files: tuple[Document, ...] = ()) -> Evidence:
    links = (FILE,) if files else ()
    return evidence(page("见表。", grids=grids, links=links), files=files, subject=SUBJECT)


def test_all_of_the_subject_s_sums_or_those_named() -> None:
    verdict = adds_up.check(seen(form(), money()))
    assert said(verdict) == ("pass", "ok")
    assert [(p.key, p.seen) for p in verdict.parts] == [
        ("平衡", "件数 10+3=12+1"),
        ("总额", "数 1.00+2.00=3.00"),
    ]
    assert len(adds_up.check(seen(form()), sums=["平衡"]).parts) == 1
    with pytest.raises(ValueError, match="平衡"):
        adds_up.check(seen(form()), sums=["别的"])
    with pytest.raises(ValueError, match="none"):
        adds_up.check(evidence(page("")))


@pytest.mark.parametrize("closed", ["11", "13"])
def test_a_difference_of_one_is_a_fault_and_told(closed: str) -> None:
    verdict = adds_up.check(seen(form(closed)), sums=["平衡"])
    assert said(verdict) == ("fail", "unequal")
    assert verdict.parts[0].seen == f"件数 10+3≠{closed}+1"


@pytest.mark.parametrize(
    ("total", "expected"), [("3.01", "ok"), ("3.02", "unequal_seen"), ("2.98", "unequal_seen")]
)
def test_money_may_be_rounded_and_else_is_for_a_person(total: str, expected: str) -> None:
    assert adds_up.check(seen(money(total)), sums=["总额"]).reason == expected


def test_what_nobody_can_tell() -> None:
    for grids in ((), (form(""),), (grid("项目|件数", "新收|10"),)):
        assert said(adds_up.check(seen(*grids), sums=["平衡"])) == ("unknown", "untold")
    cut = adds_up.check(seen(form("11", whole=False)), sums=["平衡"])
    assert said(cut) == ("unknown", "unequal_seen")


def test_the_table_may_stand_in_a_file_or_in_one_that_was_not_read() -> None:
    read = file(FILE.url, text="表", grids=(form(),))
    verdict = adds_up.check(seen(files=(read,)), sums=["平衡"])
    assert (said(verdict), verdict.parts[0].url) == (("pass", "ok"), FILE.url)
    scan = adds_up.check(seen(files=(file(FILE.url, why="scan"),)), sums=["平衡"])
    assert said(scan) == ("unknown", "unreadable")


def test_it_asks_for_cells_of_the_page_and_of_its_files() -> None:
    asked = adds_up.needs(evidence().scope)
    assert [(n.open, n.cells) for n in asked] == [("newest:1", True)]
    lacking = evidence(page("", links=(FILE,)), subject=SUBJECT)
    assert [w.cells for w in adds_up.check(lacking).wants] == [True]
    with pytest.raises(ValueError, match="newest, each, any"):
        adds_up.needs(evidence().scope, of="all")


def test_each_entry_for_itself_and_the_best_of_any() -> None:
    good = page("", "甲", "2026-03-01", grids=(form(),))
    bad = page("", "乙", "2026-04-01", grids=(form("11"),))
    both = evidence(good, bad, subject=SUBJECT)
    each = adds_up.check(both, sums=["平衡"], of="each")
    assert states(each) == {"甲 平衡": "ok", "乙 平衡": "unequal"}
    assert said(adds_up.check(both, sums=["平衡"], of="any")) == ("pass", "ok")
    assert said(adds_up.check(both, sums=["平衡"])) == ("fail", "unequal")


def test_a_page_not_opened_or_walled_tells_nothing() -> None:
    shut = evidence(doc("甲", "2026-03-01", problem="blocked"), subject=SUBJECT)
    assert said(adds_up.check(shut)) == ("unknown", "blocked")
    closed = evidence(doc("甲", "2026-03-01"), subject=SUBJECT)
    assert said(adds_up.check(closed)) == ("unknown", "not_captured")
