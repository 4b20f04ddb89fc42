"""Do a table's figures add up? Two sides that must be equal, named by the labels of their figures.

What is not printed as a figure is taken for nothing where the sides then are equal; where they
are not, nobody can tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.model import Grid, Sum
from gongkai.tables.figures import figure
from gongkai.tables.laid import Laid
from gongkai.text.match import match

ADDS, DIFFERS, UNREAD = "adds", "differs", "unread"
Spot = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """One column, row or pair of cells: both sides, and whether they are equal."""

    state: str
    where: str  # the label of the column or row
    seen: str  # 1408+172≠1519+60，差 1


def table_of(wanted: Sum, grids: Sequence[Grid]) -> Laid | None:
    """The table that is meant; of several the one with most figures."""
    asked = match(wanted.table)
    found = [laid for laid in map(Laid, grids) if asked.found_in(laid.words)]
    return max(found, key=lambda laid: len(laid.figures), default=None)


def reckoned(wanted: Sum, laid: Laid) -> list[Reckoned]:
    """Every column, row or pair of cells that is asked for; none where no label is found."""
    return [_compared(wanted, laid, *each) for each in _asked(wanted, laid)]


Sides = tuple[str, list[list[Spot]], list[list[Spot]]]  # where, what each term finds


def _asked(wanted: Sum, laid: Laid) -> Iterator[Sides]:
    spots = [(y, x) for y, row in enumerate(laid.cells) if y >= laid.top for x in range(len(row))]
    spots = [spot for spot in spots if figure(laid.cells[spot[0]][spot[1]]) or laid.blank(*spot)]
    if wanted.along == "cells":
        spots = [s for s in spots if s in laid.figures]
        names = {s: f"{laid.row(*s)} {laid.column(*s)} {laid.side(*s)}" for s in spots}
        left, right = _found(wanted.left, spots, names), _found(wanted.right, spots, names)
        if all(left) and all(right):
            yield "", [x[-1:] for x in left], [x[-1:] for x in right]
        return
    by_rows = wanted.along == "rows"
    own, other = (laid.row, laid.column) if by_rows else (laid.column, laid.row)
    lines: dict[int, list[Spot]] = {}
    for spot in spots:
        lines.setdefault(spot[by_rows], []).append(spot)
    where = match(wanted.where)
    for line in lines.values():
        names = {spot: own(*spot) for spot in line}
        left, right = _found(wanted.left, line, names), _found(wanted.right, line, names)
        if not (all(left) and all(right)) or not any(s in laid.figures for s in line):
            continue
        label = other(*next(s for s in line if s in laid.figures))
        if where.found_in(label):
            yield label, left, right


def _found(terms: Sequence[str], spots: Sequence[Spot], names: dict[Spot, str]) -> list[list[Spot]]:
    tests = map(match, terms)
    return [[spot for spot in spots if names[spot] and t.found_in(names[spot])] for t in tests]


def _compared(
    wanted: Sum, laid: Laid, where: str, left: list[list[Spot]], right: list[list[Spot]]
) -> Reckoned:
    spots = {spot for term in (*left, *right) for spot in term}
    there = [spot for spot in spots if spot in laid.figures]
    total = [_total(laid, side) for side in (left, right)]
    apart = total[0] - total[1]
    room = sum((laid.grain(*s) for s in there), Decimal()) if wanted.rounded else Decimal()
    short = DIFFERS if len(there) == len(spots) else UNREAD
    state = ADDS if abs(apart) <= room else short
    sign = "=" if state == ADDS else "≠"
    seen = f"{_told(laid, left)}{sign}{_told(laid, right)}"
    return Reckoned(state=state, where=where, seen=f"{where} {seen}".strip())


def _total(laid: Laid, side: list[list[Spot]]) -> Decimal:
    every = dict.fromkeys(spot for term in side for spot in term)
    return sum((laid.amount(*s) for s in every if s in laid.figures), Decimal())


def _told(laid: Laid, side: list[list[Spot]]) -> str:
    """The side as it is printed; a term of many figures by their sum."""
    terms = []
    for term in side:
        if len(term) == 1:
            terms.append(laid.cells[term[0][0]][term[0][1]] or "□")
        else:
            terms.append(f"Σ{_total(laid, [term]):f}")
    return "+".join(terms)
