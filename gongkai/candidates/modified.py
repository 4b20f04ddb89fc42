"""What the server says of a page's age against the day that is printed on it.

Changed years later, another text may stand there; not changed since long before, it cannot have
been published then. Pages that are made as they are asked for, and those that were rebuilt with
many others on one day, say nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from gongkai.candidates._holdings import Holdings, Item, sign
from gongkai.candidates._limits import limits
from gongkai.disk.judged import Candidate


def signs(holdings: Holdings) -> Iterator[Candidate]:
    """A sign for each page, and one for each day on which many were changed."""
    known = limits("modified")
    pages = [item for item in holdings.items if _kept(item, known["fresh"])]
    days = Counter((item.host, item.modified) for item in pages)
    moved: dict[tuple[str, object], list[Item]] = defaultdict(list)
    for item in pages:
        why = _conflict(item, later=known["later"], before=known["before"])
        if not why:
            continue
        if days[item.host, item.modified] >= known["bulk"]:
            moved[item.host, item.modified].append(item)
            continue
        yield sign(holdings, "modified", item, why, printed=item.day, last_modified=item.modified)
    for items in moved.values():
        yield _moved(holdings, items, days[items[0].host, items[0].modified])


def _kept(item: Item, fresh: int) -> bool:
    """Does the server know the page's age, rather than the time of our visit?"""
    if item.modified is None or item.fetched is None or item.day is None:
        return False
    return (item.fetched - item.modified).days > fresh


def _conflict(item: Item, *, later: int, before: int) -> str:
    if item.modified is None or item.day is None:
        return ""
    if (item.modified - item.day).days > later and not _marked(item):
        return "changed_later"
    return "changed_before" if (item.day - item.modified).days > before else ""


def _marked(item: Item) -> bool:
    """A label that was put on it later is why it was changed."""
    return bool(item.page and (item.page.label or item.page.validity))


def _moved(holdings: Holdings, items: list[Item], pages: int) -> Candidate:
    days = sorted(item.day for item in items if item.day)
    return sign(
        holdings, "migration", items[0], "changed_together", count=pages,
        printed=f"{days[0]}..{days[-1]}", last_modified=items[0].modified,
    )  # fmt: skip
