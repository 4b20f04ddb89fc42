from __future__ import annotations

import pytest

from crawler.article import read_article
from crawler.grids import LONGEST, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Cell, grid
from crawler.page import Page
from gongkai.model import Grid

HEAD = "<html><body><h1>海棠市部门预算公开情况</h1><div class='TRS_Editor'><p>现予公布。</p>"


def read(html: str) -> tuple[Grid, ...]:
    return read_article(Page.read(f"{HEAD}{html}</div></body></html>".encode(), "http://a/")).grids


def rows(html: str) -> list[str]:
    (found,) = read(f"<table>{html}</table>")
    return ["|".join(row) for row in found.cells]


def test_what_covers_several_cells_is_spread_over_them() -> None:
    html = (
        "<tr><td rowspan=2>项目</td><td colspan=2>金额</td></tr><tr><td>甲</td><td>乙</td></tr>"
        "<tr><td>合计</td><td colspan='2'>1,200</td></tr><tr><td>办公</td><td>1</td><td>2</td></tr>"
    )
    assert rows(html) == ["项目|金额|金额", "项目|甲|乙", "合计|1,200|", "办公|1|2"]


def test_a_cell_that_reaches_over_the_end_of_a_short_row() -> None:
    html = "<tr><td>a</td><td>b</td><td rowspan=3>c</td></tr><tr><td>d</td></tr><tr><td>e</td></tr>"
    assert rows(html) == ["a|b|c", "d||c", "e||c"]
    tall = "<tr><td rowspan=3>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td></tr>"
    assert rows(tall) == ["a|b", "a|c", "a|d"]


@pytest.mark.parametrize("said", ["", "0", "-1", "x", "99999", "2.5"])
def test_a_reach_that_is_no_number_is_one(said: str) -> None:
    html = f"<tr><td colspan='{said}'>甲</td><td>乙</td></tr><tr><td>1</td><td>2</td></tr>"
    assert rows(html) == ["甲|乙", "1|2"]


def test_the_lines_over_a_table_are_its_title_up_to_the_table_before() -> None:
    first = (
        "<p>表一 收入表</p><p>单位：万元</p><table><tr><td>a<td>b</tr><tr><td>1<td>2</tr></table>"
    )
    second = "<p>表二</p><div><table><tr><td>c<td>d</tr><tr><td>3<td>4</tr></table></div>"
    assert [g.title for g in read(first + second)] == ["现予公布。 表一 收入表 单位:万元", "表二"]


def test_a_table_that_lays_out_others_has_no_cells_of_its_own() -> None:
    inner = "<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table>"
    found = read(
        f"<table><tr><td>左</td><td>右</td></tr><tr><td>{inner}</td><td>x</td></tr></table>"
    )
    assert [g.cells for g in found] == [(("a", "b"), ("1", "2"))]


def test_a_head_over_blank_rows_is_a_table() -> None:
    assert rows("<tr><td>项目</td><td>金额</td></tr><tr><td></td><td></td></tr>") == ["项目|金额"]
    assert read("<table><tr><td>只有一格</td></tr><tr><td></td></tr></table>") == ()


@pytest.mark.parametrize(
    ("cells", "whole"),
    [
        ([[Cell("x")] * 2] * MOST_ROWS, True),
        ([[Cell("x")] * 2] * (MOST_ROWS + 1), False),
        ([[Cell("x")] * MOST_COLUMNS] * 2, True),
        ([[Cell("x")] * (MOST_COLUMNS + 1)] * 2, False),
        ([[Cell("x")] * 40] * (MOST_CELLS // 40), True),
        ([[Cell("x")] * 40] * (MOST_CELLS // 40 + 1), False),
        ([[Cell("x" * LONGEST)]], True),
        ([[Cell("x" * (LONGEST + 1))]], False),
        ([[Cell("x", 1, 10_000)], [Cell("y")]], True),
    ],
)
def test_bounds_are_kept_and_told(cells: list[list[Cell]], whole: bool) -> None:
    made = grid("", cells)
    assert made is not None
    assert made.whole is whole
    assert len(made.cells) <= MOST_ROWS
    assert len(made.cells[0]) <= MOST_COLUMNS
    assert sum(map(len, made.cells)) <= MOST_CELLS + MOST_COLUMNS


def test_halves_of_signs_can_be_written() -> None:
    made = grid("\ud800", [[Cell("\ud800甲")]])
    assert made is not None
    assert (made.title, made.cells) == ("?", (("?甲",),))
    assert grid("", [[Cell("")]]) is None


def page_why(body: str) -> str:
    html = f"<html><body><h1>海棠市部门预算公开情况</h1>{body}</body></html>"
    return read_article(Page.read(html.encode(), "http://a/")).why


def test_a_page_says_where_its_text_could_not_be_told() -> None:
    assert page_why("<div class='TRS_Editor'><p>&nbsp;</p></div>") == ""
    assert page_why("<div class='TRS_Editor'><p>收入三亿元。</p></div>") == ""
    assert page_why("<div class='TRS_Editor'><iframe src='a.pdf'></iframe></div>") == "body"
    assert page_why("<span>收入三亿元</span>") == "body"
    beside = "<div><div class='TRS_Editor'></div><span>" + "收入三亿元" * 30 + "</span></div>"
    assert page_why(beside) == "body"
