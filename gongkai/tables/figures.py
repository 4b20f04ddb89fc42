"""Figures as pages print them: 1,234.50, １２３４, 12.3万元, －5, 100%; and what is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from gongkai.text.match import fold

# Powers of ten of a yuan. What is counted (件, 人次) has none.
MONEY = {"元": 0, "千元": 3, "万元": 4, "百万元": 6, "亿元": 8}
_MONEY = "|".join(sorted(MONEY, key=len, reverse=True))
_FIGURE = re.compile(
    r"([-+−－]?)¥?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    rf"({_MONEY}|%|[件条个次人辆台户项天份篇宗篇]|人次|批次|件次)?"
)
_UNIT = re.compile(rf"单位:?\(?(?:人民币)?({_MONEY})|\((?:人民币)?({_MONEY})\)")
_NOTHING = frozenset(("", "-", "--", "—", "——", "/", "\\", "无", "*", "…"))


@dataclass(frozen=True)
class Figure:
    """A number, as exact as it is printed. ``power``: of ten, of a yuan; None where not said."""

    value: Decimal
    power: int | None = None

    def in_yuan(self, power: int | None) -> Decimal:
        """The value in yuan where its own unit, or ``power`` of its table, is known."""
        own = self.power if self.power is not None else power
        return self.value.scaleb(own) if own else self.value

    def grain(self, power: int | None) -> Decimal:
        """Half of its last printed place, in the unit of :meth:`in_yuan`."""
        own = self.power if self.power is not None else power
        places = self.value.as_tuple().exponent
        assert isinstance(places, int)  # what a page prints is finite
        return Decimal(5).scaleb(places - 1 + (own or 0))


def figure(text: str) -> Figure | None:
    """The number that a cell is, with or without its unit; None for anything else."""
    found = _FIGURE.fullmatch(fold(text))
    if not found:
        return None
    sign, digits, unit = found.groups()
    value = Decimal(digits.replace(",", ""))
    return Figure(-value if sign in ("-", "−", "－") else value, MONEY.get(unit or ""))


def is_nothing(text: str) -> bool:
    """A blank cell, or one with the sign that there is nothing: —, /, 无."""
    return fold(text) in _NOTHING


def unit(text: str) -> int | None:
    """The power of ten that a table's title or a head says its money is in: 单位：万元, （元）."""
    found = _UNIT.search(fold(text))
    return MONEY[found[1] or found[2]] if found else None
