from __future__ import annotations

import pytest

from crawler.files import is_binary, kind
from crawler.files.kinds import OLE
from tests.crawler.files import made

PAPER = made.paper(0)


def compound(*streams: str) -> bytes:
    """The beginning of a compound file whose directory names these streams."""
    names = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + b"\0" * 64 for name in streams)
    return OLE + b"\0" * 504 + names


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\r\n\xef\xbb\xbf%PDF-1.4\n", "pdf"),
        (made.workbook(PAPER), "xlsx"),
        (made.ofd(PAPER), "ofd"),
        (made.archive({"word/document.xml": b"<w/>"}), "docx"),
        (made.archive({"ppt/presentation.xml": b"<p/>"}), "pptx"),
        (made.archive({"决算.pdf": b"%PDF-"}), "zip"),
        (b"PK\x03\x04 and no directory", "zip"),
        (compound("Root Entry", "WordDocument", "1Table"), "doc"),
        (compound("Root Entry", "Workbook"), "xls"),
        (compound("EncryptionInfo", "EncryptedPackage"), "locked"),
        (compound("Root Entry"), ""),
        (b"Rar!\x1a\x07\x00", "rar"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image"),
        (b"{\\rtf1 x}", "rtf"),
        ("<html><head><title>决算</title>".encode("gbk"), "html"),
        ("<!DOCTYPE html><p>".encode("utf-16"), "html"),
        ("2025年部门决算".encode("gbk"), "txt"),
        ("2025年部门决算".encode("utf-16"), "txt"),
        (b"\x00\x01\x02\x03", ""),
        (b"", ""),
        (b"   \n", ""),
    ],
)
def test_a_file_is_what_its_bytes_say(body: bytes, found: str) -> None:
    assert kind(body) == found


def test_a_page_about_pdfs_is_a_page() -> None:
    page = b"<html><body>a file begins with %PDF-1.4</body></html>"
    assert kind(page) == "html"
    assert not is_binary(page)
    assert is_binary(b"%PDF-1.4")
    assert not is_binary("BMW 4S店".encode())
