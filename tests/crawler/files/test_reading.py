from __future__ import annotations

import io
import shutil
import struct
import zlib

import pytest

from crawler.files.reading import read
from gongkai.model import Table
from tests.crawler.files import made

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def word(body: str, **more: bytes) -> bytes:
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()
    return made.archive({"word/document.xml": document, **more})


def sheet(rows: list[list[object]], name: str = "表一") -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet(name)
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                page.write(r, c, cell)
    return out.getvalue()


def rar(name: str, body: bytes) -> bytes:
    """A RAR 4 archive of one member that is stored as it is."""

    def block(kind: int, flags: int, fields: bytes, data: bytes = b"") -> bytes:
        head = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
        return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head + data

    at = struct.pack(
        "<IIBIIBBHI",
        len(body),
        len(body),
        0,
        zlib.crc32(body),
        0x5A21_0000,
        29,
        0x30,
        len(name),
        32,
    )
    member = block(0x74, 0x8000, at + name.encode(), body)
    start = b"Rar!\x1a\x07\x00"
    return start + block(0x73, 0, b"\0" * 6) + member + block(0x7B, 0x4000, b"")


def test_words_paragraphs_and_tables() -> None:
    cell = "<w:tc>" + P + "</w:tc>"
    table = "".join(
        "<w:tr>" + "".join(cell.format(c) for c in row) + "</w:tr>"
        for row in (["收入支出决算总表"], ["项目", "决算数"], ["收入", "1"], ["支出", "2"])
    )
    gone = "<w:del><w:r><w:delText>删去的字</w:delText></w:r></w:del>"
    found = read(word(P.format("⽅⼈⺠的决算 １２") + gone + f"<w:tbl>{table}</w:tbl>"))
    assert found.kind == "docx"
    assert found.text == "方人民的决算 12\n收入支出决算总表\n项目\t决算数\n收入\t1\n支出\t2"
    assert found.tables == (Table(header=("项目", "决算数"), rows=2),)
    assert found.why == ""


def test_words_text_boxes_are_read_once() -> None:
    box = "<w:txbxContent>" + P.format("框中的字") + "</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    shown = f"<w:p><w:r><w:t>外面</w:t>{both}</mc:AlternateContent></w:r></w:p>"
    assert read(word(shown)).text == "外面\n框中的字"


def test_a_word_file_that_is_a_picture_is_a_scan() -> None:
    assert read(word("<w:p/>", **{"word/media/image1.jpeg": b"\xff\xd8"})).why == "scan"
    assert read(word(P.format("正文" * 20), **{"word/media/image1.jpeg": b"\xff\xd8"})).why == ""


def test_every_sheet_and_the_head_under_titles() -> None:
    rows: list[list[object]] = [
        ["支出决算表"],
        ["部门：教育局", "", "", "单位：万元"],
        ["科目编码", "科目名称", "合计", "基本支出"],
        ["205", "教育支出", 12.5, 888.0],
        [],
        ["", "合计", 12.5, 888],
    ]
    found = read(sheet(rows, "公开03表"))
    assert found.kind == "xlsx"
    assert "205\t教育支出\t12.5\t888" in found.text
    assert found.text.startswith("公开03表\n支出决算表")
    assert found.tables == (Table(header=("科目编码", "科目名称", "合计", "基本支出"), rows=2),)


def test_an_ofd_in_reading_order() -> None:
    found = read(made.ofd(made.paper(0)))
    assert found.kind == "ofd"
    lines = found.text.split("\n")
    assert lines[0] == "海棠市教育局2025年部门决算"
    assert "科目编码\t科目名称\t合计\t基本支出\t项目支出" in lines


def test_an_ofd_whose_page_is_a_picture_is_a_scan() -> None:
    body = made.archive({
        "OFD.xml": b"<OFD><DocBody><DocRoot>/Doc_0/Document.xml</DocRoot></DocBody></OFD>",
        "Doc_0/Document.xml": b'<Document><Pages><Page BaseLoc="P/0.xml"/></Pages></Document>',
        "Doc_0/P/0.xml": b'<Page><Content><ImageObject Boundary="0 0 210 297"/></Content></Page>',
    })  # fmt: skip
    assert read(body).why == "scan"


def test_an_ofd_with_a_seal_is_no_scan() -> None:
    seal = b'<ImageObject Boundary="90 20 40 40"/>'
    text = (
        '<TextObject Boundary="20 20 90 6"><TextCode X="0" Y="4">决算说明</TextCode></TextObject>'
    )
    body = made.archive({
        "OFD.xml": b"<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>",
        "Doc_0/Document.xml": b'<Document><Pages><Page BaseLoc="0.xml"/></Pages></Document>',
        "Doc_0/0.xml": b"<Page><Layer>" + text.encode() + seal + b"</Layer></Page>",
    })  # fmt: skip
    found = read(body)
    assert (found.text, found.why) == ("决算说明", "")


@pytest.mark.parametrize("coding", ["gbk", "utf-8", "utf-8-sig", "utf-16"])
def test_a_text_in_any_coding(coding: str) -> None:
    found = read("部門決算\r\n三公經費 １２\r\n".encode(coding))
    assert (found.kind, found.text) == ("txt", "部門決算\n三公經費 12")


def test_the_members_of_an_archive_each_as_its_own() -> None:
    inner = made.archive({"更深.txt": "更深的字".encode()})
    body = made.archive({
        "决算/三公经费.txt": "因公出国".encode("gbk"),
        "表.xlsx": sheet([["名称", "数"], ["甲", 1]]),
        "__MACOSX/._表.xlsx": b"x",
    })  # fmt: skip
    found = read(body)
    assert found.kind == "zip"
    assert found.text.split("\n") == [
        "决算/三公经费.txt",
        "因公出国",
        "表.xlsx",
        "表一",
        "名称\t数",
        "甲\t1",
    ]
    assert found.tables == (Table(header=("名称", "数"), rows=1),)
    deep = read(made.archive({"里.zip": inner, "外.txt": "外面".encode()}))
    assert (deep.why, "更深的字" in deep.text, "外面" in deep.text) == ("format", False, True)


def test_names_in_utf8_without_the_flag() -> None:
    assert "说明.txt" in read(made.archive({"说明.txt": b"x"}, coding="utf-8")).text


@pytest.mark.skipif(shutil.which("bsdtar") is None, reason="no bsdtar on this machine")
def test_a_rar_is_unpacked_by_the_system() -> None:
    found = read(rar("a[1].txt", "机关运行经费".encode("gbk")))
    assert (found.kind, found.why) == ("rar", "")
    assert found.text == "a[1].txt\n机关运行经费"


def test_a_rar_where_nothing_unpacks_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    found = read(rar("a.txt", b"x"))
    assert (found.kind, found.why) == ("rar", "tool")


def test_a_page_under_the_name_of_a_document() -> None:
    found = read("<html><body><p>保存为Word的网页</p></body></html>".encode("gbk"))
    assert (found.kind, found.text) == ("html", "保存为Word的网页")


@pytest.mark.parametrize(
    "body", [b"{\\rtf1 x}", b"\x00\x01\x02", made.archive({"ppt/presentation.xml": b"x"})]
)
def test_what_we_do_not_read_says_so(body: bytes) -> None:
    assert (read(body).why, read(body).text) == ("format", "")
