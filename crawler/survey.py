"""Every column of a site by its first page: what it is called, where it stands, what it lists.

The way is that of :mod:`crawler.chart`; what is found first in the site's own navigation is read
first, and of those what must change most often. A page that could not be read is recorded with its
reason, and one that the budget did not reach stands among the choices without a listing: neither
is ever a blank column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from crawler.chart import Chart, View, is_file
from crawler.columns import Reading
from crawler.dates import days_in_url
from crawler.listing import sub_columns
from crawler.menus import entries, trimmed
from crawler.navigation import navigation
from crawler.page import Page
from crawler.records import from_seen
from crawler.rows import dated_rows
from crawler.visitor import Answer, Candidate, Visitor
from gongkai.model import Choice, Link, Listing, Order, Row, Search, Step
from gongkai.text.match import Match
from gongkai.text.sorts import sort_of

SUBJECT = ""  # of the search that a survey leaves: no subject was looked for, but every column
PAGES = 70  # requests of one survey
SHARE = 0.45  # of what the site may cost in all
BELOW = 12  # columns that one column leads to
TEXT = 80  # characters of its own that make a page more than an empty list
REPEATED = 3  # pages that a link must stand on to be of the frame, where no element says so
_LATE = 400  # days: columns that need not change are read last
_OVERLEAF = re.compile(r"/(?:index|list)_\d+\.\w+$")
_INDEX = re.compile(r"/index\.\w+$")
_NO_COLUMN = Match(
    "首页|登录|登陆|注册|搜索|检索|无障碍|长者|关怀|繁体|简体|english|手机版|微信|微博|客户端|rss|网站地图"
    "|站点地图|设为|收藏|返回|更多|网站声明|隐私|版权|下一页|上一页|尾页|末页|打印|关闭|我的"
)


@dataclass(frozen=True, kw_only=True)
class _Way:
    """A column that is known by name."""

    url: str
    names: tuple[str, ...]  # of what leads to it, its own last
    top: bool = False

    @property
    def pressing(self) -> tuple[bool, int]:
        """What is read first: the site's own navigation, what must change most often."""
        sort = sort_of(self.names[-1], above=self.names[:-1])
        return not self.top, sort.days or _LATE


@dataclass
class _Survey:
    spider: Visitor
    chart: Chart
    started: int
    ways: dict[str, _Way] = field(default_factory=dict)
    choices: dict[str, Choice] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    frame: Counter[str] = field(default_factory=Counter)

    @property
    def left(self) -> bool:
        most = min(PAGES, int(SHARE * self.spider.site.requests))
        return self.spider.budget.left and self.spider.budget.requests - self.started < most


async def serve(spider: Visitor, order: Order) -> AsyncIterator[Listing | Search]:
    """The columns' listings as they are read, then the search that names them all."""
    root = order.root or spider.site.start
    if order.browser:
        async for listing in _drawn(spider, root):
            yield listing
        return
    chart = spider.charts.setdefault(root, Chart(spider, root))
    it = _Survey(spider=spider, chart=chart, started=spider.budget.requests)
    first = await chart.view(0)
    assert first is not None
    yield _home(it, first)
    await _gather(it)
    while (way := _next(it)) is not None:
        answer = await spider.fetch(way.url)
        it.choices[way.url], read, links = await _read(it, way, answer)
        if read:
            yield read
        _below(it, way, links)
    yield _told(it, first)


async def _gather(it: _Survey) -> None:
    """Columns that the front, the disclosure portal, trees and site maps name."""
    number = 0
    while it.left and (view := await it.chart.view(number)) is not None:
        at = view.answer.snapshot.id if view.answer.snapshot else ""
        it.steps.append(Step(way=view.way, url=view.url, snapshot=at, problem=view.problem))
        if view.page is not None:
            for way in _named(it, view):
                known = it.ways.get(_column(way.url))
                if known is None or (way.top and not known.top):
                    it.ways[_column(way.url)] = way
        number += 1


def _named(it: _Survey, view: View) -> Iterator[_Way]:
    assert view.page is not None
    root = view.url == it.chart.root
    stands = navigation(view.page) if root else {}
    over = _over(it.spider.tree(view.page))
    for entry in view.entries:
        stand = stands.get(entry.url)
        tree = entry.where == "tree" and entry.url in over
        if entry.where in ("foot", "row", "frame") or not _may_be(it, entry.url, entry.name):
            continue
        if not (stand or tree or _folder(entry.url)):
            continue
        above = over[entry.url] if tree else stand.above if stand else view.trail
        top = (tree and not above) or (stand is not None and not stand.above)
        yield _Way(url=entry.url, names=(*above, entry.name), top=top)


