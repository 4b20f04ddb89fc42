"""``gongkai explain``: one verdict, from the clause to the sum."""

from __future__ import annotations

import argparse

from rich.markup import escape

from gongkai import reasons, round
from gongkai.commands._arguments import Parser
from gongkai.commands._asked import judged_round, nearest
from gongkai.commands._options import judging
from gongkai.commands._screen import OUT, plain
from gongkai.judged import Judged, Ledger, Result
from gongkai.model import UserError
from gongkai.words import language, say


def arguments(made: Parser) -> None:
    """Which verdict."""
    judging(made)
    made.add_argument("unit_id", metavar="UNIT", help=say("opt_unit"))
    made.add_argument("item", metavar="ITEM", help=say("opt_item"))


def run(args: argparse.Namespace) -> int:
    """Tell it."""
    explain(judged_round(args), args.unit_id, args.item)
    return 0


def explain(job: round.Job, unit: str, item: str) -> None:
    """One verdict: clause, rule, evidence, parts, arithmetic. UserError where there is none."""
    judged = Judged(job.folder / "judged" / job.judged)
    results = judged.results()
    mine = [r for r in results if unit in (r.unit, r.unit_name) and r.item == item]
    if not mine:
        near = nearest(item, [r.item for r in results if unit in (r.unit, r.unit_name)])
        near = near or nearest(unit, [r.unit for r in results])
        raise UserError(say("no_item", unit=unit, item=item, near=near))
    ledgers = {(x.plan, x.item, x.unit, x.place, x.rule): x for x in judged.ledgers()}
    clauses = {(p.id, o.item): (p, o) for p in job.plans for o in p.obligations}
    for result in mine:
        plan, obligation = clauses[result.plan, result.item]
        OUT.print(f"[b]{say('clause')}[/b] " + escape(f"{plan.source} {item} {obligation.title}"))
        rule = next(r for r in obligation.rules if r.check == result.check)
        params = " ".join(
            f"{k}={v}{'＊' if k in rule.ours else ''}" for k, v in rule.params.items()
        )
        note = say("ours") if result.limit_by == "ours" else ""
        OUT.print(f"[b]{say('rule')}[/b] " + escape(f"{result.rule} {params} {note}"))
        _explained(result, ledgers[result.key])


def _explained(result: Result, ledger: Ledger) -> None:
    # Addresses and titles are the sites' words: no mark-up, no control of the terminal.
    seen = f"{result.url}  {result.fetched_at}  sha256 {result.sha256[:12]}"
    OUT.print(f"[b]{say('evidence')}[/b] " + escape(plain(seen)))
    for step in ledger.steps:
        told = f"  {say('looked')} {step.way} {step.url} {step.found or step.problem or '—'}"
        OUT.print(plain(told), markup=False)
    OUT.print(f"[b]{say('parts')}[/b]")
    for p in ledger.parts:
        name = reasons.name(p.reason, language())
        told = f"  {p.key}  {p.state}  {name}  {p.seen}  ≤ {p.limit}  {p.url}"
        OUT.print(plain(told), markup=False)
    credit = {"pass": 1.0, "half": 0.5, "fail": 0.0}.get(result.outcome)
    sum_ = "" if credit is None else f"{result.weight:g} × {credit:g} = {result.weight * credit:g}"
    OUT.print(f"[b]{say('arithmetic')}[/b] {sum_ or '—'}")
    mark = say("unconfirmed") if result.confirmed == "no" else ""
    name = reasons.name(result.reason, language())
    OUT.print(f"[b]{say('verdict')}[/b] {say(result.outcome)} · {name} {mark}\n")
