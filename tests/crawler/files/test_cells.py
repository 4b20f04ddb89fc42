"""The cells of tables in files: merged ones spread, printed ones in their columns."""

from __future__ import annotations

import io

import xlsxwriter

from crawler.files.aligned import Piece, aligned
from crawler.files.contents import Collected, Contents
from crawler.files.reading import read
from gongkai.sample.files import typed


def cells(found: Contents) -> list[str]:
    return ["|".join(row) for row in found.grids[-1].cells]


def test_merged_cells_of_a_workbook() -> None:
    body = io.BytesIO()
    book = xlsxwriter.Workbook(body)
    sheet = book.add_worksheet("预算")
    sheet.merge_range(0, 0, 1, 0, "项目")
    sheet.merge_range(0, 1, 0, 2, "金额")
    sheet.write_row(1, 1, ["甲", "乙"])
    sheet.merge_range(2, 1, 2, 2, 1200)
    sheet.write(2, 0, "办公")
    sheet.write_row(4, 0, ["合计", 1.5, 2])
    book.close()
    found = read(body.getvalue())
    assert cells(found) == ["项目|金额|金额", "项目|甲|乙", "办公|1200|", "合计|1.5|2"]
    assert found.grids[0].title == "预算"


def test_merged_cells_of_a_letter() -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def cell(text: str, says: str = "") -> str:
        return f"<w:tc><w:tcPr>{says}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(cells)}</w:tr>"

    start, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = "".join(
        [
            row(cell("项目", start), cell("金额", '<w:gridSpan w:val="2"/>')),
            row(cell("", more), cell("甲"), cell("乙")),
            row(cell("办公"), cell("1"), cell("2")),
        ]
    )
    text = (
        f'<w:document xmlns:w="{space}"><w:body><w:p/><w:tbl>{table}</w:tbl></w:body></w:document>'
    )
    from gongkai.sample.files import _package

    found = read(_package({"word/document.xml": text}, "wordprocessingml.document.main"))
    assert cells(found) == ["项目|金额|金额", "项目|甲|乙", "办公|1|2"]


def printed(*lines: str) -> bytes:
    """A page whose cells, parted by uprights, stand 120 points apart."""
    shown = "".join(
        f"BT /F1 12 Tf {60 + 120 * x} {780 - 22 * n} Td <{cell.encode('utf-16-be').hex()}> Tj ET\n"
        for n, line in enumerate(lines)
        for x, cell in enumerate(line.split("|"))
        if cell
    )
    return typed(shown.encode())


def test_a_printed_table_keeps_its_blanks() -> None:
    found = read(printed("收支总表", "项目|合计|甲|乙", "办公|1|2|3", "差旅|4||5", "会议||6|7"))
    assert cells(found) == ["项目|合计|甲|乙", "办公|1|2|3", "差旅|4||5", "会议||6|7"]
    assert found.grids[0].whole
    assert found.grids[0].title == "收支总表"


def piece(text: str, left: float, right: float) -> Piece:
    return Piece(text, left, right)


def test_a_head_over_several_columns_covers_them() -> None:
    lines = [
        [piece("项目", 0, 10), piece("金额", 22, 48)],
        [piece("a", 0, 5), piece("1", 20, 30), piece("2", 40, 50)],
        [piece("b", 0, 5), piece("3", 38, 52)],
    ]
    rows = aligned([*lines, [piece("c", 0, 9), piece("4", 20, 30), piece("5", 40, 50)]])
    assert rows is not None
    assert [(c.text, c.across) for c in rows[0]] == [("项目", 1), ("金额", 2)]
    assert [(c.text, c.across) for c in rows[2]] == [("b", 1), ("", 1), ("3", 1)]
    assert aligned([lines[1], [piece("c", 0, 25), piece("4", 26, 30), piece("5", 40, 50)]]) is None


def test_columns_that_cannot_be_told_make_no_whole_table() -> None:
    found = Collected()
    found.page([["项目", "甲", "乙"], ["办公", "1", "2", "3"], ["差旅", "4", "5"]])
    assert [g.whole for g in found.grids] == [False]
    even = Collected()
    even.page([["项目", "甲", "乙"], ["办公", "1", "2"], ["差旅", "4", "5"]])
    assert [g.whole for g in even.grids] == [True]
