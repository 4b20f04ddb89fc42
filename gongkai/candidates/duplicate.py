"""One article posted several times on a site (一稿多发): one title and text in several columns.

Innocent are one post that several columns or addresses show, what is passed on with its source
named, forms whose numbers or attachments differ, and short texts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from gongkai.candidates._holdings import Holdings, Item, sign
from gongkai.candidates._limits import limits
from gongkai.disk.judged import Candidate
from gongkai.text.match import fold

_DIGITS = re.compile(r"\d+")


def signs(holdings: Holdings) -> Iterator[Candidate]:
    """A sign for each article, with the other addresses at which it stands."""
    opened = [item for item in holdings.items if item.page and item.title]
    marks = [hash(fold(item.title)) for item in opened]  # of most titles there is one only
    often = Counter(marks)
    alike: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item, mark in zip(opened, marks, strict=True):
        if often[mark] > 1:
            alike[item.host, fold(item.title)].append(item)
    for items in alike.values():
        posts = {_post(item): item for item in reversed(items)}
        if len(posts) > 1:
            yield from _posted_again(holdings, sorted(posts.values(), key=_order))


def _posted_again(holdings: Holdings, posts: list[Item]) -> Iterator[Candidate]:
    texts = {post.url: fold(holdings.text(post)) for post in posts}
    own = [post for post in posts if _its_own(holdings, post, texts[post.url])]
    while own:
        first, *rest = own
        same = [x for x in rest if _apart(first, x) and _same(first, x, texts)]
        if same:
            days = ", ".join(str(x.day or "?") for x in (first, *same))
            names = ", ".join(_names(holdings, x) for x in (first, *same))
            yield sign(holdings, "duplicate", first, "same_text", *same, columns=names, days=days)
        own = [x for x in rest if x not in same]


def _order(item: Item) -> tuple[bool, object, str]:
    return item.day is None, item.day or 0, item.url


def _post(item: Item) -> object:
    """What makes addresses one post: the system's number, else the page's file."""
    return item.number or item.url.partition("?")[0].rsplit("/", 1)[-1] or item.url


def _its_own(holdings: Holdings, item: Item, text: str) -> bool:
    """Is it long enough to be told from others, and not passed on from somebody else?"""
    source = fold(item.source)
    home = not source or any(name in source for name in holdings.homes)
    return home and len(text) >= limits("duplicate")["least"]


def _apart(one: Item, other: Item) -> bool:
    """Each in a column of its own, both of the same office."""
    whose = {one.unit, other.unit} - {""}
    differ = one.shelves - other.shelves and other.shelves - one.shelves
    return bool(differ) and len(whose) < 2


def _same(one: Item, other: Item, texts: dict[str, str]) -> bool:
    here, there = texts[one.url], texts[other.url]
    if fold(one.source) != fold(other.source) or one.files != other.files:
        return False
    if set(_DIGITS.findall(here)) != set(_DIGITS.findall(there)):
        return False
    known = limits("duplicate")
    a, b = (_shingles(text, known["shingle"]) for text in (here, there))
    return len(a & b) >= float(known["alike"]) * len(a | b)


def _shingles(text: str, size: int) -> set[str]:
    return {text[n : n + size] for n in range(max(1, len(text) - size + 1))}


def _names(holdings: Holdings, item: Item) -> str:
    names = (holdings.shelves[url].name or url for url in sorted(item.shelves))
    return " / ".join(names)
