"""What the cells of a row beside its title and day are called: who published it, how it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.characters import normal, squeezed
from crawler.page import lines

_PUBLISHER = re.compile(
    r"^(?:(?:信息)?(?:发布|公开|发文|制发|制定|责任|公示|所属|来源)(?:机构|机关|单位|部门|主体|来源)"
    r"|单位(?:名称)?|部门|机构名称|信息来源|来源)$"
)
_STATE = re.compile(
    r"^(?:(?:办理|处理|回复|答复|受理|办结|信件|留言)(?:状态|进度)|状态|(?:回复|答复|办结)(?:时间|日期))$"
)
_MARK = re.compile(r"^[\[【(]?((?:已|未|待)(?:回复|答复|办结|办理|处理)|(?:办理|处理)中)[\]】)]?$")
_SAID = re.compile(r"^\[?([^\s:：]{2,6})\s*[:：]\s*(\S.{0,60}?)\]?$")


def heading_over(row: LexborNode, node: LexborNode) -> str:
    """The header cell of the table column in which ``node`` stands; empty where there is none."""
    cells = _cells(row)
    heads = _heads(row, len(cells))
    known = {cell.mem_id: i for i, cell in enumerate(cells)}
    cell: LexborNode | None = node
    for _ in range(4):
        if cell is None or cell.mem_id in known:
            break
        cell = cell.parent
    if cell is None or cell.mem_id not in known or not heads:
        return ""
    return heads[known[cell.mem_id]]


def said_of(row: LexborNode) -> tuple[str, str]:
    """The office that a row names as its publisher, and how a letter stands, with the headings
    (处理状态：已办结；答复时间：—): in a cell of such a heading, or by a label."""
    publisher, states = "", []
    for head, text in _named(row):
        if not publisher and _PUBLISHER.match(head):
            publisher = text
        if _STATE.match(head):
            states.append(f"{head}：{text.strip('-－—/ ') or '—'}")
    return publisher, "；".join(states)


def _named(row: LexborNode) -> Iterator[tuple[str, str]]:
    """Headings and what stands under them, then labels and what stands behind them."""
    if row.tag == "tr":
        cells = row.css("td, th")
        for head, cell in zip(_heads(row, len(cells)), cells, strict=False):
            yield head, squeezed(cell.text())
    for piece in map(normal, lines(row)[:20]):
        if said := _SAID.match(piece):
            yield said[1], said[2].strip()
        elif row.tag != "tr" and (mark := _MARK.match(piece)):
            yield "状态", mark[1]


def _heads(row: LexborNode, count: int) -> list[str]:
    """The texts of the table's first row, where it has a cell for each of the row's.

    Rows that are boxes have such a row too: the first of them, without a link.
    """
    if row.tag == "tr":
        table = row.parent if row.parent is None or row.parent.tag == "table" else row.parent.parent
        first = table.css_first("tr") if table is not None else None
    else:
        first = next(row.parent.iter(), None) if row.parent is not None else None
        first = first if first is not None and first.css_first("a") is None else None
    if first is None or first.mem_id == row.mem_id:
        return []
    heads = _cells(first)
    return [normal(squeezed(head.text())) for head in heads] if len(heads) == count else []


def _cells(row: LexborNode) -> list[LexborNode]:
    return row.css("td, th") if row.tag == "tr" else list(row.iter())
