"""Word 97 to 2003. ``account.doc`` is LibreOffice's: words of two widths, a table, a link."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from struct import pack, pack_into

import olefile
import pytest

from crawler.files.reading import read
from gongkai.model import Table

DOC = Path(__file__).with_name("account.doc").read_bytes()


def test_paragraphs_tables_and_the_words_of_a_link() -> None:
    found = read(DOC)
    assert (found.kind, found.why) == ("doc", "")
    assert found.text.split("\n") == [
        "一、“三公”经费 and plain words",
        "收入决算表",
        "部门:海棠市档案馆",
        "科目编码\t科目名称\t合计",
        "201\t一般公共服务\t12.5",
        "合计\t12.5",
        "详见门户网站。",
    ]
    assert found.tables == (Table(header=("科目编码", "科目名称", "合计"), rows=2),)


def at(offset: int, form: str, value: int) -> bytes:
    """The file with another value in its head."""
    body = bytearray(DOC)
    place = DOC.index(b"\xec\xa5")  # [MS-DOC] 2.5.2: what the head begins with
    pack_into(form, body, place + offset, value)
    return bytes(body)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (at(0x0A, "<H", 0x0100), "locked"),
        (at(0x02, "<H", 0x0065), "format"),  # Word 6
        (at(0x01A2, "<I", 0x7FFFFFF0), "damaged"),
        (DOC[: len(DOC) // 2], "format"),  # its directory is gone
    ],
)
def test_what_cannot_be_read_says_why(body: bytes, why: str) -> None:
    assert (read(body).text, read(body).why) == ("", why)


def test_only_the_main_text_is_read() -> None:
    assert read(at(0x4C, "<I", 6)).text == "一、“三公”"


def in_two_pieces(signs: int) -> bytes:
    """The file with a table of two pieces, six wide signs and ten narrow ones; so many are text."""
    with BytesIO(DOC) as body, olefile.OleFileIO(body, write_mode=True) as file:
        main = bytearray(file.openstream("WordDocument").read())
        name = "1Table" if main[0x0B] & 0x02 else "0Table"
        table = bytearray(file.openstream(name).read())
        wide = len(main) - 100
        narrow = wide + 12
        main[wide:narrow] = "三公经费说明".encode("utf-16-le")
        main[narrow : narrow + 10] = b"caf\xe9 \x80 2026"[:10]
        ends = pack("<III", 0, 6, 16)  # [MS-DOC] 2.8.35: where pieces begin, then what they are
        pieces = pack("<HIHHIH", 0, wide, 0, 0, 0x40000000 | 2 * narrow, 0)
        told = b"\x02" + pack("<I", len(ends + pieces)) + ends + pieces
        clx = len(table) - len(told)
        table[clx:] = told
        pack_into("<II", main, 0x01A2, clx, len(told))
        pack_into("<I", main, 0x4C, signs)
        file.write_stream("WordDocument", bytes(main))
        file.write_stream(name, bytes(table))
        return body.getvalue()


@pytest.mark.parametrize(
    ("signs", "text"),
    [(16, "三公经费说明café € 202"), (11, "三公经费说明café"), (3, "三公经")],
)
def test_words_of_one_byte_a_sign_and_the_end_of_the_main_text(signs: int, text: str) -> None:
    assert read(in_two_pieces(signs)).text == text
