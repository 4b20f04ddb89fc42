from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.dates import FIRST, LAST, days, days_in_url, http_day, parse_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-09-30", date(2026, 9, 30)),
        ("2026/9/30", date(2026, 9, 30)),
        ("2026.09.30", date(2026, 9, 30)),
        ("2018.11.14 17:44:00", date(2018, 11, 14)),
        ("2026年9月30日", date(2026, 9, 30)),
        ("2026 年 9 月 30 日", date(2026, 9, 30)),
        ("二〇二六年九月三十日", date(2026, 9, 30)),
        ("二○二六年十二月二十一日", date(2026, 12, 21)),
        ("二Ｏ二六年十月十日", date(2026, 10, 10)),
        ("20260930", date(2026, 9, 30)),
        ("2023-08-19 10∶08", date(2023, 8, 19)),
        ("2024-05-0110:30", date(2024, 5, 1)),
        ("[ 2025-01-14 ]", date(2025, 1, 14)),
        ("２０２６－０９－３０", date(2026, 9, 30)),
        ("2023-11-30  14:52", date(2023, 11, 30)),
        (1728960000, date(2024, 10, 15)),
        ("1728960000000", date(2024, 10, 15)),
        ("2021-11-23T16:35:00.000Z", date(2021, 11, 24)),  # the Shanghai day
        ("2021-11-23T16:35:00+0800", date(2021, 11, 23)),
        ("2021-11-23T03:35:00.000Z", date(2021, 11, 23)),
        ("", None),
        ("0", None),
        (0, None),
        ("2026-02-30", None),
        ("2026-13-01", None),
        ("1926-01-01", None),
        ("2026-01-01 至 2026-02-01", None),
        ("192.168.2019.1.1", None),
        ("昨天", None),
        ("99999999999999999999", None),
    ],
)
def test_a_field_holds_one_day_or_none(text: str | int, day: date | None) -> None:
    assert parse_day(text) == day


@given(st.dates(min_value=FIRST, max_value=LAST))
def test_every_day_is_read_in_every_form(day: date) -> None:
    numerals = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))
    year = "".join(numerals[c] for c in str(day.year))
    for text in (
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        f"{year}年{han(day.month)}月{han(day.day)}日",
    ):
        assert parse_day(text) == day, text


def han(number: int) -> str:
    ones = "〇一二三四五六七八九"
    tens = {0: "", 1: "十"}.get(number // 10, ones[number // 10] + "十")
    return tens + (ones[number % 10] if number % 10 else "")


def test_days_come_with_their_places() -> None:
    text = "自2026-09-01起至2026年9月30日止"
    found = days(text)
    assert [(text[f.start : f.end], f.day) for f in found] == [
        ("2026-09-01", date(2026, 9, 1)),
        ("2026年9月30日", date(2026, 9, 30)),
    ]


def test_compact_days_only_where_asked() -> None:
    assert days("编号20260930号") == []
    assert [f.day for f in days("编号20260930号", compact=True)] == [date(2026, 9, 30)]
    assert days("id 120260930", compact=True) == []


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://a.example.org/zwgk/202406/t20240613_6816.html", date(2024, 6, 13)),
        ("http://a.example.org/art/2025/10/29/art_80179_1.html", date(2025, 10, 29)),
        ("http://a.example.org/2026-03/05/content_12.shtml", date(2026, 3, 5)),
        ("http://a.example.org/20260913/66a8a8/c.html", date(2026, 9, 13)),
        ("http://a.example.org/11704/2025/6/3/abc.shtml", date(2025, 6, 3)),
        ("http://a.example.org/safe/2026/0914/123.html", date(2026, 9, 14)),
        ("http://a.example.org/xw/1833316118612205569.html", None),
        ("http://a.example.org/content/post_10872346.html", None),
        ("http://a.example.org/art/2024/art_9db78dcb84714e8e8ff75793f18e6f24.html", None),
        ("http://a.example.org/1/?day=2026-09-30", None),
    ],
)
def test_addresses_hint_at_days(url: str, day: date | None) -> None:
    assert days_in_url(url) == day


def test_neighbouring_days_differ() -> None:
    day = date(2026, 9, 30)
    assert parse_day(str(day + timedelta(days=1))) == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Wed, 31 Dec 2025 15:59:59 GMT", date(2025, 12, 31)),
        ("Wed, 31 Dec 2025 16:00:00 GMT", date(2026, 1, 1)),  # midnight in Shanghai
        ("Wed, 31 Dec 2025 23:30:00 +0800", date(2025, 12, 31)),
        ("Wednesday, 31-Dec-25 15:59:59 GMT", date(2025, 12, 31)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),  # a clock that was never set
        ("Wed, 31 Dec 2025 15:59:59 -0000", None),  # no zone
        ("Wed, 32 Dec 2025 15:59:59 GMT", None),
        ("0", None),
        ("", None),
    ],
)
def test_what_a_server_says_of_a_page_is_a_day_in_shanghai(said: str, day: date | None) -> None:
    assert http_day(said) == day
