"""From when to when a consultation or a public notice is open, as its text says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from gongkai.workdays import PUBLISHED, Calendar, NoCalendar

_DAY = (
    r"(?:(?P<y{0}>(?:19|20)\d\d)年)?(?P<m{0}>\d{{1,2}})月(?P<d{0}>\d{{1,2}})日?"
    r"|(?P<Y{0}>(?:19|20)\d\d)[-./](?P<M{0}>\d{{1,2}})[-./](?P<D{0}>\d{{1,2}})"
)
_FIRST, _LAST, _OTHER = (_DAY.format(name) for name in "azx")
_CLOCK = r"(?:\([^()]{0,8}\))?(?:上午|下午|中午)?(?:\d{1,2}[:时点]\d{0,2}分?(?::\d{2})?)?"
_TO = r"(?:起|开始)?,?(?:至|到|-|—|–|~|～)+"
_ABOUT = r"(?:征集|征求|公示|反馈|听取|意见)[^。;]{0,12}?(?:时间|期限|日期|期)"
_SHORT = r"(?P<ds>\d{1,2})日"  # 5月1日至31日
_RANGE = rf"(?:{_FIRST}){_CLOCK}{_TO}(?:{_LAST}|{_SHORT})"
_FOR = r"(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})个?(?P<unit>工作日|日历天|自然日|日|天|月)"
_COUNTED = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})个?(?:工作日|日历天|自然日|日|天|月)"

# From the surest to the loosest; the first kind that is found decides
_SINCE = r"(?:发布|公布|公告|公示|刊登|登载|印发|本)之?日起{1,2}(?:的|至)?"
_ALONE = rf"{_ABOUT}(?:为|是|:)*"
_FORMS = (
    re.compile(rf"{_ABOUT}(?:[^。;\d]{{0,4}}{_COUNTED})?[^。;\d]{{0,8}}{_RANGE}"),
    re.compile(
        rf"(?:截止?(?:日期|时间)?|(?:结束|终止)(?:日期|时间))(?:为|是|至|到|:|于|在)*(?:{_LAST})"
        rf"|(?:{_OTHER}){_CLOCK}截止(?!日期|时间)"
    ),
    re.compile(
        rf"(?:至|到)(?:{_LAST}){_CLOCK}(?:止|结束|为止)"
        rf"|(?:{_OTHER}){_CLOCK}(?:之?前|以前)"
    ),
    re.compile(rf"{_ABOUT}[^。;\d]{{0,8}}(?:{_FIRST})起?[,至]?{_FOR}"),
    re.compile(rf"(?:{_SINCE}|{_ALONE}){_FOR}"),
    re.compile(_RANGE),
)
_UNITS = {"工作日": "wd", "月": "mo"}
_HAN = "一二三四五六七八九"
_LONGEST = timedelta(days=400)


def ends(text: str, published: date | None) -> date | None:
    """The last day to send opinions in; None where the text does not say it or says two."""
    found = {end for _, end in spans(text, published)}
    return found.pop() if len(found) == 1 else None


Span = tuple[date | None, date]  # from when, where it is said; the last day


def spans(text: str, published: date | None, calendar: Calendar = PUBLISHED) -> tuple[Span, ...]:
    """Every span that the surest of the text's phrases give; none where it says nothing.

    Read are 征集时间：…至…, 截止…, 至…止, …前, …起30日 and 自发布之日起30日 (its day is day 0).
    A day without a year is the first such after ``published``.
    """
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    for form in _FORMS:
        seen = {s for found in form.finditer(text) for s in _span(found, published, calendar)}
        if seen:
            return tuple(sorted(seen, key=lambda span: (span[1], span[0] or date.min)))
    return ()


def _span(found: re.Match[str], published: date | None, calendar: Calendar) -> Iterator[Span]:
    groups = {name: value for name, value in found.groupdict().items() if value}
    first = _date(groups, "a", published)
    if "n" in groups:
        base = first or published
        end = _after(base, groups["n"], groups["unit"], calendar) if base else None
    elif "ds" in groups:
        end = _day(first.year, first.month, int(groups["ds"])) if first else None
    else:
        end = _date(groups, "z", first or published) or _date(groups, "x", published)
    if end and (published is None or published <= end <= published + _LONGEST):
        yield first, end


def _after(base: date, n: str, unit: str, calendar: Calendar) -> date | None:
    try:
        return calendar.deadline(base, f"{_number(n)}{_UNITS.get(unit, 'd')}", roll=False)
    except NoCalendar:
        return None


def _date(groups: dict[str, str], which: str, near: date | None) -> date | None:
    """The day of group ``which``; without a year the first not before ``near``."""
    if f"M{which}" in groups:
        return _day(*(int(groups[f"{part}{which}"]) for part in "YMD"))
    if f"m{which}" not in groups:
        return None
    month, day = int(groups[f"m{which}"]), int(groups[f"d{which}"])
    if year := groups.get(f"y{which}"):
        return _day(int(year), month, day)
    if near is None:
        return None
    this = _day(near.year, month, day)
    return _day(near.year + 1, month, day) if this and this < near - timedelta(days=183) else this


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> int:
    """十五, 三十 or 30 as a number."""
    if text.isdigit():
        return int(text)
    tens, found, ones = text.rpartition("十")
    low = _HAN.find(ones) + 1 if ones else 0
    return ((_HAN.find(tens) + 1 if tens else 1) * 10 if found else 0) + low
