"""report.xlsx and the CSVs, read back."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

import reports
from reports import Audit, _telling
from tests.reports import make


def book(audit: Audit, folder: Path) -> openpyxl.Workbook:
    (path,) = reports.write(audit, folder, ["workbook"])
    return openpyxl.load_workbook(path)


def column(sheet: openpyxl.worksheet.worksheet.Worksheet, title: str, top: int = 2) -> list[object]:
    heads = [c.value for c in sheet[top]]
    return [c.value for c in list(sheet.columns)[heads.index(title)][top:]]


def test_sheets_have_frozen_heads_filters_and_widths(tmp_path: Path) -> None:
    read = book(make.audit(3), tmp_path)
    assert read.sheetnames == ["得分表", "问题清单", "全部结果"]
    for sheet in read:
        assert sheet.freeze_panes == "C3"
        assert (
            sheet.auto_filter.ref
            == f"A2:{sheet.cell(2, sheet.max_column).column_letter}{sheet.max_row}"
        )
        assert "示例数据" in str(sheet["A1"].value)
        assert all(d.width > 5 for d in sheet.column_dimensions.values())


def test_a_real_city_has_no_sample_row(tmp_path: Path) -> None:
    sheet = book(make.audit(2, sample=False), tmp_path)["得分表"]
    assert sheet["A1"].value == "名次"
    assert sheet.freeze_panes == "C2"


def test_numbers_and_days_are_numbers_and_days(tmp_path: Path) -> None:
    audit = make.audit(4)
    read = book(audit, tmp_path)
    scores = {s.unit_name: s for s in audit.scores}
    sheet = read["得分表"]
    for name, score in zip(column(sheet, "单位"), column(sheet, "得分"), strict=True):
        assert score == pytest.approx(scores[str(name)].percent)
    results = read["全部结果"]
    assert set(column(results, "监测截止")) == {datetime(2026, 9, 30)}
    assert datetime(2026, 10, 9, 9, 1, 12) in column(results, "采集时间")
    assert len(column(results, "条款")) == len(audit.results)


def test_problems_are_the_results_that_lose_points(tmp_path: Path) -> None:
    audit = make.audit(5)
    sheet = book(audit, tmp_path)["问题清单"]
    lost = column(sheet, "失分合计")
    expected = [r for r in audit.results if r.outcome in ("half", "fail")]
    assert len(lost) == len(expected)
    assert sum(map(float, map(str, lost))) == pytest.approx(
        sum(s.possible - s.earned for s in audit.scores)
    )
    assert all(column(sheet, "怎样改"))
    urls = column(sheet, "网址")
    assert sheet.cell(3, [c.value for c in sheet[2]].index("网址") + 1).hyperlink.target == urls[0]


def test_no_captured_text_is_a_formula_or_a_bad_link(tmp_path: Path) -> None:
    hostile = '=HYPERLINK("http://evil.example","x")'
    audit = make.audit(6, title=hostile)
    audit = replace(audit, scores=[replace(s, unit_name=hostile) for s in audit.scores])
    for sheet in book(audit, tmp_path):
        assert all(c.data_type != "f" for row in sheet.iter_rows() for c in row)
    assert hostile in column(book(audit, tmp_path)["全部结果"], "所见")
    for path in reports.write(audit, tmp_path, ["tables"]):
        rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
        assert not [c for row in rows for c in row if c.startswith(("=", "@"))]


def test_the_problem_list_as_csv_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    audit = make.audit(5)
    paths = {p.name: p for p in reports.write(audit, tmp_path, ["tables"])}
    raw = paths["问题清单.csv"].read_bytes()
    assert raw.startswith("\ufeff序号,单位,任务".encode())
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    assert len(rows) == len(_telling.Telling(audit).problems())
    assert "示例数据" in raw.decode().splitlines()[0]


def test_english_sheets(tmp_path: Path) -> None:
    read = book(make.audit(2, lang="en"), tmp_path)
    assert read.sheetnames == ["Scores", "Problems", "All results"]
    assert read["Scores"]["B2"].value == "Unit"


def test_an_empty_audit_gives_heads_only(tmp_path: Path) -> None:
    whole = make.audit(1)
    read = book(Audit(plan=whole.plan, targets=whole.targets), tmp_path)
    assert all(sheet.max_row == 2 for sheet in read)
