"""A column's page, read into rows.

Zero rows mean *unreadable* until every place where rows hide was looked at: the tree, XML records
in scripts, inline JSON, HTML comments. Only the page's own words, or its own count, mean *empty*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.characters import bare
from crawler.dates import days_in_url
from crawler.hidden import hidden_rows, written_out
from crawler.literals import decoded
from crawler.page import Page, join
from crawler.pager import next_page, totals
from crawler.pagerscript import stated_number
from crawler.records import fragments, from_seen, json_rows, numbers, xml_fragment
from crawler.rows import Seen, dated_rows, list_key, lists, with_undated
from crawler.rowtitles import title_of_link
from gongkai.model import Link, Row

_EMPTY = re.compile(
    r"暂无(?:数据|内容|信息|相关|记录|文章|公开|更新)|没有(?:找到|查询到|相关|数据|内容|符合)|无相关(?:信息|数据|内容|记录)"
    r"|未(?:找到|查询到|检索到)|(?:共|总计)\s*0\s*(?:条|篇)|该栏目(?:下)?暂?无|内容(?:正在)?建设中|栏目正在建设"
)
CROWDED = 900  # rows of one page, from which on there may be more than are read
OWN = 9  # how much more a list weighs whose documents lie in the page's own folder
_LINKS = 2 * CROWDED  # looked at where no row shows a day
_PAGER = re.compile(r"共[01]页|/[01]页|页次:?[01]/[01]")
_WRITES = re.compile(r"^\s*createPageHTML\(\s*[01]\s*,")  # TRS: the server wrote the number
_BESIDE = re.compile(
    r"(?<![a-z])(?:hot(?!el|line)|rank)|recommend|(?<!has-)(?<!no-)(?<!with-)sidebar|related"
    r"|tuijian|redian",
    re.IGNORECASE,
)
_OTHERS = ("footer", "aside", "nav")
_ASIDE = re.compile(
    r"hot|rank|recommend|sidebar|side|right|foot|relate|link|banner|focus|scroll|lunbo|slide|tuijian|redian",
    re.IGNORECASE,
)
_LIST = re.compile(r"list|news|content|main|con\b|wz|xxgk|ul", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Rows:
    """What a column's page shows.

    ``rows`` in page order; ``problem`` is ``unreadable`` where no row was found although the page
    does not say that there is none (``empty``); totals are -1 where the page does not state them.
    """

    rows: tuple[Row, ...] = ()
    problem: str = ""
    next_url: str = ""
    total_pages: int = -1
    total_records: int = -1
    empty: bool = False
    sub_columns: tuple[Link, ...] = ()
    number: int = -1  # which page of its column it says that it is, from 1
    whole: bool = True  # so few that every one of them was read


def read_listing(page: Page) -> Rows:
    """Read ``page`` as a column's page or as the answer of a list interface. Never fails."""
    if page.kind == "json":
        return _data_listing(decoded(page.text), page.url)
    rows = _rows(page)
    pages, records = totals(page)
    empty = not rows and _says_empty(page, pages, records)
    return Rows(
        rows=_pinned(rows),
        whole=len(rows) < CROWDED,
        problem="" if rows or empty else "unreadable",
        next_url=next_page(page, rows) if page.kind == "html" else "",
        total_pages=pages,
        total_records=records,
        empty=empty,
        sub_columns=() if rows else sub_columns(page),
        number=stated_number(page),
    )


def _data_listing(data: Any, url: str) -> Rows:
    """The listing that is the answer of a JSON interface."""
    rows = json_rows(data, url)
    records, pages = numbers(data)
    if records < 0 and pages < 0:
        pages, records = next((totals(Page(html, url)) for html in fragments(data)), (-1, -1))
    # A page past the end has no rows although the whole has: that is not an empty column.
    empty = not rows and records == 0
    return Rows(
        rows=_pinned(rows),
        whole=len(rows) < CROWDED,
        problem="" if rows or empty else "unreadable",
        total_pages=pages,
        total_records=records,
        empty=empty,
    )


