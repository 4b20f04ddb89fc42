"""TRS WCM: ``…/202609/t20260930_123.html``, second page ``index_1.html``.

Deep pages of a list may be stubs of a few hundred bytes: then it was not read deep enough. Where
the pager stands in a script that a template left empty, the number of pages alone leads on. A
column that shows no rows may post a search of its channel to ``…/irs/front/search``: its rows are
the answers, asked for newest first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

from crawler.columns import Reading
from crawler.listing import Rows
from crawler.literals import decoded, value_at
from crawler.page import Page, join
from crawler.pages import posting_data
from crawler.records import walked
from crawler.signs import ENOUGH, documents
from crawler.spider import ColumnSpider
from crawler.visitor import Answer

_DOCUMENT = re.compile(r"/(?:19|20)\d{4}/t(?:19|20)\d{6}_\d+\.s?html?$")
_MARKS = re.compile(
    r"TRS_Editor|TRS_UEDITOR|trsapi|TRSWCM|TRS_DOCUMENT|/irs/front/search", re.IGNORECASE
)
_NUMBER = re.compile(r"^(index)(?:_(\d+))?\.(s?html?)$")

SEARCH = "/irs/front/search"
ROWS = 20  # a page of the answer, where the site's own script does not say
_MOST = 200  # rows of one answer that a script may ask for
_NEAR = 8_000  # characters before and after the address, within which the body is written
_BEFORE = 100_000  # characters before it, within which names are given to what it says
_LONGEST = 4_000  # characters of a script's object, and of the body made from it
_SCRIPTS = 5  # of a page that name the address
_OBJECTS = 100  # of a page
_NAMES = 300  # that one script gives to texts and numbers
_CHANNEL = re.compile(r"channel|chnl", re.IGNORECASE)
_CALLED = re.compile(
    r"(?:\b([A-Za-z_$][\w$]{0,40})\s{0,9}\+\s{0,9})?"
    r"[\"'`]((?:(?:https?:)?//[\w.:-]{1,100})?(?:/[\w.-]{1,60}){0,4}/irs/front/search)[\"'`?]"
)
_OBJECT = re.compile(r"[=:(,]\s{0,40}(?=\{)")
_NAMED = re.compile(
    r"(?:\b(?:var|let|const)\s|,)\s{0,9}([A-Za-z_$][\w$]{0,40})\s{0,9}=\s{0,9}"
    r"(\"[^\"\\\n]{0,120}\"|'[^'\\\n]{0,120}'|\d{1,12})(?=\s{0,9}[;,\n])"
)
_BY_NAME = re.compile(r"(:\s{0,9})([A-Za-z_$][\w$]{0,40})(?=\s{0,40}[,}])")
# What the reader of the page has typed or turned to: computed, and nothing on the first page.
_COMPUTED = re.compile(
    r"([\"']?\b(?:pageSize|searchWord|orderBy|beginDateTime|endDateTime)\b[\"']?\s{0,9}:\s{0,9})"
    r"(?![\s\"'\d\[{-])[^,}\n]{1,80}"
)
_PAGE_NO = re.compile(r"([\"']?\bpageNo\b[\"']?\s{0,9}:)[^,}\n]{1,80}")
_USUAL = {
    "searchWord": "",
    "searchBy": "all",
    "granularity": "ALL",
    "beginDateTime": "",
    "endDateTime": "",
    "isSearchForced": 0,
}


@dataclass(frozen=True)
class Search:
    """What a column's script asks its search for: the address and the body of the request."""

    address: str
    body: dict[str, Any]

    @property
    def size(self) -> int:
        """Rows of a page."""
        said = str(self.body.get("pageSize", ""))
        return int(said) if said.isdecimal() and 0 < int(said) <= _MOST else ROWS

    def page(self, number: int) -> str:
        """The ``number``-th page, newest first: by relevance no list has a last day."""
        turned = {"orderBy": "time", "pageNo": number, "pageSize": self.size}
        return posting_data(self.address, self.body | turned)