def _over(tree: Sequence[Candidate]) -> dict[str, tuple[str, ...]]:
    """Node -> the names above it; a single node that holds all the others is the tree itself."""
    tops = {node.name for node in tree if not node.above}
    alone = len(tops) == 1 and len(tree) > 1
    kept = [node for node in tree if node.above] if alone else tree
    return {node.url: node.above[alone:] for node in kept}


def _may_be(it: _Survey, url: str, name: str) -> bool:
    chart = it.chart
    own = url.rstrip("/") != chart.root.rstrip("/") and chart.may_be_column(url)
    named = bool(name) and not name.isdigit() and not _NO_COLUMN.found_in(name)
    return own and named and chart.inside(url) and not _OVERLEAF.search(url)


def _column(url: str) -> str:
    """The address by which a column is known: that of its folder, not of the folder's index."""
    return _INDEX.sub("/", url)


def _folder(url: str) -> bool:
    """Does the address look like a column's: a folder, its index page?"""
    last = url.partition("?")[0].rpartition("/")[2].lower()
    return not last or last.startswith(("index", "list", "col", "node", "channel"))


def _next(it: _Survey) -> _Way | None:
    """The most pressing column that is not read; without a budget only what is here already."""
    kept = it.spider.store.snapshot
    waiting = [
        way
        for way in it.ways.values()
        if way.url not in it.choices and (it.left or kept(way.url) is not None)
    ]
    return min(waiting, key=lambda way: way.pressing, default=None)


async def _read(
    it: _Survey, way: _Way, answer: Answer
) -> tuple[Choice, Listing | None, tuple[Link, ...]]:
    """The column's first page: what it lists, or what it is instead of a list; what lies below."""
    page = None if answer.problem else answer.page
    if page is not None:
        it.frame.update({e.url for e in entries(page) if e.where == "menu"})
    if answer.problem == "dead_link" or answer.problem == "budget":
        return _choice(way, (), (), answer.problem), None, ()
    seen, below = await it.chart.first_page(way.url)
    below = tuple(x for x in below if _lies_below(it, way, x))
    reading = FirstPage(since=None, nested=True)
    if page is None:
        reading.problem = answer.problem or "unreadable"
        reading.snapshots += answer.ids
    else:
        await it.spider.read_column(way.url, answer, reading)
    rows = tuple(reading.rows.values())
    doubts = tuple(_instead(it.spider, page, rows, seen.article, below))
    listing = Listing(
        column=way.url,
        name=way.names[-1],
        type=page.type if page else "",
        rows=rows,
        back_to=reading.back_to,
        complete=reading.complete,
        problem="" if doubts and not rows else reading.problem,
        snapshots=tuple(dict.fromkeys(reading.snapshots)),
        seen_at=answer.snapshot.fetched_at if answer.snapshot else it.spider.now(),
    )
    links = (*below, *(sub_columns(page) if page else ()))
    listed = {row.url for row in rows}
    onward = tuple(link for link in links if link.url not in listed)
    return _choice(way, rows, doubts, listing.problem), listing, onward


def _instead(
    spider: Visitor, page: Page | None, rows: tuple[Row, ...], article: bool, below: Sequence[Link]
) -> Iterator[str]:
    """What a page without rows is: a document, a way to columns below it, a text of its own."""
    if rows or page is None:
        return
    if article:
        yield "article"
    elif below:
        yield "landing"
    elif page.kind == "html" and len(spider.read_document(page).text) >= TEXT:
        yield "text"


def _choice(way: _Way, rows: tuple[Row, ...], doubts: tuple[str, ...], problem: str) -> Choice:
    days = [row.day for row in rows if row.day]
    return Choice(
        url=way.url,
        name=way.names[-1],
        way=" › ".join(way.names),
        rows=len(rows),
        dated=len(days),
        newest=max(days, default=None),
        titles=tuple(row.title for row in rows[:3]),
        doubts=doubts,
        problem=problem,
        top=way.top,
    )


def _lies_below(it: _Survey, way: _Way, link: Link) -> bool:
    fit = _may_be(it, link.url, trimmed(link.text)) and _folder(link.url)
    return fit and _column(link.url) not in {_column(way.url), *_top(it)}


