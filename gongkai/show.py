"""What the command line prints: live progress, the ranking, lists, one verdict explained."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from difflib import get_close_matches
from math import ceil, floor
from pathlib import Path

from rich.console import Console
from rich.live import Live
from rich.markup import escape
from rich.table import Table

import checks
import crawler
import plans
import reports
import spiders
from gongkai import reasons, round, starting, targets
from gongkai.forecast import Forecast
from gongkai.judged import Judged, Ledger, Result, Score
from gongkai.model import Plan, Targets, UserError
from gongkai.starting import Started
from gongkai.store import Round
from gongkai.words import language, say
from plans.coverage import facts_wanted

LISTS = ("plans", "units", "checks", "cms", "reports", "reasons", "subjects")
_SOME = 120  # characters of a list of items or names
_WIDE = 140  # columns where no terminal sets a width
_OUT = Console(highlight=False, width=None if sys.stdout.isatty() else _WIDE)
_LIVE = Console(stderr=True, highlight=False)


@contextmanager
def progress(job: round.Job, *, quiet: bool) -> Iterator[round.Job]:
    """The job with somebody watching: a line a site, and how many verdicts are settled."""
    if quiet or not _LIVE.is_terminal:
        yield job
        return
    sites: dict[str, str] = {}
    head = [say("visiting")]
    with Live(console=_LIVE, transient=True, refresh_per_second=4) as live:

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
        for s in sorted(mine, key=lambda s: (s.rank is None, s.rank or 0, s.unit)):
            table.add_row(
                str(s.rank or "—"),
                s.unit_name,
                _number(s.percent),
                f"{_number(s.low)}–{_number(s.high)}",
                str(s.owed),
                str(s.unknown),
                say(f"why_{s.why_unranked}") if s.why_unranked else "",
            )
        _OUT.print(table)
    info = Round(job.folder).info
    if not info.get("browser") and not info.get("saved_pages"):
        _OUT.print(say("no_browser"))


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
    _OUT.print(table)
    low, high = sum(f.low for f in expected), sum(f.high for f in expected)
    longest = ceil(max((f.hours[1] for f in expected), default=0.0) * 10) / 10
    sites = len(expected)
    _OUT.print(say("forecast_sum", sites=sites, low=low, high=high, hours=f"{longest:.1f}"))
    for plan in job.plans:
        for kind in dict.fromkeys(k for o in plan.obligations for k in facts_wanted(o)):
            if not any(f.kind == kind for f in job.targets.facts):
                known = plan.facts[kind]
                told = known.zh if language() == "zh" else known.en
                _OUT.print(say("fact_wanted", plan=plan.id, kind=kind, what=told), markup=False)


def started(done: Started) -> None:
    """What ``init`` wrote, and the kinds of doubts it leaves, each with its first few places."""
    made = {"folder": done.folder, "units": done.units, "plan": done.plan, "items": done.items}
    _OUT.print(starting.tell("drafted", **made), soft_wrap=True)
    high = [each for each in done.unsure if not each.low]
    slots = {"high": len(high), "low": len(done.unsure) - len(high)}
    _OUT.print(
        starting.tell("unsure_sum", file=done.folder / "doubts.csv", **slots), soft_wrap=True
    )
    kinds: dict[str, list[starting.Unsure]] = {}
    for each in high:
        kinds.setdefault(each.what, []).append(each)
    for alike in sorted(kinds.values(), key=lambda alike: (-len(alike), alike[0].what)):
        items = " ".join(dict.fromkeys(each.item for each in alike if each.item))
        seen = "、".join(dict.fromkeys(each.seen for each in alike if each.seen))
        _OUT.print(f"  {len(alike):4}  {alike[0].told}", markup=False, soft_wrap=True)
        for told in filter(None, (seen, items)):
            _OUT.print(f"        {_cut(told)}", markup=False, soft_wrap=True)
    _OUT.print(starting.tell("next"))
    for line in ("validate", "plan lint", "audit --dry-run"):
        name = f" {done.plan}" if line == "plan lint" else f" --plan {done.plan}"
        _OUT.print(f"  cd {done.folder} && gongkai {line}{name}", markup=False, soft_wrap=True)


def _cut(text: str) -> str:
    return text if len(text) <= _SOME else f"{text[:_SOME]}…"


def lines(told: Iterable[str]) -> None:
    """Sentences, a line each; names of files and addresses are nobody's mark-up."""
    for line in told:
        _OUT.print(_plain(line), markup=False, soft_wrap=True)


