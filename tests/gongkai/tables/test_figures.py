from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.tables.figures import figure, is_nothing, unit


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.50", "1234.50"),
        ("１２，３４５", "12345"),
        ("－5", "-5"),
        ("12.3万元", "12.3"),
        ("100%", "100"),
        ("3 件", "3"),
        (".5", "0.5"),
    ],
)
def test_what_is_printed_as_a_figure_is_one(text: str, value: str) -> None:
    found = figure(text)
    assert found is not None
    assert found.value == Decimal(value)


@pytest.mark.parametrize("text", ["1,23", "（一）", "2025年", "—", "", "3.1.2", "甲1"])
def test_other_texts_are_none(text: str) -> None:
    assert figure(text) is None


def test_blank_is_not_zero() -> None:
    assert [is_nothing(text) for text in ("", " — ", "/", "无", "0")] == [*[True] * 4, False]


def test_money_is_in_the_unit_that_is_said_for_it() -> None:
    said = [unit(t) for t in ("单位：万元", "金额单位：元", "决算数（亿元）", "项目", "万元户")]
    assert said == [4, 0, 8, None, None]
    cell = figure("1.5亿元")
    assert cell is not None
    assert cell.in_yuan(4) == 150_000_000
    plain = figure("1.50")
    assert plain is not None
    assert (plain.in_yuan(4), plain.in_yuan(None)) == (15_000, Decimal("1.50"))
    assert (plain.grain(4), plain.grain(None)) == (50, Decimal("0.005"))


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_grouped_figures_read_back(value: Decimal) -> None:
    found = figure(f"{value:,.2f}")
    assert found is not None
    assert found.value == value
