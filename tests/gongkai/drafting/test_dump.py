"""Tables without separators: the cells come one after the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongkai.drafting import read
from tests.gongkai.drafting.dumps import Dump

FOUR = ["序号", "工作任务", "具体要求", "责任单位", "完成时限"]
KINDS: dict[str, tuple[list[str], dict[str, Any]]] = {
    "one column": (["序号 工作任务 具体要求 责任单位 完成时限"], {"columns": [16]}),
    "two columns": (["序号", "任务 省要求", "我市任务 责任单位 完成时限"], {"columns": [12, 18]}),
    "four columns": (
        ["序号 任务 国家要求 省要求 市要求 本区分工方案 牵头单位 完成时限"],
        {"columns": [12, 19, 15], "other": True},
    ),
    "not wrapped": (FOUR, {"columns": [16], "wrapped": False}),
    "numerals": (["工作任务 具体要求 责任单位 完成时限"], {"columns": [20], "han": True}),
    "numerals, not wrapped": (FOUR[1:], {"columns": [20], "han": True, "wrapped": False}),
}


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["lines", "blank lines between"])
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("kind", KINDS)
def test_items(tmp_path: Path, kind: str, seed: int, gap: str) -> None:
    head, how = KINDS[kind]
    dump = Dump(seed=seed, **how)
    path = tmp_path / "plan.txt"
    path.write_text(gap.join(["海棠市2024年政务公开工作要点分工方案", *head, *dump.lines]), "utf-8")
    draft = read(path)
    found = {item.id: (frozenset(item.units), item.deadline) for item in draft.items}
    wrong = [told for told in dump.items if found.get(told[0]) != told[1:]]
    assert len(wrong) * 20 <= len(dump.items), wrong
    assert len(found) <= len(dump.items)
    assert "columns_guessed" in {doubt.what for doubt in draft.doubts}


def test_prose_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("工作任务 责任单位\n1\n" + "要高度重视公开工作，认真落实。\n" * 30, "utf-8")
    with pytest.raises(Exception, match="没有找到任务表"):
        read(path)
