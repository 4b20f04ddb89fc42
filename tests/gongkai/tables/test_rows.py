from __future__ import annotations

from gongkai.tables.laid import Laid
from gongkai.tables.rows import beside, records
from tests.make import grid

FIELDS = {"名称": "事项名称", "类型": "类型", "依据": "依据"}


def test_rows_below_the_heads_are_records() -> None:
    laid = Laid(
        grid("权责清单|权责清单|权责清单", "序号|事项名称|事项类型", "1|占道|许可", "2|挖掘|")
    )
    assert records(laid, FIELDS, 2) == [
        {"名称": "占道", "类型": "许可"},
        {"名称": "挖掘", "类型": ""},
    ]
    assert records(laid, FIELDS, 3) == []


def test_heads_of_two_rows_are_read_as_one() -> None:
    laid = Laid(grid("序号|事项|事项", "序号|名称|类型", "1|占道|许可"))
    assert records(laid, {"名称": "事项&名称", "类型": "类型"}, 2) == [
        {"名称": "占道", "类型": "许可"}
    ]


def test_heads_that_come_again_are_no_record() -> None:
    laid = Laid(grid("事项名称|类型", "占道|许可", "事项名称|类型", "挖掘|处罚", "|"))
    assert [r["名称"] for r in records(laid, FIELDS, 2)] == ["占道", "挖掘"]


def test_a_row_without_any_of_the_fields_is_no_record() -> None:
    laid = Laid(grid("序号|事项名称|类型|备注", "1|占道|许可|", "2|||另行公布"))
    assert [r["名称"] for r in records(laid, FIELDS, 2)] == ["占道"]


def test_a_form_says_beside_its_labels() -> None:
    laid = Laid(grid("事项名称|占道许可", "类型|", "备注|无"))
    assert records(laid, FIELDS, 2) == []
    assert beside(laid, FIELDS) == {"名称": "占道许可", "类型": ""}
