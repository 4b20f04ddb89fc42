"""What answers an entry follows it within a limit: interpretation after policy, reply in its days.

``from`` and ``to`` are subjects with what starts and what ends the clock: ``.publish`` (default),
``.written`` (成文 or signature day), ``.end`` (last day of a consultation, from its text) or a day
that the document tells of itself: ``.approval`` ``.decision`` ``.hearing`` ``.effect`` ``.closing``
``.receipt`` (words in ``gongkai/text/moments.yaml``), on its page, else in its files. Two such days
that disagree are a doubt that tells both. One subject on both sides is one document with itself.
``from: fact:<kind>`` starts with events that no page tells: facts of that kind with a day in the
plan's year; an answer is dated on that day or later and its title names what the fact is ``about``.
``within`` is 3wd, 30d, 1mo or 24h; day 0 is the event. Of hours only days are known: the same day
is in time, the last possible one a doubt. ``which`` is a match expression over titles: they alone
are owed an answer; zero reports are not.

A subject may name a place, ``notices@platform:province`` (portal, own, any, platform:<id>): there
its entries are anybody's, as those of the government above whose documents a unit hands on. What
makes an answer is data, ``gongkai/text/pairs.yaml``; one that fits several entries equally well is
a doubt that names it. ``linked`` (from, to, both) asks besides that the entry's page links to its
answer, the answer's page to the entry, or both; a part for each side says which lacks it. A link of
the other's whole title, or of what that is about, is one wherever it leads: documents stand at
several addresses. ``full`` and ``half`` are shares of the parts that are due.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from gongkai.judging import attached
from gongkai.judging.inside import INSIDE, Told, day_inside
from gongkai.judging.settle import absent, part, settle
from gongkai.judging.timing import Limit, amended_in, entries, limit, not_due, on_time, timed, told
from gongkai.model import (
    NOT_HAPPENED,
    Document,
    Evidence,
    Fact,
    Need,
    Outcome,
    Part,
    Scope,
    Verdict,
)
from gongkai.text.match import fold, match
from gongkai.text.pairs import Answers, Kind, address, answers, core, kind_of, kinds
from gongkai.text.zero import says_zero
from gongkai.workdays import parse

TITLE = {"zh": "在时限内跟进", "en": "Followed up within a limit"}
LIMITS = ("within",)
_STARTS = ("publish", "written", *INSIDE)
_EVENT = "fact:"
_SIDE = re.compile(r"(?P<subject>[^.@]+)(?:@(?P<place>[^.]+))?(?:\.(?P<day>.*))?")
LINKED = {"": (), "from": ("it",), "to": ("to",), "both": ("it", "to")}
_BETWEEN = re.compile(r"[\s,、，;；]+")
_NO_DAYS = timedelta()


@dataclass(frozen=True, kw_only=True)
class Side:
    """One side of a lag as it is written: ``policy@portal.written``."""

    subject: str
    place: str = ""  # empty: the duty's
    day: str = "publish"


@dataclass(frozen=True, kw_only=True)
class _Owed:
    """A document, what starts its clock, and until when its answer is in time."""

    document: Document
    begins: Told
    due: Limit | None


def needs(
    scope: Scope,
    *,
    from_: str,
    to: str,
    within: str,
    which: str = "",
    linked: str = "",
    full: float = 1.0,
    half: float = 0.5,
) -> tuple[Need, ...]:
    """Both columns of the year with their pages, which tell links, numbers and days.

    After facts the answers' column alone, without its pages.
    """
    parse(within)
    match(which)
    left, right, year = side(from_), side(to), date(scope.year, 1, 1)
    if linked not in LINKED:
        raise ValueError(f"linked is {linked!r}: one of {', '.join(filter(None, LINKED))}")
    event = left.subject.startswith(_EVENT)
    if event and left.subject != _EVENT and right.day == left.day == "publish":
        return (Need(name="it", subject=right.subject, place=right.place, since=year),)
    if event or left.day not in _STARTS or right.day != "publish":
        raise ValueError(
            f"from ends on .{', .'.join(_STARTS)} or is {_EVENT}<kind>, and to ends on .publish"
        )
    links = "entry" if linked else ""
    sides = (("it", left, year), ("to", right, year - _early(_kind(left, right))))
    both = tuple(
        Need(
            name=name, subject=one.subject, place=one.place, since=since, open="matching",
            links=links,
        )
        for name, one, since in sides
    )  # fmt: skip
    return both[:1] if _same(left, right) else both


def check(
    evidence: Evidence,
    *,
    from_: str,
    to: str,
    within: str,
    which: str = "",
    linked: str = "",
    full: float = 1.0,
    half: float = 0.5,
) -> Verdict:
    """A part for each entry of the year, its key the 文号 or the title; or for each fact."""
    if from_.startswith(_EVENT):
        return _after_facts(evidence, from_, within, which, full=full, half=half)
    start, (from_side, to_side) = date(evidence.scope.year, 1, 1), map(side, (from_, to))
    if from_side.place:
        evidence = _anybodys(evidence)
    left = [d for d in entries(evidence, "it", start) if match(which).found_in(d.title)]
    owed = [d for d in left if not says_zero(d.title)]
    if left and not owed:
        return settle([told("#1", "zero_report", left[0], within)])
    if not owed and from_side.place:
        return settle([part(from_, "no_event", limit=within)])
    if not owed:
        return settle([absent(evidence, "it", "#1", since=start, limit=within)])
    event, scope = from_side.day, evidence.scope
    clocks = [_clock(d, event, within, evidence) for d in owed]
    if _same(from_side, to_side):
        parts = [_part(evidence, o, within, [o.document], ()) for o in clocks]
    else:
        kind = _kind(from_side, to_side)
        right = entries(evidence, "to", None, scope.seen_at)
        found = answers([o.document for o in clocks], right, kind)
        parts = _paired(evidence, clocks, within, right, found, _early(kind))
        parts += _links(evidence, owed, right, found, LINKED[linked])
    told_by = [o.begins.fact for o in clocks if o.begins.fact]
    facts = (*told_by, *amended_in([o.due for o in clocks if o.due], scope))
    verdict = settle(parts, full=full, half=half, facts=facts)
    silent = [o.document for o in clocks if o.begins.day is None and event in INSIDE]
    done = verdict.outcome is Outcome.PASS
    return replace(verdict, wants=() if done else attached.wanted(silent, evidence))


def _clock(document: Document, event: str, within: str, evidence: Evidence) -> _Owed:
    begins = _event(document, event, evidence)
    due = limit(begins.day, within, evidence.scope) if begins.day else None
    return _Owed(document=document, begins=begins, due=due)


def _paired(
    evidence: Evidence,
    owed: Sequence[_Owed],
    within: str,
    right: Sequence[Document],
    found: Sequence[Answers],
    early: timedelta,
) -> list[Part]:
    """A part for each, with whatever of the answers' column answers it."""
    start = date(evidence.scope.year, 1, 1)
    taken = {i for each in found for i in each.sure}
    unread = [d for i, d in enumerate(right) if i not in taken and _unread(d, start)]
    fits: dict[int, list[str]] = {}
    for one, each in zip(owed, found, strict=True):
        for i in each.maybe:
            fits.setdefault(i, []).append(one.document.title)
    return [
        _ambiguous(one, [] if each.sure else [(right[i], fits[i]) for i in each.maybe], evidence)
        or _part(evidence, one, within, [right[i] for i in each.sure], unread, early)
        for one, each in zip(owed, found, strict=True)
    ]


