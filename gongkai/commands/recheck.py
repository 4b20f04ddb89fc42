"""``gongkai recheck``: a second look, later, at what was lost or could not be seen."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import checks
from gongkai import reasons, round
from gongkai.commands import _done, _told
from gongkai.commands._arguments import Parser
from gongkai.commands._asked import served
from gongkai.commands._options import judging, looking
from gongkai.commands._screen import lines
from gongkai.disk.judged import Judged, Result
from gongkai.disk.store import Round
from gongkai.explaining import APART
from gongkai.words import language, say


def arguments(made: Parser) -> None:
    """The round, and when and how to look."""
    judging(made)
    looking(made)


def run(args: argparse.Namespace) -> int:
    """Visit what could change a verdict, judge and report; say what it cost and what it changed."""
    job = round.reopen(args.round, judged=args.name, clock=args.clock, lang=args.lang)
    judged = Judged(job.folder / "judged" / job.judged)
    before = judged.results() if judged.folder.is_dir() else round.weighed(job)
    kept = _kept(job.folder)
    with ExitStack() as stack:
        if job.targets.sample:
            job = served(job, stack)
        with _told.progress(job, quiet=args.quiet) as watched:
            written = round.recheck(watched)
    code = _done.told(args, job, written)
    titles = {(p.id, o.item): o.title for p in job.plans for o in p.obligations}
    lines(_changes(before, judged.results(), titles, _kept(job.folder) - kept))
    return code


def _kept(folder: Path) -> int:
    """Answers of every look: one a request."""
    return sum(len(Round(folder).site(host).snapshots()) for host in Round(folder).hosts())


def _changes(
    before: Sequence[Result],
    after: Sequence[Result],
    titles: dict[tuple[str, str], str],
    requests: int,
) -> Iterator[str]:
    old = {result.key: result for result in before}
    pairs = [(old[now.key], now) for now in after if now.key in old]
    changed = [(was, now) for was, now in pairs if _verdict(was) != _verdict(now)]
    confirmed = sum(was.confirmed == "no" and now.confirmed == "yes" for was, now in pairs)
    yield say("recheck_sum", requests=requests, confirmed=confirmed, changed=len(changed))
    if once := sum(now.confirmed == "no" for now in after):
        yield say("recheck_once", n=once, hours=APART)
    for was, now in changed:
        yield say(
            "recheck_changed",
            unit=now.unit_name,
            item=now.item,
            title=titles[now.plan, now.item],
            rule=checks.kinds()[now.check].title[language()],
            was=_verdict(was),
            now=_verdict(now),
        )


def _verdict(result: Result) -> str:
    share = f" {result.parts_good}/{result.parts_due}" if result.parts_due > 1 else ""
    return f"{say(result.outcome)} · {reasons.name(result.reason, language())}{share}"
