"""From a file to a draft: the reader by content, the tables of tasks, title, 文号 and year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gongkai.drafting import columns, files, items
from gongkai.drafting.columns import Columns
from gongkai.drafting.draft import Doubt, Draft, Item
from gongkai.drafting.numbering import mark, ordinal
from gongkai.drafting.rows import Reader
from gongkai.drafting.table import Block, Table
from gongkai.drafting.words import tell
from gongkai.model import UserError
from gongkai.text.docno import doc_numbers

_TITLE = re.compile(
    r"(?:方案|要点|清单|目录|计划|台账|任务表|分工表|分解表|一览表|工作表|意见|通知|表)(?:[（(][^）)]*[）)])?$"
)
_YEAR = re.compile(r"(20\d\d|二[〇○零Ｏ]\S{2})\s*年")
_MENU = 30  # characters of a table worth a doubt
_LONG = 200  # characters of prose worth a doubt


def read(path: Path) -> Draft:
    """The items of the plan in ``path`` (.docx, .xlsx, .html or text).

    UserError where the file cannot be read or holds no table of tasks. What is unsure is in
    ``doubts``; nothing stands in an item that does not stand in the document.
    """
    blocks, doubts = files.blocks(path)
    readers, used = _tables(blocks, doubts)
    if not readers:
        raise UserError(tell("no_table", file=path))
    first, last = min(used), max(used)
    before = [block for block in blocks[:first] if isinstance(block, str)]
    before += _above(blocks[first], readers[0].columns)
    title = _title(before)
    source = _source(before)
    year = _year(title, source, blocks)
    found: list[Item] = []
    for reader in readers:
        more, unsure = items.items(reader.entries, reader.columns, year)
        found += _apart(more, {item.id for item in found})
        doubts += unsure
    if not found:
        raise UserError(tell("no_items", file=path))
    doubts = (
        _prose(blocks, first, last, title)
        + ([] if year or readers[0].columns.catalogue else [Doubt(what="year_unknown")])
        + doubts
    )
    return Draft(
        title=title,
        source=source,
        year=year,
        items=tuple(found),
        doubts=tuple(doubts),
        header=readers[0].columns.header,
    )


def _tables(blocks: Sequence[Block], doubts: list[Doubt]) -> tuple[list[Reader], list[int]]:
    """A reader for each kind of table of tasks, having read its tables; where those stand."""
    readers: list[Reader] = []
    used: list[int] = []
    number = 0
    tables = sum(isinstance(block, Table) for block in blocks)
    for at, block in enumerate(blocks):
        if isinstance(block, str):
            continue
        number += 1
        head = columns.find(block)
        goes_on = bool(readers) and block.width == readers[-1].columns.width
        if head and not (readers and head.header == readers[-1].columns.header):
            readers.append(Reader(head))
        elif not head and not (goes_on and used[-1] >= at - 3):
            doubts += _ignored(block)
            continue
        above = blocks[at - 1] if at else ""
        anew = head is not None and _begins_anew(block, head)
        name = above if isinstance(above, str) and tables > 1 else ""
        readers[-1].heading(name, anew=anew and tables > 1)
        readers[-1].read(block, head.first if head else 0, number)
        used.append(at)
        if block.guessed:
            doubts.append(Doubt(what="columns_guessed"))
    return readers, used


def _ignored(table: Table) -> list[Doubt]:
    """A doubt over a table that is no table of tasks; none over menus and signatures."""
    said = " ".join(" ".join(text for row in table.rows for text in row.texts).split())
    if len(table.rows) < 2 or len(said) < _MENU:
        return []
    return [Doubt(what="table_ignored", seen=said[:30])]


def _begins_anew(table: Table, head: Columns) -> bool:
    """Whether the first row of a table has number 1."""
    for row in table.rows[head.first :]:
        cells = (row.cells[c].text for c in (head.number, head.item) if 0 <= c < len(row.cells))
        labels = [ordinal(text) or (found.label if (found := mark(text)) else "") for text in cells]
        if any(labels):
            return next(label for label in labels if label) == "1"
    return False


def _apart(more: list[Item], used: set[str]) -> list[Item]:
    """Ids of another kind of table that were used are counted on: 3-2."""
    kept = []
    for item in more:
        id_, n = item.id, 2
        while id_ in used:
            id_, n = f"{item.id}-{n}", n + 1
        used.add(id_)
        kept.append(replace(item, id=id_))
    return kept


def _above(block: Block, head: Columns) -> list[str]:
    """What a sheet or table says over its heads."""
    if isinstance(block, str):
        return []
    rows = block.rows[: head.first]
    return [
        text
        for row in rows
        for text in row.texts
        if text.strip() and columns.fold(text) not in head.heads
    ]


def _title(before: Sequence[str]) -> str:
    """The paragraph nearest above the table that ends as titles do, with a line it goes on from."""
    lines = [re.sub(r"\s+", "", text.lstrip("# ")) for text in before]
    lines = [line for line in lines if line]
    for at in range(len(lines) - 1, -1, -1):
        if (
            _TITLE.search(lines[at])
            and len(lines[at]) <= 80
            and not re.match(r"附件\d*[:：]", lines[at])
        ):
            above = lines[at - 1] if at else ""
            goes_on = re.search(r"(?:关于|贯彻|落实|印发|人民政府|办公[室厅]|局|委员会)\S*$", above)
            dated = re.search(r"20\d\d", above) and "20" not in lines[at]
            joined = f"{above}{lines[at]}"
            if (goes_on or dated) and len(joined) <= 80 and not re.search(r"[。；：:号]$", above):
                return joined
            return lines[at]
    return lines[0][:80] if lines else ""


def _source(before: Sequence[str]) -> str:
    """The 文号 that stands alone, else the first that is named above the table."""
    alone = [n for text in before if len(text.strip()) <= 30 for n in doc_numbers(text)]
    return alone[0] if alone else ""


def _year(title: str, source: str, blocks: Sequence[Block]) -> int:
    for text in (title, source):
        if found := re.search(r"20\d\d", columns.fold(text)):
            return int(found[0])
    said: Counter[int] = Counter()
    for block in blocks:
        texts = [block] if isinstance(block, str) else [t for row in block.rows for t in row.texts]
        for text in texts:
            said.update(int(y) for y in re.findall(r"(20\d\d)年", columns.fold(text)))
    return said.most_common(1)[0][0] if said else 0


def _prose(blocks: Sequence[Block], first: int, last: int, title: str) -> list[Doubt]:
    found = []
    for what, part in (("prose_before", blocks[:first]), ("prose_follows", blocks[last + 1 :])):
        texts = [" ".join(text.split()) for text in part if isinstance(text, str)]
        long = [text for text in texts if len(text) > 40]
        if sum(map(len, long)) > _LONG:
            found.append(Doubt(what=what, seen=long[0][:40]))
    return found
