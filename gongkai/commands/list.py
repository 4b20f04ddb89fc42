"""``gongkai list``: what there is of plans, units, checks and so on."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import checks
import plans
import reports
import spiders
from gongkai import reasons, targets
from gongkai.commands._arguments import Parser
from gongkai.commands._options import HERE, TARGETS, option
from gongkai.commands._screen import OUT
from gongkai.words import language, say

Lines = Iterable[tuple[str, str]]
LISTED: Mapping[str, Callable[[Path], Lines]] = {
    "plans": lambda _: [(p, plans.load(p, folders=[HERE]).title) for p in plans.names([HERE])],
    "units": lambda path: [(u.id, u.name) for u in targets.load(path).units],
    "checks": lambda _: [(id, kind.title[language()]) for id, kind in checks.kinds().items()],
    "cms": lambda _: spiders.families().items(),
    "reports": lambda _: [(name, reports.about(name)) for name in reports.names()],
    "reasons": lambda _: [(id, reasons.name(id, language())) for id in reasons.table()],
    "subjects": lambda _: [(id, s.name) for id, s in plans.subjects([HERE]).items()],
}


def arguments(made: Parser) -> None:
    """What to list, and of which targets."""
    made.add_argument("what", metavar="|".join(LISTED), choices=tuple(LISTED), help=say("opt_what"))
    option(made, "--targets", type=Path, default=TARGETS)


def run(args: argparse.Namespace) -> int:
    """A line each: id, tab, name."""
    for id, text in LISTED[args.what](args.targets):
        OUT.print(f"{id}\t{text}", markup=False)
    return 0
