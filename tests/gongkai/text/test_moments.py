from __future__ import annotations

from datetime import date

import pytest

from gongkai.text.moments import days, table


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("经市第16届人大第5次会议于2025年1月15日审议批准", "approval", ["2025-01-15"]),
        ("批复日期：2025-01-15", "approval", ["2025-01-15"]),
        ("批准时间为 2025/1/15。", "approval", ["2025-01-15"]),
        ("处罚决定日期\n2025年3月1日", "decision", ["2025-03-01"]),
        ("本局于二〇二五年三月十二日作出行政处罚决定", "decision", ["2025-03-12"]),
        ("二○二五年十月三十一日作出决定", "decision", ["2025-10-31"]),
        ("听证会时间：2025年10月13日上午九时", "hearing", ["2025-10-13"]),
        ("定于2025年10月13日在政府礼堂召开听证会", "hearing", ["2025-10-13"]),
        ("自2025年3月1日起施行", "effect", ["2025-03-01"]),
        ("批复日期：2025年1月15日。另一批复日期：2025年1月20日", "approval",
         ["2025-01-15", "2025-01-20"]),
        ("2025年1月10日印发，2025年1月15日批准", "approval", ["2025-01-15"]),
        ("批准日期：2025年1月15日。2025年1月20日审议通过", "approval", ["2025-01-15"]),
        ("批准日期：2025年2月30日", "approval", []),
        ("2025年1月15日召开会议。预算已批准", "approval", []),
        ("批准日期待定", "approval", []),
        ("", "approval", []),
    ],
)  # fmt: skip
def test_days_that_a_document_tells_of_itself(text: str, name: str, found: list[str]) -> None:
    assert days(text, name) == tuple(date.fromisoformat(day) for day in found)


def test_every_kind_of_day_has_words() -> None:
    assert {"approval", "decision", "hearing", "effect"} <= set(table())
    with pytest.raises(KeyError):
        days("", "nothing")
