from __future__ import annotations

from typing import Any

from gongkai.judging.duties import NoHolder, owed
from gongkai.model import Group, Obligation, Plan, Targets, Unit

TARGETS = Targets(
    title="海棠市",
    groups=(
        Group(id="towns", name="各镇街", aliases=("各镇（街）",)),
        Group(id="depts", name="各部门"),
        Group(id="nobody", name="各园区", roster="partial"),
    ),
    units=(
        Unit(id="bei", name="北镇", groups=("towns",)),
        Unit(id="czj", name="海棠市财政局", aliases=("市财政局",), groups=("depts",)),
        Unit(id="nan", name="南镇", groups=("towns",)),
    ),
)


def plan(*clauses: dict[str, Any]) -> Plan:
    made = [
        Obligation(id=f"p/{n}", plan="p", item=str(n), task="一", title="题", **clause)
        for n, clause in enumerate(clauses, 1)
    ]
    return Plan(id="p", title="方案", source="号", year=2026, obligations=tuple(made))


def keys(*clauses: dict[str, Any], **more: Any) -> list[tuple[str, str, str]]:
    return [
        (duty.obligation, duty.unit, duty.place)
        for duty in owed(plan(*clauses), TARGETS, **more)[0]
    ]


def test_a_duty_a_place_in_the_order_of_plan_targets_and_places() -> None:
    assert keys(
        {"lead": ("市财政局",), "places": ("portal", "own")},
        {"lead": ("南镇", "北镇"), "places": ("any",)},
    ) == [
        ("p/1", "czj", "portal"),
        ("p/1", "czj", "own"),
        ("p/2", "bei", "any"),
        ("p/2", "nan", "any"),
    ]


def test_a_group_becomes_its_members_and_says_so() -> None:
    duties, nobody = owed(plan({"lead": ("各镇(街)",), "each": True}), TARGETS)
    assert [(duty.unit, duty.part_of) for duty in duties] == [
        ("bei", "各镇(街)"),
        ("nan", "各镇(街)"),
    ]
    assert nobody == []


def test_a_unit_named_and_in_a_group_owes_once_under_its_own_name() -> None:
    duties, _ = owed(plan({"lead": ("各部门", "市财政局", "市财政局"), "each": True}), TARGETS)
    assert [(duty.unit, duty.part_of) for duty in duties] == [("czj", "")]


def test_the_first_group_named_is_the_one_told() -> None:
    both = Unit(id="czj", name="海棠市财政局", groups=("depts", "towns"))
    targets = Targets(title="海棠市", groups=TARGETS.groups, units=(both,))
    duties, _ = owed(plan({"lead": ("各部门", "各镇街"), "each": True}), targets)
    assert [duty.part_of for duty in duties] == ["各部门"]


def test_a_name_nobody_answers_to_is_told_once_and_owes_nothing() -> None:
    duties, nobody = owed(plan({"lead": ("市气象局", "各园区", "市气象局")}), TARGETS)
    assert duties == []
    assert nobody == [
        NoHolder(obligation="p/1", name="市气象局"),
        NoHolder(obligation="p/1", name="各园区"),
    ]


def test_support_owes_nothing() -> None:
    assert keys({"lead": ("北镇",), "support": ("市财政局",)}) == [("p/1", "bei", "any")]


def test_only_the_units_asked_for() -> None:
    clause = {"lead": ("市财政局", "各镇街", "市气象局"), "each": True}
    assert keys(clause, units=["nan"]) == [("p/1", "nan", "any")]
    assert keys(clause, units=["市财政局"]) == [("p/1", "czj", "any")]
    assert owed(plan(clause), TARGETS, units=["nan"])[1] == []
