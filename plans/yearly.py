"""Plans that say the same every year: ``{year}`` and ``{last_year}`` stand in their clauses.

``due: "{year}-01-31"`` becomes a day, ``match: "{last_year}&年报"`` a text. Which year is meant is
told by who loads the plan (that of the cut-off); by itself it is the one of ``plan.yaml``.
"""

from __future__ import annotations

from datetime import date
from typing import Any


def filled(read: Any, year: int) -> Any:
    """What was read from YAML, for that year; a text that has become a day is one."""
    if isinstance(read, dict):
        return {key: filled(value, year) for key, value in read.items()}
    if isinstance(read, list):
        return [filled(value, year) for value in read]
    if not isinstance(read, str) or "{" not in read:
        return read
    text = read.replace("{year}", str(year)).replace("{last_year}", str(year - 1))
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
