"""What was judged is read as it was written, or refused with what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.disk.judged import Judged, Score
from gongkai.disk.store import Round
from gongkai.model import UserError

SCORE = Score(
    round="try", judged="first", plan="quancheng-2026", unit="czj", unit_name="泉城示例财政局",
    owed=6, manual=0, unknown=0, earned=3.0, possible=6.0, percent=50.0, low=50.0, high=50.0,
    coverage=100.0,
)  # fmt: skip


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body[: body.rindex(b",")],
        lambda body: body.rstrip() + b",1\r\n",
        lambda body: body.decode("utf-8-sig").encode("gbk"),
    ],
    ids=["cut off", "a cell more", "saved by a spreadsheet"],
)
def test_a_file_that_was_spoilt_is_told(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    judged = Judged(tmp_path)
    judged.write_results([], [SCORE], [])
    assert judged.scores() == [SCORE]
    file = tmp_path / "scores.csv"
    file.write_bytes(spoil(file.read_bytes()))
    with pytest.raises(UserError, match=r"scores\.csv：不完整.*gongkai check"):
        judged.scores()


def test_the_reasoning_and_the_round_that_were_cut_off_are_told(tmp_path: Path) -> None:
    (tmp_path / "parts.jsonl").write_text('{"plan": "quan', "utf-8")
    with pytest.raises(UserError, match=r"parts\.jsonl：不完整"):
        Judged(tmp_path).ledgers()
    (tmp_path / "run.json").write_text('{"plans": [', "utf-8")
    with pytest.raises(UserError, match=r"run\.json：不完整"):
        Round(tmp_path)
