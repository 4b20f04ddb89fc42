"""The phrases of real deadline cells and clauses, and the normal form."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.cadence import PERIODS, UNITS, Cadence, days, read, rhythm, understood

CELLS = {
    "2016年12月前": ("2016-12-31", "unspecified"),
    "2016 年 12 月前完成，后续不定期进行目录调整": ("2016-12-31", "unspecified"),
    "全年工作": (None, "throughout"),
    "半年至少更新1次": (None, "every half"),
    "全年": (None, "throughout"),
    "长期坚持": (None, "throughout"),
    "持续推进，12月底前完成": ("2017-12-31", "throughout"),
    "12月底": ("2017-12-31", "unspecified"),
    "6月底": ("2017-06-30", "unspecified"),
    "2月": ("2017-02-28", "unspecified"),
    "3月底前": ("2017-03-31", "unspecified"),
    "３月３１日前": ("2017-03-31", "unspecified"),
    "十二月底": ("2017-12-31", "unspecified"),
    "10月中旬": ("2017-10-20", "unspecified"),
    "2017年第一季度前": ("2017-03-31", "unspecified"),
    "第四季度": ("2017-12-31", "unspecified"),
    "上半年": ("2017-06-30", "unspecified"),
    "年底前": ("2017-12-31", "unspecified"),
    "年内完成": ("2017-12-31", "unspecified"),
    "次年1月底前": ("2018-01-31", "unspecified"),
    "2020年1月31日前": ("2020-01-31", "unspecified"),
    "2018.12": ("2018-12-31", "unspecified"),
    "2018-09-30": ("2018-09-30", "unspecified"),
    "2019年3月至12月": ("2019-12-31", "unspecified"),
    "2018年 1—12 月": ("2018-12-31", "unspecified"),
    "2018年": (None, "throughout"),
    "2016年前": (None, "unspecified"),
    "按时完成": (None, "unspecified"),
    "及时": (None, "unspecified"),
    "每月10日前": (None, "every month"),
    "每季度末": (None, "every quarter"),
    "每年1月31日前": ("2017-01-31", "every year"),
    "汛期每月": (None, "every month 4-10"),
    "每周公布春季蔬菜价格": (None, "every week 3-5"),
    "汛期（5—9月）每月": (None, "every month 5-9"),
    "按有关法规和市财政局要求完成": (None, "after orders"),
    "按预算法规定时限完成": (None, "after law"),
    "按环保部修订发布后的时间要求完成": (None, "after publication"),
    "收到上级税收政策文件后及时转发": (None, "after receipt"),
    "视省试点工作完成情况而定": (None, "after completion"),
    "法定时限内": (None, "after law"),
    "按年度计划推进": (None, "after orders"),
    "按省工作部署": (None, "after orders"),
    "按财政部门相关部署，全年工作": (None, "throughout"),
    "信息形成或变更之日起20个工作日内": (None, "within 20wd of creation"),
    "本级人大批准后20日内": (None, "within 20d of approval"),
    "20个工作日": (None, "within 20wd of event"),
    "收到之日起两周内": (None, "within 14d of receipt"),
}

TEXTS = {
    "每月发布价格，每季度、年度发布分析": "every month",
    "按月公开收支": "every month",
    "每季度公示投诉": "every quarter",
    "每半年通报一次": "every half",
    "每年听取一次汇报": "every year",
    "流行季节（4-10 月）每月公布": "every month 4-10",
    "最迟不超过3个工作日": "within 3wd of event",
    "政策文件发布后，最迟不超过3个工作日解读": "within 3wd of publication",
    "征集结束后1个月内公开反馈结果": "within 1mo of closing",
    "废止之日起10个工作日内标注": "within 10wd of repeal",
    "办理答复后5个工作日内": "within 5wd of reply",
    "24小时内发声": "within 24h of event",
    "待省办法出台后贯彻": "after publication",
    "按照《规定》要求，持续公开": "unspecified",
    "编制上年度报告，利用《海棠日报》刊登": "unspecified",
    "适时公开，定期更新": "unspecified",
    "实行24小时值守": "unspecified",
}


@pytest.mark.parametrize("phrase", CELLS)
def test_deadline_cells(phrase: str) -> None:
    due, cadence = read(phrase, 2017)
    assert (due.isoformat() if due else None, str(cadence)) == CELLS[phrase]


@pytest.mark.parametrize("text", TEXTS)
def test_running_text(text: str) -> None:
    assert str(rhythm(text)) == TEXTS[text]


def test_several_days_in_their_order() -> None:
    assert days("中考3月\n\n高考11月", 2017) == (date(2017, 3, 31), date(2017, 11, 30))
    assert read("中考3月\n高考11月", 2017)[0] == date(2017, 11, 30)


def test_without_a_year_only_days_with_one_are_read() -> None:
    assert read("12月底", 0)[0] is None
    assert read("2017年12月底", 0)[0] == date(2017, 12, 31)


def test_running_text_names_a_deadline_only_with_before_or_end() -> None:
    assert days("公开2016年12月的决算", 2017, strict=True) == ()
    assert days("于3月31日前公布", 2017, strict=True) == (date(2017, 3, 31),)


@pytest.mark.parametrize("phrase", ["2016年前", "见附件", "", "A类"])
def test_what_is_not_understood(phrase: str) -> None:
    assert not understood(phrase, 2016)


@given(st.text(alphabet="0123456789年月日底前内每季度半个工作日（）至-—全按后", max_size=24))
def test_no_phrase_breaks_it(phrase: str) -> None:
    due, cadence = read(phrase, 2024)
    assert due is None or 2000 <= due.year < 2100
    assert Cadence.parse(str(cadence)) == cadence


@pytest.mark.parametrize("period", PERIODS)
def test_rhythms_come_back(period: str) -> None:
    assert str(Cadence.parse(f"every {period}")) == f"every {period}"
    assert Cadence.parse(f"every {period} 4-10").months == (4, 10)


@pytest.mark.parametrize("unit", UNITS)
def test_limits_come_back(unit: str) -> None:
    cadence = Cadence.parse(f"within 3{unit} of city_plan")
    assert (cadence.n, cadence.unit, cadence.anchor) == (3, unit, "city_plan")


@pytest.mark.parametrize(
    "wrong", ["", "monthly", "every 2 months", "within 3 wd of x", "after", "every month 0-13"]
)
def test_no_other_form(wrong: str) -> None:
    with pytest.raises(ValueError, match="^" + wrong.replace(".", r"\.")):
        Cadence.parse(wrong)
