"""What a row says of its publisher and its state: by the heading of the column, or by a label."""

from __future__ import annotations

import pytest

from crawler.listing import read_listing
from crawler.page import Page

URL = "http://www.haitang.gov.cn/zwgk/"
TABLE = """<table class=list><tr><th>名称</th><th>{head}</th><th>发布日期</th></tr>
<tr><td><a href=1.html>关于停水检修的公告</a></td><td>海棠市水务局</td><td>2026-09-01</td></tr>
<tr><td><a href=2.html>关于道路施工的公告</a></td><td></td><td>2026-08-01</td></tr></table>"""
LIST = """<ul class=list><li><a href=1.html>关于停水检修的公告</a><em>{said}</em>
<span>2026-09-01</span></li><li><a href=2.html>关于道路施工的公告</a><span>2026-08-01</span></li>
<li><a href=3.html>关于公交改线的公告</a><span>2026-07-01</span></li></ul>"""


def publishers(html: str) -> list[str]:
    return [row.publisher for row in read_listing(Page.read(html.encode(), URL)).rows]


@pytest.mark.parametrize("head", ["发布机构", "公开单位", "发文机关", "信息来源", "责任部门"])
def test_a_cell_of_that_heading_names_the_publisher(head: str) -> None:
    assert publishers(TABLE.format(head=head)) == ["海棠市水务局", ""]


def test_a_cell_of_another_heading_names_nobody() -> None:
    assert publishers(TABLE.format(head="主题分类")) == ["", ""]


@pytest.mark.parametrize(
    ("said", "name"),
    [("来源：海棠市水务局", "海棠市水务局"), ("浏览：海棠", ""), ("发布机构：", "")],
)
def test_a_label_in_the_row_names_the_publisher(said: str, name: str) -> None:
    assert publishers(LIST.format(said=said)) == [name, "", ""]


def test_headings_that_do_not_stand_over_the_cells_name_nobody() -> None:
    spanned = (
        TABLE.format(head="发布机构")
        .replace("<th>名称</th>", "")
        .replace("<th>发布日期</th>", '<th colspan="2">发布日期</th>')
    )
    assert publishers(spanned) == ["", ""]


LETTERS = """<table class=list><tr><th>信件标题</th><th>来信时间</th>{heads}</tr>
<tr><td><a href=1.html>关于路灯不亮的来信</a></td><td>2026-09-01</td>{first}</tr>
<tr><td><a href=2.html>关于公交站牌的来信</a></td><td>2026-08-01</td>{second}</tr></table>"""


def states(html: str) -> list[tuple[str, str]]:
    rows = read_listing(Page.read(html.encode(), URL)).rows
    return [(str(row.day), row.label) for row in rows]


def test_a_list_of_letters_says_how_each_stands() -> None:
    both = LETTERS.format(
        heads="<th>处理状态</th><th>答复时间</th>",
        first="<td>处理中</td><td></td>",
        second="<td>已办结</td><td>-</td>",
    )
    assert states(both) == [
        ("2026-09-01", "处理状态：处理中；答复时间：—"),
        ("2026-08-01", "处理状态：已办结；答复时间：—"),
    ]
    days = LETTERS.format(
        heads="<th>答复时间</th>", first="<td>--</td>", second="<td>2026-08-09</td>"
    )
    assert states(days) == [("2026-09-01", "答复时间：—"), ("2026-08-01", "答复时间：2026-08-09")]


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("[状态：已回复]", "状态：已回复"),
        ("【未回复】", "状态：未回复"),
        ("处理中", "状态：处理中"),
        ("受理时间：昨日", ""),
        ("已公布", ""),
    ],
)
def test_a_label_in_the_row_says_how_a_letter_stands(said: str, state: str) -> None:
    rows = read_listing(Page.read(LIST.format(said=said).encode(), URL)).rows
    assert [row.label for row in rows] == [state, "", ""]
