"""Small documents of every format from one and the same table.

A table is rows of cells: text, ``UP`` for a cell merged with the one above, ``AT`` for one merged
with the one to its left.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from html import escape
from pathlib import Path

import xlsxwriter

UP, AT = "\0up", "\0left"
Rows = Sequence[Sequence[str]]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def write(path: Path, rows: Rows, *, before: Sequence[str] = (), after: Sequence[str] = ()) -> Path:
    """A document named as its format: .docx .xlsx .html .txt (rows) .tsv (one cell a line)."""
    WRITERS[path.suffix](path, rows, before, after)
    return path


def span(rows: Rows, r: int, c: int) -> tuple[int, int]:
    """How many rows and columns the cell at (r, c) covers."""
    down = across = 1
    while c + across < len(rows[r]) and rows[r][c + across] == AT:
        across += 1
    while r + down < len(rows) and c < len(rows[r + down]) and rows[r + down][c] == UP:
        down += 1
    return down, across


def docx(path: Path, rows: Rows, before: Sequence[str], after: Sequence[str]) -> None:
    body = "".join(map(paragraph, before)) + word_table(rows) + "".join(map(paragraph, after))
    package(path, {"word/document.xml": document(body)})


def document(body: str) -> str:
    return f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def package(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return path


def paragraph(text: str, properties: str = "") -> str:
    runs = "<w:br/>".join(f"<w:t>{escape(line)}</w:t>" for line in text.split("\v"))
    return f"<w:p>{properties}<w:r>{runs}</w:r></w:p>"


def word_table(rows: Rows) -> str:
    return f"<w:tbl>{''.join(word_row(rows, r) for r in range(len(rows)))}</w:tbl>"


def word_row(rows: Rows, r: int) -> str:
    cells = []
    for c, text in enumerate(rows[r]):
        if text == AT:
            continue
        down, across = span(rows, r, c)
        merge = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
        if text == UP:
            merge += "<w:vMerge/>"
        elif down > 1:
            merge += '<w:vMerge w:val="restart"/>'
        lines = "" if text == UP else text
        paragraphs = "".join(paragraph(line) for line in lines.split("\n"))
        cells.append(f"<w:tc><w:tcPr>{merge}</w:tcPr>{paragraphs}</w:tc>")
    return f"<w:tr>{''.join(cells)}</w:tr>"


def xlsx(path: Path, rows: Rows, before: Sequence[str], after: Sequence[str]) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("分工表")
        for at, line in enumerate(before):
            sheet.merge_range(at, 0, at, max(len(rows[0]) - 1, 1), line)
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                if text in (UP, AT):
                    continue
                down, across = span(rows, r, c)
                at = r + len(before)
                if down * across > 1:
                    sheet.merge_range(at, c, at + down - 1, c + across - 1, text)
                else:
                    sheet.write_string(at, c, text)
        for at, line in enumerate(after):
            sheet.write_string(len(before) + len(rows) + at, 0, line)


def html(path: Path, rows: Rows, before: Sequence[str], after: Sequence[str]) -> None:
    lines = []
    for r, row in enumerate(rows):
        cells = []
        for c, text in enumerate(row):
            if text in (UP, AT):
                continue
            down, across = span(rows, r, c)
            said = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
            cells.append(f'<td rowspan="{down}" colspan="{across}">{said}</td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    head, tail = ("".join(f"<p>{escape(t)}</p>" for t in texts) for texts in (before, after))
    path.write_text(
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>页面</title></head><body>"
        f"<table><tr><td>{head}<table>{''.join(lines)}</table>{tail}</td></tr></table></body></html>",
        "utf-8",
    )


def plain(rows: Rows) -> list[list[str]]:
    return [["" if text in (UP, AT) else text for text in row] for row in rows]


def txt(path: Path, rows: Rows, before: Sequence[str], after: Sequence[str]) -> None:
    lines = ["\t".join(row) for row in plain(rows)]
    path.write_text("\n".join([*before, "", *lines, "", *after]), "utf-8")


def tsv(path: Path, rows: Rows, before: Sequence[str], after: Sequence[str]) -> None:
    """One cell a line, a tab before each, a blank line after each row."""
    lines = ["".join(f"\t{text}\n" for text in row) for row in plain(rows)]
    path.write_text("\n".join([*before, "", *lines, *after]), "utf-8")


WRITERS = {".docx": docx, ".xlsx": xlsx, ".html": html, ".txt": txt, ".tsv": tsv}
FORMATS = tuple(WRITERS)
