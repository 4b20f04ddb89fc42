"""Finding before judging: what rules a duty out, what hides it, what lies elsewhere, what to ask.

All of it once a duty and the same for every kind of check, which only weighs what it is given.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from gongkai import reasons
from gongkai.disk.added import PICTURE
from gongkai.judging.case import Case, When
from gongkai.judging.evidence import Found, Library
from gongkai.judging.looked import Absence, may_be_drawn
from gongkai.judging.orders import Ask
from gongkai.judging.settle import hidden, part, settle
from gongkai.model import (
    EXEMPT,
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
from gongkai.text.match import match
from gongkai.text.zero import says_zero, years

log = logging.getLogger(__name__)
WAITS_FOR_BROWSER = ("unreadable", "blocked")
DOWN = ("unreachable", "blocked")
MOST_TOLD = 3  # places that a verdict names
BROUGHT = 3  # times that a check may want more on what its wants brought


def by_then(documents: Iterable[Any], scope: Scope) -> tuple[Any, ...]:
    """What is dated after the look is no evidence of anything."""
    return tuple(d for d in documents if d.day is None or d.day <= scope.seen_at)


def checked(case: Case, evidence: Evidence) -> Verdict:
    """What the check says. ValueError where the table of reasons does not allow it."""
    try:
        verdict = case.kind.check(evidence, **case.rule.params)
    except Exception as error:  # one check that breaks must not end the judging of all
        log.exception("%s %s %s", case.obligation.id, case.unit.id, case.rule_id)
        broken = part(case.obligation.title, "fault", seen=type(error).__name__)
        return Verdict(outcome=Outcome.UNKNOWN, reason="fault", parts=(broken,), seen=broken.seen)
    allowed = reasons.table()[verdict.reason].outcomes
    if verdict.outcome not in allowed:
        raise ValueError(
            f"{case.obligation.id} {case.rule_id}: {verdict.outcome} may not say {verdict.reason}"
        )
    return verdict


def weighed(case: Case, evidence: Evidence, library: Library) -> Verdict:
    """What the check says once it has seen what it wanted and a later visit brought.

    The pages of a want by URLs are given under the want's name, beside what is there.
    """
    verdict = checked(case, evidence)
    for _ in range(BROUGHT):
        brought = [(w, library.find(case.ask(w), sole=case.sole)) for w in verdict.wants if w.urls]
        more = evidence
        for want, found in brought:
            if found.documents or found.hubs:
                more = _with(more, want, found)
        if more == evidence:
            break
        evidence = more
        verdict = checked(case, evidence)
    return verdict


def _with(evidence: Evidence, want: Need, found: Found) -> Evidence:
    """The evidence and what was found of a want, each address once."""
    pages = {d.url: d for d in by_then(found.documents, evidence.scope)}
    hubs = {h.url: h for h in found.hubs}
    pages = {d.url: d for d in evidence.documents.get(want.name, ())} | pages
    hubs = {h.url: h for h in evidence.hubs.get(want.name, ())} | hubs
    return replace(
        evidence,
        documents={**evidence.documents, want.name: tuple(pages.values())},
        hubs={**evidence.hubs, want.name: tuple(hubs.values())},
    )


def ruled_out(case: Case, facts: tuple[Fact, ...], library: Library) -> Verdict | None:
    """What settles a duty before its evidence is looked at."""
    item = case.obligation.item
    if exempt := [f for f in facts if f.unit and f.says(EXEMPT, f.unit, item)]:
        return plain(case, Outcome.SKIP, "exempt", facts=exempt)
    if case.duty.place == "own" and _no_own(case, library):
        return plain(case, Outcome.SKIP, "no_own_site")
    if case.obligation.after:
        known = events(case, facts)
        if not known and (word := _nothing(case, facts)):
            return plain(case, Outcome.SKIP, "not_applicable", facts=word)
        if not known:
            return plain(case, Outcome.UNKNOWN, "no_event")
        first = min(f.day for f in known if f.day)
        if first > case.scope.as_of:
            return plain(case, Outcome.SKIP, "not_due", limit=first.isoformat(), facts=known)
    return None


def events(case: Case, facts: Iterable[Fact]) -> list[Fact]:
    """The facts that say when what the clause waits for has happened."""
    after = case.obligation.after
    return [f for f in facts if after and f.kind == after and f.day]


def _no_own(case: Case, library: Library) -> bool:
    """No site of its own, or its own column is the portal's: the duty counts once."""
    if not case.unit.own:
        return True
    if "portal" not in case.obligation.places or not case.obligation.subject:
        return False
    urls = [
        {
            c.url
            for c in library.columns(replace(case.ask(Need(name="it")), place=place))[0]
            if c.url
        }
        for place in ("own", "portal")
    ]
    return bool(urls[0]) and urls[0] <= urls[1]


