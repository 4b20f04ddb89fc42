"""``gongkai plan``: what it leaves open, what follows from a clause, what a new year changed."""

from __future__ import annotations

import argparse
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

import checks
import plans
from gongkai import targets
from gongkai.duties import owed
from gongkai.model import Obligation, Plan, Rule, Subject, Targets, UserError
from gongkai.words import language, say
from plans.coverage import facts_wanted, who_decides
from plans.differ import diff, rule_told
from plans.lint import OPEN, Open, lint
from plans.sheet import HEADERS, read_sheet, write_sheet

Add = Callable[..., argparse.ArgumentParser]
HERE = Path("plans")
_YES = {"True": "√", "False": ""}
TARGETS = Path("targets.yaml")  # of the folder that one works in
_OUT = Console(highlight=False)


def _say(text: str) -> None:
    """A line; names and titles are not mark-up, and a pipe gets it unbroken."""
    _OUT.print(text, soft_wrap=True)


def arguments(command: Add) -> None:
    """The sub-commands. ``command(name, run)`` makes a parser with what all of them have."""
    made = command("lint", _lint)
    made.add_argument("plan", help=say("opt_plan_id"))
    made = command("show", _show)
    made.add_argument("clause", help=say("opt_clause"))
    made.add_argument("--targets", type=Path, help=say("opt_targets"))
    made = command("diff", _diff)
    made.add_argument("old", help=say("opt_old"))
    made.add_argument("new", help=say("opt_new"))
    made = command("export", _export)
    made.add_argument("plan", help=say("opt_plan_id"))
    made.add_argument("--out", type=Path, help=say("opt_book_out"))
    made = command("import", _import)
    made.add_argument("book", type=Path, help=say("opt_book"))
    made.add_argument("--as", dest="name", help=say("opt_plan_as"))


def _load(name: str) -> Plan:
    return plans.load(name, folders=[HERE])


# ---------------------------------------------------------------- lint


def _lint(args: argparse.Namespace) -> int:
    plan = _load(args.plan)
    found: dict[str, list[Open]] = defaultdict(list)
    for each in lint(plan):
        found[each.what].append(each)
    titles = {o.item: o.title for o in plan.obligations}
    _say(f"[b]{escape(plan.title)}[/b]  {say('clauses', n=len(titles))}\n")
    for what in OPEN:
        items = {each.item for each in found[what]}
        _say(f"[b]{say(f'open_{what}', n=len(items))}[/b]  {say(f'read_{what}')}")
        table = Table(box=None, show_header=False, padding=(0, 1))
        for column in ("item", "title", "seen"):
            table.add_column(column, no_wrap=column == "item", overflow="fold")
        for each in found[what]:
            table.add_row(each.item, escape(titles[each.item]), escape(_seen(plan, each)))
        _OUT.print(table)
    return 0


def _seen(plan: Plan, each: Open) -> str:
    if each.what == "fact":
        return _fact(plan, each.seen)
    return each.seen


def _fact(plan: Plan, kind: str) -> str:
    known = plan.facts.get(kind)
    return f"{kind}：{known.zh if language() == 'zh' else known.en}" if known else kind


# ---------------------------------------------------------------- show


def _show(args: argparse.Namespace) -> int:
    name, _, item = args.clause.rpartition("/")
    plan = _load(name or item)
    clause = next((o for o in plan.obligations if name and o.item == item), None)
    if clause is None:
        items = [o.item for o in plan.obligations]
        raise UserError(say("no_clause", plan=plan.id, item=item or "—", items=" ".join(items)))
    file = args.targets or (TARGETS if TARGETS.is_file() else None)
    who = targets.load(file) if file else None
    for key, value in _told(plan, clause, who):
        if value:
            _say(f"[b]{say(key)}[/b] {escape(value)}")
    return 0


def _told(plan: Plan, it: Obligation, who: Targets | None) -> Iterable[tuple[str, str]]:
    """Everything that follows from one clause, as pairs of a heading and a text."""
    yield "clause", f"{plan.title} {it.source}  {it.task}"
    yield "show_title", it.title
    yield "show_text", it.text
    yield "show_lead", _names(it.lead) + _how(it)
    yield "show_support", _names(it.support)
    yield "show_about", "" if it.about == "holder" else it.about
    yield "show_places", "；".join(map(_place, it.places))
    yield "show_due", " ".join(filter(None, [str(it.due or ""), it.cadence])) or say("unsaid")
    if subject := plan.subjects.get(it.subject):
        yield from _where(subject, it)
    for rule in it.rules:
        yield "rule", _rule(rule)
    yield "show_who", say(f"who_{who_decides(it)}")
    for kind in facts_wanted(it):
        yield "show_fact", _fact(plan, kind)
    yield "show_note", it.note
    yield "show_file", f"plans/{it.file}"
    if who:
        yield from _duties(plan, it, who)