def _ambiguous(
    owed: _Owed, maybe: Sequence[tuple[Document, list[str]]], evidence: Evidence
) -> Part | None:
    """The doubt of an answer that may as well be another's; None before the limit is over."""
    if not maybe or owed.due is None or not_due(owed.due, evidence.scope):
        return None
    answer, lefts = maybe[0]
    seen = f"{answer.title} → {'；'.join(sorted(set(lefts)))}"
    key = owed.document.doc_no or owed.document.title
    return told(key, "ambiguous", answer, owed.due, seen)


def _part(
    evidence: Evidence,
    owed: _Owed,
    within: str,
    answers: Sequence[Document],
    unread: Sequence[Document],
    early: timedelta = _NO_DAYS,
) -> Part:
    """``early``: by so much its answer may be dated before it, and must be looked for."""
    document, begins, due = owed.document, owed.begins.day, owed.due
    key, scope = document.doc_no or document.title, evidence.scope
    if begins is None or due is None:
        return told(key, owed.begins.doubt, document, within, owed.begins.seen)
    if best := on_time(key, answers, due, scope):
        return best
    if waiting := _waiting(key, begins, due, scope, document.url):
        return waiting
    hiding = [d for d in (document, *unread) if _unread(d, None)]
    since = (timed(document)[0] or begins) - early
    gone = absent(evidence, "to", key, since=since, limit=str(due))
    if gone.reason == "missing" and hiding:
        return told(key, _unread(hiding[0], None), hiding[0], due)
    return gone


def _waiting(key: str, begins: date, due: Limit, scope: Scope, url: str = "") -> Part | None:
    """The part of an event whose limit is not over, or nobody knows when; None where it is."""
    if not_due(due, scope):
        return part(key, "not_due", seen=begins.isoformat(), limit=str(due), url=url)
    if due.day is None:
        return part(key, "no_calendar", seen=begins.isoformat(), limit=str(due), url=url)
    return None


def _unread(document: Document, since: date | None) -> str:
    """Why its page was not read; empty where it was, or where it is older than ``since``."""
    day = timed(document)[0]
    if since and day and day < since:
        return ""
    return document.problem or ("" if document.opened else "not_captured")


