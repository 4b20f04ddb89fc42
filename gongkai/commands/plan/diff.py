"""``gongkai plan diff``: what a new plan changed, and whom it concerns."""

from __future__ import annotations

import argparse
from collections import defaultdict

from rich.markup import escape

from gongkai.commands._arguments import Parser
from gongkai.commands._asked import plan_of
from gongkai.commands.plan._written import together, told
from gongkai.words import say
from plans.differ import diff

_YES = {"True": "√", "False": ""}


def arguments(made: Parser) -> None:
    """The old plan and the new one."""
    made.add_argument("old", help=say("opt_old"))
    made.add_argument("new", help=say("opt_new"))


def run(args: argparse.Namespace) -> int:
    """Added, dropped, changed, and how much each office is concerned."""
    old, new = plan_of(args.old), plan_of(args.new)
    changes = list(diff(old, new))
    affected: dict[str, int] = defaultdict(int)
    for how in ("added", "dropped", "changed"):
        mine = [c for c in changes if c.how == how]
        told(f"[b]{say(f'diff_{how}', n=len(mine))}[/b]")
        for change in mine:
            for name in change.affected:
                affected[name] += 1
            now = change.new or change.old
            assert now is not None
            before = f"{change.old.item} → " if change.old and change.new else ""
            told(escape(f"  {before}{now.item} {now.title}  [{together(change.affected)}]"))
            for field, was, is_ in change.fields:
                was, is_ = (_YES.get(value, value) for value in (was, is_))
                told(escape(f"      {say(f'field_{field}')}: {was or '—'} → {is_ or '—'}"))
    told(f"[b]{say('diff_affected')}[/b]")
    for name, n in sorted(affected.items(), key=lambda pair: (-pair[1], pair[0])):
        told(escape(f"  {n:4} {name}"))
    return 0
