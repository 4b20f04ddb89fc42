from __future__ import annotations

import pytest

from checks import itemised
from gongkai.model import Evidence, Grid, Level, Subject
from tests.make import evidence, grid, page, said, states

TABLES = {"支出表": "一般公共预算支出表", "基本支出表": "一般公共预算基本支出表"}
LEVELS = {
    "项级": Level(table="支出表", digits=7, column="项"),
    "款级": Level(table="基本支出表", digits=5, column="款"),
}
SUBJECT = Subject(id="b", name="预算", words="预算", levels=LEVELS)


def seen(*grids: Grid, text: str = "说明") -> Evidence:
    return evidence(page(text, grids=grids), tables=TABLES, subject=SUBJECT)


def coded(*codes: str, name: str = "一般公共预算支出表", figure: str = "3") -> Grid:
    rows = [f"{code}|科目|{figure}" for code in codes]
    return grid("科目编码|科目名称|合计", *rows, title=f"2026年{name} 单位：万元")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("2010301", ("pass", "ok")),
        ("20103", ("fail", "too_coarse")),
        ("201", ("fail", "too_coarse")),
        ("", ("unknown", "untold")),
    ],
)
def test_a_level_is_reached_by_the_digits_of_its_codes(code: str, expected: tuple[str]) -> None:
    assert said(itemised.check(seen(coded(code)), levels=["项级"])) == expected


def test_the_finest_code_counts() -> None:
    several = coded("201", "20103", "2010301", "202")
    assert said(itemised.check(seen(several), levels=["项级"])) == ("pass", "ok")


def test_both_levels_and_which_is_too_coarse() -> None:
    use = coded("301", "302", name="一般公共预算基本支出表")
    verdict = itemised.check(seen(coded("2010301"), use))
    assert states(verdict) == {"项级": "ok", "款级": "too_coarse"}
    assert [p.seen for p in verdict.parts] == ["2010301", "最细为 301"]
    finer = coded("30101", name="一般公共预算基本支出表")
    assert said(itemised.check(seen(coded("2010301"), finer))) == ("pass", "ok")


def test_columns_of_their_own_for_each_level() -> None:
    head = "类|款|项|科目名称|合计"
    full = grid(head, "201|03|01|行政运行|3", title="一般公共预算支出表")
    bare = grid(head, "201|03||行政运行|3", title="一般公共预算支出表")
    assert said(itemised.check(seen(full), levels=["项级"])) == ("pass", "ok")
    assert said(itemised.check(seen(bare), levels=["项级"])) == ("fail", "too_coarse")


def test_an_empty_table_has_no_level_to_reach() -> None:
    empty = itemised.check(seen(coded("201", figure="0.00")), levels=["项级"])
    assert said(empty) == ("skip", "not_applicable")


def test_codes_in_lines_of_text_below_the_title() -> None:
    text = "一般公共预算支出表\n单位：万元\n2010301 行政运行 3\n一般公共预算基本支出表\n301 工资 2"
    assert states(itemised.check(seen(text=text))) == {"项级": "ok", "款级": "too_coarse"}


def test_a_table_that_is_not_there_reaches_nothing() -> None:
    assert said(itemised.check(seen(), levels=["项级"])) == ("fail", "incomplete")
    amount = coded("20103", figure="2010301.50")
    assert said(itemised.check(seen(amount), levels=["项级"])) == ("fail", "too_coarse")
    with pytest.raises(ValueError, match="项级"):
        itemised.check(seen(), levels=["款"])
