from __future__ import annotations

import pytest

from gongkai.text.sorts import sort_of, table


@pytest.mark.parametrize(
    ("name", "type", "sort"),
    [
        ("海棠要闻", "", "news"),
        ("部门动态", "工作动态", "news"),
        ("通知公告", "", "notices"),
        ("公示", "通知公告", "notices"),
        ("规范性文件", "", "policy"),
        ("政策解读", "", "interpretation"),
        ("文件解读", "政策文件", "policy"),  # what the page says of itself goes first
        ("人事任免", "", "personnel"),
        ("招聘公告", "", "personnel"),
        ("规划计划", "", "planning"),
        ("部门预算", "", "yearly"),
        ("领导之窗", "", "standing"),
        ("留言选登", "", "letters"),
        ("防汛专题", "", "history"),
        ("科技创新", "", "other"),
        ("数据", "数据发布", "other"),
    ],
)
def test_a_column_is_of_the_first_sort_that_fits(name: str, type: str, sort: str) -> None:
    assert sort_of(name, type).id == sort


def test_what_lies_below_takes_after_what_is_above() -> None:
    assert sort_of("其他", above=("政务公开", "政策文件")).id == "policy"
    assert sort_of("其他", above=("通知公告", "政策文件")).id == "policy"
    assert sort_of("工作动态", above=("政策文件",)).id == "news"
    assert sort_of("工作动态", "工作动态", above=("抗疫专题",)).id == "history"


def test_the_standards_windows_stand_as_they_are_and_ours_are_marked() -> None:
    days = {id: sort.days for id, sort in table().items() if not sort.ours}
    assert (days["home"], days["news"], days["notices"], days["policy"]) == (14, 14, 184, 184)
    assert (days["personnel"], days["planning"], days["letters"]) == (366, 366, 62)
    assert {id for id, sort in table().items() if sort.ours} == {"standing", "yearly", "other"}
    assert all(sort.zh and sort.en and sort.basis for sort in table().values())
