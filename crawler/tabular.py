"""The tables in a document's content: their heads, how many rows they have, and their cells."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from crawler.characters import normal, squeezed
from crawler.grids import Cell, grid, plain
from gongkai.model import Grid, Table

_ABOVE = 3  # blocks over a table in which its name and unit may stand
_CLIMB = 3  # elements around it that hold nothing else
_MOST = 200  # tables of a page whose cells are kept


def tables_of(node: LexborNode | None) -> tuple[tuple[Table, ...], tuple[Grid, ...]]:
    """The tables below ``node`` with two rows or more: header cells and number of body rows; and
    the cells of each that lays out no other table."""
    found: list[Table] = []
    grids: list[Grid] = []
    for table in node.css("table") if node is not None else ():
        rows = [row for row in table.css("tr") if _table_of(row) == table.mem_id]
        if len(rows) < 2:
            continue
        every = [row.css("td, th") for row in rows]
        texts = [[normal(squeezed(cell.text())) for cell in row] for row in every]
        cells = [row for row in texts if any(row)]
        # A title row spanning the table stands above the header in most printed tables.
        top = next((i for i, row in enumerate(cells) if sum(map(bool, row)) > 1), -1)
        if top < 0 and len(cells) < 2:
            continue
        if len(cells) - max(top, 0) >= 2:
            found.append(Table(header=tuple(cells[max(top, 0)]), rows=len(cells) - max(top, 0) - 1))
        if top >= 0 and len(grids) < _MOST and not _lays_out(table):
            made = _laid(table, every, texts)
            grids += [made] if made else []
    return tuple(found), tuple(grids)


def _lays_out(table: LexborNode) -> bool:
    """Does it hold other tables?"""
    return any(inner.mem_id != table.mem_id for inner in table.css("table"))


def _laid(table: LexborNode, every: list[list[LexborNode]], texts: list[list[str]]) -> Grid | None:
    """The cells; how far each reaches is looked up only for those that say."""
    far = {cell.mem_id: _reach(cell) for cell in table.css("[rowspan], [colspan]")}
    if not far:
        return plain(_over(table), texts)
    rows = zip(every, texts, strict=True)
    return grid(_over(table), (_reaching(nodes, row, far) for nodes, row in rows))


def _reaching(
    nodes: list[LexborNode], row: list[str], far: dict[int, tuple[int, int]]
) -> list[Cell]:
    reach = (far.get(node.mem_id, (1, 1)) for node in nodes)
    return [Cell(text, *span) for text, span in zip(row, reach, strict=True)]


def _reach(cell: LexborNode) -> tuple[int, int]:
    said = cell.attributes
    return _number(said.get("rowspan")), _number(said.get("colspan"))


def _number(said: str | None) -> int:
    text = (said or "").strip()
    return max(1, min(int(text), 1000)) if text.isdecimal() and len(text) < 5 else 1


def _over(table: LexborNode) -> str:
    """The last lines that stand over a table, not beyond the table before it."""
    lines: list[str] = []
    at: LexborNode | None = table
    for _ in range(_CLIMB):
        above = at.prev if at is not None else None
        while above is not None and len(lines) < _ABOVE:
            if above.tag == "table":
                return " ".join(reversed(lines))
            text = normal(squeezed(above.text()))
            if text:
                lines.append(text[-120:])
            above = above.prev
        at = at.parent if at is not None else None
        if lines or at is None or at.tag in ("body", "html"):
            break
    return " ".join(reversed(lines))


def _table_of(row: LexborNode) -> int:
    above = row.parent
    for _ in range(3):
        if above is None or above.tag == "table":
            break
        above = above.parent
    return above.mem_id if above is not None else 0
