"""Hard-wrapped lines without separators, cut into the cells that they once were."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gongkai import cadence
from gongkai.drafting.numbering import mark
from gongkai.drafting.rows import join
from gongkai.drafting.units import names

NARROW = 8  # a line of a column of units, deadlines or task names is at most so long
MOST_WRAPPED = 50  # longer lines: each is a paragraph of its own, nothing was wrapped
MOST_LINES = 12  # of a unit or deadline cell
_END = re.compile(r"[。；;！!？?][”’）)》]*$")
_WHEN = re.compile(r"20\d\d|\d{1,2}\s*月|全年|长期|收到|视|待|按(?!职责|分工)|根据|年底|每")
_DOES = re.compile(
    r"推进|加强|加快|建立|完善|公开|落实|做好|开展|推动|强化|健全|制定|实施|指导|提升|规范"
)
_CLAUSE_STYLES = ("dot", "(n)", "n)", "(han)", "circle")

Line = tuple[int, str]


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A cell: a task's number or name, a text, units, a deadline."""

    kind: str  # number | name | text | units | deadline
    text: str
    at: int
    label: str = ""
    width: float = 0  # of its longest line
    lines: int = 1
    page: bool = False  # a page began with it


def pieces(lines: Sequence[Line], *, wrapped: bool = True) -> list[Piece]:
    """The cells of the lines, in order."""
    return _Cutter(_loosened(lines), wrapped).pieces()


def length(text: str) -> float:
    """How wide a line is printed, in Chinese characters."""
    return sum(0.5 if c.isascii() else 1 for c in text)


def is_units(text: str) -> bool:
    """Whether a text is nothing but names of offices."""
    unfinished = re.search(r"[、，,；;：:各和及与]$", text)
    if unfinished or _END.search(text) or len(text) > 160 or re.match(r"[\d\W]", text):
        return False
    if _WHEN.match(text) or _DOES.match(text):
        return False
    found = names(text)
    every = found.units + found.support
    bare = [re.sub(r"（[^）]*）", "", name) for name in every]
    return bool(every) and not found.odd and all(2 <= len(name) <= 24 for name in bare)


def is_deadline(text: str) -> bool:
    """Whether a text is a deadline."""
    year = 2000  # any: the form counts
    due, when = cadence.read(text, year)
    short = len(text) <= 30 and not _END.search(text)
    return short and (due is not None or when.kind in ("throughout", "after", "event_offset"))


def _loosened(lines: Sequence[Line]) -> list[tuple[int, str, bool]]:
    """Lines with what was printed side by side set apart; whether a page begins with one."""
    found: list[tuple[int, str, bool]] = []
    for n, line in lines:
        page = line[:1] in "\f \u3000"
        for k, part in enumerate(_parts(line.strip("\f \u3000"))):
            found.append((n, part, page and k == 0))
    return found


def _parts(line: str) -> list[str]:
    """区财政局3.公开 … and 宣传。 区国税局，各 and 区编办 全年工作 are two cells each."""
    glued = re.search(r"(?<=[^\d\s.．])(?=\d{1,2}[.．][^\d\s])", line)
    if glued and 2 <= glued.start() <= 12:
        head = line[: glued.start()]
        if is_units(head) or is_deadline(head):
            return [*_parts(head), line[glued.start() :]]
    for gap in re.finditer(r"\s+", line):
        head, tail = line[: gap.start()], line[gap.end() :]
        narrow = length(tail) <= NARROW and not mark(tail)
        if _END.search(head) and (narrow or _marked(tail)):
            return [head, *_parts(tail)]
        if is_units(head) and (narrow and not is_units(tail)):
            return [head, tail]
    return [line]


