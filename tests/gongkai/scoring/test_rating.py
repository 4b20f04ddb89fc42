from __future__ import annotations

import random
from pathlib import Path

import pytest

from gongkai.disk.judged import Judged, Result, Score
from gongkai.model import Band, Component, Fact, Scheme, Targets, Unit, UnitClass
from gongkai.scoring.rating import Rating, rating, seed_of
from gongkai.scoring.sampling import draw
from tests.gongkai.scored import leaf, ledger, line, scheme

BANDS = (Band(name="优秀", least=90), Band(name="合格", least=60), Band(name="不合格", least=0))
COUNTY = UnitClass(
    id="county", name="县区", groups=("counties",),
    composed=(
        Component(of="self", weight=6),
        Component(of="{unit}-depts", weight=2),
        Component(of="{unit}-towns", weight=2, sample=2),
    ),
)  # fmt: skip
REST = UnitClass(id="rest", name="其他")
TOWNS = [f"t{n}" for n in range(6)]
TARGETS = Targets(
    title="海棠市",
    units=(
        Unit(id="x", name="澜川县", groups=("counties",)),
        Unit(id="d", name="县教育局", groups=("x-depts",)),
        *(Unit(id=t, name=t, groups=("x-towns",)) for t in TOWNS),
    ),
)


def five(unit: str, *outcomes: str) -> list[Result]:
    return [line(f"{n}", o, unit) for n, o in enumerate(outcomes)]


def tree(**fields: object) -> Scheme:
    leaves = [leaf(f"{n}", 20) for n in range(5)]
    return scheme(*leaves, bands=BANDS, **fields)


def by_unit(found: Rating) -> dict[str, Score]:
    return {s.unit: s for s in found.scores}


def met(unit: str, share: int) -> list[Result]:
    return five(unit, *["pass"] * share, *["fail"] * (5 - share))


def test_county_departments_and_towns_count_6_2_2() -> None:
    given = met("x", 5) + met("d", 3) + [r for n, t in enumerate(TOWNS) for r in met(t, n % 6)]
    found = by_unit(rating(tree(classes=(COUNTY, REST)), given, targets=TARGETS))
    taken = draw(TOWNS, 2, "p 2026-09-30|x-towns")
    towns = [20.0 * (TOWNS.index(t) % 6) for t in taken]
    assert found["x"].percent == round(0.6 * 100 + 0.2 * 60 + 0.2 * sum(towns) / 2, 2)
    assert found["d"].percent == 60


def test_a_component_without_a_score_leaves_the_sum() -> None:
    found = by_unit(
        rating(tree(classes=(COUNTY, REST)), met("x", 5) + met("d", 1), targets=TARGETS)
    )
    assert found["x"].percent == round((6 * 100 + 2 * 20) / 8, 2)


def test_unknowns_of_those_drawn_widen_the_whole() -> None:
    given = met("x", 5) + five("d", *["unknown"] * 5)
    county = by_unit(rating(tree(classes=(COUNTY, REST)), given, targets=TARGETS))["x"]
    assert (county.low, county.percent, county.high) == (75, 100, 100)
    assert county.grade == "合格～优秀"


def test_who_was_drawn_stands_in_the_points() -> None:
    given = met("x", 5) + [r for t in TOWNS for r in met(t, 5)]
    found = rating(tree(classes=(COUNTY, REST)), given, targets=TARGETS)
    told = [p for p in found.points if p.mode == "composed" and p.indicator == "x-towns"]
    assert {p.part for p in told} == draw(TOWNS, 2, "p 2026-09-30|x-towns")
    assert {p.seed for p in found.points} == {"p 2026-09-30"}


def test_who_owes_nothing_is_drawn_for_nothing() -> None:
    given = met("x", 5) + five("d", *["skip"] * 5)
    found = rating(tree(classes=(COUNTY, REST)), given, targets=TARGETS)
    assert by_unit(found)["x"].percent == 100
    assert {p.part for p in found.points if p.mode == "composed"} == {"x"}


def test_nobodys_results_are_in_no_score() -> None:
    found = rating(tree(), [*met("d", 5), line("0", "unknown", "")])
    assert [s.unit for s in found.scores] == ["d"]


def test_where_only_vetoes_are_looked_at_an_open_one_is_why_there_is_no_rank() -> None:
    vetoed = scheme(leaf("v", mode="veto"), *tree().indicators, bands=BANDS)
    found = rating(vetoed, [line("v", "unknown", "d"), line("v", "pass", "e")]).scores
    told = {s.unit: (s.grade, s.why_unranked) for s in found}
    assert told == {"d": ("不合格～合格", "veto_open"), "e": ("合格", "nothing_owed")}


