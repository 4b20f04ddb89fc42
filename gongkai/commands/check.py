"""``gongkai check``: judge again what was fetched, under another plan, day or name."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from gongkai import round
from gongkai.commands import _done
from gongkai.commands._arguments import Parser, day
from gongkai.commands._asked import plan_of, scored_by, sound, unit_of
from gongkai.commands._options import judging, option
from gongkai.model import Plan


def arguments(made: Parser) -> None:
    """The round, and what is asked of it otherwise than before."""
    judging(made)
    option(made, "--plan", action="append", default=[])
    option(made, "--scheme", default="")
    option(made, "--unit", action="append", default=[])
    option(made, "--as-of", type=day)
    option(made, "--strict", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Judge, report, rank."""
    job = round.reopen(args.round, judged=args.name, lang=args.lang)
    year = (args.as_of or job.as_of).year
    others = tuple(plan_of(p, year) for p in dict.fromkeys(args.plan))
    job = replace(job, plans=others or job.plans)
    job = replace(job, as_of=args.as_of or _cut_off(job, others))
    if args.unit:
        job = replace(job, units=tuple(unit_of(u, job.targets) for u in args.unit))
    if args.plan:  # what a round keeps was found sound when it was made
        sound(job.plans, job.targets)
    if args.scheme:
        job = replace(job, plans=tuple(scored_by(args.scheme, plan) for plan in job.plans))
    return _done.judged(args, job)


def _cut_off(job: round.Job, others: Sequence[Plan]) -> date:
    """The judging's own day; for plans of earlier years the end of their year, not today's."""
    ends = [date(plan.year, 12, 31) for plan in others]
    return min(job.as_of, max(ends)) if ends else job.as_of
