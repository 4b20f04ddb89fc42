"""Figures, the words that go with them, and what must be named above a bound: by the standard of
the day. What is read: tables by their heads, forms and sentences by their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import ceil

from gongkai.model import Document, Grid, Scale
from gongkai.tables.figures import figure, is_nothing
from gongkai.tables.laid import Laid
from gongkai.tables.rows import beside, records
from gongkai.text.match import fold

_RANGE = re.compile(r"(\d{1,3})(?:[-~—–至到](\d{1,3}))?")
# 1-3月 is a span of months
_DAY = re.compile(r"(?:(20\d\d)[-年/.])?(\d{1,2})[-月/.](\d{1,2})(?:日|$|[^\d月])")
_AFTER = 60  # characters of a text behind a figure that belong to it
_BEFORE = 30
_LED = "[为是:,、(属到量况别级型]"  # what stands before a word of a scale in a sentence
_MORE = "(?![于化先秀惠质势良好])"  # 优于, 优化, 良好 … are other words
_EDGES = Decimal("0.5")  # a measured part is printed as a whole number
FIELDS = ("figure", "grade", "cause")


@dataclass(frozen=True, kw_only=True)
class Observation:
    """One figure (or a range of a forecast) with what stands beside it.

    ``grade`` and ``cause`` None: nothing is said; ``cause`` empty: said that there is none.
    """

    low: int
    high: int
    grade: str | None = None
    cause: str | None = None
    parts: Mapping[str, Decimal] = field(default_factory=dict)
    day: date | None = None


def in_force(scales: Iterable[Scale], day: date | None) -> list[Scale]:
    """The scale of that day; of no known day all of them. Before the first the first."""
    ordered = sorted(scales, key=lambda scale: scale.since)
    if day is None:
        return ordered
    return ([s for s in ordered if s.since <= day] or ordered[:1])[-1:]


def observed(document: Document, scale: Scale) -> list[Observation]:
    """Every figure of the document: of its tables, else of its text."""
    day = _day_in(document.title, document.day) or document.day
    found = [o for grid in document.grids for o in _in_table(grid, scale, day)]
    return found or list(_in_text(document.text, scale, day))


def _in_table(grid: Grid, scale: Scale, day: date | None) -> Iterator[Observation]:
    laid = Laid(grid)
    fields = {name: getattr(scale, name) for name in FIELDS if getattr(scale, name)}
    fields |= {name: f"{name}&!分指数&!iaqi&!mg/m" for name in scale.parts} | {"day": "日期|时间"}
    rows = records(laid, fields, 2) or [beside(laid, fields)]
    for row in rows:
        at = _RANGE.fullmatch(fold(row.get("figure", "")))
        if not at:
            continue
        cause = row.get("cause")
        yield Observation(
            low=int(at[1]),
            high=int(at[2] or at[1]),
            grade=row.get("grade") or None,
            cause="" if cause is not None and is_nothing(cause) else cause,
            parts={n: f.value for n in scale.parts if (f := figure(row.get(n, "")))},
            day=_day_in(row.get("day", ""), day) or day,
        )


def _in_text(text: str, scale: Scale, day: date | None) -> Iterator[Observation]:
    solid = "\n".join(map(fold, text.split("\n")))
    labels = "|".join(re.escape(term) for term in _terms(scale.figure))
    pattern = re.compile(
        rf"(?:{labels})(?:\([^)]{{0,12}}\))?[^\d。;\n]{{0,8}}{_RANGE.pattern}(?![\d月日天时年个%]|\.\d)"
    )
    places = list(pattern.finditer(solid))
    ends = [place.start() for place in places[1:]] + [len(solid)]
    before = 0
    for place, end in zip(places, ends, strict=False):
        behind = solid[place.end() : min(end, place.end() + _AFTER)]
        front = solid[max(before, place.start() - _BEFORE) : place.start()]
        before = place.end() + len(behind)
        yield Observation(
            low=int(place[1]),
            high=int(place[2] or place[1]),
            grade=_grade_in(behind, scale) or _grade_in(front, scale),
            cause=_cause_in(behind, scale),
            parts=dict(_parts_in(solid, scale)) if len(places) == 1 else {},
            day=day,
        )


def _terms(expression: str) -> list[str]:
    """The first word of each choice: AQI and 空气质量指数 of AQI&!级别|空气质量指数&!级别."""
    return [each.split("&")[0] for each in fold(expression).split("|")]


def _grade_in(text: str, scale: Scale) -> str | None:
    words = sorted({w for every in scale.bands.values() for w in _words(every)}, key=len)
    either = "|".join(map(re.escape, reversed(words)))
    found = re.search(rf"{_LED}(?:{either}){_MORE}(?:[至到~或-](?:{either}){_MORE})?", text)
    return found[0][1:] if found else None


def _cause_in(text: str, scale: Scale) -> str | None:
    if not scale.cause:
        return None
    labels = "|".join(re.escape(term) for term in _terms(scale.cause))
    found = re.search(rf"(无)?(?:{labels})(?:[为是:]|均为)*([^,。;\n]{{0,20}})", text)
    if not found:
        return None
    return "" if found[1] or is_nothing(found[2]) or found[2].startswith("无") else found[2]


def _parts_in(text: str, scale: Scale) -> Iterator[tuple[str, Decimal]]:
    for name in scale.parts:
        found = re.search(
            rf"{re.escape(fold(name))}[^\d。;\n]{{0,10}}(\d+(?:\.\d+)?)(?:微克|μg)", text
        )
        if found:
            yield name, Decimal(found[1])


def _day_in(text: str, near: date | None) -> date | None:
    """The day that a title or a cell names; without a year the last one not after ``near``."""
    found = _DAY.search(fold(text))
    if not found or not (found[1] or near):
        return None
    year = int(found[1]) if found[1] else near.year if near else 0
    try:
        day = date(year, int(found[2]), int(found[3]))
        late = not found[1] and near is not None and day.month > near.month + 6
        return day.replace(year=year - 1) if late else day
    except ValueError:
        return None


def _words(every: str) -> list[str]:
    return [fold(word) for word in every.split("|")]


def band(scale: Scale, value: int) -> int:
    """The number of the band in which a figure lies, from 0."""
    return next((n for n, (e, _) in enumerate(_bands(scale)) if not e or value <= int(e)), -1)


def _bands(scale: Scale) -> list[tuple[str, str]]:
    return sorted(scale.bands.items(), key=lambda item: int(item[0]) if item[0] else 10**9)


def bands_in(scale: Scale, text: str) -> set[int]:
    """The bands that a word or range of words names; the longer word stands before the shorter."""
    left, found = fold(text), set()
    spelt = [(word, n) for n, (_, every) in enumerate(_bands(scale)) for word in _words(every)]
    for word, n in sorted(spelt, key=lambda each: -len(each[0])):
        if word in left:
            left = left.replace(word, " ")
            found.add(n)
    return found


def graded(scale: Scale, seen: Observation) -> bool | None:
    """Does the word fit the figure? A range's ends, where two words are said; None: no word."""
    said = bands_in(scale, seen.grade or "")
    if not said:
        return None
    ends = {band(scale, seen.low), band(scale, seen.high)}
    return said == ends or (len(said) > 1 and min(said) == min(ends) and max(said) == max(ends))


