"""Compressed answers: one that cannot be unpacked, or grows without end, is unreadable."""

from __future__ import annotations

import sys
import zlib

import brotli  # type: ignore[import-untyped]  # it has none
from scrapy import Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdError
else:
    from backports.zstd import ZstdError

_BROKEN = (OSError, EOFError, ValueError, zlib.error, brotli.error, ZstdError, IgnoreRequest)


class Unpacked(HttpCompressionMiddleware):
    """Scrapy's, but a broken body is an answer with a problem and no fault of ours."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The response with its body unpacked."""
        try:
            return super().process_response(request, response)
        except _BROKEN:
            request.meta["problem"] = "unreadable"
            return response.replace(body=b"")
