"""Text dumps with tabs or uprights: broken cells, page marks, merged cells that were lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.drafting import Draft, read
from gongkai.model import UserError

TITLE = "海棠中心2023年政务公开工作要点\n\n"
DUMPS = {
    "merged cells lost at the left": """工作任务 | 具体要求 | 责任部门 |
一、做好财政公开。 | 1.公开预算。 | 财务科 |
二、做好专栏公开。 | 2.更新概况。 | 办公室 |
3.更新公众号。 | 办公室牵头，各科室配合 | |
""",
    "an upright after each cell": """工作任务
|
具体要求
|
责任科室
|
财政
|
1
|
公开预算,
公布目录。
|
财务科
|
2
|
更新概况。
|
办公室
|
3
|
更新公众号。
|
办公室牵头，各科室配合
|
""",
    "markdown": """| 序号 | 任务 | 责任单位 |
|---|:---:|---|
| 1 | 公开预算 | 财务科 |
| 2 | 更新概况 | 办公室 |
| 3 | 更新公众号 | 办公室牵头，各科室配合 |
""",
    "grid": """+------+------------+------------+
| 序号 | 任务       | 责任单位   |
+======+============+============+
| 1    | 公开       | 财务科     |
|      | 预算       |            |
+------+------------+------------+
| 2    | 更新概况   | 办公室     |
+------+------------+------------+
| 3    | 更新公众号 | 办公室牵头，|
|      |            | 各科室配合 |
+------+------------+------------+
""",
    "rows broken over lines": """序号\t任务\t责任单位
1\t公开
预算\t财务科
2\t更新概况\t办公室
- 2 -
序号\t任务\t责任单位
3\t更新公众号\t办公室牵头，
各科室配合
""",
    "cells broken over lines": """\t序号
\t任务
\t责任单位

\t1
\t公开

预算
\t财务科

— 7 —
\t2
\t更新概况


\t办公室



\t3
\t更新公众号
\t办公室牵头，
各科室
配合
""",
    "tags left in it": """序号\t任务\t责任单位
1\t<p>公开预算</p>\t<p>财务科</p>
2\t更新&nbsp;概况\t办公室
3\t<p>更新<br/>公众号</p>\t办公室牵头，各科室配合
""",
    "empty cells cut off": """任务\t要求\t责任单位
一、公开
财政\t1.预算\t财务科
\t2.概况\t办公室
二、解读
新媒体\t3.公众号\t办公室牵头，各科室配合
""",
}


def drafted(tmp_path: Path, text: str) -> Draft:
    path = tmp_path / "plan.txt"
    path.write_text(TITLE + text, "utf-8")
    return read(path)


@pytest.mark.parametrize("name", DUMPS)
def test_items(tmp_path: Path, name: str) -> None:
    draft = drafted(tmp_path, DUMPS[name])
    assert [(item.id, item.units, item.support) for item in draft.items] == [
        ("1", ("财务科",), ()),
        ("2", ("办公室",), ()),
        ("3", ("办公室",), ("各科室",)),
    ]
    assert draft.title == "海棠中心2023年政务公开工作要点"
    assert draft.year == 2023


def test_text_is_joined_and_kept(tmp_path: Path) -> None:
    for name in ("rows broken over lines", "cells broken over lines", "grid"):
        assert drafted(tmp_path, DUMPS[name]).items[0].text == "公开预算"


DITTO = """序号\t任务\t责任单位\t时限
1\t公开预算\t市财政局\t3月底
2\t公开决算\t同上\t9月底
3\t公开债务\t〃\t〃
"""


def test_ditto_marks(tmp_path: Path) -> None:
    items = drafted(tmp_path, DITTO).items
    assert [item.units for item in items] == [("市财政局",)] * 3
    assert [item.deadline for item in items] == ["3月底", "9月底", "9月底"]


PROSE = "各单位要切实提高认识，按照本方案认真抓好落实，确保各项任务按时完成，并将情况报送。" * 6


def test_prose_round_the_table_is_a_doubt(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(f"2024年要点\n{PROSE}\n\n{DITTO}\n# 附文\n\n{PROSE}\n", "utf-8")
    draft = read(path)
    assert len(draft.items) == 3
    assert [d.what for d in draft.doubts][:2] == ["prose_before", "prose_follows"]


def test_a_file_with_commas(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(
        '2024年要点,,\n序号,任务,责任单位\n1,"公开预算,决算","市财政局\n市审计局"\n', "gb18030"
    )
    draft = read(path)
    assert [(item.text, item.units) for item in draft.items] == [
        ("公开预算,决算", ("市财政局", "市审计局"))
    ]
    assert draft.year == 2024


def test_a_catalogue_without_separators_is_not_guessed(tmp_path: Path) -> None:
    heads = ["序号", "公开事项", "公开内容（要素）", "公开依据", "公开时限", "公开主体"]
    path = tmp_path / "plan.txt"
    path.write_text(
        "\n\n".join([*heads, "1", "许可", "指南", "条例", "全年", "县住建局"] * 3), "utf-8"
    )
    with pytest.raises(UserError, match="没有找到任务表"):
        read(path)
