from __future__ import annotations

import pytest

from gongkai.judging.owners import Owners
from gongkai.model import Document, Row, Targets, Unit
from tests.gongkai.world import MINE, PORTAL, SHARED, row, targets

OWNERS = Owners(targets())


def owner(made: Row, page: Document | None = None) -> tuple[str, str]:
    return OWNERS.of(made, page)


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (row(at=MINE), ("czj", "address")),
        (row(at=f"{PORTAL}jyj/yjs/"), ("jyj", "address")),
        (row(at=SHARED), ("", "")),  # the portal is the office's own, but everybody's rows too
        (row(at=MINE, publisher="市教育局"), ("czj", "address")),
        (row(at=SHARED, publisher="市教育局"), ("jyj", "publisher")),
        (row(at=SHARED, publisher=" 海棠市 教育局 "), ("jyj", "publisher")),
        (row(at=SHARED, publisher="市教育局办公室"), ("", "")),
        (row("海棠市教育局关于预算执行的公告", at=SHARED), ("jyj", "title")),
        (row("关于市教育局预算执行的公告", at=SHARED), ("jyj", "title")),
        (row("【北镇】预算执行", at=SHARED), ("bei", "title")),
        (row("北镇中学预算执行", at=SHARED), ("zx", "title")),
        (row("北镇中心小学预算执行", at=SHARED), ("", "")),  # within the town, not the town
        (row("北镇东村社区预算执行", at=SHARED), ("", "")),
        (row("北镇农村预算执行", at=SHARED), ("bei", "title")),  # the country, not a village
        (row("预算执行（北镇）", at=SHARED), ("", "")),
        (row("市教育局预算", at=SHARED, publisher="市财政局"), ("czj", "publisher")),
    ],
)
def test_whose_a_row_of_a_shared_column_is(made: Row, told: tuple[str, str]) -> None:
    assert owner(made) == told


def test_the_pages_publisher_tells_where_the_list_does_not() -> None:
    page = Document(url=SHARED, title="", publisher="北镇")
    assert owner(row(at=SHARED), page) == ("bei", "publisher")
    assert owner(row(at=SHARED, publisher="市财政局"), page) == ("czj", "publisher")


def test_a_name_that_two_units_answer_to_tells_nothing() -> None:
    assert owner(row("一科预算执行", at=SHARED)) == ("", "")
    assert owner(row(at=SHARED, publisher="一科")) == ("", "")


@pytest.mark.parametrize("title", ["于都县财政局预算", "关于于都县财政局预算的公告"])
def test_a_name_that_begins_as_an_opening_does_is_whole(title: str) -> None:
    county = Targets(title="于都县", units=(Unit(id="cz", name="于都县财政局", portal=PORTAL),))
    assert Owners(county).of(row(title, at=SHARED), None) == ("cz", "title")


def test_the_longest_name_at_the_head_of_a_title_is_whose_it_is() -> None:
    units = (Unit(id="zhen", name="北镇"), Unit(id="yuan", name="北镇园区"))
    both = Owners(Targets(title="海棠市", units=units))
    assert both.of(row("北镇园区预算执行", at=SHARED), None) == ("yuan", "title")
    assert both.of(row("北镇预算执行", at=SHARED), None) == ("zhen", "title")


def test_a_site_that_several_units_share_tells_nothing() -> None:
    owners = Owners(targets_of(("zhc", MINE), ("rxzx", MINE)))
    assert owners.of(row(at=MINE), None) == ("", "")
    assert owners.of(row("综合处预算", at=MINE), None) == ("zhc", "title")
    assert Owners(targets_of(("zhc", MINE))).of(row(at=MINE), None) == ("zhc", "address")


def targets_of(*units: tuple[str, str]) -> Targets:
    names = {"zhc": "综合处", "rxzx": "热线中心"}
    who = (Unit(id=id, name=names[id], portal=PORTAL, own=own) for id, own in units)
    return Targets(title="市政务办", units=tuple(who))
