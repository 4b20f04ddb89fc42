"""A second look, some time later: at what, and at no more than could change a verdict.

Lists are read again as far as before, for what was missing may stand there now. Pages are opened
again unless they were found good by a rule that weighs each by itself: a good page loses nobody a
point, and a site is not asked for it twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gongkai import reasons
from gongkai.disk.judged import Result
from gongkai.judging import attached
from gongkai.judging.case import Case
from gongkai.judging.finding import by_browser
from gongkai.judging.judge import Line
from gongkai.judging.orders import Ask
from gongkai.model import Need, Outcome, State

UNSEEN = ("blocked", "unreachable", "unreadable", "budget", "not_deep_enough", "not_captured")


def may_change(result: Result) -> bool:
    """Was it lost on one look, or hidden by what another day may not have?"""
    unseen = result.outcome == Outcome.UNKNOWN and reasons.like(result.reason) in UNSEEN
    return unseen or result.confirmed == "no"


def asks(pairs: Iterable[tuple[Case, Line]], *, browser: bool) -> Iterator[Ask]:
    """What to ask of the sites for these cases, as they were judged."""
    for case, line in pairs:
        drawn = by_browser(case, line.ledger.absence) if browser else ()
        for need in (*_needs(case, line), *attached.dead(line.ledger.parts), *drawn):
            if case.askable(need):
                yield from case.asks(need)
        yield from (ask for ask in line.asks if ask.need.why == "misplaced")


def _needs(case: Case, line: Line) -> tuple[Need, ...]:
    if len(case.needs) > 1:  # what answers one document may be mended in any other
        return case.needs
    good = {p.url for p in line.ledger.parts if p.state is State.GOOD}
    lost = {p.url for p in line.ledger.parts if p.state is not State.GOOD}
    spared = tuple(sorted(good - lost - {""}))
    return tuple(replace(need, spared=spared) for need in case.needs)
