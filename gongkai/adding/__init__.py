"""``gongkai add``: what a person saved by hand becomes evidence of a round, read like any other.

Nothing is written before everything that was handed in is found usable.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory

import crawler
from crawler.files import picture
from crawler.page import Page
from gongkai import reasons, round
from gongkai.adding import handed
from gongkai.adding.handed import Thing, address_of
from gongkai.disk import added
from gongkai.disk.added import PICTURE, Added
from gongkai.disk.judged import Result
from gongkai.disk.store import Round, SiteStore
from gongkai.model import Column, Order, Snapshot, UserError
from gongkai.round import CHINA, Job
from gongkai.targets import Directory
from gongkai.words import language, say

Change = tuple[Result | None, Result]
_INDEX = re.compile(r"/(?:index|default)\.\w{3,5}$|/$")


@dataclass(frozen=True, kw_only=True)
class Given:
    """What the command line said."""

    unit: str  # id
    things: tuple[str, ...]  # addresses and paths
    url: str = ""
    column: str = ""  # a subject's id or name, or the column's address
    by: str = ""
    at: datetime | None = None


def add(job: Job, given: Given) -> tuple[list[Added], list[Change]]:
    """Take everything in; what was added, and the verdicts that it changes.

    UserError where something cannot be used; nothing is added then.
    """
    job = round.with_added(job)
    if given.at and given.at > job.now:
        raise UserError(say("add_future", at=given.at.isoformat()))
    if given.url and len(given.things) > 1:
        raise UserError(say("add_one_url"))
    links = [t for t in given.things if t.startswith(("http://", "https://"))]
    files = [handed.look(Path(t), given.url) for t in given.things if t not in links]
    asked = _Column(job, given)
    for thing in files:
        _site(job, thing.url or asked.url, thing.name)
        asked.check(thing)
    for link in links:
        _site(job, address_of(link), link)
    before = {r.key: r for r in round.weighed(job)}
    fetched = [_fetched(job, address_of(link)) for link in links]
    for thing, _ in fetched:
        asked.check(thing)
    kept = [_kept(job, given, asked, thing) for thing in files]
    kept += [_noted(job, given, asked, thing, snapshot) for thing, snapshot in fetched]
    added.note(job.folder, kept)
    job = round.with_added(job)
    _read(job, kept)
    after = round.weighed(job)
    return kept, [(before.get(r.key), r) for r in after if _said(before.get(r.key)) != _said(r)]


def _said(result: Result | None) -> tuple[str, ...]:
    return (result.outcome, result.reason, result.seen) if result else ()


class _Column:
    """The column that the command line names: its subject, its address, or both."""

    def __init__(self, job: Job, given: Given) -> None:
        self._columns = job.targets.columns
        self._unit = given.unit
        self.subject = ""
        self.url = ""
        if given.column.startswith(("http://", "https://")):
            self.url = address_of(given.column)
            _site(job, self.url, given.column)
        elif given.column:
            names = {id: id for id in job.subjects} | {s.name: s.id for s in job.subjects.values()}
            if given.column not in names:
                near = next(iter(get_close_matches(given.column, names, 1, 0.2)), "notices")
                raise UserError(say("add_no_subject", name=given.column, near=near))
            self.subject = names[given.column]

    def check(self, thing: Thing) -> None:
        """UserError where a thing needs a column and none is known."""
        if thing.kind == PICTURE and not (thing.url or self.url or self.subject):
            raise UserError(say("add_which_picture", file=thing.name))
        if thing.kind == "list" and not self.of(thing)[0]:
            raise UserError(say("add_which_column", file=thing.name))

    def of(self, thing: Thing) -> tuple[str, str]:
        """A list's column: its address and subject; empty where nobody says."""
        mine = [c for c in self._columns if c.url and c.unit in ("", self._unit)]
        if self.url:
            return self.url, self.subject or _subject(mine, self.url)
        same = [c for c in mine if _same_page(c.url, thing.url)]
        if not self.subject:
            return (same[0].url, "") if same else ("", "")
        own = [c for c in mine if self.subject in c.subjects and c.unit == self._unit]
        for column in [c for c in same if self.subject in c.subjects] or own[:1]:
            if _host(column.url) == _host(thing.url):
                return column.url, self.subject
        return thing.url, self.subject


def _subject(columns: Iterable[Column], url: str) -> str:
    return next((s for c in columns if c.url == url for s in c.subjects), "")


def _same_page(one: str, other: str) -> bool:
    """The same but for http or https, and for the name of a folder's own page."""
    first, second = (_INDEX.sub("", u.partition("://")[2]) for u in (one, other))
    return first == second


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].lower()


def _site(job: Job, url: str, name: str) -> str:
    """The host on whose evidence the thing goes: only sites of the targets are evidence."""
    if not url:  # a screenshot that names only a subject
        return ""
    site = Directory(job.targets).site_of(url)
    if site is None:
        hosts = [s.host for s in job.targets.sites]
        near = next(iter(get_close_matches(_host(url), hosts, 1, 0.0)), "")
        raise UserError(say("add_no_site", url=url, near=near or "—"))
    return site.host


def _store(job: Job, host: str) -> SiteStore:
    round = Round(job.folder)
    return round.site(host, look=int(round.info.get("look", 1)))


