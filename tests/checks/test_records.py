from __future__ import annotations

import pytest

from checks import records
from gongkai.model import Evidence, Grid
from tests.make import evidence, file, grid, link, page, said, states

FIELDS = {"事项": "事项名称", "类型": "类型", "依据": "依据", "主体": "主体"}
HEAD = "序号|事项名称|事项类型|实施依据|行使主体"


def seen(*grids: Grid, text: str = "现予公布。") -> Evidence:
    return evidence(page(text, grids=grids), contents=FIELDS)


def test_every_row_is_filled_in() -> None:
    verdict = records.check(seen(grid(HEAD, "1|占道|许可|某条|甲局", "2|挖掘|许可|某条|甲局")))
    assert said(verdict) == ("pass", "ok")
    with pytest.raises(ValueError, match="no contents"):
        records.check(evidence(page("")))


@pytest.mark.parametrize(
    ("filled", "reason"), [(4, "ok"), (3, "unfilled"), (2, "unfilled"), (1, "incomplete")]
)
def test_half_of_the_rows_are_half_and_fewer_nothing(filled: int, reason: str) -> None:
    rows = [f"{n}|占道|许可|某条|{'甲局' if n < filled else ''}" for n in range(4)]
    verdict = records.check(seen(grid(HEAD, *rows)))
    assert states(verdict)["主体"] == reason
    part = verdict.parts[3]
    assert part.seen == str(filled)
    assert part.limit == ("4" if reason == "unfilled" else "主体")


def test_a_column_that_is_not_there_and_a_table_that_may_lack_cells() -> None:
    short = grid("事项名称|类型", "占道|许可")
    lacks = records.check(seen(short))
    assert states(lacks) == {
        "事项": "ok", "类型": "ok", "依据": "incomplete", "主体": "incomplete",
    }  # fmt: skip
    torn = grid(HEAD, "1|占道|许可|某条|", whole=False)
    assert states(records.check(seen(torn)))["主体"] == "untold"


def test_a_form_beside_its_labels() -> None:
    form = grid("事项名称|占道", "类型|", "实施依据|某条", "行使主体|甲局")
    assert states(records.check(seen(form)))["类型"] == "unfilled"


def test_a_text_with_its_labels() -> None:
    text = "事项名称：占道\n类型：许可\n实施依据\n某条\n行使主体：甲局"
    assert said(records.check(seen(text=text))) == ("pass", "ok")
    blank = records.check(seen(text="事项名称：\n类型：许可\n实施依据：\n一、某条\n行使主体："))
    assert states(blank) == {"事项": "unfilled", "类型": "ok", "依据": "ok", "主体": "unfilled"}
    assert states(records.check(seen(text="事项名称：占道"))) == {
        "事项": "ok", "类型": "incomplete", "依据": "incomplete", "主体": "incomplete",
    }  # fmt: skip


def test_what_is_lacking_may_stand_in_a_file() -> None:
    attached = link("http://czj.haitang.gov.cn/a.xls", "清单", "attachment")
    listed = page("事项名称见附件。", links=(attached,))
    assert said(records.check(evidence(listed, contents=FIELDS))) == ("unknown", "unreadable")
    table = grid(HEAD, "1|占道|许可|某条|甲局")
    brought = file(attached.url, text="清单", grids=(table,))
    assert said(records.check(evidence(listed, contents=FIELDS, files=[brought]))) == ("pass", "ok")
