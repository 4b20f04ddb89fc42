"""The problem list and the scores as CSV, in the reader's language: UTF-8 with BOM."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from gongkai.disk.judged import safe
from gongkai.judging import wanted
from reports import Audit, _words
from reports._sheets import Sheet, Value, sheets
from reports._telling import Telling


def write(audit: Audit, folder: Path) -> Iterator[Path]:
    """Write 得分表.csv and 问题清单.csv (scores.csv, problems.csv), and facts to be filled in."""
    telling = Telling(audit)
    note = telling.say("sample") if audit.targets.sample else ""
    for sheet in sheets(telling):
        if sheet.file:
            path = folder / f"{sheet.file}.csv"
            table(path, sheet, note)
            yield path
    if audit.wanted:
        path = folder / wanted.FILE
        path.write_text(wanted.rows(audit.wanted), "utf-8-sig", newline="")
        yield path


def table(path: Path, sheet: Sheet, note: str = "") -> None:
    """Write a sheet as CSV that no spreadsheet takes for formulas; a note ends its heads."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, lineterminator="\r\n")
        out.writerow([h.title for h in sheet.heads] + [note] * bool(note))
        out.writerows([safe(_text(v)) for v in row] for row in sheet.rows)


def _text(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, float):
        return _words.number(value, 4)
    return "" if value is None else _words.clean(str(value))
