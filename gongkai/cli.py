"""The command line. It parses, calls the round, prints; the only module that reads the clock."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from getpass import getuser
from itertools import pairwise
from pathlib import Path
from typing import Any

import checks
import plans
from gongkai import (
    __version__,
    adding,
    doctor,
    planning,
    proposing,
    round,
    sample,
    show,
    starting,
    targets,
    words,
)
from gongkai.arguments import CHINA, Parser, day, instant, label
from gongkai.judged import Judged
from gongkai.model import Outcome, Plan, Targets, UserError

Command = Callable[[argparse.Namespace], int]
HERE = Path("plans")  # the working folder's plans go before the shipped ones
TARGETS = Path("targets.yaml")
NOTHING_SAID: dict[str, Any] = {
    "strict": False,
    "unit": [],
    "pages": None,
    "as_of": None,
    "clock": None,
    "no_browser": False,
    "no_ocr": False,
    "quiet": False,
    "dry_run": False,
}
DEMO_CLOCK = instant(sample.CLOCK)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. 0; 1 with ``--strict`` when duties failed; 2 for the user's mistake."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] == ["--lang"] and len(given) > 2:  # before the command, as some write it
        given = [*given[2:], *given[:2]]
    english = "--lang=en" in given or ("--lang", "en") in pairwise(given)
    words.speak("en" if english else "zh")
    try:
        args = _parser().parse_args(given)
        return int(args.run(args) or 0)
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:  # a folder that cannot be written, a full disk
        told = words.say("not_open", why=error.strerror or error)
        print(f"{error.filename or ''} {told}".strip(), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(words.say("interrupted"), file=sys.stderr)
        return 130


def _demo(args: argparse.Namespace) -> int:
    with sample.city(args.out / "city") as path:
        job = _job(args, "haitang", path, clock=args.clock or DEMO_CLOCK)
        return _audit(args, job)


def _audited(args: argparse.Namespace) -> int:
    with ExitStack() as stack:
        path = args.targets
        if str(path) == "sample":
            year = sample.year_for(args.plan)
            path = stack.enter_context(sample.city(args.out / "city", year=year))
            as_of, clock = sample.moment(_plan(year).year if year else None)
            args.clock, args.as_of = args.clock or instant(clock), args.as_of or day(as_of)
        job = _job(args, *args.plan, path, clock=args.clock)
        if args.dry_run:
            show.forecast(job, round.foreseen(job))
            return 0
        return _audit(args, job)


def _audit(args: argparse.Namespace, job: round.Job) -> int:
    with show.progress(job, quiet=args.quiet) as watched:
        round.crawl(watched)
    if args.command == "crawl":
        print(words.say("crawled", folder=job.folder))
        return 0
    return _judged(args, job)


def _judged(args: argparse.Namespace, job: round.Job) -> int:
    scores = round.check(job)
    written = round.report(job)
    show.ranking(job, scores)
    show.report(written)
    return 1 if args.strict and _failed(job) else 0


def _check(args: argparse.Namespace) -> int:
    job = round.reopen(
        args.round,
        as_of=args.as_of,
        judged=args.name,
        lang=args.lang,
        plans=tuple(_plan(p) for p in dict.fromkeys(args.plan)) or None,
    )
    if args.unit:
        job = replace(job, units=tuple(_unit(u, job.targets) for u in args.unit))
    if args.plan:  # what a round keeps was found sound when it was made
        _valid(job.plans, job.targets)
    return _judged(args, job)


def _report(args: argparse.Namespace) -> int:
    job = _already_judged(args)
    show.report(round.report(job, args.format))
    return 0


def _recheck(args: argparse.Namespace) -> int:
    job = round.reopen(args.round, clock=args.clock, lang=args.lang)
    with ExitStack() as stack:
        if job.targets.sample:
            job = _served(job, stack)
        with show.progress(job, quiet=args.quiet) as watched:
            round.recheck(watched)
    return _judged(args, job)


def _served(job: round.Job, stack: ExitStack) -> round.Job:
    """The invented city answers at other ports every time it is started."""
    year = sample.year_for(plan.id for plan in job.plans)
    city = stack.enter_context(sample.city(job.folder / "city", year=year))
    return replace(job, targets=targets.load(city))


def _add(args: argparse.Namespace) -> int:
    job = round.reopen(args.round, judged=args.name, clock=args.clock, lang=args.lang)
    given = adding.Given(
        unit=_unit(args.unit, job.targets),
        things=tuple(args.things),
        url=args.url,
        column=args.column,
        by=args.by or getuser(),
        at=args.at,
    )
    with ExitStack() as stack:
        if job.targets.sample and any(t.startswith("http") for t in given.things):
            job = _served(job, stack)
        kept, changes = adding.add(job, given)
    show.lines(adding.told(job, given, kept, changes))
    return 0


def _validate(args: argparse.Namespace) -> int:
    found = _targets(args.targets)
    ids = args.plan or plans.names([HERE])
    loaded = [_plan(p) for p in ids]
    _valid(loaded, found if args.plan else None)
    show.valid(loaded, found)
    return 0


def _init(args: argparse.Namespace) -> int:
    done = starting.start(args.folder, units=args.units, plan=args.from_plan, year=args.year)
    home = done.folder / "plans"
    plan = plans.load(done.plan, folders=[home])
    who = targets.load(done.folder / "targets.yaml")
    _valid([plan], who)
    now = args.clock or datetime.now(CHINA)
    job = round.Job(
        folder=done.folder, plans=(plan,), targets=who, as_of=now.date(), clock=args.clock
    )
    show.started(done)
    show.forecast(job, round.foreseen(job))
    return 0


def _explain(args: argparse.Namespace) -> int:
    show.explain(_already_judged(args), args.unit_id, args.item)
    return 0


def _already_judged(args: argparse.Namespace) -> round.Job:
    job = round.reopen(args.round, judged=args.name, lang=args.lang)
    if not (job.folder / "judged" / job.judged / "results.csv").is_file():
        raise UserError(words.say("not_judged", folder=args.round, name=job.judged))
    return job


def _list(args: argparse.Namespace) -> int:
    show.listing(args.what, args.targets, [HERE])
    return 0


def _doctor(args: argparse.Namespace) -> int:
    doctor.examine()
    return 0


def _job(
    args: argparse.Namespace, *names_and_path: str | Path, clock: datetime | None
) -> round.Job:
    *names, path = names_and_path
    who = _targets(Path(path))
    loaded = tuple(_plan(str(name)) for name in dict.fromkeys(names))
    _valid(loaded, who)
    if (
        not (args.command == "demo" or args.pages or args.dry_run)
        and targets.needs_contact(who)
        and not who.contact
    ):
        raise UserError(words.say("no_contact", file=path))
    now = clock or datetime.now(CHINA)
    return round.Job(
        folder=args.out,
        plans=loaded,
        targets=who,
        as_of=args.as_of or now.date(),
        clock=clock,
        units=tuple(_unit(u, who) for u in args.unit),
        lang=args.lang,
        pages=args.pages,
        browser=not args.no_browser,
        ocr=not args.no_ocr,
    )


def _targets(path: Path) -> Targets:
    found = targets.load(path)
    targets.check_subjects(found, plans.subjects([HERE]))
    return found


def _plan(name: str) -> Plan:
    return plans.load(name, folders=[HERE])


def _valid(loaded: Sequence[Plan], who: Targets | None) -> None:
    known = {name: kind.function for name, kind in checks.kinds().items()}
    for plan in loaded:
        plans.validate(plan, kinds=known, targets=who)


def _unit(name: str, who: Targets) -> str:
    directory = targets.Directory(who)
    found = [u for u in who.units if u.id == name] or list(directory.named(name))
    if len(found) != 1:
        near = show.nearest(name, [*directory.names(), *(u.id for u in who.units)])
        raise UserError(words.say("no_unit", name=name, near=near))
    return found[0].id


def _failed(job: round.Job) -> bool:
    lines = Judged(job.folder / "judged" / job.judged).results()
    return any(line.outcome == Outcome.FAIL for line in lines)


def _parser() -> argparse.ArgumentParser:
    top = Parser(prog="gongkai", description=words.say("about"))
    top.add_argument(
        "--version", action="version", version=__version__, help=words.say("opt_version")
    )
    sub = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    command = _commands(sub)
    demo = command("demo", _demo)
    _option(demo, "--out", type=Path, default=Path("runs/demo"))
    _looking(demo)
    for name in ("audit", "crawl"):
        _visiting(command(name, _audited))
    _rounds(command)
    made = command("init", _init)
    made.add_argument("folder", metavar="DIR", type=Path, help=words.say("opt_dir"))
    _option(made, "--units", type=Path, required=True)
    about = words.say("opt_from_plan")
    made.add_argument("--plan", dest="from_plan", type=Path, required=True, help=about)
    _option(made, "--year", type=int, default=0)
    _option(made, "--clock", type=instant)
    proposing.arguments(command, TARGETS)
    made = command("validate", _validate)
    _option(made, "--plan", action="append", default=[])
    _option(made, "--targets", type=Path, default=TARGETS)
    about = words.say("do_plan")
    plan = sub.add_parser("plan", help=about, description=about)
    of_plan = plan.add_subparsers(dest="of_plan", required=True, metavar="COMMAND")
    planning.arguments(_commands(of_plan, "plan_"))
    made = command("list", _list)
    made.add_argument("what", choices=show.LISTS, help=words.say("opt_what"))
    _option(made, "--targets", type=Path, default=TARGETS)
    command("doctor", _doctor)
    return top


def _commands(sub: Any, prefix: str = "") -> Callable[[str, Command], argparse.ArgumentParser]:
    """Makes parsers, each with its sentence of the table, its function and a language."""

    def command(name: str, run: Command) -> argparse.ArgumentParser:
        about = words.say(f"do_{prefix}{name}")
        made: argparse.ArgumentParser = sub.add_parser(name, help=about, description=about)
        made.set_defaults(run=run, **NOTHING_SAID)
        _option(made, "--lang", choices=words.LANGUAGES, default="zh")
        return made

    return command


def _visiting(made: argparse.ArgumentParser) -> None:
    _option(made, "--plan", action="append", required=True)
    _option(made, "--targets", type=Path, default=TARGETS)
    _option(made, "--unit", action="append", default=[])
    _option(made, "--as-of", type=day)
    today = datetime.now(CHINA).date().isoformat()
    _option(made, "--out", type=Path, default=Path("runs") / today)
    _option(made, "--pages", type=Path)
    _option(made, "--dry-run", action="store_true")
    _looking(made)


def _rounds(command: Callable[[str, Command], argparse.ArgumentParser]) -> None:
    """The commands over a round on disk."""
    made = {
        name: command(name, run)
        for name, run in (
            ("check", _check),
            ("report", _report),
            ("recheck", _recheck),
            ("add", _add),
            ("explain", _explain),
        )
    }
    for parser in made.values():
        parser.add_argument("round", type=Path, help=words.say("opt_round"))
        parser.add_argument(
            "--as", dest="name", type=label, default="first", help=words.say("opt_as")
        )
    _option(made["check"], "--plan", action="append", default=[])
    _option(made["check"], "--unit", action="append", default=[])
    _option(made["check"], "--as-of", type=day)
    _option(made["check"], "--strict", action="store_true")
    _option(made["report"], "--format", action="append", default=[])
    _looking(made["recheck"])
    _adding(made["add"])
    made["explain"].add_argument("unit_id", metavar="UNIT", help=words.say("opt_unit"))
    made["explain"].add_argument("item", metavar="ITEM", help=words.say("opt_item"))


def _adding(made: argparse.ArgumentParser) -> None:
    about = words.say("opt_of_unit")
    made.add_argument("--unit", required=True, metavar="UNIT", help=about)
    for name in ("--url", "--column", "--by"):
        _option(made, name, default="")
    _option(made, "--at", type=instant)
    _option(made, "--clock", type=instant)
    made.add_argument("things", nargs="+", metavar="URL|FILE", help=words.say("opt_thing"))


def _looking(made: argparse.ArgumentParser) -> None:
    _option(made, "--clock", type=instant)
    for name in ("--no-browser", "--no-ocr", "--strict", "--quiet"):
        _option(made, name, action="store_true")


def _option(made: argparse.ArgumentParser, name: str, **how: Any) -> None:
    about = words.say("opt_" + name.removeprefix("--").replace("-", "_"))
    made.add_argument(name, help=about, **how)
