"""An entry whose number says that it was put in after others, and whose printed day is older.

The system counts its pages up. The longest run of entries whose days grow with their numbers is
the clock; an entry off it is told only where many on both sides agree, and only where its day is
one of the plan's year. Many of them in a row are a move or archives.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from gongkai.candidates._holdings import Holdings, Item, sign
from gongkai.candidates._limits import limits
from gongkai.disk.judged import Candidate

YEARLY = True  # what it tells depends on the plan's year


class Numbered(NamedTuple):
    """An entry with a number and a day."""

    number: int
    day: date
    item: Item


class Old(NamedTuple):
    """One whose day is older than its number: where it stands, and the days about it."""

    at: int
    before: date
    after: date


def signs(holdings: Holdings) -> Iterator[Candidate]:
    """A sign for each entry, and one for each run of many."""
    families: dict[str, dict[int, Numbered]] = defaultdict(dict)
    for item in holdings.items:
        if item.day and item.day <= holdings.seen_at and (told := item.number):
            families[told[0]].setdefault(told[1], Numbered(told[1], item.day, item))
    for family in sorted(families):
        line = [families[family][n] for n in sorted(families[family])]
        yield from _of_family(holdings, line)


def _of_family(holdings: Holdings, line: Sequence[Numbered]) -> Iterator[Candidate]:
    known = limits("back_dated")
    old = out_of_order([n.day for n in line], known["days"])
    if len(old) > 1 and len(old) > known["share"] * len(line):
        yield _moved(holdings, line, old)
        return
    runs = groupby(enumerate(old), key=lambda pair: pair[1].at - pair[0])
    for _, pairs in runs:
        run = [each for _, each in pairs]
        if len(run) >= known["bulk"]:
            yield _moved(holdings, line, run)
            continue
        for each in run:
            here = line[each.at]
            in_year = date(holdings.year, 1, 1) <= here.day <= holdings.as_of
            if in_year and _sure(line, old, each):
                yield sign(
                    holdings, "back_dated", here.item, "number_order",
                    printed=here.day, neighbours=f"{each.before}..{each.after}",
                    number=here.number, last_modified=here.item.modified,
                )  # fmt: skip


def out_of_order(days: Sequence[date], least: int) -> list[Old]:
    """Those that are more than ``least`` days older than what grows before them."""
    gap = timedelta(days=least)
    kept = _growing(days)
    on = set(kept)
    found, place = [], 0
    for at, day in enumerate(days):
        if at in on:
            place += 1
            continue
        if 0 < place < len(kept) and days[kept[place - 1]] - day > gap:
            found.append(Old(at, days[kept[place - 1]], days[kept[place]]))
    return found


def _growing(days: Sequence[date]) -> list[int]:
    """The places of the longest run that never falls."""
    tails: list[date] = []
    ends: list[int] = []
    back: list[int] = []
    for at, day in enumerate(days):
        length = bisect_right(tails, day)
        back.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [day]
        ends[length : length + 1] = [at]
    found, at = [], ends[-1] if ends else -1
    while at >= 0:
        found.append(at)
        at = back[at]
    return found[::-1]


def _sure(line: Sequence[Numbered], old: Sequence[Old], one: Old) -> bool:
    """Do enough entries with smaller and with greater numbers say that it is newer than printed?"""
    known = limits("back_dated")
    off = {each.at for each in old}
    limit = line[one.at].day + timedelta(days=known["days"])
    smaller = [n for at, n in enumerate(line[: one.at]) if at not in off][-known["support"] :]
    greater = [n for at, n in enumerate(line) if at > one.at and at not in off]
    greater = greater[: known["after"]]
    enough = len(smaller) == known["support"] and len(greater) == known["after"]
    return enough and all(n.day > limit for n in (*smaller, *greater))


def _moved(holdings: Holdings, line: Sequence[Numbered], run: Sequence[Old]) -> Candidate:
    first, last = line[run[0].at], line[run[-1].at]
    days = sorted(line[each.at].day for each in run)
    return sign(
        holdings, "migration", first.item, "number_order", count=len(run),
        printed=f"{days[0]}..{days[-1]}", number=f"{first.number}..{last.number}",
    )  # fmt: skip
