"""News in a column whose content the regulation fixes (文不对题): guide, rules, annual report.

Told by the title's words, and by how the text begins where the page was opened. Anything about
disclosure itself, and every paper, may stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.candidates._holdings import Holdings, Item, Shelf, sign
from gongkai.candidates._limits import limits
from gongkai.disk.judged import Candidate
from gongkai.text.match import fold, match


def signs(holdings: Holdings) -> Iterator[Candidate]:
    """A sign for each entry that reads like news."""
    fixed = {url: shelf for url, shelf in holdings.shelves.items() if _fixed(shelf)}
    for item in holdings.items:
        mine = sorted(url for url in item.shelves if url in fixed)
        if mine and len(mine) == len(item.shelves) and _news(holdings, item):
            here = fixed[mine[0]]
            if not _listed_from_elsewhere(here, item):
                yield sign(
                    holdings, "off_topic", item, "news_shape",
                    columns=here.name, column=here.url, day=item.day,
                )  # fmt: skip


def _fixed(shelf: Shelf) -> bool:
    known = limits("off_topic")
    name = shelf.name
    return match(known["columns"]).found_in(name) and not match(known["not_columns"]).found_in(name)


def _listed_from_elsewhere(shelf: Shelf, item: Item) -> bool:
    """The root of a tree lists what stands in its branches."""
    if not match(limits("off_topic")["mixed"]).found_in(shelf.name):
        return False
    return item.page is None or fold(item.page.column) != fold(shelf.name)


def _news(holdings: Holdings, item: Item) -> bool:
    known = limits("off_topic")
    title = fold(item.title)
    paper = title.startswith("关于") or title.endswith(tuple(known["papers"].split("|")))
    numbered = bool(item.page and item.page.doc_no)
    if paper or numbered or match(known["belongs"]).found_in(title):
        return False
    if not match(known["acts"]).found_in(title):
        return False
    if item.page is None:
        return match(known["things"]).found_in(title)
    if item.files:
        return False
    begins = fold(holdings.text(item))[: known["head"]]
    return re.search(known["lead"], begins) is not None
