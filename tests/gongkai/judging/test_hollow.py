from __future__ import annotations

from time import monotonic

import pytest

from gongkai.judging.hollow import hollow
from gongkai.model import Document
from tests.make import grid, link, page, table

TITLE = "榕湾区促进消费若干措施"
FILE = link("http://a.example/a.pdf", "附件", "attachment")


def said(text: str, **fields: object) -> str:
    made: Document = page(text, TITLE, **fields)
    return hollow(made)[0]


@pytest.mark.parametrize(
    "text", [TITLE, f"{TITLE}\n发布日期：2025-07-03", f"{TITLE}。", "详见附件。", f"{TITLE}见附件"]
)
def test_a_title_or_a_pointer_is_no_text(text: str) -> None:
    assert said(text) == "hollow"
    assert said(text, links=(FILE,)) == ""
    assert said(text, tables=(table(2, "甲", "乙"),)) == ""


@pytest.mark.parametrize("text", ["延长夜市时间。", f"{TITLE}：发放消费券。", ""])
def test_a_short_text_is_a_text(text: str) -> None:
    assert said(text) == ""


def test_a_template_is_known_by_lines_of_its_own() -> None:
    assert said("一、工作措施\n此处填写正文") == "template"
    long = "措施如下，各单位遵照执行。" * 20
    assert said(f"{long}\n此处填写正文") == ""
    assert said(f"{long}\n此处填写\n此处填写\n待填写") == "template"
    assert said("申请人应当在申请表的此处填写姓名、住址和联系电话，并签名确认。") == ""


def test_places_left_blank_make_a_template_and_names_kept_back_do_not() -> None:
    assert said("××年，××单位投入××万元。") == "template"
    assert said("××年，××单位投入12万元。") == ""
    assert said("××年××月，××局投入12万元、3万元、4万元、5元。") == ""
    assert said("当事人李××，车牌粤A×××××，罚款200元。") == ""


def zeros(count: int, *, text: str = "现公布如下。", note: str = "合计") -> str:
    rows = [f"甲{n}|0|0.00|0%" for n in range(count // 3)]
    last = "|".join([note, *["0"] * (count % 3)] + [""] * (3 - count % 3))
    made = page(text, "债务情况", grids=(grid("项目|限额|余额|占比", *rows, last),))
    return hollow(made)[0]


def test_zeros_only_are_for_a_person_where_nothing_says_why() -> None:
    assert zeros(12) == "all_zero"
    assert zeros(11) == ""
    assert zeros(12, text="本区没有政府债务。") == ""
    assert zeros(12, note="注：无债务") == ""
    made = page("如下", "零报告", grids=(grid("a|b|c", *["甲|0|0"] * 7),))
    assert hollow(made) == ("", "")
    some = page("如下", "债务", grids=(grid("a|b|c", *["甲|0|0"] * 7, "乙|1|0"),))
    assert hollow(some) == ("", "")


def test_a_year_in_chinese_digits_is_no_blank() -> None:
    assert said("二○○○年、二〇〇〇年、一九○○年、二○○○年建成。") == ""


def test_a_text_of_crosses_costs_no_more_than_its_length() -> None:
    begun = monotonic()
    assert said("×x*" * 50_000) == ""
    assert monotonic() - begun < 5  # its square would take minutes
