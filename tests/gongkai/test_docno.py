from __future__ import annotations

import pytest

from gongkai.docno import doc_numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("粤府办〔2019〕9号", ("粤府办〔2019〕9号",)),
        ("粤府办 [2019] 9 号", ("粤府办〔2019〕9号",)),
        ("粤府办（2019）第9号", ("粤府办〔2019〕9号",)),
        ("粤府办【2019】09号", ("粤府办〔2019〕9号",)),
        ("文号：海 府 办〔2019〕9号", ("海府办〔2019〕9号",)),
        (
            "根据国办发〔2017〕47号、国办发[2019]14号的要求",
            ("国办发〔2017〕47号", "国办发〔2019〕14号"),
        ),
        ("废止海府〔2009〕3号和海府〔2010〕4号", ("海府〔2009〕3号", "海府〔2010〕4号")),
        ("海棠市人民政府第5号令", ("第5号令",)),
        ("国务院令第746号", ("第746号令",)),
        ("2019年9号", ()),
        ("", ()),
    ],
)
def test_numbers_get_one_spelling(text: str, numbers: tuple[str, ...]) -> None:
    assert doc_numbers(text) == numbers
