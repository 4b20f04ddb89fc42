"""On every site of the invented city the columns are found, and what is beside them is not."""

from __future__ import annotations

from pathlib import Path

from bench import discover


def test_the_columns_of_the_city_are_found_and_nothing_else(tmp_path: Path) -> None:
    figures = discover.measured(tmp_path)
    assert sum(m.columns for m in figures) > 100
    for m in figures:
        assert m.found >= 0.95 * m.columns, m.lost
        assert len(m.wrong) <= 0.02 * m.proposed, m.wrong
