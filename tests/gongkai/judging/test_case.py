from __future__ import annotations

from datetime import date

import pytest

from gongkai.judging.case import cases, first_asks
from gongkai.model import Need, Rule
from tests.gongkai.world import case, plan, targets, when, with_subject


def test_a_clauses_weight_is_shared_out_over_the_rules_that_are_scored() -> None:
    rules = (Rule(check="count", share=3), Rule(check="fresh"), Rule(check="manual", share=4))
    made = list(cases(plan(*rules, weight=2.0), targets(), when()))
    assert [c.weight for c in made] == [1.5, 0.5, 0.0]


def test_the_second_of_a_kind_has_a_number() -> None:
    rules = (Rule(check="count"), Rule(check="fresh"), Rule(check="count"), Rule(check="count"))
    ids = [c.rule_id for c in cases(plan(*rules), targets(), when())]
    assert ids == ["count", "fresh", "count#2", "count#3"]


@pytest.mark.parametrize(
    ("lead", "sole"), [(("市财政局",), True), (("市财政局", "市教育局"), False)]
)
def test_a_sole_lead_is_one_unit_also_when_only_its_lines_are_asked_for(
    lead: tuple[str, ...], sole: bool
) -> None:
    made = plan(lead=lead, places=("portal", "own"))
    assert {c.sole for c in cases(made, targets(), when())} == {sole}
    assert [(c.unit.id, c.sole) for c in cases(made, targets(), when(), ["czj"])] == [
        ("czj", sole),
        ("czj", sole),
    ]


def test_a_need_takes_the_duty_s_subject_match_and_place() -> None:
    made = case(plan(match="预算"))
    own = made.ask(Need(name="it"))
    assert (own.unit.id, own.place, own.subject, own.match) == ("czj", "own", "budget", "预算")
    other = made.ask(Need(name="to", subject="notices", place="portal"))
    assert (other.place, other.subject, other.match) == ("portal", "notices", "通知")
    assert made.ask(Need(name="it", match="决算")).match == "决算"
    inherited = case(plan(match="", subjects=with_subject(match="执行")))
    assert inherited.ask(Need(name="it")).match == "执行"


def test_the_scope_is_the_clauses() -> None:
    made = case(plan(due=date(2026, 3, 31)), at=when("2026-06-30", "2026-07-02")).scope
    assert (made.as_of, made.seen_at, made.year) == (date(2026, 6, 30), date(2026, 7, 2), 2026)
    assert (made.due, made.window) == (date(2026, 3, 31), 60)


def test_the_first_visit_asks_for_what_the_rules_need() -> None:
    rules = (Rule(check="count"), Rule(check="manual", params={"hand_in": "截图"}))
    asks = list(first_asks(cases(plan(*rules), targets(), when())))
    assert [(a.subject, a.need.since) for a in asks] == [("budget", date(2026, 1, 1))]
    assert list(first_asks(cases(plan(*rules, subject=""), targets(), when()))) == []


def test_tests_are_asked_of_every_member_and_all_else_of_the_holder() -> None:
    rule = Rule(check="probe", params={"tests": ["up"]})
    made = case(plan(rule, about="group:depts", subject="", match=""))
    assert [unit.id for unit in made.members] == ["jyj"]
    assert [ask.unit.id for ask in first_asks([made])] == ["jyj"]
    own = case(plan(rule, subject="", match=""))
    assert [ask.unit.id for ask in first_asks([own])] == ["czj"]
    linked = Rule(check="linked", params={"to": {"找错": "找错"}})
    about = case(plan(linked, about="group:depts", subject="", match=""))
    assert [(a.unit.id, a.need.links) for a in first_asks([about])] == [("czj", "home")]