def if_none(case: Case, evidence: Evidence, library: Library) -> Verdict | None:
    """Nothing that the rule is about was found, and that is proved: what the plan says of it."""
    if "it" not in evidence.documents or evidence.unowned.get("it"):
        return None
    if _starts_with_facts(case):
        return None
    policy = case.rule.if_none
    if policy in ("", "fail") or hidden(evidence, "it", _since(case)):
        return None
    about = list(_about(case, evidence))
    if any(d.day is None or d.day <= case.scope.as_of for d in about):
        return None
    # what came after the cut-off is late for some checks, and nothing yet for the others
    if about and checked(case, evidence).reason != "missing":
        return None
    if policy == "zero_report":
        return _zero_report(case, library)
    word = _nothing(case, evidence.facts) if policy == "unknown" else ()
    if policy == "not_applicable" or word:
        return plain(case, Outcome.SKIP, "not_applicable", facts=word)
    if checked(case, evidence).reason == "not_due":
        return None
    return plain(case, Outcome.UNKNOWN, "no_event")


def _nothing(case: Case, facts: Iterable[Fact]) -> list[Fact]:
    """The facts that say that nothing happened which the clause speaks of."""
    return [f for f in facts if f.says(NOT_HAPPENED, case.unit.id, case.obligation.item)]


def _starts_with_facts(case: Case) -> bool:
    """It is events that may be lacking then, which the check knows, not what answers them."""
    return str(case.rule.params.get("from", "")).startswith("fact:")


def _about(case: Case, evidence: Evidence) -> Iterator[Document]:
    """The entries that the rule speaks of: of the year, or as far back as it looks itself."""
    first, wanted = _since(case), match(case.rule.params.get("which", ""))
    if case.rule.check == "fresh":
        first = None  # a column that went stale is not one in which nothing happened
    elif first and case.rule.check != "count":
        first = min(first, date(case.scope.year, 1, 1))
    for document in evidence.documents.get("it", ()):
        recent = first is None or document.day is None or document.day >= first
        if recent and wanted.found_in(document.title):
            yield document


def _zero_report(case: Case, library: Library) -> Verdict | None:
    """An entry for the year that says there was nothing; None leaves it to the check."""
    every = library.find(replace(case.ask(case.needs[0]), match=""), sole=case.sole)
    for d in by_then(every.documents, case.scope):
        if says_zero(d.title) and d.day and _serves(d.title, d.day, case.scope):
            zero = part(d.title, "zero_report", seen=d.title, url=d.url, snapshots=d.snapshots)
            return settle([zero])
    return None


def _serves(title: str, day: date, scope: Scope) -> bool:
    """Is it of the plan's year? A later one serves by the period that its title names; one that
    names none, within the window after the cut-off."""
    if day.year <= scope.year:
        return day.year == scope.year
    spoken = years(title, day)
    return scope.year in spoken or (
        not spoken and day <= scope.as_of + timedelta(days=scope.window)
    )


def _since(case: Case) -> date | None:
    return case.needs[0].since if case.needs else None


def elsewhere(case: Case) -> Iterator[Need]:
    """Where a misplaced entry is sought: only for rules over the duty's own subject."""
    first = case.needs[0]
    wanted = case.ask(first).match
    if first.urls or not wanted:
        return
    own = first.subject or case.obligation.subject
    for subject in case.plan.subjects[own].elsewhere:
        if subject in case.plan.subjects and subject != own:
            yield replace(first, subject=subject, match=wanted, why="misplaced")


def misplaced(
    case: Case, evidence: Evidence, elsewhere: Iterable[Ask], library: Library
) -> tuple[Verdict | None, tuple[Ask, ...]]:
    """Half, where entries that would do stand in other columns of the unit: a part a column.

    They are weighed like those in place, with the pages and files that a later visit brings; what
    that visit has to bring is told beside the verdict.
    """
    if len(case.needs) > 1 and any(_about(case, evidence)):
        return None, ()  # the entries are in place; it is their answers that are missing
    parts: dict[str, Part] = {}
    asks: list[Ask] = []
    for ask in elsewhere:
        found = library.find(ask, sole=case.sole)
        good, wanted = _would_do(case, evidence, found, library)
        asks += [case.ask(want) for want in wanted]
        for d in good:
            parts.setdefault(
                d.url,
                part(d.title, "misplaced", seen=d.title, limit=case.obligation.title, url=d.url,
                     snapshots=d.snapshots),
            )  # fmt: skip
    if not parts:
        return None, tuple(asks)
    told = "；".join(dict.fromkeys(p.seen for p in list(parts.values())[:MOST_TOLD]))
    verdict = settle(list(parts.values()))
    return replace(verdict, seen=told, limit=case.obligation.title), tuple(asks)


