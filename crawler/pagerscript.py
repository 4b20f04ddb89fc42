"""Pagers that a script draws: how many pages it is told of, and how it makes an address."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from urllib.parse import urlsplit

from crawler.literals import value_at
from crawler.page import Page, join

__all__ = ["Count", "by_script", "scripted", "stated_count", "stated_number"]

# TRS: createPageHTML(pages, current from 0, "index", "html"[, class][, records])
_TRS = re.compile(
    r"""createPage(?:HTML)?\(\s*(?P<pages>\d+)\s*,\s*(?P<current>\d+)\s*,\s*["'](?P<name>[^"']+)["']\s*,"""
    r"""\s*["'](?P<ext>\w+)["']\s*(?:,\s*["'][A-Za-z_][\w-]*["']\s*)?(?:,\s*["']?(?P<records>\d+))?"""
)
# ucap: createPageHTML('element', pages, current from 1, 'list', 'shtml'[, class][, records])
_UCAP = re.compile(_TRS.pattern.replace(r"\(\s*", r"""\(\s*["'][^"']*["']\s*,\s*""", 1))
_ABOUT = re.compile(r"[Pp]age|[Tt]otal|[Rr]ecord|pagination")
_DOCUMENT = re.compile(r"t\d{8}_")  # a document in several pages, not a column
_PAGES = re.compile(
    r"""(?<![\w.])["']?(?:countPage|nPageCount|pageCount|totalPages?|pageTotal|logicTotalPage)["']?"""
    r"""\s*[:=]\s*(?:parseInt\()?["']?(\d{1,6})(?![\w.])"""
)
_RECORDS = re.compile(
    r"""(?<![\w.])["']?(?:totalRecords?|totalCount|recordCount|totalNum)["']?\s*[:=]\s*["']?(\d{1,8})(?![\w.])"""
)
_LAYPAGE = re.compile(r"laypage\s*(?:\.render)?\(\s*(?=\{)")
_LAID_PAGES = re.compile(r"\bpages\s*:\s*(\d{1,6})")
_LAID_COUNT = re.compile(r"\bcount\s*:\s*[\"']?(\d{1,8})[\"']?\s*,\s*limit\s*:\s*([1-9]\d{0,2})")
_SET = re.compile(r"""pagination\(\s*["']setPage["']\s*,\s*(\d{1,6})\s*,\s*(\d{1,6})\s*\)""")
_CURRENT = re.compile(
    r"""(?<![\w.])["']?(?:currPage|currentPage|nCurrIndex|curPage|pageNumber|curr)["']?"""
    r"""\s*[:=]\s*(?:parseInt)?\(?\s*["']?(\d{1,6})["']?\)?\s*(?:\+\s*(\d))?"""
)
# TRS: the parts of an address in which pages count from 0, told to a pager that counts from 1
_PARTS = re.compile(r"""PAGE_NAME\s*:\s*["']([\w-]+)["']\s*,\s*PAGE_EXT\s*:\s*["'](\w+)["']""")
_GOES = re.compile(
    r"""location(?:\.href)?\s*=\s*(["'])([^"'<>]*)\1\s*\+\s*[\w.$]+\s*(?:\+\s*(["'])([^"'<>]*)\3)?"""
)
_LISTED = re.compile(r"=\s*(?=\{[^{}]{0,200}[\"']?current[\"']?\s*:)")
_NUMBER = re.compile(r"_(\d{1,5})\.\w{3,5}$")


class Count(NamedTuple):
    """What a page says of its column: pages and records, -1 where it does not."""

    pages: int
    records: int


def scripted(page: Page) -> tuple[str, int, int]:
    """createPageHTML: (next URL, pages, records); pages -1: there is no such call.

    Also where the call itself is commented out. The URL is empty on the last page.
    """
    best = ("", -1, -1)
    for pattern, first in ((_TRS, 0), (_UCAP, 1)):
        for m in pattern.finditer(page.text):
            if _DOCUMENT.match(m["name"]):
                continue
            pages, current = int(m["pages"]), int(m["current"])
            more = current + 1 - first < pages
            url = join(page.url, f"{m['name']}_{current + 1}.{m['ext']}") if more else ""
            records = int(m["records"]) if m["records"] else -1
            if pages > 1:
                return url, pages, records
            best = best if best[1] >= 0 else ("", pages, records)
    return best


def stated_count(page: Page) -> Count:
    """What scripts and the pager's own attributes state; a nought of theirs is a blank."""
    text = _scripts(page)
    turned = _SET.search(text)
    laid = _LAYPAGE.search(text)
    drawn = _LAID_PAGES.search(text, laid.end(), laid.end() + 600) if laid else None
    pages = _first(_PAGES, text) or int((turned or drawn or [0, 0, 0])[2 if turned else 1])
    records = _first(_RECORDS, text)
    shared = _LAID_COUNT.search(text, laid.end(), laid.end() + 600) if laid and not pages else None
    if shared:
        records, pages = int(shared[1]), -(-int(shared[1]) // int(shared[2]))
    for node in page.tree.css("[pagecount], [count], [querydata]"):
        said = {k.lower(): v or "" for k, v in node.attributes.items()}
        inner = value_at(said.get("querydata", ""), 0)
        said |= (
            {str(k).lower(): str(v) for k, v in inner.items()} if isinstance(inner, dict) else {}
        )
        count, rows = _number(said, "count"), _number(said, "rows") or _number(said, "pagesize")
        if count and rows:
            records, pages = records or count, pages or -(-count // rows)
        pages = pages or _number(said, "pagecount")
    return Count(pages or -1, records or -1)


def stated_number(page: Page) -> int:
    """Which page of its column a page says that it is, from 1; -1 where nothing sure says it."""
    turned = _SET.search(_scripts(page))
    return int(turned[1]) if turned else -1


def by_script(page: Page) -> str:
    """The URL of the next page by what a paging script is told; empty where it is not."""
    text = _scripts(page)
    turned = _SET.search(text)
    if turned:
        return _set_page(page, int(turned[1]), int(turned[2]))
    listed = _from_list(page)
    if listed:
        return listed
    goes, parts, current = _GOES.search(text), _PARTS.search(text), _CURRENT.search(text)
    number = int(current[1]) + int(current[2] or 0) if current else 0
    if not (goes or parts) or not 0 < number < stated_count(page).pages:
        return ""
    if goes:
        return join(page.url, f"{goes[2]}{number + 1}{goes[4] or ''}")
    return join(page.url, f"{parts[1]}_{number}.{parts[2]}") if parts else ""


def _set_page(page: Page, current: int, pages: int) -> str:
    """A pager that counts from one, over pages called by their numbers (index_2 is the second)."""
    if not 0 < current < pages:
        return ""
    folder, _, file = urlsplit(page.url).path.rpartition("/")
    numbered = _NUMBER.search(file)
    if (numbered and int(numbered[1]) != current) or (not numbered and current != 1):
        return ""
    stem, _, ext = (file or "index.html").rpartition(".")
    stem = stem.removesuffix(f"_{current}") if numbered else stem
    return join(page.url, f"{folder}/{stem}_{current + 1}.{ext}")


def _from_list(page: Page) -> str:
    """The next page from a list of all pages' addresses that a script is given."""
    for script in page.scripts:
        for mark in islice(_LISTED.finditer(script), 3):
            data = value_at(script, mark.end())
            current = data.get("current") if isinstance(data, dict) else None
            lists = [v for v in data.values() if isinstance(v, list)] if current else []
            for url in (join(page.url, u) for v in lists for u in v if isinstance(u, str)):
                numbered = _NUMBER.search(url)
                if numbered and int(numbered[1]) == int(str(current)) + 1:
                    return url
    return ""


@lru_cache(maxsize=1)  # asked for by every question about one page
def _scripts(page: Page) -> str:
    """The page's scripts as one text; only those that have to do with pages."""
    return "\n".join(script for script in page.scripts if _ABOUT.search(script))


def _first(pattern: re.Pattern[str], text: str) -> int:
    return next((int(m[1]) for m in islice(pattern.finditer(text), 20) if int(m[1])), 0)


def _number(said: dict[str, str], name: str) -> int:
    value = said.get(name, "").strip()
    return int(value) if value.isdigit() and len(value) < 9 else 0