def _top(it: _Survey) -> set[str]:
    """What stands in the site's own navigation lies below nothing."""
    return {url for url, way in it.ways.items() if way.top}


def _below(it: _Survey, way: _Way, links: Sequence[Link]) -> None:
    """Columns that the column's own page leads to."""
    fit = [link for link in links if _lies_below(it, way, link)]
    for link in fit[:BELOW]:
        made = _Way(url=link.url, names=(*way.names, trimmed(link.text)))
        it.ways.setdefault(_column(link.url), made)


def _home(it: _Survey, first: View) -> Listing:
    """The front page's own entries: every link to a document, with its day where it is known."""
    page, answer = first.page, first.answer
    rows: dict[str, Row] = {}
    if page is not None and page.kind == "html":
        for row in map(from_seen, dated_rows(page.tree.body, page.base) if page.tree.body else ()):
            rows.setdefault(row.url, row)
        for link in page.links:
            if _document(it, link.url) and (link.url not in rows or not rows[link.url].day):
                day = days_in_url(link.url)
                title = trimmed(link.text) or link.url
                rows[link.url] = Row(
                    title=title, url=link.url, day=day, day_from="url" if day else ""
                )
    return Listing(
        column=it.chart.root,
        name=page.title if page else "",
        type="首页",
        rows=tuple(rows.values()),
        complete=page is not None and page.whole,
        problem=first.answer.problem or ("" if page else "unreadable"),
        snapshots=answer.ids,
        seen_at=answer.snapshot.fetched_at if answer.snapshot else it.spider.now(),
    )


def _document(it: _Survey, url: str) -> bool:
    """By its address, is it one of the site's own documents?"""
    return it.spider.mine(url) and not is_file(url) and not it.chart.may_be_column(url)


def _told(it: _Survey, first: View) -> Search:
    """All that was found; what was not reached is said to be so."""
    ways, frame = it.ways.values(), it.frame
    unread = [way for way in ways if way.url not in it.choices]
    choices = [
        *it.choices.values(),
        *(_choice(way, (), ("unseen",), "budget") for way in unread),
    ]
    if not any(choice.top for choice in choices):
        enough = min(REPEATED, max(2, len(it.choices) - 1))
        on_front = {e.url for e in first.entries if e.where == "menu"}
        choices = [replace(c, top=c.url in on_front and frame[c.url] >= enough) for c in choices]
    problem = first.problem or ("budget" if unread or not it.left else "")
    problem = problem or ("not_deep_enough" if it.chart.more else "")
    at = first.answer.snapshot
    return Search(
        root=it.chart.root,
        subject=SUBJECT,
        steps=tuple(it.steps),
        complete=not problem,
        problem=problem,
        seen_at=at.fetched_at if at else it.spider.now(),
        choices=tuple(choices),
    )


async def _drawn(spider: Visitor, root: str) -> AsyncIterator[Listing]:
    """What could not be read without one, by a browser."""
    kept = (s for s in spider.store.searches() if (s.root, s.subject) == (root, SUBJECT))
    survey = next(kept, None)
    shut = {x.column: x for x in spider.store.listings() if x.problem and not x.browser}
    for url in [root, *(c.url for c in survey.choices)] if survey else ():
        before = shut.get(url)
        if before is None or before.problem == "budget":
            continue
        answer = await spider.fetch(url, browser=True)
        reading = FirstPage(since=None, nested=True)
        if answer.page is None or answer.problem:
            reading.problem = answer.problem or "unreadable"
            reading.snapshots += answer.ids
        else:
            await spider.read_column(url, answer, reading, browser=True)
        yield replace(
            before,
            rows=tuple(reading.rows.values()),
            back_to=reading.back_to,
            complete=reading.complete,
            problem=reading.problem,
            snapshots=tuple(dict.fromkeys(reading.snapshots)),
            seen_at=answer.snapshot.fetched_at if answer.snapshot else spider.now(),
            browser=True,
        )


class FirstPage(Reading):
    """A reading that has seen enough after one page, and says how far back that goes."""

    def add(self, rows: Iterable[Row]) -> bool:
        """Take the rows of the page."""
        fresh = super().add(rows)
        self.deep = True
        return fresh

    @property
    def back_to(self) -> date | None:
        """Rows of the last day may go on overleaf."""
        if self.complete:
            return min(self._days, default=None)
        days = self._days if self.newest_first else []
        return min(days) + timedelta(days=1) if days else None