def _would_do(
    case: Case, evidence: Evidence, found: Found, library: Library
) -> tuple[list[Document], tuple[Need, ...]]:
    """The newest entry of each column whose entries would do alone, else of all that do together;
    and what the check still wants to see of them."""
    documents = by_then(found.documents, case.scope)
    shelves = [[d for d in documents if d.listed_in == x.column] for x in found.listings]
    shelves = [shelf for shelf in shelves if shelf]
    good, wanted = [], dict[Need, None]()
    for shelf in shelves:
        verdict = weighed(case, _instead(evidence, tuple(shelf), found), library)
        wanted |= dict.fromkeys(w for w in verdict.wants if w.urls)
        if verdict.outcome in (Outcome.PASS, Outcome.HALF):
            good.append(shelf[0])
    if not good and len(shelves) > 1:
        verdict = weighed(case, _instead(evidence, documents, found), library)
        if verdict.outcome in (Outcome.PASS, Outcome.HALF):
            good = [shelf[0] for shelf in shelves]
    return good, tuple(wanted)


def _instead(evidence: Evidence, documents: tuple[Document, ...], found: Found) -> Evidence:
    """The evidence as if these entries stood in their place."""
    return replace(
        evidence,
        documents={**evidence.documents, "it": documents},
        listings={**evidence.listings, "it": found.listings},
        unseen={k: v for k, v in evidence.unseen.items() if k != "it"},
    )


def unasked(case: Case, elsewhere: Iterable[Ask], library: Library) -> bool:
    """Was one of these columns never read, as in a visit that was made for another plan?"""
    found = (library.find(ask, sole=case.sole) for ask in elsewhere)
    return any(each.unseen == "not_captured" for each in found)


def wants(case: Case, verdict: Verdict, found: Mapping[str, Found], when: When) -> Iterator[Ask]:
    """More evidence that could change the verdict: a wall or a shell is tried by browser."""
    yield from (case.ask(need) for need in verdict.wants)
    doubts = [*(p.reason for p in verdict.parts), verdict.reason]
    if not when.browser or not any(map(_may_be_drawn, doubts)):
        return
    for need in case.needs:
        here = found.get(need.name)
        if here is None:
            continue
        if any(_may_be_drawn(x.problem) and not x.browser for x in here.listings):
            yield case.ask(replace(need, browser=True, why="render"))
        if any(_may_be_drawn(h.problem) and not h.browser for h in here.hubs):
            yield case.ask(replace(need, browser=True, why="render"))
        shut = [d.url for d in here.documents if _may_be_drawn(d.problem)]
        if shut:
            yield case.ask(replace(need, urls=tuple(shut), browser=True, why="render"))


def by_browser(case: Case, absence: Absence | None) -> Iterator[Need]:
    """For a second look: columns that were read as empty are drawn by a browser too."""
    if absence and any(may_be_drawn(c) and not c.elsewhere for c in absence.columns):
        for need in case.needs:
            if case.askable(need) and not (need.urls or need.tests):
                yield replace(need, browser=True, why="second_look")


def pictured(case: Case, verdict: Verdict, library: Library) -> Verdict:
    """What could not be judged but stands in a screenshot that was added: a person decides."""
    if verdict.outcome is not Outcome.UNKNOWN:
        return verdict
    subjects = {case.obligation.subject, *(n.subject for n in case.needs)} - {""}
    seen = {p.url for p in verdict.parts}
    shots = [
        a
        for a in library.added
        if a.kind == PICTURE and a.unit == case.unit.id
        and (a.subject in subjects or (not a.subject and {a.url, a.column} & seen))
    ]  # fmt: skip
    if not shots:
        return verdict
    names = "、".join(dict.fromkeys(f"{a.file}（{a.by}）" for a in shots))
    alone = part(
        case.obligation.title, "screenshot", seen=names, url=shots[-1].url,
        snapshots=[a.snapshot for a in shots],
    )  # fmt: skip
    return Verdict(outcome=Outcome.MANUAL, reason="screenshot", parts=(alone,), seen=names)


def _may_be_drawn(problem: str) -> bool:
    return reasons.like(problem) in WAITS_FOR_BROWSER


def outages(facts: Iterable[Fact], when: When) -> list[Fact]:
    """The facts that announce the unit's site to be down on the day we looked."""
    return [
        f
        for f in facts
        if f.kind == "planned_outage" and f.unit and f.day and f.covers(when.seen_at)
    ]


def plain(
    case: Case, outcome: Outcome, reason: str, limit: str = "", facts: Iterable[Fact] = ()
) -> Verdict:
    """A verdict that no check is asked for."""
    alone = part(case.obligation.title, reason, limit=limit)
    return Verdict(outcome=outcome, reason=reason, parts=(alone,), limit=limit, facts=tuple(facts))


def distrusted(case: Case, url: str, why: str) -> Verdict:
    """The verdict on what a broken reader brought: our fault, and nobody's failure."""
    alone = part(case.obligation.title, "adapter", seen=why, url=url)
    return Verdict(outcome=Outcome.UNKNOWN, reason="adapter", parts=(alone,), seen=why)
