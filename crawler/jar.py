"""Cookies of one visit to one site, in memory, bounded: a gate may need one, nobody needs many."""

from __future__ import annotations

from scrapy import Spider
from scrapy.downloadermiddlewares.cookies import CookiesMiddleware
from scrapy.http import Request, Response

MOST = 50  # cookies (RFC 6265 §6.1)
LARGEST = 16_384  # characters of all of them


class Jar(CookiesMiddleware):
    """Scrapy's, but a site that fills it finds it empty again."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """Take what the site sets, as far as there is room."""
        answer: Request | Response = super().process_response(request, response)
        jar = self.jars[request.meta.get("cookiejar")]
        size = sum(len(cookie.name) + len(cookie.value or "") for cookie in jar)
        if len(jar) > MOST or size > LARGEST:
            jar.clear()
        return answer
