"""Excel: every sheet that is shown as a table, with merged cells and days as they are shown."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from lxml import etree

from gongkai.drafting.package import Package
from gongkai.drafting.table import ABOVE, LEFT, MOST_COLUMNS, MOST_ROWS, Block, Cell, Row, Table
from gongkai.drafting.words import tell
from gongkai.model import UserError

_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_DATES = frozenset([*range(14, 18), 22, *range(27, 32), 34, 36, *range(50, 59)])
_NO_DAY = frozenset([17, 27, 36, 50, 55, 57])
MOST_MERGED = 2_000_000  # cells

Grid = dict[int, dict[int, str]]  # row -> column -> text, from 1


class _Book:
    def __init__(self, package: Package) -> None:
        self.package = package
        tree = package.part("xl/workbook.xml")
        if tree is None:
            raise UserError(tell("damaged", file=package.path, why="xl/workbook.xml"))
        self.tree = tree
        self.relations = package.relations("xl/workbook.xml")
        self.strings = _strings(package.part("xl/sharedStrings.xml"))
        self.formats = _formats(package.part("xl/styles.xml"))
        setting = next(_all(tree, "workbookPr"), None)
        self.from_1904 = setting is not None and setting.get("date1904") in ("1", "true")


def blocks(package: Package) -> list[Block]:
    """The sheets that are not hidden, in order; an empty sheet gives nothing."""
    book = _Book(package)
    found: list[Block] = []
    rows = 0
    for sheet in _all(book.tree, "sheet"):
        if sheet.get("state", "visible") != "visible":
            continue
        id_ = next((str(v) for k, v in sheet.attrib.items() if str(k).endswith("}id")), "")
        tree = package.part(book.relations.get(id_, ""))
        if tree is None:
            continue
        if table := _sheet(tree, book):
            if found and isinstance(found[-1], Table):
                found.append(str(sheet.get("name", "")))
            rows += len(table.rows)
            found.append(table)
        if rows > MOST_ROWS:
            raise UserError(tell("too_many", file=package.path, limit=MOST_ROWS))
    return found


def _all(tree: etree._Element, name: str) -> Iterator[etree._Element]:
    return tree.iter(f"{{*}}{name}")


def _sheet(tree: etree._Element, book: _Book) -> Table | None:
    grid: Grid = {}
    for n, row in enumerate(_all(tree, "row"), 1):
        at = row.get("r", "")
        number = int(at) if at.isdecimal() else n
        if row.get("hidden") in ("1", "true"):
            continue
        grid[number] = _cells(row, book)
        if len(grid) > MOST_ROWS:
            raise UserError(tell("too_many", file=book.package.path, limit=MOST_ROWS))
    merged = _merged(tree, grid, book)
    said = [n for n, cells in grid.items() if any(text.strip() for text in cells.values())]
    if not said:
        return None
    width = max(max(grid[n]) for n in said if grid[n])
    rows = [n for n in sorted(grid) if n <= max(said)]
    return Table(
        rows=tuple(
            Row(
                cells=tuple(
                    Cell(text=grid[n].get(c, "").strip(), merged=merged.get((n, c), ""))
                    for c in range(1, width + 1)
                ),
                at=n,
            )
            for n in rows
        ),
        spans=ABOVE in merged.values(),
    )


def _cells(row: etree._Element, book: _Book) -> dict[int, str]:
    found: dict[int, str] = {}
    column = 0
    for cell in _all(row, "c"):
        letters = re.match(r"[A-Z]{1,3}", str(cell.get("r", "")))
        column = _column(letters[0]) if letters else column + 1
        if column <= MOST_COLUMNS:
            found[column] = _value(cell, book)
    return found


def _column(letters: str) -> int:
    n = 0
    for letter in letters:
        n = n * 26 + ord(letter) - 64
    return n


def _value(cell: etree._Element, book: _Book) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _said(cell)
    value = next(iter(_all(cell, "v")), None)
    text = (value.text or "") if value is not None else ""
    if kind == "s":
        return book.strings[int(text)] if text.isdecimal() and int(text) < len(book.strings) else ""
    if kind != "n":
        return "" if kind == "e" else text
    style = cell.get("s", "")
    form = book.formats.get(int(style), "") if style.isdecimal() else ""
    return _number(text, form, book.from_1904)


def _number(text: str, form: str, from_1904: bool) -> str:
    try:
        value = float(text)
    except ValueError:
        return text
    if form and 1 <= value < 80_000:
        day = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
        day += timedelta(days=int(value))
        return f"{day.year}年{day.month}月" + (f"{day.day}日" if form == "day" else "")
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else text


def _said(element: etree._Element) -> str:
    """The text of a string, without the sounds that stand over it."""
    return "".join(
        text.text or ""
        for text in _all(element, "t")
        if not any(str(over.tag).endswith("}rPh") for over in text.iterancestors())
    ).replace("_x000D_", "")


def _strings(tree: etree._Element | None) -> list[str]:
    return [_said(item) for item in _all(tree, "si")] if tree is not None else []


def _formats(tree: etree._Element | None) -> dict[int, str]:
    """The cell styles that show days: ``day``, or ``month`` where the day is not shown."""
    if tree is None:
        return {}
    own: dict[int, str] = {}
    for form in _all(tree, "numFmt"):
        id_, code = (
            form.get("numFmtId", ""),
            re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", form.get("formatCode", "").lower()),
        )
        if id_.isdecimal() and re.search(r"y|m", code) and not re.search(r"[#0?]", code):
            own[int(id_)] = "day" if "d" in code else "month"
    found: dict[int, str] = {}
    for styles in _all(tree, "cellXfs"):
        for n, style in enumerate(_all(styles, "xf")):
            id_ = style.get("numFmtId", "")
            if not id_.isdecimal():
                continue
            if int(id_) in own:
                found[n] = own[int(id_)]
            elif int(id_) in _DATES:
                found[n] = "month" if int(id_) in _NO_DAY else "day"
    return found


def _merged(tree: etree._Element, grid: Grid, book: _Book) -> Mapping[tuple[int, int], str]:
    """The cells that are a part of another, and of which side."""
    found: dict[tuple[int, int], str] = {}
    rows = sorted(grid)
    for merge in _all(tree, "mergeCell"):
        span = re.fullmatch(
            r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})", str(merge.get("ref", ""))
        )
        if span is None:
            continue
        left, right = _column(span[1]), min(_column(span[3]), MOST_COLUMNS)
        top, bottom = int(span[2]), int(span[4])
        inside = rows[bisect_left(rows, top) : bisect_right(rows, bottom)]
        for n in inside:
            for column in range(left, right + 1):
                if (n, column) != (top, left) and n in grid:
                    found[n, column] = ABOVE if column == left else LEFT
                    grid[n].pop(column, None)
        if len(found) > MOST_MERGED:
            raise UserError(tell("too_many", file=book.package.path, limit=MOST_ROWS))
    return found
