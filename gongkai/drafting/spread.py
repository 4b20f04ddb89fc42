"""Rows of a text dump that lost their merged cells, put back under their heads.

What copies a table as text writes each cell once: a head over two columns is one cell, a task
beside three rows stands in the first of them alone, and what follows moves to the left.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from gongkai import cadence
from gongkai.drafting import columns
from gongkai.drafting.columns import Columns, fold, role
from gongkai.drafting.numbering import mark, ordinal
from gongkai.drafting.table import Cell, Row, Table
from gongkai.drafting.units import names

Cells = list[str]
Numbered = tuple[int, Cells]  # the line of the file, the cells

_UNDER = (  # which heads stand under which
    (re.compile(r"事项"), re.compile(r"^[一二三]级")),
    (
        re.compile(r"任务|内容|项目|要点"),
        re.compile(r"^(?:任务|工作|项目|具体|主要|重点)(?:名称|类别|任务|内容|要求|措施)$"),
    ),
    (re.compile(r"对象"), re.compile(r"^全社会|^特定")),
    (re.compile(r"方式"), re.compile(r"^主动|^依申请")),
    (re.compile(r"层级"), re.compile(r"级$")),
    (
        re.compile(r"单位|部门|分工|主体"),
        re.compile(r"^(?:牵头|主办|责任|承办|配合|协办|协助|参与)(?:单位|部门)?$"),
    ),
)
_BOXED = re.compile(r"[■□▄☑☐]")
_TICKS = re.compile(r"[√✓☑vV×xX/—\-\s]*")


def spread(rows: Sequence[Numbered]) -> list[Numbered]:
    """The rows, all of one width, each cell in its column as far as the cells tell it."""
    at = _head(rows)
    if at is None:
        return _level(rows)
    upper, lower, first = _trimmed(rows[at][1]), Cells(), at + 1
    if first < len(rows) and _is_under(rows[first][1]):
        lower, first = _trimmed(rows[first][1]), first + 1
    upper, lower = _over(upper, lower)
    body = [row for row in rows[first:] if any(not _TICKS.fullmatch(cell) for cell in row[1])]
    whole = [cells for _, cells in body]
    if not _fits(upper, lower, whole):
        upper, lower = _widened(upper, lower, whole)
    heads = [(rows[at][0], upper), (rows[first - 1][0], lower)][: first - at]
    found = _find([cells for _, cells in heads + body])
    if found is None or not found.units:
        return _level(rows)
    style = _style(whole, found)
    told = [(n, _placed(_trimmed(cells), found, found.width, style)) for n, cells in body]
    return _level([*rows[:at], *heads, *told])


def collapsed(rows: Sequence[Numbered], width: int) -> bool:
    """Whether each line is a row that lost its merged cells, and none is the rest of a cell.

    Such a line is shorter or longer than the heads, and still ends as a row does.
    """
    odd = [cells for _, cells in rows if len(cells) != width]
    told = [cells for cells in odd if len(cells) > 1]
    bare = [cells[0].strip() for cells in odd if len(cells) == 1]
    ends = [_trimmed(cells)[-1] for cells in told if cells[0].strip()]
    return (
        bool(told)
        and len(ends) == len(told)
        and all(mark(text) for text in bare)
        and all(_ends(text) for text in ends)
        and not any(_halves(one, two, width) for (_, one), (_, two) in pairwise(rows))
    )


def _halves(one: Cells, two: Cells, width: int) -> bool:
    """Whether two lines, the second going on in the last cell of the first, fill no more than
    a row: then they are one.
    """
    last, first = one[-1].strip(), two[0].strip()
    kin = not _deadline(last) and _office(last) == _office(first)
    return kin and len(one) > 1 and len(one) + len(two) - 1 <= width


def _ends(text: str) -> bool:
    """Whether a cell can be the last of its row."""
    text = text.strip()
    done = text.endswith(("。", "；", "√")) or bool(role(text))
    return done or _office(text) or _deadline(text)


def _level(rows: Sequence[Numbered]) -> list[Numbered]:
    width = max((len(_trimmed(cells)) for _, cells in rows), default=0)
    return [(n, (_trimmed(cells) + [""] * width)[:width]) for n, cells in rows]


def _trimmed(cells: Cells) -> Cells:
    """Without the blank cells at the end, which only fill up the line."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _head(rows: Sequence[Numbered]) -> int | None:
    for at, (_, cells) in enumerate(rows[:30]):
        if _find([_trimmed(cells)]):
            return at
    return None


def _find(rows: Sequence[Cells]) -> Columns | None:
    level = _level([(0, cells) for cells in rows])
    return columns.find(
        Table(rows=tuple(Row(cells=tuple(Cell(text=c) for c in cells)) for _, cells in level))
    )


