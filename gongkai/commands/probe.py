"""``gongkai probe``: keep the availability log of home pages, a week long, visit by visit."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from crawler.fetch import hostname
from crawler.knock import Knocker
from gongkai import availability, round, targets
from gongkai.availability import Log, Summary, Visit
from gongkai.commands._arguments import CHINA, Parser, count
from gongkai.commands._options import option
from gongkai.model import Site, Targets, UserError
from gongkai.reasons import name, table
from gongkai.words import language, say

LEAST = 60  # seconds between two visits to the same page


def arguments(made: Parser) -> None:
    """Which pages, how often, how long, and where the log stands."""
    made.add_argument("what", nargs="+", metavar="URL|ROUND", help=say("opt_probed"))
    option(made, "--times", type=count, default=24)
    option(made, "--days", type=count, default=availability.limits().days)
    option(made, "--every", type=count, default=0)
    option(made, "--once", action="store_true")
    option(made, "--log", type=Path)
    option(made, "--contact", default="")
    option(made, "--quiet", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Visit, and say what the log says."""
    who, path = _who(args)
    if targets.needs_contact(who) and not who.contact:
        raise UserError(say("probe_no_contact"))
    log = Log(path)
    knock = Knocker(sites=who.sites, now=_now, contact=who.contact)
    urls = [site.start for site in who.sites]
    times = 0 if args.once else _times(args)
    with log.held():
        if args.once:
            _visited(args, availability.once(log, urls, knock), 1, 1)
        else:
            availability.keep(
                log, urls, knock, times=times, days=args.days, now=_now, wait=time.sleep,
                each=lambda *told: _visited(args, *told),
            )  # fmt: skip
    for found in availability.summaries(log.visits(), who.facts).values():
        print(_told(found))
    print(say("probe_log", path=path))
    return 0


def _now() -> datetime:
    return datetime.now(CHINA).replace(microsecond=0)


def _times(args: argparse.Namespace) -> int:
    """Visits a day."""
    every = args.every or 86400 // max(1, args.times)
    if min(args.times, args.days) < 1 or every < LEAST:
        raise UserError(say("probe_too_often", least=LEAST))
    return int(86400 // every)


def _who(args: argparse.Namespace) -> tuple[Targets, Path]:
    """The sites and the log: of a round, or of addresses."""
    first = Path(args.what[0])
    if len(args.what) == 1 and (first / "run.json").is_file():
        return round.reopen(first).targets, args.log or first / availability.FILE
    for what in args.what:
        if not what.startswith(("http://", "https://")) or not hostname(what):
            raise UserError(say("probe_no_url", seen=what))
    sites = tuple(Site(host=hostname(url), root=url) for url in dict.fromkeys(args.what))
    found = Targets(title="", contact=args.contact, sites=sites)
    return found, args.log or Path(availability.FILE)


def _visited(args: argparse.Namespace, visits: Sequence[Visit], n: int, of: int) -> None:
    for visit in visits if not args.quiet else ():
        problem = visit.problem
        known = name(problem, language()) if problem in table() else problem
        told = say("probe_ours") if problem == availability.OURS else known or say("probe_opened")
        line = f"{n}/{of}  {visit.at}  {visit.host}  {visit.status or '—'}  {visit.seconds:.2f} s"
        print(f"{line}  {told}", flush=True)


def _told(found: Summary) -> str:
    verdict = {True: "probe_good", False: "probe_bad", None: "probe_open"}[found.good]
    limits = availability.limits()
    return say(
        verdict,
        host=found.host,
        visits=found.visits,
        failures=found.failures,
        planned=found.planned,
        share=f"{100 * found.share:.1f}",
        days=found.days,
        week=limits.days,
        times=limits.times,
        limit=f"{100 * limits.share:g}",
    )
