from __future__ import annotations

import re
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.text.periods import periods


@pytest.mark.parametrize(
    ("title", "keys"),
    [
        ("2017年1—2月财政收支情况", ("2017-01", "2017-02")),
        ("2017年1-2月份一般公共预算收支", ("2017-01", "2017-02")),
        ("2017年1月至3月收支", ("2017-01", "2017-02", "2017-03")),
        ("2017年3月、5月水质", ("2017-03", "2017-05")),
        ("1—6月收支", tuple(f"2026-0{n}" for n in range(1, 7))),
        ("2017年上半年", ("2017-H1",)),
        ("二〇一九年下半年工作总结", ("2019-H2",)),
        ("2017年第三季度", ("2017-Q3",)),
        ("2018年一季度", ("2018-Q1",)),
        ("三季度河涌水质", ("2026-Q3",)),
        ("2016年前三季度", ("2016-Q1", "2016-Q2", "2016-Q3")),
        ("2017年度决算", ("2017",)),
        ("二○一九年部门预算", ("2019",)),
        ("3月份预算执行", ("2026-03",)),
        ("二〇二六年三月菜价", ("2026-03",)),
        ("2020年第5周菜价", ("2020-W05",)),
        ("第十二期简报", ("no.12",)),
        ("2019年第5期简报", ("2019", "no.5")),
        ("2018年12月—2019年1月水质", ("2018-12", "2019-01")),
        ("2018年11月至2019年2月水质", ("2018-11", "2018-12", "2019-01", "2019-02")),
        ("2019.3-2019.5水质", ("2019-03", "2019-04", "2019-05")),
        ("2019年元月水质", ("2019-01",)),
        ("202603财政收支", ("2026-03",)),
        ("201912期", ("2019-12",)),
        ("20260315公示", ()),
        ("20202603公示", ()),
        ("第202603号", ()),
        ("建成202603套", ()),
        ("2017-03水质", ("2017-03",)),
        ("2017年3月5日会议", ("2017",)),
        ("关于2016年预算执行和2017年预算草案的报告", ("2016", "2017")),
        ("关于印发粤府办〔2019〕9号文的通知", ()),
        ("第5号令", ()),
        ("通知", ()),
        ("2017年1月至2017年3月收支", ("2017-01", "2017-02", "2017-03")),
        ("2017年1月1日至3月31日收支", ("2017-01", "2017-02", "2017-03")),
        ("2017年1月1日—2017年3月31日收支", ("2017-01", "2017-02", "2017-03")),
        ("2017年3月1日至31日菜价", ("2017-03",)),
        ("2017年3月1日至3月5日会议", ("2017",)),
        ("2017年一、二季度水质", ("2017-Q1", "2017-Q2")),
        ("2017年第一、二、三季度水质", ("2017-Q1", "2017-Q2", "2017-Q3")),
        ("2017年1-2季度水质", ("2017-Q1", "2017-Q2")),
        ("2017年第一季度至第三季度水质", ("2017-Q1", "2017-Q2", "2017-Q3")),
        ("2017年1季度", ("2017-Q1",)),
        ("2017年建设2000套保障房3月进展", ("2017-03",)),
        ("2017名单", ("2017",)),
        ("二0一七年三月收支", ("2017-03",)),
    ],
)
def test_a_title_names_its_periods(title: str, keys: tuple[str, ...]) -> None:
    assert periods(title, year=2026) == keys


def test_a_month_without_any_year_is_left_out() -> None:
    assert periods("3月份预算执行") == ()


YEARS = st.integers(2000, 2049)
MONTHS = st.integers(1, 12)
HAN = "〇一二三四五六七八九"
NUMBERS = ["", *"一二三四五六七八九十", "十一", "十二"]


@given(
    YEARS,
    MONTHS,
    st.sampled_from(["{0}年{1}月", "{0}.{1}", "{0}-{1:02}", "{0}{1:02}", "{2}年{3}月"]),
)
@settings(max_examples=100, deadline=None)
def test_a_month_is_read_however_it_is_written(year: int, month: int, form: str) -> None:
    han = "".join(HAN[int(c)] for c in str(year))
    title = f"海棠市{form.format(year, month, han, NUMBERS[month])}财政收支情况"
    assert periods(title) == (f"{year}-{month:02}",)


@given(YEARS, MONTHS, st.integers(1, 30), st.sampled_from("-—～至到"))
@settings(max_examples=100, deadline=None)
def test_a_span_has_every_month_between_its_ends(
    year: int, month: int, more: int, dash: str
) -> None:
    every = [(year * 12 + month - 1 + n) for n in range(more + 1)]
    keys = tuple(f"{at // 12}-{at % 12 + 1:02}" for at in every)
    last, end = divmod(every[-1], 12)
    assert periods(f"{year}年{month}月{dash}{last}年{end + 1}月水质") == keys


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_title_is_read_and_its_keys_are_of_the_known_forms(title: str) -> None:
    form = re.compile(r"\d{4}(-\d\d|-Q[1-4]|-H[12]|-W\d\d)?|no\.\d+")
    assert all(form.fullmatch(key) for key in periods(title, year=2026))


def test_a_title_of_a_page_s_length_costs_no_more_than_its_head() -> None:
    begun = monotonic()
    assert "2026-01" in periods("2026年1月" * 20_000)
    assert monotonic() - begun < 5  # its square would take minutes