def caused(scale: Scale, seen: Observation) -> bool | None:
    """Is a cause named above the bound, and none up to it? A range across it may do either."""
    if seen.low <= scale.above < seen.high:
        return True
    if seen.cause is None:
        return None
    return bool(seen.cause) == (seen.low > scale.above)


def misfit(scale: Scale, seen: Observation) -> str:
    """A measured part that the figure cannot have: larger than the figure, or its named cause and
    smaller. Empty where all fit."""
    index = [Decimal(edge) for edge in scale.index.split()]
    for name, measured in seen.parts.items():
        edges = [Decimal(edge) for edge in scale.parts[name].split()]
        least, most = (ceil(_on(edges, index, measured + by)) for by in (-_EDGES, _EDGES))
        alone = fold(seen.cause or "") == fold(name)
        if least > seen.high or (alone and most < seen.low):
            return f"{name} {measured} → {most if most < seen.low else least}"
    return ""


def _on(edges: Sequence[Decimal], index: Sequence[Decimal], value: Decimal) -> Decimal:
    """Where a value lies on the index, on straight lines between the edges."""
    value = min(max(value, edges[0]), edges[-1])
    n = next(n for n, edge in enumerate(edges[1:], 1) if value <= edge)
    share = (value - edges[n - 1]) / (edges[n] - edges[n - 1])
    return index[n - 1] + share * (index[n] - index[n - 1])
