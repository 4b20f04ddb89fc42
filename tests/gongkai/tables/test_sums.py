from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model import Grid, Sum
from gongkai.tables.laid import Laid
from gongkai.tables.sums import ADDS, DIFFERS, UNREAD, reckoned, table_of
from tests.make import grid

ROWS = Sum(table="新收&结转", left=("新收", "上年结转"), right=("总计", "下年"))
COLUMNS = Sum(table="新收", along="columns", left=("个人", "单位"), right=("合计",))
MONEY = Sum(
    table="收入&支出", along="cells", left=("总计&收入",), right=("总计&支出",), rounded=True
)


def form(new: str = "10", total: str = "12", left: str = "1") -> Grid:
    return grid(
        "事项|个人|单位|合计",
        f"本年新收|{new}|0|{new}",
        "上年结转|3|0|3",
        f"办结总计|{total}|0|{total}",
        f"结转下年|{left}|0|{left}",
    )


def states(wanted: Sum, table: Grid) -> list[str]:
    return [each.state for each in reckoned(wanted, Laid(table))]


def test_each_column_and_each_row_is_reckoned() -> None:
    assert states(ROWS, form()) == [ADDS] * 3
    assert states(COLUMNS, form()) == [ADDS] * 4


@pytest.mark.parametrize(("new", "state"), [("9", DIFFERS), ("10", ADDS), ("11", DIFFERS)])
def test_by_one_it_differs_and_says_by_what(new: str, state: str) -> None:
    found = reckoned(ROWS, Laid(form(new)))[0]
    sign = "=" if state == ADDS else "≠"
    assert (found.state, found.seen) == (state, f"个人 {new}+3{sign}12+1")


def test_a_blank_is_nothing_where_it_adds_up_and_else_nobody_can_tell() -> None:
    assert states(ROWS, form(left=""))[0] == UNREAD
    assert states(ROWS, form(total="13", left=""))[0] == ADDS
    assert reckoned(ROWS, Laid(form(left="")))[0].seen == "个人 10+3≠12+□"


def test_labels_that_are_not_there_reckon_nothing() -> None:
    assert states(ROWS, grid("事项|个人", "本年新收|1", "上年结转|2")) == []


def test_only_where_the_label_is() -> None:
    only = Sum(table="新收", left=("新收", "上年"), right=("总计", "下年"), where="个人")
    assert [x.where for x in reckoned(only, Laid(form()))] == ["个人"]


@pytest.mark.parametrize(("spent", "state"), [("10.01", ADDS), ("10.02", DIFFERS)])
def test_rounding_hides_half_a_place_of_each_figure(spent: str, state: str) -> None:
    account = grid("收入|数|支出|数", "总计|10.00|总计|" + spent)
    assert states(MONEY, account) == [state]
    exact = Sum(table="收入", along="cells", left=("总计&收入",), right=("总计&支出",))
    assert states(exact, account) == [DIFFERS]


def test_the_table_is_known_by_its_words_and_the_fullest_is_taken() -> None:
    short = grid("新收|结转", "1|2")
    found = table_of(ROWS, [grid("甲|乙", "1|2"), short, form()])
    assert found is not None
    assert found.cells == form().cells
    assert table_of(ROWS, [grid("甲|乙", "1|2")]) is None


@given(st.lists(st.integers(0, 9999), min_size=2, max_size=6), st.integers(-2, 2))
def test_a_total_is_the_sum_of_its_rows_or_it_is_not(parts: list[int], off: int) -> None:
    rows = [f"第{n}项|{part:,}" for n, part in enumerate(parts)]
    table = grid("事项|数", *rows, f"合计|{sum(parts) + off}")
    wanted = Sum(table="合计", left=("项",), right=("合计",))
    assert states(wanted, table) == [DIFFERS if off else ADDS]
    assert Decimal(sum(parts)) == sum(map(Decimal, parts))
