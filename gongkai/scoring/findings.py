"""What an indicator counts: findings among the results it rests on, sure ones and possible ones.

A result that is met has no findings, whatever its parts say: people's decisions lie over them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from gongkai import reasons
from gongkai.disk.judged import Ledger, Result
from gongkai.model import CREDIT, Ground, Outcome, Part, State
from gongkai.scoring.sampling import draw

Key = tuple[str, str, str, str, str]
FIXED = ("count", "fresh", "series", "probe")  # their parts are known before anything is read
NOBODYS = "#1"  # the key of a part that stands for entries nobody could see
_LOST = {State.GOOD: 0.0, State.HALF: 0.5, State.BAD: 1.0, State.DOUBT: 0.0}


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What one result, part or document loses: 0 … 1, ``sure`` and what ``maybe`` comes to it."""

    result: Result
    part: Part | None = None
    sure: float = 0.0
    maybe: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """The findings of one ground. ``hidden``: nobody knows how many more there are."""

    findings: tuple[Finding, ...] = ()
    hidden: tuple[Result, ...] = ()
    manual: tuple[Result, ...] = ()
    judged: int = 0  # results that were decided or could not be


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """The results of one unit, with the parts and the columns that each rests on."""

    results: Sequence[Result]
    ledgers: Mapping[Key, Ledger]
    seed: str = ""

    @cached_property
    def _by_item(self) -> Mapping[str, Sequence[Result]]:
        found: dict[str, list[Result]] = defaultdict(list)
        for result in sorted(self.results, key=lambda r: r.key):
            found[result.item].append(result)
        return found

    def of(self, ground: Ground) -> list[Result]:
        """The results that a ground names, in a fixed order."""
        every = self._by_item.items()
        return [r for item, of in every if ground.takes(item) for r in of if names(ground, r)]

    def parts(self, result: Result) -> tuple[Part, ...]:
        """The parts that are due."""
        kept = self.ledgers.get(result.key)
        return tuple(p for p in kept.parts if p.state is not State.OUT) if kept else ()

    def has_column(self, result: Result) -> bool:
        """A column was read for it."""
        kept = self.ledgers.get(result.key)
        return bool(kept and kept.columns)


def names(ground: Ground, result: Result) -> bool:
    """Does a ground of its item rest on this result?"""
    of_rule = not ground.rules or result.rule in ground.rules
    return of_rule and (not ground.places or result.place in ground.places)


def tally(ground: Ground, judgement: Judgement) -> Tally:
    """What the ground counts among the unit's results."""
    findings: list[Finding] = []
    hidden: list[Result] = []
    manual: list[Result] = []
    judged = 0
    for result in judgement.of(ground):
        if result.outcome == Outcome.MANUAL:
            manual.append(result)
        elif result.outcome != Outcome.SKIP:
            judged += 1
            if ground.per != "result" and is_hidden(result, judgement.parts(result)):
                hidden.append(result)
            else:
                findings += _of(ground, result, judgement)
    return Tally(
        findings=tuple(findings), hidden=tuple(hidden), manual=tuple(manual), judged=judged
    )


def is_hidden(result: Result, parts: Sequence[Part]) -> bool:
    """Could any number of findings lie behind it? Not where the parts are fixed beforehand."""
    doubts = [p for p in parts if p.state is State.DOUBT]
    if result.outcome == Outcome.UNKNOWN and not doubts:  # the parts do not say why
        return True
    stands_for_more = any(p.key == NOBODYS for p in doubts)
    return stands_for_more and result.check not in FIXED and result.outcome != Outcome.PASS


def documents(parts: Iterable[Part]) -> dict[str, list[Part]]:
    """The parts by the document they are of: by its address, else by their own key."""
    grouped: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        grouped[part.url or part.key].append(part)
    return dict(grouped)


def drawn(
    ground: Ground, result: Result, parts: Sequence[Part], seed: str
) -> dict[str, list[Part]]:
    """The documents that count: those drawn by the seed, or all."""
    every = documents(parts)
    taken = draw(every, ground.sample, f"{seed}|{result.item}|{result.unit}|{result.place}")
    return {key: every[key] for key in sorted(taken)}


def lost(parts: Iterable[Part]) -> tuple[float, float]:
    """What parts that stand for one thing lose together: the worst of them, sure and at most."""
    found = list(parts)
    sure = max((_LOST[p.state] for p in found), default=0.0)
    return sure, 1.0 if any(p.state is State.DOUBT for p in found) else sure


def _of(ground: Ground, result: Result, judgement: Judgement) -> list[Finding]:
    parts = judgement.parts(result)
    if result.outcome == Outcome.PASS:
        return []
    if ground.per == "result" or not parts:
        return [_whole(ground, result)]
    if ground.per == "part":
        things = [[p] for p in parts]
    else:
        things = list(drawn(ground, result, parts, judgement.seed).values())
    return [_thing(ground, result, thing) for thing in things]


def _whole(ground: Ground, result: Result) -> Finding:
    if result.outcome == Outcome.UNKNOWN:
        return Finding(result=result, maybe=1.0)
    sure = 1.0 - CREDIT[Outcome(result.outcome)] if _counts(ground, result.reason) else 0.0
    return Finding(result=result, sure=sure)


def _thing(ground: Ground, result: Result, parts: Sequence[Part]) -> Finding:
    counted = [p for p in parts if p.state is State.DOUBT or _counts(ground, p.reason)]
    sure, most = lost(counted)
    worst = max(counted or parts, key=lambda p: (_LOST[p.state], p.state is State.DOUBT))
    if result.outcome == Outcome.UNKNOWN:  # it may yet be met, and then nothing is found
        sure = 0.0
    return Finding(result=result, part=worst, sure=sure, maybe=most - sure)


def _counts(ground: Ground, reason: str) -> bool:
    return not ground.reasons or bool({reason, reasons.like(reason)} & set(ground.reasons))
