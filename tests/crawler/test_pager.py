"""Where a column goes on, and how much of it there is."""

from __future__ import annotations

import json
from base64 import b64encode
from urllib.parse import quote_plus

import pytest

from crawler.page import Page
from crawler.pager import next_page, totals
from gongkai.model import Row

SITE = "http://www.haitang.gov.cn"
COLUMN = f"{SITE}/tzgg/index.html"
ROW = Row(title="下一页", url=f"{SITE}/tzgg/9.html")


def read(html: str, url: str = COLUMN) -> Page:
    return Page.read(f"<html><body>{html}</body></html>".encode(), url)


def call(said: str) -> str:
    return f"<script>createPageHTML({said})</script>"


VARIABLES = """<script>var currentPage = {}; var countPage = {};
var url = "index" + "_" + nextPage + "." + "shtml";</script>"""


def set_page(current: int, pages: int) -> str:
    return f'<script>$(".p").pagination("setPage",{current},{pages});</script>'


def goes(current: str, pages: int) -> str:
    jump = "location.href='/tzgg/list?page=' + n;"
    told = f"{{currPage: {current},pageCount:{pages}}}"
    return f"<script>Ls.pagination('#p', function(n){{ {jump} }},{told});</script>"


def parts(current: int) -> str:
    told = f"currentPage:parseInt('{current}')+1, countPage:parseInt('3')"
    return f"<script>var o={{ {told}, PAGE_NAME:'index', PAGE_EXT:'html' }};</script>"


LAID = """<script>laypage.render({elem:'p', count:67, limit:15, curr:1,
jump:function(o){location.href='/tzgg/list?page='+o.curr;}});</script>"""


def listed(current: int) -> str:
    pages = ["/tzgg/p_3.html", "/tzgg/index.html", "/tzgg/p_2.html"]
    data = {"pages": 3, "current": current, "href": pages}
    return f"<script>var data={json.dumps(data)};</script>"


def options(current: int) -> str:
    chosen = [" selected" if n == current else "" for n in range(3)]
    boxes = [f"<option value='p_{n}.html'{chosen[n]}>{n + 1}</option>" for n in range(3)]
    return f"<select>{''.join(boxes)}</select>"


@pytest.mark.parametrize(
    ("html", "following"),
    [
        (call('4,0,"index","html"'), "/tzgg/index_1.html"),
        (call('4,2,"index","html"'), "/tzgg/index_3.html"),
        (call('4,3,"index","html"'), ""),
        ("<script>createPage(4, 0,'index', 'html')</script>", "/tzgg/index_1.html"),
        (call('"p",4,1,"list","shtml",80'), "/tzgg/list_2.shtml"),
        (call('"p",4,3,"list","shtml",80'), "/tzgg/list_4.shtml"),
        (call('"p",4,4,"list","shtml",80'), ""),
        (call('1,0,"index","html"') + '<a href="b_2.html">下一页</a>', "/tzgg/b_2.html"),
        (call('1,0,"doc","html"') + call('4,0,"index","html"'), "/tzgg/index_1.html"),
        (call('3,0,"t20190918_1","html"'), ""),
        ('<a href="index_2.html">&gt;</a>', "/tzgg/index_2.html"),
        ('<a href="more.html">&gt;</a>', ""),
        ('<a href="9.html">下一页</a>', ""),
        ('<a href="http://other.example.org/index_2.html">下一页</a>', ""),
        (VARIABLES.format(0, 3), "/tzgg/index_1.shtml"),
        (VARIABLES.format(1, 3), "/tzgg/index_2.shtml"),
        (VARIABLES.format(2, 3), ""),
        ('<b class="cur">2</b><a href="p_2.html">2</a><a href="p_3.html">3</a>', "/tzgg/p_3.html"),
        ('<a href="p_2.html">2</a><a href="p_3.html">3</a>', "/tzgg/p_2.html"),
        ('<a href="two.html">2</a>', ""),
        ('<b class="cur">1</b><a href="/list/2.html">2</a>', "/list/2.html"),
        ('<b class="cur">1</b><a href="/list/30.html">2</a>', ""),
        ('<a href="/list/2.html">2</a>', ""),
        ('<a href="p_2.html">[下一页]</a>', "/tzgg/p_2.html"),
        (call('4,0,"index","html","black2",77'), "/tzgg/index_1.html"),
        (set_page(1, 4), "/tzgg/index_2.html"),
        (set_page(4, 4), ""),
        (goes("(0+1)", 3), "/tzgg/list?page=2"),
        (goes("(2+1)", 3), ""),
        (goes("0", 3), ""),
        (parts(0), "/tzgg/index_1.html"),
        (parts(1), "/tzgg/index_2.html"),
        (parts(2), ""),
        (LAID, "/tzgg/list?page=2"),
        (listed(1), "/tzgg/p_2.html"),
        (listed(3), ""),
        (
            "<a href='javascript:;' onclick=\"location.href='p_2.html'\">下一页</a>",
            "/tzgg/p_2.html",
        ),
        ("<a href=\"javascript:location.href='p_2.html'\">下一页</a>", "/tzgg/p_2.html"),
        ("<a onclick=\"turn(this,'/tzgg/a/p2.html')\">下一页</a>", "/tzgg/a/p2.html"),
        ("<a onclick=\"turn(this,'/tzgg/a/p2.html')\">下载</a>", ""),
        (options(0), "/tzgg/p_1.html"),
        (options(1), "/tzgg/p_2.html"),
        (options(2), ""),
        ("<select><option value='/a/'>市财政局</option><option value='/b/'>市水务局</option>", ""),
    ],
)
def test_the_page_after_this(html: str, following: str) -> None:
    assert next_page(read(html), [ROW]) == (SITE + following if following else "")


