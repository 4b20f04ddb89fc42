"""The nine tables of a budget or final account are found in every format that offices attach."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crawler.files import picture
from crawler.files.apart import read_alone
from crawler.files.contents import Collected
from tests.crawler.files import made

PAPERS = [made.paper(n) for n in (0, 1, 2)]  # an account, a budget, an account that lacks a table
needs_office = pytest.mark.skipif(not made.office(), reason="no LibreOffice on this machine")
needs_chromium = pytest.mark.skipif(not made.chromium(), reason="no browser on this machine")


@pytest.mark.parametrize("it", PAPERS, ids=lambda it: it.title)
def test_in_a_workbook_an_ofd_and_an_archive(it: made.Paper) -> None:
    book = made.workbook(it)
    for body in (book, made.ofd(it), made.archive({"附件/决算表.xlsx": book})):
        found = read_alone(body)
        assert (made.seen(it, found), found.why) == (it.held, "")
        assert len(found.tables) >= len(it.sheets) - 2  # an empty one is no table on a page


def test_a_page_s_lines_of_cells_are_a_table() -> None:
    found = Collected()
    head, row = ("科目", "合计", "基本支出"), ("教育", "1", "2")
    found.page([("支出决算表",), head, row, row, ("说明",), row, row, ("说明",)])
    assert [(t.header, t.rows) for t in found.tables] == [(head, 2)]
    told = ["\t".join(cells) for cells in (head, row, row)]
    assert found.lines == ["支出决算表", *told, "说明", *told[1:], "说明"]


@needs_office
def test_in_what_libreoffice_writes(tmp_path: Path) -> None:
    it, page, book = PAPERS[2], tmp_path / "a.html", tmp_path / "b.xlsx"
    page.write_text(made.html(it), "utf-8")
    book.write_bytes(made.workbook(it))
    for source, kind in ((page, "docx"), (page, "doc"), (page, "pdf"), (book, "xls")):
        found = read_alone(made.converted([source], kind, tmp_path)[0].read_bytes())
        assert (found.kind, made.seen(it, found), found.why) == (kind, it.held, "")
        assert len(found.tables) >= len(it.sheets) - 2


@needs_chromium
def test_in_what_chromium_prints_and_not_in_a_scan_of_it(tmp_path: Path) -> None:
    pytest.importorskip("PIL")
    (path,) = made.printed([PAPERS[2]], tmp_path, apart=False)
    found = read_alone(path.read_bytes())
    assert (made.seen(PAPERS[2], found), found.why) == (PAPERS[2].held, "")
    scan = read_alone(made.scanned(path.read_bytes()))
    assert (scan.kind, scan.text, scan.why) == ("pdf", "", "scan")


@needs_chromium
@pytest.mark.skipif(not picture.can_read(), reason="the extra ocr is not installed")
def test_in_a_scan_where_words_in_pictures_are_read(tmp_path: Path) -> None:
    short = replace(PAPERS[0], sheets=PAPERS[0].sheets[1:3], text=())
    (path,) = made.printed([short], tmp_path, apart=False)
    found = read_alone(made.scanned(path.read_bytes()), ocr=True)
    assert (made.seen(short, found), found.why) == (short.held, "")
