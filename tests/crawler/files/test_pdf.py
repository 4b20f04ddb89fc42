"""Text as it stands on a page, whichever way the page was written or turned."""

from __future__ import annotations

import pytest

from crawler.files.reading import read
from gongkai.model import Table
from gongkai.sample.files import _paged, typed

ROWS = [
    ["支出决算表"],
    ["科目", "合计", "基本支出", "项目支出"],
    ["教育", "1.50", "1.00", "0.50"],
    ["卫生", "2.50", "2.00", "0.50"],
]
# A text matrix that writes upright once the page is turned clockwise, and where a cell then is.
TURNED = {
    0: ("1 0 0 1", lambda c, r: (60 + 90 * c, 700 - 22 * r)),
    90: ("0 1 -1 0", lambda c, r: (100 + 22 * r, 60 + 90 * c)),
    180: ("-1 0 0 -1", lambda c, r: (500 - 90 * c, 100 + 22 * r)),
    270: ("0 -1 1 0", lambda c, r: (400 - 22 * r, 700 - 90 * c)),
}


def cell(text: str, matrix: str, x: float, y: float) -> str:
    return f"BT /F1 12 Tf {matrix} {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"


@pytest.mark.parametrize("turn", TURNED)
def test_in_reading_order_however_it_was_written_and_turned(turn: int) -> None:
    matrix, place = TURNED[turn]
    shown = [cell(text, matrix, *place(c, r)) for r, row in enumerate(ROWS)
             for c, text in enumerate(row)]  # fmt: skip
    found = read(typed("".join(reversed(shown)).encode(), b"/Rotate %d" % turn))
    assert found.text.split("\n") == ["\t".join(row) for row in ROWS]
    assert found.tables == (Table(header=tuple(ROWS[1]), rows=2),)


def test_words_stay_apart_and_chinese_together() -> None:
    at = {60: "公开", 84: "PDF", 124: "2.0", 164: "1.5", 204: "万元", 232: "整"}
    line = "".join(cell(text, "1 0 0 1", x, 700) for x, text in at.items())
    assert read(typed(line.encode())).text == "公开PDF 2.0 1.5万元整"


def test_a_page_with_a_number_on_a_picture_is_a_scan_and_one_with_text_is_not() -> None:
    image = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
        b" /BitsPerComponent 8 /Length 1 >>\nstream\n\xff\nendstream"
    )
    drawn = b"q 500 0 0 700 40 40 cm /F1 Do Q"
    page = _paged(drawn, b"/XObject << /F1 5 0 R >>", image, (595, 842))
    assert (read(page).text, read(page).why) == ("", "scan")
    stamp = _paged(b"q 50 0 0 50 40 40 cm /F1 Do Q", b"/XObject << /F1 5 0 R >>", image, (595, 842))
    assert read(stamp).why == ""
