"""Budgets and final accounts of invented departments, each from one description, in many formats.

What a format needs of others is said by ``office`` (LibreOffice) and ``chromium``.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import yaml

from crawler.browser import find_browser
from crawler.files import Contents
from gongkai.model import Document
from gongkai.tables.titled import standing

SUBJECTS = Path(__file__).parents[3] / "plans/subjects/common.yaml"
TITLES: dict[str, dict[str, str]] = {
    name: subject["tables"]
    for name, subject in yaml.safe_load(SUBJECTS.read_text("utf-8")).items()
    if "tables" in subject
}
OFFICES = (
    "教育局", "审计局", "民政局", "水务局", "司法局", "农业农村局", "统计局", "文化广电旅游体育局",
    "档案馆", "机关事务局",
)  # fmt: skip
_MAIN = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
_SUMS = ("收入项目", "行次", "决算数", "支出项目", "行次", "决算数")


@dataclass(frozen=True)
class Sheet:
    """One table of a document: its name in the subject, its title as printed, its cells."""

    name: str
    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Paper:
    """A budget or final account. ``left_out``: tables that it names in its contents and lacks."""

    subject: str
    title: str
    office: str
    sheets: tuple[Sheet, ...]
    left_out: tuple[str, ...]
    text: tuple[str, ...]

    @property
    def held(self) -> frozenset[str]:
        """The names of its tables."""
        return frozenset(sheet.name for sheet in self.sheets)


def seen(it: Paper, read: Contents) -> frozenset[str]:
    """The tables that the check ``contains`` sees in what was read of a document."""
    titles = TITLES[it.subject]
    document = Document(url="", title=it.title, text=read.text, grids=read.grids, opened=True)
    return frozenset(name for name in titles if standing(document, name, titles)[0] == "ok")


def papers() -> list[Paper]:
    """Ten documents: five final accounts, five budgets; every third lacks a table."""
    return [paper(n) for n in range(10)]


def paper(n: int) -> Paper:
    """The ``n``-th document. Spellings of titles go round; every third document lacks a table."""
    subject = ("final_account", "budget")[n % 2]
    word = {"final_account": "决算", "budget": "预算"}[subject]
    office = f"海棠市{OFFICES[n]}"
    titles = TITLES[subject]
    gone = (list(titles)[n % 9],) if n % 3 == 2 else ()
    sheets = []
    for at, (name, spellings) in enumerate(titles.items(), 1):
        every = spellings.split("|")
        title = every[n % min(2, len(every))].replace("三公", ("三公", "“三公”")[n % 2])
        if name not in gone:
            sheets.append(Sheet(name, title, _rows(at, n, office, word)))
    named = [s.title for s in sheets] + [titles[g].split("|")[0] for g in gone]
    text = (
        "目  录", "第一部分 部门概况", f"第二部分 {2025 + n % 2}年部门{word}表",
        *(f"{k}.{title}........{k + 2}" for k, title in enumerate(named, 1)),
        "第三部分 情况说明", "第四部分 名词解释", "第一部分 部门概况",
        f"一、主要职责：{office}负责全市有关工作。", f"二、机构设置：{office}内设{n + 3}个科室。",
    )  # fmt: skip
    title = f"{office}{2025 + n % 2}年部门{word}"
    return Paper(subject, title, office, tuple(sheets), gone, text)


def _rows(at: int, n: int, office: str, word: str) -> tuple[tuple[str, ...], ...]:
    top: list[tuple[str, ...]] = [(f"公开{at:02d}表",), (f"部门：{office}", "", "", "单位：万元")]
    if at in (8, 9) and n % 2 == 0:
        empty = ("", f"本部门没有该项{word}，故本表无数据。", "", "", "")
        return (*top, _MAIN, empty, ("", "合计", "0.00", "0.00", "0.00"))
    head = tuple(cell.replace("决算", word) for cell in _SUMS) if at in (1, 4) else _MAIN
    body = []
    for k in range(4 + (at + n) % 5):
        number = f"{(k + 1) * 123.4 + at + n:.2f}"
        code = f"20{at}{k:02d}"
        kind = ("行政运行", "一般行政管理事务", "事业运行", "社会保险缴费", "住房公积金")[k % 5]
        left = ("财政拨款收入", str(k + 1), number)
        body.append((*left, kind, str(k + 31), number) if len(head) == 6 else
                    (code, kind, number, number, "0.00"))  # fmt: skip
    last = ("本年收入合计", "9", "888.00", "本年支出合计", "39", "888.00")
    return (
        *top,
        head,
        *body,
        last if len(head) == 6 else ("", "合计", "888.00", "800.00", "88.00"),
    )


# ------------------------------------------------------------------ formats


def office() -> str:
    """The program of LibreOffice; empty where there is none."""
    return shutil.which("soffice") or ""


def chromium() -> str:
    """The browser; empty where there is none."""
    return str(find_browser() or "")


def html(it: Paper, *, apart: bool = True) -> str:
    """The document as a page to print. ``apart``: each table on a page of its own."""
    fresh = "page-break-before:always" if apart else ""
    tables = "".join(
        f"<div style='{fresh}'><h3>{escape(s.title)}</h3><table border='1'>"
        + "".join(
            "<tr>" + "".join(f"<td>{escape(c) or '&nbsp;'}</td>" for c in row) + "</tr>"
            for row in s.rows
        )
        + "</table></div>"
        for s in it.sheets
    )
    lines = "".join(f"<p>{escape(line)}</p>" for line in it.text)
    style = "body{font-family:'Noto Sans CJK SC';font-size:12px} td{padding:2px 10px}"
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{it.title}</title>"
        f"<style>{style}</style></head><body><h1>{it.title}</h1>{lines}{tables}</body></html>"
    )


def printed(papers: Sequence[Paper], folder: Path, *, apart: bool = True) -> list[Path]:
    """Each as a PDF of Chromium."""
    made = []
    for n, it in enumerate(papers):
        page = folder / f"{n}.html"
        page.write_text(html(it, apart=apart), "utf-8")
        out = folder / f"chromium-{n}.pdf"
        _run(chromium(), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             f"--print-to-pdf={out}", page.as_uri())  # fmt: skip
        made.append(out)
    return made


def converted(sources: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """Files of LibreOffice: pdf, docx, doc, xls … of the sources, in ``folder``."""
    writer = ["--infilter=HTML (StarWriter)"] if sources[0].suffix == ".html" else []
    _run(office(), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", *writer,
         "--convert-to", kind, "--outdir", str(folder), *map(str, sources))  # fmt: skip
    return [folder / f"{source.stem}.{kind.partition(':')[0]}" for source in sources]


def _run(program: str, *arguments: str) -> None:
    subprocess.run([program, *arguments], check=True, capture_output=True, timeout=300)


def workbook(it: Paper) -> bytes:
    """A sheet a table, the text on a sheet before them."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        first = book.add_worksheet("封面")
        for n, line in enumerate((it.title, *it.text)):
            first.write(n, 0, line)
        for k, sheet in enumerate(it.sheets, 1):
            page = book.add_worksheet(f"表{k}")
            page.write(0, 0, sheet.title)
            for r, row in enumerate(sheet.rows, 1):
                for c, cell in enumerate(row):
                    _write(page, r, c, cell)
    return out.getvalue()


