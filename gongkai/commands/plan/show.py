"""``gongkai plan show``: everything that follows from one clause."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from rich.markup import escape

import checks
from gongkai import targets
from gongkai.commands._arguments import Parser
from gongkai.commands._asked import plan_of
from gongkai.commands._options import TARGETS
from gongkai.commands.plan._written import fact, placed, together, told
from gongkai.judging.duties import owed
from gongkai.model import Obligation, Plan, Rule, Subject, Targets, UserError
from gongkai.words import language, say
from plans.coverage import facts_wanted, who_decides
from plans.differ import rule_told, worded
from plans.rules import takes_contents


def arguments(made: Parser) -> None:
    """Which clause, and whose duties to list."""
    made.add_argument("clause", help=say("opt_clause"))
    made.add_argument("--targets", type=Path, help=say("opt_targets"))


def run(args: argparse.Namespace) -> int:
    """A line for each thing that follows."""
    name, _, item = args.clause.rpartition("/")
    plan = plan_of(name or item)
    clause = next((o for o in plan.obligations if name and o.item == item), None)
    if clause is None:
        items = [o.item for o in plan.obligations]
        raise UserError(say("no_clause", plan=plan.id, item=item or "—", items=" ".join(items)))
    file = args.targets or (TARGETS if TARGETS.is_file() else None)
    who = targets.load(file) if file else None
    for key, value in _following(plan, clause, who):
        if value:
            told(f"[b]{say(key)}[/b] {escape(value)}")
    return 0


def _following(plan: Plan, it: Obligation, who: Targets | None) -> Iterable[tuple[str, str]]:
    """Everything that follows from one clause, as pairs of a heading and a text."""
    yield "clause", f"{plan.title} {it.source}  {it.task}"
    yield "show_title", it.title
    yield "show_text", it.text
    yield "show_lead", together(it.lead) + _how(it)
    yield "show_support", together(it.support)
    yield "show_about", "" if it.about == "holder" else it.about
    yield "show_places", "；".join(map(placed, it.places))
    yield "show_due", " ".join(filter(None, [str(it.due or ""), it.cadence])) or say("unsaid")
    if subject := plan.subjects.get(it.subject):
        yield from _where(subject, it)
    for rule in it.rules:
        yield "rule", _rule(rule)
    yield "show_who", say(f"who_{who_decides(it)}")
    for kind in facts_wanted(it):
        yield "show_fact", fact(plan, kind)
    yield "show_note", it.note
    yield "show_file", f"plans/{it.file}"
    if who:
        yield from _duties(plan, it, who)


def _how(it: Obligation) -> str:
    return say("how_joint") if it.joint else say("how_each") if it.each else ""


def _where(subject: Subject, it: Obligation) -> Iterable[tuple[str, str]]:
    yield "show_subject", f"{subject.id} {subject.name}"
    types = f"  ColumnType: {' '.join(subject.types)}" if subject.types else ""
    yield "show_words", subject.words + types
    yield "show_match", it.match or say("every_entry")
    if any(map(takes_contents, it.rules)):
        yield "show_contents", "；".join(f"{k}: {v}" for k, v in subject.contents.items()) + "＊"


def _rule(rule: Rule) -> str:
    kind = checks.kinds()[rule.check]
    told = f"{rule_told(rule)}  {kind.title[language()]}"
    left = [k for k in kind.limits if k not in rule.params and k in kind.defaults]
    told += "".join(f" {k}={worded(kind.defaults[k])}＊" for k in left)
    if rule.basis:
        told += f"  ＊{say('show_basis')} {rule.basis}"
    if rule.if_none and rule.check not in ("manual", "probe"):
        told += f"  {say('show_if_none')} {say(f'none_{rule.if_none}')}"
    return told


def _duties(plan: Plan, it: Obligation, who: Targets) -> Iterable[tuple[str, str]]:
    duties, nobody = owed(plan, who)
    units = {u.id: u.name for u in who.units}
    mine = [d for d in duties if d.obligation == it.id]
    owing = [f"{units[d.unit]}（{placed(d.place)}）" for d in mine]
    yield "show_duties", "；".join(owing)
    yield "show_nobody", "；".join(n.name for n in nobody if n.obligation == it.id)
