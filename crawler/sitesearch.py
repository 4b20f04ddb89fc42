"""The site's own search: the last way to a column, gone only where every other one led nowhere.

Only a plain form is filled in, as its page stands: what a script sends is left alone, and so is a
search that did not answer once. What is found leads to the column that it lies in, by its trail,
its metas and its address; that a search finds nothing proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit

from selectolax.lexbor import LexborNode

from crawler.characters import bare, squeezed
from crawler.chart import Chart, Results
from crawler.menus import NAME, Entry, trimmed
from crawler.page import Page, join, like
from crawler.visitor import Answer, Visitor
from gongkai.model import Row

PAGES = 2  # of results
SEARCHES = 12  # of one site in one visit
_FORMS = 20  # of a page
_TYPED = ("", "text", "search")
_FIELD = re.compile(
    r"(?:q|qt|wd|kw|w|so|key|keys|keywords?|query|queryword|words?|search\w{0,12})", re.IGNORECASE
)
_CALLED = re.compile(r"search|sousuo|query|搜索|检索|搜一搜", re.IGNORECASE)
_WORDS = ("name", "id", "class", "placeholder", "title", "action")
_CODING = re.compile(r"charset\s*=\s*[\"']?\s*(gb\w{1,6})", re.IGNORECASE)
_HEAD = 2_000  # characters in which a page names its coding
_TRAIL = like("", *(f'*="{x}"' for x in ("crumb", "position", "location", "weizhi", "dqwz")))
_LONG = 160  # characters of the longest trail
_PART = re.compile(r"content|art|(?:19|20)\d\d(?:[-_]?\d\d){0,2}|\d{1,2}|\d{5,}")


class Form(NamedTuple):
    """A plain search form: where it leads, its field, what it sends beside."""

    action: str
    field: str
    fixed: tuple[tuple[str, str], ...]
    coding: str

    def address(self, term: str) -> str:
        """The address of the first page of results."""
        sent = urlencode((*self.fixed, (self.field, term)), encoding=self.coding, errors="replace")
        return f"{self.action.partition('?')[0]}?{sent}"


def form(page: Page) -> Form | None:
    """The page's search form; None where it has none that is plain."""
    for node in page.tree.css("form")[:_FORMS]:
        given = node.attributes
        action = (given.get("action") or "").strip()
        if (given.get("method") or "get").strip().lower() != "get" or action in ("", "#"):
            continue
        field, url = _field(node), join(page.base, action)
        if field and url:
            fixed = tuple(pair for pair in _fixed(node) if pair[0] != field)
            coding = _CODING.search(f"charset={given.get('accept-charset') or ''}")
            coding = coding or _CODING.search(page.text, 0, _HEAD)
            return Form(url, field, fixed, "gb18030" if coding else "utf-8")
    return None


def _field(node: LexborNode) -> str:
    """The one field for words; empty where there is none, or nobody can tell which it is."""
    every = [x.attributes for x in node.css("input[name]")]
    typed = [x for x in every if (x.get("type") or "").strip().lower() in _TYPED]
    if any((x.get("type") or "").lower() in ("password", "file") for x in every):
        return ""
    names = [x.get("name") or "" for x in typed]
    sure = [name for name in names if _FIELD.fullmatch(name)]
    if len(sure) == 1:
        return sure[0]
    about = [x.get(key) or "" for x in (*typed, node.attributes) for key in _WORDS]
    return names[0] if len(names) == 1 and any(map(_CALLED.search, about)) else ""


def _fixed(node: LexborNode) -> Iterator[tuple[str, str]]:
    """What the form sends as it stands: hidden and ticked fields, the chosen of each list."""
    for field in node.css("input[name], select[name]"):
        given = field.attributes
        name, kind = given.get("name") or "", (given.get("type") or "").lower()
        if field.tag == "select":
            chosen = field.css_first("option[selected]") or field.css_first("option")
            if chosen is not None:
                yield name, chosen.attributes.get("value") or squeezed(chosen.text())
        elif kind == "hidden" or (kind in ("radio", "checkbox") and "checked" in given):
            yield name, given.get("value") or ""


async def ask(chart: Chart, term: str) -> Results | None:
    """The results for a term; None where the site may not, or can not, be asked."""
    spider, home = chart.spider, chart.views[0].page if chart.views else None
    if term in chart.asked:
        return chart.asked[term]
    known = [results for c in spider.charts.values() for results in c.asked.values()]
    mute = any(results.problem for results in known)
    plain = form(home) if home is not None and home.kind == "html" else None
    if plain is None or mute or len(known) >= SEARCHES or not spider.mine(plain.action):
        return None
    chart.asked[term] = await _asked(spider, term, plain.address(term))
    return chart.asked[term]


async def _asked(spider: Visitor, term: str, url: str) -> Results:
    first: Answer | None = None
    rows: dict[str, Row] = {}
    problem, onward = "", url
    for _ in range(PAGES):
        answer = await spider.fetch(onward)
        first = first or answer
        read = spider.read_rows(answer.page) if answer.page and not answer.problem else None
        problem = (answer.problem or "unreadable") if read is None else read.problem
        rows |= {row.url: row for row in read.rows if row.url} if read else {}
        onward = read.next_url if read else ""
        if not onward or not spider.mine(onward):
            break
    assert first is not None
    return Results(
        term=term,
        url=url,
        answer=first,
        rows=tuple(rows.values()),
        problem="" if rows else problem,
    )


def above(page: Page, root: str) -> Entry | None:
    """The column that a page lies in: the last of its trail, else by its metas and address."""
    names = [(url, name) for url, name in _trail(page) if url not in (root, page.url)]
    if names:
        url, name = names[-1]
        return Entry(url, name, "menu", tuple(n for _, n in reversed(names[:-1])))
    shelf = _shelf(page.url)
    return Entry(shelf, page.column, "menu") if page.column and shelf and shelf != root else None


def _trail(page: Page) -> list[tuple[str, str]]:
    """Addresses and names of the trail (当前位置：首页 > …), outermost first, home left out."""
    for node, _ in page.named(_TRAIL):
        text = bare(node.text())
        if len(text) > _LONG or not ("位置" in text or "首页" in text):
            continue
        links = [page.anchors[a.mem_id] for a in node.css("a[href]") if a.mem_id in page.anchors]
        steps = [(a.url, trimmed(a.text)) for a in links if a.url]
        return [(u, n) for u, n in steps if n != "首页" and 0 < len(n) <= NAME]
    return []


def _shelf(url: str) -> str:
    """The folder of a document's list, by its address; empty where that is the site itself."""
    parts = urlsplit(url).path.split("/")[1:-1]
    while parts and _PART.fullmatch(parts[-1]):
        parts.pop()
    return urljoin(url, f"/{'/'.join(parts)}/") if parts else ""
