"""The day inside a document that a clock runs from or to: on its page, else in its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.judging import attached
from gongkai.judging.timing import calendar, timed
from gongkai.model import Document, Evidence, Fact
from gongkai.text import moments
from gongkai.text.match import fold
from gongkai.text.spans import Span, spans

DAY_TOLD = "day_told"  # kind of fact
END = "end"  # of a consultation or a public notice
INSIDE = (END, *moments.table())


@dataclass(frozen=True, kw_only=True)
class Told:
    """A day, or the doubt that keeps it from being known; ``seen`` are the days that disagree."""

    day: date | None = None
    doubt: str = ""
    seen: str = ""
    fact: Fact | None = None  # that tells it, where the document does not
    first: date | None = None  # of a span: from when, where the text says it


def day_inside(document: Document, moment: str, evidence: Evidence) -> Told:
    """The day of that kind that a document tells of itself.

    The page speaks first; where it is silent, the files beside it. Two days that disagree are a
    ``conflict``; no day is ``no_event``, or what kept the page or a file from being read. Such a
    doubt is settled by a fact of kind ``day_told`` about the document's 文号 or title.
    """
    told = _told(document, moment, evidence)
    if told.day is not None:
        return told
    names = {fold(name) for name in (document.doc_no, document.title) if name}
    for fact in evidence.facts:
        mine = fact.unit in ("", evidence.duty.unit) and fold(fact.about) in names
        if fact.kind == DAY_TOLD and mine and fact.day:
            return Told(day=fact.day, fact=fact)
    return told


def _told(document: Document, moment: str, evidence: Evidence) -> Told:
    if document.problem and not document.format:
        return Told(doubt=document.problem)
    if not document.opened and not document.format:
        return Told(doubt="not_captured")
    files = attached.files(document, evidence)
    texts = [document.text, *(file.text for file in files if file.opened)]
    for text in texts if not document.format else texts[:1]:
        found = list(_found(text, moment, document, evidence))
        days = sorted({day for _, day in found})
        if len(days) == 1:
            firsts = {first for first, _ in found if first}
            return Told(day=days[0], first=firsts.pop() if len(firsts) == 1 else None)
        if days:
            return Told(doubt="conflict", seen="、".join(day.isoformat() for day in days))
    lost = attached.lost([file for file in files if file.problem != "dead_link"])
    return Told(doubt=lost.problem if lost else "no_event")


def _found(text: str, moment: str, document: Document, evidence: Evidence) -> Iterator[Span]:
    if moment == END:
        days = calendar(evidence.scope.amended)
        yield from spans(text, timed(document)[0], days)
    else:
        yield from ((None, day) for day in moments.days(text, moment))
