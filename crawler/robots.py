"""robots.txt is obeyed; being forbidden is our limit and never the office's fault."""

from __future__ import annotations

import re
from typing import Any

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

_PAGE = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|script|meta|!--)", re.IGNORECASE
)
LONGEST = 30.0  # seconds of Crawl-delay; a site that asks for more is left to the budget


class Disallowed(IgnoreRequest):
    """robots.txt forbids this URL; the request was not sent."""


class Robots(RobotsTxtMiddleware):
    """Scrapy's, but its refusal has a name, and an error page is no robots.txt."""

    def process_request_2(self, rp: Any, request: Request) -> None:
        """Refuse what the parser refuses; what it asks us to wait stands in ``meta``."""
        asked = (rp.crawl_delay(self._robotstxt_useragent or "*") if rp else None) or 0.0
        request.meta["crawl_delay"] = min(asked, LONGEST) if asked > 0 else 0.0  # nan is none
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest:
            raise Disallowed(request.url) from None

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if not is_robots(response.status, response.body):
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)


def is_robots(status: int, body: bytes) -> bool:
    """Is the answer to /robots.txt one, and no error page?"""
    return 200 <= status < 300 and not _PAGE.match(body)
