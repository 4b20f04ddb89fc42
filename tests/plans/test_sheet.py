"""A plan as a workbook and back: nothing is lost, and what is wrong is told with sheet and row."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

import plans
from gongkai.door import Door
from gongkai.model import Obligation, UserError
from plans.sheet import CLAUSES, HEAD, read_sheet, write_sheet

SHIPPED = Path(plans.__file__).parent
SUBJECTS = {"budget": "部门预算"}


def bare(obligation: Obligation) -> Obligation:
    """Without what names the folder it stands in."""
    return replace(obligation, id="", plan="", file="")


@pytest.mark.parametrize("name", plans.names())
def test_a_plan_comes_back_from_its_workbook_as_it_was(name: str, tmp_path: Path) -> None:
    write_sheet(SHIPPED / name, tmp_path / "plan.xlsx", subjects=SUBJECTS)
    read_sheet(tmp_path / "plan.xlsx", tmp_path / "plans" / "again")
    before, after = plans.load(name), plans.load("again", folders=[tmp_path / "plans"])
    assert (before.title, before.source, before.year, before.window) == (
        after.title,
        after.source,
        after.year,
        after.window,
    )
    assert list(map(bare, after.obligations)) == list(map(bare, before.obligations))
    for file in (SHIPPED / name).glob("*.yaml"):
        again = tmp_path / "plans" / "again" / file.name
        assert Door().mapping(again) == Door().mapping(file)


def edited(folder: Path, row: int, title: str, value: object) -> Path:
    """The workbook of haitang with one cell changed, as a person would with Excel."""
    path = folder / "plan.xlsx"
    write_sheet(SHIPPED / "haitang", path, subjects=SUBJECTS)
    book = openpyxl.load_workbook(path)
    sheet = book[CLAUSES]
    column = next(c.column for c in sheet[1] if c.value == title)
    sheet.cell(row=row, column=column).value = value
    book.save(path)
    return path


@pytest.mark.parametrize(("mark", "read"), [("是", True), ("TRUE", True), ("否", False)])
def test_a_mark_is_read_as_it_is_meant(tmp_path: Path, mark: str, read: bool) -> None:
    path = edited(tmp_path, 2, "共同负责", mark)
    read_sheet(path, tmp_path / "plans" / "new")
    assert plans.load("new", folders=[tmp_path / "plans"]).obligations[0].joint is read


@pytest.mark.parametrize("typed", [date(2026, 3, 31), datetime(2026, 3, 31, 9, 30), "2026-03-31"])
def test_a_day_is_a_day_however_excel_keeps_it(tmp_path: Path, typed: object) -> None:
    read_sheet(edited(tmp_path, 2, "时限", typed), tmp_path / "plans" / "new")
    due = plans.load("new", folders=[tmp_path / "plans"]).obligations[0].due
    assert due == date(2026, 3, 31)
    assert type(due) is date


def test_a_number_is_read_as_it_was_typed(tmp_path: Path) -> None:
    read_sheet(edited(tmp_path, 2, "编号", 2), tmp_path / "plans" / "new")
    assert plans.load("new", folders=[tmp_path / "plans"]).obligations[0].item == "2"


def test_what_a_person_changes_in_the_workbook_is_read(tmp_path: Path) -> None:
    path = edited(tmp_path, 2, "牵头单位", "市财政局\n市税务局")
    read_sheet(path, tmp_path / "plans" / "new")
    plan = plans.load("new", folders=[tmp_path / "plans"])
    assert plan.obligations[0].lead == ("市财政局", "市税务局")


@pytest.mark.parametrize(
    ("title", "value", "told"),
    [
        ("规则", "series: {period: [", "series"),
        ("编号", None, "编号"),
        ("任务", "另一个任务", "另一个任务"),
    ],
)
def test_what_is_wrong_is_told_with_its_row_and_nothing_is_written(
    tmp_path: Path, title: str, value: object, told: str
) -> None:
    path = edited(tmp_path, 3, title, value)
    with pytest.raises(UserError, match=rf"{CLAUSES} 第 3 行") as raised:
        read_sheet(path, tmp_path / "plans" / "new")
    assert told in str(raised.value)
    assert not (tmp_path / "plans").exists()


def test_a_plan_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    write_sheet(SHIPPED / "haitang", tmp_path / "plan.xlsx", subjects=SUBJECTS)
    (tmp_path / "new").mkdir()
    with pytest.raises(UserError, match="不覆盖"):
        read_sheet(tmp_path / "plan.xlsx", tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []


def test_a_sheet_without_its_head_is_told(tmp_path: Path) -> None:
    write_sheet(SHIPPED / "haitang", tmp_path / "plan.xlsx", subjects=SUBJECTS)
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    del book[HEAD]
    book.save(tmp_path / "plan.xlsx")
    with pytest.raises(UserError, match="名称"):
        read_sheet(tmp_path / "plan.xlsx", tmp_path / "new")


def test_what_is_no_workbook_or_a_bomb_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("<html>", "utf-8")
    with pytest.raises(UserError, match="工作簿"):
        read_sheet(tmp_path / "a.xlsx", tmp_path / "new")
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", bytes(80 * 2**20))
    with pytest.raises(UserError, match="MB"):
        read_sheet(tmp_path / "b.xlsx", tmp_path / "new")


@pytest.mark.parametrize(
    ("title", "typed", "field", "read"),
    [
        ("牵头单位", "市财政局、市审计局", "lead", ("市财政局", "市审计局")),
        ("牵头单位", "市政府各部门、各直属机构", "lead", ("市政府各部门、各直属机构",)),
        ("时限", "2026/9/30", "due", date(2026, 9, 30)),
        ("时限", "9月底前", "due", date(2026, 9, 30)),
        ("节奏", "每季度", "cadence", "every quarter"),
        ("发布位置", "门户、本单位网站", "places", ("portal", "own")),
    ],
)
def test_what_people_type_is_read(
    tmp_path: Path, title: str, typed: str, field: str, read: object
) -> None:
    read_sheet(edited(tmp_path, 2, title, typed), tmp_path / "plans" / "new")
    found = plans.load("new", folders=[tmp_path / "plans"]).obligations[0]
    assert getattr(found, field) == read


def test_another_workbook_is_told_once(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "units.xlsx")
    with pytest.raises(UserError, match="应有“方案、条目”两张表") as told:
        read_sheet(tmp_path / "units.xlsx", tmp_path / "plans" / "new")
    assert len(str(told.value).splitlines()) == 1


def test_a_row_without_a_file_belongs_to_those_above(tmp_path: Path) -> None:
    path = edited(tmp_path, 2, "编号", "1.1")
    book = openpyxl.load_workbook(path)
    sheet = book[CLAUSES]
    column = {cell.value: n for n, cell in enumerate(sheet[1])}
    row: list[str | None] = [None] * len(column)
    for title, typed in (("编号", "99"), ("标题", "新增"), ("牵头单位", "市财政局")):
        row[column[title]] = typed
    sheet.append(row)
    book.save(path)
    last = sheet.cell(row=sheet.max_row - 1, column=1).value
    read_sheet(path, tmp_path / "plans" / "new")
    said = Door().mapping(tmp_path / "plans" / "new" / f"{last}.yaml")
    assert said["clauses"][-1]["item"] == "99"
