"""Word 97 to 2003, and WPS Writer's .wps: the text by its piece table ([MS-DOC] 2.4.1).

The pieces give the text in order; cells end with a sign 7, and so does a row.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from struct import error, unpack_from

import olefile

from crawler.files.contents import Collected, Contents, Unreadable

_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200  # of the FIB's flags
_WORD_97 = 0x00C1
_FLAGS, _CCP_TEXT, _CLX = 0x0A, 0x4C, 0x01A2  # offsets in the FIB
_FIELD = re.compile("\x13[^\x13\x14\x15]*\x14?|\x15")  # a field's code, not its result
_SIGNS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x1e": "-", "\x1f": None, "\x01": None,
                        "\x02": None, "\x05": None, "\x08": None, "\xa0": " "})  # fmt: skip


def read(body: bytes) -> Contents:
    """What stands in the document's main text."""
    try:
        with olefile.OleFileIO(io.BytesIO(body)) as file:
            main = file.openstream("WordDocument").read()
            flags = unpack_from("<H", main, _FLAGS)[0]
            if flags & _ENCRYPTED:
                raise Unreadable("locked")
            if unpack_from("<H", main, 2)[0] < _WORD_97:
                raise Unreadable("format")
            stream = "1Table" if flags & _TABLE_1 else "0Table"
            table = file.openstream(stream).read()
            pictures = file.exists("Data") and file.get_size("Data") > 10_000
        text = "".join(_pieces(main, table))
    except (OSError, error, ValueError, IndexError, RecursionError):
        raise Unreadable("damaged") from None
    found = Collected()
    _blocks(text, found)
    return found.contents("doc", "scan" if pictures and found.size < 20 else "")


def _pieces(main: bytes, table: bytes) -> Iterator[str]:
    """The text, piece by piece, as far as the main document goes."""
    left = unpack_from("<I", main, _CCP_TEXT)[0]
    at, size = unpack_from("<II", main, _CLX)
    clx = table[at : at + size]
    skip = 0
    while clx[skip] == 1:  # properties of pieces
        skip += 3 + unpack_from("<H", clx, skip + 1)[0]
    length = unpack_from("<I", clx, skip + 1)[0]
    plc = clx[skip + 5 : skip + 5 + length]
    count = (len(plc) - 4) // 12
    for n in range(count):
        start, end = unpack_from("<II", plc, 4 * n)
        where = unpack_from("<I", plc, 4 * (count + 1) + 8 * n + 2)[0]
        signs = min(max(end - start, 0), left)
        left -= signs
        if where & 0x40000000:  # one byte a sign
            first = (where & 0x3FFFFFFF) // 2
            yield main[first : first + signs].decode("cp1252", "replace")
        else:
            yield main[where : where + 2 * signs].decode("utf-16-le", "replace")


def _blocks(text: str, found: Collected) -> None:
    """Paragraphs, and rows of tables: two signs 7 in a row end one."""
    rows: list[list[str]] = []
    text = _FIELD.sub("", text).translate(_SIGNS)
    for line in text.split("\r"):
        *cells, rest = line.split("\x07")
        if cells:
            # The first cell's own paragraphs before its last are lines of their own: rare.
            rows += _rows(cells)
        if rows and rest.strip() and "\x07" not in rest:
            found.table(rows)
            rows = []
        for part in rest.split("\n"):
            found.line(part)
    found.table(rows)


def _rows(cells: list[str]) -> list[list[str]]:
    """Cells cut into rows at the empty one that ends each."""
    rows: list[list[str]] = [[]]
    for cell in cells:
        if cell == "" and rows[-1]:
            rows.append([])
        else:
            rows[-1].append(cell.strip())
    return [row for row in rows if row]
