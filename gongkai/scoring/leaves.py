"""What one leaf of a scheme gives: its points as an interval, and every line they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import fsum, inf

from gongkai.disk.judged import Result
from gongkai.model import CREDIT, Ground, Indicator, Outcome, Part, State
from gongkai.scoring.findings import (
    Finding,
    Judgement,
    Tally,
    drawn,
    is_hidden,
    lost,
    tally,
)

Span = tuple[float, float]  # at least, at most: credit of 0 … 1
_LEVEL = {Outcome.PASS: 0, Outcome.HALF: 1, Outcome.FAIL: 2}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line below an indicator: what a result, or a part of it, takes or may take."""

    ground: Ground
    result: Result
    part: Part | None = None
    state: str = "taken"  # taken | open
    taken: float = 0.0
    maybe: float = 0.0
    open: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A leaf's points. ``points`` are those that were judged; of a veto ``taken`` 1 is a yes.

    ``state``: scored | open (a person's) | skipped (nothing due) | not_owed | absent (the class).
    """

    state: str
    points: float = 0.0
    low: float = 0.0
    high: float = 0.0
    taken: float = 0.0
    maybe: float = 0.0
    cut: float = 0.0
    open: float = 0.0
    entries: tuple[Entry, ...] = field(default=())


def mark(leaf: Indicator, judgement: Judgement, *, factor: float = 1.0, full: bool = False) -> Mark:
    """What the leaf gives. ``factor`` raises its points; ``full``: nothing due keeps them."""
    if leaf.mode != "bonus":
        leaf = replace(leaf, points=leaf.points * factor)
    if not leaf.grounds:
        return Mark(state="open", open=leaf.points)
    if leaf.mode == "veto":
        return _veto(leaf, judgement)
    return (_deducted if leaf.mode == "deduct" else _weighed)(leaf, judgement, full)


# ------------------------------------------------------------------ deduct, veto


def _deducted(leaf: Indicator, judgement: Judgement, full: bool) -> Mark:
    counted = [(g, tally(g, judgement)) for g in leaf.grounds]
    if nothing := _nothing(leaf, [t for _, t in counted], judgement, full):
        return replace(nothing, entries=tuple(e for g, t in counted for e in _manual(g, t)))
    bound = leaf.points or leaf.most
    sure = fsum(_cost(g, fsum(f.sure for f in t.findings)) for g, t in counted)
    most = fsum(_cost(g, inf if t.hidden else _most(t)) for g, t in counted)
    taken = min(bound, sure)
    maybe = min(bound, most) - taken
    entries = [e for g, t in counted for e in (*_costs(leaf, g, t), *_manual(g, t))]
    return Mark(
        state="scored",
        points=leaf.points,
        low=leaf.points - taken - maybe if leaf.points else 0.0,
        high=leaf.points - taken if leaf.points else 0.0,
        taken=taken,
        maybe=maybe,
        cut=fsum(e.taken for e in entries) - taken,
        entries=tuple(entries),
    )


def _most(counted: Tally) -> float:
    return fsum(f.sure + f.maybe for f in counted.findings)


def _cost(ground: Ground, findings: float) -> float:
    cost = findings * ground.off if findings else 0.0
    return min(ground.most, cost) if ground.most else cost


def _costs(leaf: Indicator, ground: Ground, counted: Tally) -> list[Entry]:
    bound = ground.most or leaf.points or leaf.most
    told = [
        _entry(ground, f, f.sure * ground.off, f.maybe * ground.off)
        for f in counted.findings
        if f.sure or f.maybe
    ]
    return told + [Entry(ground=ground, result=r, maybe=bound) for r in counted.hidden]


def _entry(ground: Ground, found: Finding, taken: float, maybe: float) -> Entry:
    return Entry(ground=ground, result=found.result, part=found.part, taken=taken, maybe=maybe)


def _manual(ground: Ground, counted: Tally) -> list[Entry]:
    return [Entry(ground=ground, result=r, state="open") for r in counted.manual]


def _veto(leaf: Indicator, judgement: Judgement) -> Mark:
    """A finding that nobody looked at twice settles nothing yet."""
    counted = [(g, tally(g, judgement)) for g in leaf.grounds]
    entries = [e for g, t in counted for e in (*_triggers(g, t), *_manual(g, t))]
    if nothing := _nothing(leaf, [t for _, t in counted], judgement, full=False):
        return replace(nothing, entries=tuple(entries))
    fired = any(sum(map(_sure, t.findings)) >= g.least for g, t in counted)
    maybe = any(t.hidden or sum(map(_possible, t.findings)) >= g.least for g, t in counted)
    taken = float(fired)
    return Mark(state="scored", taken=taken, maybe=float(maybe) - taken, entries=tuple(entries))


def _sure(found: Finding) -> bool:
    return found.sure >= 1 and found.result.confirmed != "no"


def _possible(found: Finding) -> bool:
    return found.sure + found.maybe >= 1


def _triggers(ground: Ground, counted: Tally) -> list[Entry]:
    told = [
        _entry(ground, f, float(_sure(f)), float(not _sure(f)))
        for f in counted.findings
        if _possible(f)
    ]
    return told + [Entry(ground=ground, result=r, maybe=1.0) for r in counted.hidden]


def _nothing(
    leaf: Indicator, counted: Sequence[Tally], judgement: Judgement, full: bool
) -> Mark | None:
    """The mark where no result was judged; None where one was."""
    if any(t.judged for t in counted):
        return None
    if any(t.manual for t in counted):
        return Mark(state="open", open=leaf.points)
    if not any(judgement.of(g) for g in leaf.grounds):
        return Mark(state="not_owed")
    return _skipped(leaf.points if full else 0.0)


def _skipped(points: float) -> Mark:
    return Mark(state="skipped", points=points, low=points, high=points)


# ------------------------------------------------------------------ weigh, bonus


def _weighed(leaf: Indicator, judgement: Judgement, full: bool) -> Mark:
    """Each ground has its share of the points; grounds without shares are one."""
    if any(g.share for g in leaf.grounds):
        pools = [_pool(leaf, (g,), leaf.points * g.share, judgement, full) for g in leaf.grounds]
    else:
        pools = [_pool(leaf, leaf.grounds, leaf.points, judgement, full)]
    states = [p.state for p in pools]
    told = ("scored", "open", "skipped", "not_owed")
    return Mark(
        state=min(states, key=told.index),
        points=fsum(p.points for p in pools),
        low=fsum(p.low for p in pools),
        high=fsum(p.high for p in pools),
        taken=fsum(p.taken for p in pools),
        maybe=fsum(p.maybe for p in pools),
        open=fsum(p.open for p in pools),
        entries=tuple(e for p in pools for e in p.entries),
    )


def _pool(
    leaf: Indicator,
    grounds: Sequence[Ground],
    points: float,
    judgement: Judgement,
    full: bool,
) -> Mark:
    """Points shared out over the results by their weights; a person's share stands open."""
    every = {r.key: (g, r) for g in reversed(grounds) for r in judgement.of(g)}
    owed = [(g, r) for _, (g, r) in sorted(every.items()) if r.outcome != Outcome.SKIP]
    if not owed:
        return _skipped(points if full else 0.0) if every else Mark(state="not_owed")
    weights = [r.weight for _, r in owed]
    if not fsum(weights):
        weights = [1.0] * len(owed)
    whole = fsum(weights)
    entries = []
    for (ground, result), weight in zip(owed, weights, strict=True):
        worth = points * weight / whole
        if result.outcome == Outcome.MANUAL:
            entries.append(Entry(ground=ground, result=result, state="open", open=worth))
            continue
        low, high = _credit(leaf, ground, result, judgement)
        taken, maybe = worth * (1 - high), worth * (high - low)
        entries.append(Entry(ground=ground, result=result, taken=taken, maybe=maybe))
    waits = fsum(e.open for e in entries)
    taken, maybe = fsum(e.taken for e in entries), fsum(e.maybe for e in entries)
    scored = any(e.state != "open" for e in entries)
    judged = points - waits if scored else 0.0
    high = max(0.0, judged - taken)
    return Mark(
        state="scored" if scored else "open",
        points=judged,
        low=max(0.0, high - maybe),
        high=high,
        taken=taken,
        maybe=maybe,
        open=waits if scored else points,
        entries=tuple(entries),
    )


def _credit(leaf: Indicator, ground: Ground, result: Result, judgement: Judgement) -> Span:
    """What a result earns of its worth, by the leaf's scale."""
    plain = _by_outcome(result.outcome, (1.0, 0.5, 0.0))
    if leaf.scale == "levels":
        return _by_outcome(result.outcome, [level / leaf.levels[0] for level in leaf.levels])
    if leaf.scale == "column":
        return _with_column(leaf.column, result, plain, judgement)
    if leaf.scale in ("share", "ratio"):
        return _of_parts(leaf, ground, result, judgement, plain)
    return plain


def _by_outcome(outcome: str, levels: Sequence[float]) -> Span:
    if outcome == Outcome.UNKNOWN:
        return min(levels), max(levels)
    level = levels[_LEVEL[Outcome(outcome)]]
    return level, level


def _with_column(share: float, result: Result, plain: Span, judgement: Judgement) -> Span:
    """Having the column is worth its share; what stands in it the rest (有栏目 + 有内容)."""
    if judgement.has_column(result) or CREDIT.get(Outcome(result.outcome), 0.0):
        column = (1.0, 1.0)
    else:
        column = (0.0, float(result.outcome == Outcome.UNKNOWN))
    low, high = (share * c + (1 - share) * p for c, p in zip(column, plain, strict=True))
    return low, high


def _of_parts(
    leaf: Indicator, ground: Ground, result: Result, judgement: Judgement, plain: Span
) -> Span:
    """The share of parts (of drawn documents: ratio) that are met; what is met is met whole."""
    parts = judgement.parts(result)
    if result.outcome == Outcome.PASS or not parts:
        return plain
    if is_hidden(result, parts):
        return 0.0, 1.0
    things = (
        list(drawn(ground, result, parts, judgement.seed).values())
        if leaf.scale == "ratio"
        else [[p] for p in parts]
    )
    if result.outcome == Outcome.FAIL and not any(p.state is not State.GOOD for p in parts):
        return plain  # a person's verdict over parts that were read otherwise
    spans = [lost(thing) for thing in things]
    high, low = (1 - fsum(losses) / len(spans) for losses in zip(*spans, strict=True))
    return low, 1.0 if result.outcome == Outcome.UNKNOWN else high  # it may yet be met
