"""``gongkai recheck``: a second look, later, at what was lost or could not be seen."""

from __future__ import annotations

import argparse
from contextlib import ExitStack

from gongkai import round
from gongkai.commands import _done, _told
from gongkai.commands._arguments import Parser
from gongkai.commands._asked import served
from gongkai.commands._options import judging, looking


def arguments(made: Parser) -> None:
    """The round, and when and how to look."""
    judging(made)
    looking(made)


def run(args: argparse.Namespace) -> int:
    """Visit what could change a verdict, then judge and report."""
    job = round.reopen(args.round, judged=args.name, clock=args.clock, lang=args.lang)
    with ExitStack() as stack:
        if job.targets.sample:
            job = served(job, stack)
        with _told.progress(job, quiet=args.quiet) as watched:
            round.recheck(watched)
    return _done.judged(args, job)
