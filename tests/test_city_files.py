"""Files that the city attaches: a scan is judged where words in pictures are read; a dead link is
looked at twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.files import picture
from gongkai import round, sample
from gongkai.disk.judged import Judged
from gongkai.disk.store import Round
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


def test_a_dead_link_to_a_file_is_looked_at_again(tmp_path: Path) -> None:
    with sample.city(tmp_path / "city") as path:
        job = replace(city_job(tmp_path / "r", path), units=("nyncj",))
        round.audit(job)
        assert job.clock is not None
        round.recheck(replace(job, clock=job.clock + timedelta(hours=7)))
    lines = Judged(job.folder / "judged" / "first").results()
    (line,) = [r for r in lines if (r.item, r.rule) == ("1.6", "contains")]
    assert (line.outcome, line.reason, line.confirmed) == ("fail", "dead_link", "yes")
    kept = Round(job.folder).site("www.haitang.gov.cn").snapshots()
    assert [s.look for s in kept if s.url == line.url] == [1, 2]
