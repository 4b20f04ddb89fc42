from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plans
from gongkai.model import Document, Scale
from gongkai.tables.scales import (
    Observation,
    band,
    bands_in,
    caused,
    graded,
    in_force,
    misfit,
    observed,
)
from tests.make import grid, page

SCALES = plans.subjects()["aqi"].scales
OLD, NEW = SCALES["HJ 633—2012"], SCALES["HJ 633—2026"]


def air(text: str, title: str = "空气质量日报", day: str = "2025-06-02") -> Document:
    return page(text, title, day)


@pytest.mark.parametrize(
    ("day", "scale"),
    [
        (date(2026, 2, 28), [OLD]),
        (date(2026, 3, 1), [NEW]),
        (date(2010, 1, 1), [OLD]),
        (None, [OLD, NEW]),
    ],
)
def test_the_standard_of_the_day_is_in_force(day: date | None, scale: list[Scale]) -> None:
    assert in_force(SCALES.values(), day) == scale


@pytest.mark.parametrize(
    ("value", "word", "fits"),
    [
        *((50, "优", True), (51, "优", False), (51, "良", True), (50, "良", False)),
        *((100, "二级（良）", True), (101, "轻度污染", True), (150, "轻度", True)),
        *((151, "Ⅲ级", False), (151, "Ⅳ级", True), (200, "中度污染", True)),
        *((201, "重度污染", True), (300, "五级", True), (301, "严重污染", True)),
        *((40, "", None), (40, "未知", None)),
    ],
)
def test_the_word_fits_the_figure_at_each_edge(value: int, word: str, fits: bool | None) -> None:
    assert graded(OLD, Observation(low=value, high=value, grade=word)) is fits


def test_a_forecast_says_both_ends() -> None:
    assert graded(OLD, Observation(low=45, high=65, grade="优至良")) is True
    assert graded(OLD, Observation(low=45, high=65, grade="良")) is False
    assert graded(OLD, Observation(low=45, high=165, grade="优到中度污染")) is True
    assert caused(OLD, Observation(low=45, high=65, cause=None)) is True


def test_the_longer_word_goes_before_the_shorter() -> None:
    assert bands_in(OLD, "III级") == {2}
    assert bands_in(OLD, "中度污染") == {3}


@pytest.mark.parametrize(
    ("value", "cause", "good"),
    [
        *((50, "", True), (50, "臭氧", False), (51, "臭氧", True), (51, "", False)),
        *((50, None, None), (51, None, None)),
    ],
)
def test_a_cause_is_named_above_fifty_only(value: int, cause: str | None, good: bool) -> None:
    assert caused(OLD, Observation(low=value, high=value, cause=cause)) is good


@pytest.mark.parametrize(
    ("scale", "measured", "value", "fits"),
    [
        *((OLD, "35", 50, True), (OLD, "36", 50, False), (OLD, "36", 51, True)),
        *((NEW, "30", 50, True), (NEW, "31", 50, False), (NEW, "31", 51, True)),
        (OLD, "35", 30, False),
        (OLD, "75", 100, True),
        (NEW, "75", 100, False),
        (NEW, "60", 100, True),
    ],
)
def test_a_part_is_measured_by_the_edges_of_its_standard(
    scale: Scale, measured: str, value: int, fits: bool
) -> None:
    seen = Observation(low=value, high=value, parts={"PM2.5": Decimal(measured)})
    assert (misfit(scale, seen) == "") is fits


def test_the_named_cause_gives_the_figure_itself() -> None:
    low = Observation(low=90, high=90, cause="PM2.5", parts={"PM2.5": Decimal(40)})
    assert misfit(OLD, low).startswith("PM2.5 40")
    other = Observation(low=90, high=90, cause="臭氧", parts={"PM2.5": Decimal(40)})
    assert misfit(OLD, other) == ""


@given(st.integers(0, 500), st.sampled_from([OLD, NEW]))
def test_every_figure_lies_in_one_band_and_its_own_word_fits(value: int, scale: Scale) -> None:
    words = [every.split("|")[0] for _, every in sorted_bands(scale)]
    at = band(scale, value)
    assert [graded(scale, Observation(low=value, high=value, grade=w)) for w in words] == [
        n == at for n in range(len(words))
    ]


def sorted_bands(scale: Scale) -> list[tuple[str, str]]:
    return sorted(scale.bands.items(), key=lambda item: int(item[0] or 999))


def test_a_table_is_read_by_its_heads_and_a_row_has_its_own_day() -> None:
    table = grid(
        "日期|AQI|级别|首要污染物|PM2.5分指数|PM2.5（μg/m3）",
        "2026-02-28|50|优|—|47|33",
        "2026-03-01|51|良|PM10|17|12",
    )
    found = observed(page("见表", "日报", "2026-03-02", grids=(table,)), OLD)
    assert [(o.low, o.grade, o.cause, o.day) for o in found] == [
        (50, "优", "", date(2026, 2, 28)),
        (51, "良", "PM10", date(2026, 3, 1)),
    ]
    assert [o.parts for o in found] == [{"PM2.5": 33}, {"PM2.5": 12}]


def test_a_form_is_read_by_its_labels() -> None:
    form = grid("空气质量指数|58", "空气质量指数级别|二级", "首要污染物|臭氧")
    (seen,) = observed(page("", grids=(form,)), OLD)
    assert (seen.low, seen.grade, seen.cause) == (58, "二级", "臭氧")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("AQI为58，空气质量级别为良，首要污染物为PM2.5。", (58, "良", "pm2.5")),
        ("空气质量指数（AQI）为45，空气质量为优，无首要污染物。", (45, "优", "")),
        ("今日空气质量为良，AQI：77", (77, "良", None)),
        ("AQI为58，空气质量良好。", (58, None, None)),
        ("AQI为120，属轻度污染", (120, "轻度污染", None)),
        ("AQI范围45～65，级别为优到良", (45, "优到良", None)),
    ],
)
def test_a_sentence_is_read(text: str, seen: tuple[int, str | None, str | None]) -> None:
    found = observed(air(text), OLD)
    assert [(o.low, o.grade, o.cause) for o in found] == [seen]


@pytest.mark.parametrize(
    "text", ["空气质量良好", "AQI达标天数为12天", "空气质量优于去年", "AQI平台发布"]
)
def test_no_figure_is_made_up(text: str) -> None:
    assert [(o.low, o.grade) for o in observed(air(text), OLD) if o.grade] == []


def test_several_sentences_keep_apart() -> None:
    text = "东站AQI为40，级别为优。西站AQI为60，级别为良，首要污染物为PM10。"
    found = observed(air(text), OLD)
    assert [(o.low, o.grade, o.cause) for o in found] == [(40, "优", None), (60, "良", "pm10")]


def test_the_title_s_day_goes_before_the_day_of_publishing() -> None:
    (seen,) = observed(air("AQI为40", "2月28日空气质量日报", "2026-03-01"), OLD)
    assert seen.day == date(2026, 2, 28)
    (last,) = observed(air("AQI为40", "12月31日空气质量日报", "2026-01-01"), OLD)
    assert last.day == date(2025, 12, 31)


@pytest.mark.parametrize("title", ["2026年1-3月空气质量情况", "1-3月空气质量情况"])
def test_a_span_of_months_is_no_day(title: str) -> None:
    (seen,) = observed(air("AQI为40", title, "2026-04-10"), OLD)
    assert seen.day == date(2026, 4, 10)
    (day,) = observed(air("AQI为40", "2026-1-3空气质量日报", "2026-04-10"), OLD)
    assert day.day == date(2026, 1, 3)
