"""Tables copied as text, where a merged cell is written once and the row gets shorter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from gongkai.drafting import read
from gongkai.model import UserError
from tests.gongkai.drafting.test_shapes import SHAPES, nothing_invented, told


def bars(cells: Sequence[str]) -> str:
    return " | ".join(cells) + " |"


def tabs(cells: Sequence[str]) -> str:
    return "\t".join(cells)


# Two of its lines together have no more cells than the heads: they might as well be one row.
AMBIGUOUS = {("nothing numbered", tabs)}
CASES = [
    pytest.param(shape, line, id=f"{shape['name']} {line.__name__}")
    for shape in SHAPES
    for line in (bars, tabs)
    if (shape["name"], line) not in AMBIGUOUS and not shape.get("wrapped")
]


@pytest.mark.parametrize(("shape", "line"), CASES)
def test_items(tmp_path: Path, shape: Mapping[str, Any], line: Any) -> None:
    rows = [[c.replace("\n", " ") for c in row if c not in ("^", "<")] for row in shape["rows"]]
    file = tmp_path / "plan.txt"
    file.write_text("\n".join([*shape["before"], "", *map(line, rows)]), "utf-8")
    draft = read(file)
    found = [told(item) for item in draft.items]
    lost = [n for n, (a, b) in enumerate(zip(found, shape["items"], strict=True)) if a != b]
    doubted = {doubt.item for doubt in draft.doubts}
    assert len(lost) <= 1
    assert all(draft.items[n].id in doubted for n in lost)
    nothing_invented(draft.items, [[cell for row in rows for cell in row]])


CATALOGUE = """
(一)供水服务领域基层政务公开标准目录 |
序 号 | 公开事项 | 公开内容(要素) | 公开依据 | 公开时限 | 公开主体 | 公开渠道 | 公开对象 | 方式 |
一级 事项 | 二级事项 | 全社会 | 特定群体 | 主动 | 依申请 |
1 | 水质 | 月度水质 | 各厂出水结果 | 《甲条例》 | 每月 | 区水务局 | ■政府网站 | √ | √ |
2 | 水价 | 现行水价 | 《乙办法》 | 信息形成20个工作日内 | 区发改局 | √ | √ |
"""


def test_a_catalogue_that_lost_merged_cells(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text(CATALOGUE, "utf-8")
    first, second = read(file).items
    assert (first.id, first.units, first.text) == ("1", ("区水务局",), "各厂出水结果")
    assert (first.cadence, first.channels) == ("every month", ("政府网站",))
    assert (second.id, second.units, second.task) == ("2", ("区发改局",), "水价")
    assert (second.cadence, second.channels) == ("within 20wd of creation", ("政府网站",))


HEADS_OVER_TWO = """
海棠市2026年政务公开任务清单
工作任务 | 具体要求 | 责任单位 | 备注 |
扩大公开 | 财政信息 | 公开预算 | 市财政局、市审计局 | |
环境信息 | 公布空气质量 | 市生态环境局 | |
"""


def test_a_head_over_two_columns(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text(HEADS_OVER_TWO, "utf-8")
    items = read(file).items
    assert [(item.text, item.task, item.units) for item in items] == [
        ("公开预算", "财政信息", ("市财政局", "市审计局")),
        ("公布空气质量", "环境信息", ("市生态环境局",)),
    ]


def test_heads_without_a_column_of_words_are_no_table_of_tasks(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("任务 | 时限 |\n1 | 3月 |\n2 | 4月 |\n", "utf-8")
    with pytest.raises(UserError):
        read(file)


COUNTED = """
海棠市2026年10—12月提示单
工作任务 |
具 体 要 求 |
责任单位 |
完成情况 |
备注 |
||
一、专项任务 |
|
|||||
文件集中 |
汇集本市文件。 |
市政府办公室 |
推进中 |
11月底前完成 |
||
补贴公示 |
公示补贴
名单。 |
市农业农村局 |
推进中 |
12月底前完成 |
||
"""


def test_an_upright_after_every_cell_blank_ones_too(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text(COUNTED, "utf-8")
    draft = read(file)
    assert [(i.text, i.units, i.deadline) for i in draft.items] == [
        ("汇集本市文件。", ("市政府办公室",), "11月底前完成"),
        ("公示补贴名单。", ("市农业农村局",), "12月底前完成"),
    ]
    assert draft.title == "海棠市2026年10—12月提示单"
