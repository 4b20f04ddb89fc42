"""The cells of a table, laid out: what covers several of them is spread over all, within bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
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
    above: dict[int, tuple[int, str]] = {}  # column -> rows that a cell from above still covers
    made = []
    for row in islice(rows, MOST_ROWS + 1):
        line, above = _line(row, above)
        made.append(line)
    return plain(title, made)


def plain(title: str, rows: Sequence[Sequence[str]]) -> Grid | None:
    """The same of a table in which no cell covers another's place."""
    most = MOST_ROWS
    width = min(max(map(len, rows), default=0), MOST_COLUMNS)
    if width * len(rows) > MOST_CELLS:
        most = min(most, max(1, MOST_CELLS // width))
    kept = [row for row in rows[:most] if any(row)]
    if not kept:
        return None
    longest = max(len(text) for row in kept for text in row)
    whole = len(rows) <= most and longest <= LONGEST and max(map(len, kept)) <= MOST_COLUMNS
    cells = tuple(tuple(_even(row, width, longest)) for row in kept)
    return Grid(title=_sound(title[-MOST_TITLE:]), cells=cells, whole=whole)


def _even(row: Sequence[str], width: int, longest: int) -> Iterable[str]:
    """A row of so many cells, none of them too long."""
    try:
        "".join(row).encode()
    except UnicodeEncodeError:
        row = [*map(_sound, row)]
    if longest > LONGEST:
        row = [text[:LONGEST] for text in row]
    return [*row[:width], *([""] * (width - len(row)))]


def _line(
    row: Sequence[Cell], above: dict[int, tuple[int, str]]
) -> tuple[list[str], dict[int, tuple[int, str]]]:
    """One row with what covers it from above, and what covers the next."""
    if not above and all(cell.down == cell.across == 1 for cell in row):
        return [cell.text for cell in row], above
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
        text = cell.text
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
