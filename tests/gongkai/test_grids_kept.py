from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gongkai.disk.store import Round
from tests.make import grid, page

URL = "http://czj.haitang.gov.cn/1.html"


def test_cells_stand_beside_the_text_and_outlive_the_next_writer(tmp_path: Path) -> None:
    cells = (grid("项目|金额", "办公|1,200", title="表一"), grid("甲|乙", "1|2", whole=False))
    store = Round(tmp_path).site("czj.haitang.gov.cn")
    at, grids_at = store.put_text("正文"), store.put_grids(cells)
    store.add(replace(page("", url=URL), text_at=at, grids_at=grids_at))
    store.close()
    again = Round(tmp_path).site("czj.haitang.gov.cn")
    assert again.put_grids(()) == -1
    again.put_text("别的")
    (kept,) = again.documents()
    assert (again.text(kept), again.grids(kept), kept.grids) == ("正文", cells, ())
    again.close()


def test_a_document_without_tables_has_no_cells(tmp_path: Path) -> None:
    store = Round(tmp_path).site("czj.haitang.gov.cn")
    cells = (grid("a|b"),)
    assert store.grids(page("")) == ()
    assert store.grids(page("", grids=cells)) == cells
