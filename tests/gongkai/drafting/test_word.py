"""What only Word does: numbers that stand in no text, tracked changes, controls, nested tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from gongkai.drafting import Draft, read
from tests.gongkai.drafting.documents import W, document, package, paragraph

LEVEL = (
    '<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
    '<w:lvlText w:val="{text}"/></w:lvl>'
)
LISTS = (
    f'<?xml version="1.0"?><w:numbering xmlns:w="{W}">'
    '<w:abstractNum w:abstractNumId="0">'
    + LEVEL.format(n=0, form="decimal", text="%1")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + LEVEL.format(n=0, form="chineseCountingThousand", text="（%1）")
    + LEVEL.format(n=1, form="decimal", text="%1.%2")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="2">'
    + LEVEL.format(n=0, form="bullet", text="●")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num></w:numbering>'
)


def listed(number: int, text: str = "", level: int = 0) -> str:
    properties = (
        f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    )
    return paragraph(text, properties)


def cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def row(*cells: str) -> str:
    said = (c if c.startswith("<w:") else cell(paragraph(c)) for c in cells)
    return f"<w:tr>{''.join(said)}</w:tr>"


HEAD = row("序号", "任务", "具体要求", "责任单位")


def drafted(tmp_path: Path, *rows: str, parts: Mapping[str, str] | None = None) -> Draft:
    body = document(paragraph("2024年要点") + f"<w:tbl>{HEAD}{''.join(rows)}</w:tbl>")
    files = {"word/document.xml": body, "word/numbering.xml": LISTS, **(parts or {})}
    return read(package(tmp_path / "plan.docx", files))


def test_numbers_that_word_writes(tmp_path: Path) -> None:
    draft = drafted(
        tmp_path,
        row(cell(listed(1)), "公开", cell(listed(2, "预算。")), "市财政局"),
        row(cell(listed(1)), "解读", cell(listed(2, "决算。")), "市审计局"),
        row(cell(listed(1)), "回应", cell(listed(2, "债务。")), "市财政局"),
    )
    assert [(item.id, item.text) for item in draft.items] == [
        ("1", "预算。"),
        ("2", "决算。"),
        ("3", "债务。"),
    ]


def test_numbers_that_begin_anew(tmp_path: Path) -> None:
    draft = drafted(
        tmp_path,
        row(cell(listed(1)), "公开", cell(listed(2, "预算。"), listed(2, "决算。")), "市财政局"),
        row(cell(listed(1)), "解读", cell(listed(3, "政策。"), listed(3, "数据。")), "市统计局"),
    )
    assert [item.id for item in draft.items] == ["1.1", "1.2", "2.1", "2.2"]
    assert draft.items[3].units == ("市统计局",)


def test_bullets_are_no_numbers(tmp_path: Path) -> None:
    draft = drafted(
        tmp_path, row("1", "公开", cell(listed(4, "预算"), listed(4, "决算")), "市财政局")
    )
    assert [item.text for item in draft.items] == ["预算决算"]


def test_numbers_of_a_style(tmp_path: Path) -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="n"><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style></w:styles>"
    )
    styled = cell(paragraph("", '<w:pPr><w:pStyle w:val="n"/></w:pPr>'))
    draft = drafted(
        tmp_path,
        row(styled, "公开", "预算", "市财政局"),
        row(styled, "公开", "决算", "市审计局"),
        parts={"word/styles.xml": styles},
    )
    assert [item.id for item in draft.items] == ["1", "2"]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:r><w:t>公开</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", "公开"),
        ("<w:ins><w:r><w:t>公开</w:t></w:r></w:ins>", "公开"),
        ("<w:sdt><w:sdtContent><w:r><w:t>公开</w:t></w:r></w:sdtContent></w:sdt>", "公开"),
        ("<w:hyperlink><w:r><w:t>公</w:t></w:r></w:hyperlink><w:r><w:t>开</w:t></w:r>", "公开"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>公开</w:t></w:r>", "公开"),
        ("<w:r><w:t>公</w:t><w:br/><w:t>开</w:t></w:r>", "公开"),
    ],
    ids=["deleted", "inserted", "control", "link", "field", "break"],
)
def test_what_a_paragraph_says(tmp_path: Path, inside: str, text: str) -> None:
    draft = drafted(tmp_path, row("1", "公开", cell(f"<w:p>{inside}</w:p>"), "市财政局"))
    assert draft.items[0].text == text


def test_rows_and_cells_in_controls(tmp_path: Path) -> None:
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    draft = drafted(
        tmp_path,
        control.format(row("1", control.format(cell(paragraph("公开"))), "预算", "市财政局")),
    )
    assert draft.items[0].text == "预算"


def test_a_deleted_row_is_gone(tmp_path: Path) -> None:
    gone = row("1", "公开", "旧", "市财政局").replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")
    draft = drafted(tmp_path, gone, row("2", "公开", "新", "市审计局"))
    assert [item.text for item in draft.items] == ["新"]


def test_what_a_merged_cell_hides_is_not_read(tmp_path: Path) -> None:
    first = cell(paragraph("市财政局"), properties='<w:vMerge w:val="restart"/>')
    hidden = cell(paragraph("市旧局"), properties="<w:vMerge/>")
    draft = drafted(tmp_path, row("1", "公开", "预算", first), row("2", "公开", "决算", hidden))
    assert draft.items[1].units == ("市财政局",)
    assert draft.doubts == ()


def test_a_table_for_each_task_under_its_heading(tmp_path: Path) -> None:
    table = "<w:tbl>" + row("序号", "要求", "责任单位") + "{}</w:tbl>"
    body = (
        paragraph("2024年要点")
        + paragraph("一、财政公开")
        + table.format(row("1", "预算", "市财政局") + row("2", "决算", "市财政局"))
        + paragraph("二、环境公开")
        + table.format(row("1", "水质", "市生态环境局"))
    )
    draft = read(package(tmp_path / "plan.docx", {"word/document.xml": document(body)}))
    assert [(item.id, item.task) for item in draft.items] == [
        ("1.1", "一、财政公开"),
        ("1.2", "一、财政公开"),
        ("2.1", "二、环境公开"),
    ]


def test_another_table_is_left_out_and_told(tmp_path: Path) -> None:
    body = (
        "<w:tbl>"
        + row("姓名", "电话")
        + "".join(row(f"联络员{n}", f"0200000{n}") for n in range(4))
        + "</w:tbl>"
        "<w:tbl>" + HEAD + row("1", "公开", "预算", "市财政局") + "</w:tbl>"
    )
    draft = read(package(tmp_path / "plan.docx", {"word/document.xml": document(body)}))
    assert len(draft.items) == 1
    assert "table_ignored" in {doubt.what for doubt in draft.doubts}


def test_a_table_framed_by_another(tmp_path: Path) -> None:
    inner = "<w:tbl>" + HEAD + row(cell(listed(1)), "公开", "预算", "市财政局") + "</w:tbl>"
    body = document("<w:tbl>" + row(cell(paragraph("2024年要点"), inner)) + "</w:tbl>")
    parts = {"word/document.xml": body, "word/numbering.xml": LISTS}
    draft = read(package(tmp_path / "plan.docx", parts))
    assert [(item.id, item.units) for item in draft.items] == [("1", ("市财政局",))]


def test_the_strict_kind(tmp_path: Path) -> None:
    body = document("<w:tbl>" + HEAD + row("1", "公开", "预算", "市财政局") + "</w:tbl>")
    strict = body.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    draft = read(package(tmp_path / "plan.docx", {"word/document.xml": strict}))
    assert draft.items[0].units == ("市财政局",)
