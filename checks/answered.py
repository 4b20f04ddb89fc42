"""Letters are answered: none of the year before the cut-off has waited longer than its limit.

``within`` (3mo) runs from the letter's day; when it was answered is not asked. Its list says how it
stands (处理状态：已办结; under 答复时间 a day, or none), else its page, in the words of
``gongkai/text/letters.yaml``; the pages of the newest letters are asked for whose limit is over and
whose list is silent. A letter of which nothing says how it stands is a doubt: silence is no proof.
``full`` and ``half`` are shares of the letters whose limit is over: one that waits fails.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from gongkai.judging.settle import absent, hidden, part, settle
from gongkai.judging.timing import entries, limit, not_due, timed, told
from gongkai.model import Document, Evidence, Need, Outcome, Part, Scope, Verdict
from gongkai.text.letters import state
from gongkai.workdays import parse

TITLE = {"zh": "来信有没有答复", "en": "Letters are answered"}
LIMITS = ("within",)
PAGES = "letters"  # the want of their pages, and what it brought
_YEAR = timedelta(days=365)
_MOST = 10  # pages of letters that are asked for


def needs(scope: Scope, *, within: str, full: float = 1.0, half: float = 1.0) -> tuple[Need, ...]:
    """The list of letters, a year back."""
    parse(within)
    return (Need(name="it", since=_begin(scope)),)


def check(evidence: Evidence, *, within: str, full: float = 1.0, half: float = 1.0) -> Verdict:
    """A part for each letter."""
    since = _begin(evidence.scope)
    letters = entries(evidence, "it", since)
    if not letters:
        return settle([absent(evidence, "it", "#1", since=since, limit=within)])
    pages = {d.url: d for d in evidence.documents.get(PAGES, ())}
    parts = [_part(d, pages.get(d.url), within, evidence.scope) for d in letters]
    unread = [p.url for p in parts if p.reason == "not_captured"][:_MOST]
    if reason := hidden(evidence, "it", since):
        parts.append(part("#1", reason, limit=within))
    verdict = settle(parts, full=full, half=half)
    want = Need(name=PAGES, urls=tuple(unread), open="named", why="linked")
    decided = verdict.outcome is not Outcome.UNKNOWN
    return replace(verdict, wants=() if decided or not unread else (want,))


def _begin(scope: Scope) -> date:
    return scope.as_of - _YEAR


def _part(letter: Document, page: Document | None, within: str, scope: Scope) -> Part:
    day, doubt = timed(letter)
    due = limit(day, within, scope) if day else None
    key, by = letter.title, due or within
    if due and not_due(due, scope):
        return told(key, "not_due", letter, by)
    stands = state(letter.label) or state(f"{page.beside}\n{page.text}" if page else "")
    if stands == "done":
        reason = "ok"
    elif stands:
        reason = doubt or "unanswered"
    else:
        reason = (page.problem or "unsaid") if page else "not_captured"
    return told(key, reason, page or letter, by)
