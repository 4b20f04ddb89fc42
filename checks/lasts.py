"""It stays open long enough: opinions are asked for 30 days, a hearing is announced 7 days before.

``least`` is 30d, 7wd or 1mo, counted backwards from its end, so that nothing rolls: day 0 is the
day of publication, or the first day that the text gives where that is later. ``until`` is ``end``
(the last day of a consultation or notice, from its text) or a day that the document tells of
itself: ``hearing`` ``effect`` … (``gongkai/text/moments.yaml``), on its page, else in its files.
Two such days that disagree are a doubt. A text that speaks of its own shortening (缩短) is for a
person to weigh. ``which`` is a match expression over titles; ``full`` and ``half`` are shares of
the entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from gongkai.judging import attached
from gongkai.judging.inside import INSIDE, Told, day_inside
from gongkai.judging.settle import absent, settle
from gongkai.judging.timing import Limit, amended_in, calendar, entries, timed, told
from gongkai.model import Document, Evidence, Need, Outcome, Part, Scope, Verdict
from gongkai.text.match import match
from gongkai.text.zero import says_zero
from gongkai.workdays import NoCalendar, parse

TITLE = {"zh": "期限是否留足", "en": "Open long enough"}
LIMITS = ("least",)
_SHORTENED = re.compile(r"缩短[^。;；\n]{0,20}(?:期限|时间|期)|(?:期限|时间)[^。;；\n]{0,10}缩短")


def needs(
    scope: Scope,
    *,
    least: str,
    until: str = "end",
    which: str = "",
    full: float = 1.0,
    half: float = 0.5,
) -> tuple[Need, ...]:
    """The column of the year with its pages, which tell the days."""
    if parse(least)[1] == "h":
        raise ValueError("least is in d, wd or mo: pages tell days, not hours")
    match(which)
    if until not in INSIDE:
        raise ValueError(f"until is {until!r}: one of {', '.join(INSIDE)}")
    return (Need(name="it", since=date(scope.year, 1, 1), open="matching"),)


def check(
    evidence: Evidence,
    *,
    least: str,
    until: str = "end",
    which: str = "",
    full: float = 1.0,
    half: float = 0.5,
) -> Verdict:
    """A part for each entry of the year, its key the 文号 or the title."""
    start = date(evidence.scope.year, 1, 1)
    every = [d for d in entries(evidence, "it", start) if match(which).found_in(d.title)]
    open_ = [d for d in every if not says_zero(d.title)]
    if every and not open_:
        return settle([told("#1", "zero_report", every[0], least)])
    if not open_:
        return settle([absent(evidence, "it", "#1", since=start, limit=least)])
    ends = [day_inside(d, until, evidence) for d in open_]
    parts = [_part(evidence, d, least, end) for d, end in zip(open_, ends, strict=True)]
    amended = amended_in(_spans(parts), evidence.scope) if parse(least)[1] == "wd" else ()
    facts = (*(end.fact for end in ends if end.fact), *amended)
    verdict = settle(parts, full=full, half=half, facts=facts)
    done = verdict.outcome is Outcome.PASS
    return replace(verdict, wants=() if done else attached.wanted(open_, evidence))


def _spans(parts: Sequence[Part]) -> Iterator[Limit]:
    """From when to when each was open, or should have been."""
    for p in parts:
        first, dash, last = p.seen.partition("—")
        if dash:
            end = date.fromisoformat(last)
            yield Limit(end, end, date.fromisoformat(min(first, p.limit)))


def _part(evidence: Evidence, document: Document, least: str, end: Told) -> Part:
    key = document.doc_no or document.title
    if end.day is None:
        return told(key, end.doubt, document, least, end.seen)
    published, doubt = timed(document)
    if published is None:
        return told(key, doubt, document, least)
    first = max(published, end.first or published)
    seen = f"{first}—{end.day}"
    try:
        latest = calendar(evidence.scope.amended).latest_start(end.day, least)
    except NoCalendar:
        return told(key, "no_calendar", document, least, seen)
    if first <= latest:
        return told(key, "ok", document, latest, seen)
    explained = bool(_SHORTENED.search(document.text))
    return told(key, "shortened" if explained else "too_brief", document, latest, seen)
