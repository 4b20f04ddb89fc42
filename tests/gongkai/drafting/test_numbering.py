"""The numbers that plans print."""

from __future__ import annotations

import pytest

from gongkai.drafting.numbering import mark, ordinal, split

MARKS = {
    "1.公开": ("dot", "1"),
    "１２．公开": ("dot", "12"),
    "3、公开": ("dot", "3"),
    "1..开展": ("dot", "1"),
    "（一）公开": ("(han)", "1"),
    "(二十六) 公开": ("(han)", "26"),
    "十二、公开": ("han", "12"),
    "一百零二、公开": ("han", "102"),
    "（3）公开": ("(n)", "3"),
    "4）公开": ("n)", "4"),
    "⑤公开": ("circle", "5"),
    "⒎公开": ("dot", "7"),
    "⑻公开": ("(n)", "8"),
    "㈨公开": ("(han)", "9"),
    "1.2 公开": ("multi", "1.2"),
    "1.2.3公开": ("multi", "1.2.3"),
    "第三部分 公开": ("part", "3"),
    "1.2016年公开": ("dot", "1"),
    "7 公开": ("bare", "7"),
}


@pytest.mark.parametrize("text", MARKS)
def test_marks(text: str) -> None:
    found = mark(text)
    assert found is not None
    assert (found.style, found.label) == MARKS[text]
    assert text[found.end :] in ("公开", "开展", "2016年公开")


@pytest.mark.parametrize(
    "text",
    ["1.5亿元", "1.5000亿元", "2.0版", "12345热线", "2016年", "一是", "公开1.预算", "", "（一"],
)
def test_no_marks(text: str) -> None:
    assert mark(text) is None


@pytest.mark.parametrize(
    ("cell", "label"),
    [("３", "3"), ("一", "1"), ("（十二）", "12"), ("1.2", "1.2"), ("1-2", "1-2"), ("①", "1"),
     ("5．", "5"), ("序号", ""), ("", ""), ("2016年", ""), ("第三", "3")],
)  # fmt: skip
def test_ordinals(cell: str, label: str) -> None:
    assert ordinal(cell) == label


def test_points_of_another_style_stay_inside() -> None:
    parts = split("1.公开：（1）预算；（2）决算。\n2.公开①甲；②乙。")
    assert [(part.label, part.text) for part in parts] == [
        ("1", "公开：（1）预算；（2）决算。"),
        ("2", "公开①甲；②乙。"),
    ]


def test_numbers_go_on_after_a_sentence_in_the_same_line() -> None:
    assert [part.label for part in split("1.整理。2.发布。 3.通报")] == ["1", "2", "3"]


def test_a_number_inside_a_sentence_is_none() -> None:
    assert [part.label for part in split("1.达到 2.5 亿元；不少于2.0%\n2.其他")] == ["1", "2"]


def test_words_before_the_first_number() -> None:
    assert [part.label for part in split("续前页。\n3.公开\n4.解读")] == ["", "3", "4"]
