"""``gongkai init``: draft a project from a list of offices and a plan document."""

from __future__ import annotations

import argparse
from pathlib import Path

import plans
from gongkai import round, starting, targets
from gongkai.commands import _done
from gongkai.commands._arguments import Parser, instant
from gongkai.commands._asked import sound
from gongkai.commands._options import now, option
from gongkai.commands._screen import OUT
from gongkai.starting import Started
from gongkai.words import say

_SOME = 120  # characters of a list of items or names


def arguments(made: Parser) -> None:
    """Where to, and from which documents."""
    made.add_argument("folder", metavar="DIR", type=Path, help=say("opt_dir"))
    option(made, "--units", type=Path, required=True)
    about = say("opt_from_plan")
    made.add_argument("--plan", dest="from_plan", type=Path, required=True, help=about)
    option(made, "--year", type=int, default=0)
    option(made, "--clock", type=instant)


def run(args: argparse.Namespace) -> int:
    """Write the folder, say what is doubtful in it and what a round would ask."""
    done = starting.start(args.folder, units=args.units, plan=args.from_plan, year=args.year)
    plan = plans.load(done.plan, folders=[done.folder / "plans"])
    who = targets.load(done.folder / "targets.yaml")
    sound([plan], who)
    as_of = now(args).date()
    job = round.Job(folder=done.folder, plans=(plan,), targets=who, as_of=as_of, clock=args.clock)
    _started(done)
    return _done.forecast(job)


def _started(done: Started) -> None:
    """What ``init`` wrote, and the kinds of doubts it leaves, each with its first few places."""
    made = {"folder": done.folder, "units": done.units, "plan": done.plan, "items": done.items}
    OUT.print(starting.tell("drafted", **made), soft_wrap=True)
    high = [each for each in done.unsure if not each.low]
    slots = {"high": len(high), "low": len(done.unsure) - len(high)}
    OUT.print(starting.tell("unsure_sum", file=done.folder / "doubts.csv", **slots), soft_wrap=True)
    kinds: dict[str, list[starting.Unsure]] = {}
    for each in high:
        kinds.setdefault(each.what, []).append(each)
    for alike in sorted(kinds.values(), key=lambda alike: (-len(alike), alike[0].what)):
        items = " ".join(dict.fromkeys(each.item for each in alike if each.item))
        seen = "、".join(dict.fromkeys(each.seen for each in alike if each.seen))
        OUT.print(f"  {len(alike):4}  {alike[0].told}", markup=False, soft_wrap=True)
        for told in filter(None, (seen, items)):
            OUT.print(f"        {_cut(told)}", markup=False, soft_wrap=True)
    OUT.print(starting.tell("next"))
    for line in ("validate", "plan lint", "audit --dry-run"):
        name = f" {done.plan}" if line == "plan lint" else f" --plan {done.plan}"
        OUT.print(f"  cd {done.folder} && gongkai {line}{name}", markup=False, soft_wrap=True)


def _cut(text: str) -> str:
    return text if len(text) <= _SOME else f"{text[:_SOME]}…"
