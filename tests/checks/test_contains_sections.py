"""What `contains` asks by sections of the subject: tables, passages, forms of a year; and what is
published empty."""

from __future__ import annotations

import pytest

from checks import contains
from gongkai.model import Evidence, Form, Grid, Subject
from tests.make import evidence, grid, link, page, said, scope, states

TABLES = {"基金表": "政府性基金预算支出表|政府性基金支出预算表", "总表": "部门收支总表"}
HEAD = "科目编码|科目名称|合计"
TOTAL = grid(HEAD, "201|办公|3.00", title="2026年部门收支总表 单位：万元")


def fund(*rows: str, year: int = 2026) -> Grid:
    title = f"{year}年政府性基金预算支出表 单位：万元"
    return grid(HEAD, *(rows or ("||",)), title=title)


def seen(*grids: Grid, text: str = "说明如下。", title: str = "2026年部门预算") -> Evidence:
    return evidence(page(text, title, grids=grids), tables=TABLES)


def reasons(*grids: Grid, **fields: str) -> list[str]:
    return list(states(contains.check(seen(*grids, **fields), tables=True)).values())


def test_a_table_with_data_stands_there() -> None:
    assert reasons(fund("212|支出|1.00"), TOTAL) == ["ok", "ok"]


@pytest.mark.parametrize(
    "note",
    ["本单位没有政府性基金预算支出。", "无政府性基金预算，故本表为空表。", "政府性基金支出为0。"],
)
def test_an_empty_one_says_why(note: str) -> None:
    assert reasons(fund(), TOTAL, text=note)[0] == "ok"
    assert reasons(fund("|合计|0.00"), TOTAL, text=note)[0] == "ok"
    noted = fund("合计||", "注：本单位无此项支出|注：本单位无此项支出|注：本单位无此项支出")
    assert reasons(noted, TOTAL)[0] == "ok"


def test_an_empty_one_that_says_nothing_is_half() -> None:
    assert reasons(fund(), TOTAL)[0] == "blank_table"
    other = "本单位没有政府采购预算。政府性基金支出见表。"
    assert reasons(fund(), TOTAL, text=other)[0] == "blank_table"
    far = "政府性基金支出见表，其余各项支出均按照部门职责和分工据实编列，没有重复"
    assert reasons(fund(), TOTAL, text=far)[0] == "blank_table"


def test_a_note_without_the_table_is_half_and_neither_is_nothing() -> None:
    assert reasons(TOTAL, text="本单位没有政府性基金预算支出。") == ["note_only", "ok"]
    assert reasons(TOTAL) == ["incomplete", "ok"]


def test_a_table_of_another_year() -> None:
    assert reasons(fund("212|支出|1", year=2024), TOTAL) == ["wrong_year", "ok"]
    verdict = contains.check(seen(fund("212|支出|1", year=2024), TOTAL), tables=True)
    assert verdict.parts[0].seen == "2024"
    both = grid("科目|2024年执行|2026年预算", "办公|1|2", title="2024年政府性基金预算支出表")
    assert reasons(both, TOTAL)[0] == "ok"
    assert reasons(fund("212|支出|1", year=2024), TOTAL, title="部门预算")[0] == "ok"
    bare = grid("科目|2023年决算|2024年执行", "办公|1|2", title="政府性基金预算支出表")
    assert reasons(bare, TOTAL)[0] == "ok"
    text = "2024年政府性基金预算支出表\n单位：万元\n科目编码 科目名称 合计\n212 支出 1"
    assert reasons(TOTAL, text=text)[0] == "wrong_year"


def test_a_passage_stands_in_two_paragraphs_together() -> None:
    subject = Subject(id="b", name="预算", words="预算", passages={"三公": "三公&(增加|减少)"})

    def reason(text: str) -> str:
        found = evidence(page(text), subject=subject)
        return contains.check(found, passages=True).parts[0].reason

    assert reason("三公经费12万元，\n比上年减少1万元。") == "ok"
    assert reason("三公经费12万元，比上年减少1万元。") == "ok"
    assert reason("三公经费12万元。\n机关运行经费。\n项目支出减少1万元。") == "incomplete"


OLD = Form(since=2008, contents={"概述": "概述", "收费": "收费"})
NEW = Form(since=2019, contents={"总体情况": "总体情况", "其他": "其他需要报告"})
REPORTS = Subject(id="r", name="年报", words="年报", forms={"旧": OLD, "新": NEW})


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("2018年年报", {"概述": "ok", "收费": "incomplete"}),
        ("2019年年报", {"总体情况": "incomplete", "其他": "incomplete"}),
        ("年报", {"总体情况": "incomplete", "其他": "incomplete"}),
        ("2005年年报", {"概述": "ok", "收费": "incomplete"}),
    ],
)
def test_the_form_of_the_year_reported(title: str, expected: dict[str, str]) -> None:
    found = evidence(page("概述", title), subject=REPORTS, at=scope("2026-09-30"))
    judged = states(contains.check(found, forms=True))
    assert {k: v for k, v in judged.items() if v != "not_applicable"} == expected


def test_what_is_published_empty_holds_nothing() -> None:
    empty = evidence(page("收入\n此处填写"))
    assert said(contains.check(empty, parts=["收入"])) == ("fail", "template")
    title = evidence(page("2026年部门预算"))
    assert said(contains.check(title, parts=["预算"])) == ("fail", "hollow")


def test_a_text_that_could_not_be_told_from_its_page_is_a_doubt() -> None:
    lost = evidence(page("", why="body"))
    verdict = contains.check(lost, parts=["收入"])
    assert said(verdict) == ("unknown", "unreadable")
    assert verdict.parts[0].seen.endswith("（正文区域未能识别）")
    linked = page("", why="body", links=(link("http://a.example/x", "收入"),))
    assert said(contains.check(evidence(linked), parts=["收入"])) == ("pass", "ok")