def _event(document: Document, event: str, evidence: Evidence) -> Told:
    """The day that starts the clock, or None and why it is not known."""
    if event == "publish":
        day, doubt = timed(document)
        return Told(day=day, doubt=doubt)
    if event == "written":
        return Told(day=document.written, doubt=_unread(document, None) or "undated")
    return day_inside(document, event, evidence)


def side(text: str) -> Side:
    """``subject[@place][.day]``; ValueError for anything else."""
    if text.startswith(_EVENT):
        subject, _, day = text.partition(".")
        return Side(subject=subject, day=day or "publish")
    found = _SIDE.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not subject[@place][.day]")
    return Side(subject=found["subject"], place=found["place"] or "", day=found["day"] or "publish")


def _kind(left: Side, right: Side) -> Kind:
    return kinds()["repost"] if left.place else kind_of(left.subject, right.subject)


def _early(kind: Kind) -> timedelta:
    return timedelta(days=kind.early)


def _same(left: Side, right: Side) -> bool:
    """One subject in one place: each document with itself."""
    return (left.subject, left.place) == (right.subject, right.place)


def _anybodys(evidence: Evidence) -> Evidence:
    """What stands at another's place is owed an answer whoever published it."""
    every = (*evidence.documents.get("it", ()), *evidence.unowned.get("it", ()))
    return replace(
        evidence,
        documents={**evidence.documents, "it": every},
        unowned={**evidence.unowned, "it": ()},
    )


# ---- links between the two sides


def _links(
    evidence: Evidence,
    owed: Sequence[Document],
    right: Sequence[Document],
    found: Sequence[Answers],
    sides: Sequence[str],
) -> Iterator[Part]:
    """A part for each entry that is answered, and each side that is to link to the other."""
    for document, each in zip(owed, found, strict=True):
        replies = [right[i] for i in each.sure]
        if replies and "it" in sides:
            yield _link(evidence, "it", [document], replies)
        if replies and "to" in sides:
            yield _link(evidence, "to", replies, [document])


def _link(
    evidence: Evidence, need: str, pages: Sequence[Document], targets: Sequence[Document]
) -> Part:
    hubs = {hub.url: hub for hub in evidence.hubs.get(need, ())}
    wanted = {address(d.url) for d in targets} | {core(d.title) for d in targets}
    key = f"{pages[0].title} → {targets[0].title}"
    problem = ""
    for page in pages:
        hub = hubs.get(page.url)
        links = (*page.links, *(hub.links if hub else ()))
        if any(wanted & {address(link.url), core(link.text)} for link in links):
            return told(key, "ok", page, targets[0].url, targets[0].title)
        problem = problem or _unread(page, None) or (hub.problem if hub else "not_captured")
    reason = problem or ("absent_now" if evidence.scope.too_late else "unlinked")
    return told(key, reason, pages[0], targets[0].url, targets[0].title)


# ---- after facts


def _after_facts(
    evidence: Evidence, from_: str, within: str, which: str, *, full: float, half: float
) -> Verdict:
    """A part for each event of the year, its key what it is about or its day."""
    kind, scope = from_.removeprefix(_EVENT), evidence.scope
    facts = [
        (f.day, f)
        for f in evidence.facts
        if f.kind == kind
        and f.unit in ("", evidence.duty.unit)
        and f.day is not None
        and f.day.year == scope.year
        and match(which).found_in(f.about)
    ]
    facts.sort(key=lambda pair: (pair[0], pair[1].about))
    if not facts:
        item = evidence.duty.obligation.rpartition("/")[2]
        word = [f for f in evidence.facts if f.says(NOT_HAPPENED, evidence.duty.unit, item)]
        reason = "not_applicable" if word else "no_event"
        return settle([part(kind, reason, limit=within)], facts=word)
    answers = entries(evidence, "it", None, scope.seen_at)
    dues = [limit(day, within, scope) for day, _ in facts]
    parts = [
        _after_fact(evidence, day, fact, due, answers)
        for (day, fact), due in zip(facts, dues, strict=True)
    ]
    rests = (*(fact for _, fact in facts), *amended_in(dues, scope))
    return settle(parts, full=full, half=half, facts=rests)


def _after_fact(
    evidence: Evidence, day: date, fact: Fact, due: Limit, answers: Sequence[Document]
) -> Part:
    key, scope = fact.about or day.isoformat(), evidence.scope
    if day > scope.as_of:
        return part(key, "not_due", seen=day.isoformat(), limit=str(due))
    ours = [d for d in answers if (timed(d)[0] or day) >= day and _names(d.title, fact.about)]
    if best := on_time(key, ours, due, scope):
        return best
    if waiting := _waiting(key, day, due, scope):
        return waiting
    return absent(evidence, "it", key, since=day, limit=str(due))


def _names(title: str, about: str) -> bool:
    """Does the title name all of it, whole or word for word? Nothing is named by any."""
    text = fold(title)
    return fold(about) in text or all(fold(word) in text for word in _BETWEEN.split(about))
