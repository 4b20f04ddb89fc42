"""At least so many entries are there, by a day where one is given, or one for each of some names.

``n`` entries; ``by`` a day or ``due``: later is late, not absent; ``since`` ``year`` (1 January of
the plan's year), ``any`` or a day: what counts; ``names`` a list, or name -> match expression: one
entry for each, by its title. Without ``by`` only entries up to the cut-off count. ``by_head``: an
entry counts that names, in its title or text, who headed the office on its day (facts of kind
``officer``: name, from and until). ``full`` and ``half`` are shares of the parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from gongkai.judging.settle import absent, part, settle
from gongkai.judging.timing import (
    Limit,
    day_of,
    entries,
    first_seen,
    not_due,
    on_time,
    since_day,
    timed,
    told,
)
from gongkai.model import OFFICER, Document, Evidence, Fact, Need, Part, Scope, Verdict
from gongkai.text.match import fold, match

TITLE = {"zh": "有没有、够不够", "en": "It is there, and enough of it"}
Names = Sequence[str] | Mapping[str, str]


def needs(
    scope: Scope,
    *,
    n: int = 1,
    by: date | str | None = None,
    since: date | str = "year",
    names: Names = (),
    by_head: bool = False,
    full: float = 1.0,
    half: float = 0.5,
) -> tuple[Need, ...]:
    """The column back to ``since``; pages are opened only for the head's name."""
    day_of(by, scope)
    if int(n) < 1:
        raise ValueError(f"n is {n}: at least 1 is asked")
    opened = "matching" if by_head else "none"
    return (Need(name="it", since=since_day(since, scope), open=opened),)


def check(
    evidence: Evidence,
    *,
    n: int = 1,
    by: date | str | None = None,
    since: date | str = "year",
    names: Names = (),
    by_head: bool = False,
    full: float = 1.0,
    half: float = 0.5,
) -> Verdict:
    """Parts #1..#n, or one a name."""
    scope, start, day = evidence.scope, since_day(since, evidence.scope), day_of(by, evidence.scope)
    due = Limit(day, day) if day else None
    found = _once(entries(evidence, "it", start, scope.seen_at if due else None))
    heads = _heads(evidence) if by_head else []
    if by_head and not heads:
        return settle([part(OFFICER, "no_event", limit=f"≥{n}")])
    unread = [d for d in found if by_head and not _by(d, heads) and (d.problem or not d.opened)]
    found = [d for d in found if not by_head or _by(d, heads)]
    named = names if isinstance(names, Mapping) else {name: name for name in names}
    parts = [
        _part(evidence, key, [d for d in found if match(words).found_in(d.title)], due, start)
        for key, words in named.items()
    ] or [
        _part(evidence, f"#{i + 1}", one, due, start)
        for i, one in enumerate(_ranked(found, due, scope, n))
    ]
    parts = [_hidden(replace(p, limit=p.limit or f"≥{n}"), unread) for p in parts]
    bad = "incomplete" if named else "too_few"
    return settle(parts, full=full, half=half, bad=bad, facts=heads)


def _heads(evidence: Evidence) -> list[Fact]:
    """Who headed the office, and when."""
    unit = evidence.duty.unit
    return [f for f in evidence.facts if (f.kind, f.unit) == (OFFICER, unit) and f.about and f.day]


def _by(document: Document, heads: Sequence[Fact]) -> bool:
    """Does it name who headed the office on its day?"""
    day, said = timed(document)[0], fold(document.title + document.text)
    return any(
        fold(f.about) in said
        and (day is None or ((f.day or day) <= day and (f.until is None or day <= f.until)))
        for f in heads
    )


def _hidden(found: Part, unread: Sequence[Document]) -> Part:
    """An entry whose page was not read may name the head."""
    if found.reason != "missing" or not unread:
        return found
    first = unread[0]
    return told(found.key, first.problem or "not_captured", first, found.limit)


def _part(
    evidence: Evidence, key: str, found: Sequence[Document], due: Limit | None, start: date | None
) -> Part:
    """One entry that is asked for."""
    scope = evidence.scope
    if best := on_time(key, found, due, scope):
        late_sight = timedelta(days=scope.window)
        seen = {d.url: first_seen(d) for d in found}.get(best.url)
        if due and best.reason == "ok" and seen and seen > due.earliest + late_sight:
            return replace(best, reason="printed_only")
        return best
    if due and not_due(due, scope):
        return part(key, "not_due", limit=str(due))
    return absent(evidence, "it", key, since=start, limit=str(due or ""))


def _ranked(
    found: Sequence[Document], due: Limit | None, scope: Scope, n: int
) -> list[Sequence[Document]]:
    """The best ``n`` entries, each alone; nothing where there are fewer."""
    order = ("good", "doubt", "half")
    parts = [(on_time("", [d], due, scope), d) for d in found]
    best = sorted((order.index(p.state), p.seen, d.url, i) for i, (p, d) in enumerate(parts) if p)
    ranked: list[Sequence[Document]] = [[found[i]] for *_, i in best[:n]]
    return ranked + [()] * (n - len(ranked))


def _once(found: Sequence[Document]) -> list[Document]:
    """Without the same entry listed again on another page of the office."""
    kept: dict[object, Document] = {}
    for document in found:
        day, _ = timed(document)
        kept.setdefault((fold(document.title), day) if day else document.url, document)
    return list(kept.values())
