from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import plans
from gongkai.model import Plan, UserError

TASK = """
task: 一
clauses:
  - {item: "1", title: 甲, lead: [市财政局], rules: [{manual: {hand_in: 材料}}]}
  - {item: "2", title: 乙, lead: [市财政局], rules: [{manual: {hand_in: 材料}}]}
"""
GOOD = """
title: 办法
source: 文号
bands: {不合格: 0, 优秀: 90, 合格: 60}
classes:
  - {id: plain, name: 无服务, groups: x, without: [B], factor: 4/3}
indicators:
  - id: A
    name: 一级
    source: 附件
    unconfirmed: true
    mode: deduct
    children:
      - {id: A1, name: 二级, points: 30, of: [{items: "1", off: 1}]}
      - {id: A2, name: 二级, points: 45, unconfirmed: false, of: [{items: ["2"], off: 0.5}]}
  - {id: B, name: 服务, points: 25, manual: 由人看}
"""


def loaded(home: Path, scheme: str = GOOD, name: str = "s") -> Plan:
    folder = home / "p"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.yaml").write_text(f"title: 方案\nyear: 2026\nscheme: {name}\n", "utf-8")
    (folder / "01.yaml").write_text(TASK, "utf-8")
    (home / "schemes").mkdir(exist_ok=True)
    (home / "schemes" / "s.yaml").write_text(scheme, "utf-8")
    return plans.load("p", folders=[home])


def test_a_scheme_is_read_with_what_its_branches_hand_down(tmp_path: Path) -> None:
    scheme = loaded(tmp_path).scheme
    assert scheme is not None
    first, second = scheme.indicators[0].children
    assert (first.mode, first.source, first.unconfirmed) == ("deduct", "附件", True)
    assert (second.unconfirmed, second.grounds[0].off) == (False, 0.5)
    assert [b.name for b in scheme.bands] == ["优秀", "合格", "不合格"]
    assert scheme.classes[0].factor == pytest.approx(4 / 3)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('items: "1", off: 1', 'items: "11", off: 1', ["scheme", "条目 11", '最接近的是“1”']),
        ('items: ["2"]', 'items: ["1"]', ["没有指标用到方案 p 的条目 2"]),
        ("id: A2", "id: A1", ["A1", "用了两次"]),
        ("mode: deduct", "mode: deducts", ["deducts", "最接近的是“deduct”"]),
        ("points: 30, ", "", ["A1", "most"]),
        ("off: 1}", "offf: 1}", ["没有“offf”", "最接近的是“off”"]),
        ("off: 1}", "off: 1, per: parts}", ["per", "最接近的是“part”"]),
        ("off: 1}", "share: 1}", ["A1", "off"]),
        ("    mode: deduct", "    mode: deduct\n    points: 75", ["A：", "下级之和"]),
        ("factor: 4/3", "factor: 5/3", ["plain", "≠ 100"]),
        ("factor: 4/3", "factor: x", ["factor", "数字"]),
        ("without: [B]", "without: [C]", ["没有编号为“C”"]),
        (", manual: 由人看", "", ["B：", "of"]),
        ("points: 25, manual", "points: 25, mode: veto, manual", ["B：", "否决"]),
        ("points: 25, manual", "manual", ["B：", "points"]),
        ("points: 25, manual", "points: 25, scale: levels, levels: [2, 1, 0], manual", ["levels"]),
        ("points: 25, manual", "points: 25, scale: steps, manual", ["合计为 1"]),
        ("points: 25, manual", "points: 25, scale: column, manual", ["column"]),
        ("{不合格: 0,", "{不合格: 零,", ["bands", "数字"]),
        ("title: 办法", "titel: 办法", ["titel", "最接近的是“title”"]),
        ("title: 办法", "title: 办法\nabsent: gone", ["absent", "scale spread"]),
        ("indicators:", "indicator:", ["indicators"]),
    ],
)  # fmt: skip
def test_faults_say_where_and_what(tmp_path: Path, old: str, new: str, told: list[str]) -> None:
    assert old in GOOD
    with pytest.raises(UserError) as error:
        loaded(tmp_path, GOOD.replace(old, new, 1))
    for text in told:
        assert text in str(error.value)


def test_the_scheme_in_the_docs_is_sound(tmp_path: Path) -> None:
    docs = Path(__file__).parents[2] / "docs" / "SCHEMES.md"
    text = docs.read_text("utf-8").partition("```yaml\n")[2].partition("```")[0]
    clause = (
        '  - {{item: "{}", title: 甲, lead: [市财政局], rules: [{{manual: {{hand_in: 材料}}}}]}}'
    )
    loaded(tmp_path)
    items = ("1.1", "2.1", "3.1", "4.1", "4.2", "5.1")
    task = "\n".join(["task: 一", "clauses:", *(clause.format(item) for item in items)])
    (tmp_path / "p" / "01.yaml").write_text(task, "utf-8")
    (tmp_path / "schemes" / "s.yaml").write_text(text, "utf-8")
    assert plans.load("p", folders=[tmp_path]).scheme is not None


def test_an_unknown_scheme_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"没有叫“site-check-2018”.*最接近的是“site-check-2019”"):
        loaded(tmp_path, name="site-check-2018")


def test_items_may_be_left_out_on_purpose(tmp_path: Path) -> None:
    text = GOOD.replace('items: ["2"]', 'items: "1"') + "\nleaves: ['2']\n"
    assert loaded(tmp_path, text).scheme is not None


@pytest.mark.parametrize(
    ("plan", "scheme"),
    [("site-check", "site-check-2019"), ("census-2015", "census-2015"), ("haitang", "haitang")],
)
def test_the_shipped_schemes_fit_their_plans_and_come_to_100(plan: str, scheme: str) -> None:
    found = plans.rescored(plans.load(plan), scheme).scheme
    assert found is not None
    leaves = [leaf for top in found.indicators for leaf in top.leaves]
    assert sum(x.points for x in leaves if x.mode in ("weigh", "deduct")) == 100
    assert all(x.unconfirmed or x.source or found.source for x in leaves)


def test_a_plan_may_be_scored_by_another_scheme() -> None:
    plan = plans.load("haitang")
    assert plan.scheme is None
    with pytest.raises(UserError):
        plans.rescored(plan, "site-check-2019")


def test_a_bonus_that_was_not_confirmed_says_so() -> None:
    read = yaml.safe_load((Path(plans.__file__).parent / "schemes/site-check-2019.yaml").open())
    branches = {x["id"]: x for x in read["indicators"]}
    assert all(branches[id]["unconfirmed"] for id in ("S1", "S2", "S3", "S4", "B"))
