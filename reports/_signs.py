"""Signs for a person, and the words of a search, as people read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from gongkai.disk.judged import Candidate
from reports import _words

KINDS = ("back_dated", "appeared", "modified", "future", "duplicate", "off_topic", "officer",
         "burst", "migration")  # fmt: skip
_JOINS = re.compile(r"\s*([&|!()])\s*")


@dataclass(frozen=True, kw_only=True)
class Sign:
    """A candidate as it is told: never a finding."""

    unit: str
    kind: str
    why: str
    title: str
    url: str
    others: tuple[str, ...]
    seen: str
    snapshots: str


def told(candidates: Iterable[Candidate], say: Callable[..., str]) -> Iterator[Sign]:
    """Each sign in words, the gravest kinds first; what has no words stands as it is."""
    for c in sorted(candidates, key=lambda c: (_rank(c.kind), c.unit == "", c.unit)):
        yield Sign(
            unit=c.unit,
            kind=_said(f"sign_{c.kind}", c.kind, say),
            why=_said(f"sign_why_{c.why}", c.why, say),
            title=_words.clean(c.title),
            url=c.url,
            others=tuple(c.other.split()),
            seen=_words.clean(say("semicolon").join(_facts(c.seen, say))),
            snapshots=c.snapshots,
        )


def expression(words: str, say: Callable[..., str]) -> str:
    """An expression over titles in words: 收费 且 目录清单."""
    said = {"&": say("match_and"), "|": say("match_or"), "!": say("match_not")}
    return _words.clean(_JOINS.sub(lambda m: said.get(m[1], m[1]), words))


def _facts(seen: str, say: Callable[..., str]) -> Iterator[str]:
    for fact in filter(None, seen.split("; ")):
        name, _, value = fact.partition("=")
        if name != "column":  # an address, for machines
            yield f"{_said(f'sign_seen_{name}', name, say)} {value.replace('..', '—')}"


def _rank(kind: str) -> int:
    return KINDS.index(kind) if kind in KINDS else len(KINDS)


def _said(key: str, otherwise: str, say: Callable[..., str]) -> str:
    return say(key) if key in _words.table() else otherwise
