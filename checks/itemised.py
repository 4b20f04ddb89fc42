"""Tables of accounts go down to the level asked: 功能分类项级, 经济分类款级.

``levels`` names those of the subject that are asked; none: all. A level is reached where its table
holds a code of that level's digits, or a filled column of its own (类 款 项). Codes that all are
shorter are too coarse; a table without codes can be told by nobody. One that is empty has no level
to reach, whether it says why is asked by ``contains``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from gongkai.judging.opened import Said, Sought, looked_into, pages
from gongkai.model import Document, Evidence, Level, Need, Scope, Verdict
from gongkai.tables.figures import is_nothing
from gongkai.tables.laid import Laid
from gongkai.tables.titled import named, text_of
from gongkai.text.match import fold

TITLE = {"zh": "是否细化到位", "en": "Its tables are detailed enough"}
_CODE = re.compile(r"(?<![\d.,])([2-5]\d{2}(?:\d{2}){0,2})(?![\d.,])")  # 2 function, 3 and 5 use


def needs(
    scope: Scope,
    *,
    levels: Sequence[str] = (),
    of: str = "newest",
    since: date | str = "year",
    full: float = 1.0,
    half: float = 0.5,
) -> tuple[Need, ...]:
    """The pages of the entries that are looked into, and their tables' cells."""
    return pages(scope, of=of, since=since)


def check(
    evidence: Evidence,
    *,
    levels: Sequence[str] = (),
    of: str = "newest",
    since: date | str = "year",
    full: float = 1.0,
    half: float = 0.5,
) -> Verdict:
    """A part for each level (and entry, of each)."""
    known = evidence.subject.levels if evidence.subject else {}
    if not known or set(levels) - set(known):
        raise ValueError(f"levels: the subject has {', '.join(known) or 'none'}")
    asked = {
        name: Sought(
            look=partial(_reached, level=known[name], tables=evidence.tables),
            limit=f"{known[name].digits} 位编码",
            label=name,
        )
        for name in levels or known
    }
    return looked_into(evidence, asked, of=of, since=since, full=full, half=half)


def _reached(document: Document, *, level: Level, tables: Mapping[str, str]) -> Said:
    laid = named(document.grids, tables).get(level.table)
    if laid is not None and level.column and (filled := _filled(laid, level.column)):
        return Said("ok", f"{level.column}：{filled}")
    if laid is not None and laid.empty:
        return Said("not_applicable", "空表")
    cells = [text for row in laid.cells for text in row] if laid else []
    text = text_of(document.text, level.table, tables)
    codes = [c for cell in (*cells, *text.split()) for c in _CODE.findall(fold(cell))]
    finest = max(codes, key=len, default="")
    if len(finest) >= level.digits:
        return Said("ok", finest)
    if finest:
        return Said("too_coarse", f"最细为 {finest}")
    return Said("untold" if laid or text else "", "表中未见科目编码" if laid or text else "")


def _filled(laid: Laid, name: str) -> str:
    """What stands first in the column of that head, where more columns of codes stand beside it."""
    for column in range(laid.width):
        cells = [fold(row[column]) for row in laid.cells]
        if name in cells:
            below = cells[cells.index(name) + 1 :]
            return next((c for c in below if c.isdecimal() and not is_nothing(c)), "")
    return ""
