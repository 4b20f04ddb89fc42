"""Results become points: a scheme's tree of indicators over the results of each unit.

Pure: the same results give the same points in any order. What is unknown is an interval
everywhere: ``low`` counts it as lost, ``high`` as earned. What waits for a person is in no sum
and stands open. A unit that owes nothing under an indicator is neither praised nor blamed by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from gongkai.model import Band, Fact, Indicator, Scheme, Unit, UnitClass
from gongkai.scoring.findings import Judgement, Key
from gongkai.scoring.leaves import Mark, mark

_HAIR = 1e-9  # under which two sums of points are equal


@dataclass(frozen=True, kw_only=True)
class Sum:
    """Points of a branch: what they can be at least and at most, and what is open."""

    points: float = 0.0
    low: float = 0.0
    high: float = 0.0
    open: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Rated:
    """A unit under a scheme: its marks by indicator, and what they come to.

    ``low``, ``high`` and ``percent`` are on the scheme's scale, with bonus and veto; ``base`` is
    the sum before them. ``best`` is what it could be if all that is open were earned.
    """

    class_: UnitClass | None
    marks: Mapping[str, Mark]
    base: Sum
    percent: float | None
    low: float | None
    high: float | None
    best: float | None
    deducted: float
    bonus: float
    vetoes: tuple[str, ...]  # that settle it
    possible_vetoes: tuple[str, ...]
    keys: frozenset[Key] = frozenset()  # of the results that its indicators rest on

    @property
    def veto(self) -> str:
        """Both kinds in one text: V2;V4?"""
        return ";".join([*self.vetoes, *(f"{v}?" for v in self.possible_vetoes)])


def rate(scheme: Scheme, judgement: Judgement, class_: UnitClass | None = None) -> Rated:
    """What the scheme gives for the results of one unit of that class."""
    leaves = [leaf for top in scheme.indicators for leaf in top.leaves]
    gone = _gone(scheme, class_)
    factor = _spread(scheme, leaves, gone)
    marks = {
        leaf.id: Mark(state="absent")
        if leaf.id in gone
        else mark(leaf, judgement, factor=factor, full=scheme.skipped == "full")
        for leaf in leaves
    }
    tops = tuple(top for top in scheme.indicators if top.mode != "bonus")
    base = _sum(Indicator(id="", name=scheme.title, children=tops), marks) if tops else Sum()
    bonus = _bonus(scheme, leaves, marks)
    fired = tuple(x.id for x in leaves if x.mode == "veto" and marks[x.id].taken >= 1)
    maybe = tuple(
        x.id for x in leaves if x.mode == "veto" and x.id not in fired and marks[x.id].maybe > 0
    )
    low, high, best = _scaled(scheme, base)
    percent = _percent(scheme, base)
    if low is not None and high is not None and best is not None:
        low, high = _with(scheme, low, bonus.low), _with(scheme, high, bonus.high)
        best = _with(scheme, best, min(bonus.high + bonus.open, _bonus_most(scheme, leaves)))
        percent = None if percent is None else _with(scheme, percent, bonus.low)
        low = min(low, scheme.vetoed) if fired or maybe else low
        if fired:
            high, best = min(high, scheme.vetoed), min(best, scheme.vetoed)
            percent = high if percent is None else min(percent, scheme.vetoed)
    return Rated(
        class_=class_,
        marks=marks,
        base=base,
        percent=percent,
        low=low,
        high=high,
        best=best,
        deducted=fsum(marks[x.id].taken for x in leaves if x.mode == "deduct"),
        bonus=bonus.low if low is not None and low > scheme.bonus_above and not fired else 0.0,
        vetoes=fired,
        possible_vetoes=maybe,
        keys=frozenset(
            r.key for x in leaves if x.id not in gone for g in x.grounds for r in judgement.of(g)
        ),
    )


def class_of(scheme: Scheme, unit: Unit, facts: Sequence[Fact] = ()) -> UnitClass | None:
    """The first class that the unit's groups or a fact put it in; else the one for the rest."""
    for one in scheme.classes:
        by_fact = one.fact and any(f.kind == one.fact and f.unit == unit.id for f in facts)
        rest = not one.groups and not one.fact
        if rest or by_fact or set(one.groups) & set(unit.groups):
            return one
    return None