def _is_under(cells: Cells) -> bool:
    """Whether a row is the lower half of the heads."""
    said = [fold(cell) for cell in cells if cell.strip()]
    return len(said) > 1 and all(any(lower.search(s) for _, lower in _UNDER) for s in said)


def _over(upper: Cells, lower: Cells) -> tuple[Cells, Cells]:
    """Both rows of heads with a cell for every column: a head stands over all its own."""
    left = list(lower)
    above, below = Cells(), Cells()
    for head in upper:
        own = next((under for over, under in _UNDER if over.search(fold(head))), None)
        mine = Cells()
        while own and left and own.search(fold(left[0])):
            mine.append(left.pop(0))
        below += mine or [""]
        above += [head] * max(len(mine), 1)
    return above, below


def _fits(upper: Cells, lower: Cells, body: Sequence[Cells]) -> bool:
    """Whether the offices of most rows stand under a head of offices as it is."""
    found = _find([upper, lower, *body])
    if found is None or not found.units or not body:
        return True
    at = found.units[0]
    return sum(at < len(cells) and _office(cells[at]) for cells in body) * 2 > len(body)


def _widened(upper: Cells, lower: Cells, body: Sequence[Cells]) -> tuple[Cells, Cells]:
    """Heads over more columns than they are: the first of them stands over what is too many.

    By how much is told by where the offices stand in the rows that are whole.
    """
    said = [below or above for above, below in zip(upper, lower, strict=True)]
    units = next((n for n, head in enumerate(said) if role(head) in ("units", "subject")), 0)
    most = max((len(_trimmed(cells)) for cells in body), default=0)
    found = Counter(
        n
        for cells in body
        if len(_trimmed(cells)) == most
        for n, cell in enumerate(cells)
        if n >= units and _office(cell)
    )
    if not found or not units:
        return upper, lower
    more = min(n for n, times in found.items() if times * 2 >= max(found.values())) - units
    at = 1 if role(said[0]) == "number" and units > 1 else 0
    wider = [[*heads[:at], *[heads[at]] * more, *heads[at:]] for heads in (upper, lower)]
    return wider[0], wider[1]


def _style(body: Sequence[Cells], found: Columns) -> str:
    """How the clauses are numbered, where the rows are whole."""
    units = found.units[0]
    cells = [cells[found.item] for cells in body if units < len(cells) and _office(cells[units])]
    styles = Counter(numbered.style for cell in cells if (numbered := mark(cell)))
    return styles.most_common(1)[0][0] if styles else ""


def _placed(cells: Cells, found: Columns, width: int, style: str) -> Cells:
    """A row moved to the right until its offices, its deadline or its clause stand in place."""
    stays = 1 if found.number == 0 and cells and ordinal(cells[0]) else 0
    told = sum(bool(cell.strip()) for cell in cells)
    full = (cells + [""] * width)[: max(width, len(cells))]
    if told == stays + 1 and (numbered := mark(full[stays])) and numbered.style == style:
        return _moved(cells, stays, found.item - stays, found, width)
    if told < 2:
        return full
    ways = [full]
    for by in range(1, width - len(cells) + 1):
        ways.append(_moved(cells, stays, by, found, width))
    last, deadline = len(cells) - 1, found.deadline
    by = found.item - last + 1
    if by >= 0 and stays < last < deadline and _deadline(cells[-1]):
        blank = [""] * (deadline - found.item - 1)  # the offices of the row above hold
        ways.append(_moved([*cells[:-1], *blank, cells[-1]], stays, by, found, width))
    return max(ways, key=lambda way: _fit(way, found))


def _fit(cells: Cells, found: Columns) -> int:
    """How many of the cells that can be told stand in their columns."""
    offices = (*found.units, *found.support)
    score = sum(2 if _office(cells[c]) else -2 for c in offices if cells[c].strip())
    if found.deadline >= 0 and (when := cells[found.deadline].strip()):
        score += 1 if _deadline(when) else -1
    text = cells[found.item]
    known = not text.strip() or _office(text) or _deadline(text)
    return score + (-1 if known else 1)


def _moved(cells: Cells, stays: int, by: int, found: Columns, width: int) -> Cells:
    moved = ([*cells[:stays], *[""] * by, *cells[stays:]] + [""] * width)[:width]
    ticks = range(max(found.units) + 1, width)
    return ["" if n in ticks and _TICKS.fullmatch(cell) else cell for n, cell in enumerate(moved)]


def _deadline(text: str) -> bool:
    return len(text) <= 20 and cadence.understood(text, 2000)  # any year: the form counts


def _office(text: str) -> bool:
    who = names(text)
    return bool(who.units or who.support) and not who.odd and not _BOXED.search(text)
