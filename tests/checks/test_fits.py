from __future__ import annotations

import pytest

import plans
from checks import fits
from gongkai.model import Evidence
from tests.make import doc, evidence, grid, link, page, said, scope, states

SUBJECT = plans.subjects()["aqi"]
GOOD = "AQI为58，级别为良，首要污染物为臭氧。"


def seen(
    text: str, title: str = "空气质量日报", day: str = "2026-01-10", **more: object
) -> Evidence:
    found = page(text, title, day, **more) if day else page(text, title, "", **more)
    return evidence(found, subject=SUBJECT, at=scope("2026-12-31"))


def test_word_and_cause_fit_the_figure() -> None:
    verdict = fits.check(seen(GOOD))
    assert said(verdict) == ("pass", "ok")
    assert states(verdict) == {"级别": "ok", "首要项": "ok", "分项": "not_applicable"}
    assert verdict.parts[0].limit == "HJ 633—2012"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AQI为50，级别为优。", {"级别": "ok", "首要项": "not_applicable"}),
        ("AQI为51，级别为良。", {"级别": "ok", "首要项": "incomplete"}),
        ("AQI为51，级别为优，首要污染物为臭氧。", {"级别": "unfit", "首要项": "ok"}),
        ("AQI为50，级别为优，首要污染物为臭氧。", {"级别": "ok", "首要项": "unfit"}),
        ("AQI为51，首要污染物为臭氧。", {"级别": "untold", "首要项": "ok"}),
    ],
)
def test_at_fifty_and_fifty_one(text: str, expected: dict[str, str]) -> None:
    found = states(fits.check(seen(text)))
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("title", "day", "reason"),
    [
        ("2月28日空气质量日报", "2026-03-01", "ok"),
        ("3月1日空气质量日报", "2026-03-02", "unfit"),
        ("空气质量日报", "2026-02-28", "ok"),
        ("空气质量日报", "2026-03-01", "unfit"),
        ("空气质量日报", "", "undated"),
    ],
)
def test_the_standard_of_the_day_measures(title: str, day: str, reason: str) -> None:
    """75 of PM2.5 was an index of 100, and is 115 and more since March 2026."""
    text = "AQI为100，级别为良，首要污染物为PM2.5，PM2.5浓度为75微克/立方米。"
    assert states(fits.check(seen(text, title, day)))["分项"] == reason


def test_the_worst_figure_of_a_table_counts() -> None:
    table = grid("站点|AQI|级别|首要污染物", "东|40|优|—", "西|60|优|臭氧", "南|70|良|臭氧")
    verdict = fits.check(seen("见表", grids=(table,)))
    assert said(verdict) == ("half", "incomplete")
    assert [(p.reason, p.seen) for p in verdict.parts][:2] == [("unfit", "60 优"), ("ok", "40 无")]


def test_no_figure_tells_nothing() -> None:
    assert said(fits.check(seen("请看全市发布平台。"))) == ("unknown", "untold")
    linked = seen("请看", links=(link("http://a.example/a.pdf", "日报", "attachment"),))
    assert said(fits.check(linked)) == ("unknown", "unreadable")
    shut = evidence(doc("空气质量日报", "2026-01-10", problem="blocked"), subject=SUBJECT)
    assert said(fits.check(shut)) == ("unknown", "blocked")


def test_a_subject_without_scales_is_a_fault_of_the_plan() -> None:
    with pytest.raises(ValueError, match="scales"):
        fits.check(evidence(page(GOOD)))
