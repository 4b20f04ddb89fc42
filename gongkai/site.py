"""One site on demand: no targets, no columns, its own name; two plans, one budget of requests.

The home page is read first, for what the site calls itself; then the survey of its columns, then
what every office owes. What the budget does not reach is unknown, never missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import crawler
import plans
from crawler.page import Page
from gongkai.disk.store import Round, SiteStore
from gongkai.model import Fact, Group, Order, Site, Snapshot, Targets, Unit, UserError
from gongkai.round import CHINA, Job
from gongkai.words import say

PLANS = ("site-check", "every-office")
UNIT = "site"
REQUESTS = 150  # of one examination, everything counted
_OFFICES, _GOVERNMENTS, _SITES, _PORTALS = "各部门", "各区政府", "各政府网站", "政府门户网站"
_GROUPS = (_OFFICES, _GOVERNMENTS, _SITES, _PORTALS)
_TAIL = re.compile(
    r"(?:门户网站|官方网站|政务网站|网站|官网|政务网|信息网|信息公开平台|信息公开网)$"
)
_SPONSOR = re.compile(r"主办(?:单位)?[:：]?\s*([\u4e00-\u9fff（）()]{4,30})")
_GOVERNMENT = re.compile(r"(?:人民)?政府(?:办公厅|办公室)?$|管理委员会$|管委会$")
_NAMED = re.compile(r"[\u4e00-\u9fff]{3,}")
_JOINTS = re.compile(r"[-_|—–]|\s{2,}")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is to be examined, and how."""

    url: str
    folder: Path
    clock: datetime | None = None  # the pinned instant; None: now
    as_of: date | None = None  # None: the day of the look
    contact: str = ""  # stands in the User-Agent; needed off this machine
    known: Targets | None = None  # where the site may stand, with its address, delay and facts
    plans: tuple[str, ...] = PLANS
    folders: tuple[Path, ...] = ()  # of plans that go before the shipped ones
    requests: int = REQUESTS
    browser: bool = True
    ocr: bool = True
    lang: str = "zh"
    progress: Callable[[crawler.Progress], None] | None = None


def prepared(asked: Asked) -> Job:
    """The round of one site: its home page read, its name known, plans loaded for the year.

    UserError for an address that is none, and where robots could not write to anybody.
    """
    site = _site(asked)
    now = asked.clock or datetime.now(CHINA).replace(microsecond=0)
    as_of = asked.as_of or now.date()
    bare = Targets(
        title=site.host,
        contact=asked.contact or (asked.known.contact if asked.known else ""),
        sample=bool(asked.known and asked.known.sample),
        sites=(site,),
    )
    name = _introduced(bare, site, asked) or site.host
    who = replace(
        bare,
        title=name,
        sites=(replace(site, name=site.name or name),),
        groups=tuple(Group(id=group, name=group) for group in _GROUPS),
        units=(Unit(id=UNIT, name=name, groups=groups_of(name), own=site.start),),
        facts=_facts(asked, site),
    )
    return Job(
        folder=asked.folder,
        plans=tuple(plans.load(p, folders=asked.folders, year=as_of.year) for p in asked.plans),
        targets=who,
        as_of=as_of,
        clock=asked.clock,
        units=(UNIT,),
        lang=asked.lang,
        browser=asked.browser,
        ocr=asked.ocr,
        progress=asked.progress,
    )


def groups_of(name: str) -> tuple[str, ...]:
    """The collective names of plans that an office or a government of that name answers to."""
    whose = _GOVERNMENTS if _GOVERNMENT.search(name) else _OFFICES
    return (whose, _SITES, _PORTALS)


def called(page: Page) -> str:
    """What the site calls itself: its SiteName, its title, who runs it; empty where nobody says."""
    sponsor = _SPONSOR.search(page.visible)
    first = _JOINTS.split(page.title)
    texts = [page.metas.get("sitename", ""), *first, sponsor[1] if sponsor else ""]
    names = (_TAIL.sub("", "".join(text.split())) for text in texts)
    return next((name for name in names if _NAMED.search(name)), "")


def address(text: str) -> SplitResult:
    """The parts of an address, which has a scheme and a host. UserError for what is none."""
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}/")
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        good = ""
    if not good:
        raise UserError(say("no_site_url", url=text))
    return parts


def _site(asked: Asked) -> Site:
    parts = address(asked.url)
    url = (parts if parts.path else parts._replace(path="/")).geturl()
    host = parts.hostname or ""
    known = asked.known.sites if asked.known else ()
    site = next((s for s in known if s.host == host), None)
    if site is None:
        at = f"{host}:{parts.port}" if parts.port and _is_address(host) else ""
        site = Site(host=host, address=at)
    return replace(site, root=url, requests=min(asked.requests, site.requests))


def _is_address(host: str) -> bool:
    return bool(re.fullmatch(r"[\d.]+|.*:.*", host))


def _introduced(bare: Targets, site: Site, asked: Asked) -> str:
    """Read the home page; the name that it gives the site."""
    order = Order(host=site.host, url=site.start, hubs=("page",))
    crawler.visit(
        asked.folder, bare, [order], look=1, clock=asked.clock, contact=bare.contact,
        progress=asked.progress, workers=1,
    )  # fmt: skip
    store = Round(asked.folder).site(site.host)
    kept = store.snapshot(site.start)
    return called(_page(store, kept)) if kept and kept.status and not kept.problem else ""


def _page(store: SiteStore, kept: Snapshot) -> Page:
    headers, body = store.body(kept)
    return Page.read(body, kept.final_url, content_type=headers.get("content-type", ""))


def _facts(asked: Asked, site: Site) -> tuple[Fact, ...]:
    """What is known of the office whose site it is, where the targets know it."""
    if asked.known is None:
        return ()
    ids = {unit.id for unit in asked.known.units if unit.own == site.start}
    ids |= {""} if ids else set()
    return tuple(replace(f, unit=f.unit and UNIT) for f in asked.known.facts if f.unit in ids)


def shut(job: Job) -> str:
    """Why the home page could not be read; empty where it could."""
    (site,) = job.targets.sites
    kept = Round(job.folder).site(site.host).snapshot(site.start)
    return kept.problem if kept else "not_captured"


def spent(folder: Path) -> int:
    """Requests that the examination has cost so far, robots.txt among them."""
    kept = Round(folder)
    return sum(len(kept.site(host).in_this_look()) for host in kept.hosts())
