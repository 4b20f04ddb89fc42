"""``gongkai demo``: a round in the invented city, offline."""

from __future__ import annotations

import argparse
from pathlib import Path

from gongkai import sample
from gongkai.commands import _done
from gongkai.commands._arguments import Parser, instant
from gongkai.commands._asked import job_of
from gongkai.commands._options import looking, option


def arguments(made: Parser) -> None:
    """Where to, and how."""
    option(made, "--out", type=Path, default=Path("runs/demo"))
    looking(made)


def run(args: argparse.Namespace) -> int:
    """Serve the city and audit it at its own moment."""
    args.clock = args.clock or instant(sample.CLOCK)
    with sample.city(args.out / "city") as path:
        job = job_of(args, ["haitang"], path)
        _done.crawled(args, job)
        return _done.judged(args, job)
