from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model import Row
from gongkai.text.nearness import Nearness, alternatives


def near(expression: str, *titles: str) -> list[str]:
    rows = [Row(title=t, url=f"http://a.example/{n}") for n, t in enumerate(titles)]
    return [row.title for _, row in Nearness(rows).asked(expression).near]


def test_the_likest_titles_stand_first_and_those_that_are_meant_are_left_out() -> None:
    titles = ("收费政策宣传", "收费清单说明", "放假通知", "收费目录清单")
    assert near("收费&目录清单", *titles) == ["收费清单说明", "收费政策宣传"]
    more = ("收费目录", "收费清单", *titles)
    assert near("收费&目录清单", *more) == ["收费目录", "收费清单", "收费清单说明"]  # three at most


def test_those_that_are_meant_are_counted_once_asked() -> None:
    rows = [Row(title=t, url=t) for t in ("收费目录清单", "收费清单", "放假通知")]
    made = Nearness(rows)
    assert made.asked("收费&清单").matched == 2
    assert made.asked("收费&清单") is made.asked("收费&清单")
    assert made.asked("") == (0, ())


def test_the_best_alternative_counts() -> None:
    rows = [Row(title="预算报表", url="http://a.example/1")]
    for either in ("预算报告|预算收支执行", "预算收支执行|预算报告"):
        ((score, _),) = Nearness(rows).asked(either).near
        assert score == pytest.approx(2 / 3)


def test_of_equals_the_newest_and_dated_ones_come_first() -> None:
    days = (None, date(2025, 1, 1), date(2025, 6, 1))
    rows = [Row(title="收费说明", url=f"http://a.example/{n}", day=d) for n, d in enumerate(days)]
    found = Nearness(rows).asked("收费标准").near
    assert [row.day for _, row in found] == [days[2], days[1], None]


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("预算收支执行情况", []),  # one of seven is chance
        ("预算收支执行", ["预算说明"]),  # one of five
        ("公报|预算", []),  # 预算 is meant
        ("公报|预算表", ["预算说明"]),  # each alternative by itself
        ("!预算&公报", []),  # what is not wanted makes nothing near
        ("!(预算|收支)&公报", []),
        ("", []),
    ],
)
def test_what_is_near(expression: str, told: list[str]) -> None:
    assert near(expression, "预算说明") == told


def test_alternatives_are_pairs_of_characters() -> None:
    assert alternatives("收费&目录清单|(价 格)") == [
        {"收费", "目录", "录清", "清单"},
        {"价格"},
    ]
    assert alternatives("年") == [{"年"}]


@given(st.lists(st.text("收费目录清单说明", max_size=8), max_size=8), st.randoms())
def test_the_order_of_rows_decides_nothing(titles: list[str], random: Random) -> None:
    rows = [Row(title=t, url=f"http://a.example/{n}") for n, t in enumerate(titles)]
    mixed = list(rows)
    random.shuffle(mixed)
    here, there = (Nearness(each).asked("收费&目录清单") for each in (rows, mixed))
    assert here == there