def _rows(page: Page) -> tuple[Row, ...]:
    """The rows from the first place that holds any."""
    if page.kind == "xml":
        return _fragment_rows(xml_fragment(page.text), page.base, every=True)
    shown = _of_tree(page.tree.body, page.base)
    hidden = hidden_rows(
        page, len(shown), lambda html, every: _fragment_rows(html, page.base, every=every)
    )
    if hidden:
        return hidden
    if sum(1 for row in shown if row.day) > 1:
        return shown
    written = _fragment_rows(written_out(page), page.base)
    if len(written) > len(shown):
        return written
    folder = _folder(page.base)
    if folder and any(row.url.startswith(folder) for row in shown):
        return shown
    plain = _undated(page)
    return plain if len(plain) > len(shown) else shown


def _folder(url: str) -> str:
    """The folder in which a page lies; empty where that is the whole site."""
    return url.rpartition("/")[0] + "/" if urlsplit(url).path.count("/") > 1 else ""


def _fragment_rows(html: str, base: str, *, every: bool = False) -> tuple[Row, ...]:
    if not html:
        return ()
    return _of_tree(LexborHTMLParser(html).body, base, every=every)


def _of_tree(root: LexborNode | None, base: str, *, every: bool = False) -> tuple[Row, ...]:
    """The rows of the main list below ``root``; of all lists with ``every``."""
    seen = dated_rows(root, base) if root is not None else []
    if not seen:
        return ()
    groups = {k: rows for k, rows in lists(seen).items() if every or not _is_beside(rows[0].node)}
    folder = _folder(base)
    best = max(groups, key=lambda key: _score(key, groups[key], folder), default="")
    chosen = seen if every else with_undated(_own_blocks(groups.get(best, []), folder), base)
    return _once(from_seen(row) for row in chosen if row.day or every or len(chosen) > 1)


def _score(key: str, rows: Sequence[Seen], folder: str) -> float:
    """How much a list looks like the page's own, whose documents lie in its ``folder``."""
    length = sum(min(len(row.title), 30) for row in rows) / len(rows)
    dated = sum(1 for row in rows if row.day) / len(rows)
    score = len(rows) * (length + 5) * (0.3 + dated)
    if _is_aside(rows[0].node):
        score *= 0.3
    if folder:
        score *= 1 + OWN * sum(1 for row in rows if row.url.startswith(folder)) / len(rows)
    return score * (1.2 if _LIST.search(key) else 1.0)


def _own_blocks(rows: Sequence[Seen], folder: str) -> list[Seen]:
    """``rows`` without blocks that only look alike: theirs lie elsewhere, and all of one's here."""
    blocks: dict[int, list[bool]] = {}
    for row in rows:
        blocks.setdefault(_block(row), []).append(row.url.startswith(folder))
    sure = bool(folder) and any(map(all, blocks.values()))
    return [row for row in rows if not sure or any(blocks[_block(row)])]


def _block(row: Seen) -> int:
    """What holds the list in which a row stands; a row without a list is of no block."""
    holder = row.node.parent.parent if row.node.tag == "li" and row.node.parent else None
    return holder.mem_id if holder is not None else 0


def _is_aside(row: LexborNode) -> bool:
    named = (names for _, names in _around(row))
    return _is_beside(row) or any(_ASIDE.search(x) and not _LIST.search(x) for x in named)


def _is_beside(row: LexborNode) -> bool:
    """Whether a list is surely not the page's own: what is read most, or goes with something."""
    return any(tag in _OTHERS or _BESIDE.search(names) for tag, names in _around(row))


def _around(row: LexborNode) -> Iterator[tuple[str, str]]:
    """The tag, and class and id, of each element over a row."""
    above = row.parent
    for _ in range(5):
        if above is None or above.tag in ("body", "html"):
            return
        attributes = above.attributes
        yield above.tag or "", f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        above = above.parent


def _once(rows: Any) -> tuple[Row, ...]:
    """Rows without repeats: prefetched groups overlap, and a picture repeats its title's link."""
    found: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row.url or row.title, row.title if not row.url else "")
        if key not in found or (found[key].day is None and row.day):
            found[key] = row
    return tuple(found.values())


