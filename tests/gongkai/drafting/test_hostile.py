"""Files that are damaged, dressed up or far too large: one clear sentence, and bounded work."""

from __future__ import annotations

import io
import resource
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.drafting import read
from gongkai.model import UserError
from gongkai.words import speak
from tests.gongkai.drafting.documents import document, package, word_table, write

ROWS = [
    ["序号", "任务", "责任单位"],
    ["1", "公开预算", "市财政局"],
    ["2", "公开决算", "市审计局"],
]


def zipped(name: str, text: bytes, *others: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for part, body in ((name, text), *others):
            file.writestr(part, body)
    return out.getvalue()


BOMB = b"<w:document xmlns:w='w'>" + b" " * (40 << 20) + b"</w:document>"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b"<d>&b;&b;&b;</d>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]><d>&a;</d>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600

REFUSED: dict[str, tuple[str, bytes | None, str]] = {
    "not there": ("plan.docx", None, "没有这个文件"),
    "empty": ("plan.docx", b"", "空文件"),
    "blank": ("plan.txt", b"\xef\xbb\xbf \r\n\n", "空文件"),
    "cut zip": ("plan.docx", zipped("word/document.xml", b"<a/>")[:60], "损坏"),
    "no zip": ("plan.docx", b"PK\x03\x04" + b"x" * 400, "损坏"),
    "other zip": ("plan.docx", zipped("readme.txt", b"hello"), "不是 Word"),
    "no body": ("plan.docx", zipped("word/document.xml", b"<a/>"), "损坏"),
    "broken xml": ("plan.docx", zipped("word/document.xml", b"<a><b></a>"), "损坏"),
    "zip bomb": ("plan.docx", zipped("word/document.xml", BOMB), "解压后过大"),
    "entities": ("plan.docx", zipped("word/document.xml", LAUGHS), "损坏"),
    "outside entity": ("plan.docx", zipped("word/document.xml", OUTSIDE), "损坏"),
    "broken workbook": ("plan.xlsx", zipped("xl/workbook.xml", b"<x"), "损坏"),
    "sheet bomb": (
        "plan.xlsx",
        zipped("xl/workbook.xml", b"<workbook/>", ("xl/sharedStrings.xml", BOMB)),
        "解压后过大",
    ),
    "old Word": ("plan.doc", OLE, "旧格式"),
    "locked": ("plan.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "pdf": ("plan.docx", b"%PDF-1.7 ...", "PDF"),
    "binary": ("plan.txt", bytes(range(256)) * 40, "不是 Word"),
    "prose": ("plan.txt", "各单位要高度重视，认真落实。\n".encode() * 40, "没有找到任务表"),
    "page without": ("p.html", b"<html><body><p>404</p></body></html>", "没有找到任务表"),
    "broken commas": ("plan.csv", b"a,b\n" + b"x" * 200_000, "损坏"),
    "only a head": ("plan.txt", "序号\t任务\t责任单位\n".encode(), "只有表头"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_one_sentence(tmp_path: Path, name: str) -> None:
    file, body, sentence = REFUSED[name]
    path = tmp_path / file
    if body is not None:
        path.write_bytes(body)
    with pytest.raises(UserError) as told:
        read(path)
    assert sentence in str(told.value)
    assert str(path) in str(told.value)
    assert "Traceback" not in str(told.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="打不开"):
        read(tmp_path)


def test_in_english(tmp_path: Path) -> None:
    speak("en")
    with pytest.raises(UserError, match="there is no such file"):
        read(tmp_path / "plan.docx")


@pytest.mark.parametrize(
    ("real", "named"), [(".html", "docx"), (".docx", "xlsx"), (".txt", "html"), (".xlsx", "txt")]
)
def test_the_content_decides_and_the_name_is_a_doubt(tmp_path: Path, real: str, named: str) -> None:
    path = write(tmp_path / f"plan{real}", ROWS).rename(tmp_path / f"plan.{named}")
    draft = read(path)
    assert [item.units for item in draft.items] == [("市财政局",), ("市审计局",)]
    assert [doubt.seen for doubt in draft.doubts if doubt.what == "other_name"] == [real[1:]]


@pytest.mark.parametrize("coding", ["gb18030", "utf-8-sig", "utf-16"])
def test_encodings(tmp_path: Path, coding: str) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes("\n".join("\t".join(row) for row in ROWS).encode(coding))
    assert len(read(path).items) == 2


def test_a_page_in_an_old_encoding(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.html", ROWS)
    path.write_bytes(path.read_text("utf-8").replace("utf-8", "gb2312").encode("gb18030"))
    assert [item.text for item in read(path).items] == ["公开预算", "公开决算"]


def many(n: int) -> list[list[str]]:
    return [ROWS[0], *([str(i), f"公开第{i}项", "市财政局、各部门"] for i in range(1, n + 1))]


@pytest.mark.parametrize("form", [".txt", ".xlsx"])
def test_ten_thousand_rows(tmp_path: Path, form: str) -> None:
    path = write(tmp_path / f"plan{form}", many(10_000))
    began = time.process_time()
    draft = read(path)
    assert len(draft.items) == 10_000
    assert draft.items[-1].id == "10000"
    assert time.process_time() - began < 20


@pytest.mark.parametrize("form", [".html", ".docx"])
def test_too_many_rows(tmp_path: Path, form: str) -> None:
    path = write(tmp_path / f"plan{form}", many(20_000))
    with pytest.raises(UserError, match="20000 行"):
        read(path)


def test_thirty_megabytes_of_text(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(("\t".join(ROWS[1]) + "\n").encode() * 900_000)
    with pytest.raises(UserError, match="超过 8 MB"):
        read(path)


def test_pictures_do_not_count(tmp_path: Path) -> None:
    path = package(tmp_path / "plan.docx", {"word/document.xml": document(word_table(ROWS))})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as file:
        file.writestr("word/media/image1.bmp", b"\1" * (30 << 20))
    assert len(read(path).items) == 2


HTML: dict[str, Callable[[], str]] = {
    "wide spans": lambda: "<table><tr><td colspan=99999 rowspan=99999>x</td></tr></table>",
    "many spans": lambda: (
        "<table>" + "<tr><td rowspan=9999 colspan=60>x</td></tr>" * 500 + "</table>"
    ),
    "deep": lambda: "<div>" * 5000 + "x" + "</div>" * 5000,
    "deep tables": lambda: "<table><tr><td>" * 400 + "x",
    "long line": lambda: "<p>" + "公开" * 400_000 + "</p>",
}


@pytest.mark.parametrize("name", HTML)
def test_pages_that_are_traps(tmp_path: Path, name: str) -> None:
    path = tmp_path / "plan.html"
    path.write_text(f"<html><body>{HTML[name]()}</body></html>", "utf-8")
    began = time.process_time()
    with pytest.raises(UserError):
        read(path)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "text",
    [
        "1" * 300_000,
        "（" * 100_000,
        "一" * 100_000,
        "、".join(["市财政局"] * 20_000),
        "市财政局和" * 5_000,
        " " * 200_000 + "x",
        "每" * 50_000 + "月",
        "2024年3月底、" * 30_000,
    ],
    ids=["digits", "brackets", "numerals", "units", "joined", "blanks", "every", "years"],
)
def test_cells_that_are_traps(tmp_path: Path, text: str) -> None:
    rows = [
        ["序号", "任务", "责任单位", "时限"],
        ["1", text, text, text],
        ["2", "公开", "市财政局", "全年"],
    ]
    path = write(tmp_path / "plan.txt", rows)
    began = time.process_time()
    assert read(path).items[-1].units == ("市财政局",)
    assert time.process_time() - began < 10


def test_memory_stays_bounded() -> None:
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 4 << 20  # kilobytes
