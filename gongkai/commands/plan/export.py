"""``gongkai plan export``: a plan as a workbook."""

from __future__ import annotations

import argparse
from pathlib import Path

import plans
from gongkai.commands._arguments import Parser
from gongkai.commands._asked import plan_of
from gongkai.commands._options import HERE
from gongkai.commands.plan._written import told
from gongkai.model import UserError
from gongkai.words import say
from plans.sheet import write_sheet


def arguments(made: Parser) -> None:
    """Which plan, and where to."""
    made.add_argument("plan", help=say("opt_plan_id"))
    made.add_argument("--out", type=Path, help=say("opt_book_out"))


def run(args: argparse.Namespace) -> int:
    """Write it; nothing is overwritten."""
    plan = plan_of(args.plan)
    out = args.out or Path(f"{plan.id}.xlsx")
    if out.exists():
        raise UserError(say("at_file", file=out, what=say("folder_there")))
    out.parent.mkdir(parents=True, exist_ok=True)
    subjects = {id: s.name for id, s in plan.subjects.items()}
    write_sheet(plans.folder(args.plan, folders=[HERE]), out, subjects=subjects)
    told(say("exported", n=len(plan.obligations), file=out))
    return 0
