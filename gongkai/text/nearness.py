"""Which titles of a column come nearest to the words that were looked for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from typing import NamedTuple

from gongkai.model import Row
from gongkai.text.match import fold, match

MOST = 3  # near ones that are told
LEAST = 0.2  # of the pairs of characters of one alternative; less is chance
_NOT = re.compile(r"!(?:\([^()]*\)|[^&|()]+)")
_ALONE = re.compile(r"[&()]+")


class Asked(NamedTuple):
    """How many rows are meant, and the likest others with their likeness: likest first, of equals
    the newest."""

    matched: int
    near: tuple[tuple[float, Row], ...]


class Nearness:
    """The titles of one column, ready to be asked for many words."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._asked: dict[str, Asked] = {}
        self._with: dict[str, list[int]] = defaultdict(list)
        for n, row in enumerate(rows):
            for pair in _pairs([fold(row.title)]):
                self._with[pair].append(n)

    def asked(self, expression: str) -> Asked:
        """What these words find, and what comes nearest to them; the same is found once."""
        if expression not in self._asked:
            self._asked[expression] = self._answer(expression)
        return self._asked[expression]

    def _answer(self, expression: str) -> Asked:
        if not expression:
            return Asked(0, ())
        wanted = match(expression)
        meant = {n for n, row in enumerate(self._rows) if wanted.found_in(row.title)}
        best: dict[int, float] = {}
        for pairs in alternatives(expression):
            shared = Counter(n for pair in pairs for n in self._with.get(pair, ()))
            for n, hits in shared.items():
                best[n] = max(best.get(n, 0.0), hits / len(pairs))
        others = (n for n, score in best.items() if score >= LEAST and n not in meant)
        first = nsmallest(MOST, others, key=lambda n: self._key(n, best[n]))
        return Asked(len(meant), tuple((best[n], self._rows[n]) for n in first))

    def _key(self, n: int, score: float) -> tuple[float, int, str]:
        row = self._rows[n]
        return -score, -row.day.toordinal() if row.day else 0, row.url


def alternatives(expression: str) -> list[set[str]]:
    """Of each alternative the pairs of characters in its words; negated words are left out."""
    wanted = _NOT.sub("", fold(expression).replace("（", "(").replace("）", ")"))
    words = ([w for w in _ALONE.split(each) if w] for each in wanted.split("|"))
    return [pairs for each in words if (pairs := _pairs(each))]


def _pairs(words: Iterable[str]) -> set[str]:
    return {word[n : n + 2] for word in words for n in range(max(1, len(word) - 1))}
