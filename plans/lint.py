"""What a plan leaves open, clause by clause: what to settle with the client before the round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.model import Obligation, Plan
from plans.coverage import facts_wanted, ours, who_decides

OPEN = ("no_trace", "no_place", "no_period", "our_limit", "fact", "reading")
TIMES = {"period", "by", "days", "within"}
LIMITS = ("days", "lag", "within", "by", "n", "chars", "rows")


@dataclass(frozen=True, kw_only=True)
class Open:
    """One thing that a clause leaves open, and how we read it. ``what`` is one of OPEN."""

    item: str
    what: str
    seen: str = ""


def lint(plan: Plan) -> Iterator[Open]:
    """Everything that the clauses leave open, in the plan's order."""
    for obligation in plan.obligations:
        yield from _of(obligation)


def _of(it: Obligation) -> Iterator[Open]:
    if who_decides(it) == "person":
        handed = [str(rule.params.get("hand_in", "")) for rule in it.rules]
        yield Open(item=it.item, what="no_trace", seen="；".join(filter(None, handed)))
    else:
        if it.places == ("any",):
            yield Open(item=it.item, what="no_place")
        stated = {key for rule in it.rules for key in rule.params if key not in rule.ours}
        said = it.due or it.cadence not in ("", "unspecified", "throughout")
        if not said and not stated & TIMES:
            yield Open(item=it.item, what="no_period", seen=it.cadence)
    for rule, key in ours(it):
        if key in LIMITS:
            basis = f" {rule.basis}" if rule.basis else ""
            yield Open(
                item=it.item, what="our_limit", seen=f"{rule.check} {key}={rule.params[key]}{basis}"
            )
    for kind in facts_wanted(it):
        yield Open(item=it.item, what="fact", seen=kind)
    if it.note:
        yield Open(item=it.item, what="reading", seen=it.note)
