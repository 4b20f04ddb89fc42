"""A table whose cells were dumped one after the other, hard-wrapped, without any separator.

The lines are cut into cells (:mod:`gongkai.drafting.pieces`). Several columns of text may stand
side by side (what the State Council asks, the province, the city, and at last the plan's own);
the plan's own is the last. Which column a numbered text was in is told by how wide its lines
are, by the numbers, and by what follows; the cheapest reading of each task is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from statistics import median

from gongkai.drafting import columns
from gongkai.drafting.pieces import Line, Piece, pieces
from gongkai.drafting.table import Block, Cell, Row, Table

_HEAD_LINES = 40
_BEAM = 64
_INDENT = 2
_OTHER = -1  # a column of unnumbered text that is not the plan's own
_ENDS = ("。", "；", ";", "！", "？", "”", "）")


@dataclass(kw_only=True)
class _Task:
    """The cells from one task's number to the next's."""

    label: str = ""
    name: str = ""
    at: int = 0
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """A way to read a task's texts: the column of each, and what it costs to believe it."""

    cost: float = 0
    column: int = -2  # of the last text in this row; -2: a row begins
    last: tuple[int, ...] = ()  # the last number in each column
    chosen: tuple[int, ...] = ()


def blocks(lines: Sequence[Line], *, wrapped: bool = True) -> list[Block]:
    """The paragraphs, and the table where one can be made out.

    Not ``wrapped``: every line is a whole cell.
    """
    prose: list[Block] = [text.strip() for _, text in lines]
    head = _head(lines)
    if head is None:
        return prose
    first, last, names = head
    tasks = _tasks(pieces(lines[last:], wrapped=wrapped))
    if sum(piece.kind == "units" for task in tasks for piece in task.pieces) < 2:
        return prose
    widths = _widths(tasks)
    rows = [Row(cells=tuple(Cell(text=name) for name in names))]
    for task in tasks:
        chosen = _read(task, widths)
        rows.extend(_rows(task, chosen, len(widths) - 1, len(names)))
    return [*prose[:first], Table(rows=tuple(rows), lines=True, guessed=True)]


def _head(lines: Sequence[Line]) -> tuple[int, int, tuple[str, ...]] | None:
    """Where the heads begin and end, and those that matter."""
    found: dict[str, str] = {}
    first = last = 0
    for at, (_, line) in enumerate(lines[:_HEAD_LINES]):
        tokens = line.split()
        roles = [columns.role(token) for token in tokens]
        if found and (at > last + 1 or re.fullmatch(r"[1１一]|一、.*", line.strip())):
            break
        named = all(len(token) <= 14 and not token.startswith("各") for token in tokens)
        if roles and all(roles) and named:
            first = first if found else at
            last = at + 1
            found.update(zip(roles, tokens, strict=True))
    texts = [role for role in columns.TEXTS if role in found]
    if len(columns.CATALOGUE & set(found)) >= 4:
        return None  # a 标准目录 has too many columns to be guessed
    if not texts or not ({"units", "deadline"} & set(found)):
        return None
    own = found.get("own") or found.get("item") or "具体要求"
    names = [found.get("number", "序号"), found.get("task", "任务"), own]
    names += [found.get("units", "责任单位")]
    names += [found[role] for role in ("deadline",) if role in found]
    return first, last, tuple(names)


def _tasks(found: Sequence[Piece]) -> list[_Task]:
    tasks: list[_Task] = []
    if not any(piece.kind in ("number", "name") for piece in found):
        found = _named(found)
    for piece in found:
        if piece.kind == "number" or (piece.kind == "name" and piece.label):
            tasks.append(_Task(label=piece.label, at=piece.at))
        if not tasks or (piece.kind == "name" and not piece.label and tasks[-1].name):
            tasks.append(_Task(at=piece.at))
        if piece.kind == "name":
            tasks[-1].name = piece.text
        elif piece.kind != "number":
            _take(tasks[-1], piece)
    return tasks


def _named(found: Sequence[Piece]) -> list[Piece]:
    """Where no task has a number: a short text between a row's end and the next text names one."""
    named = []
    for at, piece in enumerate(found):
        ended = at == 0 or found[at - 1].kind in ("units", "deadline")
        opens = at + 1 < len(found) and found[at + 1].kind == "text"
        short = len(piece.text) <= 30 and not piece.text.endswith(_ENDS)
        name = piece.kind == "text" and not piece.label and ended and opens and short
        named.append(replace(piece, kind="name") if name else piece)
    return named


def _take(task: _Task, piece: Piece) -> None:
    """Add a cell; what a new page begins with may go on with a cell of the page before."""
    if piece.kind == "text" and piece.page and not piece.label:
        for at in range(len(task.pieces) - 1, max(-1, len(task.pieces) - 13), -1):
            before = task.pieces[at]
            if before.kind == "text" and not before.text.endswith(_ENDS):
                task.pieces[at] = replace(before, text=before.text + piece.text)
                return
    task.pieces.append(piece)


# ---- which column a text was in


