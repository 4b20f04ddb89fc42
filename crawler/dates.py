"""Days as Chinese government pages print them. All days are Asia/Shanghai calendar days."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from crawler.characters import normal

__all__ = ["FIRST", "LAST", "Found", "days", "days_in_url", "http_day", "normal", "parse_day"]

SHANGHAI = timezone(timedelta(hours=8))
FIRST, LAST = date(1949, 10, 1), date(2099, 12, 31)

_NUMERALS = "〇零○OoＯ一二三四五六七八九"
_DIGITS = dict.fromkeys("〇零○OoＯ", "0") | {
    c: str(n) for n, c in enumerate("一二三四五六七八九", 1)
}
_NUMERIC = re.compile(
    r"(?<![\d.])((?:19|20)\d\d)\s{0,2}(?:(?P<s>[-/.])\s{0,2}(\d{1,2})\s{0,2}(?P=s)\s{0,2}"
    r"(\d\d(?=\d\d:\d\d)|\d{1,2}(?![\d.]\d|\d))"
    r"|年\s{0,2}(\d{1,2})\s{0,2}月\s{0,2}(\d{1,2})\s{0,2}日?(?!\d{3}))"
)
_HAN = re.compile(
    rf"([一二][{_NUMERALS}]{{3}})\s?年\s?([一二三四五六七八九十元]{{1,3}})\s?月"
    r"\s?([一二三四五六七八九十廿卅]{1,3})\s?日"
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_INSTANT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)$"
)
_UNIX = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
_URL = (
    re.compile(r"/(?:t|c|content_|[A-Za-z]{1,12}_)?((?:19|20)\d\d)(\d\d)(\d\d)(?=[_/.\d]|$)"),
    re.compile(r"/((?:19|20)\d\d)[-/](\d{1,2})[-/](\d{1,2})(?=[/_.])"),
    re.compile(r"/((?:19|20)\d\d)[-_]?(\d\d)/(\d\d)/"),
    re.compile(r"/((?:19|20)\d\d)/(\d\d)(\d\d)/"),
)


class Found(NamedTuple):
    """A day in a text: where it stands, as offsets into that text."""

    day: date
    start: int
    end: int


def days(text: str, *, compact: bool = False) -> list[Found]:
    """Every whole day in ``text`` (in :func:`normal` form), in order.

    Read are 2026-09-30, 2026/9/30, 2026.09.30, 2026年9月30日, 二〇二六年九月三十日; with
    ``compact`` 20260930 too. Days that do not exist, or lie outside 1949–2099, are left out.
    """
    found = []
    for m in _NUMERIC.finditer(text):
        day = make(m[1], m[3] or m[5], m[4] or m[6])
        if day:
            found.append(Found(day, m.start(), m.end()))
    if "年" in text:
        for m in _HAN.finditer(text):
            day = make("".join(_DIGITS[c] for c in m[1]), _han(m[2]), _han(m[3]))
            if day:
                found.append(Found(day, m.start(), m.end()))
    if compact:
        for m in _COMPACT.finditer(text):
            day = make(m[1], m[2], m[3])
            if day:
                found.append(Found(day, m.start(), m.end()))
    found.sort(key=lambda f: f.start)
    return found


def parse_day(text: str | int | float) -> date | None:
    """The one day that a field holds: a printed day, an instant, or unix seconds or milliseconds.

    An instant with an offset becomes its Shanghai day. Zero, nothing, or two different days give
    None.
    """
    value = normal(str(text)).strip()
    if not value:
        return None
    instant = _INSTANT.match(value)
    if instant:
        return _shanghai(value)
    if _UNIX.fullmatch(value):
        return _unix(float(value))
    found = {f.day for f in days(value, compact=True)}
    return found.pop() if len(found) == 1 else None


def http_day(value: str) -> date | None:
    """The Shanghai day of an HTTP date (RFC 9110 §5.6.7); None where it is none or has no zone."""
    try:
        moment = parsedate_to_datetime(value)
        day = moment.astimezone(SHANGHAI).date()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        return None
    return day if 1995 <= day.year <= LAST.year else None  # a clock that was never set


def days_in_url(url: str) -> date | None:
    """The day that an article's address carries (t20260930_1.html, /art/2026/9/30/ …).

    A hint only: it is the day the file was made.
    """
    path = url.partition("?")[0]
    for pattern in _URL:
        for m in pattern.finditer(path):
            day = make(m[1], m[2], m[3])
            if day and day.year >= 1995:
                return day
    return None


def make(year: str | int, month: str | int, day: str | int) -> date | None:
    """The day of these numbers, or None where there is no such day between 1949 and 2099."""
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made if FIRST <= made <= LAST else None


def _han(text: str) -> int:
    """1–31 from 一 … 三十一, 元, 廿, 卅; 0 where it is no number."""
    text = text.replace("元", "一").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.partition("十")
    if not ten:
        return int(_DIGITS.get(text, "0")) if len(text) == 1 else 0
    return int(_DIGITS.get(tens, "1" if not tens else "0")) * 10 + int(_DIGITS.get(ones, "0"))


def _shanghai(value: str) -> date | None:
    try:
        moment = datetime.fromisoformat(value.replace(" ", "T", 1).replace(" ", ""))
    except ValueError:
        return None
    return moment.astimezone(SHANGHAI).date()


def _unix(seconds: float) -> date | None:
    if seconds > 1e11:
        seconds /= 1000
    if not 0 < seconds < 4_102_444_800:
        return None
    return datetime.fromtimestamp(seconds, UTC).astimezone(SHANGHAI).date()
