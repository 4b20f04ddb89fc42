"""What several commands print: live progress, the ranking, what a round would ask, reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from math import ceil, floor
from pathlib import Path

from rich.live import Live
from rich.table import Table

import crawler
from gongkai import round
from gongkai.commands._screen import LIVE, OUT
from gongkai.disk.judged import Score
from gongkai.disk.store import Round
from gongkai.forecast import Forecast
from gongkai.words import language, say
from reports import editor


@contextmanager
def progress(job: round.Job, *, quiet: bool) -> Iterator[round.Job]:
    """The job with somebody watching: a line a site, and how many verdicts are settled."""
    if quiet or not LIVE.is_terminal:
        yield job
        return
    sites: dict[str, str] = {}
    head = [say("visiting")]
    with Live(console=LIVE, transient=True, refresh_per_second=4) as live:

        def site(event: crawler.Progress) -> None:
            sites[event.host] = _site(event)
            live.update("\n".join([*head, *sites.values()]))

        def settled(done: int, of: int) -> None:
            head[0] = say("settled", done=done, all=of)
            live.update("\n".join([*head, *sites.values()]))

        yield replace(job, progress=site, settled=settled)


def _site(event: crawler.Progress) -> str:
    return say(
        "progress",
        host=event.host,
        requests=event.requests,
        kb=event.bytes // 1024,
        done=event.done,
        all=event.orders,
    )


def ranking(job: round.Job, scores: Sequence[Score]) -> None:
    """The table that ends a round: ranked units, then the ones that are only listed."""
    for plan in job.plans:
        table = Table(title=say("ranking", plan=plan.title, as_of=job.as_of), title_justify="left")
        for key in ("rank", "unit", "percent", "interval", "owed", "unknown", "remark"):
            words = key in ("unit", "remark")
            table.add_column(
                say(key),
                justify="left" if words else "right",
                overflow="fold",
                no_wrap=not words,
            )
        mine = [s for s in scores if s.plan == plan.id]
        if not mine:
            OUT.print(say("nobody_owes", plan=plan.title), markup=False)
            continue
        for s in sorted(mine, key=lambda s: (s.rank is None, s.rank or 0, s.unit)):
            table.add_row(
                str(s.rank or "—"),
                s.unit_name,
                _number(s.percent),
                f"{_number(s.low)}–{_number(s.high)}",
                str(s.owed),
                str(s.unknown),
                f"{s.grade} {say(f'why_{s.why_unranked}') if s.why_unranked else ''}".strip(),
            )
        OUT.print(table)
    info = Round(job.folder).info
    if not info.get("browser") and not info.get("saved_pages"):
        OUT.print(say("no_browser"))


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:.1f}"


def forecast(job: round.Job, expected: Sequence[Forecast]) -> None:
    """What a round would ask, a line a site, and how long the longest takes."""
    table = Table(title=say("forecast"), title_justify="left")
    for key in ("host", "columns_given", "columns_sought", "requests", "minutes", "remark"):
        side = "left" if key in ("host", "remark") else "right"
        table.add_column(say(key), justify=side, overflow="fold")  # type: ignore[arg-type]
    for f in expected:
        low, high = f.hours
        remark = say("over_budget") if f.capped else ""
        asked = (f"{f.low}–{f.high}", f"{floor(low * 60)}–{ceil(high * 60)}")
        table.add_row(f"{f.host} {f.name}", str(f.columns), str(f.searches), *asked, remark)
    OUT.print(table)
    low, high = sum(f.low for f in expected), sum(f.high for f in expected)
    longest = ceil(max((f.hours[1] for f in expected), default=0.0) * 10) / 10
    sites = len(expected)
    OUT.print(say("forecast_sum", sites=sites, low=low, high=high, hours=f"{longest:.1f}"))
    for plan in job.plans:
        for each in round.expected(job, plan):
            told = each.kind.zh if language() == "zh" else each.kind.en
            line = say(
                "fact_wanted",
                plan=plan.id,
                kind=each.kind.id,
                what=told,
                points=f"{each.weight:g}",
                units=len(each.units),
                items=" ".join(each.items),
            )
            OUT.print(line, markup=False, soft_wrap=True)


def report(written: Iterable[Path]) -> None:
    """Where the reports are."""
    for path in written:
        if path.name in ("index.html", "report.xlsx", editor.FILE):
            OUT.print(say("report_at", path=path))
