"""``gongkai add``: put what a person saved by hand into a round."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from getpass import getuser

from gongkai import adding, round
from gongkai.commands import _screen
from gongkai.commands._arguments import Parser, instant
from gongkai.commands._asked import served, unit_of
from gongkai.commands._options import judging, option
from gongkai.words import say


def arguments(made: Parser) -> None:
    """The things, whose they are, who saved them and when."""
    judging(made)
    made.add_argument("--unit", required=True, metavar="UNIT", help=say("opt_of_unit"))
    for name in ("--url", "--column", "--by"):
        option(made, name, default="")
    option(made, "--at", type=instant)
    option(made, "--clock", type=instant)
    made.add_argument("things", nargs="+", metavar="URL|FILE", help=say("opt_thing"))


def run(args: argparse.Namespace) -> int:
    """Keep them as evidence and say which verdicts that changes."""
    job = round.reopen(args.round, judged=args.name, clock=args.clock, lang=args.lang)
    given = adding.Given(
        unit=unit_of(args.unit, job.targets),
        things=tuple(args.things),
        url=args.url,
        column=args.column,
        by=args.by or getuser(),
        at=args.at,
    )
    with ExitStack() as stack:
        if job.targets.sample and any(t.startswith("http") for t in given.things):
            job = served(job, stack)
        kept, changes = adding.add(job, given)
    _screen.lines(adding.told(job, given, kept, changes))
    return 0