class _Cutter:
    def __init__(self, lines: list[tuple[int, str, bool]], wrapped: bool) -> None:
        self._lines = lines
        self._found: list[Piece] = []
        self._tasks = 0
        self._wrapped = (
            wrapped and max((length(text) for _, text, _ in lines), default=0) <= MOST_WRAPPED
        )

    def pieces(self) -> list[Piece]:
        at = 0
        while at < len(self._lines):
            at = self._next(at)
        return self._found

    def _next(self, at: int) -> int:
        """Take the cell that begins at line ``at``; where the next one begins."""
        if self._is_number(at):
            self._tasks = int(self._lines[at][1])
            self._keep("number", at, at + 1, label=str(self._tasks))
            return self._name(at + 1)
        if self._is_heading(at):
            self._tasks += 1
            return self._name(at, label=str(self._tasks))
        if end := self._units(at):
            self._keep("units", at, end)
            return self._deadline_after(end)
        if end := self._deadline(at):
            self._keep("deadline", at, end)
            return end
        return self._text(at)

    def _keep(self, kind: str, at: int, end: int, *, label: str = "") -> None:
        lines = [text for _, text, _ in self._lines[at:end]]
        n, _, page = self._lines[at]
        width = max(map(length, lines))
        text = "".join(lines) if kind in ("units", "deadline") else join("\n".join(lines))
        piece = Piece(
            kind=kind, text=text, at=n, label=label, width=width, lines=end - at, page=page
        )
        self._found.append(piece)

    def _is_number(self, at: int) -> bool:
        text = self._lines[at][1]
        return text.isdecimal() and int(text) == self._tasks + 1 and self._at_end()

    def _is_heading(self, at: int) -> bool:
        """A task's name with its number: 三、推进决策公开."""
        found = mark(self._lines[at][1])
        return found is not None and found.style == "han" and found.value == self._tasks + 1

    def _at_end(self) -> bool:
        """Whether the cell before can have ended."""
        last = self._found[-1] if self._found else None
        return last is None or last.kind != "name"

    def _name(self, at: int, *, label: str = "") -> int:
        """The name of a task stands in a narrow column: lines no longer than its first."""
        end = at
        most = min(length(self._lines[at][1]) + 1, NARROW * 2) if at < len(self._lines) else 0
        while end < len(self._lines) and length(self._lines[end][1]) <= most:
            if (mark(self._lines[end][1]) and end > at) or end - at >= MOST_LINES:
                break
            end += 1
            if not self._wrapped:
                break
        if end > at:
            self._keep("name", at, end, label=label)
        return end

    def _units(self, at: int) -> int:
        """Where the unit cell that begins at ``at`` ends; 0 where none does. The longest."""
        return self._longest(at, is_units, NARROW + 2)

    def _deadline(self, at: int) -> int:
        return self._longest(at, is_deadline, NARROW)

    def _longest(self, at: int, form: Callable[[str], bool], most: float) -> int:
        text, found = "", 0
        if not self._wrapped:
            return at + 1 if form(self._lines[at][1]) else 0
        for end in range(at, min(at + MOST_LINES, len(self._lines))):
            line = self._lines[end][1]
            if length(line) > most or _marked(line) or (end > at and self._lines[end][2]):
                break
            if line.isdigit() or (end > at and self._is_heading(end)):
                break
            if found and form is is_units and _WHEN.match(line):
                break
            text += line
            if form(text):
                found = end + 1
        return found

    def _deadline_after(self, at: int) -> int:
        """After units all narrow lines are the deadline, known or not, up to the next cell."""
        end = at
        if not self._wrapped:
            return self._one_deadline(at)
        while end < len(self._lines) and end - at < MOST_LINES:
            _, line, page = self._lines[end]
            fits = length(line) <= NARROW - 2 and not _marked(line) and not _END.search(line)
            if not fits or line.isdigit() or (page and end > at) or self._is_heading(end):
                break
            if self._units(end):
                break
            end += 1
        if end > at:
            self._keep("deadline", at, end)
        return end

    def _one_deadline(self, at: int) -> int:
        line = self._lines[at][1] if at < len(self._lines) else ""
        known = length(line) <= NARROW * 2 and cadence.understood(line, 2000)
        if not known or _marked(line) or line.isdigit() or self._is_heading(at):
            return at
        self._keep("deadline", at, at + 1)
        return at + 1

    def _text(self, at: int) -> int:
        first = self._lines[at][1]
        width = length(first)
        end = at + 1
        while end < len(self._lines) and not self._ends(end, width):
            width = max(width, length(self._lines[end][1]))
            end += 1
        found = _marked(first)
        self._keep("text", at, end, label=found)
        return end

    def _ends(self, at: int, width: float) -> bool:
        """Whether a text that ran up to line ``at`` ended before it."""
        before, (_, line, page) = self._lines[at - 1][1], self._lines[at]
        if page or _marked(line) or not self._wrapped:
            return True
        closed = bool(_END.search(before))
        short = length(before) < width - 2
        if not (closed or short):
            return False
        if self._is_heading(at) or (line.isdecimal() and int(line) == self._tasks + 1):
            return True
        if self._units(at) or self._deadline(at):
            return True
        return closed and short


def _marked(line: str) -> str:
    """The number that a clause begins with."""
    found = mark(line)
    return found.label if found and found.style in _CLAUSE_STYLES else ""
