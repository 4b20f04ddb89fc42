"""Columns of a printed table: pieces of text that stand under one another are of one column."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from crawler.grids import Cell


class Piece(NamedTuple):
    """A piece of a line: its text and where it stands on the page, in any unit."""

    text: str
    left: float
    right: float


def aligned(lines: Sequence[Sequence[Piece]]) -> list[list[Cell]] | None:
    """The lines as rows of cells; None where their columns cannot be told.

    The fullest lines say where columns stand. A piece that reaches over several covers them all,
    as heads do; pieces that stand in one column are read as one.
    """
    most = max(map(len, lines), default=0)
    full = [line for line in lines if len(line) == most]
    columns = [
        (min(line[n].left for line in full), max(line[n].right for line in full))
        for n in range(most)
    ]
    if any(right > left for (_, right), (left, _) in pairwise(columns)):
        return None
    return [_row(line, columns) for line in lines]


def _row(line: Sequence[Piece], columns: Sequence[tuple[float, float]]) -> list[Cell]:
    row: list[Cell] = []
    taken = 0  # columns
    for piece in line:
        first, last = _reach(piece, columns)
        if first < taken:  # beside what stands there already
            row[-1] = row[-1]._replace(text=f"{row[-1].text} {piece.text}")
            continue
        row += [Cell("")] * (first - taken)
        row.append(Cell(piece.text, 1, last - first + 1))
        taken = last + 1
    return row


def _reach(piece: Piece, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The first and the last column that a piece stands in; else the nearest one."""
    under = [
        n for n, (left, right) in enumerate(columns) if piece.left < right and left < piece.right
    ]
    if under:
        return under[0], under[-1]
    middle = (piece.left + piece.right) / 2
    near = min(range(len(columns)), key=lambda n: abs(sum(columns[n]) / 2 - middle))
    return near, near
