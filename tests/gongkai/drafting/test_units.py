"""Unit cells as plans print them."""

from __future__ import annotations

import pytest

from gongkai.drafting.units import collective, names

CELLS: dict[str, tuple[str, ...]] = {
    "区农业局牵头，各镇（街）落实": ("区农业局", "各镇（街）"),
    "区法制办牵头、各镇（街）、各部门落实": ("区法制办", "各镇（街）", "各部门"),
    "各市（区）政府，市政府各部门、各直属机构": ("各市（区）政府", "市政府各部门、各直属机构"),
    "市财政局, 涉及公共资源配置、公益事业建设等领域的相关单位": (
        "市财政局",
        "涉及公共资源配置、公益事业建设等领域的相关单位",
    ),
    "各处、中心": ("各处、中心",),
    "各县、市、区人民政府，市直各单位": ("各县、市、区人民政府", "市直各单位"),
    "区安全监管\n\n局， 各镇、街": ("区安全监管局", "各镇、街"),
    "市教育局\n市体育局": ("市教育局", "市体育局"),
    "市住房和城\n乡建设局": ("市住房和城乡建设局",),
    "市人力资源和社会保障局和市财政局": ("市人力资源和社会保障局", "市财政局"),
    "市自然资源和规划局及各县区": ("市自然资源和规划局", "各县区"),
    "市委宣传部、市府办会同市公安局": ("市委宣传部", "市府办", "市公安局"),
    "县府办 县财政局": ("县府办", "县财政局"),
    "区发展改革局（区统计局）": ("区发展改革局（区统计局）",),
    "市政务办（牵头）、各部门": ("市政务办", "各部门"),
    "市经协办": ("市经协办",),
    "决策起草部门或执行部门": ("决策起草部门或执行部门",),
    "办公室；政策法规处；各处室": ("办公室", "政策法规处", "各处室"),
    "市发改委、潍海银监分局分别牵头落实": ("市发改委", "潍海银监分局"),
    "各市(区)政府": ("各市（区）政府",),
}

HELP = {
    "市政府办公室牵头，各市（区）政府，市直各单位配合": (
        ("市政府办公室",),
        ("各市（区）政府", "市直各单位"),
    ),
    "牵头单位：市发改委；配合单位：市财政局、各区": (("市发改委",), ("市财政局", "各区")),
    "市政府办公室牵头\n各科室配合": (("市政府办公室",), ("各科室",)),
}


@pytest.mark.parametrize("cell", CELLS)
def test_names(cell: str) -> None:
    found = names(cell)
    assert found.units == CELLS[cell]
    assert found.support == ()
    assert found.odd == ()


@pytest.mark.parametrize("cell", HELP)
def test_who_only_helps(cell: str) -> None:
    assert (names(cell).units, names(cell).support) == HELP[cell]


def test_a_column_of_helpers() -> None:
    assert names("市财政局、各区", support=True).support == ("市财政局", "各区")


def test_an_open_list_says_so() -> None:
    found = names("市财政局、市民政局等部门按职责分工负责")
    assert found.units == ("市财政局", "市民政局")
    assert found.open


@pytest.mark.parametrize("cell", ["张三", "3月底前", "加强公开。", "x" * 5000])
def test_what_is_no_office_is_odd(cell: str) -> None:
    assert names(cell).odd


@pytest.mark.parametrize(
    "name",
    ["各镇（街）", "各部门", "市各有关单位", "政策文件起草部门", "市直部门", "区府直属各单位"],
)
def test_groups(name: str) -> None:
    assert collective(name)


@pytest.mark.parametrize("name", ["市财政局", "区政府办", "市公共资源交易中心", "区直机关工委"])
def test_no_groups(name: str) -> None:
    assert not collective(name)


def test_a_group_after_dots_leaves_the_list_open() -> None:
    found = names("市发展改革委牵头，市住建局等政府各有关部门")
    assert (found.units, found.open, found.odd) == (("市发展改革委", "市住建局"), True, ())


def test_offices_between_spaces_with_verbs_are_two() -> None:
    found = names("市民政局牵头 各县区配合")
    assert (found.units, found.support) == (("市民政局",), ("各县区",))


def test_nobody_is_no_name() -> None:
    assert all(names(cell, support=True).support == () for cell in ("无", "—", "/", "-"))


@pytest.mark.parametrize(
    ("cell", "whole"),
    [
        ("市政府\n办公厅、市教委", ("市政府办公厅", "市教委")),
        ("区财政局\n（区国资局）", ("区财政局（区国资局）",)),
        ("各街道\n办事处、各部门", ("各街道办事处", "各部门")),
        ("（1）市财政局\n（2）市审计局", ("市财政局", "市审计局")),
    ],
)
def test_a_name_goes_on_in_the_next_line(cell: str, whole: tuple[str, ...]) -> None:
    assert names(cell).units == whole
