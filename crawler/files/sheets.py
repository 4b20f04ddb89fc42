"""Workbooks of Excel, WPS Spreadsheets (.et) and OpenDocument: every sheet, as its cells show."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from itertools import product

import python_calamine as calamine

from crawler.files.contents import Collected, Contents, Unreadable
from crawler.grids import Cell

MOST_SHEETS = 200
MOST_ROWS = 60_000  # of all sheets
MOST_COLUMNS = 200
MOST_MERGED = 5_000


def read(body: bytes) -> Contents:
    """Every sheet: its name, its rows; hidden ones too, for their formulas may feed the others."""
    found = Collected()
    left = MOST_ROWS
    try:
        book = calamine.load_workbook(io.BytesIO(body))
        if len(book.sheet_names) > MOST_SHEETS:
            raise Unreadable("too_big")
        for name in book.sheet_names:
            rows = list(_rows(book, name))
            left -= len(rows)
            if left < 0:
                raise Unreadable("too_big")
            if rows:
                found.line(name)
                found.table(rows, _spread(book, name))
    except calamine.PasswordError:
        raise Unreadable("locked") from None
    except (calamine.CalamineError, OSError, ValueError):
        raise Unreadable("damaged") from None
    return found.contents("xlsx" if body[:2] == b"PK" else "xls")


def _rows(book: calamine.CalamineWorkbook, name: str) -> Iterator[list[str]]:
    sheet = book.get_sheet_by_name(name)
    if sheet.height > MOST_ROWS:
        raise Unreadable("too_big")
    for row in sheet.iter_rows():
        cells = [_shown(value) for value in row[:MOST_COLUMNS]]
        if any(cells):
            yield cells


def _spread(book: calamine.CalamineWorkbook, name: str) -> Iterator[list[Cell]]:
    """The rows with how far merged cells reach; xls does not say which are merged."""
    sheet = book.get_sheet_by_name(name)
    reach, covered = {}, set()
    for (top, left), (low, right) in (sheet.merged_cell_ranges or ())[:MOST_MERGED]:
        reach[top, left] = (low - top + 1, right - left + 1)
        if (low - top + 1) * (right - left + 1) <= MOST_COLUMNS * MOST_COLUMNS:
            spots = product(range(top, low + 1), range(left, right + 1))
            covered |= {spot for spot in spots if spot != (top, left)}
    for y, row in enumerate(sheet.iter_rows()):
        cells = [_shown(value) for value in row[:MOST_COLUMNS]]
        yield [
            Cell(text, *reach.get((y, x), (1, 1)))
            for x, text in enumerate(cells)
            if (y, x) not in covered
        ]


def _shown(value: object) -> str:
    """A cell as a reader sees it: whole numbers without a point."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()
