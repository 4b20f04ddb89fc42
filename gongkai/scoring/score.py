"""Points of every unit: weighted, half credit, what is not known as an interval, ranks with ties.

Manual and skipped lines owe nothing. ``percent`` is over what was decided; ``low`` counts every
unknown line as lost and ``high`` as earned, both over all that is owed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import fsum

from gongkai.disk.judged import Result, Score
from gongkai.model import CREDIT, Outcome

MOST_UNKNOWN = 0.10  # a unit with a larger share of unknown lines is listed, not ranked
FEWEST_DUTIES = 5


def score(results: Iterable[Result]) -> list[Score]:
    """One score for each plan and unit: the ranked by rank, then the others by unit.

    Why a unit is not ranked: ``nothing_owed``, ``few_duties`` (under 5 duties that score) or
    ``unknown_share`` (over a tenth of its lines). Lines whose unit nobody answers for are left out.
    The order of the results changes nothing.
    """
    units: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for result in results:
        if result.unit:
            units[result.plan, result.unit].append(result)
    plans: dict[str, list[Score]] = defaultdict(list)
    for (plan, _), lines in sorted(units.items()):
        plans[plan].append(_unit(lines))
    return [line for plan in plans.values() for line in ranked(plan)]


def _unit(lines: Sequence[Result]) -> Score:
    first = min(lines, key=lambda line: line.key)
    scored = [line for line in lines if line.outcome in (*CREDIT, Outcome.UNKNOWN)]
    decided = [line for line in scored if line.outcome in CREDIT]
    earned = fsum(line.weight * CREDIT[Outcome(line.outcome)] for line in decided)
    possible = fsum(line.weight for line in decided)
    unsure = fsum(line.weight for line in scored if line.outcome == Outcome.UNKNOWN)
    everything = possible + unsure
    return Score(
        round=first.round,
        judged=first.judged,
        plan=first.plan,
        unit=first.unit,
        unit_name=first.unit_name,
        owed=len(scored),
        manual=sum(line.outcome == Outcome.MANUAL for line in lines),
        unknown=len(scored) - len(decided),
        earned=round(earned, 2),
        possible=round(possible, 2),
        percent=_percent(earned, possible),
        low=_percent(earned, everything),
        high=_percent(earned + unsure, everything),
        coverage=round(possible / everything, 2) if everything else 0.0,
        why_unranked=_why(scored, len(scored) - len(decided)),
    )


def _why(scored: Sequence[Result], unknown: int) -> str:
    if not scored:
        return "nothing_owed"
    if len({(line.item, line.place) for line in scored}) < FEWEST_DUTIES:
        return "few_duties"
    return "unknown_share" if unknown > MOST_UNKNOWN * len(scored) else ""


def ranked(scores: Sequence[Score]) -> list[Score]:
    """Places as in sport: two firsts, then a third. Equal as printed is equal."""
    rated = [s for s in scores if not s.why_unranked and s.percent is not None]
    percents = sorted((s.percent or 0.0 for s in rated), reverse=True)
    placed = [
        replace(s, rank=percents.index(s.percent or 0.0) + 1, rank_of=len(rated)) for s in rated
    ]
    others = [s for s in scores if s not in rated]
    return sorted(placed, key=lambda s: (s.rank or 0, s.unit)) + others


def _percent(part: float, whole: float) -> float | None:
    return round(100 * part / whole, 2) if whole else None
