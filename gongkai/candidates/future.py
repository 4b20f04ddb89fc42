"""A printed day that lay ahead when we first saw the entry.

A column in which that is common lists what is to come, and its days are none of publishing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gongkai.candidates._holdings import Holdings, Item, sign
from gongkai.candidates._limits import limits
from gongkai.disk.judged import Candidate

_PRINTED = ("label", "shown", "api")


def signs(holdings: Holdings) -> Iterator[Candidate]:
    """A sign for each entry."""
    known = limits("future")
    ahead = [item for item in holdings.items if _ahead(holdings, item) > known["days"]]
    dated = Counter(url for item in holdings.items if item.day for url in item.shelves)
    often = Counter(url for item in ahead for url in item.shelves)
    for item in ahead:
        if all(
            often[url] == 1 or often[url] <= known["share"] * dated[url] for url in item.shelves
        ):
            yield sign(
                holdings, "future", item, "ahead", printed=item.day,
                first_seen=item.first or holdings.seen_at,
            )  # fmt: skip


def _ahead(holdings: Holdings, item: Item) -> int:
    """Days by which the printed day is later than our first sight."""
    if item.day is None or item.day_from not in _PRINTED:
        return 0
    return (item.day - (item.first or holdings.seen_at)).days