def _widths(tasks: Sequence[_Task]) -> tuple[float, ...]:
    """The widths of the columns of numbered texts, the plan's own last.

    Learned from texts with one number in a row: the same clause in each column.
    """
    runs: list[list[Piece]] = []
    for task in tasks:
        texts = [p for p in task.pieces if p.kind == "text" and p.label]
        runs.extend([*group] for _, group in groupby(texts, key=lambda piece: piece.label))
    sizes = Counter(len(run) for run in runs if len(run) <= 6)
    often = [size for size, n in sizes.items() if n >= 3 and n * 8 >= sum(sizes.values())]
    size = max(often, default=1)
    found = []
    for column in range(size):
        seen = [run[column].width for run in runs if len(run) == size and run[column].lines > 2]
        found.append(median(seen) if seen else 0.0)
    return tuple(found)


def _read(task: _Task, widths: Sequence[float]) -> list[int]:
    """The column of each cell of a task; _OTHER for what is no text."""
    own = len(widths) - 1
    readings = [_Reading(last=(0,) * len(widths))]
    for at, piece in enumerate(task.pieces):
        if piece.kind != "text":
            readings = [
                replace(reading, column=-2, chosen=(*reading.chosen, _OTHER))
                for reading in readings
            ]
            continue
        after = task.pieces[at + 1].kind if at + 1 < len(task.pieces) else "end"
        followed = after in ("units", "deadline")
        options = range(own + 1) if piece.label else (_OTHER, own)
        readings = [
            _step(reading, piece, column, widths, followed)
            for reading in readings
            for column in options
        ]
        readings = sorted(readings, key=lambda reading: reading.cost)[:_BEAM]
    return list(readings[0].chosen)


def _step(
    reading: _Reading, piece: Piece, column: int, widths: Sequence[float], followed: bool
) -> _Reading:
    own = len(widths) - 1
    cost = 0.0 if followed == (column == own) or not followed else 6.0
    if not piece.label:
        cost += _unnumbered(reading, piece, column, widths, followed)
        at = column if column == own else reading.column
        return replace(
            reading, cost=reading.cost + cost, column=at, chosen=(*reading.chosen, column)
        )
    number = int(piece.label)
    cost += _misfit(piece, widths[column]) + _order(reading, column, number, own)
    cost += _count(reading.last[column], number, column == own)
    last = list(reading.last)
    last[column] = number
    return _Reading(
        cost=reading.cost + cost,
        column=column,
        last=tuple(last),
        chosen=(*reading.chosen, column),
    )


def _unnumbered(
    reading: _Reading, piece: Piece, column: int, widths: Sequence[float], followed: bool
) -> float:
    if column == _OTHER:
        return 0.0
    return (0.5 if followed else 3.0) + _misfit(piece, widths[column])


def _misfit(piece: Piece, width: float) -> float:
    """How badly the lines of a text fit a column. The first is indented, the last is short."""
    if not width:
        return 0.0
    if piece.lines == 1:
        return min(max(0.0, piece.width - width), 6.0)
    full = piece.width + (_INDENT if piece.lines == 2 else 0)
    return min(abs(full - width), 6.0)


def _order(reading: _Reading, column: int, number: int, own: int) -> float:
    """Columns of a row come from left to right; another row begins after the plan's own."""
    if reading.column < 0:
        return 0.3 * column
    if column > reading.column:
        return 0.3 * (column - reading.column - 1)
    if column == reading.column and number == reading.last[column] + 1:
        return 0.8
    return 0.5 + (0.0 if reading.column == own else 2.0)


def _count(last: int, number: int, own: bool) -> float:
    """Numbers of a column count up by one; those of the columns before may begin anew."""
    if number == last + 1:
        return 0.0
    if number > last:
        return 2.0 if own else 1.0
    return 6.0 if own else 1.5


# ---- rows


def _rows(task: _Task, chosen: Sequence[int], own: int, width: int) -> list[Row]:
    """A row for each text of the plan's own, with the units and deadline printed after it.

    Texts of it that nothing parts are one cell and share what follows.
    """
    rows: list[list[str]] = []
    places: list[int] = []
    before = _OTHER
    for piece, column in zip(task.pieces, chosen, strict=True):
        if piece.kind == "text":
            if column == own and before == own and (own or not _settled(rows)):
                rows[-1][2] += f"\n{piece.text}"
            elif column == own:
                rows.append(["", "", piece.text, "", ""])
                places.append(piece.at)
            before = column
            continue
        before = _OTHER
        if not rows:
            rows.append([""] * 5)
            places.append(piece.at)
        cell = 3 if piece.kind == "units" else 4
        rows[-1][cell] = rows[-1][cell] or piece.text
    if not rows:
        rows, places = [[""] * 5], [task.at]
    rows[0][0], rows[0][1] = task.label, task.name
    return [
        Row(cells=tuple(Cell(text=text) for text in row[:width]), at=at)
        for row, at in zip(rows, places, strict=True)
    ]


def _settled(rows: Sequence[Sequence[str]]) -> bool:
    """Whether units were printed in this task: what has none of its own is then merged."""
    return any(row[3] for row in rows)
