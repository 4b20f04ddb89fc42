"""Options that several commands have, and the only reading of the clock."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from gongkai.commands._arguments import CHINA, Parser, day, instant, label
from gongkai.words import say

HERE = Path("plans")  # the working folder's plans go before the shipped ones
TARGETS = Path("targets.yaml")
UNSAID: dict[str, Any] = {  # of a command that has no such option
    "strict": False,
    "unit": [],
    "pages": None,
    "as_of": None,
    "clock": None,
    "no_browser": False,
    "no_ocr": False,
    "quiet": False,
    "dry_run": False,
}


def now(args: argparse.Namespace) -> datetime:
    """The pinned instant, else that of the clock on the wall in Shanghai."""
    return args.clock or datetime.now(CHINA)


def option(made: Parser, name: str, **how: Any) -> None:
    """An option; the table's ``opt_…`` of its name says what it is for."""
    about = say("opt_" + name.removeprefix("--").replace("-", "_"))
    made.add_argument(name, help=about, **how)


def visiting(made: Parser) -> None:
    """What a new round is asked."""
    option(made, "--plan", action="append", required=True)
    option(made, "--targets", type=Path, default=TARGETS)
    option(made, "--unit", action="append", default=[])
    option(made, "--as-of", type=day)
    today = datetime.now(CHINA).date().isoformat()
    option(made, "--out", type=Path, default=Path("runs") / today)
    option(made, "--pages", type=Path)
    option(made, "--dry-run", action="store_true")
    looking(made)


def looking(made: Parser) -> None:
    """How a visit goes, and when."""
    option(made, "--clock", type=instant)
    for name in ("--no-browser", "--no-ocr", "--strict", "--quiet"):
        option(made, name, action="store_true")


def judging(made: Parser) -> None:
    """Which round on disk, and which of its judgings."""
    made.add_argument("round", metavar="ROUND", type=Path, help=say("opt_round"))
    made.add_argument("--as", dest="name", type=label, default="first", help=say("opt_as"))
