"""Tables in a text dump: cells between tabs, one a line or a row a line, broken over lines."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator, Sequence

from gongkai.drafting import columns, dump, pipes
from gongkai.drafting.numbering import mark
from gongkai.drafting.spread import collapsed, spread
from gongkai.drafting.table import Block, Cell, Row, Table

_TAGS = re.compile(
    r"</?(?:p|div|span|b|strong|td|tr|font|u|i|em|o:p)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
PAGE = re.compile(
    r"^\s*(?:[-—–─－_~]+\s*\d{1,4}\s*[-—–─－_~]+|\d{1,4}\s*/\s*\d{1,4}"
    r"|第\s*\d{1,4}\s*页(?:[，,/ ]*共\s*\d{1,4}\s*页)?)\s*$"
)

_TAIL = 20  # characters of a line that still belongs to the last cell
_NAME = 12  # characters; a longer first line is no cell that goes on

Line = tuple[int, str]  # its number in the file, its text


def blocks(text: str) -> list[Block]:
    """The paragraphs and tables of a dump, in order."""
    lines = list(_lines(text))
    if cells := pipes.one_a_line(lines):
        if found := pipes.counted(lines):
            return found
        return dump.blocks(cells, wrapped=False)
    found = []
    for kind, part in _parts(lines):
        if kind == "prose":
            found.extend(line for _, line in part if line.strip())
        elif table := _READERS[kind](part):
            found.append(table)
    if not any(isinstance(block, Table) and columns.find(block) for block in found):
        return dump.blocks(run_of(lines))
    return found


def commas(text: str) -> list[Block]:
    """The table of a CSV file."""
    lines = list(csv.reader(io.StringIO(text, newline="")))
    width = max(map(len, lines), default=0)
    rows = [
        Row(cells=tuple(Cell(text=_clean(c)) for c in cells + [""] * (width - len(cells))), at=n)
        for n, cells in enumerate(lines, 1)
    ]
    return [Table(rows=tuple(rows), lines=True)]


def run_of(lines: Sequence[Line]) -> list[Line]:
    """Lines that say something, without page marks."""
    return [(n, line) for n, line in lines if line.strip() and not PAGE.match(line)]


def _lines(text: str) -> Iterator[Line]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")
    for n, line in enumerate(text.split("\n"), 1):
        line = _BREAK.sub(" ", line)
        line = html.unescape(_TAGS.sub("", line)) if "<" in line or "&" in line else line
        yield n, line.replace("\x07", "\t").rstrip(" \u3000")


def _parts(lines: list[Line]) -> Iterator[tuple[str, list[Line]]]:
    """Stretches of one kind: prose, cells (one a line), rows (one a line), pipes."""
    kind, part = "prose", list[Line]()
    for at, line in enumerate(lines):
        now = _kind(lines, at, kind)
        if now != kind:
            if part:
                yield kind, part
            kind, part = now, []
        part.append(line)
    if part:
        yield kind, part


def _kind(lines: list[Line], at: int, before: str) -> str:
    text = lines[at][1]
    if "\t" not in text and pipes.piped(text):
        return "pipes"
    if before == "rows":
        return "rows" if "\t" in text or _more(lines, at, "\t") else "prose"
    if before == "cells":
        return "cells" if text.startswith("\t") or _more(lines, at, "\t") else "prose"
    if text.startswith("\t") and "\t" not in text[1:]:
        return "cells"
    return (
        "rows" if text.count("\t") >= 2 or (text.count("\t") == 1 and text[0] != "\t") else "prose"
    )


def _more(lines: list[Line], at: int, tab: str, far: int = 12) -> bool:
    """A line without a tab inside a table: a cell goes on, for the table does."""
    text = lines[at][1]
    if text.lstrip().startswith("#"):
        return False
    if any(tab in line for _, line in lines[at : at + far]):
        return True
    goes_on = bool(text.strip()) and bool(lines[at - 1][1].strip())  # its last cell
    return goes_on and len(text) <= _TAIL and not text.endswith(("。", "：", ":"))


# ---- one cell a line


def _cells(part: list[Line]) -> Table | None:
    groups = _groups(part)
    if not groups:
        return None
    width = _width(groups)
    rows, waiting = [], list[Line]()
    for group in groups:
        if len(waiting) + len(group) > width and waiting:
            rows.append(waiting)
            waiting = []
        waiting = waiting + group
        while len(waiting) >= width:
            rows.append(waiting[:width])
            waiting = waiting[width:]
    if waiting:
        rows.append(waiting)
    return Table(rows=tuple(_row(row, width) for row in rows), lines=True)


def _groups(part: list[Line]) -> list[list[Line]]:
    """Cells between blank lines that a new cell follows. A line without a tab goes on."""
    groups: list[list[Line]] = []
    blank = True
    for n, text in part:
        if text.startswith("\t"):
            if blank or not groups:
                groups.append([])
            groups[-1].append((n, text[1:]))
            blank = False
        elif not text.strip():
            blank = True
        elif groups and not PAGE.match(text):
            at, said = groups[-1][-1]
            groups[-1][-1] = (at, f"{said}\n{text}")
            blank = False
    return groups


def _width(groups: list[list[Line]]) -> int:
    """Columns: the size of the group of heads, else the commonest size."""
    for group in groups[:20]:
        cells = tuple(Cell(text=text) for _, text in group)
        if columns.find(Table(rows=(Row(cells=cells),))):
            return len(group)
    sizes = [len(group) for group in groups]
    return max(sorted(set(sizes)), key=sizes.count)


def _row(cells: list[Line], width: int) -> Row:
    texts = [text for _, text in cells] + [""] * (width - len(cells))
    return Row(cells=tuple(Cell(text=_clean(text)) for text in texts), at=cells[0][0])


def _clean(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


# ---- one row a line


def _rows(part: list[Line]) -> Table | None:
    width = _row_width(part)
    said = [(n, text.split("\t")) for n, text in part if text.strip() and not PAGE.match(text)]
    if collapsed(said, width):
        return Table(
            rows=tuple(
                Row(cells=tuple(Cell(text=_clean(cell)) for cell in cells), at=n)
                for n, cells in spread(said)
            ),
            lines=True,
        )
    rows: list[Row] = []
    waiting: Line | None = None
    for n, text in part:
        if not text.strip() or PAGE.match(text):
            continue
        if waiting is None:
            waiting = (n, text)
        elif _belongs(waiting[1], text, width):
            waiting = (waiting[0], f"{waiting[1]}\n{text}")
        else:
            rows.append(_tabbed(waiting, width))
            waiting = (n, text)
    if waiting:
        rows.append(_tabbed(waiting, width))
    return Table(rows=tuple(rows), lines=True) if rows else None


def _row_width(part: list[Line]) -> int:
    for _, text in part[:40]:
        cells = tuple(Cell(text=cell) for cell in text.split("\t"))
        if columns.find(Table(rows=(Row(cells=cells),))):
            return len(cells)
    return max((text.count("\t") + 1 for _, text in part), default=1)


def _belongs(before: str, text: str, width: int) -> bool:
    """A line that only fills up the row before: a cell was broken over lines."""
    have, more = before.count("\t"), text.count("\t")
    last, now = mark(before.rpartition("\n")[2]), mark(text)
    if more == width - 1:  # a row of its own: the one before lost its empty cells
        if have == 0 and last and now and last.style == now.style and now.value == last.value + 1:
            return True  # two clauses of one cell
        whole = now or before.endswith(("。", "：", ":")) or len(before) > _NAME
        return have == 0 and not whole and not text.startswith("\t")
    if have >= width - 1:
        alone = before.strip() and "\t" not in before.strip()  # a heading, or a row of heads
        own = _opens(text) or _next_clause(before, text)
        own = own or (now is not None and (bool(alone) or _is_head(before)))
        return more == 0 and not own
    return have + more <= width - 1 and not text.startswith("\t")


def _is_head(row: str) -> bool:
    cells = tuple(Cell(text=cell) for cell in row.split("\t"))
    return columns.find(Table(rows=(Row(cells=cells),))) is not None


def _next_clause(row: str, text: str) -> bool:
    """A line numbered one more than a cell of the row before: it begins the next row."""
    now = mark(text)
    marks = (mark(line) for cell in row.split("\t") for line in cell.split("\n"))
    return now is not None and any(
        last and last.style == now.style and last.value + 1 == now.value for last in marks
    )


def _opens(text: str) -> bool:
    """A heading (二、…) whose empty cells were cut off."""
    found = mark(text)
    return found is not None and found.style in ("han", "(han)", "part")


def _tabbed(line: Line, width: int) -> Row:
    n, text = line
    cells = text.split("\t")
    cells = [*cells[: width - 1], "".join(cells[width - 1 :])] if len(cells) > width else cells
    cells += [""] * (width - len(cells))
    return Row(cells=tuple(Cell(text=_clean(cell)) for cell in cells), at=n)


_READERS = {"cells": _cells, "rows": _rows, "pipes": pipes.table}
