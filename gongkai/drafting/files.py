"""Which reader a file needs, by its content and not by its name; and the limits."""

from __future__ import annotations

from pathlib import Path

from gongkai.drafting import text
from gongkai.drafting.draft import Doubt
from gongkai.drafting.table import Block


def blocks(path: Path) -> tuple[list[Block], list[Doubt]]:
    return text.blocks(path.read_text("utf-8")), []
