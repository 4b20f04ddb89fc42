"""hanweb: 大汉 JCMS (jpage, xxgk) and jpaas, ``…/col/col123/index.html`` and ``…/art/2026/9/30/…``.

A list's first records stand in the page as XML or as data, or not at all; the others come from
jpage's dataproxy in groups that overlap, from jpaas by parts of a page, or by posted forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import ClassVar
from urllib.parse import urlsplit

from crawler import hanweb
from crawler.columns import Reading
from crawler.listing import Rows
from crawler.page import Page
from crawler.signs import ENOUGH, documents
from crawler.spider import ColumnSpider
from crawler.visitor import Answer

PARTS = 4  # parts of a page that are asked for its list
_OWN = re.compile(r"/(?:col/col\d+/|art/(?:19|20)\d\d/(?:\d{1,2}/\d{1,2}/)?art_)")
_MARKS = re.compile(r"/jpage/|jpaas-|/module/xxgk/|unitbuild|hanweb|/module/web/", re.IGNORECASE)


class HanwebSpider(ColumnSpider):
    """Rows from wherever the page's own script fetches them."""

    name = "hanweb"
    paths: ClassVar[tuple[str, ...]] = ("/col/col",)
    behind: ClassVar[bool] = True
    _column: Page  # whose list is being read

    @classmethod
    def signs(cls, page: Page) -> int:
        """Links to its documents."""
        return documents(page, _OWN)

    @classmethod
    def recognises(cls, page: Page) -> bool:
        """A page with links to its columns and documents, or with the CMS's own marks."""
        return cls.signs(page) >= ENOUGH or bool(_MARKS.search(page.text))

    async def read_column(
        self, url: str, first: Answer, reading: Reading, *, browser: bool = False
    ) -> None:
        """From the page; where it shows nothing, from the first interface that does."""
        page = first.page
        if page is not None:
            self._column = page
        if page is not None and not browser and not self.read_rows(page).rows:
            for interface in _interfaces(page):
                answer = await self.fetch(interface)
                if answer.page and not answer.problem and self.read_rows(answer.page).rows:
                    reading.snapshots += first.ids
                    await super().read_column(url, answer, reading)
                    return
                reading.snapshots += answer.ids
        await super().read_column(url, first, reading, browser=browser)

    def read_rows(self, page: Page) -> Rows:
        """A page's rows; groups of records are no pages, so only records are counted."""
        rows = super().read_rows(page)
        return replace(rows, total_pages=-1) if _grouped(page) else rows

    def next_url(self, page: Page, rows: Rows, number: int) -> str:
        """The next group, part, or form; else the pager's."""
        path = urlsplit(page.url).path
        if hanweb.UNIT in path:
            return hanweb.next_unit(page.url, page.text, number, rows.total_pages)
        if path.endswith("/xxgk/search.jsp"):
            last = not rows.rows or 0 <= rows.total_pages <= number
            return "" if last else hanweb.catalogue(self._column, number + 1)
        if path == "/queryList" or hanweb.drawn(page, 2):
            counted = rows.total_records >= 0
            full = len(rows.rows) >= hanweb.SIZE
            more = rows.total_records > number * hanweb.SIZE if counted else full
            return hanweb.drawn(self._column, number + 1) if more else ""
        if _grouped(page):
            return hanweb.next_group(page, len(rows.rows), rows.total_records)
        onward = super().next_url(page, rows, number)
        part = "" if onward else next(hanweb.units(page), "")
        return hanweb.next_unit(part, page.text, number, rows.total_pages) if part else onward


def _grouped(page: Page) -> bool:
    return "<record" in page.text or bool(hanweb.PROXY.search(urlsplit(page.url).path))


def _interfaces(page: Page) -> Iterator[str]:
    """What the page's own script would ask for its list, the likelier first."""
    yield from islice(hanweb.units(page), PARTS)
    named = (hanweb.catalogue(page), hanweb.drawn(page, 1), hanweb.next_group(page, 0, 1))
    yield from filter(None, named)
