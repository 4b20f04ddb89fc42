"""What a user named, found and checked: plans, targets, units, a round and its judging."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

import checks
import plans
from gongkai import round, sample, targets
from gongkai.commands._options import HERE, now
from gongkai.facts import check_facts
from gongkai.model import Plan, Targets, UserError
from gongkai.words import say


def plan_of(name: str, year: int = 0) -> Plan:
    """The plan of that name, the working folder's before a shipped one; ``year`` is that of the
    cut-off, for plans that say the same every year."""
    return plans.load(name, folders=[HERE], year=year)


def scored_by(scheme: str, plan: Plan) -> Plan:
    """The plan under that scheme, which must fit it."""
    return plans.rescored(plan, scheme, folders=[HERE])


def targets_of(path: Path) -> Targets:
    """The targets of a file, whose columns name known subjects and whose facts known kinds."""
    found = targets.load(path)
    targets.check_subjects(found, plans.subjects([HERE]))
    check_facts(found, plans.facts([HERE]))
    return found


def sound(loaded: Sequence[Plan], who: Targets | None) -> None:
    """UserError for a plan that names checks, parameters or places that there are not."""
    known = {name: kind.function for name, kind in checks.kinds().items()}
    for plan in loaded:
        plans.validate(plan, kinds=known, targets=who)


def unit_of(name: str, who: Targets) -> str:
    """The id of the unit meant. UserError with the nearest name where it is none or several."""
    directory = targets.Directory(who)
    found = [u for u in who.units if u.id == name] or list(directory.named(name))
    if len(found) != 1:
        near = nearest(name, [*directory.names(), *(u.id for u in who.units)])
        raise UserError(say("no_unit", name=name, near=near))
    return found[0].id


def nearest(word: str, known: Iterable[str]) -> str:
    """The nearest of the known words, or the first of them."""
    known = list(known)
    return next(iter(get_close_matches(word, known, 1, 0.3)), known[0] if known else "—")


def job_of(args: argparse.Namespace, names: Sequence[str], path: Path) -> round.Job:
    """The round that the arguments ask for. UserError for what does not hold together."""
    who = targets_of(path)
    as_of = args.as_of or now(args).date()
    loaded = tuple(plan_of(name, as_of.year) for name in dict.fromkeys(names))
    sound(loaded, who)
    real = not (args.pages or args.dry_run) and targets.needs_contact(who)
    if real and not who.contact:
        raise UserError(say("no_contact", file=path))
    return round.Job(
        folder=args.out,
        plans=loaded,
        targets=who,
        as_of=as_of,
        clock=args.clock,
        units=tuple(unit_of(u, who) for u in args.unit),
        lang=args.lang,
        pages=args.pages,
        browser=not args.no_browser,
        ocr=not args.no_ocr,
    )


def judged_round(args: argparse.Namespace) -> round.Job:
    """A round on disk that was judged under that name. UserError where it was not."""
    job = round.reopen(args.round, judged=args.name, lang=args.lang)
    if not (job.folder / "judged" / job.judged / "results.csv").is_file():
        raise UserError(say("not_judged", folder=args.round, name=job.judged))
    return job


def served(job: round.Job, stack: ExitStack) -> round.Job:
    """The invented city answers at other ports every time it is started."""
    year = sample.year_for(plan.id for plan in job.plans)
    city = stack.enter_context(sample.city(job.folder / "city", year=year))
    return replace(job, targets=targets.load(city))
