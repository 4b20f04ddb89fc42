"""``gongkai audit``: visit, judge, score, report."""

from __future__ import annotations

import argparse
from contextlib import ExitStack

from gongkai.commands import _done
from gongkai.commands._options import visiting

arguments = visiting


def run(args: argparse.Namespace) -> int:
    """A round from the first request to the report."""
    with ExitStack() as stack:
        job = _done.asked(args, stack)
        if args.dry_run:
            return _done.forecast(job)
        _done.keeps_others(job)
        _done.crawled(args, job)
        return _done.judged(args, job)
