"""``gongkai site URL``: one site examined with no configuration, for whoever edits it."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path

from rich.table import Table

from gongkai import reasons, round, sample, site, targets
from gongkai.commands import _told
from gongkai.commands._arguments import Parser, count, day, instant
from gongkai.commands._asked import sound
from gongkai.commands._options import HERE, looking, now, option
from gongkai.commands._screen import LIVE, OUT, lines, plain
from gongkai.disk.store import Round
from gongkai.model import Outcome, Targets, UserError
from gongkai.words import language, say
from reports import editor

SHOWN = 12  # things to mend that the terminal lists


def arguments(made: Parser) -> None:
    """Which site, how much it may cost, where to."""
    made.add_argument("url", metavar="URL", help=say("opt_site_url"))
    option(made, "--contact", default="")
    option(made, "--targets", type=Path, default=None)
    option(made, "--requests", type=count, default=site.REQUESTS)
    option(made, "--as-of", type=day)
    option(made, "--out", type=Path, default=None)
    looking(made)


def run(args: argparse.Namespace) -> int:
    """From the home page to the report."""
    with ExitStack() as stack:
        asked = _asked(args, stack)
        if not args.quiet:
            LIVE.print(say("site_opening", url=asked.url), markup=False)
        job = site.prepared(asked)
        sound(job.plans, job.targets)
        with _told.progress(job, quiet=args.quiet) as watched:
            round.crawl(watched)
        round.check(job)
    return _told_of(job, strict=args.strict)


def _asked(args: argparse.Namespace, stack: ExitStack) -> site.Asked:
    host = site.address(args.url).hostname or ""
    folder = args.out or Path("runs") / f"{host}-{now(args):%Y-%m-%d}"
    known = _known(args, folder, stack)
    local = known is not None and any(s.host == host and s.address for s in known.sites)
    contact = args.contact or (known.contact if known else "")
    if not contact and not local and not host.startswith("127."):
        raise UserError(say("no_site_contact"))
    _own_folder(folder, host)
    return site.Asked(
        url=args.url,
        folder=folder,
        clock=args.clock,
        as_of=args.as_of,
        contact=contact,
        known=known,
        folders=(HERE,),
        requests=args.requests,
        browser=not args.no_browser,
        ocr=not args.no_ocr,
        lang=args.lang,
    )


def _own_folder(folder: Path, host: str) -> None:
    """UserError where the folder holds another round, which would be lost."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = Round(folder)
    if kept.info and (host not in kept.hosts() or kept.info.get("plans") != list(site.PLANS)):
        raise UserError(say("site_other", folder=folder))


def _known(args: argparse.Namespace, folder: Path, stack: ExitStack) -> Targets | None:
    """The targets that may know the site; the invented city is served meanwhile."""
    if args.targets is None:
        return None
    path = args.targets
    if str(path) == "sample":
        path = stack.enter_context(sample.city(folder / "city"))
        args.clock = args.clock or instant(sample.CLOCK)
    return targets.load(path)


def _told_of(job: round.Job, *, strict: bool) -> int:
    """The summary for the terminal and the page for the editor."""
    about = editor.Site(list(round.audits(job)))
    (path,) = round.report(job, ["editor"])
    host = job.targets.sites[0].host
    cms = Round(job.folder).site(host).about.get("cms", "")
    most = job.targets.sites[0].requests
    lines([say("site_known", name=job.targets.title, cms=cms or "?", most=most)])
    lines([say("site_spent", n=site.spent(job.folder), columns=len(about.columns))])
    if why := site.shut(job):
        lines([say("site_shut", why=reasons.name(why, language()))])
    if about.fixes:
        OUT.print(_table(about))
    if len(about.fixes) > SHOWN:
        lines([say("site_more", n=len(about.fixes) - SHOWN)])
    unknown = sum(len(group) for _, _, group in about.unseen)
    fix, fine, manual = len(about.fixes), len(about.fine), len(about.people)
    lines([say("site_counts", fix=fix, fine=fine, unknown=unknown, manual=manual)])
    lines([say("report_at", path=path)])
    failed = any(line.outcome is Outcome.FAIL for _, line in about.lines)
    return 1 if strict and failed else 0


def _table(about: editor.Site) -> Table:
    table = Table(title=say("site_first"), title_justify="left")
    table.add_column(say("site_points"), justify="right", no_wrap=True)
    table.add_column(say("site_what"), overflow="fold")
    table.add_column(say("site_lacking"), overflow="fold")
    for fix in about.fixes[:SHOWN]:
        points = say("site_veto") if fix.veto else f"+{fix.points:.1f}"
        lacking = "、".join(chip.label for chip in fix.lacking[:6]) or fix.line.sentence
        table.add_row(points, plain(fix.line.title), plain(lacking))
    return table
