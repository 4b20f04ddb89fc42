"""From parts to a verdict: the one place where good, bad and doubtful are weighed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from gongkai import reasons
from gongkai.model import Evidence, Fact, Outcome, Part, State, Verdict

WORTH = {State.GOOD: 1.0, State.HALF: 0.5, State.BAD: 0.0}
_READ_IN_PART = ("not_deep_enough", "budget")  # what was read of the column is read
_BY_WEIGHT = (State.BAD, State.HALF, State.GOOD)
_BEST_FIRST = (State.GOOD, State.DOUBT, State.HALF, State.BAD, State.OUT)


def part(
    key: str,
    reason: str,
    *,
    seen: str = "",
    limit: str = "",
    url: str = "",
    snapshots: Iterable[str] = (),
) -> Part:
    """A part that counts as its reason says. KeyError for a reason that is not in the table."""
    return Part(
        key=key,
        state=reasons.table()[reason].counts,
        reason=reason,
        seen=seen,
        limit=limit,
        url=url,
        snapshots=tuple(snapshots),
    )


def rank(part: Part) -> int:
    """How good it may be, 0 the best: of copies of one thing the best counts, a doubt may be it."""
    return _BEST_FIRST.index(part.state)


def settle(
    parts: Sequence[Part],
    *,
    full: float = 1.0,
    half: float = 0.5,
    bad: str = "",
    facts: Iterable[Fact] = (),
) -> Verdict:
    """The verdict that the parts allow, whatever the doubtful ones turn out to be.

    ``full`` and ``half`` are shares of the parts that are due. ``bad`` names the verdict's
    reason where some parts are bad and others are not (series: gap; contains: incomplete).
    Not-due and not-applicable parts leave the denominator; where only such parts are left,
    the verdict is what their reason says (a skip, or a person's). ``facts`` are those that the
    parts rest on, to be told with them.
    """
    known = tuple(dict.fromkeys(facts))
    due = [p for p in parts if p.state is not State.OUT]
    doubtful = [p for p in due if p.state is State.DOUBT]
    if not due:
        reason = _most([p.reason for p in parts])
        outcome = reasons.table()[reason].outcomes[0]  # skip, or manual
        limit = _limit(parts)
        return Verdict(outcome=outcome, reason=reason, parts=tuple(parts), limit=limit, facts=known)
    sure = sum(WORTH[p.state] for p in due if p.state is not State.DOUBT)
    low, high = (_grade(x / len(due), full, half) for x in (sure, sure + len(doubtful)))
    outcome = low if low is high else Outcome.UNKNOWN
    reason = _most([p.reason for p in doubtful]) if low is not high else _reason(due, outcome, bad)
    return Verdict(
        outcome=outcome,
        reason=reason,
        parts=tuple(parts),
        seen=_seen(due),
        limit=_limit(due),
        facts=known,
    )


def absent(
    evidence: Evidence,
    need: str,
    key: str,
    *,
    since: date | None = None,
    limit: str = "",
) -> Part:
    """The part that was not found: missing only where its absence is proved.

    Missing needs a listing that is complete, or was read back to ``since``, and a look not
    later than the plan's window after the cut-off; anything else is a doubt that says why.
    """
    reason = hidden(evidence, need, since) or "missing"
    nobodys = [
        d.title
        for d in evidence.unowned.get(need, ())
        if since is None or d.day is None or d.day >= since
    ]
    if reason == "missing" and nobodys:
        reason = "unowned"
    if reason == "missing" and evidence.scope.too_late:
        reason = "absent_now"
    listings = evidence.listings.get(need, ())
    return part(
        key,
        reason,
        seen="；".join(nobodys[:3]) if reason == "unowned" else "",
        limit=limit,
        url=listings[0].column if listings else "",
        snapshots=[s for listing in listings for s in listing.snapshots],
    )


def hidden(evidence: Evidence, need: str, since: date | None) -> str:
    """Why what is not seen may be there all the same; empty when it cannot be."""
    if reason := evidence.unseen.get(need, ""):
        return reason
    listings = evidence.listings.get(need, ())
    if not listings:
        return "not_captured"
    for listing in listings:
        if listing.problem and listing.problem not in _READ_IN_PART:
            return listing.problem
        deep = since is not None and listing.back_to is not None and listing.back_to <= since
        if not listing.complete and not deep:
            return listing.problem or "not_deep_enough"
    return ""


def _grade(share: float, full: float, half: float) -> Outcome:
    if share >= full - 1e-9:
        return Outcome.PASS
    return Outcome.HALF if share >= half - 1e-9 else Outcome.FAIL


def _reason(due: Sequence[Part], outcome: Outcome, bad: str) -> str:
    if outcome is Outcome.PASS:
        good = [p.reason for p in due if p.state is State.GOOD and p.reason != "ok"]
        return _most(good or ["ok"])
    for state in _BY_WEIGHT:
        worst = [p.reason for p in due if p.state is state]
        if worst and state is State.BAD and bad and len(worst) < len(due):
            return bad
        if worst:
            return _most(worst)
    return _most([p.reason for p in due])


def _most(names: Sequence[str]) -> str:
    """The commonest; of equals the first in the table, so that order never decides."""
    order = reasons.order()
    count = Counter(names)
    return min(count, key=lambda name: (-count[name], order[name]))


def _seen(due: Sequence[Part]) -> str:
    if len(due) == 1:
        return due[0].seen
    good = sum(WORTH.get(p.state, 0.0) for p in due)
    return f"{good:g}/{len(due)}"


def _limit(parts: Sequence[Part]) -> str:
    return parts[0].limit if len(parts) == 1 else str(len(parts))
