"""Which page comes after this one, and how many there are."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Sequence
from urllib.parse import unquote_plus, urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.characters import bare, squeezed
from crawler.page import Page, PageLink, join
from crawler.pagerscript import by_script, scripted, stated_count
from crawler.rowlinks import target
from gongkai.model import Row

_COUNT = re.compile(r"\b(?:var\s+)?(?:countPage|nPageCount|pageCount)\s*=\s*[\"']?(\d+)")
_CURRENT = re.compile(r"\b(?:var\s+)?(?:currentPage|nCurrIndex)\s*=\s*[\"']?(\d+)")
_NAME = re.compile(
    r"""["']([\w-]+)["']?\s*(?:\+\s*)?["']?_["']?\s*\+\s*nextPage\s*\+\s*["']?\.["']?\s*\+?\s*["']?(\w+)"""
)
_NEXT = re.compile(r"^[\[(【]?(?:[下后]一?[页頁]|next(?:page)?|[>›»]|>>?)\W*$", re.IGNORECASE)
_PAGES = re.compile(
    r"(?:共|总共|合计)\s*<?[^<>\d]{0,12}>?\s*(\d{1,6})\s*(?:</\w+>)?\s*页|(\d{1,6})\s*页\s*/\s*(?:共)?|(?<!\d)\d{1,5}\s*/\s*(\d{1,5})\s*页"
    r"|记录\s*(\d{1,6})\s*页|总页数\s*[::]?\s*(\d{1,6})|(?:[下尾末]页|共\d{1,7}条)[\s>»|]{0,9}\d{1,5}/(\d{1,5})(?![\d/])"
)
_RECORDS = re.compile(
    r"(?:共|总计|总数|合计)\s*[::]?\s*(\d{1,8})\s*(?:条|篇|个|项|件)|总记录数?\s*[::]?\s*(\d{1,8})"
)
_PLACE = re.compile(r"/(\d{1,5})(?:\.\w{3,5}|/)?$")
_NUMBERED = re.compile(
    r"_(\d{1,5})\.\w{3,5}$|[?&](?:page|p|pageNum|pageNo|pageno|pageIndex|PageIndex)=(\d{1,5})"
)
_FILE = re.compile(r"""["']([\w./-]{1,200}\.(?:s?html?|jspx?|aspx?|php|do)(?:\?[^"'\s]*)?)["']""")
_CODED = re.compile(r">\s*(JTND[A-Za-z0-9+/]{60,20000}={0,2})\s*<")  # %3C, as base64
_XML_RECORDS = re.compile(r"<totalrecord>\s*(\d+)", re.IGNORECASE)
_XML_PAGES = re.compile(r"<totalpage>\s*(\d+)", re.IGNORECASE)


_LAST = ("尾页", "末页", "最后一页", "最后页")
_SHORT = 16  # characters of a pager's words
_OPTIONS = 500  # of a box that lists the pages


def next_page(page: Page, rows: Sequence[Row] = ()) -> str:
    """The URL of the page after ``page``; empty where this is the last, or nothing tells."""
    return (
        scripted(page)[0]
        or _by_link(page, page.links, rows)
        or _by_variables(page)
        or by_script(page)
        or _by_number(page)
        or _by_link(page, _acting(page), rows)
        or _by_options(page)
        or _by_link(page, _written(page), rows)
    )


def _written(page: Page) -> list[PageLink]:
    """The links of a pager that a script writes from base64 of quoted HTML."""
    found = []
    for m in _CODED.finditer(page.text):
        try:
            html = unquote_plus(b64decode(m[1]).decode("ascii"))
        except ValueError:
            continue
        for node in LexborHTMLParser(html).css("a[href]"):
            url = join(page.base, node.attributes.get("href") or "")
            if url:
                found.append(PageLink(url, squeezed(node.text()), ""))
    return found


def _acting(page: Page) -> list[PageLink]:
    """The links whose address only their script carries."""
    found = []
    for node in page.tree.css("[onclick], a[href^='javascript:']"):
        text = squeezed(node.text())
        url = target(node, page.base) if len(text) <= 10 else ""
        if not url:
            said = _FILE.search(node.attributes.get("onclick") or "")
            url = join(page.base, said[1]) if said else ""
        if url:
            found.append(PageLink(url, text, squeezed(node.attributes.get("title") or "")))
    return found


