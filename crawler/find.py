"""Finding a column by its subject's words: navigation, disclosure tree, site map."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from crawler.page import Page
from crawler.visitor import Answer, Candidate, Visitor
from gongkai.match import Match, fold
from gongkai.model import Column, Order, Search, Step

PAGES = 12  # looked at for one subject
COLUMNS = 3  # equally likely ones that are read
NAME = 24  # a column's name is shorter than a headline
NEAR, CONTAINED, EXACT = 1, 2, 3
HUBS = Match("政府信息公开|政务公开|信息公开|公开目录|主动公开|重点领域|政务信息|公开平台")
SITEMAP = Match("网站地图|站点地图|网站导航")
_TERM = re.compile(r"(!?)([^&|!()]+)")
_TRIMMED = re.compile(r"^[\s·>›»●•\-]+|(更多|more)?[\s>›»+…\-]*$", re.IGNORECASE)
_FILE = re.compile(
    r"\.(pdf|docx?|xlsx?|pptx?|wps|et|ofd|csv|zip|rar|7z|jpe?g|png|gif|mp[34])$", re.IGNORECASE
)
_ARTICLE = re.compile(
    r"/(m?post_\d+|t\d{8}_\d+|art_\d+_\w+|content_\d+|[0-9a-f]{32}|\d{9,})\.\w+$", re.IGNORECASE
)


def is_file(url: str) -> bool:
    """Does the URL lead to a file rather than to a page?"""
    return bool(_FILE.search(urlsplit(url).path))


async def search(spider: Visitor, order: Order) -> Search:
    """Look for the column of ``order`` from its root; every place looked at is a step.

    First the root's own links and tree; where no name there is exactly the subject's, then what
    the root calls disclosure, and its site map.
    """
    looking = _Looking(spider, order)
    await looking.at("navigation", looking.root)
    for way, url in list(looking.onward):
        if looking.exact:
            break
        await looking.at(way, url)
    return looking.result()


class _Looking:
    def __init__(self, spider: Visitor, order: Order) -> None:
        self.spider = spider
        self.order = order
        self.root = order.root or spider.site.start
        self.onward: dict[tuple[str, str], None] = {}
        self._words = Match(order.words)
        self._terms = {t for no, t in _TERM.findall(fold(order.words)) if not no}
        self._folder = urlsplit(self.root).path.rpartition("/")[0] + "/"
        self._steps: list[Step] = []
        self._found: dict[str, Candidate] = {}
        self._seen_at = ""

    @property
    def exact(self) -> bool:
        """Was a column found whose name is exactly the subject's?"""
        return any(c.score == EXACT for c in self._found.values())

    async def at(self, way: str, url: str) -> None:
        """Look at one page and write down the step."""
        if len(self._steps) >= PAGES:
            self._steps.append(Step(way=way, url=url, problem="not_deep_enough"))
            return
        answer = await self.spider.fetch(url)
        page = None if answer.problem else answer.page
        self._seen_at = self._seen_at or _instant(answer)
        problem = answer.problem or ("" if page else "unreadable")
        here: list[Candidate] = []
        if page is not None:
            tree = self.spider.tree(page)
            way = "tree" if tree else way
            here = [c for c in self._candidates(page, tree) if c.score]
            if not page.links and not tree:
                problem = "unreadable"
            self._note_onward(page)
        for candidate in here:
            kept = self._found.get(candidate.url)
            if kept is None or kept.score < candidate.score:
                self._found[candidate.url] = candidate
        best = max(here, key=lambda c: c.score, default=None)
        self._steps.append(
            Step(
                way=way,
                url=url,
                snapshot=answer.snapshot.id if answer.snapshot else "",
                found=best.url if best else "",
                problem=problem,
            )
        )

    def result(self) -> Search:
        """The likeliest columns, and whether every way was readable."""
        problems = [step.problem for step in self._steps if step.problem]
        found = tuple(
            Column(url=c.url, subjects=(self.order.subject,), how="discovered", name=c.name)
            for c in self._best()
        )
        return Search(
            root=self.root,
            subject=self.order.subject,
            found=found,
            steps=tuple(self._steps),
            complete=not problems,
            problem="" if found else next(iter(problems), ""),
            seen_at=self._seen_at or self.spider.now(),
        )

    def _best(self) -> list[Candidate]:
        """Those of the highest score; in a channel its own go before the portal's."""
        inside = [c for c in self._found.values() if self._inside(c.url)]
        pool = inside or list(self._found.values())
        top = max((c.score for c in pool), default=0)
        return [c for c in pool if c.score == top][:COLUMNS]

    def _inside(self, url: str) -> bool:
        return (urlsplit(url).path + "/").startswith(self._folder)

    def _candidates(self, page: Page, tree: Iterable[Candidate]) -> Iterator[Candidate]:
        """What on the page may be the column: the page itself, its tree, its links."""
        if page.url != self.root and (
            self._named(page.column) == EXACT or (page.type and page.type in self.order.types)
        ):
            yield Candidate(url=page.url, name=page.column or page.title, score=CONTAINED)
        for node in tree:
            yield Candidate(url=node.url, name=node.name, score=self._named(node.name))
        for link in page.links:
            name = trimmed(link.text) or trimmed(link.title)
            if len(name) <= NAME and self._may_be(link.url):
                yield Candidate(url=link.url, name=name, score=self._named(name))

    def _may_be(self, url: str) -> bool:
        path = urlsplit(url).path
        return self.spider.mine(url) and not is_file(url) and not _ARTICLE.search(path)

    def _named(self, name: str) -> int:
        folded = fold(name)
        if not folded:
            return 0
        if folded in self._terms:
            return EXACT
        return CONTAINED if self._words.found_in(name) else 0

    def _note_onward(self, page: Page) -> None:
        """Hubs and site maps, those of the root's own channel first."""
        if len(self._steps):
            return
        ways = [
            ("sitemap" if SITEMAP.found_in(name) else "links", link.url)
            for link in page.links
            if len(name := trimmed(link.text) or trimmed(link.title)) <= NAME
            and (HUBS.found_in(name) or SITEMAP.found_in(name))
            and self._may_be(link.url)
            and link.url != page.url
        ]
        ways.sort(key=lambda way: not self._inside(way[1]))
        self.onward = dict.fromkeys(ways)


def trimmed(name: str) -> str:
    """A link's text without arrows and ``更多``."""
    return _TRIMMED.sub("", name)


def _instant(answer: Answer) -> str:
    return answer.snapshot.fetched_at if answer.snapshot else ""
