from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
import zlib

import pytest

from crawler.files import apart, archive
from crawler.files.apart import read_alone
from crawler.files.contents import MOST_BYTES
from crawler.files.kinds import OLE
from crawler.files.reading import read
from gongkai.sample import files as sample
from tests.crawler.files import made
from tests.crawler.files.test_reading import word

PDF = sample._pdf(["一、三公经费支出情况，二、机关运行经费支出情况"])


def bomb(megabytes: int, name: str = "word/document.xml") -> bytes:
    return made.archive({name: b"<w>" + b" " * (megabytes << 20)})


def test_a_bomb_is_not_unpacked() -> None:
    body = bomb(300)
    assert len(body) < 1 << 20
    assert read(body).why == "too_big"
    assert read(made.archive({"里面.txt": b"0" * (80 << 20)})).why == "too_big"


def test_many_members_that_are_each_small() -> None:
    each = random.Random(1).randbytes(1 << 19)
    body = made.archive({f"{n}.txt": each for n in range(3)})
    assert read(body).why == "format"  # noise is no text, and no bomb
    packed = made.archive({f"{n}": b"x" for n in range(archive.MOST_MEMBERS + 1)})
    assert read(packed).why == "too_big"


def test_a_document_type_is_not_expanded() -> None:
    lol = b'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:d xmlns:w="x">&b;</w:d>'
    assert read(made.archive({"word/document.xml": lol})).why == "damaged"


def test_deep_tags_end() -> None:
    deep = b"<a>" * 200_000
    assert read(made.archive({"word/document.xml": deep})).why == "damaged"
    nested = "<w:sdt>" * 3000 + "</w:sdt>" * 3000
    assert read_alone(word(nested)).why in ("damaged", "too_big")


def test_a_file_that_is_too_large() -> None:
    assert read(b"%PDF-1.4\n" + b"0" * MOST_BYTES).why == "too_big"


def test_a_locked_pdf() -> None:
    key = b"<" + b"41" * 32 + b">"
    locked = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O %s /U %s >> /ID [%s %s] /Root" % (
        (key,) * 4
    )
    assert read(PDF.replace(b"/Root", locked)).why == "locked"


def test_a_locked_archive() -> None:
    body = bytearray(made.archive({"a.txt": b"x"}))
    body[body.index(b"PK\x01\x02") + 8] |= 1
    assert read(bytes(body)).why == "locked"


def test_a_pdf_with_a_broken_table_of_objects_is_mended_or_told() -> None:
    broken = PDF[: PDF.index(b"xref")] + b"xref\n0 9999999\nnonsense"
    found = read_alone(broken)
    assert found.why == "damaged" or "三公经费" in found.text
    assert read_alone(PDF[: len(PDF) // 2]).why in ("damaged", "scan")


def test_a_pdf_that_unpacks_to_a_mountain() -> None:
    packed = zlib.compress(zlib.compress(b" " * (200 << 20), 9), 9)
    whole = b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n%s\nendstream" % (
        len(packed),
        packed,
    )
    start, end = PDF.index(b"<< /Filter"), PDF.index(b"endstream") + len(b"endstream")
    found = read_alone(PDF[:start] + whole + PDF[end:])
    assert found.text == ""


def test_a_sheet_that_says_it_is_endless() -> None:
    cell = '<row r="{1}"><c r="{0}{1}"><v>1</v></c></row>'
    rows = cell.format("A", 1) + cell.format("XFD", 1048576)
    body = sample._xlsx(["x"])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            text = old.read(info).decode()
            if "sheetData" in text:
                head, _, tail = text.partition("<sheetData>")
                text = f"{head}<sheetData>{rows}</sheetData>{tail.partition('</sheetData>')[2]}"
            new.writestr(info.filename, text)
    assert read_alone(out.getvalue()).why in ("too_big", "crash")


@pytest.mark.parametrize(
    ("mode", "seconds", "memory"),
    [("plain", apart.SECONDS, apart.MEMORY), ("ocr", apart.OCR_SECONDS, apart.OCR_MEMORY)],
)
def test_a_reader_has_its_limits(mode: str, seconds: int, memory: int) -> None:
    told = "resource.getrlimit(resource.RLIMIT_CPU), resource.getrlimit(resource.RLIMIT_AS)"
    code = f"import gongkai, resource, sys; from crawler.files.apart import main; main([{mode!r}])"
    run = subprocess.run(
        [sys.executable, "-c", f"{code}; print({told}, file=sys.stderr)"],
        input=b"words",
        capture_output=True,
        check=True,
    )
    assert run.stderr.decode().strip() == f"{(seconds,) * 2} {(memory,) * 2}"


@pytest.mark.parametrize("seed", range(6))
def test_bytes_that_mean_nothing_end_in_a_word(seed: int) -> None:
    noise = random.Random(seed)
    whole = [PDF, made.ofd(made.paper(1)), made.workbook(made.paper(2)), sample._docx(["字" * 90])]
    body = bytearray(whole[seed % 4])
    for _ in range(40):
        body[noise.randrange(8, len(body))] = noise.randrange(256)
    assert isinstance(read(bytes(body)).why, str)
    assert (
        read(OLE + noise.randbytes(4000) + "WordDocument".encode("utf-16-le") + b"\0" * 90).why
        == "damaged"
    )


def test_a_reader_that_hangs_is_left() -> None:
    assert read_alone(PDF, seconds=0.001).why == "slow"


def test_a_reader_that_dies_takes_nobody_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_START", "import os; os.abort()")
    assert read_alone(PDF).why == "crash"


def test_apart_it_reads_the_same() -> None:
    assert read_alone(PDF) == read(PDF)
    assert "三公经费" in read(PDF).text
