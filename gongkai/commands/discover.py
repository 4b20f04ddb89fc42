"""``gongkai discover``: columns of a site or a unit, proposed for a person to confirm."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.markup import escape
from rich.table import Table

import plans
from gongkai import discovering, reasons, sample, targets
from gongkai.commands._arguments import Parser, instant
from gongkai.commands._options import HERE, TARGETS, option
from gongkai.commands._screen import OUT
from gongkai.discovering import Place, Proposal, places_of, site_alone
from gongkai.judging.places import host_of, under
from gongkai.model import Choice, Subject, Targets, UserError
from gongkai.words import language, say

_WAY = 60  # characters of the way that are shown


def arguments(made: Parser) -> None:
    """Where to look, for which subjects, and where to write what is found."""
    made.add_argument("where", metavar="URL|UNIT", help=say("opt_where"))
    option(made, "--targets", type=Path, default=TARGETS)
    option(made, "--plan", action="append", default=[])
    option(made, "--subject", action="append", default=[])
    option(made, "--contact", default="")
    made.add_argument("--out", type=Path, help=say("opt_rows_out"))
    option(made, "--append", action="store_true")
    option(made, "--clock", type=instant)


def run(args: argparse.Namespace) -> int:
    """Propose columns, and write them where asked."""
    if args.out and args.out.exists() and not args.append:
        raise UserError(say("file_there", file=args.out))
    subjects = _subjects(args.plan, args.subject)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="gongkai-")))
        path = args.targets
        if str(path) == "sample":
            path = stack.enter_context(sample.city(folder / "city"))
            args.clock = args.clock or instant(sample.CLOCK)
        who, places = _places(args.where, path, args.contact)
        if targets.needs_contact(who) and not who.contact:
            raise UserError(say("contact_needed"))
        found = discovering.find(folder / "round", places, who, subjects, clock=args.clock)
    _show(found, subjects)
    if args.out:
        rows, evidence = discovering.write(args.out, found, append=args.append)
        OUT.print(say("rows_written", rows=rows, file=args.out, evidence=evidence), soft_wrap=True)
    return 0


def _subjects(names: Sequence[str], wanted: Sequence[str]) -> dict[str, Subject]:
    """Those asked for by name, those of the plans' clauses, else every subject there is."""
    every = plans.subjects([HERE])
    ids = list(dict.fromkeys(wanted))
    for name in names:
        ids += [o.subject for o in plans.load(name, folders=[HERE]).obligations if o.subject]
    for id in ids:
        if id not in every:
            near = (get_close_matches(id, list(every), 1) or [""])[0]
            raise UserError(say("unknown_subject", key=id) + say("nearest", word=near))
    return {id: every[id] for id in dict.fromkeys(ids or every)}


def _places(where: str, path: Path, contact: str) -> tuple[Targets, list[Place]]:
    """Whose columns are meant: a unit's of the targets, or those of an address."""
    url = where if "://" in where else f"http://{where}/" if "." in where else ""
    known = targets.load(path) if path.is_file() or not url else None
    if known is not None:
        known = replace(known, contact=contact or known.contact)
        units = targets.Directory(known).named(where)
        if len(units) == 1:
            return known, list(places_of(units[0]))
        if host_of(url) in {site.host for site in known.sites}:
            owner = next((u for u in known.units if u.own and under(url, u.own)), None)
            return known, [Place(root=url, unit=owner)]
    if not host_of(url):
        names = targets.Directory(known).names() if known else []
        near = (get_close_matches(where, names, 1, 0.0) or [""])[0]
        raise UserError(say("where_unknown", name=where, near=near))
    alone = site_alone(url, contact or (known.contact if known else ""))
    return alone, [Place(root=url)]


def _show(found: Sequence[Proposal], subjects: Mapping[str, Subject]) -> None:
    table = Table(title=say("found_columns"), title_justify="left")
    for key in ("subject", "column_name", "match_score", "rows_matched", "newest_day", "the_way"):
        table.add_column(say(key), overflow="fold")
    table.add_column(say("to_confirm"), overflow="fold")
    for p in found:
        if p.choice:
            c = p.choice
            table.add_row(
                f"{escape(subjects[p.subject].name)}\n{p.subject}",
                f"{escape(c.name)}\n{escape(c.url)}",
                f"{c.score:.1f}",
                f"{c.matched}/{c.rows}",
                str(c.newest or ""),
                escape(f"{c.way[:_WAY]}\n{'；'.join(c.titles[:2])}"),
                escape("；".join(_doubts(p))),
            )
    if table.row_count:
        OUT.print(table)
    for p in found:
        if p.choice is None:
            near = "、".join(
                f"{c.name}（{'；'.join(map(_doubt, c.doubts))}）" for c in p.refused[:3]
            )
            told = "　".join(filter(None, (_doubts(p)[0], near)))
            OUT.print(f"  {p.subject:24} {p.place.root}  {told}", markup=False, soft_wrap=True)
    asked = {(p.place.root, p.subject) for p in found}
    got = {(p.place.root, p.subject) for p in found if p.choice}
    open_ = {(p.place.root, p.subject) for p in found if p.choice and p.choice.doubts}
    slots: dict[str, Any] = {"found": len(got), "open": len(open_), "none": len(asked - got)}
    OUT.print(say("found_sum", asked=len(asked), **slots))


def _doubts(p: Proposal) -> list[str]:
    if p.choice:
        return list(map(_doubt, p.choice.doubts))
    if p.problem in ("", "no_column"):
        return [say("none_found")]
    return [say("not_sought", why=reasons.name(p.problem, language()))]


def _refused(choice: Choice) -> str:
    """What looked like it, and why it was not taken."""
    why = "；".join(map(_doubt, choice.doubts)) or say("doubt_other_name")
    return f"{choice.name}（{why}）"


def _doubt(doubt: str) -> str:
    return say(f"doubt_{doubt}")
