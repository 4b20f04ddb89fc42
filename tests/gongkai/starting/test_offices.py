"""Lists of offices in the shapes in which clients send them."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.drafting import Item
from gongkai.model import UserError
from gongkai.starting.addresses import addresses
from gongkai.starting.holders import Holders
from gongkai.starting.offices import Office, offices
from tests.gongkai.drafting.documents import AT, UP, write


def told(found: list[Office]) -> list[tuple[str, str, str]]:
    return [(office.name, office.group, office.own) for office in found]


@pytest.mark.parametrize("form", [".xlsx", ".docx", ".html"])
def test_merged_categories_notes_and_bare_addresses(tmp_path: Path, form: str) -> None:
    rows = [
        ["类别", "序号", "单位名称", "简称", "网站地址", "备注"],
        ["政府部门（2个）", "1", "泉城市财政局", "", "czj.qc.example", "无"],
        [UP, "2", "泉城市人力资源和社会保障局\n（泉城市医疗保障局）", "市人社局", "/", "挂牌"],
        ["区县", "3", "历山县人民政府", "", "HTTP：//LISHAN.example/zwgk", ""],
        ["合计", "3", AT, AT, AT, AT],
    ]
    found = offices(write(tmp_path / f"list{form}", rows, before=["泉城市评估对象名单"]))
    assert told(found) == [
        ("泉城市财政局", "政府部门", "http://czj.qc.example/"),
        ("泉城市人力资源和社会保障局（泉城市医疗保障局）", "政府部门", ""),
        ("历山县人民政府", "区县", "http://lishan.example/zwgk"),
    ]
    assert {"市人社局", "泉城市人力资源和社会保障局", "市医疗保障局"} <= set(found[1].aliases)


def test_a_category_of_every_row_is_not_carried_down(tmp_path: Path) -> None:
    rows = [["组别", "单位"], ["甲组", "市财政局"], ["甲组", "市教育局"], ["", "市公安局"]]
    found = offices(write(tmp_path / "list.xlsx", rows))
    assert [office.group for office in found] == ["甲组", "甲组", ""]


def test_several_names_in_a_cell(tmp_path: Path) -> None:
    rows = [["类别", "单位"], ["市直", "市财政局、市教育局\n市公安局"], ["区县", "历山县，章丘区"]]
    found = offices(write(tmp_path / "list.docx", rows))
    names = ["市财政局", "市教育局", "市公安局", "历山县", "章丘区"]
    assert [office.name for office in found] == names
    assert [office.group for office in found] == ["市直"] * 3 + ["区县"] * 2


def test_lists_side_by_side(tmp_path: Path) -> None:
    rows = [
        ["序号", "单位", "序号", "单位"],
        ["1", "市财政局", "3", "市公安局"],
        ["2", "市教育局", "", ""],
    ]
    found = offices(write(tmp_path / "list.docx", rows))
    assert {office.name for office in found} == {"市财政局", "市教育局", "市公安局"}


def test_section_rows_former_names_and_no_site(tmp_path: Path) -> None:
    rows = [
        ["序号", "单位全称", "曾用名", "网址"],
        ["一、市政府部门（2家）", AT, AT, AT],
        ["1", "泉城市大数据局", "泉城市信息中心", "无"],
        ["2", "泉城市财政局", "—", "暂无"],
        ["二、县（市、区）", AT, AT, AT],
        ["3", "历山县人民政府", "", "www.lishan.example"],
    ]
    found = offices(write(tmp_path / "list.xlsx", rows))
    assert [office.group for office in found] == ["市政府部门", "市政府部门", "县（市、区）"]
    assert found[0].aliases == ("泉城市信息中心", "市大数据局", "市信息中心")
    assert found[1].aliases == ("市财政局",)
    assert [office.own for office in found] == ["", "", "http://www.lishan.example/"]


def test_pasted_text(tmp_path: Path) -> None:
    text = "泉城评估对象\n一、部门\n市财政局  市教育局\n二、区县\n1.历山县政府 www.ls.example\n"
    (tmp_path / "list.txt").write_text(text, "gb18030")
    assert told(offices(tmp_path / "list.txt")) == [
        ("市财政局", "部门", ""),
        ("市教育局", "部门", ""),
        ("历山县政府", "区县", "http://www.ls.example/"),
    ]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_commas_semicolons_or_tabs(tmp_path: Path, sign: str) -> None:
    rows = [["名称", "门户网站", "部门网站"], ["市财政局", "www.qc.example", "czj.qc.example"]]
    (tmp_path / "list.csv").write_bytes("\r\n".join(map(sign.join, rows)).encode("gb18030"))
    (found,) = offices(tmp_path / "list.csv")
    assert (found.portal, found.own) == ("http://www.qc.example/", "http://czj.qc.example/")


def test_words_that_are_no_address_are_refused(tmp_path: Path) -> None:
    rows = [["单位", "网址"], ["市财政局", "见门户网站"]]
    with pytest.raises(UserError, match="见门户网站"):
        offices(write(tmp_path / "list.xlsx", rows))


def test_addresses_with_words_around() -> None:
    assert addresses("mzj.qc.example（建设中）") == ["http://mzj.qc.example/"]
    assert addresses("http://a.example；b.example/x") == ["http://a.example/", "http://b.example/x"]
    assert addresses("—") == []
    assert addresses("待建") is None


@pytest.mark.parametrize(
    ("group", "members"),
    [
        ("市直各单位", "局办"),
        ("市政府各部门、各直属机构", "局办"),
        ("各县（市、区）人民政府", "县区"),
        ("各县区、市直各部门", "局办县区"),
        ("各县（区）政府（管委会）", "县区园"),
        ("各功能区管委会", "园"),
        ("各镇（街）", "镇街"),
        ("各乡镇人民政府、街道办事处", "镇街"),
    ],
)
def test_whom_a_group_means(tmp_path: Path, group: str, members: str) -> None:
    names = {
        "局": "泉城市财政局",
        "办": "泉城市政府办公室",
        "县": "历山县人民政府",
        "区": "章丘区政府",
        "园": "泉城高新区管委会",
        "镇": "白云镇人民政府",
        "街": "望榕街道办事处",
    }
    holders = Holders([Office(id=sign, name=name) for sign, name in names.items()])
    holders.answer([Item(id="1", units=(group,), collective=(group,))])
    (id,) = holders.groups.values()
    assert {o.id for o in holders.known if id in holders.groups_of(o)} == set(members)


@pytest.mark.parametrize("coding", ["gbk", "utf-16", "utf-8-sig"])
def test_a_list_is_read_as_spreadsheets_save_it(tmp_path: Path, coding: str) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes("单位\t网址\r\n市财政局\thttp://czj.qc.example/\r\n".encode(coding))
    assert told(offices(file)) == [("市财政局", "", "http://czj.qc.example/")]


def test_a_table_without_any_office_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("列甲,列乙\n1,2\n", "utf-8")
    with pytest.raises(UserError, match="没有读到单位"):
        offices(tmp_path / "list.csv")
