"""One entry for every month, quarter, half-year or year, without a gap and in time.

``period`` is month, quarter, half or year; ``from`` .. ``to`` are months of the plan's year (a
season): a period is asked where it lies within them. An entry belongs to the periods that its title
names (1—2月 fills two). ``lag`` (30d, 20wd, 1mo) runs from the period's last day. ``zero_ok``: a
zero report fills its period. ``full`` and ``half`` are shares of the periods that are due.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from gongkai.model import Document, Evidence, Need, Part, Scope, Verdict
from gongkai.periods import periods
from gongkai.settle import absent, part, settle
from gongkai.timing import Limit, amended_in, entries, limit, not_due, on_time
from gongkai.workdays import parse
from gongkai.zero import says_zero

TITLE = {"zh": "按期公开、不缺期", "en": "Every period, no gap"}
LIMITS = ("lag",)
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_KEY = {"month": "{}-{:02}", "quarter": "{}-Q{}", "half": "{}-H{}", "year": "{}"}


def needs(
    scope: Scope,
    *,
    period: str,
    lag: str = "30d",
    from_: int = 1,
    to: int = 12,
    zero_ok: bool = False,
    full: float = 1.0,
    half: float = 0.5,
) -> tuple[Need, ...]:
    """The column back to the first day of the first period; no page is opened."""
    parse(lag)
    asked = list(_asked(scope.year, period, from_, to))
    if not asked:
        raise ValueError(f"no {period} lies within the months {from_} to {to}")
    return (Need(name="it", since=asked[0][1]),)


def check(
    evidence: Evidence,
    *,
    period: str,
    lag: str = "30d",
    from_: int = 1,
    to: int = 12,
    zero_ok: bool = False,
    full: float = 1.0,
    half: float = 0.5,
) -> Verdict:
    """A part a period, its key as 2026-03, 2026-Q1, 2026-H1 or 2026."""
    scope = evidence.scope
    filled: dict[str, list[Document]] = defaultdict(list)
    for document in entries(evidence, "it", None, scope.seen_at):
        for key in _named(document, scope.year):
            filled[key].append(document)
    asked = list(_asked(scope.year, period, from_, to))
    dues = {key: limit(last, lag, scope) for key, _, last in asked}
    parts = [
        _part(evidence, key, first, dues[key], _filling(key, first, last, filled), zero_ok)
        for key, first, last in asked
    ]
    facts = amended_in(dues.values(), scope)
    return settle(parts, full=full, half=half, bad="gap", facts=facts)


def _part(
    evidence: Evidence,
    key: str,
    first: date,
    due: Limit,
    found: list[Document],
    zero_ok: bool,
) -> Part:
    if best := on_time(key, found, due, evidence.scope):
        zero = zero_ok and any(d.url == best.url and says_zero(d.title) for d in found)
        return replace(best, reason="zero_report") if zero and best.reason == "ok" else best
    if not_due(due, evidence.scope):
        return part(key, "not_due", limit=str(due))
    if due.day is None:
        return part(key, "no_calendar", limit=str(due))
    return absent(evidence, "it", key, since=first, limit=str(due))


def _asked(year: int, period: str, from_: int, to: int) -> Iterator[tuple[str, date, date]]:
    """Key, first and last day of every period within the months."""
    if period not in _MONTHS:
        raise ValueError(f"period is {period!r}: one of {', '.join(_MONTHS)}")
    size = _MONTHS[period]
    for n, start in enumerate(range(1, 13, size), 1):
        end = start + size - 1
        if from_ <= start and end <= to:
            last = date(year, end, monthrange(year, end)[1])
            yield _KEY[period].format(year, n), date(year, start, 1), last


def _filling(
    key: str, first: date, last: date, filled: dict[str, list[Document]]
) -> list[Document]:
    """Entries that name the period, or every month of it (1—3月 is the first quarter)."""
    months = [f"{first.year}-{month:02}" for month in range(first.month, last.month + 1)]
    whole = [d for d in filled.get(months[0], ()) if all(d in filled.get(m, ()) for m in months)]
    return filled.get(key, []) + ([] if months == [key] else whole)


def _named(document: Document, year: int) -> tuple[str, ...]:
    """The periods its title names; one without a year is the last such before it was published."""
    explicit = periods(document.title)
    if any(key[0].isdigit() for key in explicit):
        return explicit
    at = document.day.year if document.day else year
    keys = periods(document.title, year=at)
    ahead = document.day and any(_begins(key) > document.day for key in keys if key[0].isdigit())
    return periods(document.title, year=at - 1) if ahead else keys


def _begins(key: str) -> date:
    """First day of a period; weeks are never ahead of their year's start."""
    year, _, rest = key.partition("-")
    if size := {"Q": 3, "H": 6}.get(rest[:1]):
        return date(int(year), (int(rest[1:]) - 1) * size + 1, 1)
    return date(int(year), int(rest) if rest.isdigit() else 1, 1)
