from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.disk.judged import Ledger, Result
from gongkai.judging.wanted import Wanted, expected, kinds_for, rows, wanted
from gongkai.model import Fact, FactKind, Obligation, Part, Plan, Rule, State, Unit

LAG = Rule(check="lag", params={"from": "fact:emergency", "to": "response", "within": "24h"})
COUNT = Rule(check="count", if_none="unknown")
OWN = Rule(check="lag", params={"from": "call.end", "to": "feedback", "within": "1mo"})
KNOWN = {
    "emergency": FactKind(id="emergency", zh="突发事件", en="emergencies"),
    "not_happened": FactKind(id="not_happened", zh="未发生", en="nothing happened"),
}


def clause(item: str, *rules: Rule, **more: Any) -> Obligation:
    fields = {"task": "一", "title": item, **more}
    return Obligation(id=f"p/{item}", plan="p", item=item, rules=rules, **fields)


PLAN = Plan(
    id="p",
    title="方案",
    source="",
    year=2026,
    facts=KNOWN,
    obligations=(
        clause("1", LAG, COUNT, after="city_plan"),
        clause("2", LAG),
        clause("3", COUNT),
        clause("4", OWN),
    ),
)


def line(item: str, rule: str, unit: str = "czj", weight: float = 1.0, **more: Any) -> Result:
    empty = ("round", "judged", "as_of", "seen_at", "part_of", "check", "seen", "limit")
    texts = dict.fromkeys(empty, "")
    fields: dict[str, Any] = texts | {
        "plan": "p", "item": item, "unit": unit, "unit_name": f"{unit}名", "place": "any",
        "rule": rule, "outcome": "unknown", "reason": "no_event", "limit_by": "plan",
        "parts_good": 0, "parts_due": 1, "parts_doubtful": 1, "weight": weight, "confirmed": "",
        "url": "", "fetched_at": "", "sha256": "",
    }  # fmt: skip
    return Result(**fields | more)


def asked(*lines: Result, facts: tuple[Fact, ...] = (), ledgers: Any = None) -> list[Wanted]:
    return wanted(PLAN, lines, ledgers or {}, facts)


def test_what_a_clause_waits_for() -> None:
    assert kinds_for(PLAN.obligations[0]) == ("city_plan", "emergency")
    assert kinds_for(PLAN.obligations[0], COUNT) == ("city_plan",)
    assert kinds_for(PLAN.obligations[2]) == ()


def test_events_of_every_unit_with_clauses_and_points() -> None:
    [each] = asked(line("2", "lag"), line("2", "lag", "jyj", 0.5))
    assert (each.kind.zh, each.units, each.items, each.weight) == (
        "突发事件", ("czj名", "jyj名"), ("2",), 1.5,
    )  # fmt: skip
    assert [(f.kind, f.unit) for f in each.rows] == [("emergency", "czj"), ("emergency", "jyj")]


def test_a_precondition_is_one_row_for_everybody() -> None:
    found = {w.kind.id: w for w in asked(line("1", "lag"), line("1", "count", "jyj"))}
    assert [(f.kind, f.unit) for f in found["city_plan"].rows] == [("city_plan", "")]
    assert found["city_plan"].weight == 1.5  # half of the first line, all of the second
    assert found["city_plan"].kind.zh == "city_plan"  # a kind that nobody describes


def test_what_is_told_already_is_not_asked_again() -> None:
    told = Fact(kind="city_plan", day=date(2026, 3, 1))
    [each] = asked(line("1", "lag"), facts=(told,))
    assert each.kind.id == "emergency"
    other = Fact(kind="emergency", unit="jyj", day=date(2026, 3, 1))
    undated = Fact(kind="emergency", unit="czj")
    [still] = asked(line("2", "lag"), facts=(other, undated))
    assert still.units == ("czj名",)


def test_where_nobody_knows_whether_it_happened_a_word_is_asked() -> None:
    [each] = asked(line("3", "count"))
    assert each.kind.id == "not_happened"
    assert [(f.unit, f.about) for f in each.rows] == [("czj", "3")]


def test_a_document_that_does_not_tell_its_day_is_named() -> None:
    parts = (
        Part(key="甲公告", state=State.DOUBT, reason="no_event", url="http://a.example/1"),
        Part(key="乙公告", state=State.GOOD, reason="ok", url="http://a.example/2"),
        Part(key="丙公告", state=State.DOUBT, reason="no_event", url="http://a.example/3"),
    )
    one = line("4", "lag")
    ledger = Ledger(plan="p", item="4", unit="czj", place="any", rule="lag", parts=parts)
    [each] = asked(one, ledgers={one.key: ledger})
    assert [f.about for f in each.rows] == ["甲公告", "丙公告"]
    assert each.weight == 1.0


def test_other_lines_ask_for_nothing() -> None:
    assert asked(
        line("2", "lag", outcome="fail", reason="missing"),
        line("2", "lag", reason="blocked"),
        line("2", "lag", unit=""),
        line("2", "lag", plan="q"),
        line("9", "lag"),
    ) == []  # fmt: skip


def test_the_weightiest_comes_first_and_its_rows_are_ready() -> None:
    found = asked(line("2", "lag"), line("3", "count", weight=3.0))
    assert [w.kind.id for w in found] == ["not_happened", "emergency"]
    assert rows(found).splitlines() == [
        "kind,unit,about,day,until,basis,by",
        "not_happened,czj,3,,,,",
        "emergency,czj,,,,,",
    ]


def test_before_a_round_every_clause_asks() -> None:
    units = (Unit(id="czj", name="财政局"), Unit(id="jyj", name="教育局"))
    owed = [(o, unit, 1.0) for o in PLAN.obligations for unit in units]
    told = Fact(kind="emergency", unit="jyj", day=date(2026, 3, 1))
    found = {w.kind.id: w for w in expected(PLAN, owed, (told,))}
    spared = (told, Fact(kind="exempt", unit="czj", about="1"))
    assert {w.kind.id: w.items for w in expected(PLAN, owed, spared)} == {
        "city_plan": ("1",), "emergency": ("2",),
    }  # fmt: skip
    assert found["city_plan"].units == ("财政局", "教育局")
    assert found["emergency"].units == ("财政局",)
    assert found["emergency"].items == ("1", "2")
    assert set(found) == {"city_plan", "emergency"}
