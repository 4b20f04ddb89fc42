"""Entries that lack most of what they must hold are few: guides without place, time and telephone.

``parts`` are those of ``contains``. An entry is bad that lacks ``lack`` of them or more; up to
``most`` bad ones pass, but where there are not more entries than that, not all of them. One that
holds none is a doubt: it may be none of its kind, or drawn by a script; so is one whose text links
to another site, where the rest may stand. ``which`` is a match expression over titles: they alone
are looked into. ``sample`` (0: every one) of them are drawn: the first by SHA-256 of plan and
cut-off day, item, unit, place and address, and only their pages are
asked for. A draw without a bad entry stands for the rest; where some of those drawn are bad and the
rest could tip it, a person looks on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from checks import contains
from gongkai.judging.settle import absent, hidden, part, settle
from gongkai.judging.timing import entries, since_day, told
from gongkai.model import Document, Evidence, Need, Outcome, Part, Scope, State, Verdict
from gongkai.scoring.sampling import draw
from gongkai.text.match import match

TITLE = {"zh": "内容大量缺失的有几件", "en": "Few lack most of it"}
DRAWN = "drawn"  # the want of the pages, and what it brought
REST = "rest"
Elements = Sequence[str] | Mapping[str, str]


def needs(
    scope: Scope,
    *,
    lack: int,
    parts: Elements = (),
    most: int = 0,
    sample: int = 0,
    which: str = "",
    since: date | str = "year",
) -> tuple[Need, ...]:
    """The column; which pages are read is drawn from what it lists."""
    if int(lack) < 1:
        raise ValueError(f"lack is {lack}: at least 1 is asked")
    for words in (which, *(parts.values() if isinstance(parts, Mapping) else parts)):
        match(words)
    return (Need(name="it", since=since_day(since, scope)),)


def check(
    evidence: Evidence,
    *,
    lack: int,
    parts: Elements = (),
    most: int = 0,
    sample: int = 0,
    which: str = "",
    since: date | str = "year",
) -> Verdict:
    """A part for each entry that was drawn."""
    start = since_day(since, evidence.scope)
    every = {d.url: d for d in entries(evidence, "it", start)}
    if not every:
        return settle([absent(evidence, "it", "#1", since=start)])
    drawn = draw(_named(every, which), sample, _seed(evidence))
    pages = [_page(evidence, d) for url, d in every.items() if url in drawn]
    read = [(d, _contained(evidence, d, parts)) for d in pages]
    judged = [_part(d, one, lack) for d, one in read]
    verdict = _counted(judged, len(every), most, hidden(evidence, "it", start))
    if verdict.outcome is Outcome.PASS:
        return verdict
    files = tuple(want for _, one in read for want in one.wants)
    here = {d.url for d in evidence.documents.get(DRAWN, ())}
    if urls := tuple(sorted(drawn - here)):
        files += (Need(name=DRAWN, urls=urls, open="named", why="linked", cells=True),)
    return replace(verdict, wants=files)


def _named(every: Mapping[str, Document], which: str) -> list[str]:
    return [url for url, d in every.items() if match(which).found_in(d.title)]


def _seed(evidence: Evidence) -> str:
    plan, _, item = evidence.duty.obligation.rpartition("/")
    return f"{plan} {evidence.scope.as_of}|{item}|{evidence.duty.unit}|{evidence.duty.place}"


def _page(evidence: Evidence, document: Document) -> Document:
    """The entry's page; the entry alone where that was not brought."""
    brought = {d.url: d for d in evidence.documents.get(DRAWN, ())}.get(document.url)
    if brought is None:
        return document.but(opened=False)
    return brought.but(title=document.title, day=document.day, days=document.days)


def _contained(evidence: Evidence, document: Document, parts: Elements) -> Verdict:
    """What ``contains`` says of this entry alone."""
    only = replace(evidence, documents={**evidence.documents, "it": (document,)}, unseen={})
    return contains.check(only, parts=parts, of="newest", since="any")


def _part(document: Document, contained: Verdict, lack: int) -> Part:
    bad = [p for p in contained.parts if p.state is State.BAD]
    doubts = [p for p in contained.parts if p.state is State.DOUBT]
    if len(bad) == len(contained.parts):
        reason = "unreadable"
    elif len(bad) >= lack:
        reason = "off_site" if _goes_on(document) else "lacking"
    else:
        reason = doubts[0].reason if len(bad) + len(doubts) >= lack else "ok"
    seen = "、".join(p.key for p in bad) or document.title
    return told(document.title, reason, document, f"<{lack}", seen)


def _goes_on(document: Document) -> bool:
    """Does the page link to another site, where the rest of it may stand?"""
    own = urlsplit(document.url).hostname
    hosts = {urlsplit(link.url).hostname for link in document.links if link.kind == "page"}
    return bool(hosts - {own, None})


def _counted(judged: Sequence[Part], every: int, most: int, more: str) -> Verdict:
    """The verdict by numbers; ``more``: why there may be entries that no list showed us."""
    by = {state: [p for p in judged if p.state is state] for state in State}
    bad, doubts = by[State.BAD], by[State.DOUBT]
    bound = most if more else min(most, every - 1)
    worst = len(bad) + len(doubts) + (every - len(judged) if bad or doubts else 0)
    if len(bad) > bound:
        said = bad
    elif judged and (not worst or (worst <= bound and not more)):
        said = by[State.GOOD]
    else:
        rest = part(REST, more or "needs_person", limit=f"≤{bound}")
        said = [*doubts, *([rest] if more or not doubts else [])]
    settled = settle(said)
    parts = (*judged, *(p for p in said if p.key == REST))
    return replace(
        settle(judged or said), outcome=settled.outcome, reason=settled.reason, parts=parts
    )
