"""What one site may cost in one look: requests, bytes, seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import monotonic

from scrapy.exceptions import IgnoreRequest

from gongkai.model import Site, Snapshot


class Spent(IgnoreRequest):
    """The site's budget is used up; the request was not sent."""


class Budget:
    """Counts what a site has cost; what the look has cost already counts too."""

    def __init__(
        self, site: Site, kept: Iterable[Snapshot] = (), *, timer: Callable[[], float] = monotonic
    ) -> None:
        self.site = site
        self.requests = 0
        self.bytes = 0
        for offset_size in {(s.warc, s.offset): s.size for s in kept}.values():
            self.requests += 1
            self.bytes += offset_size
        self._timer = timer
        self._began = timer()

    @property
    def left(self) -> bool:
        """May one more request be sent?"""
        site = self.site
        return (
            self.requests < site.requests
            and self.bytes < site.megabytes * 1_000_000
            and self._timer() - self._began < site.seconds
        )

    def lasts(self, seconds: float) -> bool:
        """Would there be time for a request after a pause?"""
        return self.left and self._timer() - self._began + seconds < self.site.seconds

    def take(self) -> None:
        """Count one request that is about to be sent; :class:`Spent` when there is none left."""
        if not self.left:
            raise Spent(f"{self.site.host}: budget")
        self.requests += 1

    def received(self, size: int) -> None:
        """Count an answer's bytes."""
        self.bytes += size
