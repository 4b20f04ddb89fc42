"""Who can decide a clause: the machine alone, the machine and a person, or a person alone."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.judging.wanted import kinds_for
from gongkai.model import Obligation, Plan, Rule

WHO = ("machine", "partly", "person")
MANUAL = "manual"


def who_decides(obligation: Obligation) -> str:
    """machine: pages show it all; partly: a share is handed in; person: no page shows it."""
    by_hand = [rule.check == MANUAL for rule in obligation.rules]
    return "person" if all(by_hand) else "partly" if any(by_hand) else "machine"


def facts_wanted(obligation: Obligation) -> tuple[str, ...]:
    """Kinds of facts without which the clause cannot be judged: preconditions, lists of events."""
    return kinds_for(obligation)


def kinds_of(plan: Plan) -> dict[str, dict[str, int]]:
    """Kind of check -> who decides -> how many clauses have a rule of that kind."""
    found: dict[str, dict[str, int]] = {}
    for obligation in plan.obligations:
        for check in dict.fromkeys(rule.check for rule in obligation.rules):
            row = found.setdefault(check, dict.fromkeys(WHO, 0))
            row[who_decides(obligation)] += 1
    return found


def ours(obligation: Obligation) -> Iterator[tuple[Rule, str]]:
    """Every parameter that the plan does not state, with its rule."""
    for rule in obligation.rules:
        for key in rule.ours:
            yield rule, key
