"""Word 97 to 2003. ``account.doc`` is LibreOffice's: words of two widths, a table, a link."""

from __future__ import annotations

from pathlib import Path
from struct import pack_into

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
