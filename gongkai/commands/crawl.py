"""``gongkai crawl``: fetch what the duties need, and judge nothing."""

from __future__ import annotations

import argparse
from contextlib import ExitStack

from gongkai.commands import _done
from gongkai.commands._options import visiting
from gongkai.words import say

arguments = visiting


def run(args: argparse.Namespace) -> int:
    """Fetch into the round's folder."""
    with ExitStack() as stack:
        job = _done.asked(args, stack)
        if args.dry_run:
            return _done.forecast(job)
        _done.crawled(args, job)
    print(say("crawled", folder=job.folder))
    return 0
