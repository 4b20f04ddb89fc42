"""Word since 2007, and WPS Writer's packages: paragraphs, text boxes and tables of the body."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from crawler.files.archive import Zip
from crawler.files.contents import Collected, Contents, Unreadable
from crawler.files.markup import local, tree
from crawler.grids import Cell

_GONE = frozenset(("del", "moveFrom", "instrText", "pPr", "rPr", "Fallback"))
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
_BOX = "txbxContent"
_SCAN = 20  # characters under which a document of pictures is a scan


def read(body: bytes) -> Contents:
    """What stands in the document."""
    packed = Zip(body)
    found = Collected()
    root = tree(packed.read("word/document.xml"))
    place = next((child for child in root if local(child) == "body"), None)
    if place is None:
        raise Unreadable("damaged")
    _blocks(place, found)
    pictures = any(i.filename.lower().startswith("word/media/") for i in packed.infos)
    scan = pictures and found.size < _SCAN
    return found.contents("docx", "scan" if scan else "")


def _blocks(place: etree._Element, found: Collected) -> None:
    for child in place:
        name = local(child)
        if name == "p":
            _paragraph(child, found)
        elif name == "tbl":
            spread = _spread(child)
            found.table([[c.text for c in row] for row in spread], spread)
        elif name and name not in _GONE:
            _blocks(child, found)


def _paragraph(paragraph: etree._Element, found: Collected) -> None:
    for line in "".join(_text(paragraph)).split("\n"):
        found.line(line)
    for box in paragraph.iter("{*}" + _BOX):
        if not any(local(above) in _GONE for above in box.iterancestors()):
            _blocks(box, found)


def _text(element: etree._Element) -> Iterator[str]:
    for child in element:
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name in _BREAKS:
            yield _BREAKS[name]
        elif name not in _GONE and name != _BOX:
            yield from _text(child)


def _cell(cell: etree._Element) -> str:
    """A cell's paragraphs in one line; tables in it as well."""
    return " ".join("".join(_text(p)) for p in cell.iter("{*}p")).strip()


def _spread(table: etree._Element) -> list[list[Cell]]:
    """The cells with how far they reach: across by gridSpan, down by what vMerge goes on."""
    rows: list[list[Cell]] = []
    heads: dict[int, tuple[int, int]] = {}  # column -> where the cell above it that goes on stands
    for line in _below(table, "tr"):
        row: list[Cell] = []
        column = 0
        for cell in _below(line, "tc"):
            across, merged = _merged(cell)
            if merged == "continue" and column in heads:
                n, at = heads[column]
                rows[n][at] = rows[n][at]._replace(down=len(rows) - n + 1)
            else:
                heads.pop(column, None)
                if merged == "restart":
                    heads[column] = (len(rows), len(row))
                row.append(Cell(_cell(cell), 1, across))
            column += across
        rows.append(row)
    return rows


def _merged(cell: etree._Element) -> tuple[int, str]:
    """How many columns a cell covers; restart or continue where it is a part of a tall one."""
    says = next((child for child in cell if local(child) == "tcPr"), None)
    across, merged = 1, ""
    for said in says if says is not None else ():
        value = next((str(v) for k, v in said.items() if str(k).endswith("}val")), "")
        if local(said) == "gridSpan" and value.isdecimal() and len(value) < 4:
            across = max(1, int(value))
        elif local(said) == "vMerge":
            merged = "restart" if value == "restart" else "continue"
    return across, merged


def _below(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, through what wraps them."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
            yield from _below(child, name)
