"""Plans of many shapes, each written in every format, hold the same items."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.drafting import Item, read
from tests.gongkai.drafting.documents import AT, FORMATS, UP, write

SHAPES = yaml.safe_load((Path(__file__).parent / "shapes.yaml").read_text("utf-8"))
CASES = [
    pytest.param(shape, form, id=f"{shape['name']}{form}")
    for shape in SHAPES
    for form in FORMATS
    if not (shape.get("spans") and form in (".txt", ".tsv"))
]


@pytest.mark.parametrize(("shape", "form"), CASES)
def test_items(tmp_path: Path, shape: Mapping[str, Any], form: str) -> None:
    rows = [[{"^": UP, "<": AT}.get(cell, cell) for cell in row] for row in shape["rows"]]
    draft = read(write(tmp_path / f"plan{form}", rows, before=shape["before"]))
    assert [told(item) for item in draft.items] == shape["items"]
    nothing_invented(draft.items, rows)


def told(item: Item) -> str:
    support = " +" + "|".join(item.support) if item.support else ""
    due = f" {item.due:%m-%d}" if item.due else ""
    return f"{item.id} {'|'.join(item.units) or '-'}{support}{due}"


def nothing_invented(items: tuple[Item, ...], rows: list[list[str]]) -> None:
    said = re.sub(r"\s", "", "".join(cell for row in rows for cell in row))
    for item in items:
        for word in (item.text, item.deadline, *item.units, *item.support, *item.channels):
            for part in re.sub(r"\s", "", word).split("、"):
                assert part in said


@pytest.mark.parametrize("form", FORMATS)
def test_title_source_year_and_head(tmp_path: Path, form: str) -> None:
    before = [
        "海府办函〔2023〕12号",
        "海棠市人民政府办公室关于印发",
        "2023年政务公开工作要点分工的通知",
    ]
    rows = [["任务", "牵头单位"], ["公开预算", "市财政局"], ["公开决算", "市财政局"]]
    draft = read(write(tmp_path / f"plan{form}", rows, before=before))
    assert draft.title == "海棠市人民政府办公室关于印发2023年政务公开工作要点分工的通知"
    assert draft.source == "海府办函〔2023〕12号"
    assert draft.year == 2023
    assert draft.header == ("任务", "牵头单位")


@pytest.mark.parametrize("form", FORMATS)
def test_where_an_item_stands(tmp_path: Path, form: str) -> None:
    rows = [
        ["序号", "任务", "责任单位"],
        ["1", "公开预算", "市财政局"],
        ["2", "公开决算", "市财政局"],
    ]
    draft = read(write(tmp_path / f"plan{form}", rows, before=["2024年要点"]))
    where = {".txt": "第5行", ".tsv": "第11行", ".xlsx": "表1 第4行"}
    assert draft.items[1].at == where.get(form, "表1 第3行")


def test_words_of_the_catalogue(tmp_path: Path) -> None:
    shape = next(shape for shape in SHAPES if shape["name"] == "catalogue")
    rows = [[{"^": UP, "<": AT}.get(cell, cell) for cell in row] for row in shape["rows"]]
    first, second, third = read(write(tmp_path / "c.docx", rows, before=shape["before"])).items
    assert first.task == "供水审批"
    assert first.elements == ("办事指南", "申请材料", "结果")
    assert first.channels == ("政府网站", "政务服务中心")
    assert first.basis == "《政府信息公开条例》"
    assert first.cadence == "within 20wd of creation"
    assert second.elements == ("办理流程", "受理条件")
    assert third.channels == ("政府网站", "公开查阅点")
    assert third.cadence == "every year"
