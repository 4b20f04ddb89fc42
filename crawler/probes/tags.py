"""The metas that every page must carry (国办发〔2017〕47号, annex 网页设计规范, 网页标签)."""

from __future__ import annotations

from crawler.anchors import anchors
from crawler.chart import Chart, is_file
from crawler.page import Page
from crawler.probes.finding import Finding
from crawler.probes.home import unmade
from crawler.visitor import Visitor

SITE = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN = ("ColumnName", "ColumnType")  # and two descriptions, which we leave to a person
CONTENT = ("ArticleTitle", "PubDate", "ContentSource")
SAMPLE = 5  # content pages that are looked at: 我方取值, as the indicator's own sample


async def page_tags(spider: Visitor, url: str) -> Finding:
    """The home page names the site, a sample of content pages site, column and article.

    ``seen`` tells what is lacking, most often lacking first; ``pages`` where.
    """
    home = await spider.fetch(url)
    if home.problem or home.page is None:
        return unmade(home)
    lacking = {home.page.url: _lacking(home.page, SITE)}
    snapshots, problem = list(home.ids), ""
    for link in _documents(spider, home.page):
        answer = await spider.fetch(link)
        if answer.problem or answer.page is None:
            problem = problem or answer.problem or "unreadable"
            continue
        lacking[link] = _lacking(answer.page, (*SITE, *COLUMN, *CONTENT))
        snapshots += answer.ids
    gone = {at: names for at, names in lacking.items() if names}
    names = list(dict.fromkeys(name for each in gone.values() for name in each))
    if names:
        return Finding(False, "、".join(names), pages=tuple(gone), snapshots=tuple(snapshots))
    if len(lacking) == 1:  # no content page was read
        return Finding(None, problem=problem or "not_captured", snapshots=tuple(snapshots))
    return Finding(True, f"{len(lacking)}/{len(lacking)}", snapshots=tuple(snapshots))


def _lacking(page: Page, names: tuple[str, ...]) -> list[str]:
    """The metas that are not there, or say nothing."""
    return [name for name in names if not page.metas.get(name.lower(), "").strip()]


def _documents(spider: Visitor, page: Page) -> list[str]:
    """Content pages that the home page links to, from all over it, the same whoever looks."""
    chart = Chart(spider, page.url)
    shown = [row.url for row in spider.read_rows(page).rows]
    named = [x.url for x in anchors(page) if not chart.may_be_column(x.url)]
    own = (url for url in (*shown, *named) if spider.mine(url) and not is_file(url))
    every = list(dict.fromkeys(own))
    return every[:: max(1, -(-len(every) // SAMPLE))]
