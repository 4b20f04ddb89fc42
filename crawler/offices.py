"""Whose column it is, where many offices share one portal: by the names that stand over it.

An office's whole name over a column, or in its own, makes it that office's and nobody else's. What
an office is about (财政, 教育) does not: 财政预决算 is where every office's budget stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gongkai.text.match import fold

_PLACE = re.compile(r"^.{0,8}?[市区县镇省]")
_WHOLE = 3  # characters of a name that is told from other words


class Offices:
    """The units that publish at one root."""

    def __init__(self, offices: Iterable[tuple[str, Sequence[str]]]) -> None:
        self._names: dict[str, set[str]] = {}
        for unit, names in offices:
            for name in map(fold, names):
                for spelling in {name, _PLACE.sub("", name)}:
                    if len(spelling) >= _WHOLE:
                        self._names.setdefault(spelling, set()).add(unit)

    def __bool__(self) -> bool:
        return bool(self._names)

    def named(self, *texts: str) -> str:
        """The unit that one of the texts names whole, the first text first; empty: none, many."""
        for text in texts:
            if name := self._longest(text):
                units = self._names[name]
                return next(iter(units)) if len(units) == 1 else ""
        return ""

    def without(self, text: str) -> str:
        """A column's name without the office's own."""
        name = self._longest(text)
        return fold(text).replace(name, "", 1) if name else text

    def _longest(self, text: str) -> str:
        folded = fold(text)
        return max((name for name in self._names if name in folded), key=len, default="")
