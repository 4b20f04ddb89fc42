from __future__ import annotations

import pytest

from gongkai.text.match import Match, fold, match


@pytest.mark.parametrize(
    ("expression", "text", "found"),
    [
        ("", "随便", True),
        ("预算", "2026年 预 算 公开", True),
        ("预算&执行", "预算执行", True),
        ("预算&执行", "预算", False),
        ("甲|乙&丙", "甲", True),
        ("甲|乙&丙", "乙", False),
        ("(甲|乙)&丙", "甲", False),
        ("（甲|乙）&丙", "乙丙", True),
        ("!附件", "正文", True),
        ("预算&!(附件|目录)", "预算附件", False),
        ("!!甲", "甲", True),
        ("ＩＰＶ６", "ipv6", True),
        ("⺠政", "民政", True),
    ],
)
def test_expressions(expression: str, text: str, found: bool) -> None:
    assert match(expression).found_in(text) is found


@pytest.mark.parametrize("expression", ["&甲", "甲&", "甲||乙", "(甲", "甲)", "!", "()"])
def test_unreadable_ones_say_so(expression: str) -> None:
    with pytest.raises(ValueError, match="in "):
        Match(expression)


def test_fold_twice_is_fold_once() -> None:
    assert fold(fold("Ａ　b\n〔２０２６〕")) == fold("Ａ　b\n〔２０２６〕") == "ab〔2026〕"
