"""What came of one URL, and what whoever visits a site can be asked for by the parts that help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from crawler.barrier import Barrier
from crawler.budget import Budget
from crawler.page import Page
from gongkai.disk.store import SiteStore
from gongkai.model import Site, Snapshot


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came of one URL. Without ``problem`` there is a page to read."""

    problem: str = ""
    page: Page | None = None
    snapshot: Snapshot | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The snapshot's id, where one was kept."""
        return (self.snapshot.id,) if self.snapshot else ()


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A link that may lead to a column; ``score`` is NEAR, CONTAINED or EXACT of crawler.find."""

    url: str
    name: str
    score: int = 0
    above: tuple[str, ...] = ()  # the names of the tree's nodes that it lies in, outermost first


class Visitor(Protocol):
    """A spider, as finding a column and drawing a page see it."""

    site: Site
    store: SiteStore
    budget: Budget
    barrier: Barrier
    crawler: Any  # Scrapy's own, for its settings
    charts: dict[str, Any]  # root -> what it leads to, for all who look for a column there

    def now(self) -> str:
        """The instant, to the second, in Shanghai."""

    def mine(self, url: str) -> bool:
        """Is this URL on the site's own host?"""

    def tree(self, page: Page) -> Sequence[Candidate]:
        """Columns of a disclosure tree that the page carries."""

    def read_rows(self, page: Page) -> Any:
        """The rows of one page of a column."""

    def read_document(self, page: Page) -> Any:
        """A document's page."""

    async def read_column(
        self, url: str, first: Answer, reading: Any, *, browser: bool = False
    ) -> None:
        """Read page after page into ``reading``, from the first, which was readable."""

    async def fetch(self, url: str, *, browser: bool = False) -> Answer:
        """One URL, from the store where this look has it already."""

    async def refused(self, url: str) -> str:
        """Why a browser may not go there; empty where it may."""
