from __future__ import annotations

import pytest

from gongkai.model import Ground, Indicator
from gongkai.scoring.findings import Judgement
from gongkai.scoring.leaves import Mark, mark
from tests.gongkai.scored import leaf, ledger, line

Span = tuple[float, float]


def marked(leaf: Indicator, outcome: str, states: str = "", columns: int = 1) -> Mark:
    one = line(leaf.id, outcome, check="contains")
    kept = {one.key: ledger(one, states, columns=columns)}
    return mark(leaf, Judgement(results=[one], ledgers=kept, seed="s"))


def spans(leaf: Indicator, *given: tuple[str, str]) -> list[Span]:
    found = [marked(leaf, outcome, states) for outcome, states in given]
    return [(round(m.low, 4), round(m.high, 4)) for m in found]


def test_full_half_zero() -> None:
    tested = [("pass", ""), ("half", ""), ("fail", ""), ("unknown", "")]
    assert spans(leaf("a", 8), *tested) == [(8, 8), (4, 4), (0, 0), (0, 8)]


def test_levels_2_1_0_and_uneven_ones() -> None:
    tested = [("pass", ""), ("half", ""), ("fail", ""), ("unknown", "")]
    two = leaf("a", 2, scale="levels", levels=(2.0, 1.0, 0.0))
    assert spans(two, *tested) == [(2, 2), (1, 1), (0, 0), (0, 2)]
    uneven = leaf("a", 10, scale="levels", levels=(10.0, 8.0, 3.0))
    assert spans(uneven, *tested) == [(10, 10), (8, 8), (3, 3), (3, 10)]


def test_continuous_points_by_the_share_of_parts() -> None:
    share = leaf("a", 10, scale="share")
    tested = [("half", "gggb"), ("half", "ghbo"), ("unknown", "ggdd"), ("unknown", "gg#"),
              ("fail", ""), ("fail", "ggg"), ("pass", "ggb")]  # fmt: skip
    assert spans(share, *tested) == [
        (7.5, 7.5), (5, 5), (5, 10), (0, 10), (0, 0), (0, 0), (10, 10)]  # fmt: skip


@pytest.mark.parametrize(
    ("outcome", "columns", "low", "high"),
    [
        ("pass", 1, 10, 10),
        ("half", 1, 7, 7),
        ("fail", 1, 4, 4),
        ("fail", 0, 0, 0),  # a person found that there is no such column
        ("unknown", 1, 4, 10),
        ("unknown", 0, 0, 10),
    ],
)
def test_having_the_column_and_having_contents(
    outcome: str, columns: int, low: float, high: float
) -> None:
    found = marked(leaf("a", 10, scale="column", column=0.4), outcome, columns=columns)
    assert (found.low, found.high) == pytest.approx((low, high))


def steps(outcomes: str) -> Mark:
    grounds = tuple(Ground(items=(f"{n}",), share=s) for n, s in enumerate((0.5, 0.3, 0.2)))
    tree = Indicator(id="a", name="a", points=10, scale="steps", grounds=grounds)
    words = {"g": "pass", "h": "half", "b": "fail", "d": "unknown", "m": "manual", "o": "skip"}
    results = [line(str(n), words[o]) for n, o in enumerate(outcomes)]
    return mark(tree, Judgement(results=results, ledgers={}))


@pytest.mark.parametrize(
    ("outcomes", "points", "low", "high", "open"),
    [
        ("ggg", 10, 10, 10, 0),
        ("gbh", 10, 6, 6, 0),
        ("gdb", 10, 5, 8, 0),
        ("gmb", 7, 5, 5, 3),
        ("obg", 5, 2, 2, 0),
        ("ooo", 0, 0, 0, 0),
    ],
)
def test_percentage_steps(
    outcomes: str, points: float, low: float, high: float, open: float
) -> None:
    found = steps(outcomes)
    assert (found.points, found.low, found.high, found.open) == (points, low, high, open)


def test_the_ratio_of_drawn_documents() -> None:
    """A document with one bad part is not good; three of eight are drawn, always the same."""
    one = line("a", "half", check="contains")
    kept = {one.key: ledger(one, "gbgbgbgb")}
    every = leaf("a", 10, scale="ratio")
    assert mark(every, Judgement(results=[one], ledgers=kept)).low == 5
    drawn = leaf("a", 9, scale="ratio", sample=3)
    lows = {
        seed: mark(drawn, Judgement(results=[one], ledgers=kept, seed=seed)).low
        for seed in "abcdefgh"
    }
    assert {round(low, 6) for low in lows.values()} <= {0, 3, 6, 9}
    assert len(set(lows.values())) > 1
    assert mark(drawn, Judgement(results=[one], ledgers=kept, seed="a")).low == lows["a"]


def test_a_drawn_deduction_costs_only_what_is_drawn() -> None:
    one = line("a", "fail", check="labelled")
    kept = {one.key: ledger(one, "bbbbbbbb")}
    tree = leaf("a", 20, "deduct", off=2, per="document", sample=3)
    assert mark(tree, Judgement(results=[one], ledgers=kept, seed="s")).taken == 6


def test_results_share_the_points_by_their_weights() -> None:
    results = [line("a", "pass", weight=3.0), line("a", "fail", rule="x"),
               line("a", "skip", rule="y", weight=9.0)]  # fmt: skip
    found = mark(leaf("a", 8), Judgement(results=results, ledgers={}))
    assert (found.low, found.taken, found.points) == (6, 2, 8)
    nothing = [line("a", "pass", weight=0.0), line("a", "fail", rule="x", weight=0.0)]
    assert mark(leaf("a", 8), Judgement(results=nothing, ledgers={})).low == 4


def test_what_waits_for_a_person_stands_open() -> None:
    half = [line("a", "pass"), line("a", "manual", rule="m")]
    found = mark(leaf("a", 8), Judgement(results=half, ledgers={}))
    assert (found.state, found.points, found.low, found.open) == ("scored", 4, 4, 4)
    alone = mark(leaf("a", 8), Judgement(results=half[1:], ledgers={}))
    assert (alone.state, alone.points, alone.open) == ("open", 0, 8)
    never = Indicator(id="m", name="m", points=3, manual="由人看")
    assert mark(never, Judgement(results=half, ledgers={})).open == 3


def test_a_deduction_that_a_person_must_see_is_listed_and_takes_nothing() -> None:
    results = [line("a", "pass"), line("a", "manual", rule="m")]
    found = mark(leaf("a", 8, "deduct", off=5), Judgement(results=results, ledgers={}))
    assert (found.points, found.low, found.open) == (8, 8, 0)
    assert [(e.state, e.taken) for e in found.entries] == [("open", 0)]


@pytest.mark.parametrize("mode", ["weigh", "deduct", "veto"])
def test_what_every_line_says_adds_up(mode: str) -> None:
    one = line("a", "fail", check="contains", confirmed="yes")
    kept = {one.key: ledger(one, "bbbhgd")}
    off = {"off": 1, "per": "part"} if mode == "deduct" else {}
    tree = leaf("a", 0 if mode == "veto" else 3, mode, **off)  # type: ignore[arg-type]  # by name
    found = mark(tree, Judgement(results=[one], ledgers=kept))
    assert sum(e.taken for e in found.entries) - found.cut == found.taken
    assert found.points - found.taken * (mode != "veto") == found.high
