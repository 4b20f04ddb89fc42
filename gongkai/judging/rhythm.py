"""The periods of a year that a series is asked for, and which of them an entry speaks of.

Weeks are those of GB/T 7408 (ISO 8601): from Monday to Sunday, the first is the one with the year's
first Thursday; 第5周 is the fifth of these, and a week told by its days (1月20日至26日) is the one
in which they end. A period ends on its last day, a week on its Sunday.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.text.match import fold
from gongkai.text.periods import periods

SIZES = {"month": 1, "quarter": 3, "half": 6, "year": 12}  # months of each
PERIODS = (*SIZES, "week", "edition")
_KEY = {"month": "{}-{:02}", "quarter": "{}-Q{}", "half": "{}-H{}", "year": "{}"}
_OF_YEAR = range(1, 13)
_SUNDAY = 7
_WHOLE_YEAR = re.compile(r"全年|年度|年报|年终")
_DAYS = re.compile(
    r"(?:((?:19|20)\d\d)年)?(\d{1,2})月(\d{1,2})日?(?:-|—|–|~|～|至|到)+(?:(\d{1,2})月)?(\d{1,2})日"
)


@dataclass(frozen=True)
class Period:
    """A period of the calendar: key as 2026-03, 2026-Q1, 2026-H1, 2026, 2026-W05; its days."""

    key: str
    first: date
    last: date


def asked(year: int, period: str, months: Collection[int] = _OF_YEAR) -> tuple[Period, ...]:
    """Every period of a year that lies within the months; of weeks those that end in them.

    ValueError for a word that is no period of the calendar.
    """
    if period == "week":
        return tuple(_weeks(year, months))
    if period not in SIZES:
        raise ValueError(f"period is {period!r}: one of {', '.join(PERIODS)}")
    size = SIZES[period]
    spans = ((n, s, s + size - 1) for n, s in enumerate(range(1, 13, size), 1))
    return tuple(
        Period(
            _KEY[period].format(year, n),
            date(year, start, 1),
            date(year, end, monthrange(year, end)[1]),
        )
        for n, start, end in spans
        if all(month in months for month in range(start, end + 1))
    )


def _weeks(year: int, months: Collection[int]) -> Iterator[Period]:
    for n in range(1, date(year, 12, 28).isocalendar().week + 1):
        first, last = date.fromisocalendar(year, n, 1), date.fromisocalendar(year, n, _SUNDAY)
        if (last.month if last.year == year else 12) in months:
            yield Period(f"{year}-W{n:02}", first, last)


def spoken_of(title: str, published: date | None, year: int) -> frozenset[str]:
    """Every period that a title speaks of; empty: of none.

    1—3月 is the first quarter, 上半年 both its quarters (so the second quarter's figures are
    titled) and 全年 all four; months are only those that are named, for a quarter's report is
    another paper than its months'. One without a year is the last such before it was published.
    """
    keys = set(_explicit(title, published, year))
    if week := _week_of(title, published):
        keys.add(week)
    return expanded(keys, whole=bool(_WHOLE_YEAR.search(title)))


def expanded(keys: Collection[str], *, whole: bool = False) -> frozenset[str]:
    """The periods and all that they cover together; ``whole``: a bare year has its quarters."""
    quarters = {q for key in keys for q in _quarters(key, whole=whole)}
    for year in {key[:4] for key in keys if key[0].isdigit()}:
        for n, start in enumerate(range(1, 13, 3), 1):
            if all(f"{year}-{month:02}" in keys for month in range(start, start + 3)):
                quarters.add((int(year), n))
    return frozenset(keys) | frozenset(_covered(quarters))


def nameless(title: str, published: date | None, year: int) -> bool:
    """Does a title leave open what part of the year it is of? So does the bare year itself."""
    of_days = _week_of(title, published)
    return not of_days and not set(_explicit(title, published, year)) - {str(year)}


def _explicit(title: str, published: date | None, year: int) -> tuple[str, ...]:
    own = periods(title)
    if any(key[0].isdigit() for key in own):
        return own
    at = published.year if published else year
    keys = periods(title, year=at)
    ahead = published and any(_begins(key) > published for key in keys if key[0].isdigit())
    return periods(title, year=at - 1) if ahead else keys


def _begins(key: str) -> date:
    """First day of a period."""
    year, _, rest = key.partition("-")
    if size := {"Q": 3, "H": 6}.get(rest[:1]):
        return date(int(year), (int(rest[1:]) - 1) * size + 1, 1)
    if rest[:1] == "W":
        last = date(int(year), 12, 28).isocalendar().week
        return date.fromisocalendar(int(year), min(int(rest[1:]), last), 1)
    return date(int(year), int(rest) if rest else 1, 1)


def _week_of(title: str, published: date | None) -> str:
    """The week in which the days of a title end; empty where it names none."""
    found = _DAYS.search(fold(title))
    if found is None or not (found[1] or published):
        return ""
    month, day = int(found[4] or found[2]), int(found[5])
    year = int(found[1]) if found[1] else published.year if published else 0
    try:
        end = date(year, month, day)
        if not found[1] and published and end > published:
            end = date(year - 1, month, day)
        start = date(end.year - (int(found[2]) > end.month), int(found[2]), int(found[3]))
    except ValueError:
        return ""
    at = end.isocalendar()
    return f"{at.year}-W{at.week:02}" if 0 <= (end - start).days < _SUNDAY else ""


def _quarters(key: str, *, whole: bool) -> Iterator[tuple[int, int]]:
    """The quarters of a period; none of what is shorter, or of a bare year that is not whole."""
    year, _, rest = key.partition("-")
    if rest[:1] == "Q":
        yield int(year), int(rest[1:])
    elif rest[:1] == "H":
        yield from ((int(year), int(rest[1:]) * 2 - n) for n in (1, 0))
    elif key.isdigit() and whole:
        yield from ((int(year), n) for n in range(1, 5))


def _covered(quarters: Collection[tuple[int, int]]) -> Iterator[str]:
    """The key of every quarter, half and year all of whose quarters are there."""
    for year in {year for year, _ in quarters}:
        for period, size in (("quarter", 1), ("half", 2), ("year", 4)):
            for n, start in enumerate(range(1, 5, size), 1):
                if all((year, start + q) in quarters for q in range(size)):
                    yield _KEY[period].format(year, n)
