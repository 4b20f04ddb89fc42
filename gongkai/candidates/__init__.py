"""What a machine may not decide: signs that a person should look at. Never a verdict, no points.

Each module of this folder is a kind of sign; its file name is its id. A kind is a module with
``signs(holdings) -> Iterator[Candidate]``, a pure function. Modules whose name starts with an
underscore are shared parts. What is innocent in bulk (a move to another system gives years of
pages new numbers and new ages at once) is told once, as ``migration``.

A false accusation of forgery does more harm than a sign that was overlooked: every kind asks for
several witnesses, and its limits stand with their reasons in ``limits.yaml``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from dataclasses import replace

from gongkai.candidates._holdings import Holdings, Item, Shelf, collect
from gongkai.disk.judged import Candidate

__all__ = ["Candidate", "Holdings", "Item", "Shelf", "collect", "found", "in_years", "kinds"]


def kinds() -> list[str]:
    """The ids of all kinds."""
    return sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))


def found(holdings: Holdings) -> list[Candidate]:
    """Every sign of every kind, each once, in an order that nothing but the signs decides."""
    return in_years(holdings, [holdings.year])[holdings.year]


def in_years(holdings: Holdings, years: Iterable[int]) -> dict[int, list[Candidate]]:
    """The same for the plans of several years. Most kinds look at no year, and look once."""
    modules = [importlib.import_module(f"{__name__}.{kind}") for kind in kinds()]
    yearly = [m for m in modules if getattr(m, "YEARLY", False)]
    always = {sign for m in modules if m not in yearly for sign in m.signs(holdings)}
    return {
        year: sorted(
            always | {sign for m in yearly for sign in m.signs(replace(holdings, year=year))},
            key=lambda c: (c.unit == "", c.unit, c.kind, c.url, c.other, c.seen),
        )
        for year in dict.fromkeys(years)
    }
