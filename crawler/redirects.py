"""Redirects: at most five, each target judged before it is asked.

Where following is not allowed, the answer itself is kept with a problem, in ``meta["problem"]``.
"""

from __future__ import annotations

from typing import Any

from scrapy import Spider
from scrapy.downloadermiddlewares.redirect import (
    BaseRedirectMiddleware,
    MetaRefreshMiddleware,
    RedirectMiddleware,
)
from scrapy.http import Request, Response

_LEADS_ON = (301, 302, 303, 307, 308)


class JudgedRedirect(RedirectMiddleware):
    """HTTP redirects."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The next request, or the response where it ends here."""
        if _is_last(self, request):
            if response.status in _LEADS_ON and "Location" in response.headers:
                # An answer that sets a cookie and sends us back to it, for ever, is a gate.
                gate = "Set-Cookie" in response.headers
                request.meta["problem"] = "blocked" if gate else "unreachable"
            return response
        try:
            led = super().process_response(request, response)
        except ValueError:  # no address, or none that a request can go to
            request.meta["problem"] = "unreachable"
            return response
        return _judged(self, led, request, response)


class JudgedRefresh(MetaRefreshMiddleware):
    """``<meta http-equiv=refresh>`` of a page that was found.

    An error page that leads home after some seconds stays an error page.
    """

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The next request, or the response where it ends here."""
        if response.status != 200 or _is_last(self, request):
            return response
        try:
            led = super().process_response(request, response)
        except ValueError:  # no address, or none that a request can go to: the page stays
            return response
        return _judged(self, led, request, response)


def _is_last(middleware: BaseRedirectMiddleware, request: Request) -> bool:
    return int(request.meta.get("redirect_times", 0)) >= middleware.max_redirect_times


def _judged(
    middleware: BaseRedirectMiddleware, led: Request | Response, request: Request, here: Response
) -> Request | Response:
    spider: Any = middleware.crawler.spider
    if isinstance(led, Request) and not spider.may_visit(led.url):
        request.meta["problem"] = "off_site"
        return here
    return led
