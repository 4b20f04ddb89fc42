from __future__ import annotations

import pytest

from gongkai.model import Band, Fact, Ground, Indicator, Unit, UnitClass
from gongkai.scoring.findings import Judgement
from gongkai.scoring.scheme import class_of, grade, grade_without_points, rate
from tests.gongkai.scored import leaf, ledger, line, rated, scheme, span

BANDS = (Band(name="优秀", least=90), Band(name="合格", least=60), Band(name="不合格", least=0))


def test_a_real_self_check_comes_to_89() -> None:
    """A central office's second quarter of 2019: four findings, eleven points off, 89."""
    tree = scheme(
        leaf("policy", 10, "deduct", off=5),
        leaf("statistics", 5, "deduct", off=2),
        leaf("answers", 5, "deduct", off=3),
        leaf("marks", 6, "deduct", off=1, per="part"),
        leaf("rest", 74, "deduct", off=1),
    )
    marks = line("marks", "half")
    found = rated(
        tree,
        line("policy", "fail"), line("statistics", "fail"), line("answers", "fail"),
        marks, line("rest", "pass"),
        ledgers=(ledger(marks, "gggggb"),),
    )  # fmt: skip
    assert found.deducted == 11
    assert span(found) == (89, 89, 89)
    assert sum(len(m.entries) for m in found.marks.values()) == 4


def test_a_deduction_never_exceeds_its_points() -> None:
    many = line("a", "fail")
    found = rated(scheme(leaf("a", 4, "deduct", off=1, per="part"), leaf("b", 6)),
                  many, line("b", "pass"), ledgers=(ledger(many, "bbbbbb"),))  # fmt: skip
    assert span(found) == (60, 60, 60)
    assert (found.marks["a"].taken, found.marks["a"].cut) == (4, 2)


@pytest.mark.parametrize(("states", "taken"), [("bbb", 3), ("bbbb", 3), ("bb", 2), ("bhg", 1.5)])
def test_a_grounds_own_bound_holds_at_the_limit(states: str, taken: float) -> None:
    one = line("a", "fail")
    tree = scheme(leaf("a", 10, "deduct", off=1, per="part", ground_most=3))
    assert rated(tree, one, ledgers=(ledger(one, states),)).marks["a"].taken == taken


def test_only_the_named_reasons_cost() -> None:
    tree = scheme(leaf("a", 5, "deduct", off=5, reasons=("missing",)))
    assert span(rated(tree, line("a", "fail", reason="stale"))) == (100, 100, 100)
    assert span(rated(tree, line("a", "fail", reason="missing"))) == (0, 0, 0)
    assert span(rated(tree, line("a", "unknown"))) == (0, None, 100)


def test_what_is_doubtful_may_cost_and_what_is_hidden_may_cost_all() -> None:
    tree = scheme(leaf("a", 10, "deduct", off=1, per="part"))
    one = line("a", "fail", check="contains")
    assert span(rated(tree, one, ledgers=(ledger(one, "bgdd"),))) == (70, 87.5, 90)
    assert span(rated(tree, one, ledgers=(ledger(one, "bg#"),))) == (0, None, 100)
    assert span(rated(tree, line("a", "unknown"))) == (0, None, 100)
    fixed = line("a", "fail", check="series")
    assert span(rated(tree, fixed, ledgers=(ledger(fixed, "bg#"),))) == (80, 88.89, 90)


def test_an_unknown_that_may_yet_be_met_loses_nothing_for_sure() -> None:
    tree = scheme(leaf("a", 10, "deduct", off=2, per="part"))
    one = line("a", "unknown", check="contains")
    assert span(rated(tree, one, ledgers=(ledger(one, "bgd"),))) == (60, 100, 100)
    assert span(rated(tree, one, ledgers=(ledger(one, "gg"),))) == (0, None, 100)
    shared = scheme(leaf("a", 10, scale="share"))
    assert span(rated(shared, one, ledgers=(ledger(one, "bgdd"),))) == (25, 100, 100)


def test_a_doubt_may_be_any_of_the_reasons() -> None:
    tree = scheme(leaf("a", 10, "deduct", off=2, per="part", reasons=("missing",)))
    one = line("a", "fail", check="contains")
    assert span(rated(tree, one, ledgers=(ledger(one, "bdh"),))) == (60, 75, 80)


