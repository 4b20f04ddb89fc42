"""Letters are answered: none of the year before the cut-off has waited longer than its limit.

``done`` and ``waiting`` are match expressions over what a list or a page says of a letter's state,
colons left out: 状态已办结, 答复时间20 (a day stands there), 答复时间— (none does). The list goes
before the page; the pages of the newest letters are asked for whose limit is over and whose list
shows no state. A letter of which nothing says how it stands is a doubt: silence is no proof, and
lists often hold nothing but what was answered. ``within`` (3mo) runs from the letter's day. When it
was answered is not asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from gongkai.judging.settle import absent, hidden, part, settle
from gongkai.judging.timing import entries, limit, not_due, timed, told
from gongkai.model import Document, Evidence, Need, Outcome, Part, Scope, Verdict
from gongkai.text.match import fold, match
from gongkai.workdays import parse

TITLE = {"zh": "来信有没有答复", "en": "Letters are answered"}
LIMITS = ("within",)
PAGES = "letters"  # the want of their pages, and what it brought
_YEAR = timedelta(days=365)
_MOST = 10  # pages of letters that are asked for


def needs(scope: Scope, *, within: str, done: str, waiting: str) -> tuple[Need, ...]:
    """The list of letters, a year back."""
    parse(within)
    match(done)
    match(waiting)
    return (Need(name="it", since=_begin(scope)),)


def check(evidence: Evidence, *, within: str, done: str, waiting: str) -> Verdict:
    """A part for each letter; any that has waited too long fails."""
    since = _begin(evidence.scope)
    letters = entries(evidence, "it", since)
    if not letters:
        return settle([absent(evidence, "it", "#1", since=since, limit=within)])
    pages = {d.url: d for d in evidence.documents.get(PAGES, ())}
    states = {"ok": done, "unanswered": waiting}
    parts = [_part(d, pages.get(d.url), within, states, evidence.scope) for d in letters]
    unread = [p.url for p in parts if p.reason == "not_captured"][:_MOST]
    if reason := hidden(evidence, "it", since):
        parts.append(part("#1", reason, limit=within))
    verdict = settle(parts, half=1.0)
    want = Need(name=PAGES, urls=tuple(unread), open="named", why="linked")
    decided = verdict.outcome is not Outcome.UNKNOWN
    return replace(verdict, wants=() if decided or not unread else (want,))


def _begin(scope: Scope) -> date:
    return scope.as_of - _YEAR


def _part(
    letter: Document, page: Document | None, within: str, states: Mapping[str, str], scope: Scope
) -> Part:
    day, doubt = timed(letter)
    due = limit(day, within, scope) if day else None
    key, by = letter.title, due or within
    if due and not_due(due, scope):
        return told(key, "not_due", letter, by)
    for said in (letter.label, f"{page.title}{page.beside}{page.text}" if page else ""):
        flat = fold(said).replace(":", "")
        for state, words in states.items():
            if match(words).found_in(flat):
                return told(key, state if state == "ok" else doubt or state, page or letter, by)
    why = (page.problem or "unsaid") if page else "not_captured"
    return told(key, why, page or letter, by)
