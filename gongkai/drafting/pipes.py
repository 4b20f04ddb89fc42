"""Tables between upright lines: ``| a | b |``, ``a | b |``, +---+ grids, or one cell a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.drafting import columns
from gongkai.drafting.spread import spread
from gongkai.drafting.table import MOST_COLUMNS, Block, Cell, Row, Table

Line = tuple[int, str]

_RULE = re.compile(r"\s*\+[-=]{2,}[-=+]*\+\s*$")
_SPLIT = re.compile(r"(?<!\\)\|")


def piped(text: str) -> bool:
    """Whether a line is a part of such a table."""
    return bool(_RULE.match(text) or text.strip().endswith("|") or text.count(" | ") >= 2)


def one_a_line(lines: Sequence[Line]) -> list[Line] | None:
    """The cells of a dump with an upright line after each; None where it is no such dump.

    Where rows end is not said there.
    """
    said = [text.strip() for _, text in lines if text.strip()]
    bare = sum(not text.strip("| ") for text in said)
    ended = sum(text.endswith("|") and text.count("|") == 1 and len(text) > 1 for text in said)
    whole = sum(text.strip("| ").count("|") > 0 for text in said)
    if bare + ended < 8 or whole * 4 > bare + ended:
        return None
    cells: list[Line] = []
    open_ = begun = False
    for n, text in lines:
        text = text.strip()
        words = text.strip("| ")
        if words and open_:
            cells[-1] = (cells[-1][0], cells[-1][1] + words)
        elif words:
            cells.append((n, words))
        begun = begun or "|" in text  # above the first upright stand titles
        open_ = begun and (open_ or bool(words)) and not text.endswith("|")
    return cells


def counted(lines: Sequence[Line]) -> list[Block] | None:
    """The table of a dump with an upright line after every cell, the blank ones too.

    Rows are then all as long as the heads with their blanks. None where the uprights do not
    come out even.
    """
    first = next((at for at, (_, text) in enumerate(lines) if text.strip().endswith("|")), None)
    if first is None:
        return None
    cells: list[Line] = []
    open_ = ""
    for n, text in lines[first:]:
        *ended, rest = text.split("|")
        for part in ended:
            cells.append((n, f"{open_}{part}".strip()))
            open_ = ""
        open_ += rest.strip()
    width = _even([text for _, text in cells]) if not open_ else 0
    if not width:
        return None
    rows = [
        (cells[at][0], [text for _, text in cells[at : at + width]])
        for at in range(0, len(cells), width)
    ]
    return [*(text.strip() for _, text in lines[:first] if text.strip()), _table(spread(rows))]


def _even(cells: Sequence[str]) -> int:
    """The width that all rows can have: heads, then blanks, and whole rows below; 0 for none."""
    named = next((n for n, cell in enumerate(cells) if not cell), 0)
    for width in range(max(named, 3), min(len(cells) // 2, MOST_COLUMNS) + 1):
        heads, blanks = cells[:named], cells[named:width]
        row = Row(cells=tuple(Cell(text=cell) for cell in heads))
        even = len(cells) % width == 0 and not any(blanks) and width > named
        if even and cells[width] and columns.find(Table(rows=(row,))):
            return width
    return 0


def table(part: Sequence[Line]) -> Table | None:
    """The rows of lines with cells between uprights."""
    rows = _grid(part) if any(_RULE.match(text) for _, text in part) else _plain(part)
    return _table(spread(rows)) if rows else None


def _table(rows: Sequence[tuple[int, Sequence[str]]]) -> Table:
    return Table(
        rows=tuple(Row(cells=tuple(Cell(text=c) for c in cells), at=n) for n, cells in rows),
        lines=True,
    )


def _plain(part: Sequence[Line]) -> list[tuple[int, list[str]]]:
    rows = []
    for n, text in part:
        cells = _cells(text)
        if cells and not all(re.fullmatch(r":?-{2,}:?|", cell) for cell in cells):
            rows.append((n, cells))
    return rows


def _grid(part: Sequence[Line]) -> list[tuple[int, list[str]]]:
    rows: list[tuple[int, list[str]]] = []
    fresh = True
    for n, text in part:
        cells = _cells(text)
        if _RULE.match(text):
            fresh = True
        elif not fresh and len(rows[-1][1]) == len(cells):
            at, said = rows[-1]
            rows[-1] = (at, [f"{a}\n{b}".strip() for a, b in zip(said, cells, strict=True)])
        elif cells:
            rows.append((n, cells))
            fresh = False
    return rows


def _cells(text: str) -> list[str]:
    """What stands between the uprights; one at either end only closes the row."""
    text = text.strip().removeprefix("|")
    if text.endswith("|"):
        text = text[:-1]
    return [cell.strip() for cell in _SPLIT.split(text)] if text.strip() else []
