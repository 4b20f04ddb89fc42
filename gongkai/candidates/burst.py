"""Many periods of the year that ended long before, published together in the last days before the
cut-off. A fact with its counts and days; it costs nothing by itself.

Periods of several earlier years beside them are archives or a move to another system.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from gongkai.candidates._holdings import Holdings, Item, sign
from gongkai.candidates._limits import limits
from gongkai.disk.judged import Candidate
from gongkai.text.periods import periods

YEARLY = True  # what it tells depends on the plan's year


class Late(NamedTuple):
    """An entry with the periods of which it comes late."""

    day: date
    item: Item
    periods: tuple[str, ...]


def signs(holdings: Holdings) -> Iterator[Candidate]:
    """A sign for each column of each office."""
    known = limits("burst")
    since = holdings.as_of - timedelta(days=known["window"])
    shelves: dict[tuple[str, str], list[Late]] = defaultdict(list)
    for item in holdings.items:
        if item.day is None or not since < item.day <= holdings.as_of:
            continue
        old = tuple(p for p in periods(item.title) if _ended(p, item.day) > known["age"])
        for url in sorted(item.shelves)[:1] if old else ():
            shelves[item.unit, url].append(Late(item.day, item, old))
    for (_, url), late in sorted(shelves.items()):
        late.sort(key=lambda each: (each.day, each.item.url))
        mine = sorted({p for each in late for p in each.periods if _year(p) == holdings.year})
        years = {_year(p) for each in late for p in each.periods} - {holdings.year}
        if len(mine) < known["least"] or len(years) >= known["years"]:
            continue
        first, *rest = (each.item for each in late)
        yield sign(
            holdings, "burst", first, "old_periods", *rest, count=len(late),
            printed=f"{late[0].day}..{late[-1].day}", periods=" ".join(mine),
            columns=holdings.shelves[url].name, as_of=holdings.as_of,
        )  # fmt: skip


def _ended(period: str, day: date) -> int:
    """Days since a month, quarter or half ended; 0 for anything else."""
    year, _, rest = period.partition("-")
    if not year.isdigit() or not rest or rest[0] == "W":
        return 0
    last = {"Q": 3, "H": 6}.get(rest[0], 1) * int(rest.lstrip("QH"))
    end = date(int(year), last, calendar.monthrange(int(year), last)[1])
    return (day - end).days


def _year(period: str) -> int:
    return int(period.partition("-")[0])
