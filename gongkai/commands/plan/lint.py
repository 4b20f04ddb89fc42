"""``gongkai plan lint``: what a plan leaves open, and how we read it."""

from __future__ import annotations

import argparse
from collections import defaultdict

from rich.markup import escape
from rich.table import Table

from gongkai.commands._arguments import Parser
from gongkai.commands._asked import plan_of
from gongkai.commands._screen import OUT
from gongkai.commands.plan._written import fact, told
from gongkai.model import Plan
from gongkai.words import say
from plans.lint import OPEN, Open, lint


def arguments(made: Parser) -> None:
    """Which plan."""
    made.add_argument("plan", help=say("opt_plan_id"))


def run(args: argparse.Namespace) -> int:
    """Every kind of open question, with its clauses."""
    plan = plan_of(args.plan)
    found: dict[str, list[Open]] = defaultdict(list)
    for each in lint(plan):
        found[each.what].append(each)
    titles = {o.item: o.title for o in plan.obligations}
    told(f"[b]{escape(plan.title)}[/b]  {say('clauses', n=len(titles))}\n")
    for what in OPEN:
        items = {each.item for each in found[what]}
        told(f"[b]{say(f'open_{what}', n=len(items))}[/b]  {say(f'read_{what}')}")
        table = Table(box=None, show_header=False, padding=(0, 1))
        for column in ("item", "title", "seen"):
            table.add_column(column, no_wrap=column == "item", overflow="fold")
        for each in found[what]:
            table.add_row(each.item, escape(titles[each.item]), escape(_seen(plan, each)))
        OUT.print(table)
    return 0


def _seen(plan: Plan, each: Open) -> str:
    if each.what == "fact":
        return fact(plan, each.seen)
    return each.seen
