"""Reading workbooks that somebody else made: bounded, values only, no formula is run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from gongkai.door import Door

Sheets = Mapping[str, Sequence[Sequence[Any]]]
MOST_MEGABYTES = 64  # unpacked
MOST_ROWS = 20_000


def read_sheets(door: Door, file: Path) -> Sheets:
    """The cells of every sheet by name, from its first row and column; whole numbers are int.

    A fault and nothing where the file is no such workbook.
    """
    if not file.is_file():
        door.unread(file, "", "no_file")
        return {}
    try:
        with ZipFile(file) as packed:
            size = sum(member.file_size for member in packed.infolist())
        if size > MOST_MEGABYTES * 2**20:
            door.unread(file, "", "too_big", limit=MOST_MEGABYTES)
            return {}
        book = CalamineWorkbook.from_path(str(file))
        return {
            name: [
                list(map(_value, row))
                for row in book.get_sheet_by_name(name).to_python(
                    skip_empty_area=False, nrows=MOST_ROWS
                )
            ]
            for name in book.sheet_names
        }
    except (BadZipFile, CalamineError, OSError):
        door.unread(file, "", "not_workbook")
        return {}


def _value(cell: Any) -> Any:
    """As a person typed it: 2 and not 2.0."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
