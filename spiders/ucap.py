"""ucap: 开普云 (集约化), columns whose rows a search interface gives.

A column's page carries its channel in ``<meta name="channelId">``; where it shows no rows itself,
they come from ``GET …/search/<channel>?_isJson=true&page=N`` as its own script asks for them.
"""

from __future__ import annotations

import re
from typing import ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.columns import Reading
from crawler.listing import Rows
from crawler.page import Page, join
from crawler.signs import ENOUGH, documents
from crawler.spider import ColumnSpider
from crawler.visitor import Answer

ROWS = 20  # a page of the interface, where the site's own script does not say
_CHANNEL = re.compile(r"^(?:[0-9a-f]{32}|n?\d{3,9})$")
_CALL = re.compile(
    r"""["'`](/[\w/-]{0,60}?(?:search|searchList|manuscriptList))/(?:([0-9a-f]{32}|n?\d{3,9})(\?[^"'`\s<>]{0,300})?)?["'`]"""
)
_API = re.compile(r"/(?:search|searchList|manuscriptList)/(?:[0-9a-f]{32}|n?\d{3,9})$")
_DOCUMENT = re.compile(
    r"/(?:19|20)\d{4}/[0-9a-f]{32}\.s?html$|/c\d{5,7}/(?:(?:19|20)\d{4}/\d+|c\d+/content)\.s?html$"
)
_MARKS = re.compile(r"<ucap(?:title|content)|/common/search/|UCAP-CONTENT|ucap/list", re.IGNORECASE)


class UcapSpider(ColumnSpider):
    """Rows from the page, else from the interface that the page's script asks."""

    name = "ucap"
    paths: ClassVar[tuple[str, ...]] = ()
    behind: ClassVar[bool] = True

    @classmethod
    def signs(cls, page: Page) -> int:
        """Links to its documents."""
        return documents(page, _DOCUMENT)

    @classmethod
    def recognises(cls, page: Page) -> bool:
        """A page that names its channel, links to documents, or has the CMS's own marks."""
        return bool(_channel(page)) or cls.signs(page) >= ENOUGH or bool(_MARKS.search(page.text))

    async def read_column(
        self, url: str, first: Answer, reading: Reading, *, browser: bool = False
    ) -> None:
        """From the page; where it shows nothing, from the interface."""
        page = first.page
        interface = "" if page is None or browser else _interface(page)
        if page is None or not interface or self.read_rows(page).rows:
            await super().read_column(url, first, reading, browser=browser)
            return
        answer = await self.fetch(interface)
        if answer.problem or answer.page is None or not self.read_rows(answer.page).rows:
            reading.snapshots += answer.ids
            await super().read_column(url, first, reading)  # as unreadable as it stands there
            return
        reading.snapshots += first.ids
        await super().read_column(url, answer, reading)

    def next_url(self, page: Page, rows: Rows, number: int) -> str:
        """Page N of the interface as long as it counts more rows."""
        parts = urlsplit(page.url)
        if not _API.search(parts.path):
            return super().next_url(page, rows, number)
        asked = dict(parse_qsl(parts.query, keep_blank_values=True))
        size = int(asked.get("_pageSize", "") or ROWS)
        more = rows.total_records > number * size or rows.total_pages > number
        if not more and (rows.total_records >= 0 or len(rows.rows) < size):
            return ""
        asked["page"] = str(number + 1)
        return urlunsplit(parts._replace(query=urlencode(asked)))


def _channel(page: Page) -> str:
    said = page.metas.get("channelid", "")
    return said if _CHANNEL.match(said) else ""


def _interface(page: Page) -> str:
    """The interface's first page; empty where the page asks none."""
    for call in _CALL.finditer(page.text):
        channel = call[2] or _channel(page)
        if not channel:
            continue
        asked = dict(parse_qsl((call[3] or "").lstrip("?"), keep_blank_values=True))
        known = {"_isAgg": "false", "_isJson": "true", "_pageSize": str(ROWS), "_template": "index"}
        wanted = known | {k: v for k, v in asked.items() if k != "page"} | {"page": "1"}
        return join(page.url, f"{call[1]}/{channel}?{urlencode(wanted)}")
    channel = _channel(page) if "/common/search" in page.text or not page.links else ""
    query = f"_isAgg=false&_isJson=true&_pageSize={ROWS}&_template=index&page=1"
    return join(page.url, f"/common/search/{channel}?{query}") if channel else ""
