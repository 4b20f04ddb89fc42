"""An entry that was not in its column when we had looked, with a day printed from before that.

The column was read to its end, or back beyond that day. An entry of the same title that stood
there then only has a new address, and many that come at once are a move or archives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from gongkai.candidates._holdings import Holdings, Item, Shelf, day_of, sign
from gongkai.candidates._limits import limits
from gongkai.disk.judged import Candidate
from gongkai.model import Listing
from gongkai.text.match import fold


def signs(holdings: Holdings) -> Iterator[Candidate]:
    """A sign for each entry, and one for each column into which many came."""
    known = limits("appeared")
    told = set()
    listed: dict[str, list[Item]] = defaultdict(list)
    for item in holdings.items:
        for url in item.shelves:
            listed[url].append(item)
    for url in sorted(holdings.shelves):
        shelf = holdings.shelves[url]
        came = [(i, at) for i in listed[url] if (at := _after(i, shelf))]
        if len(came) >= known["bulk"]:
            days = sorted(i.day for i, _ in came if i.day)
            yield sign(
                holdings, "migration", came[0][0], "came_together", count=len(came),
                printed=f"{days[0]}..{days[-1]}", first_seen=came[0][0].first,
            )  # fmt: skip
            continue
        for item, looked in came:
            if item.url not in told:
                told.add(item.url)
                yield sign(
                    holdings, "appeared", item, "not_there_before", printed=item.day,
                    looked=looked, first_seen=item.first, columns=shelf.name,
                )  # fmt: skip


def _after(item: Item, shelf: Shelf) -> date | None:
    """The day of the last look at which it ought to have stood there and did not."""
    if item.day is None or item.first is None:
        return None
    title = fold(item.title)
    found = None
    for reading in shelf.readings:
        looked = day_of(reading.seen_at)
        late = (looked - item.day).days > limits("appeared")["days"]
        if late and looked < item.first and _far(reading, item.day):
            if any(fold(row.title) == title or row.url == item.url for row in reading.rows):
                return None
            found = looked
    return found


def _far(reading: Listing, day: date) -> bool:
    deep = reading.back_to is not None and reading.back_to <= day
    return not reading.problem and (reading.complete or deep)
