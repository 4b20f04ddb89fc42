from __future__ import annotations

from typing import Any

import pytest

from gongkai.candidates import Item
from gongkai.candidates.burst import signs
from tests.gongkai.candidates.holdings import NOTICES, holdings, item


def month(m: int, day: str = "2025-12-28", year: int = 2025, **more: Any) -> Item:
    return item(100 * (year - 2000) + m, day, title=f"{year}年{m}月收支情况", **more)


def test_old_months_in_the_last_days_are_stated_with_counts_and_days() -> None:
    (one,) = signs(holdings([month(1), month(2, "2025-12-29"), month(3)]))
    assert (one.kind, one.why, one.unit) == ("burst", "old_periods", "czj")
    assert len(one.other.split()) == 2
    assert one.seen == (
        "count=3; printed=2025-12-28..2025-12-29; periods=2025-01 2025-02 2025-03; "
        "columns=政策文件; as_of=2025-12-31"
    )


@pytest.mark.parametrize(
    ("day", "told"), [("2025-12-17", 0), ("2025-12-18", 1), ("2025-12-31", 1), ("2026-01-01", 0)]
)
def test_the_last_two_weeks_count(day: str, told: int) -> None:
    assert len(list(signs(holdings([month(m, day) for m in (1, 2, 3)])))) == told


@pytest.mark.parametrize(("titles", "told"), [
    (["2025年1月", "2025年2月", "2025年10月"], 1),  # 61 days and more
    (["2025年1月", "2025年2月", "2025年11月"], 0),
    (["2025年第一季度", "2025年二季度", "2025年第三季度"], 1),
    (["2025年第一季度", "2025年二季度", "2025年第四季度"], 0),
    (["2025年上半年", "2025年1月", "2025年1—2月"], 1),
    (["2025年1—3月"], 1),
    (["2025年1月", "2025年2月"], 0),  # lateness, which the series tells
    (["2025年1月", "2025年1月", "2025年2月"], 0),  # one period twice
    (["2024年年度报告", "2025年度部门预算", "2025年决算"], 0),  # no period within a year
    (["2025年第1周", "2025年第2周", "2025年第3周"], 0),
    (["通知1", "通知2", "通知3"], 0),
])  # fmt: skip
def test_which_periods_are_old(titles: list[str], told: int) -> None:
    made = [item(n, "2025-12-31", title=title) for n, title in enumerate(titles)]
    assert len(list(signs(holdings(made)))) == told


def test_innocent_are_two_columns_and_two_offices() -> None:
    assert not list(signs(holdings([month(1), month(2), month(3, at=NOTICES)])))
    assert not list(signs(holdings([month(1), month(2), month(3, unit="jyj")])))


def test_archives_and_moves_are_no_burst() -> None:
    year = [month(m) for m in (1, 2, 3)]
    assert len(list(signs(holdings([*year, month(1, year=2024)])))) == 1
    assert not list(signs(holdings([*year, month(1, year=2024), month(1, year=2023)])))
    assert not list(signs(holdings([month(m, year=2024) for m in (1, 2, 3)])))