@pytest.mark.parametrize(
    ("html", "told"),
    [
        (call('4,0,"index","html",77') + "<p>共 9 条</p>", (4, 77)),
        (call('4,0,"index","html"') + "<p>共 61 条</p>", (4, 61)),
        (call('"p",4,1,"list","shtml",80'), (4, 80)),
        ("<p>共3页 共 41 条记录</p>", (3, 41)),
        ("<p>第1/7页</p>", (7, -1)),
        ("<p>共 52 条 <a href='p_2.html'>下页</a><a href='p_1.html'>尾页</a> 1/11</p>", (11, 52)),
        ("<p>共52条 1/11</p>", (11, 52)),
        ("<p>下页 1/11/2026</p>", (-1, -1)),
        ("<p>共 37 条记录 2 页</p>", (2, 37)),
        (parts(0), (3, -1)),
        (LAID, (5, 67)),
        (VARIABLES.format(0, 5), (5, -1)),
        ('<a href="index_6.html">尾页</a>', (6, -1)),
        ('<a href="index_1.html">下一页</a><a href="index_6.html">尾页</a>', (7, -1)),
        ('<a href="index_2.html">下一页</a><a href="index_6.html">尾页</a>', (6, -1)),
        ("<p>通知公告</p>", (-1, -1)),
        (call('4,0,"index","html","black2",77'), (4, 77)),
        (call('"p",4,1,"list","shtml","x",80'), (4, 80)),
        (set_page(1, 4), (4, -1)),
        (goes("(0+1)", 3), (3, -1)),
        ("<script>var totalPage = 0, totalCount = 0;</script>", (-1, -1)),
        ("<script>var totalCount = 41;</script>", (-1, 41)),
        ("<script>var totalPage = 0; totalPage = 7;</script>", (7, -1)),
        ("<script>laypage({cont: 'p', pages: 12, curr: 1});</script>", (12, -1)),
        ('<div id="p" pagesize="24" pagecount="51"></div>', (51, -1)),
        ("<div class=\"pagination\" queryData=\"{'rows':'20','count':'41'}\"></div>", (3, 41)),
    ],
)
def test_what_a_page_counts(html: str, told: tuple[int, int]) -> None:
    assert totals(read(html)) == told


def test_what_an_xml_answer_counts() -> None:
    xml = "<datastore><totalrecord>45</totalrecord><totalpage>3</totalpage></datastore>"
    assert totals(Page.read(xml.encode(), COLUMN)) == (3, 45)
    assert totals(Page.read(xml.replace("totalpage", "x").encode(), COLUMN)) == (-1, 45)


def test_a_pager_that_a_script_writes_from_base64_is_read() -> None:
    links = '<a href="/zwgk/tzgg/index.html">上一页</a><a href="/zwgk/tzgg/2.html">下一页</a>'
    coded = b64encode(quote_plus(links).encode()).decode()
    page = read(f'<ul><li>通知</li></ul><div id="pages">{coded}</div>')
    assert next_page(page) == "http://www.haitang.gov.cn/zwgk/tzgg/2.html"
    assert next_page(read(f'<div id="pages">{coded[:-5]}!</div>')) == ""


def test_a_later_page_is_called_by_its_number() -> None:
    page = read(set_page(120, 322), f"{SITE}/tzgg/index_120.html")
    assert next_page(page) == f"{SITE}/tzgg/index_121.html"
    assert next_page(read(set_page(3, 322), f"{SITE}/tzgg/index_2.html")) == ""
    assert next_page(read(set_page(3, 322))) == ""
    assert next_page(read(set_page(4, 4), f"{SITE}/tzgg/index_4.html")) == ""
