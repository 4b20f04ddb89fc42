"""A web page: its paragraphs and tables, with rowspan and colspan, through layout tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
from lxml import etree

from gongkai.drafting import columns
from gongkai.drafting.table import ABOVE, LEFT, MOST_COLUMNS, MOST_ROWS, Block, Cell, Table, ruled
from gongkai.drafting.words import tell
from gongkai.model import UserError

_WIDE = "[\u2014-\u2027\u3000-\u9fff\uff00-\uffef]"
_WRAPPED = re.compile(rf"(?<={_WIDE})[ \t]*\r?\n[ \t]*(?={_WIDE})")
_SKIPPED = frozenset(
    ["script", "style", "noscript", "template", "select", "textarea", "svg", "head"]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "section",
        "article",
        "center",
        "dd",
        "dt",
        "ul",
        "ol",
        "table",
        "blockquote",
    ]
)


def blocks(page: str, path: Path) -> list[Block]:
    """What stands in a page, in order. A table that only lays out the page is walked through."""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UserError(tell("damaged", file=path, why=error)) from None
    found: list[Block] = []
    words: list[str] = []
    _walk(tree, found, words)
    _flush(found, words)
    return found


def _walk(element: etree._Element, found: list[Block], words: list[str]) -> None:
    """Depth first, without recursion into data tables. Pages nest at most 255 deep in lxml."""
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in _SKIPPED or _hidden(child):
            words.append(child.tail or "")
            continue
        if tag in _BLOCKS or tag == "br":
            _flush(found, words)
        table = _data(child) if tag == "table" else None
        if table is not None:
            found.append(table)
        else:
            words.append(child.text or "")
            _walk(child, found, words)
            if tag in _BLOCKS:
                _flush(found, words)
        words.append(child.tail or "")


def _flush(found: list[Block], words: list[str]) -> None:
    text = " ".join("".join(words).split())
    words.clear()
    if text:
        found.append(text)


def _hidden(element: etree._Element) -> bool:
    style = str(element.get("style", "")).replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None


def _data(element: etree._Element) -> Table | None:
    """A table of data; None for one that lays out other tables or paragraphs."""
    nested = element.find(".//table") is not None
    table = _table(element)
    if nested and columns.find(table) is None:
        return None
    return table if table.width > 1 else None


def _own_rows(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag in ("thead", "tbody", "tfoot"):
            yield from _own_rows(child)
        elif child.tag == "tr" and not _hidden(child):
            yield child


def _table(element: etree._Element) -> Table:
    rows: list[list[Cell]] = []
    open_: dict[int, tuple[int, str]] = {}  # column -> rows still to come, and which part
    for row in _own_rows(element):
        rows.append(_row(row, open_))
        if len(rows) > MOST_ROWS:
            break
    return ruled(rows)


def _row(row: etree._Element, open_: dict[int, tuple[int, str]]) -> list[Cell]:
    cells: list[Cell] = []
    for cell in row:
        if cell.tag not in ("td", "th"):
            continue
        _fill(cells, open_)
        if len(cells) >= MOST_COLUMNS:
            break
        down, across = _span(cell, "rowspan", MOST_ROWS), _span(cell, "colspan", MOST_COLUMNS)
        for n in range(min(across, MOST_COLUMNS - len(cells))):
            if down > 1:
                open_[len(cells)] = (down - 1, LEFT if n else ABOVE)
            cells.append(Cell(merged=LEFT) if n else Cell(text=_text(cell)))
    _fill(cells, open_)
    return cells


def _fill(cells: list[Cell], open_: dict[int, tuple[int, str]]) -> None:
    """Cells that came down from rows above."""
    while len(cells) in open_ and len(cells) < MOST_COLUMNS:
        left, part = open_.pop(len(cells))
        if left > 1:
            open_[len(cells)] = (left - 1, part)
        cells.append(Cell(merged=part))


def _span(cell: etree._Element, name: str, most: int) -> int:
    value = str(cell.get(name, "1")).strip()
    return max(1, min(int(value), most)) if value.isdecimal() and len(value) < 7 else 1


def _text(cell: etree._Element) -> str:
    words: list[str] = []
    _words(cell, words)
    lines = [" ".join(line.split()) for line in "".join(words).split("\n")]
    return "\n".join(line for line in lines if line)


def _words(element: etree._Element, words: list[str]) -> None:
    words.append(_one_line(element.text))
    count = 0
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag not in _SKIPPED and not _hidden(child):
            if tag in _BLOCKS or tag == "br":
                words.append("\n")
            if tag == "li" and element.tag == "ol":
                count += 1
                words.append(f"{count}.")
            _words(child, words)
            if tag in _BLOCKS:
                words.append("\n")
        words.append(_one_line(child.tail))


def _one_line(text: str | None) -> str:
    """A line break in the source of a page is a space, and none between Chinese."""
    return " ".join(_WRAPPED.sub("", text or "").replace("\xa0", " ").splitlines())
