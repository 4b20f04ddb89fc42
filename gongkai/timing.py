"""Days to believe, and how an entry stands against a limit. What the checks share about time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from gongkai.model import Document, Evidence, Part, Scope, State
from gongkai.settle import part
from gongkai.workdays import NoCalendar, deadline, parse

SHANGHAI = timezone(timedelta(hours=8))
# Days that a page states about its own publishing; meta tags are often the template's
_WITNESSES = ("label", "url", "shown", "api")
_APART = timedelta(days=30)
_DAY = timedelta(days=1)
_BEST_FIRST = (State.GOOD, State.DOUBT, State.HALF, State.BAD, State.OUT)


@dataclass(frozen=True)
class Limit:
    """The last day in time. ``day`` is None where only ``earliest`` is sure (no calendar).

    Of hours only days are known: in time up to ``earliest``, perhaps up to ``day``, late after it.
    """

    earliest: date
    day: date | None

    def __str__(self) -> str:
        return (self.day or self.earliest).isoformat()


def limit(event: date, within: str) -> Limit:
    """``within`` (3wd, 30d, 1mo, 24h) after ``event``. ValueError where it cannot be read."""
    n, unit = parse(within)
    if unit == "h":
        return Limit(event + max(0, n // 24 - 1) * _DAY, deadline(event, within))
    try:
        day = deadline(event, within)
    except NoCalendar as gap:
        return Limit(gap.earliest, None)
    return Limit(day, day)


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
    return min(parts, key=lambda p: (_BEST_FIRST.index(p.state), p.seen, p.url), default=None)


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
    return told(key, "no_hour" if day <= due.day else "late", document, due)
