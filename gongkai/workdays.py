"""Working days of the State Council's yearly notices (调休 counted), and limits like 3wd, 30d, 24h.

The day of the event is day 0 (民法典 201). Limits in calendar days and months include days off and
roll to the next working day where they end on one (民法典 203). Limits in hours are for emergencies
and run on through days off. A year whose notice is not published is never guessed:
:class:`NoCalendar`.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

import chinese_calendar

_LIMIT = re.compile(r"(\d{1,4})(wd|d|mo|h)")
_HOURS = 24  # of a day
# Days that the library lacks, as the notice decides: 12月31日（星期六）上班, 国办发明电〔2005〕35号
_DECIDED = {date(2005, 12, 31): True}
_ONE = timedelta(days=1)
_published = cache(chinese_calendar.is_workday)


class NoCalendar(Exception):  # noqa: N818 - not a fault: the notice is not out yet
    """The holidays of ``year`` are not published; the limit ends on ``earliest`` or later."""

    def __init__(self, year: int, earliest: date) -> None:
        super().__init__(f"the State Council's holidays of {year} are not known")
        self.year = year
        self.earliest = earliest


class Calendar:
    """The published calendar; ``overrides`` (day -> is it a working day?) go before it."""

    def __init__(self, overrides: Mapping[date, bool] | None = None) -> None:
        self.overrides = dict(overrides or {})

    def is_workday(self, day: date) -> bool:
        """Is it a working day? NoCalendar for a year without a notice."""
        if day in self.overrides:
            return self.overrides[day]
        if day in _DECIDED:
            return _DECIDED[day]
        try:
            return bool(_published(day))
        except NotImplementedError:
            raise NoCalendar(day.year, day) from None

    def add_workdays(self, day: date, n: int) -> date:
        """The ``n``-th working day after ``day``; ``day`` itself for 0."""
        left = n
        while left:
            day += _ONE
            try:
                left -= self.is_workday(day)
            except NoCalendar as gap:
                raise NoCalendar(gap.year, day + (left - 1) * _ONE) from None
        return day

    def workdays_after(self, day: date, last: date) -> int:
        """How many working days lie after ``day`` and not after ``last``. NoCalendar likewise."""
        return sum(self.is_workday(day + n * _ONE) for n in range(1, (last - day).days + 1))

    def latest_start(self, end: date, limit: str) -> date:
        """The last day from which all of ``limit`` passes by ``end``: "n days before" an event.

        Counted backwards nothing rolls. NoCalendar, ValueError as :meth:`deadline`.
        """
        n, unit = parse(limit)
        if unit == "wd":
            start = end
            while n:
                n -= self.is_workday(start)
                start -= _ONE
            return start
        if unit == "mo":
            start = add_months(end, -n)
            while add_months(start + _ONE, n) <= end:
                start += _ONE
            return start
        return end - (n if unit == "d" else -(-n // _HOURS)) * _ONE

    def deadline(self, day: date, limit: str, *, roll: bool = True) -> date:
        """The last day of ``limit`` after ``day``; ``roll`` moves d and mo off days without work.

        Hours end at the latest on the day that is their number of days, begun ones whole, later.
        NoCalendar where the notice of a year is needed and missing; ValueError for a limit that
        is not a number and one of wd, d, mo, h.
        """
        n, unit = parse(limit)
        if unit == "h":
            return day + -(-n // _HOURS) * _ONE
        if unit == "wd":
            return self.add_workdays(day, n)
        end = day + n * _ONE if unit == "d" else add_months(day, n)
        while roll and not self.is_workday(end):
            end += _ONE
        return end


def parse(limit: str) -> tuple[int, str]:
    """Number and unit of a limit: ``"3wd"`` gives ``(3, "wd")``. ValueError for anything else."""
    if found := _LIMIT.fullmatch(str(limit).strip()):
        return int(found[1]), found[2]
    raise ValueError(f"{limit!r} is not a limit: write 3wd (working days), 30d, 1mo or 24h")


def add_months(day: date, n: int) -> date:
    """The same day ``n`` months on, or the last of that month: 01-31 + 1 is 02-28 or 02-29."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


PUBLISHED = Calendar()

is_workday = PUBLISHED.is_workday
add_workdays = PUBLISHED.add_workdays
deadline = PUBLISHED.deadline


def published() -> tuple[int, int]:
    """The first and the last year whose notice is known."""
    days = chinese_calendar.constants.holidays
    return min(days).year, max(days).year
