"""An adapter is broken on purpose: nothing that it read is judged, and the report says so."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from gongkai import round
from gongkai.disk.judged import Judged

BROKEN = """

def _first_row_lost(self: NfcmsSpider, page: Page) -> Rows:
    return Rows(rows=GkmlptSpider.read_rows(self, page).rows[1:])


NfcmsSpider.read_rows = _first_row_lost
"""


@pytest.fixture(scope="module")
def audited_by_broken(checkout: Path) -> Path:
    with (checkout / "spiders" / "nfcms.py").open("a", encoding="utf-8") as file:
        file.write(BROKEN)
    asked = "audit --plan haitang --targets sample --unit szfb --unit czj --out runs/x --no-browser"
    done = subprocess.run(
        [sys.executable, "-m", "gongkai", *asked.split()],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return checkout / "runs" / "x"


def test_verdicts_that_rest_on_it_are_unknown_and_the_others_stand(audited_by_broken: Path) -> None:
    results = Judged(audited_by_broken / "judged" / "first").results()
    portal = Counter((r.outcome, r.reason) for r in results if r.place == "portal")
    own = Counter(r.outcome for r in results if r.place == "own")
    assert portal == {("unknown", "adapter"): sum(portal.values())}
    assert own["pass"] >= 4
    assert own["unknown"] == 0


def test_page_one_says_so_in_plain_words(audited_by_broken: Path) -> None:
    page = (audited_by_broken / "judged" / "first" / "out" / "index.html").read_text("utf-8")
    told = page[: page.index("<section>")]
    assert "海棠市人民政府门户网站（自检未通过）" in told
    assert "自检页面读错：列表条目、翻页" in told
    assert "这是我方的问题，不是被评单位的问题" in told
    assert "海棠市财政局（自检" not in page


def test_a_sound_round_says_nothing_of_it(audited: round.Job) -> None:
    out = audited.folder / "judged" / "first" / "out"
    page = (out / "index.html").read_text("utf-8")
    assert "自检未通过" not in page
    assert "各站点读取情况" in page