def _kept(job: Job, given: Given, asked: _Column, thing: Thing) -> Added:
    """A file, kept as it was handed in."""
    at = given.at or (thing.at if thing.at and thing.at <= job.now else None) or job.now
    made = _note(job, given, asked, thing)
    picture_of = f"{made.url}#{thing.name}" if thing.kind == PICTURE else made.url
    store = _store(job, _site(job, made.url, thing.name))
    snapshot = store.keep(
        url=picture_of,
        final_url=made.url,
        status=200,
        fetched_at=at.astimezone(CHINA).replace(microsecond=0).isoformat(),
        body=thing.body,
        mime=thing.mime,
        by="person",
        person=given.by,
        file=thing.name,
    )
    _alias(store, snapshot, made)
    store.close()
    return replace(
        made, at=snapshot.fetched_at, sha256=snapshot.sha256, snapshot=snapshot.id, file=thing.name
    )


def _noted(job: Job, given: Given, asked: _Column, thing: Thing, snapshot: Snapshot) -> Added:
    """What was fetched from an address is kept already."""
    made = _note(job, given, asked, thing)
    store = _store(job, _site(job, made.url, thing.name))
    _alias(store, snapshot, made)
    store.close()
    return replace(made, at=snapshot.fetched_at, sha256=snapshot.sha256, snapshot=snapshot.id)


def _note(job: Job, given: Given, asked: _Column, thing: Thing) -> Added:
    column, subject = asked.of(thing) if thing.kind == "list" else (asked.url, asked.subject)
    unit = Directory(job.targets).unit(given.unit)
    return Added(
        kind=thing.kind,
        unit=given.unit,
        url=thing.url or column or unit.own or unit.portal,
        subject=subject,
        column=column,
        name=thing.title,
        by=given.by,
    )


def _alias(store: SiteStore, snapshot: Snapshot, made: Added) -> None:
    """A list that was saved under another address than its column's serves as the column."""
    if made.kind == "list" and made.column != snapshot.url:
        store.keep_same(snapshot, made.column)


def _fetched(job: Job, url: str) -> tuple[Thing, Snapshot]:
    """One polite request; UserError where the answer is no evidence (it is kept all the same)."""
    host = _site(job, url, url)
    order = Order(host=host, url=url, hubs=("page",), anew=True)
    look = int(Round(job.folder).info.get("look", 1))
    crawler.visit(
        job.folder, job.targets, [order], look=look, clock=job.clock, contact=job.targets.contact
    )
    store = _store(job, host)
    snapshot = store.snapshot(url)
    problem = snapshot.problem if snapshot else "not_captured"
    if snapshot is None or problem:
        raise UserError(say("add_fetched_wall", url=url, reason=reasons.name(problem, language())))
    headers, body = store.body(snapshot)
    mime = snapshot.mime
    if "html" not in mime and "json" not in mime and "xml" not in mime:
        return Thing(kind="file", name=url, url=url, body=b"", mime=mime), snapshot
    page = Page.read(body, snapshot.final_url, content_type=headers.get("content-type", ""))
    kind = handed.kind_of_page(page, url)
    title = page.column or page.title
    return Thing(kind=kind, name=url, url=url, body=b"", mime=mime, title=title), snapshot


def _read(job: Job, kept: Sequence[Added]) -> None:
    """Read what was added, from the round alone: nothing is fetched."""
    orders = [
        Order(
            host=_site(job, a.url, a.file),
            url=a.column if a.kind == "list" else a.url,
            subject=a.subject if a.kind == "list" else "",
            page=a.kind != "list",
        )
        for a in kept
        if a.kind != PICTURE
    ]
    if not orders:
        return
    with TemporaryDirectory() as folder:
        pages = Path(folder)
        (pages / "page").write_bytes(b"")  # never read: the round has the page itself
        with (pages / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(("file", "original_url"))
            out.writerows(("page", a.url) for a in kept if a.kind != PICTURE)
        crawler.visit(
            job.folder,
            job.targets,
            list({(o.host, o.url, o.page): o for o in orders}.values()),
            look=int(Round(job.folder).info.get("look", 1)),
            clock=job.clock,
            pages=pages,
            ocr=job.ocr and picture.can_read(),
        )


def told(job: Job, given: Given, kept: Sequence[Added], changes: Sequence[Change]) -> list[str]:
    """What was added and what changes by it, a line each."""
    unit = Directory(job.targets).unit(given.unit).name
    at = max(a.at for a in kept)
    lines = [say("added", n=len(kept), unit=unit, by=given.by, at=at)]
    for a in kept:
        slots = {"file": a.file or "—", "url": a.url, "sha": a.sha256[:12]}
        lines.append("  " + say("add_kept", kind=say(f"add_{a.kind}"), **slots))
    lines.append(say("add_changed", n=len(changes)) if changes else say("add_no_change"))
    by_unit: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_unit[change[1].unit_name].append(change)
    for name, mine in by_unit.items():
        lines.append(f"  {name}")
        for was, now in mine:
            slots = {"item": now.item, "place": now.place, "rule": now.rule}
            lines.append(
                "    " + say("add_change", before=_verdict(was), after=_verdict(now), **slots)
            )
    lines.append(say("add_next", folder=job.folder))
    return lines


def _verdict(result: Result | None) -> str:
    if result is None:
        return "—"
    return f"{say(result.outcome)} · {reasons.name(result.reason, language())}"
