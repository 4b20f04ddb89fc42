"""``gongkai report``: write the reports of a judging again."""

from __future__ import annotations

import argparse

from gongkai import round
from gongkai.commands import _told
from gongkai.commands._arguments import Parser
from gongkai.commands._asked import judged_round
from gongkai.commands._options import judging, option


def arguments(made: Parser) -> None:
    """The round and which reports."""
    judging(made)
    option(made, "--format", action="append", default=[])


def run(args: argparse.Namespace) -> int:
    """Write them and say where they are."""
    _told.report(round.report(judged_round(args), args.format))
    return 0
