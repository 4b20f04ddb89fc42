"""What answers an entry follows it within a limit: interpretation after policy, reply in its days.

``from`` and ``to`` are subjects with what starts and what ends the clock: ``.publish`` (default),
``.written`` (成文 or signature day) or ``.end`` (last day of a consultation, from its text); one
subject on both sides is one document with itself. ``within`` is 3wd, 30d, 1mo; day 0 is the event.
``which`` is a match expression over titles: they alone are owed an answer; zero reports are not.
``full`` and ``half`` are shares of the entries that are due.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai.match import match
from gongkai.model import Document, Evidence, Need, Part, Scope, Verdict
from gongkai.pairs import pairs
from gongkai.settle import absent, part, settle
from gongkai.spans import ends
from gongkai.timing import entries, limit, not_due, on_time, timed, told
from gongkai.workdays import parse
from gongkai.zero import says_zero

TITLE = {"zh": "在时限内跟进", "en": "Followed up within a limit"}
LIMITS = ("within",)
_STARTS = ("publish", "written", "end")


def needs(
    scope: Scope,
    *,
    from_: str,
    to: str,
    within: str,
    which: str = "",
    full: float = 1.0,
    half: float = 0.5,
) -> tuple[Need, ...]:
    """Both columns of the year with their pages, which tell links, numbers and days."""
    parse(within)
    match(which)
    (left, start), (right, stop) = _side(from_), _side(to)
    if start not in _STARTS or stop != "publish":
        raise ValueError(f"from ends on .{', .'.join(_STARTS)} and to on .publish, or on nothing")
    year = date(scope.year, 1, 1)
    it = Need(name="it", subject=left, since=year, open="matching")
    return (
        (it,)
        if left == right
        else (it, Need(name="to", subject=right, since=year, open="matching"))
    )


def check(
    evidence: Evidence,
    *,
    from_: str,
    to: str,
    within: str,
    which: str = "",
    full: float = 1.0,
    half: float = 0.5,
) -> Verdict:
    """A part for each entry of the year, its key the 文号 or the title."""
    start = date(evidence.scope.year, 1, 1)
    left = [d for d in entries(evidence, "it", start) if match(which).found_in(d.title)]
    owed = [d for d in left if not says_zero(d.title)]
    if left and not owed:
        return settle([told("#1", "zero_report", left[0], within)])
    if not owed:
        return settle([absent(evidence, "it", "#1", since=start, limit=within)])
    subject, event = _side(from_)
    if subject == _side(to)[0]:
        parts = [_part(evidence, d, event, within, [d], ()) for d in owed]
        return settle(parts, full=full, half=half)
    right = entries(evidence, "to", None, evidence.scope.seen_at)
    found = pairs(owed, right)
    taken = {i for indexes in found for i in indexes}
    unread = [d for i, d in enumerate(right) if i not in taken and _unread(d, start)]
    parts = [
        _part(evidence, d, event, within, [right[i] for i in indexes], unread)
        for d, indexes in zip(owed, found, strict=True)
    ]
    return settle(parts, full=full, half=half)


def _part(
    evidence: Evidence,
    document: Document,
    event: str,
    within: str,
    answers: Sequence[Document],
    unread: Sequence[Document],
) -> Part:
    key, scope = document.doc_no or document.title, evidence.scope
    begins, doubt = _event(document, event)
    if begins is None:
        return told(key, doubt, document, within)
    due = limit(begins, within)
    if best := on_time(key, answers, due, scope):
        return best
    if not_due(due, scope):
        return part(key, "not_due", seen=begins.isoformat(), limit=str(due), url=document.url)
    if due.day is None:
        return told(key, "no_calendar", document, due)
    hiding = [d for d in (document, *unread) if _unread(d, None)]
    gone = absent(evidence, "to", key, since=timed(document)[0] or begins, limit=str(due))
    if gone.reason == "missing" and hiding:
        return told(key, _unread(hiding[0], None), hiding[0], due)
    return gone


def _unread(document: Document, since: date | None) -> str:
    """Why its page was not read; empty where it was, or where it is older than ``since``."""
    day = timed(document)[0]
    if since and day and day < since:
        return ""
    return document.problem or ("" if document.opened else "not_captured")


def _event(document: Document, event: str) -> tuple[date | None, str]:
    """The day that starts the clock, or None and why it is not known."""
    if event == "publish":
        return timed(document)
    unread = _unread(document, None)
    if event == "written":
        return document.written, unread or "undated"
    return ends(document.text, timed(document)[0]), unread or "no_event"


def _side(text: str) -> tuple[str, str]:
    subject, _, day = text.partition(".")
    return subject, day or "publish"
