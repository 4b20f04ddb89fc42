"""Days to believe, and how an entry stands against a limit. What the checks share about time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache

from gongkai.judging.settle import part, rank
from gongkai.model import Document, Evidence, Fact, Part, Scope
from gongkai.workdays import PUBLISHED, Calendar, NoCalendar, parse

SHANGHAI = timezone(timedelta(hours=8))
# Days that a page states about its own publishing; meta tags are often the template's
_WITNESSES = ("label", "url", "shown", "api")
_APART = timedelta(days=30)
_DAY = timedelta(days=1)
WORKDAY, DAY_OFF = "workday", "day_off"  # kinds of facts: the calendar amended


@dataclass(frozen=True)
class Limit:
    """The last day in time. ``day`` is None where only ``earliest`` is sure (no calendar).

    Of hours only days are known: in time up to ``earliest``, perhaps up to ``day``, late after it.
    """

    earliest: date
    day: date | None
    start: date | None = None  # the event: day 0

    def __str__(self) -> str:
        return (self.day or self.earliest).isoformat()


def limit(event: date, within: str, scope: Scope) -> Limit:
    """``within`` (3wd, 30d, 1mo, 24h) after ``event``, by the calendar as ``scope`` amends it.

    ValueError for a limit that cannot be read.
    """
    n, unit = parse(within)
    days = calendar(scope.amended)
    if unit == "h":
        end = days.deadline(event, within)
        return Limit(event + max(0, n // 24 - 1) * _DAY, end, event)
    try:
        day = days.deadline(event, within)
    except NoCalendar as gap:
        return Limit(gap.earliest, None, event)
    return Limit(day, day, event)


@cache
def calendar(amended: tuple[Fact, ...]) -> Calendar:
    """The published calendar with what facts of kind ``workday`` and ``day_off`` change of it.

    A fact is a day, or every day from its day to ``until``; of several the last counts.
    """
    return (
        Calendar({d: f.kind == WORKDAY for f in amended for d in days_of(f)})
        if amended
        else PUBLISHED
    )


def amended_in(limits: Iterable[Limit], scope: Scope) -> tuple[Fact, ...]:
    """The amendments of the calendar that lie within any of the limits."""
    spans = [(x.start, x.day or x.earliest) for x in limits if x.start]
    return tuple(
        fact
        for fact in scope.amended
        if any(start < d <= end for d in days_of(fact) for start, end in spans)
    )


def days_of(fact: Fact) -> list[date]:
    """Every day that a fact is about."""
    if fact.day is None:
        return []
    last = fact.until or fact.day
    return [fact.day + n * _DAY for n in range((last - fact.day).days + 1)]


def timed(document: Document) -> tuple[date | None, str]:
    """The publish day to believe, or None and the doubt: ``undated`` or ``conflict``.

    A conflict is a day of the page's label, address, list or API that lies more than 30 days
    from the document's day.
    """
    day = document.day
    if day is None:
        return None, "undated"
    others = (document.days[where] for where in _WITNESSES if where in document.days)
    if any(abs(other - day) > _APART for other in others):
        return None, "conflict"
    return day, ""


def entries(
    evidence: Evidence, need: str, first: date | None, last: date | None = None
) -> list[Document]:
    """The entries of ``first`` .. ``last`` (default: the cut-off); also those without a sure day.

    Whatever ``last`` is, nothing later than the day we looked.
    """
    scope = evidence.scope
    last = min(last or scope.as_of, scope.seen_at)
    return [
        document
        for document in evidence.documents.get(need, ())
        if (day := timed(document)[0]) is None or (first or day) <= day <= last
    ]


def newest(documents: Iterable[Document]) -> Document | None:
    """The newest by the day to believe, else by the printed one, else the first in the list."""
    return max(documents, key=lambda d: timed(d)[0] or d.day or date.min, default=None)


def not_due(due: Limit, scope: Scope) -> bool:
    """Is the limit still ahead at the cut-off, or its last day not over when we looked?"""
    last = due.day or due.earliest
    return last > scope.as_of or last >= scope.seen_at


def on_time(
    key: str, documents: Iterable[Document], due: Limit | None, scope: Scope
) -> Part | None:
    """The best that these documents make of a part due at ``due``; None where there is none.

    Good within the limit, or first seen by us within it; half after it; a doubt without a day, and
    on a day whose hour decides.
    """
    parts = [_against(key, document, due, scope) for document in documents]
    return min(parts, key=lambda p: (rank(p), p.seen, p.url), default=None)


def first_seen(document: Document) -> date | None:
    """The day in Shanghai of our first sight; None where unknown. An ISO instant or day."""
    if not document.first_seen:
        return None
    instant = datetime.fromisoformat(document.first_seen)
    return (instant.astimezone(SHANGHAI) if instant.tzinfo else instant).date()


def day_of(value: date | str | None, scope: Scope) -> date | None:
    """A day as given: a date, ``"2026-03-31"`` or the clause's ``"due"``; ValueError else."""
    if value is None or isinstance(value, date):
        return value
    if value != "due":
        return date.fromisoformat(value)
    if scope.due is None:
        raise ValueError("the rule says `due`, and the clause has no due day")
    return scope.due


def since_day(since: date | str, scope: Scope) -> date | None:
    """The first day of entries that count: ``year`` its 1 January, ``any`` None, or a day."""
    if since == "any":
        return None
    return date(scope.year, 1, 1) if since == "year" else day_of(since, scope)


def shown(document: Document) -> str:
    """What is seen of its time: the day, the days that conflict, or the title."""
    day, doubt = timed(document)
    if day:
        return day.isoformat()
    if doubt == "conflict":
        return "、".join(
            sorted({d.isoformat() for d in (*document.days.values(), document.day) if d})
        )
    return document.title


def told(key: str, reason: str, document: Document, due: object = "", seen: str = "") -> Part:
    """A part that rests on one document."""
    return part(
        key,
        reason,
        seen=seen or shown(document),
        limit=str(due),
        url=document.url,
        snapshots=document.snapshots,
    )


def _against(key: str, document: Document, due: Limit | None, scope: Scope) -> Part:
    day, doubt = timed(document)
    if due is None:
        return told(key, "ok", document)
    if doubt:
        sight = min(filter(None, (first_seen(document), scope.seen_at)))
        return told(key, "ok" if sight <= due.earliest else doubt, document, due)
    assert day is not None
    if day <= due.earliest:
        return told(key, "ok", document, due)
    if due.day is None:
        return told(key, "no_calendar", document, due)
    if day <= due.day:
        return told(key, "no_hour", document, due)
    return told(key, "late", document, due, f"{day} +{late_by(due.day, day, scope)}")


def late_by(due: date, day: date, scope: Scope) -> str:
    """How late: ``3wd``, whole working days; ``1d``, calendar days, where none is a working day
    or the calendar of the year is not published."""
    try:
        worked = calendar(scope.amended).workdays_after(due, day)
    except NoCalendar:
        worked = 0
    return f"{worked}wd" if worked else f"{(day - due).days}d"
