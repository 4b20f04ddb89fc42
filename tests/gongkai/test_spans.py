from __future__ import annotations

from datetime import date

import pytest

from gongkai.spans import ends

MAY = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("征集时间：2026年5月1日至2026年5月31日", "2026-05-31"),
        ("征集时间：2026年5月1日至31日", "2026-05-31"),
        ("征求意见时间为2026-05-01至2026-05-20。", "2026-05-20"),
        ("公示时间：5月6日—5月12日", "2026-05-12"),
        ("意见征集期：2026 年 5 月 1 日 — 2026 年 6 月 1 日", "2026-06-01"),
        ("时间从2026年5月1日起至2026年6月1日止", "2026-06-01"),
        ("公示期：2026年5月1日至2026年5月10日（5个工作日）", "2026-05-10"),
        ("公示期5个工作日（2026年5月6日至5月12日）", "2026-05-12"),
        ("征求意见期限为30日（2026年5月6日至2026年6月4日）", "2026-06-04"),
        ("征集起止日期：2026-05-06 00:00:00 至 2026-06-04 23:59:59", "2026-06-04"),
        ("意见反馈至6月10日止", "2026-06-10"),
        ("截止日期：2026年6月10日", "2026-06-10"),
        ("意见反馈截止时间为2026/6/10。", "2026-06-10"),
        ("请于6月10日前将书面意见寄至我局", "2026-06-10"),
        ("请于2026年6月10日（星期三）17:00前提出", "2026-06-10"),
        ("公示期为2026年5月1日起30日", "2026-05-31"),
        ("自发布之日起30日内", "2026-05-31"),
        ("自本公告发布之日起十五日内", "2026-05-16"),
        ("公示期为5个工作日", "2026-05-11"),
        ("自公示之日起1个月内", "2026-06-01"),
    ],
)
def test_forms(text: str, end: str) -> None:
    assert ends(f"为规范养犬，起草了条例。{text}，欢迎来信。", MAY) == date.fromisoformat(end)


def test_a_day_without_a_year_may_lie_in_the_next() -> None:
    assert ends("至1月10日止", date(2026, 12, 15)) == date(2027, 1, 10)
    assert ends("征集时间：12月15日至1月14日", date(2026, 12, 15)) == date(2027, 1, 14)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "欢迎社会各界提出意见。",
        "截止日期：2026年2月30日",
        "截止日期：2025年6月10日",  # before it was published
        "截止日期：2028年6月10日",  # years later
        "截止日期：6月10日。邮寄的截止日期：6月20日",  # two ends
        "自2027年1月1日起施行",
    ],
)
def test_what_does_not_say_it(text: str) -> None:
    assert ends(text, MAY) is None


def test_what_counts_from_publication_needs_its_day() -> None:
    assert ends("自发布之日起30日内", None) is None
    assert ends("至6月10日止", None) is None
    assert ends("截止日期：2026年6月10日", None) == date(2026, 6, 10)


def test_working_days_of_an_unpublished_year_are_not_guessed() -> None:
    assert ends("公示期为5个工作日", date(2026, 12, 30)) is None
