"""NFCMS of the 南方网 stack: ``…/content/post_NNN.html``, beside it the gkmlpt platform.

Page two of a column is ``index_2.html``, not ``index_1.html`` as elsewhere.
"""

from __future__ import annotations

import re
from typing import ClassVar
from urllib.parse import urljoin, urlsplit

from crawler.listing import Rows
from crawler.page import Page
from crawler.signs import ENOUGH, documents
from spiders.gkmlpt import GkmlptSpider

_POST = re.compile(r"/content/(?:\d+/\d+/)?m?post_\d+\.html$")
_MARKS = re.compile(r"nfw-cms-|/nfcms|nfcms\.", re.IGNORECASE)


class NfcmsSpider(GkmlptSpider):
    """Posts, and columns whose pages count from one."""

    name = "nfcms"
    paths: ClassVar[tuple[str, ...]] = ("/content/post_",)

    @classmethod
    def signs(cls, page: Page) -> int:
        """Links to its documents."""
        return documents(page, _POST)

    @classmethod
    def recognises(cls, page: Page) -> bool:
        """A page with links to posts, or with the CMS's own marks."""
        return cls.signs(page) >= ENOUGH or bool(_MARKS.search(page.text))

    def next_url(self, page: Page, rows: Rows, number: int) -> str:
        """The pager's next page; where a script draws the pager, the next number."""
        onward = super().next_url(page, rows, number)
        if onward or rows.total_pages <= number or urlsplit(page.url).query:
            return onward
        return urljoin(page.url, f"index_{number + 1}.html")
