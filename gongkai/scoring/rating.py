"""The scores of all units under a scheme, and points.csv: the arithmetic, for appeals.

Units are ranked within their class. A class may compose a unit's score of its own and of those
of units drawn from groups (县本级:部门:乡镇 = 6:2:2); a component without a score leaves the sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from math import fsum
from typing import Any

import msgspec

from gongkai.disk.judged import Ledger, Point, Result, Score
from gongkai.model import Component, Indicator, Outcome, Plan, Scheme, Targets, Unit, UnitClass
from gongkai.scoring.findings import Judgement
from gongkai.scoring.leaves import Entry, Mark
from gongkai.scoring.sampling import draw
from gongkai.scoring.scheme import Rated, class_of, grade, grade_without_points, rate
from gongkai.scoring.score import FEWEST_DUTIES, MOST_UNKNOWN, ranked
from gongkai.scoring.score import score as weighed

_SCORED = (Outcome.PASS, Outcome.HALF, Outcome.FAIL, Outcome.UNKNOWN)


@dataclass(frozen=True, kw_only=True)
class Rating:
    """What a scheme makes of a judging."""

    scores: tuple[Score, ...] = ()
    points: tuple[Point, ...] = ()


def seed_of(scheme: Scheme, plan: str, as_of: str) -> str:
    """The seed of all draws: the scheme's own, else plan and cut-off day. It is printed."""
    return scheme.seed or f"{plan} {as_of}"


def rated_by(
    plan: Plan, results: Iterable[Result], ledgers: Iterable[Ledger], targets: Targets
) -> Rating:
    """The points of a plan's results: by its scheme, else by the weights of its clauses."""
    mine = [r for r in results if r.plan == plan.id]
    if plan.scheme is None:
        return Rating(scores=tuple(weighed(mine)))
    return rating(plan.scheme, mine, [x for x in ledgers if x.plan == plan.id], targets)


def seeds(plans: Iterable[Plan], as_of: str) -> dict[str, str]:
    """What the draws of each plan's scheme are repeated by."""
    return {p.id: seed_of(p.scheme, p.id, as_of) for p in plans if p.scheme}


def under(plan: Plan, schemes: Mapping[str, Any]) -> Plan:
    """The plan under the scheme that a judging was scored by, as asked.json keeps it."""
    if plan.id not in schemes:
        return plan
    return replace(plan, scheme=msgspec.convert(schemes[plan.id], Scheme | None))


def rating(
    scheme: Scheme,
    results: Iterable[Result],
    ledgers: Iterable[Ledger] = (),
    targets: Targets | None = None,
) -> Rating:
    """Scores and points of the results of one plan. The order of what is given changes nothing.

    Lines whose unit nobody answers for are left out. Why a unit is not ranked: ``nothing_owed``,
    ``vetoed``, ``veto_open``, ``few_duties`` or ``unknown_share`` (over a tenth of the points).
    """
    by_unit: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        if result.unit:
            by_unit[result.unit].append(result)
    known = {u.id: u for u in targets.units} if targets else {}
    kept = {x.key: x for x in ledgers}
    units = [
        _Rated.of(scheme, lines, kept, known.get(id), targets)
        for id, lines in sorted(by_unit.items())
    ]
    own = {u.score.unit: u.score for u in units}
    scores = [_composed(scheme, u, own, targets) for u in units]
    points = [p for u in units for p in (*u.points(scheme), *_components(scheme, u, own, targets))]
    return Rating(scores=tuple(_by_class(scheme, scores)), points=tuple(points))


