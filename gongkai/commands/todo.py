"""``gongkai todo``: what people must still do on a judging, shared among them."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence

from rich.table import Table

from gongkai import todo
from gongkai.commands._arguments import Parser
from gongkai.commands._asked import judged_round
from gongkai.commands._options import judging, option
from gongkai.commands._screen import OUT, lines
from gongkai.model import UserError
from gongkai.todo import KINDS, Task
from gongkai.words import say


def arguments(made: Parser) -> None:
    """Which judging, and who shares the work."""
    judging(made)
    option(made, "--split", metavar="A,B,C")


def run(args: argparse.Namespace) -> int:
    """Write the list as a workbook and a table, and print how much of what there is."""
    job = judged_round(args)
    people = _people(args.split)
    tasks = todo.todo(job)
    if people:
        tasks = todo.shared(tasks, people)
    written = todo.write(job, tasks)
    if not tasks:
        OUT.print(say("todo_nothing"))
    else:
        _show(tasks, people)
    lines(say("todo_at", path=path) for path in written)
    return 0


def _people(text: str | None) -> list[str]:
    if text is None:
        return []
    names = [name.strip() for name in re.split("[,，、;；]", text) if name.strip()]
    if not names:
        raise UserError(say("split_none"))
    for name in names:
        if names.count(name) > 1:
            raise UserError(say("split_twice", name=name))
    return names


def _show(tasks: Sequence[Task], people: Sequence[str]) -> None:
    """A line a kind, and a column a person."""
    points = sum(t.points for t in tasks)
    units = len({t.unit for t in tasks})
    OUT.print(say("todo_sum", n=len(tasks), units=units, points=points))
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("", say("todo_all"), *people):
        table.add_column(title, justify="right" if title else "left", overflow="fold")
    whose = [todo.counts(tasks), *(todo.counts(t for t in tasks if t.who == p) for p in people)]
    for kind in KINDS:
        if whose[0][kind]:
            table.add_row(say(f"todo_{kind}"), *(str(count[kind]) for count in whose))
    OUT.print(table)
