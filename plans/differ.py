"""What a new plan changed against an old one, and whom it concerns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from gongkai.model import Obligation, Plan, Rule

ALIKE = 0.6  # of titles, for clauses of one subject
NEAR = 0.35  # where the same offices lead as well
FIELDS = (
    "lead", "support", "each", "joint", "about", "subject", "match", "places", "due", "cadence",
    "after", "weight", "rules",
)  # fmt: skip
_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, kw_only=True)
class Change:
    """``how``: added | dropped | changed. ``fields``: name -> (was, is), for changed clauses."""

    how: str
    old: Obligation | None = None
    new: Obligation | None = None
    fields: tuple[tuple[str, str, str], ...] = ()

    @property
    def affected(self) -> tuple[str, ...]:
        """Names, as printed, of everybody who leads on either side."""
        both = (*(self.old.lead if self.old else ()), *(self.new.lead if self.new else ()))
        return tuple(dict.fromkeys(both))


def diff(old: Plan, new: Plan) -> Iterator[Change]:
    """Changed and added clauses in the new plan's order, then those that were dropped.

    Two clauses are one where their titles are equal, or alike within one subject, the more easily
    where the same offices lead. Years are compared as if both plans were of one year.
    """
    pairs = _pairs(old, new)
    for clause in new.obligations:
        before = pairs.get(clause.item)
        if before is None:
            yield Change(how="added", new=clause)
        elif fields := tuple(_fields(old, before, new, clause)):
            yield Change(how="changed", old=before, new=clause, fields=fields)
    kept = {before.item for before in pairs.values()}
    for clause in old.obligations:
        if clause.item not in kept:
            yield Change(how="dropped", old=clause)


def _pairs(old: Plan, new: Plan) -> dict[str, Obligation]:
    """Item of the new plan -> the clause of the old one; the most alike are paired first."""
    found: dict[str, Obligation] = {}
    taken: set[str] = set()
    for _, _, now, before in sorted(_likely(old, new), key=lambda each: each[:2]):
        if now.item not in found and before.item not in taken:
            found[now.item] = before
            taken.add(before.item)
    return found


def _likely(
    old: Plan, new: Plan
) -> Iterator[tuple[float, tuple[int, int], Obligation, Obligation]]:
    for n, now in enumerate(new.obligations):
        matcher = SequenceMatcher(b=_timeless(now.title), autojunk=False)
        for m, before in enumerate(old.obligations):
            if before.subject != now.subject:
                if _timeless(before.title) == _timeless(now.title):
                    yield -1.0, (n, m), now, before
                continue
            matcher.set_seq1(_timeless(before.title))
            same_lead = set(before.lead) == set(now.lead)
            if (ratio := matcher.ratio()) >= (NEAR if same_lead else ALIKE):
                yield -ratio - 0.2 * same_lead, (n, m), now, before


def _timeless(title: str) -> str:
    return _YEAR.sub("", title)


def _fields(
    old: Plan, before: Obligation, new: Plan, now: Obligation
) -> Iterator[tuple[str, str, str]]:
    for name in FIELDS:
        was, is_ = _told(getattr(before, name)), _told(getattr(now, name))
        if _from_year(was, old.year) != _from_year(is_, new.year):
            yield name, was, is_


def _from_year(text: str, year: int) -> str:
    """With every year told from the plan's own: 2017 in a plan of 2017 is +0."""
    return _YEAR.sub(lambda found: f"{int(found[0]) - year:+d}", text)


def _told(value: Any) -> str:
    if isinstance(value, tuple):
        return "；".join(map(_told, value))
    if isinstance(value, Rule):
        return rule_told(value)
    return "" if value is None else str(value)


def rule_told(rule: Rule) -> str:
    """A rule in a line: its check, its parameters with ours marked ＊, its share."""
    said = [f"{k}={worded(v)}{'＊' if k in rule.ours else ''}" for k, v in rule.params.items()]
    return " ".join([rule.check, *said, *([f"×{rule.share:g}"] if rule.share != 1 else [])])


def worded(value: Any) -> str:
    """The value of a parameter in words: 草案（草案|征求意见稿）、依据."""
    if isinstance(value, Mapping):
        return "、".join(k if k == v else f"{k}（{worded(v)}）" for k, v in value.items())
    return "、".join(map(worded, value)) if isinstance(value, list | tuple) else str(value)
