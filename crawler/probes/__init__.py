"""Technical tests of a site, each a small function of the page or host it is made at.

A test says ``Finding(good=None)`` with a reason where it could not be made: a wall, robots.txt,
no answer, a machine without IPv6. That is never the office's fault.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from crawler.probes import footer, home, links, net, tags
from crawler.probes.finding import Finding
from crawler.visitor import Visitor
from gongkai.model import Probe

Test = Callable[[Visitor, str], Awaitable[Finding]]
TESTS: Mapping[str, Test] = {
    "up": home.up,
    "gov_domain": home.gov_domain,
    "search": home.of_page(home.search),
    "site_code": home.of_page(home.site_code),
    "apply_form": home.apply_form,
    "mailbox_form": home.mailbox_form,
    "mobile": home.of_page(home.mobile),
    "dead_links": links.dead_links,
    "aaaa": net.aaaa,
    "http_v6": net.http_v6,
    "https": net.https,
    "party_mark": home.of_page(footer.party_mark),
    "icp": home.of_page(footer.icp),
    "police_record": home.of_page(footer.police_record),
    "sponsor": home.of_page(footer.sponsor),
    "contact": home.of_page(footer.contact),
    "report_errors": home.of_page(footer.report_errors),
    "page_tags": tags.page_tags,
}


async def measure(spider: Visitor, test: str, url: str) -> Probe:
    """One test at ``url``; one that nobody has written is not captured."""
    made = TESTS.get(test)
    found = await made(spider, url) if made else Finding(None, problem="not_captured")
    return Probe(
        url=url,
        test=test,
        good=found.good,
        seen=found.seen,
        problem=found.problem,
        pages=found.pages,
        snapshots=found.snapshots,
        seen_at=spider.now(),
    )
