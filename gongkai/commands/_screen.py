"""The terminal: where commands print, and text that may go there."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable

from rich.console import Console

_WIDE = 140  # columns where no terminal sets a width
OUT = Console(highlight=False, width=None if sys.stdout.isatty() else _WIDE)
LIVE = Console(stderr=True, highlight=False)


def lines(told: Iterable[str]) -> None:
    """Sentences, a line each; names of files and addresses are nobody's mark-up."""
    for line in told:
        OUT.print(plain(line), markup=False, soft_wrap=True)


def plain(text: str) -> str:
    """Sites' words without control signs: they shall not steer the terminal."""
    return "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)
