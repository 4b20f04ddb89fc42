"""The end of a round: visited, judged, reported, told."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from gongkai import round, sample
from gongkai.commands import _told
from gongkai.commands._arguments import day, instant
from gongkai.commands._asked import job_of, plan_of
from gongkai.disk.judged import Judged
from gongkai.model import Outcome, UserError
from gongkai.words import say


def asked(args: argparse.Namespace, stack: ExitStack) -> round.Job:
    """The round asked for; the invented city, where it is meant, is served meanwhile."""
    path = args.targets
    if str(path) == "sample":
        year = sample.year_for(args.plan)
        path = stack.enter_context(sample.city(args.out / "city", year=year))
        as_of, clock = sample.moment(plan_of(year).year if year else None)
        args.clock, args.as_of = args.clock or instant(clock), args.as_of or day(as_of)
    return job_of(args, args.plan, path)


def forecast(job: round.Job) -> int:
    """What the round would ask, printed. Nothing is fetched."""
    _told.forecast(job, round.foreseen(job))
    return 0


def keeps_others(job: round.Job) -> None:
    """UserError where the folder holds a judging of other plans, which would be lost."""
    folder = job.folder / "judged" / job.judged
    there = {line.plan for line in Judged(folder).results()} if folder.is_dir() else set()
    if there - {plan.id for plan in job.plans}:
        others = "、".join(sorted(there))
        raise UserError(say("judged_others", folder=job.folder, plans=others))


def crawled(args: argparse.Namespace, job: round.Job) -> None:
    """Fetch, with somebody watching."""
    with _told.progress(job, quiet=args.quiet) as watched:
        round.crawl(watched)


def judged(args: argparse.Namespace, job: round.Job) -> int:
    """Judge, report, print the ranking. 1 with ``--strict`` when duties failed."""
    round.check(job)
    return told(args, job, round.report(job))


def told(args: argparse.Namespace, job: round.Job, written: Iterable[Path]) -> int:
    """Print the ranking of what was judged, and where its reports are."""
    found = Judged(job.folder / "judged" / job.judged)
    _told.ranking(job, found.scores())
    _told.report(written)
    failed = any(line.outcome == Outcome.FAIL for line in found.results())
    return 1 if args.strict and failed else 0
