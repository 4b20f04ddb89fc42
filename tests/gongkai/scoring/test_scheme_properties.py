"""What holds of every scheme: order, caps, intervals, better verdicts, vetoes, redistribution."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from gongkai.disk.judged import Result
from gongkai.model import Ground, Indicator, Scheme, UnitClass
from gongkai.scoring.findings import Judgement
from gongkai.scoring.scheme import Rated, rate
from tests.gongkai.scored import REASON, ledger, line

HAIR = 1e-6
OUTCOMES = ("pass", "half", "fail", "unknown", "manual", "skip")
ITEMS = "abcd"
GATED = {"bonus_above": 80.0, "bonus_most": 7.0}


@dataclass(frozen=True)
class Given:
    item: str
    outcome: str
    states: str = ""
    weight: float = 1.0
    confirmed: str = "yes"


POINTS = st.sampled_from([1.0, 2.5, 5.0, 10.0])
GROUND = st.builds(
    lambda item, per, off, most: {"items": (item,), "per": per, "off": off, "most": most},
    st.sampled_from(ITEMS),
    st.sampled_from(["result", "part", "document"]),
    st.sampled_from([0.3, 1.0, 4.0]),
    st.sampled_from([0.0, 2.0]),
)


@st.composite
def leaves(draw: st.DrawFn) -> Indicator:
    mode = draw(st.sampled_from(["weigh", "weigh", "deduct", "deduct", "veto", "bonus"]))
    grounds = draw(st.lists(GROUND, min_size=1, max_size=2))
    taking = mode == "deduct" and draw(st.integers(0, 3)) == 0
    bare = [g if mode == "deduct" else {**g, "off": 0.0, "most": 0.0} for g in grounds]
    return Indicator(
        id=str(draw(st.integers(0, 10**9))),
        name="x",
        mode=mode,
        points=0.0 if mode == "veto" or taking else draw(POINTS),
        most=3.0 if taking else 0.0,
        scale=draw(st.sampled_from(["outcome", "share", "column"])) if mode != "deduct" else "",
        column=0.3,
        grounds=tuple(Ground(**g) for g in bare),
    )


TREES = st.lists(leaves(), min_size=1, max_size=5, unique_by=lambda x: x.id).map(
    lambda found: (
        Indicator(id="t", name="t", children=tuple(x for x in found if x.mode != "bonus")),
        *(x for x in found if x.mode == "bonus"),
    )
)
RESULTS = st.lists(
    st.builds(
        Given,
        st.sampled_from(ITEMS),
        st.sampled_from(OUTCOMES),
        st.text("ghbd#o", max_size=4),
        st.sampled_from([0.0, 0.5, 1.0, 3.0]),
        st.sampled_from(["yes", "no"]),
    ),
    max_size=8,
)


def schemed(tree: tuple[Indicator, ...], **fields: object) -> Scheme:
    tops = tuple(x for x in tree if x.children or x.mode == "bonus")
    return Scheme(id="s", title="t", source="s", indicators=tops, **(GATED | fields))  # type: ignore[arg-type]


def rated(tree: tuple[Indicator, ...], given: list[Given], **fields: object) -> Rated:
    lines: list[Result] = [
        line(g.item, g.outcome, rule=f"r{n}", weight=g.weight, confirmed=g.confirmed,
             check="contains")
        for n, g in enumerate(given)
    ]  # fmt: skip
    kept = {x.key: ledger(x, g.states) for x, g in zip(lines, given, strict=True) if g.states}
    return rate(schemed(tree, **fields), Judgement(results=lines, ledgers=kept, seed="s"))


@given(TREES, RESULTS, st.randoms(use_true_random=False))
def test_order_changes_nothing(
    tree: tuple[Indicator, ...], given: list[Given], random: object
) -> None:
    lines = [line(g.item, g.outcome, rule=f"r{n}", weight=g.weight) for n, g in enumerate(given)]
    kept = {x.key: ledger(x, g.states) for x, g in zip(lines, given, strict=True)}
    before = rate(schemed(tree), Judgement(results=list(lines), ledgers=kept))
    random.shuffle(lines)  # type: ignore[attr-defined]  # hypothesis types it as object
    assert rate(schemed(tree), Judgement(results=lines, ledgers=kept)) == before


@given(TREES, RESULTS)
def test_the_interval_holds_the_percent_and_bounds_hold(
    tree: tuple[Indicator, ...], given: list[Given]
) -> None:
    found = rated(tree, given)
    leaves = {leaf.id: leaf for top in tree for leaf in top.leaves}
    for id, got in found.marks.items():
        assert -HAIR <= got.low <= got.high + HAIR <= got.points + 2 * HAIR
        bound = leaves[id].points or leaves[id].most
        if leaves[id].mode == "deduct":
            assert got.taken + got.maybe <= bound + HAIR
            assert got.cut >= -HAIR
    if found.low is not None and found.high is not None and found.best is not None:
        assert -HAIR <= found.low <= found.high + HAIR <= found.best + 2 * HAIR
        assert found.high <= 107 + HAIR
        if found.percent is not None:
            assert found.low - HAIR <= found.percent <= found.high + HAIR
    if found.vetoes:
        assert not found.high
        assert not found.percent


@given(TREES, RESULTS.filter(bool), st.data())
def test_a_better_verdict_never_costs(
    tree: tuple[Indicator, ...], given: list[Given], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(given) - 1))
    ladder = {"fail": "half", "half": "pass"}
    one = given[at]
    if one.outcome not in ladder:
        return
    better = replace(one, outcome=ladder[one.outcome])
    _never_lower(rated(tree, given), rated(tree, [*given[:at], better, *given[at + 1 :]]))


@given(TREES, RESULTS.filter(bool), st.data())
def test_a_better_part_never_costs(
    tree: tuple[Indicator, ...], given: list[Given], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(given) - 1))
    ladder = {"b": "h", "h": "g"}
    one = given[at]
    worse = [n for n, s in enumerate(one.states) if s in ladder]
    if not worse:
        return
    n = data.draw(st.sampled_from(worse))
    states = one.states[:n] + ladder[one.states[n]] + one.states[n + 1 :]
    better = [*given[:at], replace(one, states=states), *given[at + 1 :]]
    _never_lower(rated(tree, given), rated(tree, better))


def _never_lower(before: Rated, after: Rated) -> None:
    assert (after.low or 0) >= (before.low or 0) - HAIR
    assert (after.high or 0) >= (before.high or 0) - HAIR


@given(TREES, RESULTS.filter(bool), st.data())
def test_what_was_unknown_lies_within_once_it_is_known(
    tree: tuple[Indicator, ...], given: list[Given], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(given) - 1))
    one = given[at]
    if one.outcome != "unknown":
        return
    known = replace(
        one,
        outcome=data.draw(st.sampled_from(["pass", "half", "fail"])),
        states="".join(data.draw(st.sampled_from("ghb")) if s in "d#" else s for s in one.states),
    )
    if known.outcome == "fail" and not set(known.states) & {"h", "b"} and known.states:
        return  # nothing in it fails
    before = rated(tree, given)
    after = rated(tree, [*given[:at], known, *given[at + 1 :]])
    if before.low is None or after.low is None or before.high is None or after.high is None:
        return
    assert before.low - HAIR <= after.low
    assert after.high <= before.high + HAIR


@given(TREES, RESULTS, st.sampled_from(["scale", "spread"]), st.data())
def test_redistribution_keeps_the_sum(
    tree: tuple[Indicator, ...], given: list[Given], absent: str, data: st.DataObject
) -> None:
    scored = [x for x in tree[0].leaves if x.mode in ("weigh", "deduct") and x.points]
    if len(scored) < 2:
        return
    gone = data.draw(st.sampled_from(scored)).id
    class_ = UnitClass(id="c", name="c", without=(gone,))
    given = [Given(item, "pass") for item in ITEMS]
    lines = [line(g.item, g.outcome) for g in given]
    found = rate(schemed(tree, absent=absent), Judgement(results=lines, ledgers={}), class_)
    assert found.low is not None
    bonus = sum(x.points for x in tree[1:])
    assert abs(found.low - 100 - min(7, bonus)) < HAIR
    if absent == "spread":
        assert abs(found.base.points - sum(x.points for x in scored)) < HAIR


assert set(OUTCOMES) == set(REASON)
