from __future__ import annotations

from datetime import date

import pytest

from gongkai.text.zero import says_zero, years


@pytest.mark.parametrize(
    ("title", "zero"),
    [
        ("2026年5月行政处罚零报告", True),
        ("2026年第一季度无行政处罚信息", True),
        ("海棠市财政局5月份无相关情况说明", True),
        ("2026年3月未发生食品安全事故", True),
        ("无障碍环境建设情况", False),
        ("无偿献血情况通报", False),
        ("2026年5月行政处罚信息", False),
        ("2026年无主动公开信息", True),
        ("关于无主财产认领情况的公示", False),
        ("无证无照经营整治情况", False),
        ("无党派人士座谈情况", False),
        ("未收到企业投诉情况说明", True),
        ("2019年无行政处罚决定", True),
        ("无许可证经营的处罚决定", False),
        ("关于未开展年检的企业名单", False),
        ("关于清理未开展经营活动企业名单的公告", False),
    ],
)
def test_titles(title: str, zero: bool) -> None:
    assert says_zero(title) is zero


@pytest.mark.parametrize(
    ("title", "spoken"),
    [
        ("2026年12月零报告", {2026}),
        ("12月零报告", {2026}),
        ("2月零报告", {2027}),
        ("3月零报告", {2026}),
        ("第一季度零报告", {2027}),
        ("第二季度零报告", {2026}),
        ("上半年零报告", {2027}),
        ("下半年零报告", {2026}),
        ("第3期零报告", set()),
        ("零报告", set()),
    ],
)
def test_the_years_that_a_title_speaks_of(title: str, spoken: set[int]) -> None:
    assert years(title, date(2027, 2, 5)) == spoken
