"""What the menus of a page offer: hidden, nested, drawn by scripts, in frames; and what is foot."""

from __future__ import annotations

from crawler.menus import Entry, drawn, entries, trimmed
from crawler.page import Page

ROOT = "http://www.haitang.gov.cn/"
MENU = """
<div class="nav"><ul>
 <li><a href="/tzgg/">通知公告&gt;&gt;</a></li>
 <li><a href="javascript:;">政务公开</a>
  <ul style="display:none"><li><a href="/zcwj/">政策文件</a></li>
   <li><a href="/cz/" title="财政预决算">财政预…</a></li></ul></li>
 <li><a href="/pic/"><img src="/a.png" alt="领导之窗"></a></li>
</ul></div>
<iframe src="/gk/index.html"></iframe>
<div class="bottom"><h3>部门网站</h3><ul><li><a href="/jyj/tzgg/">通知公告</a></li></ul></div>
<dl><dt>海棠市审计局</dt><dd><a href="/sjj/tzgg/">通知公告</a></dd></dl>
"""


def of(body: str) -> list[Entry]:
    page = Page(f"<html><head><title>海棠市</title></head><body>{body}</body></html>", ROOT)
    return entries(page)


def found(body: str) -> dict[str, Entry]:
    return {e.url.removeprefix(ROOT[:-1]): e for e in of(body)}


def test_hidden_and_nested_entries_are_read_with_what_they_stand_under() -> None:
    menu = found(MENU)
    assert menu["/tzgg/"].name == "通知公告"
    assert menu["/zcwj/"] == Entry(f"{ROOT}zcwj/", "政策文件", "menu", ("政务公开",))
    assert menu["/cz/"].name == "财政预决算"  # what is cut short is told by its title
    assert menu["/pic/"].name == "领导之窗"
    assert menu["/gk/index.html"].where == "frame"


def test_the_foot_and_the_blocks_of_others_are_told_apart() -> None:
    menu = found(MENU)
    assert menu["/jyj/tzgg/"].where == "foot"
    assert menu["/sjj/tzgg/"].under == ("海棠市审计局",)
    assert menu["/tzgg/"].where == "menu"


def test_an_entry_of_menu_and_foot_is_the_menus() -> None:
    link = '<a href="/a/">通知公告</a>'
    twice = f'<div class="footer">{link}</div><ul><li>{link}</li></ul>'
    assert [(e.name, e.where) for e in of(twice)] == [("通知公告", "menu")]


def test_trees_in_scripts_are_read() -> None:
    script = """<script>
    var zNodes = [{id:1, pId:0, name:"法定主动公开内容", url:"/zfxxgk/", children:[
       {id:2, "name":"\\u884c\\u653f\\u5904\\u7f5a", "url":"\\/xzcf\\/"}]},
       {id:3, title:'通知公告', href:'/tzgg/'}, {name:"没有地址"}];
    d.add(5, 0, '机构职能', '/jgzn/index.html');
    </script>"""
    page = Page(f"<html><body>{script}</body></html>", ROOT)
    assert set(drawn(page)) == {
        ("机构职能", f"{ROOT}jgzn/index.html"),
        ("法定主动公开内容", f"{ROOT}zfxxgk/"),
        ("行政处罚", f"{ROOT}xzcf/"),
        ("通知公告", f"{ROOT}tzgg/"),
    }


def test_hostile_scripts_end() -> None:
    page = Page("<script>" + "{name:'a'" * 20_000 + "}" * 20_000 + "url:</script>", ROOT)
    assert list(drawn(page)) == []


def test_arrows_and_more_are_no_part_of_a_name() -> None:
    assert trimmed("· 通知公告 更多>>") == "通知公告"


def test_a_block_of_others_by_its_heading_alone_is_foot() -> None:
    block = '<div><h3>部门网站</h3><ul><li><a href="/jyj/tzgg/">通知公告</a></li></ul></div>'
    assert [e.where for e in of(block)] == ["foot"]
