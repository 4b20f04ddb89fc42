"""gkmlpt: the disclosure platform of Guangdong (政府信息公开目录平台).

A column is ``…/gkmlpt/index#<id>``; its index page carries the tree and the SID, its rows come
from ``GET …/gkmlpt/api/all/<id>?page=N&sid=SID``, a hundred a page. Some instances answer page 2
with 404 although they count more rows: those columns are not read deep enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import quote, urlsplit

from crawler.columns import Reading
from crawler.gkmlpt import config
from crawler.listing import Rows
from crawler.literals import decoded
from crawler.page import Page, join
from crawler.spider import ColumnSpider
from crawler.visitor import Answer, Candidate

ROWS = 100  # a page of the API
_API = re.compile(r"(/gkmlpt/api/all/\d+\?page=)(\d+)")
_COLUMN = re.compile(r"^(.*/gkmlpt/)[^#]*#/?(\d+)$")


class GkmlptSpider(ColumnSpider):
    """Columns come from the tree, rows from the API."""

    name = "gkmlpt"
    paths: ClassVar[tuple[str, ...]] = ("/gkmlpt/",)

    @classmethod
    def recognises(cls, page: Page) -> bool:
        """A page of the platform, or one that leads to it."""
        leads = any("/gkmlpt/" in urlsplit(link.url).path for link in page.links)
        return leads or "TREE" in config(page)

    def column_name(self, url: str, page: Page) -> str:
        """The column's name in the tree."""
        names = (node.name for node in self.tree(page) if node.url == url)
        return next(names, "") or super().column_name(url, page)

    def tree(self, page: Page) -> list[Candidate]:
        """The columns of the tree; one that jumps elsewhere is what it jumps to."""
        top = page.url.partition("/gkmlpt/")[0] + "/gkmlpt/index"
        nodes = _nodes(config(page).get("TREE"))
        found = [
            Candidate(
                url=join(page.url, str(node.get("jump_url") or "")) or f"{top}#{node.get('id')}",
                name=str(node.get("name") or ""),
                above=above,
            )
            for node, above in nodes
        ]
        return [candidate for candidate in found if self.mine(candidate.url)]

    async def read_column(
        self, url: str, first: Answer, reading: Reading, *, browser: bool = False
    ) -> None:
        """From the API, where the URL is a column of the tree."""
        column = _COLUMN.match(url)
        sid = config(first.page).get("SID") if first.page else ""
        if not column or not sid or browser:
            await super().read_column(url, first, reading, browser=browser)
            return
        reading.snapshots += first.ids
        api = f"{column[1]}api/all/{column[2]}?page=1&sid={quote(str(sid))}"
        rows = await self.fetch(api)
        if rows.page is None or rows.problem:
            reading.problem = rows.problem or "unreadable"
            reading.snapshots += rows.ids
            return
        await super().read_column(url, rows, reading)

    def read_rows(self, page: Page) -> Rows:
        """The API's rows, with what it says of their validity."""
        rows = super().read_rows(page)
        if not _API.search(page.url):
            return rows
        labels = dict(_labels(decoded(page.text), page.url))
        return replace(
            rows,
            rows=tuple(replace(r, label=labels.get(r.url, "") or r.label) for r in rows.rows),
        )

    def next_url(self, page: Page, rows: Rows, number: int) -> str:
        """Page N of the API as long as it counts more rows."""
        if not _API.search(page.url):
            return super().next_url(page, rows, number)
        more = (
            rows.total_records > number * ROWS
            if rows.total_records >= 0
            else (len(rows.rows) >= ROWS)
        )
        return _API.sub(lambda m: f"{m[1]}{int(m[2]) + 1}", page.url) if more else ""


def _nodes(tree: Any) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
    """Every node of the tree, parents before children, with the names of what it lies in."""
    queue: list[tuple[Any, tuple[str, ...]]] = [
        (n, ()) for n in (tree if isinstance(tree, list) else ())
    ]
    for node, above in queue:
        if isinstance(node, dict):
            yield node, above
            children = node.get("children")
            way = (*above, str(node.get("name") or ""))
            queue += [(child, way) for child in children] if isinstance(children, list) else []


def _labels(data: Any, base: str) -> Iterator[tuple[str, str]]:
    articles = data.get("articles") if isinstance(data, dict) else None
    for record in articles if isinstance(articles, list) else ():
        if not isinstance(record, dict):
            continue
        label = "废止" if _yes(record, "is_abolished") else ""
        label = label or ("失效" if _yes(record, "is_expired") else "")
        for key in ("post_url", "url"):
            if label and isinstance(record.get(key), str):
                yield join(base, record[key]), label


def _yes(record: dict[str, Any], key: str) -> bool:
    data = record.get("gkml_data")
    value = record.get(key) or (data.get(key) if isinstance(data, dict) else None)
    return value in (1, "1", True)