def _write(page: Any, row: int, column: int, cell: str) -> None:
    try:
        page.write_number(row, column, float(cell))
    except ValueError:
        page.write_string(row, column, cell)


def ofd(it: Paper) -> bytes:
    """A page a table; every cell a text object, written from the last to the first."""
    pages = [[(line,) for line in (it.title, *it.text)]]
    pages += [[(sheet.title,), *sheet.rows] for sheet in it.sheets]
    ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("OFD.xml", f'<ofd:OFD {ns}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml'
                        "</ofd:DocRoot></ofd:DocBody></ofd:OFD>")  # fmt: skip
        listed = "".join(
            f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
        )
        packed.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {ns}><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        for n, rows in enumerate(pages):
            texts = [
                f'<ofd:TextObject Boundary="{20 + 35 * c} {20 + 7 * r} 30 6" Size="4"><ofd:TextCode'
                f' X="0" Y="4.5">{escape(cell)}</ofd:TextCode></ofd:TextObject>'
                for r, row in enumerate(rows)
                for c, cell in enumerate(row)
                if cell
            ]
            packed.writestr(
                f"Doc_0/Pages/Page_{n}/Content.xml",
                f"<ofd:Page {ns}><ofd:Content><ofd:Layer>{''.join(reversed(texts))}</ofd:Layer>"
                "</ofd:Content></ofd:Page>",
            )
    return out.getvalue()


def archive(members: dict[str, bytes], coding: str = "gbk") -> bytes:
    """A zip as Chinese Windows packs it: names in GBK, and nothing that says so."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in members.items():
            packed.writestr(_Named(name.encode(coding).decode("cp437")), body)
    return out.getvalue()


class _Named(zipfile.ZipInfo):
    """A member whose name is written as the bytes it was given as."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename)
        self.compress_type = zipfile.ZIP_DEFLATED

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self.filename.encode("cp437"), self.flag_bits


def scanned(pdf: bytes, dots: int = 150) -> bytes:
    """The pages of a PDF as pictures in a PDF, a little askew, as a scanner gives them."""
    import pypdfium2

    pages = [
        page.render(scale=dots / 72, grayscale=True).to_pil().convert("L").rotate(
            0.4, fillcolor=250, expand=False
        )
        for page in pypdfium2.PdfDocument(pdf)
    ]  # fmt: skip
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dots, quality=70)
    return out.getvalue()
