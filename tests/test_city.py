"""The invented city, end to end: every result equals the truth written from its planted defects."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from crawler.browser import find_browser
from gongkai import round, sample
from gongkai.disk.judged import Judged, Result
from gongkai.disk.store import Round
from tests.conftest import city_job


def truth(*, browser: bool) -> dict[tuple[str, ...], tuple[str, ...]]:
    with sample.TRUTH.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    told = {}
    for row in rows:
        if not browser and row["outcome_without_browser"]:
            row |= {
                "outcome": row["outcome_without_browser"],
                "reason": row["reason_without_browser"],
            }
        told[row["item"], row["unit"], row["place"], row["rule"]] = (row["outcome"], row["reason"])
    return told


def said(results: list[Result]) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {(r.item, r.unit, r.place, r.rule): (r.outcome, r.reason) for r in results}


def test_without_a_browser_every_result_equals_the_truth(audited: round.Job) -> None:
    found = said(Judged(audited.folder / "judged" / "first").results())
    assert found == truth(browser=False)


@pytest.mark.skipif(find_browser() is None, reason="no browser on this machine")
def test_with_a_browser_every_result_equals_the_truth(tmp_path: Path) -> None:
    with sample.city(tmp_path / "city") as path:
        made = city_job(tmp_path / "r1", path, browser=True)
        round.audit(made)
    found = said(Judged(made.folder / "judged" / "first").results())
    assert found == truth(browser=True)


def test_judging_twice_gives_the_same_bytes(audited: round.Job) -> None:
    folder = audited.folder / "judged" / "first"
    before = {
        name: (folder / name).read_bytes() for name in ("results.csv", "parts.jsonl", "scores.csv")
    }
    round.check(round.reopen(audited.folder))
    assert {name: (folder / name).read_bytes() for name in before} == before


def test_a_url_is_fetched_once(audited: round.Job) -> None:
    for host in Round(audited.folder).hosts():
        urls = [s.url for s in Round(audited.folder).site(host).snapshots() if s.status]
        assert len(urls) == len(set(urls))


def test_the_parts_are_counted_as_the_truth_counts_them(audited: round.Job) -> None:
    counts = ("parts_good", "parts_due", "parts_doubtful")
    with sample.TRUTH.open(encoding="utf-8-sig", newline="") as file:
        told = {
            (row["item"], row["unit"], row["place"], row["rule"]): [row[c] for c in counts]
            for row in csv.DictReader(file)
            if row["parts_good"]
            and row["reason"] == (row["reason_without_browser"] or row["reason"])
        }
    found = {
        (r.item, r.unit, r.place, r.rule): [str(getattr(r, c)) for c in counts]
        for r in Judged(audited.folder / "judged" / "first").results()
    }
    assert len(told) > 50
    assert {key: found[key] for key in told} == told
