"""Rows that are on a page and that only a script brings to light.

XML records, data in scripts, templates, comments, and days that a script writes out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from itertools import islice

from crawler.literals import decoded, value_at
from crawler.page import Page, between
from crawler.records import json_rows, xml_fragment
from gongkai.model import Row

Reader = Callable[[str, bool], tuple[Row, ...]]  # of (HTML, every list of it)

ENOUGH = 5  # rows shown, from which on only XML records are looked for
CLEARLY = 3  # times as many rows as are shown
_SCRIPTS = 300  # of a page
_MARKS = 40  # places in one script where data may begin
_DATA = re.compile(
    r"(?:articleList|listData|dataList|newsList|list|rows|records|data|items)[\"']?\s*[:=]\s*(?=[\[{])"
)
_ARRAY = re.compile(r"[=:(]\s*(?=\[\s*\{)")
_PARSED = re.compile(r"JSON\.parse\(\s*(['\"`])")
_PUSHED = re.compile(r"\.(?:push|add|append)\(\s*(?=\{)")
_KEPT = re.compile(
    r"<(?P<tag>template|noscript|textarea|xmp|script(?=[^>]*type\s*=\s*[\"']?(?:text/(?:html|template|x-[\w-]+)|"
    r"x-tmpl)))\b[^>]{0,400}>",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"\{\{|<%|\$\{|<\?=|#\{")  # of a template that is still to be filled
_WRITES = re.compile(
    r"<script[^<>]*>\s*document\.write(?:ln)?\(\s*(['\"])([^'\"<>]{0,400})\1\s*\)\s*;?\s*</script>",
    re.IGNORECASE,
)
_MOST = 3_000_000  # characters, beyond which templates are not looked for
_SHORTEST = 120  # characters of a comment or template that may hold rows


def hidden_rows(page: Page, shown: int, read: Reader) -> tuple[Row, ...]:
    """The rows of the first hiding place that holds more than the ``shown`` dated ones."""
    if "<record" in page.text:
        found = read(xml_fragment(page.text), True)
        if len(found) > shown:
            return found
    if shown >= ENOUGH:
        return ()
    for rows in _named(page):
        if len(rows) > shown and _dated(rows):
            return rows
    # What nothing calls the list may be another one: it must be clearly more than is shown.
    least = max(1, CLEARLY * shown)
    for rows in _unnamed(page):
        if len(rows) > least and _dated(rows):
            return rows
    for html in _kept(page.text):
        rows = read(html, False)
        if len(rows) > least:
            return rows
    return ()


def written_out(page: Page) -> str:
    """The page's source with the days that scripts write in their place; empty where none does."""
    if "document.write" not in page.text:
        return ""
    text, count = _WRITES.subn(lambda m: m[2], page.text)
    return text if count else ""


def _named(page: Page) -> Iterator[tuple[Row, ...]]:
    """The records that scripts hold under a list's usual names."""
    for script in page.scripts[:_SCRIPTS]:
        for mark in islice(_DATA.finditer(script), _MARKS):
            yield json_rows(value_at(script, mark.end()), page.base)


def _unnamed(page: Page) -> Iterator[tuple[Row, ...]]:
    """Records under any name, in text that is parsed, or added one by one."""
    for script in page.scripts[:_SCRIPTS]:
        for mark in islice(_ARRAY.finditer(script), _MARKS):
            yield json_rows(value_at(script, mark.end()), page.base)
        for parsed in islice(_PARSED.finditer(script), _MARKS):
            stop = script.find(f"{parsed[1]})", parsed.end())
            said = script[parsed.end() : stop] if stop > 0 else ""
            said = said.replace("\\'", "'").replace('\\"', '"')
            yield json_rows(decoded(said), page.base)
        pushed = islice(_PUSHED.finditer(script), _MARKS * 5)
        found = [value_at(script, push.end()) for push in pushed]
        yield json_rows([value for value in found if isinstance(value, dict)], page.base)


def _dated(rows: tuple[Row, ...]) -> bool:
    return sum(1 for row in rows if row.day) * 2 > len(rows)


def _kept(text: str) -> Iterator[str]:
    """HTML that is not shown: comments, templates, boxes for text."""
    for comment in between(text, "<!--", "-->"):
        if "<a" in comment and len(comment) > _SHORTEST and not _BLANKS.search(comment):
            yield comment
    lower = text.lower() if len(text) < _MOST else ""
    for opening in islice(_KEPT.finditer(text), _MARKS):
        tag = opening["tag"].lower()
        stop = lower.find(f"</{tag}", opening.end())
        inner = text[opening.end() : stop] if stop > 0 else ""
        inner = unescape(inner) if tag in ("textarea", "xmp") and "&lt;" in inner else inner
        if "<a" in inner and len(inner) > _SHORTEST and not _BLANKS.search(inner):
            yield inner