def test_what_is_met_has_no_findings_whatever_its_parts_say() -> None:
    tree = scheme(leaf("a", 10, "deduct", off=1, per="part"))
    decided = line("a", "pass")
    assert span(rated(tree, decided, ledgers=(ledger(decided, "bbb"),))) == (100, 100, 100)


def test_a_deduction_without_points_takes_from_its_branch_alone() -> None:
    branch = Indicator(
        id="A", name="A", children=(leaf("a", 4), leaf("m", 0, "deduct", most=6, off=3))
    )
    tree = scheme(branch, leaf("b", 6))
    all_met = (line("a", "pass"), line("b", "pass"))
    assert span(rated(tree, *all_met, line("m", "pass"))) == (100, 100, 100)
    assert span(rated(tree, *all_met, line("m", "fail"))) == (70, 70, 70)
    twice = (line("m", "fail", rule="count#2"), line("m", "fail"))
    assert span(rated(tree, *all_met, *twice)) == (60, 60, 60)
    assert span(rated(tree, *all_met, line("m", "unknown"))) == (70, 100, 100)


# ------------------------------------------------------------------ veto, bonus, grades


def test_a_veto_settles_it_and_a_possible_one_leaves_it_open() -> None:
    tree = scheme(leaf("v", mode="veto"), leaf("a", 10), bands=BANDS)
    met = line("a", "pass")
    sure = rated(tree, line("v", "fail", confirmed="yes"), met)
    assert (sure.veto, span(sure)) == ("v", (0, 0, 0))
    once = rated(tree, line("v", "fail", confirmed="no"), met)
    assert (once.veto, span(once)) == ("v?", (0, 100, 100))
    unseen = rated(tree, line("v", "unknown"), met)
    assert (unseen.veto, span(unseen)) == ("v?", (0, 100, 100))
    assert grade(BANDS, unseen.low, unseen.best) == "不合格～优秀"
    clear = rated(tree, line("v", "half"), met)
    assert (clear.veto, span(clear)) == ("", (100, 100, 100))
    person = rated(tree, line("v", "manual"), met)
    assert (person.veto, person.marks["v"].state) == ("", "open")


@pytest.mark.parametrize(("states", "veto"), [("bbbbg", ""), ("bbbbb", "v"), ("bbbbd", "v?")])
def test_a_veto_by_number_of_findings(states: str, veto: str) -> None:
    tree = scheme(leaf("v", mode="veto", per="part", least=5), leaf("a", 10))
    one = line("v", "fail", confirmed="yes")
    assert rated(tree, one, line("a", "pass"), ledgers=(ledger(one, states),)).veto == veto


def test_what_is_hidden_may_veto() -> None:
    tree = scheme(leaf("v", mode="veto", per="part", least=5), leaf("a", 10))
    assert rated(tree, line("v", "unknown"), line("a", "pass")).veto == "v?"


def test_a_vetoed_unit_keeps_what_the_scheme_lets_it() -> None:
    tree = scheme(leaf("v", mode="veto"), leaf("a", 10), leaf("b", 10), vetoed=59.0)
    fail = line("v", "fail")
    assert span(rated(tree, fail, line("a", "pass"), line("b", "pass"))) == (59, 59, 59)
    assert span(rated(tree, fail, line("a", "pass"), line("b", "fail"))) == (50, 50, 50)


@pytest.mark.parametrize(("points", "low"), [(80, 80), (80.01, 90.01)])
def test_the_bonus_counts_only_above_its_gate(points: float, low: float) -> None:
    tree = scheme(
        leaf("a", points), leaf("b", 100 - points), leaf("x", 20, "bonus"),
        bonus_above=80.0, bonus_most=10.0,
    )  # fmt: skip
    found = rated(tree, line("a", "pass"), line("b", "fail"), line("x", "pass"))
    assert span(found) == (low, low, low)
    assert found.bonus == low - points


def test_an_unknown_bonus_is_only_in_the_high() -> None:
    tree = scheme(leaf("a", 10), leaf("x", 5, "bonus"), bonus_above=80.0)
    assert span(rated(tree, line("a", "pass"), line("x", "unknown"))) == (100, 100, 105)


