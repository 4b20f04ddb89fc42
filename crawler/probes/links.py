"""Do the home page's own links lead anywhere?"""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler.anchors import anchors
from crawler.find import is_file
from crawler.page import Page
from crawler.probes.finding import Finding
from crawler.probes.home import unmade
from crawler.visitor import Visitor

SAMPLE = 12  # links that are tried
_GONE = (404, 410)


async def dead_links(spider: Visitor, url: str) -> Finding:
    """Of a sample of the links to its own host none answers that the page is gone.

    Good needs an answer of more than half of them; ``pages`` are those that are gone.
    """
    home = await spider.fetch(url)
    if home.problem or home.page is None:
        return unmade(home)
    gone: list[str] = []
    answered, problem = 0, ""
    snapshots = list(home.ids)
    sample = _sample(spider, home.page)
    for link in sample:
        answer = await spider.fetch(link)
        status = answer.snapshot.status if answer.snapshot else 0
        if status in _GONE:
            gone.append(link)
            snapshots += answer.ids
        if status in _GONE or not answer.problem:
            answered += 1
        else:
            problem = problem or answer.problem
        if answer.problem == "budget":
            break
    seen = f"{len(gone)}/{answered}"
    if gone:
        return Finding(False, seen, pages=tuple(gone), snapshots=tuple(snapshots))
    if 2 * answered <= len(sample):
        return Finding(None, seen, problem or "not_captured", snapshots=tuple(snapshots))
    return Finding(True, seen, snapshots=tuple(snapshots))


def _sample(spider: Visitor, page: Page) -> list[str]:
    """Links from all over the page, the same ones whoever looks."""
    every = [
        link.url
        for link in anchors(page)
        if spider.mine(link.url) and not is_file(link.url) and _path(link.url) != _path(page.url)
    ]
    distinct = list(dict.fromkeys(every))
    step = max(1, -(-len(distinct) // SAMPLE))
    return distinct[::step]


def _path(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.path.rstrip("/"), parts.query
