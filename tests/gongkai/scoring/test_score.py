from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.disk.judged import Result, Score
from gongkai.scoring.score import score

BLANK = dict.fromkeys(
    [
        "as_of",
        "seen_at",
        "part_of",
        "place",
        "check",
        "reason",
        "seen",
        "limit",
        "limit_by",
        "confirmed",
        "url",
        "fetched_at",
        "sha256",
    ],
    "",
)


def line(outcome: str, item: str = "1", unit: str = "czj", **fields: object) -> Result:
    given = BLANK | {
        "round": "r1", "judged": "first", "plan": "haitang", "item": item, "unit": unit,
        "unit_name": f"海棠市{unit}", "rule": "count", "outcome": outcome, "weight": 1.0,
        "parts_good": 0, "parts_due": 1, "parts_doubtful": 0,
    }  # fmt: skip
    return Result(**(given | fields))  # type: ignore[arg-type]  # fields by name


def lines(*outcomes: str, unit: str = "czj") -> list[Result]:
    return [line(outcome, str(n), unit) for n, outcome in enumerate(outcomes)]


def only(*outcomes: str) -> Score:
    (found,) = score(lines(*outcomes))
    return found


def test_pass_half_fail() -> None:
    got = only(*["pass"] * 3, "half", "fail")
    assert (got.earned, got.possible, got.percent) == (3.5, 5.0, 70.0)
    assert (got.low, got.high, got.coverage) == (70.0, 70.0, 1.0)
    assert (got.rank, got.rank_of, got.why_unranked) == (1, 1, "")


def test_weights() -> None:
    heavy = [line("pass", "0", weight=3.0), *lines(*["fail"] * 6)[1:]]
    (got,) = score(heavy)
    assert got.percent == 37.5


def test_unknown_is_neither_lost_nor_won() -> None:
    got = only(*["pass"] * 8, "fail", "unknown")
    assert got.percent == 88.89
    assert (got.low, got.high, got.coverage) == (80.0, 90.0, 0.9)
    assert got.unknown == 1
    assert got.rank == 1


def test_more_than_a_tenth_unknown_is_not_ranked() -> None:
    assert only(*["pass"] * 9, "unknown").why_unranked == ""
    assert only(*["pass"] * 8, "unknown").why_unranked == "unknown_share"


def test_manual_and_skipped_lines_owe_nothing() -> None:
    got = only(*["pass"] * 5, "manual", "skip", "skip")
    assert (got.owed, got.manual, got.percent, got.coverage) == (5, 1, 100.0, 1.0)


def test_under_five_duties_are_not_ranked() -> None:
    assert only(*["pass"] * 4).why_unranked == "few_duties"
    assert only(*["pass"] * 5).why_unranked == ""
    rules = [line("pass", "1", rule=f"count#{n}") for n in range(6)]
    assert score(rules)[0].why_unranked == "few_duties"
    places = [line("pass", str(n), place=p) for n in range(3) for p in ("portal", "own")]
    assert score(places)[0].why_unranked == ""


def test_nothing_owed() -> None:
    got = only("skip", "manual")
    assert (got.percent, got.low, got.high, got.coverage) == (None, None, None, 0.0)
    assert got.why_unranked == "nothing_owed"


def test_nothing_decided_has_no_percent_but_an_interval() -> None:
    got = only(*["unknown"] * 5)
    assert (got.percent, got.low, got.high, got.coverage) == (None, 0.0, 100.0, 0.0)
    assert got.rank is None


def test_ties_share_a_rank_and_the_next_is_skipped() -> None:
    five = ["pass"] * 5
    four = [*["pass"] * 4, "fail"]
    every = [*lines(*four, unit="c"), *lines(*five, unit="b"), *lines(*five, unit="a")]
    got = score([*every, *lines("pass", unit="0")])
    assert [(s.unit, s.rank, s.rank_of) for s in got] == [
        ("a", 1, 3),
        ("b", 1, 3),
        ("c", 3, 3),
        ("0", None, None),
    ]


def test_plans_are_ranked_apart_and_nobody_is_not_scored() -> None:
    other = [line(x.outcome, x.item, plan="other") for x in lines(*["fail"] * 5)]
    got = score([*other, *lines(*["pass"] * 5), line("unknown", unit="")])
    assert [(s.plan, s.unit, s.rank) for s in got] == [("haitang", "czj", 1), ("other", "czj", 1)]


OUTCOMES = st.lists(
    st.tuples(
        st.sampled_from(["pass", "half", "fail", "unknown", "manual", "skip"]),
        st.sampled_from([0.1, 0.3, 1.0, 2.0, 1 / 3]),
        st.sampled_from(["a", "b", "c"]),
    ),
    max_size=30,
)


def built(rows: list[tuple[str, float, str]]) -> list[Result]:
    return [line(o, str(n), unit, weight=w) for n, (o, w, unit) in enumerate(rows)]


@given(OUTCOMES, st.randoms(use_true_random=False))
def test_order_changes_nothing(rows: list[tuple[str, float, str]], random: object) -> None:
    mixed = built(rows)
    random.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis types it as object
    assert score(mixed) == score(built(rows))


@given(OUTCOMES)
def test_the_interval_holds_the_percent(rows: list[tuple[str, float, str]]) -> None:
    for got in score(built(rows)):
        assert 0 <= got.coverage <= 1
        if got.low is not None and got.high is not None:
            assert 0 <= got.low <= got.high <= 100
            if got.percent is not None:
                assert got.low <= got.percent <= got.high


@given(OUTCOMES.filter(bool), st.data())
def test_a_better_line_never_costs_points(
    rows: list[tuple[str, float, str]], data: st.DataObject
) -> None:
    worse = [r for r in rows if r[0] in ("fail", "half")]
    if not worse:
        return
    at = rows.index(data.draw(st.sampled_from(worse)))
    better = {"fail": "half", "half": "pass"}[rows[at][0]]
    now = built([*rows[:at], (better, *rows[at][1:]), *rows[at + 1 :]])
    before = {s.unit: s for s in score(built(rows))}
    for got in score(now):
        old = before[got.unit]
        assert (got.percent or 0) >= (old.percent or 0)
        assert (got.low or 0) >= (old.low or 0)
        assert (got.high or 0) >= (old.high or 0)
