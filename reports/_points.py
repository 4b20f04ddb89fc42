"""The arithmetic of a scheme as it is told: each indicator of a unit, and what takes from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from gongkai.disk.judged import Point

Key = tuple[str, str, str, str]  # item, unit, place, rule


@dataclass(frozen=True, kw_only=True)
class Indicated:
    """One indicator of a unit, with the lines below it. Points are as after every bound."""

    point: Point
    below: tuple[Point, ...]

    @property
    def told(self) -> str:
        """What became of it: the key of a label."""
        if self.point.mode == "veto" and self.point.state == "scored":
            fired = "fired" if self.point.taken else "possible" if self.point.maybe else "clear"
            return f"veto_{fired}"
        return {"open": "points_manual"}.get(self.point.state, f"points_{self.point.state}")


def indicators(points: Iterable[Point]) -> list[Indicated]:
    """The indicators of one unit in order; the lines of each indicator follow it."""
    return [
        Indicated(point=first, below=tuple(below))
        for _, same in groupby(points, key=lambda p: (p.indicator, p.mode))
        for first, *below in _heads(list(same))
    ]


def _heads(same: Sequence[Point]) -> Iterator[Sequence[Point]]:
    """Of a composed score every line is a unit that was drawn; else the first is the indicator."""
    if same[0].mode == "composed":
        return iter([[p] for p in same])
    return iter([same])


def taken(points: Iterable[Point]) -> dict[Key, float]:
    """The points that each result takes; what an indicator's bound gives back is shared out."""
    found: dict[Key, float] = defaultdict(float)
    by_unit = groupby(points, key=lambda p: p.unit)
    for one in (x for _, same in by_unit for x in indicators(same)):
        found_all = sum(p.taken for p in one.below)
        if one.point.mode == "veto" or not found_all:
            continue
        bound = one.point.taken / found_all
        for p in one.below:
            found[p.item, p.unit, p.place, p.rule] += p.taken * bound
    return dict(found)