def test_grades_at_the_very_limit() -> None:
    assert [grade(BANDS, x, x) for x in (90, 89.99, 60, 59.99)] == [
        "优秀", "合格", "合格", "不合格"]  # fmt: skip
    assert grade(BANDS, 59, 61) == "不合格～合格"
    assert grade(BANDS, None, None) == ""


def test_open_points_lift_no_score_but_keep_a_bad_grade_open() -> None:
    tree = scheme(leaf("a", 60), leaf("m", 40), bands=BANDS)
    found = rated(tree, line("a", "half"), line("m", "manual"))
    assert span(found) == (50, 50, 50)
    assert (found.base.points, found.base.open) == (60, 40)
    assert grade(BANDS, found.low, found.best) == "不合格～合格"


def test_where_only_vetoes_are_looked_at_they_make_the_grade() -> None:
    tree = scheme(leaf("v", mode="veto"), leaf("a", 10), bands=BANDS)
    told = [
        grade_without_points(tree, rated(tree, line("v", o))) for o in ("pass", "fail", "unknown")
    ]
    assert told == ["合格", "不合格", "不合格～合格"]
    assert grade_without_points(tree, rated(tree, line("v", "manual"))) == ""


# ------------------------------------------------------------------ what does not apply


SERVICES = (leaf("s", 25), leaf("a", 50, "deduct", off=10), leaf("b", 25))
PLAIN = UnitClass(id="plain", name="无服务", fact="no_services", without=("s",), factor=4 / 3)


def of_class(absent: str) -> float | None:
    tree = scheme(*SERVICES, classes=(PLAIN,), absent=absent)
    results = [line("s", "fail"), line("a", "fail"), line("b", "pass")]
    return rate(tree, Judgement(results=results, ledgers={}), PLAIN).low


def test_without_services_the_rest_is_out_of_75_times_four_thirds() -> None:
    assert of_class("scale") == pytest.approx((75 - 10) * 4 / 3)


def test_points_spread_over_the_others_leave_the_cost_of_a_finding_as_it_is() -> None:
    assert of_class("spread") == pytest.approx(100 - 10)


def test_a_units_class_is_the_first_that_fits() -> None:
    rest = UnitClass(id="rest", name="其他")
    towns = UnitClass(id="towns", name="镇街", groups=("towns",))
    tree = scheme(*SERVICES, classes=(PLAIN, towns, rest))
    unit = Unit(id="wrz", name="望榕镇", groups=("towns",))
    assert class_of(tree, unit) == towns
    fact = Fact(kind="no_services", unit="wrz")
    assert class_of(tree, unit, [fact]) == PLAIN
    assert class_of(tree, Unit(id="czj", name="财政局"), [fact]) == rest
    assert class_of(scheme(*SERVICES, classes=(towns,)), Unit(id="x", name="x")) is None


@pytest.mark.parametrize(("skipped", "low"), [("leave", 0), ("full", 50)])
def test_nothing_due_leaves_the_sum_or_keeps_its_points(skipped: str, low: float) -> None:
    tree = scheme(leaf("a", 5, "deduct", off=1), leaf("b", 5), skipped=skipped)
    assert rated(tree, line("a", "skip"), line("b", "fail")).low == low


def test_what_nobody_owes_is_in_no_sum() -> None:
    found = rated(scheme(leaf("a", 5), leaf("b", 5)), line("a", "pass"))
    assert span(found) == (100, 100, 100)
    assert found.marks["b"].state == "not_owed"
    assert span(rated(scheme(leaf("a", 5)), line("z", "pass"))) == (None, None, None)


def test_a_ground_may_name_rules_and_places() -> None:
    tree = scheme(
        Indicator(id="a", name="a", points=1, grounds=(
            Ground(items=("1.*",), rules=("fresh",), places=("own",)),)))  # fmt: skip
    good = line("1.1", "pass", rule="fresh")
    others = (line("1.1", "fail"), line("1.1", "fail", rule="fresh", place="portal"))
    assert span(rated(tree, good, *others, line("11", "fail", rule="fresh"))) == (100, 100, 100)
