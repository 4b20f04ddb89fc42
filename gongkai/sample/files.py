"""The files that entries attach, made from a few lines of text: the same bytes at every start."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

from gongkai.sample.server import Answer
from gongkai.sample.world import Entry

SCAN = Path(__file__).with_name("scan.png")  # one bit a dot: three lines of a final account
DAMAGED = b"%PDF-1.4\n%%EOF\n"
TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".zip": "application/octet-stream",  # as servers that do not know better say
}
_NAME = "决算收支表.xlsx".encode("gbk")
_AT = (2026, 1, 1, 0, 0, 0)  # the hour that every member of an archive carries
_MARGIN, _TOP, _LEADING, _COLUMN = 60, 780, 22, 120  # points


def answers(entry: Entry, urls: Mapping[str, str]) -> Iterator[tuple[str, Answer]]:
    """Path and answer of each of an entry's files; one that is gone has none."""
    for name, url in urls.items():
        if name not in entry.gone:
            kind = TYPES.get(Path(name).suffix, "application/octet-stream")
            yield url, Answer(body=_made(entry, name), type=kind)


def _made(entry: Entry, name: str) -> bytes:
    if name in entry.scans:
        return _scan()
    if name not in entry.holds:
        return DAMAGED
    return _written(name, entry.holds[name].strip().split("\n"))


def _written(name: str, lines: Sequence[str]) -> bytes:
    match Path(name).suffix:
        case ".pdf":
            return _pdf(lines)
        case ".docx":
            return _docx(lines)
        case ".xlsx":
            return _xlsx(lines)
        case ".zip":  # one workbook, its name in GBK as Chinese Windows packs it
            return _renamed(_zip({"x" * len(_NAME): _xlsx(lines)}))
    raise ValueError(f"{name}: no such kind of file is made")


def _pdf(lines: Sequence[str]) -> bytes:
    """A page of text in a font that readers of Chinese PDFs know by name; a tab parts cells."""
    shown = "".join(
        f"BT /F1 12 Tf {_MARGIN + _COLUMN * x} {_TOP - _LEADING * n} Td"
        f" <{cell.encode('utf-16-be').hex()}> Tj ET\n"
        for n, line in enumerate(lines)
        for x, cell in enumerate(line.split("\t"))
        if cell
    )
    return typed(shown.encode())


def typed(shown: bytes, more: bytes = b"") -> bytes:
    """A PDF of one page by the operators that write on it, in the font F1."""
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
        b" /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4"
        b" /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120"
        b" /CapHeight 880 /StemV 93 >> /DW 1000 >>] >>"
    )
    return _paged(shown, b"/Font << /F1 5 0 R >>", font, (595, 842), more)


def _scan() -> bytes:
    """A page that is a picture: the picture's own packed rows, as PDF takes them from a PNG."""
    png = SCAN.read_bytes()
    width, height = struct.unpack(">II", png[16:24])
    packed, at = b"", 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            packed += png[at + 8 : at + 8 + size]
        at += 12 + size
    image = (
        f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray"
        f" /BitsPerComponent 1 /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors 1"
        f" /BitsPerComponent 1 /Columns {width} >> /Length {len(packed)} >>\nstream\n"
    ).encode() + packed + b"\nendstream"  # fmt: skip
    size = (width // 2, height // 2)
    drawn = f"q {size[0]} 0 0 {size[1]} 0 0 cm /F1 Do Q".encode()
    return _paged(drawn, b"/XObject << /F1 5 0 R >>", image, size)


def _paged(
    drawn: bytes, resources: bytes, thing: bytes, size: tuple[int, int], more: bytes = b""
) -> bytes:
    """A PDF of one page: what is drawn on it, and the font or picture it is drawn with.

    ``more``: other entries of the page, such as how it is turned.
    """
    packed = zlib.compress(drawn, 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Resources << %s >> /Contents 4 0 R"
        b" %s >>" % (*size, resources, more),
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed),
        thing,
    ]
    out, places = b"%PDF-1.4\n", []
    for n, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + tail


def _docx(lines: Sequence[str]) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(_typed_rows(lines))
    document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return _package({"word/document.xml": document}, "wordprocessingml.document.main")


def _typed_rows(lines: Sequence[str]) -> Iterator[str]:
    """Paragraphs; lines of several cells that stand together are a table, a tab parts cells."""
    for many, group in groupby(lines, key=lambda line: "\t" in line):
        if many:
            rows = ("".join(f"<w:tc>{_paragraph(c)}</w:tc>" for c in x.split("\t")) for x in group)
            yield f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
        else:
            yield from map(_paragraph, group)


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def _xlsx(lines: Sequence[str]) -> bytes:
    """One sheet; a tab parts cells."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rows = "".join(
        "<row>"
        + "".join(f'<c t="inlineStr"><is><t>{escape(c)}</t></is></c>' for c in line.split("\t"))
        + "</row>"
        for line in lines
    )
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{links}"><sheets><sheet name="表"'
        ' sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>'
        "</worksheet>",
    }
    return _package(parts, "spreadsheetml.sheet.main")


def _package(parts: dict[str, str], kind: str) -> bytes:
    """An Office package: its parts, what kind the first is, and the relation that leads there."""
    first = next(iter(parts))
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{first}"'
        f' ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/></Types>'
    )
    every = {
        "[Content_Types].xml": types,
        "_rels/.rels": _relation("officeDocument", first),
        **parts,
    }
    return _zip({name: f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode()
                 for name, text in every.items()})  # fmt: skip


def _relation(kind: str, target: str) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    name = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    return (
        f'<Relationships xmlns="{space}">'
        f'<Relationship Id="rId1" Type="{name}" Target="{target}"/></Relationships>'
    )


def _renamed(packed: bytes) -> bytes:
    """The member's name as Chinese Windows writes it, and nothing that says so."""
    return packed.replace(b"x" * len(_NAME), _NAME)


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, body in members.items():
            info = zipfile.ZipInfo(name, date_time=_AT)
            info.create_system = 0
            packed.writestr(info, body)
    return out.getvalue()
