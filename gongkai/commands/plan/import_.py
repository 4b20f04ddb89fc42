"""``gongkai plan import``: a plan from a workbook that was exported and edited."""

from __future__ import annotations

import argparse
import re
import shutil
from pathlib import Path

import plans
from gongkai.commands._arguments import Parser, label
from gongkai.commands._asked import sound
from gongkai.commands._options import HERE
from gongkai.commands.plan._written import told
from gongkai.model import UserError
from gongkai.words import say
from plans.sheet import HEADERS, read_sheet


def arguments(made: Parser) -> None:
    """Which workbook, and the new plan's name."""
    made.add_argument("book", type=Path, help=say("opt_book"))
    made.add_argument("--as", dest="name", type=label, help=say("opt_plan_as"))


def run(args: argparse.Namespace) -> int:
    """Nothing is left of a book with faults, so that it can be mended and imported again."""
    folder = HERE / (args.name or args.book.stem)
    read_sheet(args.book, folder)
    try:
        plan = plans.load(folder.name, folders=[HERE])
        sound([plan], None)
    except UserError as error:
        shutil.rmtree(folder)
        file = rf"(?:{re.escape(str(HERE))}[/\\])?{re.escape(folder.name)}[/\\][\w.-]+\.yaml"
        fault = re.sub(file, lambda _: args.book.name, str(error))
        for key, (title, _) in HEADERS.items():
            fault = fault.replace(f"“{key}”", f"“{title}”").replace(f'"{key}"', f'"{title}"')
        raise UserError(fault) from None
    told(say("imported", n=len(plan.obligations), folder=folder))
    return 0