class TrsSpider(ColumnSpider):
    """Pages count from nought: the first has no number, the second is number one."""

    name = "trs"
    paths: ClassVar[tuple[str, ...]] = ()
    behind: ClassVar[bool] = True
    _search: Search | None = None  # whose answers are the column being read
    _total = -1  # records that its answers counted so far

    @classmethod
    def signs(cls, page: Page) -> int:
        """Links to its documents."""
        return documents(page, _DOCUMENT)

    @classmethod
    def recognises(cls, page: Page) -> bool:
        """A page with links to documents by day, or with the CMS's own marks."""
        return cls.signs(page) >= ENOUGH or bool(_MARKS.search(page.text))

    async def read_column(
        self, url: str, first: Answer, reading: Reading, *, browser: bool = False
    ) -> None:
        """From the page; where it shows nothing and asks a search, from that search alone."""
        page, self._search, self._total = first.page, None, -1
        shell = first.snapshot is not None and bool(first.snapshot.problem)
        told = page is None or not (shell or _asks(page)) or self.read_rows(page).rows
        if page is None or browser or told:
            await super().read_column(url, first, reading, browser=browser)
            return
        reading.snapshots += first.ids
        search = posted_search(page)
        if search and (self.mine(search.address) or self.may_visit(search.address)):
            answer = await self.fetch(search.page(1))
            if answer.page and not answer.problem and self.read_rows(answer.page).rows:
                self._search = search
                await super().read_column(url, answer, reading)
                return
            reading.snapshots += answer.ids
        # Its words are a template's ("no records"), and its links lead to other columns.
        reading.problem = "unreadable"

    def read_rows(self, page: Page) -> Rows:
        """A page's rows, or those of a search's answer."""
        rows = super().read_rows(page)
        if not urlsplit(page.url).path.endswith(SEARCH):
            return rows
        data = decoded(page.text)
        if not isinstance(data, dict) or data.get("success", True) is not True:
            return Rows(problem="unreadable", whole=False)
        found = super().read_rows(Page(json.dumps(_records(data)), page.url))
        pages, total = _counted(data, rows)
        self._total = max(self._total, total)
        problem = "" if found.rows else "unreadable"
        return replace(
            found, problem=problem, empty=False, total_pages=pages, total_records=self._total
        )

    def next_url(self, page: Page, rows: Rows, number: int) -> str:
        """The pager's next page; where only a count is left, the next number."""
        if urlsplit(page.url).path.endswith(SEARCH):
            return self._next_answer(rows, number)
        onward = super().next_url(page, rows, number)
        if onward or rows.total_pages <= number or urlsplit(page.url).query:
            return onward
        file = urlsplit(page.url).path.rpartition("/")[2] or "index.html"
        here = _NUMBER.match(file)
        if not here or int(here[2] or 0) != number - 1:
            return ""
        return urljoin(page.url, f"{here[1]}_{number}.{here[3]}")

    def _next_answer(self, rows: Rows, number: int) -> str:
        if self._search is None or not rows.rows:
            return ""
        more = len(rows.rows) >= self._search.size
        if rows.total_pages >= 0 or rows.total_records >= 0:
            more = rows.total_pages > number or (
                rows.total_pages < 0 and rows.total_records > number * self._search.size
            )
        return self._search.page(number + 1) if more else ""


def _asks(page: Page) -> bool:
    """Does a script of the page search a channel?"""
    return SEARCH in page.text and any(
        SEARCH in script and _CHANNEL.search(script) for script in page.scripts
    )


def posted_search(page: Page) -> Search | None:
    """The search that the page's script posts; None where it asks for several, or computes it."""
    found: dict[str, Search] = {}
    for address, said in islice(_objects(page), _OBJECTS):
        body = value_at(said, 0)
        if isinstance(body, dict) and body.get("code") and _of_channel(body):
            whole = _USUAL | {name: value for name, value in body.items() if value is not None}
            key = json.dumps(whole, sort_keys=True)
            if len(key) <= _LONGEST:
                found.setdefault(key, Search(address, whole))
    return next(iter(found.values())) if len(found) == 1 else None


def _objects(page: Page) -> Iterator[tuple[str, str]]:
    """(address, text from an object's brace) of what is written near a search's address."""
    for script in islice((script for script in page.scripts if SEARCH in script), _SCRIPTS):
        at = script.index(SEARCH)
        near = script[max(0, at - _NEAR) : at + _NEAR]
        called = _CALLED.search(near)
        names = _names(script[max(0, at - _BEFORE) : at + _NEAR])
        if called is None:
            continue
        before = decoded(names.get(called[1] or "", "").replace("'", '"'))
        address = join(page.url, (before if isinstance(before, str) else "") + called[2])
        known = _PAGE_NO.sub(r"\1 1", _COMPUTED.sub(r"\1null", _in_full(near, names)))
        for mark in _OBJECT.finditer(known):
            yield address, known[mark.end() : mark.end() + _LONGEST]


def _of_channel(body: dict[str, Any]) -> bool:
    """Does the body say which channel it asks for, and compute nothing of that?"""
    filters = [body[name] for name in ("customFilter", "filters") if body.get(name)]
    values = [value for _, value in walked(filters)]
    return None not in values and any(
        bool(part.get("value")) and any(_CHANNEL.search(str(said)) for said in part.values())
        for part in values
        if isinstance(part, dict)
    )


def _names(script: str) -> dict[str, str]:
    """What a script calls its texts and numbers, as it writes them; none that change."""
    known: dict[str, str] = {}
    for told in islice(_NAMED.finditer(script), _NAMES):
        name, value = told[1], told[2]
        known[name] = value if known.get(name, value) == value else name
    return known


def _in_full(script: str, names: dict[str, str]) -> str:
    return _BY_NAME.sub(lambda m: m[1] + names.get(m[2], m[2]), script)


def _records(data: dict[str, Any]) -> Any:
    """The records of an answer, without what it shows beside them."""
    inner = data.get("data")
    middle = inner.get("middle") if isinstance(inner, dict) else None
    held = middle if isinstance(middle, dict) else data
    return next((held[name] for name in ("list", "listAndBox", "resultDocs") if held.get(name)), [])


def _counted(data: dict[str, Any], rows: Rows) -> tuple[int, int]:
    """(pages, records) of the whole search, by its pager; -1 where it does not say."""
    inner = data.get("data")
    pager = inner.get("pager") if isinstance(inner, dict) else None
    if not isinstance(pager, dict):
        return rows.total_pages, rows.total_records
    said = [str(pager.get(name, "")) for name in ("pageCount", "total")]
    pages, total = (int(text) if text.isdecimal() and len(text) < 10 else -1 for text in said)
    return pages, total