@dataclass(frozen=True, kw_only=True)
class _Rated:
    """A unit with its marks and its score before composition."""

    rated: Rated
    score: Score
    first: Result
    seed: str

    @classmethod
    def of(
        cls,
        scheme: Scheme,
        lines: Sequence[Result],
        ledgers: Mapping[tuple[str, str, str, str, str], Ledger],
        unit: Unit | None,
        targets: Targets | None,
    ) -> _Rated:
        first = min(lines, key=lambda line: line.key)
        seed = seed_of(scheme, first.plan, first.as_of)
        facts = targets.facts if targets else ()
        class_ = class_of(scheme, unit or Unit(id=first.unit, name=first.unit_name), facts)
        judgement = Judgement(results=lines, ledgers=ledgers, seed=seed)
        rated = rate(scheme, judgement, class_)
        counted = [line for line in lines if _counted(rated, line)]
        return cls(rated=rated, score=_score(scheme, rated, first, counted), first=first, seed=seed)

    def points(self, scheme: Scheme) -> Iterator[Point]:
        """A line for each indicator, and below it those that take, may take, or wait."""
        for leaf in (leaf for top in scheme.indicators for leaf in top.leaves):
            found = self.rated.marks[leaf.id]
            yield self.line(
                scheme, leaf, found, state=found.state, points=found.points, cut=found.cut,
                open=found.open, what=leaf.manual,
            )  # fmt: skip
            for entry in found.entries:
                if entry.taken or entry.maybe or entry.state == "open":
                    yield self._entry(scheme, leaf, entry)

    def _entry(self, scheme: Scheme, leaf: Indicator, entry: Entry) -> Point:
        ground, result, part = entry.ground, entry.result, entry.part
        fields: dict[str, object] = {"source": ground.source} if ground.source else {}
        if ground.unconfirmed:
            fields["unconfirmed"] = "yes"
        return self.line(
            scheme, leaf, entry, state=entry.state, open=entry.open,
            item=result.item, place=result.place, rule=result.rule,
            part=part.key if part else "",
            reason=part.reason if part else result.reason,
            url=(part.url if part else "") or result.url,
            what=ground.what,
            **fields,
        )  # fmt: skip

    def line(self, scheme: Scheme, leaf: Indicator, found: Mark | Entry, **fields: object) -> Point:
        """What every line of the unit says, and what is taken."""
        low, high = (found.low, found.high) if isinstance(found, Mark) else (0.0, 0.0)
        given: dict[str, object] = {
            **self._always,
            "scheme": scheme.id,
            "indicator": leaf.id,
            "name": leaf.name,
            "mode": leaf.mode,
            "points": 0.0,
            "low": low,
            "high": high,
            "taken": found.taken,
            "maybe": found.maybe,
            "source": leaf.source or scheme.source,
            "unconfirmed": "yes" if leaf.unconfirmed else "",
            **fields,
        }
        told = {k: round(v, 4) if isinstance(v, float) else v for k, v in given.items()}
        return Point(**told)  # type: ignore[arg-type]  # fields by name

    @cached_property
    def _always(self) -> dict[str, object]:
        first = self.first
        return {
            "round": first.round, "judged": first.judged, "plan": first.plan, "seed": self.seed,
            "class_": self.score.class_, "unit": first.unit, "unit_name": first.unit_name,
        }  # fmt: skip


def _counted(rated: Rated, line: Result) -> bool:
    """Does an indicator that applies to the unit rest on it? Then it is owed."""
    return line.key in rated.keys


def _score(scheme: Scheme, rated: Rated, first: Result, lines: Sequence[Result]) -> Score:
    scored = [line for line in lines if line.outcome in _SCORED]
    base = rated.base
    decided = base.points - (base.high - base.low)
    return Score(
        round=first.round,
        judged=first.judged,
        plan=first.plan,
        class_=rated.class_.name if rated.class_ else "",
        unit=first.unit,
        unit_name=first.unit_name,
        owed=len(scored),
        manual=sum(line.outcome == Outcome.MANUAL for line in lines),
        unknown=sum(line.outcome == Outcome.UNKNOWN for line in lines),
        earned=round(base.low, 2),
        possible=round(decided, 2),
        percent=_two(rated.percent),
        low=_two(rated.low),
        high=_two(rated.high),
        coverage=round(decided / base.points, 2) if base.points else 0.0,
        veto=rated.veto,
        deducted=round(rated.deducted, 2),
        bonus=round(rated.bonus, 2),
        grade=grade(scheme.bands, rated.low, rated.best)
        if rated.low is not None
        else grade_without_points(scheme, rated),
        why_unranked=_why(rated, scored, decided),
        open=round(base.open, 2),
    )


