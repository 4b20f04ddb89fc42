from __future__ import annotations

from gongkai.tables.laid import Laid
from tests.make import grid

TWO_SIDED = Laid(
    grid(
        "2025年收支总表|2025年收支总表|2025年收支总表|2025年收支总表|2025年收支总表|2025年收支总表",
        "收入|收入|收入|支出|支出|支出",
        "项目|行次|决算数|项目|行次|决算数",
        "栏次||1|栏次||2",
        "一、拨款|1|1,200.50|一、公共|31|1,000.50",
        "总计|2|1200.5|总计|32|—",
        title="公开01表 单位：万元",
    )
)


def test_codes_and_running_numbers_are_no_amounts() -> None:
    assert sorted(TWO_SIDED.figures) == [(4, 2), (4, 5), (5, 2)]


def test_a_figure_is_named_by_the_labels_left_of_it_and_above() -> None:
    assert TWO_SIDED.row(4, 5).startswith("一、公共")
    assert TWO_SIDED.column(4, 5).startswith("支出 决算数")
    assert TWO_SIDED.column(5, 2).startswith("收入 决算数")
    assert TWO_SIDED.blank(5, 5)


def test_the_title_stands_over_the_heads_and_says_the_unit() -> None:
    assert TWO_SIDED.title == "公开01表 单位：万元 2025年收支总表"
    assert TWO_SIDED.amount(5, 2) == 12_005_000


def test_a_head_s_unit_goes_before_the_table_s() -> None:
    laid = Laid(grid("项目|金额（元）|面积", "甲|3|4", title="单位：万元"))
    assert (laid.amount(1, 1), laid.amount(1, 2)) == (3, 40_000)


def test_heads_in_the_middle_of_a_form_name_what_is_below_them() -> None:
    laid = Laid(grid("名称|本年制发|现行有效", "规章|1|2", "名称|处理决定|—", "许可|5|"))
    assert (laid.column(1, 1), laid.column(3, 1)) == ("本年制发", "处理决定")


def test_only_zeros_or_blanks_are_empty() -> None:
    assert Laid(grid("项目|金额", "甲|0.00", "乙|")).empty
    assert not Laid(grid("项目|金额", "甲|0.01")).empty
