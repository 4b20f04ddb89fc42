"""What a visit made for another plan never looked at is not missing."""

from __future__ import annotations

from pathlib import Path

from gongkai.model import Search
from tests.gongkai.world import NOTICES, OWN, column, judged, listing, plan, said, targets
from tests.gongkai.world import with_subject as subjects

SOUGHT = plan(subjects=subjects(elsewhere=("notices",)))
KNOWN = targets(column(), column(NOTICES, "czj", "notices"))


def test_a_column_elsewhere_that_was_never_read_may_hold_it(tmp_path: Path) -> None:
    line = judged(tmp_path / "a", listing(), made=SOUGHT, who=KNOWN)
    assert said(line) == ("unknown", "not_captured")
    assert [a.need.why for a in line.asks] == ["misplaced"]  # so that the next visit reads it
    read = judged(tmp_path / "b", listing(), listing(column=NOTICES), made=SOUGHT, who=KNOWN)
    assert said(read) == ("fail", "missing")


def test_a_column_elsewhere_that_was_looked_for_and_not_found_hides_nothing(tmp_path: Path) -> None:
    nowhere = Search(root=OWN, subject="notices", complete=True)
    who = targets(column())
    assert said(judged(tmp_path / "a", listing(), nowhere, made=SOUGHT, who=who)) == (
        "fail",
        "missing",
    )
    assert said(judged(tmp_path / "b", listing(), made=SOUGHT, who=who)) == (
        "unknown",
        "not_captured",
    )