def _why(rated: Rated, scored: Sequence[Result], decided: float) -> str:
    if rated.vetoes:
        return "vetoed"
    if rated.possible_vetoes:
        return "veto_open"
    if rated.base.points <= 0:
        return "nothing_owed"
    if len({(line.item, line.place) for line in scored}) < FEWEST_DUTIES:
        return "few_duties"
    sure = decided >= (1 - MOST_UNKNOWN) * rated.base.points - 1e-9
    return "" if sure else "unknown_share"


def _two(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


# ------------------------------------------------------------------ composition


def _drawn(
    component: Component, unit: str, own: Mapping[str, Score], targets: Targets | None, seed: str
) -> list[Score]:
    """The scores of a component: of the unit itself, or of the units drawn from the group."""
    if component.of == "self":
        return [own[unit]]
    group = component.of.format(unit=unit)
    members = [u.id for u in targets.units if group in u.groups] if targets else []
    taken = draw(members, component.sample, f"{seed}|{group}")
    return [own[m] for m in sorted(taken) if m in own and own[m].low is not None]


def _composed(
    scheme: Scheme, unit: _Rated, own: Mapping[str, Score], targets: Targets | None
) -> Score:
    class_, score = unit.rated.class_, unit.score
    if not class_ or not class_.composed or score.low is None:
        return score
    found = [
        (c.weight, members)
        for c in class_.composed
        if (members := _drawn(c, score.unit, own, targets, unit.seed))
    ]
    low = _mean(found, "low")
    high = _mean(found, "high")
    percent = _mean(found, "percent")
    if unit.rated.vetoes:  # its own veto settles it, whatever the others have
        low, high = min(low or 0.0, scheme.vetoed), min(high or 0.0, scheme.vetoed)
        percent = min(percent or 0.0, scheme.vetoed)
    elif unit.rated.possible_vetoes:
        low = min(low or 0.0, scheme.vetoed)
    best = _mean([(w, [replace(s, high=_best(unit, s)) for s in m]) for w, m in found], "high")
    return replace(
        score,
        percent=_two(percent),
        low=_two(low),
        high=_two(high),
        grade=grade(scheme.bands, low, high if unit.rated.vetoes else best),
    )


def _best(unit: _Rated, score: Score) -> float | None:
    return unit.rated.best if score.unit == unit.score.unit else score.high


def _mean(components: Sequence[tuple[float, Sequence[Score]]], name: str) -> float | None:
    """The weighted mean of the components' means; None where no component has a value."""
    told = [
        (weight, fsum(values) / len(values))
        for weight, members in components
        if (values := [v for s in members if (v := getattr(s, name)) is not None])
    ]
    whole = fsum(weight for weight, _ in told)
    return fsum(weight * mean for weight, mean in told) / whole if whole else None


def _components(
    scheme: Scheme, unit: _Rated, own: Mapping[str, Score], targets: Targets | None
) -> Iterator[Point]:
    """Who was drawn for a composed score, and what each brings."""
    class_: UnitClass | None = unit.rated.class_
    for component in class_.composed if class_ else ():
        group = component.of.format(unit=unit.score.unit)
        leaf = Indicator(id=group, name="", mode="composed", source=class_.source if class_ else "")
        for score in _drawn(component, unit.score.unit, own, targets, unit.seed):
            low, high = score.low or 0.0, score.high or 0.0
            taken, maybe = scheme.total - high, high - low
            empty = Mark(state="drawn", low=low, high=high, taken=taken, maybe=maybe)
            yield unit.line(
                scheme, leaf, empty, state="drawn", name=score.unit_name, points=component.weight,
                part=score.unit,
            )  # fmt: skip


def _by_class(scheme: Scheme, scores: Sequence[Score]) -> list[Score]:
    """Ranked within their class; the classes in the scheme's order."""
    order = {c.name: n for n, c in enumerate(scheme.classes)}

    def place(score: Score) -> tuple[int, str]:
        return order.get(score.class_, len(order)), score.class_

    classes = groupby(sorted(scores, key=place), key=place)
    return [line for _, same in classes for line in ranked(list(same))]