def test_a_countys_own_veto_settles_it() -> None:
    vetoed = scheme(leaf("v", mode="veto"), *tree().indicators, classes=(COUNTY, REST), bands=BANDS)
    given = [line("v", "fail", "x"), *met("x", 5), *met("d", 5)]
    county = by_unit(rating(vetoed, given, targets=TARGETS))["x"]
    assert (county.low, county.high, county.grade) == (0, 0, "不合格")
    assert (county.rank, county.why_unranked, county.veto) == (None, "vetoed", "v")


def test_units_are_ranked_within_their_class() -> None:
    towns = UnitClass(id="towns", name="镇街", groups=("x-towns",))
    given = met("d", 1) + met("t1", 3) + met("t2", 5)
    found = rating(tree(classes=(towns, REST)), given, targets=TARGETS).scores
    assert [(s.class_, s.unit, s.rank, s.rank_of) for s in found] == [
        ("镇街", "t2", 1, 2), ("镇街", "t1", 2, 2), ("其他", "d", 1, 1)]  # fmt: skip


def test_a_fact_puts_a_unit_into_its_class() -> None:
    plain = UnitClass(id="plain", name="无服务", fact="no_services", without=("4",))
    targets = Targets(title="海棠市", facts=(Fact(kind="no_services", unit="d"),))
    found = by_unit(rating(tree(classes=(plain, REST)), met("d", 4) + met("e", 4), targets=targets))
    assert (found["d"].percent, found["d"].class_) == (100, "无服务")
    assert (found["e"].percent, found["e"].class_) == (80, "其他")
    assert found["d"].owed == 4


@pytest.mark.parametrize(
    ("outcomes", "why"),
    [
        ("ggggg", ""),
        ("ggggd", "unknown_share"),
        ("ooooo", "nothing_owed"),
        ("gggg", "few_duties"),
    ],
)
def test_why_a_unit_is_not_ranked(outcomes: str, why: str) -> None:
    words = {"g": "pass", "d": "unknown", "o": "skip"}
    found = rating(tree(), five("d", *(words[o] for o in outcomes))).scores
    assert found[0].why_unranked == why


def test_a_tenth_of_the_points_may_be_unknown() -> None:
    leaves = [*(leaf(f"{n}", 15) for n in range(6)), leaf("u", 10)]
    given = [*five("d", *["pass"] * 5), line("5", "pass", "d"), line("u", "unknown", "d")]
    assert rating(scheme(*leaves), given).scores[0].why_unranked == ""
    leaves[-1] = leaf("u", 10.1)
    assert rating(scheme(*leaves), given).scores[0].why_unranked == "unknown_share"


def test_a_possible_veto_keeps_a_unit_from_its_rank() -> None:
    vetoed = scheme(leaf("v", mode="veto"), *tree().indicators)
    found = rating(vetoed, [line("v", "unknown", "d"), *met("d", 5)]).scores[0]
    assert (found.why_unranked, found.low, found.high) == ("veto_open", 0, 100)


def test_points_and_scores_agree_and_come_back_from_disk(tmp_path: Path) -> None:
    lost = line("0", "fail", "d", check="contains", url="http://x/0")
    given = [lost, *met("d", 5)[1:]]
    one = scheme(leaf("0", 20, "deduct", off=5, per="part"), *tree().indicators[1:], bands=BANDS)
    found = rating(one, given, [ledger(lost, "bbgd")])
    (score,) = found.scores
    tops = [p for p in found.points if not p.item]
    assert sum(p.points for p in tops) - sum(p.taken + p.maybe for p in tops) == score.low
    below = [p for p in found.points if p.item]
    assert [(p.part, p.taken, p.maybe, p.reason) for p in below] == [
        ("k0", 5, 0, "missing"), ("k1", 5, 0, "missing"), ("k3", 0, 5, "blocked")]  # fmt: skip
    assert (score.deducted, score.low, score.high) == (10, 85, 90)
    judged = Judged(tmp_path)
    judged.write(given, [], found.scores, found.points)
    assert judged.scores() == list(found.scores)
    assert judged.points() == list(found.points)
    head = (tmp_path / "scores.csv").read_text("utf-8-sig").partition("\r\n")[0].split(",")
    assert head[3] == "class"
    judged.write(given, [], found.scores)
    assert not (tmp_path / "points.csv").exists()


def test_the_order_of_the_results_changes_nothing() -> None:
    given = met("x", 4) + met("d", 3) + [r for n, t in enumerate(TOWNS) for r in met(t, n % 6)]
    before = rating(tree(classes=(COUNTY, REST)), given, targets=TARGETS)
    random.Random(7).shuffle(given)
    assert rating(tree(classes=(COUNTY, REST)), given, targets=TARGETS) == before


def test_a_schemes_own_seed_goes_first() -> None:
    assert seed_of(tree(), "p", "2026-09-30") == "p 2026-09-30"
    assert seed_of(tree(seed="抽签第3号"), "p", "2026-09-30") == "抽签第3号"
