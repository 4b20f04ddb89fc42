"""What a round will ask of each site, before the first request: columns, requests, hours.

How far back a column goes and how many of its entries match is not known before it is read, so
there are two figures a site: everything stands on the first page, and everything is paged through.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.model import Order, Site, Targets

ANSWER = 1.0  # seconds that a site takes to answer, beside the delay between two requests
SEARCHED = 8  # pages looked through below one root for columns whose addresses are not known
PAGED = 6  # pages of a column
MATCHING = 15  # entries of a column that are opened because their titles match
ALL = 20  # entries of a column of which every one is opened


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """One site. ``low`` and ``high`` are requests; the site's budget caps them."""

    host: str
    name: str
    columns: int  # whose addresses are given
    searches: int  # columns to be looked for
    low: int
    high: int
    pause: float  # seconds between two requests
    capped: bool  # more may be needed than the budget allows

    @property
    def hours(self) -> tuple[float, float]:
        """From and to."""
        each = (self.pause + ANSWER) / 3600
        return self.low * each, self.high * each


def forecast(orders: Iterable[Order], targets: Targets) -> list[Forecast]:
    """A line for each site that is asked for anything, the longest first."""
    by_host: dict[str, list[Order]] = {}
    for order in orders:
        by_host.setdefault(order.host, []).append(order)
    sites = {site.host: site for site in targets.sites}
    found = [_of(sites[host], asked) for host, asked in by_host.items()]
    return sorted(found, key=lambda f: (-f.hours[1], f.host))


def _of(site: Site, asked: list[Order]) -> Forecast:
    lists = [order for order in asked if not order.page]
    given = sum(bool(order.url) for order in lists)
    tops = len({order.root for order in lists if not order.url})
    pages = len(asked) - len(lists) + sum(order.newest for order in lists)
    matching = sum(MATCHING for order in lists if order.matches and not order.newest)
    every = sum(ALL for order in lists if order.all)
    low = 1 + tops + given + len(asked) - len(lists)
    high = 1 + tops * SEARCHED + len(lists) * PAGED + pages + matching + every
    return Forecast(
        host=site.host,
        name=site.name,
        columns=given,
        searches=len(lists) - given,
        low=min(low, site.requests),
        high=min(high, site.requests),
        pause=site.delay,
        capped=high > site.requests,
    )
