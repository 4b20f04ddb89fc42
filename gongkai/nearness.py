"""Which titles of a column come nearest to the words that were looked for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from gongkai.match import fold
from gongkai.model import Row

LEAST = 0.2  # of the pairs of characters of one alternative; less is chance
_NOT = re.compile(r"!(?:\([^()]*\)|[^&|()]+)")
_ALONE = re.compile(r"[&()]+")


class Nearness:
    """The titles of one column, ready to be asked for many words."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._with: dict[str, list[int]] = defaultdict(list)
        for n, row in enumerate(rows):
            for pair in _pairs([fold(row.title)]):
                self._with[pair].append(n)

    def nearest(
        self, expression: str, count: int, *, but: Callable[[str], bool]
    ) -> list[tuple[float, Row]]:
        """The likest rows, likest first, of equals the newest, ``but`` those whose title it is."""
        best: dict[int, float] = {}
        for wanted in alternatives(expression):
            shared = Counter(n for pair in wanted for n in self._with.get(pair, ()))
            for n, hits in shared.items():
                best[n] = max(best.get(n, 0.0), hits / len(wanted))
        ranked = sorted((n for n in best if best[n] >= LEAST), key=lambda n: self._key(n, best[n]))
        others = (n for n in ranked if not but(self._rows[n].title))
        return [(best[n], self._rows[n]) for n in islice(others, count)]

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
