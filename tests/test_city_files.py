"""A scan that the city attaches: unknown as it is, judged where words in pictures are read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crawler.files import picture
from gongkai import round, sample
from gongkai.judged import Judged
from gongkai.store import Round
from tests.conftest import city_job


@pytest.mark.parametrize(
    ("ocr", "told"),
    [
        (False, ("unknown", "unreadable")),
        pytest.param(
            True,
            ("pass", "ok"),
            marks=pytest.mark.skipif(not picture.can_read(), reason="no extra ocr"),
        ),
    ],
)
def test_the_scan_of_an_account(ocr: bool, told: tuple[str, str], tmp_path: Path) -> None:
    with sample.city(tmp_path / "city") as path:
        job = replace(city_job(tmp_path / "r", path, ocr=ocr), units=("ssj",))
        round.audit(job)
    lines = Judged(job.folder / "judged" / "first").results()
    (line,) = [r for r in lines if (r.item, r.rule) == ("1.6", "contains")]
    assert (line.outcome, line.reason) == told
    assert Round(job.folder).info["ocr"] is ocr
    if not ocr:  # the proof is the file itself
        store = Round(job.folder).site("ssj.haitang.gov.cn")
        kept = {s.url: s for s in store.snapshots()}[line.url]
        assert line.url.endswith(".pdf")
        assert store.body(kept)[1].startswith(b"%PDF")
