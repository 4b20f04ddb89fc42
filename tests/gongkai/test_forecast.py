"""``audit --dry-run``: what a round will ask, reckoned without a packet."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai import round, sample
from gongkai.cli import main
from gongkai.disk.store import Round
from gongkai.forecast import forecast
from gongkai.model import Order, Site, Targets


def test_the_forecast_of_the_city_holds_what_its_audit_then_asked(audited: round.Job) -> None:
    expected = {f.host: f for f in round.foreseen(audited)}
    kept = Round(audited.folder)
    walled = {"wsjkj", "jtj", "kgsj", "gaj"}  # they stop the visit early
    for host, f in expected.items():
        asked = len(list(kept.site(host).snapshots()))
        assert asked <= f.high, host
        assert host.partition(".")[0] in walled or f.low <= asked, host
    assert set(expected) <= set(kept.hosts())


def test_nothing_is_fetched_and_no_round_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with sample.serving(tmp_path / "city") as (path, servers):
        argv = ["audit", "--plan", "haitang", "--targets", str(path), "--dry-run"]
        assert main([*argv, "--out", str(tmp_path / "r"), "--clock", sample.CLOCK]) == 0
        assert servers.requests == []
    assert not (tmp_path / "r").exists()
    told = capsys.readouterr().out
    assert "www.haitang.gov.cn" in told
    assert "省级目录印发" in told  # no such fact is in facts.csv
    assert "机构改革完成" not in told  # this one is


@pytest.mark.parametrize(("requests", "high", "capped"), [(41, 41, True), (42, 42, False)])
def test_a_budget_caps_the_forecast(requests: int, high: int, capped: bool) -> None:
    site = Site(host="a.example", requests=requests, delay=1.0)
    order = Order(host="a.example", subject="s", url="http://a.example/s/", all=True)
    more = Order(host="a.example", subject="t", root="http://a.example/", newest=1)
    (found,) = forecast([order, more], Targets(title="t", sites=(site,)))
    assert (found.high, found.capped, found.columns, found.searches) == (high, capped, 1, 1)
    assert found.hours[1] == pytest.approx(high * 2 / 3600)