def _place(place: str) -> str:
    kind, _, platform = place.partition(":")
    return say(f"place_{kind}") + platform


def _names(names: Sequence[str]) -> str:
    return "；".join(names)


def _how(it: Obligation) -> str:
    return say("how_joint") if it.joint else say("how_each") if it.each else ""


def _where(subject: Subject, it: Obligation) -> Iterable[tuple[str, str]]:
    yield "show_subject", f"{subject.id} {subject.name}"
    types = f"  ColumnType: {' '.join(subject.types)}" if subject.types else ""
    yield "show_words", subject.words + types
    yield "show_match", it.match or say("every_entry")
    if subject.contents:
        yield "show_contents", "；".join(f"{k}: {v}" for k, v in subject.contents.items())


def _rule(rule: Rule) -> str:
    kind = checks.kinds()[rule.check]
    told = f"{rule_told(rule)}  {kind.title[language()]}"
    left = [k for k in kind.limits if k not in rule.params and k in kind.defaults]
    told += "".join(f" {k}={kind.defaults[k]}＊" for k in left)
    if rule.basis:
        told += f"  ＊{say('show_basis')} {rule.basis}"
    if rule.if_none and rule.check not in ("manual", "probe"):
        told += f"  {say('show_if_none')} {say(f'none_{rule.if_none}')}"
    return told


def _duties(plan: Plan, it: Obligation, who: Targets) -> Iterable[tuple[str, str]]:
    duties, nobody = owed(plan, who)
    units = {u.id: u.name for u in who.units}
    mine = [d for d in duties if d.obligation == it.id]
    owing = [f"{units[d.unit]}（{_place(d.place)}）" for d in mine]
    yield "show_duties", "；".join(owing)
    yield "show_nobody", "；".join(n.name for n in nobody if n.obligation == it.id)


# ---------------------------------------------------------------- diff


def _diff(args: argparse.Namespace) -> int:
    old, new = _load(args.old), _load(args.new)
    changes = list(diff(old, new))
    affected: dict[str, int] = defaultdict(int)
    for how in ("added", "dropped", "changed"):
        mine = [c for c in changes if c.how == how]
        _say(f"[b]{say(f'diff_{how}', n=len(mine))}[/b]")
        for change in mine:
            for name in change.affected:
                affected[name] += 1
            now = change.new or change.old
            assert now is not None
            before = f"{change.old.item} → " if change.old and change.new else ""
            _say(escape(f"  {before}{now.item} {now.title}  [{_names(change.affected)}]"))
            for field, was, is_ in change.fields:
                was, is_ = (_YES.get(value, value) for value in (was, is_))
                _say(escape(f"      {say(f'field_{field}')}: {was or '—'} → {is_ or '—'}"))
    _say(f"[b]{say('diff_affected')}[/b]")
    for name, n in sorted(affected.items(), key=lambda pair: (-pair[1], pair[0])):
        _say(escape(f"  {n:4} {name}"))
    return 0


# ---------------------------------------------------------------- workbook


def _export(args: argparse.Namespace) -> int:
    plan = _load(args.plan)
    out = args.out or Path(f"{plan.id}.xlsx")
    if out.exists():
        raise UserError(say("at_file", file=out, what=say("folder_there")))
    out.parent.mkdir(parents=True, exist_ok=True)
    subjects = {id: s.name for id, s in plan.subjects.items()}
    write_sheet(plans.folder(args.plan, folders=[HERE]), out, subjects=subjects)
    _say(say("exported", n=len(plan.obligations), file=out))
    return 0


def _import(args: argparse.Namespace) -> int:
    """Nothing is left of a book with faults, so that it can be mended and imported again."""
    folder = HERE / (args.name or args.book.stem)
    read_sheet(args.book, folder)
    try:
        plan = plans.load(folder.name, folders=[HERE])
        plans.validate(plan, kinds={name: kind.function for name, kind in checks.kinds().items()})
    except UserError as error:
        shutil.rmtree(folder)
        file = rf"(?:{re.escape(str(HERE))}[/\\])?{re.escape(folder.name)}[/\\][\w.-]+\.yaml"
        told = re.sub(file, lambda _: args.book.name, str(error))
        for key, (title, _) in HEADERS.items():
            told = told.replace(f"“{key}”", f"“{title}”").replace(f'"{key}"', f'"{title}"')
        raise UserError(told) from None
    _say(say("imported", n=len(plan.obligations), folder=folder))
    return 0
