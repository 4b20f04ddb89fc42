"""The command line. It parses, calls the round, prints; the only module that reads the clock."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path

import checks
import plans
from gongkai import __version__, doctor, round, sample, show, targets, words
from gongkai.arguments import CHINA, Parser, day, instant
from gongkai.duties import owed
from gongkai.model import Outcome, Plan, Targets, UserError

HERE = Path("plans")  # the working folder's plans go before the shipped ones
DEMO_CLOCK = sample.CLOCK


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. 0; 1 with ``--strict`` when duties failed; 2 for the user's mistake."""
    given = list(sys.argv[1:] if argv is None else argv)
    words.speak(
        "en"
        if "--lang=en" in given or ("--lang", "en") in zip(given, given[1:], strict=False)
        else "zh"
    )
    try:
        args = _parser().parse_args(given)
        return int(args.run(args) or 0)
    except UserError as error:
        print(error, file=sys.stderr)
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
            path = stack.enter_context(sample.city(args.out / "city"))
            args.clock = args.clock or DEMO_CLOCK
        return _audit(args, _job(args, *args.plan, path, clock=args.clock))


def _audit(args: argparse.Namespace, job: round.Job) -> int:
    with show.progress(job, quiet=args.quiet) as progress:
        round.crawl(round.replace(job, progress=progress))
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
        units=tuple(args.unit) or None,
        plans=tuple(_plan(p) for p in args.plan) or None,
    )
    _valid(job.plans, job.targets)
    return _judged(args, job)


def _report(args: argparse.Namespace) -> int:
    job = round.reopen(args.round, judged=args.name, lang=args.lang)
    if not (job.folder / "judged" / job.judged / "results.csv").is_file():
        raise UserError(words.say("not_judged", folder=args.round, name=job.judged))
    show.report(round.report(job, args.format))
    return 0


def _recheck(args: argparse.Namespace) -> int:
    job = round.reopen(args.round, clock=args.clock, lang=args.lang)
    with ExitStack() as stack:
        if job.targets.sample:
            stack.enter_context(sample.city(job.folder / "city", targets=job.targets))
        with show.progress(job, quiet=args.quiet) as progress:
            round.recheck(round.replace(job, progress=progress))
    return _judged(args, job)


def _validate(args: argparse.Namespace) -> int:
    found = targets.load(args.targets)
    ids = args.plan or plans.names([HERE])
    loaded = [_plan(p) for p in ids]
    _valid(loaded, found if args.plan else None)
    show.valid(loaded, found)
    return 0


def _explain(args: argparse.Namespace) -> int:
    job = round.reopen(args.round, judged=args.name, lang=args.lang)
    show.explain(job, args.unit_id, args.item)
    return 0


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
    who = targets.load(Path(path))
    loaded = tuple(_plan(str(name)) for name in names)
    _valid(loaded, who)
    if args.command != "demo" and not args.pages and targets.needs_contact(who) and not who.contact:
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
    )


def _plan(name: str) -> Plan:
    return plans.load(name, folders=[HERE])


def _valid(loaded: Sequence[Plan], who: Targets | None) -> None:
    known = {name: kind.check for name, kind in checks.kinds().items()}
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
    lines = round.Judged(job.folder / "judged" / job.judged).results()
    return any(line.outcome == Outcome.FAIL for line in lines)


def _parser() -> argparse.ArgumentParser:
    top = Parser(prog="gongkai", description=words.say("about"))
    top.add_argument("--version", action="version", version=__version__)
    sub = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        made = sub.add_parser(
            name, help=words.say(f"do_{name}"), description=words.say(f"do_{name}")
        )
        made.set_defaults(run=run, strict=False, unit=[], pages=None, as_of=None, clock=None,
                          no_browser=False, quiet=False)  # fmt: skip
        made.add_argument(
            "--lang", choices=words.LANGUAGES, default="zh", help=words.say("opt_lang")
        )
        return made

    demo = command("demo", _demo)
    demo.add_argument("--out", type=Path, default=Path("runs/demo"), help=words.say("opt_out"))
    _looking(demo)
    for name in ("audit", "crawl"):
        made = command(name, _audited)
        made.add_argument("--plan", action="append", required=True, help=words.say("opt_plan"))
        made.add_argument(
            "--targets", type=Path, default=Path("targets.yaml"), help=words.say("opt_targets")
        )
        made.add_argument("--unit", action="append", default=[], help=words.say("opt_unit"))
        made.add_argument("--as-of", type=day, help=words.say("opt_as_of"))
        made.add_argument("--out", type=Path, default=Path("runs") / datetime.now(CHINA).date().isoformat(),
                          help=words.say("opt_out"))  # fmt: skip
        made.add_argument("--pages", type=Path, help=words.say("opt_pages"))
        _looking(made)
    for name, run in (
        ("check", _check),
        ("report", _report),
        ("recheck", _recheck),
        ("explain", _explain),
    ):
        made = command(name, run)
        made.add_argument("round", type=Path, help=words.say("opt_round"))
        made.add_argument("--as", dest="name", default="first", help=words.say("opt_as"))
        if name == "check":
            made.add_argument("--plan", action="append", default=[], help=words.say("opt_plan"))
            made.add_argument("--unit", action="append", default=[], help=words.say("opt_unit"))
            made.add_argument("--as-of", type=day, help=words.say("opt_as_of"))
            made.add_argument("--strict", action="store_true", help=words.say("opt_strict"))
        if name == "report":
            made.add_argument("--format", action="append", default=[], help=words.say("opt_format"))
        if name == "recheck":
            _looking(made)
        if name == "explain":
            made.add_argument("unit_id", metavar="UNIT", help=words.say("opt_unit"))
            made.add_argument("item", metavar="ITEM", help=words.say("opt_item"))
    made = command("validate", _validate)
    made.add_argument("--plan", action="append", default=[], help=words.say("opt_plan"))
    made.add_argument(
        "--targets", type=Path, default=Path("targets.yaml"), help=words.say("opt_targets")
    )
    made = command("list", _list)
    made.add_argument("what", choices=show.LISTS, help=words.say("opt_what"))
    made.add_argument(
        "--targets", type=Path, default=Path("targets.yaml"), help=words.say("opt_targets")
    )
    command("doctor", _doctor)
    return top


def _looking(made: argparse.ArgumentParser) -> None:
    made.add_argument("--clock", type=instant, help=words.say("opt_clock"))
    made.add_argument("--no-browser", action="store_true", help=words.say("opt_no_browser"))
    made.add_argument("--strict", action="store_true", help=words.say("opt_strict"))
    made.add_argument("--quiet", action="store_true", help=words.say("opt_quiet"))