def _undated(page: Page) -> tuple[Row, ...]:
    """The largest list of titles, where no row shows a day: their addresses may give one."""
    groups: dict[str, list[tuple[LexborNode, Row]]] = {}
    found = page.tree.css("li a[href], tr a[href], dd a[href], p a[href], h3 a[href]")
    for node in found[:_LINKS]:
        title, row = title_of_link(node), node.parent
        url = join(page.base, node.attributes.get("href") or "")
        if row is None or len(title) < 6 or not _article_like(url):
            continue
        day = days_in_url(url)
        entry = Row(title=title, url=url, day=day, day_from="url" if day else "")
        groups.setdefault(list_key(row), []).append((node, entry))
    fit = [group for key, group in groups.items() if _is_column(key, group)]
    return _once(row for _, row in max(fit, key=len, default=[]))


def _is_column(key: str, group: Sequence[tuple[LexborNode, Row]]) -> bool:
    """Whether links without days are a column's rows: an element called list, or long titles."""
    if _is_aside(group[0][0]):
        return False
    length = sum(len(row.title) for _, row in group) / len(group)
    return "list" in key.lower() or (len(group) >= 3 and length >= 12)


def _article_like(url: str) -> bool:
    """Whether the address looks like a document's rather than a column's."""
    path = urlsplit(url).path
    return bool(re.search(r"\d{3,}", path)) and not re.search(r"/(?:index\.\w+)?$", path)


def _says_empty(page: Page, pages: int, records: int) -> bool:
    """Whether the page itself states that there is nothing.

    By its words, by its count, or by an empty list over a pager that knows of one page only.
    """
    if records == 0 or _EMPTY.search(page.visible):
        return True
    stated = _PAGER.search(page.visible.replace("\n", "")) or any(map(_WRITES.search, page.scripts))
    if pages not in (0, 1) or not stated:
        return False
    holders = page.tree.css("ul[class*=list], ol[class*=list], table[class*=list] tbody")
    return any(not node.text(strip=True) and next(node.iter(), None) is None for node in holders)


def _pinned(rows: Sequence[Row]) -> tuple[Row, ...]:
    """``rows`` with those marked that stand on top although newer ones follow."""
    known = [row.day for row in rows]
    top = 0
    while top < len(rows) and _older(known[top], known[top + 1 :]):
        top += 1
    if not top or len(rows) - top < max(3, 0.4 * len(rows)) or not _descending(known[top:]):
        return tuple(rows)
    return tuple(replace(row, pinned=row.pinned or i < top) for i, row in enumerate(rows))


def _older(day: date | None, later: Sequence[date | None]) -> bool:
    return day is not None and any(other and other > day for other in later)


def _descending(known: Sequence[date | None]) -> bool:
    shown = [day for day in known if day]
    steps = list(pairwise(shown))
    return not steps or sum(a >= b for a, b in steps) >= 0.8 * len(steps)


def sub_columns(page: Page) -> tuple[Link, ...]:
    """Links from a landing page to columns below it; else the frames that hold its list."""
    here = urlsplit(page.url)
    folder = here.path.rpartition("/")[0] + "/"
    found: dict[str, Link] = {}
    for link in page.links:
        parts = urlsplit(link.url)
        name = bare(link.text) or bare(link.title)
        if parts.netloc != here.netloc or not 2 <= len(name) <= 24 or link.url == page.url:
            continue
        below = parts.path.startswith(folder) and parts.path != here.path and folder != "/"
        if below and not re.search(r"\d{5,}", parts.path.removeprefix(folder)):
            found.setdefault(link.url, Link(url=link.url, text=name))
    return tuple(found.values()) or _frames(page)


def _frames(page: Page) -> tuple[Link, ...]:
    """The pages of the same site that this one shows within itself."""
    host = urlsplit(page.url).netloc
    urls = (
        join(page.base, node.attributes.get("src") or "")
        for node in page.tree.css("iframe[src], frame[src]")
    )
    own = dict.fromkeys(u for u in urls if u and urlsplit(u).netloc == host and u != page.url)
    return tuple(Link(url=url, text="") for url in own)
