"""A small city for tests of the judge's core: a portal, two bureaus, an office and a town."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from gongkai.disk.store import Read, Round
from gongkai.judging.case import Case, When, cases
from gongkai.judging.evidence import Found, Library
from gongkai.judging.judge import Line, judge
from gongkai.judging.orders import Ask
from gongkai.model import (
    Column,
    Document,
    Fact,
    Listing,
    Need,
    Obligation,
    Plan,
    Row,
    Rule,
    Search,
    Site,
    Snapshot,
    Subject,
    Targets,
    Unit,
)

PORTAL, OWN, HALL = (f"http://{h}.haitang.gov.cn/" for h in ("www", "czj", "xzzf"))
SHARED, MINE = f"{PORTAL}yjs/", f"{OWN}yjs/"  # the portal's column and the finance bureau's
NOTICES = f"{OWN}tzgg/"
SEEN = "2026-10-01T09:00:00+08:00"
DAY = date(2026, 5, 6)

CZJ = Unit(id="czj", name="海棠市财政局", aliases=("市财政局", "一科"), portal=PORTAL, own=OWN)
JYJ = Unit(
    id="jyj",
    name="海棠市教育局",
    aliases=("市教育局", "一科"),
    groups=("depts",),
    portal=PORTAL,
    own=f"{PORTAL}jyj/",
)
BGS = Unit(id="bgs", name="海棠市政府办公室", portal=PORTAL, own=PORTAL)
BEI = Unit(id="bei", name="北镇", portal=PORTAL)

SUBJECTS = {  # nothing of the budget is sought elsewhere, where a test does not say so
    "budget": Subject(
        id="budget", name="预算执行", words="预算执行", types=("数据发布",), elsewhere=()
    ),
    "notices": Subject(id="notices", name="通知公告", words="通知公告", match="通知"),
}


def targets(*columns: Column, facts: Sequence[Fact] = ()) -> Targets:
    return Targets(
        title="海棠市",
        sites=tuple(Site(host=urlsplit(root).netloc) for root in (PORTAL, OWN, HALL)),
        platforms={"xzzf": HALL},
        units=(CZJ, JYJ, BGS, BEI, Unit(id="zx", name="北镇中学", portal=PORTAL)),
        columns=columns,
        facts=tuple(facts),
    )


def column(url: str = MINE, unit: str = "czj", subject: str = "budget", **more: Any) -> Column:
    return Column(url=url, subjects=(subject,), unit=unit, **more)


def row(title: str = "2026年预算执行情况", n: int = 1, at: str = MINE, **more: Any) -> Row:
    url = f"{at}content/post_{n}.html"
    said: dict[str, Any] = {"title": title, "url": url, "day": DAY, "day_from": "shown"}
    return Row(**said | more)


def listing(*rows: Row, column: str = MINE, **more: Any) -> Listing:
    """A column read to its end; with ``problem`` nothing of it was."""
    whole = {"complete": not more.get("problem"), "seen_at": SEEN, "name": "预算执行"}
    return Listing(**{"column": column, "rows": rows, **whole, **more})


def page(url: str, title: str = "2026年预算执行情况", **more: Any) -> Document:
    return Document(url=url, title=title, opened=True, **more)


def kept(folder: Path, *records: Read, look: int = 1) -> Round:
    """A round that holds the records, each in the store of its host."""
    round = Round(folder)
    for record in records:
        url = getattr(record, "column" if isinstance(record, Listing) else "url", "")
        url = record.root if isinstance(record, Search) else url
        store = round.site(urlsplit(url).netloc, look=look)
        store.add(record)
        store.close()
    return round


def snapshot(folder: Path, url: str, day: int = 1) -> Snapshot:
    """A kept answer of the URL."""
    store = Round(folder).site(urlsplit(url).netloc)
    at = f"2026-10-{day:02}T09:00:00+08:00"
    made = store.keep(url=url, final_url=url, status=200, fetched_at=at, body=url.encode())
    store.close()
    return made


def ask(unit: Unit = CZJ, place: str = "own", match: str = "", **need: Any) -> Ask:
    made = Need(**{"name": "it", **need})
    subject = made.subject or "budget"
    return Ask(unit=unit, place=place, subject=subject, match=match, need=made)


def plan(*rules: Rule, subjects: dict[str, Subject] | None = None, **clause: Any) -> Plan:
    """A plan of one clause; what it does not say is the finance bureau's budget on its own site."""
    said = {
        "id": "p/1.1",
        "plan": "p",
        "item": "1.1",
        "task": "一",
        "title": "预算执行公开",
        "lead": ("市财政局",),
        "subject": "budget",
        "match": "预算",
        "places": ("own",),
        "rules": rules or (Rule(check="count"),),
    }
    return Plan(
        id="p",
        title="方案",
        source="海府办函〔2026〕5号",
        year=2026,
        obligations=(Obligation(**{**said, **clause}),),
        subjects=subjects or SUBJECTS,
    )


def when(as_of: str = "2026-09-30", seen_at: str = "2026-10-01", *, browser: bool = False) -> When:
    return When(
        round="r1",
        judged="default",
        as_of=date.fromisoformat(as_of),
        seen_at=date.fromisoformat(seen_at),
        browser=browser,
    )


def case(made: Plan | None = None, who: Targets | None = None, at: When | None = None) -> Case:
    """The first rule of the first duty."""
    return next(cases(made or plan(), who or targets(column()), at or when()))


def library(folder: Path, *records: Read, who: Targets | None = None) -> Any:
    return Library(kept(folder, *records), who or targets(column()))


def find(
    folder: Path,
    made: Ask,
    *records: Read,
    who: Targets | None = None,
    sole: bool = False,
) -> Found:
    found: Found = library(folder, *records, who=who).find(made, sole=sole)
    return found


def judged(
    folder: Path,
    *records: Read,
    made: Plan | None = None,
    who: Targets | None = None,
    at: When | None = None,
) -> Line:
    """The line of the first rule of the first duty."""
    who = who or targets(column())
    return judge(made or plan(), who, library(folder, *records, who=who), at or when())[0]


def said(line: Line) -> tuple[str, str]:
    return line.result.outcome, line.result.reason


def with_subject(**fields: Any) -> dict[str, Subject]:
    """The subjects, the budget's changed."""
    return SUBJECTS | {"budget": replace(SUBJECTS["budget"], **fields)}
