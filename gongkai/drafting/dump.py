"""A table whose cells were dumped one after the other, hard-wrapped, without any separator."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.drafting.table import Block


def blocks(lines: Sequence[tuple[int, str]]) -> list[Block]:
    """The paragraphs, and the table where one can be made out."""
    return [text for _, text in lines]
