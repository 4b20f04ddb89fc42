"""A hundred plans of random make, in turn in every format."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.drafting import Item, read
from tests.gongkai.drafting.documents import FORMATS, write
from tests.gongkai.drafting.made import Made, Told


@pytest.mark.parametrize("seed", range(100))
def test_items(tmp_path: Path, seed: int) -> None:
    made = Made(seed=seed)
    path = tmp_path / f"plan{FORMATS[seed % len(FORMATS)]}"
    draft = read(write(path, made.rows, before=["海棠市2024年政务公开工作要点任务分解表"]))
    assert [told(item) for item in draft.items] == made.items


def told(item: Item) -> Told:
    due = f"{item.due:%m-%d}" if item.due else ""
    return (item.id, frozenset(item.units), frozenset(item.support), due)
