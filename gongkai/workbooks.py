"""Reading workbooks that somebody else made: bounded, values only, no formula is run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from gongkai.door import Door

Sheets = Mapping[str, Sequence[Sequence[Any]]]
MOST_MEGABYTES = 64  # unpacked
MOST_ROWS = 20_000
MOST_COLUMNS = 256


def read_sheets(door: Door, file: Path) -> Sheets:
    """The cells of every sheet by name; a fault and nothing where it is no such workbook."""
    if not file.is_file():
        door.fault(file, "", "no_file")
        return {}
    try:
        with ZipFile(file) as packed:
            size = sum(member.file_size for member in packed.infolist())
        if size > MOST_MEGABYTES * 2**20:
            door.fault(file, "", "too_big", limit=MOST_MEGABYTES)
            return {}
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError):
        door.fault(file, "", "not_workbook")
        return {}
    found = {
        sheet.title: [
            list(row)
            for row in islice(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), MOST_ROWS)
        ]
        for sheet in book.worksheets
    }
    book.close()
    return found
