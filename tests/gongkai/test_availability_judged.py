"""From the log of a round to the verdict of 站点无法访问."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gongkai.availability import FILE, Log, Visit
from gongkai.judging.judge import Line
from gongkai.model import Fact, Probe, Rule
from tests.gongkai.test_availability import visits
from tests.gongkai.world import OWN, judged, plan, said, targets

RULE = Rule(check="probe", params={"tests": ["availability"]})
V2 = plan(RULE, subject="")


def line(folder: Path, *log: Visit, facts: tuple[Fact, ...] = (), host: str = "") -> Line:
    mine = host or OWN.split("/")[2]
    Log(folder / FILE).append([replace(v, host=mine) for v in log])
    return judged(folder, made=V2, who=targets(facts=facts))


@pytest.mark.parametrize(
    ("bad", "verdict", "confirmed"),
    [(6, ("pass", "ok"), ""), (7, ("fail", "not_passed"), "yes")],
)
def test_five_percent_of_a_week(
    tmp_path: Path, bad: int, verdict: tuple[str, str], confirmed: str
) -> None:
    found = line(tmp_path, *visits(140, bad))
    assert said(found) == verdict
    assert found.result.confirmed == confirmed
    assert found.result.seen == f"{bad}/140 {bad / 1.4:.1f}% 7d"


def test_less_than_a_week_tells_nothing(tmp_path: Path) -> None:
    assert said(line(tmp_path, *visits(139, 139))) == ("unknown", "too_short")


def test_without_a_log_a_person_hands_it_in(tmp_path: Path) -> None:
    assert said(judged(tmp_path, made=V2)) == ("manual", "needs_person")
    crawled = Probe(url=OWN, test="availability", problem="not_captured", seen_at="")
    assert said(judged(tmp_path / "b", crawled, made=V2)) == ("manual", "needs_person")


def test_the_log_of_another_host_tells_nothing(tmp_path: Path) -> None:
    found = line(tmp_path, *visits(140, 140), host="www.haitang.gov.cn")
    assert said(found) == ("unknown", "too_short")


def test_an_announced_outage_of_the_unit_is_left_out(tmp_path: Path) -> None:
    days = {"day": date(2026, 9, 1), "until": date(2026, 9, 2)}
    mine = Fact(kind="planned_outage", unit="czj", **days)
    others = Fact(kind="planned_outage", unit="jyj", **days)
    assert said(line(tmp_path / "a", *visits(140, 20), facts=(mine,))) == ("pass", "ok")
    assert said(line(tmp_path / "b", *visits(140, 20), facts=(others,)))[0] == "fail"