def _by_options(page: Page) -> str:
    """From a box that lists the pages: the option after the chosen one, or after this page."""
    for box in page.tree.css("select"):
        options = box.css("option")[:_OPTIONS]
        urls = [join(page.url, node.attributes.get("value") or "") for node in options]
        if len(urls) < 2 or not all(urls) or not all(map(_NUMBERED.search, urls[2:])):
            continue
        here = [n for n, node in enumerate(options) if "selected" in node.attributes]
        here = here or [n for n, url in enumerate(urls) if url == page.url] or [0]
        names = [squeezed(node.text()) for node in options]
        if all(name.strip("第页").isdigit() for name in names) and here[0] + 1 < len(urls):
            return urls[here[0] + 1]
    return ""


def _by_link(page: Page, links: Sequence[PageLink], rows: Sequence[Row]) -> str:
    own = {row.url for row in rows}
    host = urlsplit(page.url).netloc
    for link in links:
        said = link.text or link.title
        words = bare(said) if len(said) < _SHORT else ""
        if not _NEXT.match(words) or len(words) > 10 or link.url in own or link.url == page.url:
            continue
        # A lone arrow may lead anywhere: it is believed where the address is numbered.
        plain = words.strip(">›»") or re.search(r"\d", link.url.rpartition("/")[2])
        if plain and urlsplit(link.url).netloc == host:
            return link.url
    return ""


def _by_variables(page: Page) -> str:
    """From the variables that a template leaves beside its own paging script (counting from 0)."""
    name = _NAME.search(page.text) if "nextPage" in page.text else None
    count = _COUNT.search(page.text) if name else None
    current = _CURRENT.search(page.text) if name else None
    if count and current and name and int(current[1]) + 1 < int(count[1]):
        return join(page.url, f"{name[1]}_{int(current[1]) + 1}.{name[2]}")
    return ""


def _by_number(page: Page) -> str:
    """From a row of page numbers: the link called one more than this page."""
    here = _NUMBERED.search(page.url)
    marked = page.tree.css_first(".current, .cur, .active, .on, .thisclass, .page_cur")
    shown = bare(marked.text()) if marked else ""
    current = int(shown) if shown.isdigit() else int(here[1] or here[2]) if here else 1
    following = str(current + 1)
    for link in page.links:
        if link.text != following or link.url == page.url:
            continue
        placed = _PLACE.search(link.url)  # /list/2.html: the number alone is the page's name
        if _NUMBERED.search(link.url) or (shown and placed and placed[1] == following):
            return link.url
    return ""


def totals(page: Page) -> tuple[int, int]:
    """(pages, records) that the page itself states; -1 where it does not."""
    _, pages, records = scripted(page)
    if pages >= 0:
        return pages, records if records >= 0 else _records(page)
    xml = _XML_RECORDS.search(page.text) if "record" in page.text else None
    if xml:
        stated = _XML_PAGES.search(page.text)
        return int(stated[1]) if stated else -1, int(xml[1])
    count = stated_count(page)
    shown = _PAGES.search(page.visible.replace("\n", " ")) if count.pages < 0 else None
    pages = next((int(g) for g in shown.groups() if g), -1) if shown else count.pages
    if pages < 0:
        pages = _last_link(page)
    said = _records(page)
    return pages, said if said >= 0 else count.records


def _records(page: Page) -> int:
    shown = _RECORDS.search(page.visible.replace("\n", " "))
    return next((int(g) for g in shown.groups() if g), -1) if shown else -1


def _last_link(page: Page) -> int:
    """The number in the address of the link to the last page."""
    for link in page.links:
        if len(link.text) < _SHORT and bare(link.text) in _LAST:
            number = re.search(
                r"_(\d+)\.\w+$|[?&](?:page|p|pageNum|pageno)=(\d+)", link.url, re.IGNORECASE
            )
            if number:
                # Where index_1 follows the first page, the last one's number counts from zero.
                zero = any(
                    _NEXT.match(bare(n.text)) and n.url.rpartition("_")[2][:2] == "1."
                    for n in page.links
                )
                return int(number[1] or number[2]) + zero
    return -1
