"""What only Excel and web pages do: days as numbers, hidden sheets, layout tables."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from gongkai.drafting import read

HEAD = ["序号", "任务", "责任单位", "完成时限"]


def sheet(path: Path, rows: list[list[object]], formats: str = "yyyy/m/d") -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": formats})
        page = book.add_worksheet()
        for r, row in enumerate([HEAD, *rows]):
            for c, value in enumerate(row):
                if isinstance(value, datetime):
                    page.write_datetime(r, c, value, day)
                else:
                    page.write(r, c, value)
    return path


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("yyyy/m/d", "2024年6月5日"),
        ('yyyy"年"m"月"d"日"', "2024年6月5日"),
        ("yyyy-mm", "2024年6月"),
    ],
)
def test_days_are_numbers_with_a_format(tmp_path: Path, form: str, shown: str) -> None:
    path = sheet(tmp_path / "p.xlsx", [[1, "公开", "市财政局", datetime(2024, 6, 5)]], form)
    item = read(path).items[0]
    assert item.deadline == shown
    assert item.due == (date(2024, 6, 5) if "日" in shown else date(2024, 6, 30))
    assert item.id == "1"


def test_numbers_stay_numbers(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "p.xlsx", [[1.0, "公开", "市财政局", 2024], [2.0, "公开", "市审计局", ""]]
    )
    assert [item.id for item in read(path).items] == ["1", "2"]
    assert read(path).items[0].deadline == "2024"


def test_hidden_sheets_and_rows_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        shown, hidden = book.add_worksheet("分工"), book.add_worksheet("旧")
        for page in (shown, hidden):
            page.write_row(0, 0, HEAD)
            page.write_row(1, 0, ["1", "公开", "市财政局", "全年"])
            page.write_row(2, 0, ["2", "旧事", "市审计局", "全年"])
        shown.set_row(2, None, None, {"hidden": True})
        hidden.hide()
    assert [item.text for item in read(path).items] == ["公开"]


def test_two_sheets_with_the_same_head(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for n, name in enumerate(["一", "二"]):
            page = book.add_worksheet(name)
            page.write_row(0, 0, HEAD)
            page.write_row(1, 0, [str(n + 1), f"公开{name}", "市财政局", "全年"])
    assert [item.id for item in read(path).items] == ["1", "2"]


def page(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "plan.html"
    path.write_text(f"<html><body><h1>2024年要点</h1>{body}</body></html>", "utf-8")
    return path


ROWS = (
    "<tr><th>任务</th><th colspan=2>具体要求</th><th>责任单位</th></tr>"
    "<tr><td rowspan=2>公开</td><td>1</td><td>预算</td><td>市财政局</td></tr>"
    "<tr><td>2</td><td>决算</td><td>市审计局</td></tr>"
)


@pytest.mark.parametrize(
    "body",
    [
        f"<table>{ROWS}</table>",
        f"<table><tr><td>栏目<table>{ROWS}</table></td><td>友情链接</td></tr></table>",
        f"<table><thead>{ROWS[: ROWS.index('<tr><td')]}</thead><tbody>"
        f"{ROWS[ROWS.index('<tr><td') :]}</tbody></table>",
        f"<div style='display:none'><table>{ROWS.replace('预算', '旧')}</table></div>"
        f"<table>{ROWS}</table>",
        f"<table>{ROWS}<tr style='display: none'><td>旧</td><td>3</td><td>旧</td><td>旧局</td></tr>"
        "</table>",
    ],
    ids=["plain", "laid out", "head and body", "hidden table", "hidden row"],
)
def test_pages(tmp_path: Path, body: str) -> None:
    draft = read(page(tmp_path, body))
    assert [(item.id, item.text, item.units) for item in draft.items] == [
        ("1", "预算", ("市财政局",)),
        ("2", "决算", ("市审计局",)),
    ]
    assert draft.title == "2024年要点"


def test_breaks_and_lists_in_a_cell(tmp_path: Path) -> None:
    rows = (
        "<tr><td>任务</td><td>要求</td><td>责任单位</td></tr>"
        "<tr><td>一、公开</td><td><ol><li>预算</li><li>决算</li></ol></td>"
        "<td>市财\n政局<br>市审计局</td></tr>"
    )
    items = read(page(tmp_path, f"<table>{rows}</table>")).items
    assert [item.text for item in items] == ["预算", "决算"]
    assert items[0].units == ("市财政局", "市审计局")