def report(written: Iterable[Path]) -> None:
    """Where the reports are."""
    for path in written:
        if path.name in ("index.html", "report.xlsx"):
            _OUT.print(say("report_at", path=path))


def valid(loaded: Sequence[Plan], who: Targets) -> None:
    """What was checked and found sound."""
    for plan in loaded:
        rules = sum(len(o.rules) for o in plan.obligations)
        _OUT.print(say("valid_plan", plan=plan.id, clauses=len(plan.obligations), rules=rules))
    _OUT.print(
        say(
            "valid_targets",
            title=who.title,
            units=len(who.units),
            sites=len(who.sites),
            columns=len(who.columns),
        )
    )


def listing(what: str, path: Path, folders: Sequence[Path]) -> None:
    """One line for each plan, unit, check …"""
    for id, text in _listed(what, path, folders):
        _OUT.print(f"{id}\t{text}", markup=False)


def _listed(what: str, path: Path, folders: Sequence[Path]) -> Iterable[tuple[str, str]]:
    if what == "plans":
        return [(name, plans.load(name, folders=folders).title) for name in plans.names(folders)]
    if what == "units":
        return [(u.id, u.name) for u in targets.load(path).units]
    if what == "checks":
        return [(name, kind.title[language()]) for name, kind in checks.kinds().items()]
    if what == "cms":
        return list(spiders.families().items())
    if what == "reports":
        return [(name, reports.about(name)) for name in reports.names()]
    if what == "reasons":
        return [(id, reasons.name(id, language())) for id in reasons.table()]
    return [(id, s.name) for id, s in plans.subjects(folders).items()]


def explain(job: round.Job, unit: str, item: str) -> None:
    """One verdict: clause, rule, evidence, parts, arithmetic. UserError where there is none."""
    judged = Judged(job.folder / "judged" / job.judged)
    results = judged.results()
    mine = [r for r in results if unit in (r.unit, r.unit_name) and r.item == item]
    if not mine:
        near = nearest(item, [r.item for r in results if unit in (r.unit, r.unit_name)])
        near = near or nearest(unit, [r.unit for r in results])
        raise UserError(say("no_item", unit=unit, item=item, near=near))
    ledgers = {(x.plan, x.item, x.unit, x.place, x.rule): x for x in judged.ledgers()}
    clauses = {(p.id, o.item): (p, o) for p in job.plans for o in p.obligations}
    for result in mine:
        plan, obligation = clauses[result.plan, result.item]
        _OUT.print(f"[b]{say('clause')}[/b] " + escape(f"{plan.source} {item} {obligation.title}"))
        rule = next(r for r in obligation.rules if r.check == result.check)
        params = " ".join(
            f"{k}={v}{'＊' if k in rule.ours else ''}" for k, v in rule.params.items()
        )
        note = say("ours") if result.limit_by == "ours" else ""
        _OUT.print(f"[b]{say('rule')}[/b] " + escape(f"{result.rule} {params} {note}"))
        _explained(result, ledgers[result.key])


def _explained(result: Result, ledger: Ledger) -> None:
    # Addresses and titles are the sites' words: no mark-up, no control of the terminal.
    seen = f"{result.url}  {result.fetched_at}  sha256 {result.sha256[:12]}"
    _OUT.print(f"[b]{say('evidence')}[/b] " + escape(_plain(seen)))
    for step in ledger.steps:
        told = f"  {say('looked')} {step.way} {step.url} {step.found or step.problem or '—'}"
        _OUT.print(_plain(told), markup=False)
    _OUT.print(f"[b]{say('parts')}[/b]")
    for p in ledger.parts:
        name = reasons.name(p.reason, language())
        told = f"  {p.key}  {p.state}  {name}  {p.seen}  ≤ {p.limit}  {p.url}"
        _OUT.print(_plain(told), markup=False)
    credit = {"pass": 1.0, "half": 0.5, "fail": 0.0}.get(result.outcome)
    sum_ = "" if credit is None else f"{result.weight:g} × {credit:g} = {result.weight * credit:g}"
    _OUT.print(f"[b]{say('arithmetic')}[/b] {sum_ or '—'}")
    mark = say("unconfirmed") if result.confirmed == "no" else ""
    name = reasons.name(result.reason, language())
    _OUT.print(f"[b]{say('verdict')}[/b] {say(result.outcome)} · {name} {mark}\n")


def _plain(text: str) -> str:
    return "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)


def nearest(word: str, known: Iterable[str]) -> str:
    """The nearest of the known words, or the first of them."""
    known = list(known)
    return next(iter(get_close_matches(word, known, 1, 0.3)), known[0] if known else "—")


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:.1f}"
