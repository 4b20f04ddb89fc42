"""The newest dated entry is not older than so many days at the cut-off.

``days`` are calendar days; exactly that many pass. Entries without a day to believe give no
freshness (未注明发布时间的视为不更新). From nine tenths of the limit on the reason is ``soon``.
Where the cut-off lies after our look, what is not fresh may be by then: a doubt.
"""

from __future__ import annotations

from datetime import date, timedelta

from gongkai.judging.settle import absent, part, settle
from gongkai.judging.timing import entries, newest, timed, told
from gongkai.model import Document, Evidence, Need, Part, Scope, Verdict

TITLE = {"zh": "更新是否及时", "en": "Kept up to date"}
LIMITS = ("days",)
_SOON = 0.9


def needs(scope: Scope, *, days: int = 90) -> tuple[Need, ...]:
    """The column back to the oldest day that is fresh enough; the newest page, for its date."""
    return (Need(name="it", since=scope.as_of - timedelta(days=days), open="newest:1"),)


def check(evidence: Evidence, *, days: int = 90) -> Verdict:
    """One part."""
    return settle([_part(evidence, days)])


def _part(evidence: Evidence, days: int) -> Part:
    as_of = evidence.scope.as_of
    limit = as_of - timedelta(days=days)
    found = entries(evidence, "it", None)
    last = newest(d for d in found if timed(d)[0]) or newest(found)
    day, doubt = timed(last) if last else (None, "")
    if last and day and day >= limit:
        soon = (as_of - day).days > _SOON * days
        return told("#1", "soon" if soon else "ok", last, limit)
    gone = absent(evidence, "it", "#1", since=limit, limit=limit.isoformat())
    # whichever of its days is right, it is newer than the one that can be believed
    unsure = newest(d for d in found if _fresh_by_any_day(d, limit))
    if unsure:
        return told("#1", "conflict", unsure, limit)
    if last and doubt:
        return told("#1", doubt, last, limit)
    unseen = as_of > evidence.scope.seen_at  # nobody saw what came between our look and the cut-off
    if last and gone.reason == "missing":
        return told("#1", "not_captured" if unseen else "stale", last, limit)
    if unseen and gone.reason == "missing":
        return part("#1", "not_captured", limit=gone.limit, url=gone.url, snapshots=gone.snapshots)
    return gone


def _fresh_by_any_day(document: Document, limit: date) -> bool:
    """Do its days contradict each other, and is none of them too old?"""
    days = [document.day, *document.days.values()]
    return timed(document)[1] == "conflict" and min(filter(None, days)) >= limit
