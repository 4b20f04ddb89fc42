"""``report.xlsx``: scores, problems and all results, with filters, links, real days and numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter

from reports import Audit, _words
from reports._sheets import Head, Sheet, Value, sheets
from reports._telling import Telling

FORMATS: dict[str, dict[str, Any]] = {
    "text": {},
    "wrap": {"text_wrap": True},
    "whole": {"num_format": "0"},
    "number": {"num_format": "0.00"},
    "score": {"num_format": "0.0"},
    "day": {"num_format": "yyyy-mm-dd"},
    "instant": {"num_format": "yyyy-mm-dd hh:mm"},
    "link": {"font_color": "#1f4e79", "underline": 1},
}
_LINKS = 60_000  # of one sheet; Excel opens no more than 65,530
_FONT: dict[str, Any] = {"font_name": "微软雅黑", "font_size": 10, "valign": "top"}
_EPOCH = datetime(2000, 1, 1)
_LINE, _MOST_LINES = 15.0, 12  # points; a longer text is read in the line above the sheet


def write(audit: Audit, folder: Path) -> Iterator[Path]:
    """Write ``report.xlsx``. Its creation date is the look's, so that its bytes repeat."""
    telling = Telling(audit)
    path = folder / "report.xlsx"
    title = telling.say("title_of", city=audit.targets.title)
    seen_at = str(audit.info.get("seen_at", ""))
    book(path, sheets(telling), title=title, made=seen_at, banner=_banner(telling))
    yield path


def book(path: Path, every: Iterable[Sheet], *, title: str, made: str, banner: str) -> None:
    """Write sheets as a workbook: real days, numbers and links, no formulas, heads that stay.

    ``made``: the instant that stands as its creation; ``banner``: a line above every sheet.
    """
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with path.open("wb") as file, xlsxwriter.Workbook(file, plain) as made_of:
        created = _words.instant(made) or _EPOCH
        made_of.set_properties({"title": title, "created": created})
        styles = {kind: made_of.add_format(_FONT | extra) for kind, extra in FORMATS.items()}
        styles["head"] = made_of.add_format(
            _FONT | {"bold": True, "text_wrap": True, "bg_color": "#EEF1F4", "bottom": 2}
        )
        styles["sample"] = made_of.add_format(_FONT | {"bold": True, "bg_color": "#FFF2CC"})
        for sheet in every:
            _sheet(made_of.add_worksheet(sheet.name), sheet, styles, banner)


def _banner(telling: Telling) -> str:
    return telling.say("sample") if telling.audit.targets.sample else ""


def _sheet(page: Any, sheet: Sheet, styles: dict[str, Any], banner: str) -> None:
    top = 1 if banner else 0
    if banner:
        page.write_string(0, 0, banner, styles["sample"])
        for column in range(1, len(sheet.heads)):
            page.write_blank(0, column, None, styles["sample"])
    for column, head in enumerate(sheet.heads):
        page.set_column(column, column, head.width)
        page.write_string(top, column, head.title, styles["head"])
    for line, row in enumerate(sheet.rows, top + 1):
        page.set_row(line, _LINE * _lines(sheet.heads, row))
        for column, (head, value) in enumerate(zip(sheet.heads, row, strict=True)):
            _cell(page, line, column, head, value, styles[head.kind])
    page.freeze_panes(top + 1, 2)
    page.autofilter(top, 0, top + len(sheet.rows), len(sheet.heads) - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0, top)
    page.set_footer("&C&P / &N")


def _lines(heads: Sequence[Head], row: Sequence[Value]) -> int:
    """How many lines a row needs: not every office suite finds that out when it opens a file."""
    told = (
        (sum(1 + (east_asian_width(c) in "WF") for c in str(value)), head.width - 1)
        for head, value in zip(heads, row, strict=True)
        if head.kind == "wrap" and value
    )
    return min(_MOST_LINES, max((-(-long // width) for long, width in told), default=1))


def _cell(page: Any, line: int, column: int, head: Head, value: Value, style: Any) -> None:
    if value is None or value == "":
        page.write_blank(line, column, None, style)
    elif isinstance(value, (date, datetime)):
        page.write_datetime(line, column, value, style)
    elif isinstance(value, (int, float)):
        page.write_number(line, column, round(value, 6), style)
    elif head.kind == "link" and line < _LINKS and (url := _words.link(value)):
        page.write_url(line, column, str(url), style, _words.clean(url))
    else:
        page.write_string(line, column, _words.clean(value), style)
