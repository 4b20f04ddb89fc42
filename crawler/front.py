"""Pages for their links: home pages, columns, entries, and the tests that are made at a root."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from crawler import find
from crawler.anchors import anchors
from crawler.probes import measure
from crawler.probes.home import is_shell
from crawler.visitor import Visitor
from gongkai.model import Hub, Listing, Order, Probe, Row


async def serve(spider: Visitor, order: Order) -> AsyncIterator[Hub | Probe]:
    """What an order of a front asks for."""
    if "page" in order.hubs:
        yield await hub(spider, order.url, browser=order.browser)
    for test in order.tests:
        yield await measure(spider, test, order.url)


async def beside(
    spider: Visitor, order: Order, listing: Listing, rows: Sequence[Row]
) -> AsyncIterator[Hub]:
    """The links of a column's first page, and of its entries' pages: fetched before, kept here."""
    if "column" in order.hubs:
        yield await hub(spider, listing.column, browser=order.browser)
    for row in rows if "entry" in order.hubs else ():
        if spider.mine(row.url) and not find.is_file(row.url):
            yield await hub(spider, row.url)


async def hub(spider: Visitor, url: str, *, browser: bool = False) -> Hub:
    """One page with all its links; without any where it is not to be read, and why."""
    answer = await spider.fetch(url, browser=browser)
    page = None if answer.problem else answer.page
    return Hub(
        url=url,
        title=page.title if page else "",
        links=anchors(page) if page else (),
        problem=answer.problem or ("unreadable" if page is None or is_shell(page) else ""),
        snapshots=answer.ids,
        seen_at=answer.snapshot.fetched_at if answer.snapshot else spider.now(),
        browser=browser,
    )
