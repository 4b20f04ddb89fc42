"""What is unsure is told, each with its item and place, in both languages; nothing else is."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from gongkai.drafting import LOW, Doubt, Draft, read, told
from gongkai.drafting.words import DOUBTS, FAULTS, PLACES
from gongkai.words import speak
from tests.gongkai.drafting.documents import UP, write

HEAD = ["序号", "任务", "要求", "责任单位", "时限"]
SURE = [HEAD, ["1", "公开", "公开预算。", "市财政局", "3月底"]]


def drafted(
    tmp_path: Path, rows: list[list[str]], form: str = ".docx", title: str = "2024年要点"
) -> Draft:
    return read(write(tmp_path / f"plan{form}", rows, before=[title]))


def whats(draft: Draft) -> set[str]:
    return {doubt.what for doubt in draft.doubts}


def test_a_plain_plan_raises_none(tmp_path: Path) -> None:
    assert drafted(tmp_path, SURE).doubts == ()


def row(*cells: str) -> list[list[str]]:
    return [*SURE, list(cells)]


UNSURE = {
    "unit_odd": row("2", "公开", "公开决算。", "市财政局、张三", "3月底"),
    "units_open": row("2", "公开", "公开决算。", "市财政局等部门", "3月底"),
    "units_missing": row("2", "解读", "解读政策。", "", "3月底"),
    "deadline_unclear": row("2", "公开", "公开决算。", "市财政局", "见附件"),
    "deadline_several": row("2", "公开", "公开决算。", "市财政局", "3月、9月"),
    "deadline_missing": row("2", "解读", "解读政策。", "市财政局", ""),
    "deadline_in_text": row("2", "解读", "于5月底前解读。", "市财政局", ""),
    "units_shared": row("2", "公开", "1.决算。\n2.债务。", "市财政局\n市审计局", "3月底"),
    "number_gap": row("4", "公开债务", "公开债务。", "市财政局", "3月底"),
    "text_missing": row("2", "公开决算", "", "市财政局", "3月底"),
}


@pytest.mark.parametrize("what", UNSURE)
def test_of_an_item(tmp_path: Path, what: str) -> None:
    rows = [*UNSURE[what], ["5", UP, "公开清单。", UP, UP]]  # merged cells: blank ones are blank
    draft = drafted(tmp_path, rows)
    found = [doubt for doubt in draft.doubts if doubt.what == what]
    assert [doubt.item for doubt in found[:1]] == [draft.items[1].id]
    assert found[0].where == "表1 第3行"


def test_blank_cells_of_a_dump_are_taken_as_merged(tmp_path: Path) -> None:
    rows = [*SURE, ["", "", "公开决算。", "", ""], ["2", "解读", "解读政策。", "", ""]]
    draft = drafted(tmp_path, rows, ".txt")
    assert {"units_inherited", "deadline_inherited", "units_across", "deadline_across"} <= whats(
        draft
    )
    assert draft.items[2].units == ("市财政局",)


def test_blank_cells_where_merging_is_told_stay_blank(tmp_path: Path) -> None:
    rows = [*SURE, [UP, UP, "公开决算。", UP, UP], ["2", "解读", "解读政策。", "", ""]]
    draft = drafted(tmp_path, rows)
    assert draft.items[1].units == ("市财政局",)
    assert draft.items[2].units == ()
    assert draft.items[2].deadline == ""
    assert draft.items[2].due is None


def test_numbers_that_stand_twice(tmp_path: Path) -> None:
    rows = [["任务", "责任单位"], *([f"{n}.公开{n}", "市财政局"] for n in (1, 2, 2, 3))]
    draft = drafted(tmp_path, rows)
    assert [item.id for item in draft.items] == ["1", "2", "2-2", "3"]
    assert [d.seen for d in draft.doubts if d.what == "number_repeated"] == ["2"]


def test_a_year_that_nobody_says(tmp_path: Path) -> None:
    draft = drafted(tmp_path, SURE, title="要点")
    assert draft.year == 0
    assert draft.items[0].due is None
    assert "year_unknown" in whats(draft)


@pytest.mark.parametrize("key", [*DOUBTS, *FAULTS, *PLACES])
def test_both_languages_have_the_same_slots(key: str) -> None:
    zh, en = (DOUBTS | FAULTS | PLACES)[key]
    slots = [
        {name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (zh, en)
    ]
    assert slots[0] == slots[1]
    assert not re.search(r"[\u4e00-\u9fff]", re.sub("等", "", en))


def test_told_in_the_language_spoken() -> None:
    doubt = Doubt(what="unit_odd", item="1", seen="张三")
    assert told(doubt) == "“张三”不像单位名称。"
    speak("en")
    assert told(doubt) == '"张三" does not look like an office.'


def test_the_low_ones_are_doubts() -> None:
    assert set(DOUBTS) >= LOW
