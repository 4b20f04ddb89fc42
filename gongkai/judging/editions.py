"""Numbered editions of a year: 第3期 and 总第115期, double numbers, and which are due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from gongkai.judging.timing import timed
from gongkai.model import Document
from gongkai.text.periods import periods

OF_YEAR, RUNNING = "no", "total"


def numbered(documents: Iterable[Document], year: int) -> dict[str, list[Document]]:
    """Key of an edition (``no.3``, ``total.115``) -> the entries of the year that carry it.

    The year is the title's, else the day's. Running numbers count only where no entry has a
    number of the year.
    """
    found: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        keys = periods(document.title)
        years = [int(key[:4]) for key in keys if key[0].isdigit()]
        day = timed(document)[0]
        at = years[0] if years else day.year if day else year
        for key in keys if at == year else ():
            if not key[0].isdigit():
                found[key].append(document)
    kind = OF_YEAR if any(key.startswith(f"{OF_YEAR}.") for key in found) else RUNNING
    return {key: found[key] for key in found if key.startswith(f"{kind}.")}


def edition_key(about: str) -> str:
    """The key of an edition as a fact names it: 第3期, 总第115期 or 3."""
    keys = [key for key in periods(about) if not key[0].isdigit()]
    number = "".join(sign for sign in about if sign.isdecimal())
    return keys[0] if keys else f"{OF_YEAR}.{int(number or 0)}"


def editions_due(
    found: Mapping[str, object], editions: int, told: Collection[str] = ()
) -> tuple[str, ...]:
    """The keys that are asked for, ascending.

    ``editions`` of them, from 1 (running numbers: from the first that is there); else those that
    people told; else all between the first and the last that are there.
    """
    numbers = sorted(int(key.partition(".")[2]) for key in found)
    kind = next(iter(found), f"{OF_YEAR}.").partition(".")[0]
    if editions:
        first = numbers[0] if kind == RUNNING and numbers else 1
        wanted = set(range(first, first + editions))
    else:
        wanted = set(range(numbers[0], numbers[-1] + 1)) if numbers and not told else set()
    keys = {f"{kind}.{n}" for n in wanted} | set(told)
    return tuple(sorted(keys, key=lambda key: (key.partition(".")[0], int(key.partition(".")[2]))))
