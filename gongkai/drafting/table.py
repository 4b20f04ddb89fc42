"""A document as every reader gives it: paragraphs and tables in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ABOVE, LEFT = "above", "left"
MOST_ROWS = 20_000  # of all tables of a document
MOST_COLUMNS = 64


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell of the grid. Paragraphs and line breaks are newlines.

    ``merged`` says that it is a part of the cell above or to the left; its text is empty then.
    """

    text: str = ""
    merged: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row. ``at`` is its number in the table, or its line in a text dump."""

    cells: tuple[Cell, ...]
    at: int = 0
    broken: bool = False  # a page or a section ended just before it

    @property
    def texts(self) -> tuple[str, ...]:
        """What its cells say."""
        return tuple(cell.text for cell in self.cells)

    @property
    def told(self) -> int:
        """How many of its cells say something."""
        return sum(bool(text.strip()) for text in self.texts)


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows, all of one width. ``spans``: the format tells merged cells, blank ones are blank."""

    rows: tuple[Row, ...]
    spans: bool = False
    lines: bool = False  # rows are counted by line of the file
    guessed: bool = False  # nothing separated its cells

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max((len(row.cells) for row in self.rows), default=0)


def ruled(rows: Sequence[Sequence[Cell]]) -> Table:
    """A table of rows that may be ragged, numbered from 1; its format tells merged cells."""
    width = max(map(len, rows), default=0)
    return Table(
        rows=tuple(
            Row(cells=(*cells, *[Cell()] * (width - len(cells))), at=at)
            for at, cells in enumerate(rows, 1)
        ),
        spans=any(cell.merged == ABOVE for cells in rows for cell in cells),
    )


Block = str | Table
