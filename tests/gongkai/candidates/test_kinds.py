"""What all kinds of signs share: found by being in the folder, sorted, limits with a reason."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import yaml

import gongkai.candidates
from gongkai.candidates import found, kinds
from gongkai.disk.judged import Candidate, Judged
from tests.gongkai.candidates.holdings import NOTICES, holdings, item

FOLDER = Path(gongkai.candidates.__file__).parent


def test_every_kind_has_limits_and_every_limit_a_reason() -> None:
    limits = yaml.safe_load((FOLDER / "limits.yaml").read_text("utf-8"))
    assert sorted(limits) == kinds()
    for kind in limits.values():
        assert all(set(limit) == {"is", "why"} and limit["why"] for limit in kind.values())


def test_signs_stand_in_an_order_that_nothing_else_decides() -> None:
    ahead = [
        item(n, "2026-03-01", unit=unit, shelves=frozenset())
        for n, unit in enumerate(["b", "", "a"])
    ]
    orders = [found(holdings(each)) for each in permutations(ahead)]
    assert [c.unit for c in orders[0]] == ["a", "b", ""]
    assert all(order == orders[0] for order in orders)


def test_nothing_read_gives_no_sign() -> None:
    assert found(holdings([])) == []
    assert found(holdings([item(n, "2025-06-01", at=NOTICES) for n in range(9)])) == []


def test_a_title_that_is_a_formula_is_none_in_the_file(tmp_path: Path) -> None:
    sign = Candidate(
        kind="future", plan="p", unit="czj", url="http://a.example/", title="=1+1", other="",
        seen="printed=2026-03-01", why="ahead", snapshots="",
    )  # fmt: skip
    judged = Judged(tmp_path)
    assert judged.candidates() == []
    judged.write_candidates([sign])
    assert b"'=1+1" in (tmp_path / "candidates.csv").read_bytes()
    assert (tmp_path / "candidates.csv").read_bytes().startswith(b"\xef\xbb\xbfkind,plan,unit,")
    assert judged.candidates() == [sign]