def grade(bands: Sequence[Band], low: float | None, best: float | None) -> str:
    """The grade; two where what is unknown or open decides between them. Bands are best first."""
    if low is None or best is None or not bands:
        return ""
    least, most = (_band(bands, value) for value in (low, best))
    return least if least == most else f"{least}～{most}"


def grade_without_points(scheme: Scheme, rated: Rated) -> str:
    """Of a unit that only vetoes are looked at for: the lowest grade, or the one above it."""
    vetoes = [m for id, m in rated.marks.items() if id in _vetoes(scheme) and m.state == "scored"]
    if not vetoes or len(scheme.bands) < 2:
        return ""
    lowest, above = scheme.bands[-1].name, scheme.bands[-2].name
    if rated.vetoes:
        return lowest
    return f"{lowest}～{above}" if rated.possible_vetoes else above


def _vetoes(scheme: Scheme) -> set[str]:
    return {leaf.id for top in scheme.indicators for leaf in top.leaves if leaf.mode == "veto"}


def _band(bands: Sequence[Band], value: float) -> str:
    return next((b.name for b in bands if value >= b.least - _HAIR), bands[-1].name)


def _gone(scheme: Scheme, class_: UnitClass | None) -> set[str]:
    """The leaves that do not apply to the class."""
    without = set(class_.without) if class_ else set()
    return {leaf.id for node in _nodes(scheme.indicators) if node.id in without
            for leaf in node.leaves}  # fmt: skip


def _nodes(tops: Sequence[Indicator]) -> list[Indicator]:
    return [node for top in tops for node in (top, *_nodes(top.children))]


def _spread(scheme: Scheme, leaves: Sequence[Indicator], gone: set[str]) -> float:
    """What the points of the others are multiplied by where absent points spread over them."""
    if scheme.absent != "spread":
        return 1.0
    counted = [x for x in leaves if x.mode in ("weigh", "deduct")]
    rest = fsum(x.points for x in counted if x.id not in gone)
    return fsum(x.points for x in counted) / rest if rest else 1.0


def _sum(node: Indicator, marks: Mapping[str, Mark]) -> Sum:
    """A branch: the sum of its children, less what takes from them, never under nothing."""
    if not node.children:
        own = marks[node.id]
        return Sum(points=own.points, low=own.low, high=own.high, open=own.open)
    found = _total([_sum(child, marks) for child in node.children])
    takers = [marks[c.id] for c in node.children if _takes(c)]
    sure = fsum(t.taken for t in takers)
    most = fsum(t.taken + t.maybe for t in takers)
    return Sum(
        points=found.points,
        low=max(0.0, found.low - most),
        high=max(0.0, found.high - sure),
        open=found.open,
    )


def _takes(leaf: Indicator) -> bool:
    return leaf.mode == "deduct" and not leaf.children and not leaf.points


def _total(sums: Sequence[Sum]) -> Sum:
    return Sum(
        points=fsum(s.points for s in sums),
        low=fsum(s.low for s in sums),
        high=fsum(s.high for s in sums),
        open=fsum(s.open for s in sums),
    )


def _bonus_most(scheme: Scheme, leaves: Sequence[Indicator]) -> float:
    return scheme.bonus_most or fsum(x.points for x in leaves if x.mode == "bonus")


def _bonus(scheme: Scheme, leaves: Sequence[Indicator], marks: Mapping[str, Mark]) -> Sum:
    found = [marks[x.id] for x in leaves if x.mode == "bonus"]
    most = _bonus_most(scheme, leaves)
    return Sum(
        low=min(most, fsum(m.low for m in found)),
        high=min(most, fsum(m.high for m in found)),
        open=fsum(m.open for m in found),
    )


def _with(scheme: Scheme, value: float, bonus: float) -> float:
    """The bonus counts only above its gate."""
    return value + bonus if value > scheme.bonus_above + _HAIR else value


def _scaled(scheme: Scheme, base: Sum) -> tuple[float | None, float | None, float | None]:
    """Low, high, and high with all that is open earned."""
    if base.points <= _HAIR:
        return None, None, None
    k = scheme.total / base.points
    best = scheme.total * (base.high + base.open) / (base.points + base.open)
    return k * base.low, k * base.high, best


def _percent(scheme: Scheme, base: Sum) -> float | None:
    """Over what was decided: what is sure to be earned, of that and what is sure to be lost."""
    decided = base.points - (base.high - base.low)
    return scheme.total * base.low / decided if decided > _HAIR else None
