"""The rows of a table of tasks, as entries: what belongs together, and what was inherited."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.drafting.columns import Columns, fold, is_head
from gongkai.drafting.numbering import Numbered, mark, ordinal, split
from gongkai.drafting.table import ABOVE, LEFT, Row, Table
from gongkai.drafting.words import tell

_SENTENCE_END = tuple("。；;！!？?…")
_DITTO = re.compile(r"同上|上同|[〃″＂]|''")
_NOTE = re.compile(r"^(?:注|备注|说明|填表说明|附注|联系人)\s*[:：1１]")
_HEADINGS = ("part", "han", "(han)", "dot", "multi", "(n)", "n)")


@dataclass(kw_only=True)
class Level:
    """A section or task over the items: its name, its printed number, and which one it is."""

    name: str
    label: str = ""
    style: str = ""
    id: int = 0
    seq: str = ""  # its number, where that stood in the 序号 column


@dataclass(kw_only=True)
class Entry:
    """One item before it is numbered. Doubts are pairs of what and seen."""

    at: str
    row: int  # which row of all; items of one cell share it
    levels: tuple[Level, ...]  # outer to inner
    seq: str = ""  # 序号 printed in this row
    fresh: bool = False  # a task began in this row
    label: str = ""
    text: str = ""
    units: str = ""
    support: str = ""
    deadline: str = ""
    steps: str = ""
    basis: str = ""
    channels: str = ""
    doubts: list[tuple[str, str]] = field(default_factory=list)


class Reader:
    """Reads the rows of tables with one and the same head."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.entries: list[Entry] = []
        self.stray: list[tuple[str, str]] = []
        self._style = ""
        self._numbered = False
        self._digits = False
        self._sections: list[Level] = []
        self._tasks: list[Level] = []
        self._memory: dict[int, tuple[str, int]] = {}
        self._count = 0
        self._rows = 0
        self._broken = False
        self._spans = False

    def read(self, table: Table, first: int, number: int) -> None:
        """Take in the rows from ``first`` on of the ``number``-th table of the document."""
        self._spans = table.spans
        rows = list(table.rows[first:])
        self._learn(rows)
        numbers = [self._cell(row, self.columns.number) for row in rows]
        self._digits = any(number.isdigit() for number in numbers)
        for row in rows:
            if is_head(row, self.columns):
                self._broken = True
            elif row.told:
                key = "line" if table.lines else "row"
                self._row(row, tell(key, table=number, row=row.at))
                self._broken = False
            elif row.broken:
                self._broken = True

    def _learn(self, rows: Sequence[Row]) -> None:
        """The style of the numbers that clauses begin with."""
        whole = [row for row in rows if row.told > 1] or rows  # the others may be headings
        texts = [self._cell(row, self.columns.item) for row in whole]
        marks = [found.style for text in texts if text and (found := mark(text))]
        said = sum(bool(text) for text in texts)
        self._style = Counter(marks).most_common(1)[0][0] if marks else ""
        self._numbered = bool(said) and len(marks) * 2 >= said

    def _cell(self, row: Row, column: int) -> str:
        return row.cells[column].text.strip() if 0 <= column < len(row.cells) else ""

    def _row(self, row: Row, at: str) -> None:
        self._broken = self._broken or row.broken
        if self._section(row):
            return
        self._rows += 1
        fresh = self._task(row)
        text = self._cell(row, self.columns.item)
        if not text:
            self._without_text(row, at, fresh)
            return
        whole = [Numbered(label="", text=text)]
        parts = whole if self.columns.catalogue else split(text, self._style * self._numbered)
        if self._goes_on(row, parts, fresh):
            last = self.entries[-1]
            last.text = join(f"{last.text}\n{parts[0].text}")
            last.doubts.append(("cut_by_page", parts[0].text[:20]))
            self._add_steps(row, last)
            parts = parts[1:]
            if not parts:
                return
        elif len(parts) > 1 and not parts[0].label:
            parts = whole
        self._entries(row, at, fresh, parts)

    # ---- what stands over the items

    def heading(self, text: str, *, anew: bool) -> None:
        """What stands over a table, if it heads it. ``anew``: the table's numbers begin at 1."""
        found = mark(text)
        if found and found.style in ("part", "han", "(han)") and len(fold(text)) <= 60:
            self._open_section(text, found.label, found.style)
        elif anew and not self._sections_below():
            self._open_section(text.strip() if len(fold(text)) <= 60 else "", "", "table")

    def _sections_below(self) -> bool:
        return any(level.style != "table" for level in self._sections)

    def _section(self, row: Row) -> bool:
        """A row that is one heading over the rows below it."""
        said = {fold(cell.text): cell.text.strip() for cell in row.cells if cell.text.strip()}
        if self._numbered_section(row, list(said.values())):
            return True
        if len(said) != 1 or any(cell.merged == ABOVE for cell in row.cells):
            return False
        text = next(iter(said.values()))
        if _NOTE.match(text):
            return True
        across = [cell for cell in row.cells[1:] if cell.merged == LEFT]
        found = mark(text)
        heading = found is not None and found.style in _HEADINGS
        if heading and found and not across and self._is_clause(row, found.style):
            return False
        if not row.cells[0].text.strip() and not (heading and len(said) < row.told):
            return False
        if self._spans and len(row.cells) > 2 and len(across) < len(row.cells) - 2:
            return False
        if len(fold(text)) > 80 or not (heading or across):
            return False
        if self._broken and self._sections and self._sections[-1].name == text:
            return True
        self._open_section(
            text, found.label if found and heading else "", found.style if found else ""
        )
        return True

    def _is_clause(self, row: Row, style: str) -> bool:
        """Numbered like the clauses, in their column: its other cells are blank as merged."""
        return bool(self._cell(row, self.columns.item)) and style == self._style

    def _numbered_section(self, row: Row, said: list[str]) -> bool:
        """A heading whose number, 一 among rows of 1 2 3, stands in the 序号 column."""
        number = self._cell(row, self.columns.number)
        if len(said) != 2 or said[0] != number or not self._digits:
            return False
        if not re.fullmatch(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?", number):
            return False
        self._open_section(said[1], ordinal(number), "han")
        return True

    def _open_section(self, text: str, label: str, style: str) -> None:
        styles = [level.style for level in self._sections]
        if style in styles:
            del self._sections[styles.index(style) :]
        self._count += 1
        self._sections.append(Level(name=text, label=label, style=style, id=self._count))
        self._tasks = []

    def _task(self, row: Row) -> bool:
        """Follow the task columns; whether a task begins in this row."""
        fresh = False
        for depth, column in enumerate(self.columns.tasks):
            text = _lines_once(self._cell(row, column))
            if not text or self._same(row, depth, text):
                continue
            del self._tasks[depth:]
            self._fill(depth)
            found = mark(text)
            self._count += 1
            label, style = (found.label, found.style) if found else ("", "")
            self._tasks.append(Level(name=text, label=label, style=style, id=self._count))
            fresh = True
        seq = ordinal(self._cell(row, self.columns.number))
        if fresh and seq and self._tasks:
            self._tasks[-1].label = self._tasks[-1].seq = seq
        return fresh

    def _fill(self, depth: int) -> None:
        while len(self._tasks) < depth:
            self._count += 1
            self._tasks.append(Level(name="", id=self._count))

    def _same(self, row: Row, depth: int, text: str) -> bool:
        """Whether a task cell repeats the task above, or goes on with its name."""
        if depth >= len(self._tasks):
            return False
        now = self._tasks[depth]
        if fold(now.name) == fold(text):
            seq = ordinal(self._cell(row, self.columns.number))
            return not (seq and now.label and seq != now.label and now.label == now.seq)
        found = mark(text)
        if found is not None:
            repeated = self._broken and found.label == now.label and found.style == now.style
            if repeated and self.entries:
                self.entries[-1].doubts.append(("task_differs", text[:30]))
            return repeated
        seq = self._cell(row, self.columns.number)
        if self._broken and not seq and (now.style or not self._cell(row, self.columns.item)):
            now.name = join(f"{now.name}\n{text}")
            return True
        return False

    # ---- rows that only go on

    def _goes_on(self, row: Row, parts: list[Numbered], fresh: bool) -> bool:
        """The first words of a row belong to the item before: its cell was cut by a page."""
        if not self.entries or parts[0].label or not self._numbered or fresh:
            return False
        owned = [*self.columns.units, *self.columns.support, self.columns.deadline]
        if len(parts) == 1 and any(self._cell(row, column) for column in owned):
            return False
        return self._broken or not self.entries[-1].text.endswith(_SENTENCE_END)

    def _without_text(self, row: Row, at: str, fresh: bool) -> None:
        units = [self._cell(row, column) for column in self.columns.units]
        if fresh and (any(units) or self._cell(row, self.columns.deadline)):
            self._entries(row, at, fresh, [Numbered(label="", text=self._tasks[-1].name)])
            self.entries[-1].doubts.append(("text_missing", ""))
            return
        if not self.entries:
            return
        last = self.entries[-1]
        self._add_steps(row, last)
        if more := "\n".join(filter(None, units)):
            last.units = f"{last.units}\n{more}" if last.units else more
            last.doubts.append(("cut_by_page", more[:20]))
        if (more := self._cell(row, self.columns.deadline)) and more not in last.deadline:
            last.deadline = join(f"{last.deadline}\n{more}")

    def _add_steps(self, row: Row, last: Entry) -> None:
        for column in self.columns.steps:
            if more := self._cell(row, column):
                last.steps = f"{last.steps}\n{more}".strip()

    # ---- entries

    def _entries(self, row: Row, at: str, fresh: bool, parts: list[Numbered]) -> None:
        doubts: list[tuple[str, str]] = []
        kept = (self._kept(row, c, "units", doubts).strip() for c in self.columns.units)
        units = "；\n".join(filter(None, kept))
        support = "\n".join(self._helpers(row, c) for c in self.columns.support).strip()
        deadline = self._kept(row, self.columns.deadline, "deadline", doubts)
        basis = self._kept(row, self.columns.basis, "", doubts)
        channels = "\n".join(self._kept(row, c, "", doubts) for c in self.columns.channels)
        steps = "\n".join(filter(None, (self._cell(row, c) for c in self.columns.steps)))
        seq = ordinal(self._cell(row, self.columns.number))
        by_number = {part.label: part.text for part in split(units)} if len(parts) > 1 else {}
        if len(parts) > 1 and not any(by_number) and units.count("\n") == len(parts) - 1:
            doubts.append(("units_shared", units))
        for part in parts:
            self.entries.append(
                Entry(
                    at=at,
                    row=self._rows,
                    levels=(*self._sections, *self._tasks),
                    seq=seq,
                    fresh=fresh,
                    label=part.label,
                    text=join(part.text),
                    units=by_number.get(part.label, units) if part.label else units,
                    support=support,
                    deadline=deadline,
                    steps=steps,
                    basis=basis,
                    channels=channels,
                    doubts=list(doubts),
                )
            )

    def _helpers(self, row: Row, column: int) -> str:
        """配合单位. Blank beside a unit's name it means none; blank beside a blank, as above."""
        cell = row.cells[column]
        led = any(self._cell(row, c) for c in self.columns.units)
        if not cell.text.strip() and not cell.merged and (led or self._spans):
            self._memory[column] = ("", 0)
            return ""
        return self._kept(row, column, "", [])

    def _kept(self, row: Row, column: int, name: str, doubts: list[tuple[str, str]]) -> str:
        """What a cell says, or where it is blank or merged the cell above it."""
        if not 0 <= column < len(row.cells):
            return ""
        task = self._tasks[-1].id if self._tasks else self._sections[-1].id if self._sections else 0
        cell = row.cells[column]
        if (text := cell.text.strip()) and not _DITTO.fullmatch(text):
            self._memory[column] = (text, task)
            return text
        if cell.merged == LEFT:
            return ""
        said, of = self._memory.get(column, ("", 0))
        if not said or text or (cell.merged == ABOVE and self._spans):
            return said
        if self._spans and of != task:
            self._memory[column] = ("", 0)
            return ""
        if name:
            doubts.append((f"{name}_inherited" if of == task else f"{name}_across", said[:30]))
        return said


def join(text: str) -> str:
    """The lines of a cell as one: a space only between Latin words."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    joined = ""
    for line in lines:
        latin = joined and joined[-1].isascii() and line[0].isascii()
        joined += (" " if latin and joined[-1].isalnum() and line[0].isalnum() else "") + line
    return joined


def _lines_once(text: str) -> str:
    """A cell's lines joined; a cell that says the same twice says it once."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return join("\n".join(dict.fromkeys(lines)))
