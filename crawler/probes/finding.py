"""What came of one test."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """``good`` None: it could not be made, ``problem`` says why."""

    good: bool | None
    seen: str = ""
    problem: str = ""
    pages: tuple[str, ...] = ()
    snapshots: tuple[str, ...] = ()
