"""A table's cells read: which are figures, and what each of them stands for.

A figure's row is named by the labels on its left, its column by the heads above it, wherever in
the table these stand: two-sided accounts and forms with several heads are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from gongkai.model import Grid
from gongkai.tables.figures import Figure, figure, is_nothing, unit
from gongkai.text.match import fold

# Columns of codes and running numbers: their digits are names, no amounts.
_MARKS = re.compile(r"编码|代码|编号|序号|行次|栏次|^[类款项]$")
_COUNTED = re.compile(r"^(?:栏次|行次|次栏)$")


class Laid:
    """One table. Rows and columns are counted from 0."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.cells = grid.cells
        self.width = max((len(row) for row in grid.cells), default=0)

    @cached_property
    def title(self) -> str:
        """What stands over it, and its first rows that are one text only."""
        return " ".join([self.grid.title, *(next(filter(None, r)) for r in self._banner)])

    @cached_property
    def _banner(self) -> list[tuple[str, ...]]:
        """The rows at the top that hold one text, however far it is spread."""
        found: list[tuple[str, ...]] = []
        for row in self.cells[:-1]:
            if len({text for text in row if text}) > 1:
                break
            if any(row):
                found.append(row)
        return found

    @cached_property
    def top(self) -> int:
        """The first row below the title's."""
        return next((n for n, row in enumerate(self.cells) if len(set(filter(None, row))) > 1), 0)

    @cached_property
    def _marks(self) -> frozenset[int]:
        """Columns whose digits are codes or running numbers."""
        found = set()
        for column in range(self.width):
            heads = [fold(row[column]) for row in self.cells[self.top :]]
            first = next((n for n, text in enumerate(heads) if figure(text)), len(heads))
            if any(_MARKS.search(text) for text in heads[:first]):
                found.add(column)
        return frozenset(found)

    @cached_property
    def figures(self) -> dict[tuple[int, int], Figure]:
        """Every amount by row and column; codes and running numbers are none."""
        return {
            (y, x): found
            for y, row in enumerate(self.cells)
            if y >= self.top and not any(_COUNTED.match(fold(text)) for text in row[:2])
            for x, text in enumerate(row)
            if x not in self._marks and (found := figure(text))
        }

    def blank(self, y: int, x: int) -> bool:
        """Is nothing printed there?"""
        return is_nothing(self.cells[y][x])

    def row(self, y: int, x: int) -> str:
        """The labels that name the row of a cell: the nearest on its left."""
        return " ".join(reversed(list(self._labels([(y, n) for n in range(x - 1, -1, -1)]))))

    def column(self, y: int, x: int) -> str:
        """The heads that name the column of a cell: the nearest above it."""
        above = [(n, x) for n in range(y - 1, self.top - 1, -1)]
        return " ".join(reversed(list(self._labels(above))))

    def side(self, y: int, x: int) -> str:
        """The first head over the label on a cell's left: which side of a two-sided account."""
        for n in range(x - 1, -1, -1):
            if not is_nothing(self.cells[y][n]) and not figure(self.cells[y][n]):
                return self.cells[self.top][n]
        return ""

    def _labels(self, way: list[tuple[int, int]]) -> Iterator[str]:
        """Texts on the way from a figure outwards, until figures come again; each once."""
        last = ""
        for y, x in way:
            text = self.cells[y][x]
            if (y, x) in self.figures:
                if last:
                    return
            elif not is_nothing(text) and text != last:
                last = text
                yield text

    @cached_property
    def power(self) -> int | None:
        """The unit of its money, where its title says one."""
        return unit(self.title)

    def amount(self, y: int, x: int) -> Decimal:
        """The figure there, in yuan where any unit of money is said."""
        return self.figures[y, x].in_yuan(self._power(y, x))

    def grain(self, y: int, x: int) -> Decimal:
        """How much rounding may hide in the figure there."""
        return self.figures[y, x].grain(self._power(y, x))

    def _power(self, y: int, x: int) -> int | None:
        said = unit(self.column(y, x))
        return self.power if said is None else said

    @cached_property
    def words(self) -> str:
        """Its title and all of its labels."""
        labels = (text for row in self.cells for text in row if not figure(text))
        return " ".join([self.grid.title, *dict.fromkeys(labels)])

    @property
    def empty(self) -> bool:
        """Is there no figure but zeros?"""
        return not any(found.value for found in self.figures.values())
