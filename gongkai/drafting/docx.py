"""Word: paragraphs and tables, with merged cells and the numbers that Word itself writes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gongkai.drafting import columns
from gongkai.drafting.lists import Lists
from gongkai.drafting.package import Package
from gongkai.drafting.table import ABOVE, LEFT, MOST_COLUMNS, MOST_ROWS, Block, Cell, Table, ruled
from gongkai.drafting.words import tell
from gongkai.model import UserError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_THROUGH = ("sdt", "sdtContent", "ins", "smartTag", "customXml", "hyperlink", "moveTo")
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}noBreakHyphen": "-"}
_GONE = (f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}pPr", _FALLBACK)


def blocks(package: Package) -> list[Block]:
    """What stands in the body of a Word file, in order."""
    tree = package.part("word/document.xml")
    body = tree.find(f"{W}body") if tree is not None else None
    if tree is not None and body is None and tree.tag.startswith(_STRICT):
        body = _transitional(tree).find(f"{W}body")
    if body is None:
        raise UserError(tell("damaged", file=package.path, why="word/document.xml"))
    lists = Lists(package.part("word/numbering.xml"), package.part("word/styles.xml"))
    found: list[Block] = []
    rows = 0
    for child in _children(body):
        if child.tag == f"{W}p":
            found.extend(line for line in _paragraph(child, lists).split("\n") if line.strip())
        elif child.tag == f"{W}tbl":
            for table in _tables(child, lists):
                rows += len(table.rows)
                found.append(table)
        if rows > MOST_ROWS:
            raise UserError(tell("too_many", file=package.path, limit=MOST_ROWS))
    return found


def _transitional(tree: etree._Element) -> etree._Element:
    """The strict kind of .docx differs in its namespace only."""
    for element in tree.iter(etree.Element):
        element.tag = str(element.tag).replace(_STRICT, W)
        for key, value in list(element.attrib.items()):
            if str(key).startswith(_STRICT):
                element.attrib[str(key).replace(_STRICT, W)] = value
    return tree


def _children(element: etree._Element) -> Iterator[etree._Element]:
    """Child elements, through containers that say nothing of their own."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag in _CONTAINERS:
            yield from _children(child)
        else:
            yield child


_CONTAINERS = frozenset(f"{W}{name}" for name in _THROUGH)


def _paragraph(paragraph: etree._Element, lists: Lists) -> str:
    return lists.number(paragraph) + "".join(_text(paragraph))


def _text(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in _GONE or not isinstance(child.tag, str):
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag == f"{W}sym":
            yield _symbol(child)
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        else:
            yield from _text(child)


def _symbol(element: etree._Element) -> str:
    """A sign of the Wingdings font: ticked and empty boxes matter, the others are bullets."""
    code = str(element.get(f"{W}char", "")).upper()[-2:]
    return {"A8": "□", "6F": "□", "A3": "□", "FE": "☑", "FD": "☑", "52": "☑", "6E": "■"}.get(
        code, ""
    )


def _tables(table: etree._Element, lists: Lists) -> Iterator[Table]:
    """A table, or those inside it where it only frames them."""
    inner = [child for child in table.iter(f"{W}tbl") if child is not table]
    if inner and columns.find(_table(table, Lists(None, None))) is None:
        for child in inner:
            if child.find(f".//{W}tbl") is None:
                yield _table(child, lists)
    else:
        yield _table(table, lists)


def _table(table: etree._Element, lists: Lists) -> Table:
    rows: list[list[Cell]] = []
    for row in _children(table):
        if row.tag == f"{W}tr" and row.find(f"{W}trPr/{W}del") is None:
            rows.append(_row(row, lists))
        if len(rows) > MOST_ROWS:
            break
    return ruled(rows)


def _row(row: etree._Element, lists: Lists) -> list[Cell]:
    cells = [Cell()] * min(_value(row, "trPr", "gridBefore", 0), MOST_COLUMNS)
    for cell in _children(row):
        if cell.tag != f"{W}tc" or len(cells) >= MOST_COLUMNS:
            continue
        text = "\n".join(_lines(cell, lists)).strip()
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        across = cell.find(f"{W}tcPr/{W}hMerge")
        if across is not None and across.get(f"{W}val", "continue") == "continue":
            cells.append(Cell(merged=LEFT))
        elif merge is not None and merge.get(f"{W}val", "continue") == "continue":
            cells.append(Cell(merged=ABOVE))  # Word hides what stands in it
        else:
            cells.append(Cell(text=text))
        span = min(_value(cell, "tcPr", "gridSpan", 1), MOST_COLUMNS - len(cells) + 1)
        cells.extend([Cell(merged=LEFT)] * (span - 1))
    return cells


def _lines(cell: etree._Element, lists: Lists) -> Iterator[str]:
    for child in _children(cell):
        if child.tag == f"{W}p":
            yield _paragraph(child, lists)
        elif child.tag == f"{W}tbl":
            for row in _table(child, lists).rows:
                yield " ".join(text for text in row.texts if text)


def _value(element: etree._Element, holder: str, name: str, default: int) -> int:
    found = element.find(f"{W}{holder}/{W}{name}")
    value = found.get(f"{W}val", "") if found is not None else ""
    return int(value) if value.isdecimal() else default
