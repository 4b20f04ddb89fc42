"""Finding a column by its subject: names propose, what the page lists decides.

The way through the site is :mod:`crawler.chart`, the measure :mod:`crawler.likeness`. A page that
could not be read is never taken for one that is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from crawler import sitesearch
from crawler.chart import PAGES, Chart, View, is_file
from crawler.likeness import ENOUGH, EXACT, LIKE, SURE, Likeness, Seen, one_column
from crawler.menus import Entry, trimmed
from crawler.offices import Offices
from crawler.visitor import Visitor
from gongkai.judging.places import under
from gongkai.model import Choice, Column, Order, Search, Step

__all__ = ["PAGES", "is_file", "search", "trimmed"]

COLUMNS = 3  # equally likely ones that are read
LOOKS = 6  # candidates whose first page is looked at, for one subject
_INDEX = re.compile(r"/index\.\w+$")
GLANCES = 40  # columns that are not called as the subject is, looked at for their rows
OFFICES = 12  # columns of single offices that are looked at, for one subject
HITS = 3  # results of a site's own search whose column is looked at
BELOW = 3  # columns of a landing page that are looked at


async def search(spider: Visitor, order: Order) -> Search:
    """Look for the column of ``order`` from its root; every place looked at is a step.

    It ends as soon as a column is found whose name and rows are the subject's; else everything
    that the root leads to within ``PAGES`` pages is looked at, and the likeliest is taken.
    """
    root = order.root or spider.site.start
    chart = spider.charts.setdefault(root, Chart(spider, root))
    return await _Looking(spider, replace(order, root=root), chart).result()


class _Looking:
    def __init__(self, spider: Visitor, order: Order, chart: Chart) -> None:
        self.spider = spider
        self.order = order
        self.chart = chart
        self._steps: list[Step] = []
        self._entries: dict[str, tuple[Entry, View]] = {}
        self._choices: dict[str, Choice] = {}
        self._seen: dict[str, Seen] = {}
        self._refused: dict[str, Choice] = {}
        self._like = Likeness(order, "")
        self._offices = Offices(order.offices)
        self._units: dict[str, str] = {}  # url of a column -> the office that it is of

    async def result(self) -> Search:
        """The likeliest columns, and whether every way was readable."""
        await self._walk()
        if not self._sure:
            await self._weigh(0.0)
        await self._of_offices()
        if not self._taken():
            await self._ask()
        taken = self._taken()
        if not taken and self.order.seek:
            await self._by_rows()
        # a search that is broken hides nothing: it is no way of the site's own
        problems = [step.problem for step in self._steps if step.problem and not step.term]
        problems += [c.problem for c in self._choices.values() if c.problem]  # it may be the one
        first = self.chart.views[0].answer.snapshot
        choices = {c.url: c for c in (*self._refused.values(), *self._choices.values(), *taken)}
        return Search(
            root=self.order.root,
            subject=self.order.subject,
            found=tuple(
                Column(
                    url=c.url,
                    subjects=(self.order.subject,),
                    unit=self._units.get(c.url, ""),
                    how="discovered",
                    name=c.name,
                )
                for c in taken
            ),
            steps=tuple(self._steps),
            complete=not problems,
            problem="" if taken else next(iter(problems), ""),
            seen_at=first.fetched_at if first else self.spider.now(),
            choices=tuple(sorted(choices.values(), key=lambda c: (not c.taken, -c.score, c.url))),
        )

    async def _walk(self) -> None:
        """Page after page of the way, until one leads to the very column."""
        number = 0
        while (view := await self.chart.view(number)) is not None:
            if not number:
                self._like = Likeness(self.order, self.chart.name)
            here = list(self._gather(view))
            self._steps.append(self._step(view, here))
            await self._weigh(EXACT)
            if self._sure:
                return
            number += 1
        if self.chart.more:
            self._steps.append(Step(way="links", url=self.order.root, problem="not_deep_enough"))

    @property
    def _sure(self) -> bool:
        """Is one found whose name is the subject's own and whose rows do not contradict it?"""
        shared = (c for c in self._choices.values() if c.url not in self._units)
        mine = (c for c in shared if self.chart.inside(c.url))
        return any(c.score >= SURE for c in mine)

    def _step(self, view: View, here: list[Entry]) -> Step:
        best = max(here, key=lambda e: self._like.name(e.name), default=None)
        answer = view.answer
        return Step(
            way=view.way,
            url=view.url,
            snapshot=answer.snapshot.id if answer.snapshot else "",
            found=best.url if best else "",
            problem=view.problem,
        )

    def _gather(self, view: View) -> Iterator[Entry]:
        """What on the page may be the column: the page itself, its trees, its links."""
        page = view.page
        every = list(view.entries)
        if page and view.url != self.order.root:
            named = self._like.name(page.column) == EXACT
            if named or (page.type and page.type in self.order.types):
                every.insert(0, Entry(view.url, page.column or page.title, "menu"))
        for entry in every:
            if not self._may_be(entry):
                continue
            if self._elsewhere(entry):
                continue
            kept = self._entries.get(entry.url)
            if kept is None or self._prior(kept[0]) < self._prior(entry):
                self._entries[entry.url] = (entry, view)
            yield entry

    def _may_be(self, entry: Entry) -> bool:
        hinted = not entry.name and self._like.hint(entry.url)
        likely = self._like.name(entry.name)
        if entry.where == "row" and likely < EXACT:
            return False
        return self.chart.may_be_column(entry.url) and bool(hinted or likely)

    def _elsewhere(self, entry: Entry) -> bool:
        """Is it another office's? Written down, for a person to see."""
        theirs = self._apart(entry.url)
        if not theirs and (unit := self._offices.named(entry.name, *entry.under)):
            self._units[entry.url] = unit
            return False
        office = self._like.foreign(entry.name, entry.under)
        if theirs or office:
            way = " › ".join(filter(None, (*reversed(entry.under), entry.name)))
            doubt = Choice(url=entry.url, name=entry.name, way=way, doubts=("foreign",))
            self._refused.setdefault(entry.url, doubt)
        return bool(theirs or office)

    def _apart(self, url: str) -> bool:
        return any(under(url, other) for other in self.order.apart)

    def _prior(self, entry: Entry) -> float:
        """How likely by name and place alone; in a channel its own go before the portal's."""
        return (
            self._like.name(entry.name)
            - 1.5 * (entry.where == "foot")
            + 0.3 * self._like.hint(entry.url)
            + 4.0 * self.chart.inside(entry.url)
        )

    async def _weigh(self, least: float) -> None:
        """Look at the first page of the likeliest that were not looked at yet."""
        ready = [
            (entry, view)
            for entry, view in self._entries.values()
            if entry.url not in self._choices
            and self._like.name(entry.name) >= least
            and not self._again(entry.url)
        ]
        ready.sort(key=lambda pair: -self._prior(pair[0]))
        for entry, view in ready[: max(LOOKS - len(self._seen), 0)]:
            await self._look(entry, view)

    async def _of_offices(self) -> None:
        """Each office's own column on a portal of many: under its name, or about its business."""
        looks = OFFICES
        for view in self.chart.views if self._offices else ():
            for entry in view.entries:
                if not looks or entry.url in self._choices or not self._may_be_an_offices(entry):
                    continue
                looks -= 1
                await self._look(entry, view)

    def _may_be_an_offices(self, entry: Entry) -> bool:
        """Is it called as the subject is, and an office's by its name or what it stands under?"""
        plain = self._offices.without(entry.name)
        unit = self._offices.named(entry.name, *entry.under) if self._like.name(plain) else ""
        if not unit or entry.where not in ("menu", "tree") or self._apart(entry.url):
            return False
        self._units[entry.url] = unit
        return self.chart.may_be_column(entry.url)

    async def _by_rows(self) -> None:
        """Columns called otherwise of which nearly all rows are the subject's: for a person."""
        left = GLANCES if self._like.telling else 0
        for view in self.chart.views:
            for entry in view.entries:
                if not left or entry.where != "menu" or entry.url in self._choices:
                    continue
                if self._apart(entry.url) or not self.chart.may_be_column(entry.url):
                    continue
                if not self.chart.inside(entry.url) or self._elsewhere(entry):
                    continue
                left -= 1
                seen, _ = await self.chart.first_page(entry.url)
                way = tuple(filter(None, (*view.trail, *reversed(entry.under), entry.name)))
                choice = self._like.choice(entry.url, entry.name, " › ".join(way), "menu", seen)
                if self._like.mostly(choice):
                    self._refused[entry.url] = replace(choice, doubts=("by_rows",))

    async def _ask(self) -> None:
        """The site's own search, for the subject's first name: its entries lead to their column."""
        term = self._like.first
        results = await sitesearch.ask(self.chart, term) if term else None
        if results is None:
            return
        view = View(way="search", url=results.url, answer=results.answer, trail=(f"“{term}”",))
        fit = [row for row in results.rows if self._like.entry(row.title)]
        before = set(self._choices)
        for row in fit[:HITS]:
            entry = await self._above(row.url)
            if entry and entry.url not in self._choices and not self._elsewhere(entry):
                await self._look(entry, view)
        fresh = [c for url, c in self._choices.items() if url not in before]
        best = max(fresh, key=lambda c: c.score, default=None)
        step = self._step(view, [])
        self._steps.append(
            replace(
                step,
                found=best.url if best else "",
                problem=results.problem,
                term=term,
                results=len(results.rows),
            )
        )

    async def _above(self, url: str) -> Entry | None:
        """The column that a result is, or lies in."""
        if not self.spider.mine(url) or is_file(url):
            return None
        answer = await self.spider.fetch(url)
        if answer.problem or answer.page is None:
            return None
        entry = sitesearch.above(answer.page, self.order.root)
        if entry is None or not self.chart.may_be_column(entry.url):
            return None
        return entry

    def _again(self, url: str) -> bool:
        """Was the same folder looked at by its other address?"""
        folder = _INDEX.sub("/", url)
        return any(url != known and _INDEX.sub("/", known) == folder for known in self._choices)

    async def _look(self, entry: Entry, view: View) -> None:
        seen, below = await self.chart.first_page(entry.url)
        way = tuple(filter(None, (*view.trail, *reversed(entry.under), entry.name)))
        inner = [b for b in below if self._like.name(b.text) and self.spider.mine(b.url)]
        whole = len(inner) == len(below)  # its parts by year or kind: the landing page is it
        for part in () if whole else inner[:BELOW]:
            if part.url not in self._choices:
                part_seen, _ = await self.chart.first_page(part.url)
                self._put(part.url, part.text, (*way, part.text), entry.where, part_seen)
        if below and inner and not whole:
            self._refused[entry.url] = Choice(
                url=entry.url, name=entry.name, way=" › ".join(way), doubts=("landing",)
            )
            self._seen[entry.url] = seen
            self._choices[entry.url] = self._refused[entry.url]
            return
        self._put(entry.url, entry.name, way, entry.where, seen, landing=bool(below))

    def _put(
        self,
        url: str,
        name: str,
        way: tuple[str, ...],
        where: str,
        seen: Seen,
        *,
        landing: bool = False,
    ) -> None:
        called = self._offices.without(name) if url in self._units else name
        choice = self._like.choice(url, called, " › ".join(dict.fromkeys(way)), where, seen)
        choice = replace(choice, name=name or choice.name)
        if landing:
            choice = replace(choice, doubts=("landing",))
        self._seen[url] = seen
        self._choices[url] = choice

    def _taken(self) -> list[Choice]:
        """The best, and what is as good: one column at two addresses, else a doubt."""
        fit = [c for c in self._choices.values() if c.score >= ENOUGH]
        units = dict.fromkeys(("", *(self._units.get(c.url, "") for c in fit)))
        return [
            choice
            for unit in units
            for choice in self._best([c for c in fit if self._units.get(c.url, "") == unit])
        ]

    def _best(self, fit: list[Choice]) -> list[Choice]:
        pool = [c for c in fit if self.chart.inside(c.url)] or fit
        pool.sort(key=lambda c: (-c.score, c.url))
        alike = [c for c in pool if c.score >= pool[0].score - LIKE][:COLUMNS]
        first = self._seen[alike[0].url] if alike else Seen()
        several = not all(one_column(first, self._seen[c.url]) for c in alike[1:])
        doubt = ("several",) if several else ()
        return [replace(c, taken=True, doubts=(*c.doubts, *doubt)) for c in alike]
