"""``gongkai check``: judge again what was fetched, under another plan, day or name."""

from __future__ import annotations

import argparse
from dataclasses import replace

from gongkai import round
from gongkai.commands import _done
from gongkai.commands._arguments import Parser, day
from gongkai.commands._asked import plan_of, sound, unit_of
from gongkai.commands._options import judging, option


def arguments(made: Parser) -> None:
    """The round, and what is asked of it otherwise than before."""
    judging(made)
    option(made, "--plan", action="append", default=[])
    option(made, "--unit", action="append", default=[])
    option(made, "--as-of", type=day)
    option(made, "--strict", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Judge, report, rank."""
    job = round.reopen(
        args.round,
        as_of=args.as_of,
        judged=args.name,
        lang=args.lang,
        plans=tuple(plan_of(p) for p in dict.fromkeys(args.plan)) or None,
    )
    if args.unit:
        job = replace(job, units=tuple(unit_of(u, job.targets) for u in args.unit))
    if args.plan:  # what a round keeps was found sound when it was made
        sound(job.plans, job.targets)
    return _done.judged(args, job)
