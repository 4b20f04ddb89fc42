"""``gongkai validate``: are plans, targets, columns and facts written right?"""

from __future__ import annotations

import argparse
from pathlib import Path

import plans
from gongkai.commands._arguments import Parser
from gongkai.commands._asked import plan_of, sound, targets_of
from gongkai.commands._options import HERE, TARGETS, option
from gongkai.commands._screen import OUT
from gongkai.words import say


def arguments(made: Parser) -> None:
    """Which plans (all where none is named) and targets."""
    option(made, "--plan", action="append", default=[])
    option(made, "--targets", type=Path, default=TARGETS)


def run(args: argparse.Namespace) -> int:
    """Say what was checked and found sound."""
    who = targets_of(args.targets)
    loaded = [plan_of(p) for p in args.plan or plans.names([HERE])]
    sound(loaded, who if args.plan else None)
    for plan in loaded:
        rules = sum(len(o.rules) for o in plan.obligations)
        OUT.print(say("valid_plan", plan=plan.id, clauses=len(plan.obligations), rules=rules))
    OUT.print(
        say(
            "valid_targets",
            title=who.title,
            units=len(who.units),
            sites=len(who.sites),
            columns=len(who.columns),
        )
    )
    return 0
