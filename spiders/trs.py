"""TRS WCM: ``…/202609/t20260930_123.html``, second page ``index_1.html``.

Deep pages of a list may be stubs of a few hundred bytes: then it was not read deep enough. Where
the pager stands in a script that a template left empty, the number of pages alone leads on.
"""

from __future__ import annotations

import re
from typing import ClassVar
from urllib.parse import urljoin, urlsplit

from crawler.listing import Rows
from crawler.page import Page
from crawler.signs import ENOUGH, documents
from crawler.spider import ColumnSpider

_DOCUMENT = re.compile(r"/(?:19|20)\d{4}/t(?:19|20)\d{6}_\d+\.s?html?$")
_MARKS = re.compile(r"TRS_Editor|TRS_UEDITOR|trsapi|TRSWCM|TRS_DOCUMENT", re.IGNORECASE)
_NUMBER = re.compile(r"^(index)(?:_(\d+))?\.(s?html?)$")


class TrsSpider(ColumnSpider):
    """Pages count from nought: the first has no number, the second is number one."""

    name = "trs"
    paths: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def signs(cls, page: Page) -> int:
        """Links to its documents."""
        return documents(page, _DOCUMENT)

    @classmethod
    def recognises(cls, page: Page) -> bool:
        """A page with links to documents by day, or with the CMS's own marks."""
        return cls.signs(page) >= ENOUGH or bool(_MARKS.search(page.text))

    def next_url(self, page: Page, rows: Rows, number: int) -> str:
        """The pager's next page; where only a count is left, the next number."""
        onward = super().next_url(page, rows, number)
        if onward or rows.total_pages <= number or urlsplit(page.url).query:
            return onward
        file = urlsplit(page.url).path.rpartition("/")[2] or "index.html"
        here = _NUMBER.match(file)
        if not here or int(here[2] or 0) != number - 1:
            return ""
        return urljoin(page.url, f"{here[1]}_{number}.{here[3]}")
