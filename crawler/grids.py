"""The cells of a table, laid out: what covers several of them is spread over all, within bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongkai.model import Grid

MOST_ROWS, MOST_COLUMNS = 2_000, 64
MOST_CELLS = 20_000  # of a table
LONGEST = 200  # characters of a cell: an item's name and its legal basis
MOST_TITLE = 240  # characters over a table that are kept with it
_FIGURE = re.compile(r"[-+]?[\d,.]+%?")


class Cell(NamedTuple):
    """A cell as it is written: its text in normal form, how many rows and columns it covers."""

    text: str
    down: int = 1
    across: int = 1


def grid(title: str, rows: Iterable[Sequence[Cell]]) -> Grid | None:
    """The table with a title; None where no row holds anything.

    A label stands in every cell that it covers; a figure only in the first, so that no sum counts
    it twice.
    """
    spread, whole = _spread(rows)
    width = max((len(row) for row in spread), default=0)
    cells = tuple(tuple(row + [""] * (width - len(row))) for row in spread if any(row))
    if not cells:
        return None
    return Grid(title=_sound(title[-MOST_TITLE:]), cells=cells, whole=whole)


def _spread(rows: Iterable[Sequence[Cell]]) -> tuple[list[list[str]], bool]:
    """Rows of single cells, and whether these are all."""
    made: list[list[str]] = []
    above: dict[int, tuple[int, str]] = {}  # column -> rows that a cell from above still covers
    count, whole = 0, True
    for row in rows:
        if len(made) >= MOST_ROWS or count >= MOST_CELLS:
            return made, False
        line, above = _line(row, above)
        whole = whole and len(line) <= MOST_COLUMNS and all(len(c.text) <= LONGEST for c in row)
        made.append(line[:MOST_COLUMNS])
        count += len(made[-1])
    return made, whole


def _line(
    row: Sequence[Cell], above: dict[int, tuple[int, str]]
) -> tuple[list[str], dict[int, tuple[int, str]]]:
    """One row with what covers it from above, and what covers the next."""
    line: list[str] = []
    below: dict[int, tuple[int, str]] = {}

    def put(text: str, again: str, more: int) -> None:
        if more > 0:
            below[len(line)] = (more, again)
        line.append(text)

    for cell in row:
        while len(line) in above:
            left, text = above.pop(len(line))
            put(text, text, left - 1)
        text = _sound(cell.text[:LONGEST])
        again = "" if _FIGURE.fullmatch(text) else text
        for n in range(min(cell.across, MOST_COLUMNS)):
            put(again if n else text, again, cell.down - 1)
    for column in sorted(above):
        line += [""] * (column - len(line))
        left, text = above[column]
        put(text, text, left - 1)
    return line, below


def _sound(text: str) -> str:
    """Text that can be written: halves of signs beyond the first plane cannot."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
