from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.availability import (
    DAY,
    OURS,
    Log,
    Summary,
    Visit,
    keep,
    limits,
    once,
    probe,
    slots,
    summaries,
    summary,
)
from gongkai.model import Fact

HOST = "www.haitang.gov.cn"
URL = f"http://{HOST}/"
BEGUN = datetime.fromisoformat("2026-09-01T10:00:00+08:00")


def visits(n: int, bad: int = 0, *, times: int = 20, problem: str = "timed_out") -> list[Visit]:
    """``n`` evenly spaced visits of which the first ``bad`` failed."""
    at = slots(BEGUN, times=times, days=-(-n // times))
    return [
        Visit(at=t.isoformat(), host=HOST, url=URL, status=0 if k < bad else 200,
              problem=problem if k < bad else "")
        for k, t in enumerate(at[:n])
    ]  # fmt: skip


def told(found: Summary) -> tuple[int, int, bool | None]:
    return found.visits, found.failures, found.good


@pytest.mark.parametrize(
    ("n", "bad", "good"),
    [(140, 6, True), (140, 7, False), (139, 0, None), (120, 60, None), (140, 0, True)],
)
def test_a_week_of_twenty_a_day_and_five_percent(n: int, bad: int, good: bool | None) -> None:
    assert told(summary(HOST, visits(n, bad))) == (n if n >= 140 else 120, min(bad, 120), good)


def test_six_days_of_many_visits_are_no_week() -> None:
    assert summary(HOST, visits(6 * 48, 100, times=48)).good is None
    assert summary(HOST, visits(7 * 48, 100, times=48)).good is False


def test_the_newest_week_counts() -> None:
    found = summary(HOST, visits(10 * 20, 3 * 20))
    assert (found.visits, found.failures, found.days, found.good) == (140, 0, 7, True)


def test_a_day_with_too_few_visits_is_none() -> None:
    gap = [v for k, v in enumerate(visits(8 * 20)) if k != 65]
    found = summary(HOST, gap)
    assert (found.days, found.visits, found.good) == (7, 140, True)
    assert summary(HOST, [v for k, v in enumerate(visits(140)) if k != 65]).good is None


@pytest.mark.parametrize(
    ("problem", "status", "failed"),
    [
        ("timed_out", 0, True), ("unreachable", 0, True), ("no_name", 0, True),
        ("reset", 0, True), ("tls_failed", 0, True), ("server_error", 502, True),
        ("blocked", 412, False), ("blocked", 403, False), ("blocked", 503, False),
        ("verification", 200, False), ("dead_link", 404, False), ("maintenance", 200, False),
        ("", 200, False), ("ours", 0, False), ("disallowed", 0, False), ("off_site", 0, False),
    ],
)  # fmt: skip
def test_a_wall_has_answered(problem: str, status: int, failed: bool) -> None:
    assert Visit(at="", host=HOST, url=URL, status=status, problem=problem).failed is failed


def test_what_is_ours_or_forbidden_was_no_visit() -> None:
    for problem in (OURS, "disallowed", "off_site"):
        assert told(summary(HOST, visits(140, 1, problem=problem))) == (120, 0, None)


def test_an_announced_outage_does_not_count_against_the_site() -> None:
    log = visits(140, 20)
    fact = Fact(kind="planned_outage", unit="zf", day=date(2026, 9, 1), until=date(2026, 9, 2))
    assert told(summary(HOST, log)) == (140, 20, False)
    excused = summary(HOST, log, [fact])
    assert (told(excused), excused.planned) == ((140, 0, True), 20)
    other = Fact(kind="planned_outage", unit="zf", day=date(2026, 9, 3))
    assert summary(HOST, log, [other]).failures == 20
    only_first = Fact(kind="planned_outage", unit="zf", day=date(2026, 9, 1))
    assert summary(HOST, log, [only_first]).planned == 12


def test_nothing_in_the_log_says_nothing() -> None:
    assert told(summary(HOST, [])) == (0, 0, None)
    assert summaries([]) == {}


@given(st.permutations(visits(145, 9)))
def test_order_changes_nothing(log: list[Visit]) -> None:
    assert summary(HOST, log) == summary(HOST, visits(145, 9))


@given(st.integers(0, 140), st.integers(0, 139))
def test_a_failure_more_never_helps(bad: int, at: int) -> None:
    log = visits(140, bad)
    worse = [*log]
    worse[at] = Visit(at=log[at].at, host=HOST, url=URL, problem="timed_out")
    assert summary(HOST, worse).failures >= summary(HOST, log).failures
    assert summary(HOST, worse).good in (summary(HOST, log).good, False)


def test_as_a_technical_test() -> None:
    good = probe(summary(HOST, visits(140, 6)), URL)
    assert (good.good, good.problem, good.seen) == (True, "", "6/140 4.3% 7d")
    short = probe(summary(HOST, visits(40)), URL)
    assert (short.good, short.problem) == (None, "too_short")


def test_the_numbers_are_those_of_the_indicator() -> None:
    found = limits()
    assert (found.seconds, found.days, found.times, found.share) == (15, 7, 20, 0.05)
    assert "2019" in found.source


# ------------------------------------------------------------------ keeping it


class Time:
    """A clock that only waiting moves."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.waits: list[float] = []

    def now(self) -> datetime:
        return self.at

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.at += timedelta(seconds=seconds)


class Killed(Exception):  # noqa: N818
    """As by kill -9."""


def kept(
    log: Log, time: Time, *, days: int = 1, times: int = 4, dies_at: int = 0, took: float = 0
) -> list[Visit]:
    made: list[Visit] = []

    def knock(url: str) -> Visit:
        if dies_at and len(made) == dies_at:
            raise Killed
        made.append(Visit(at=time.at.isoformat(), host=HOST, url=url, status=200))
        time.at += timedelta(seconds=took)
        return made[-1]

    keep(log, [URL], knock, times=times, days=days, now=time.now, wait=time.wait)
    return made


def hours(log: Log) -> list[float]:
    return [(datetime.fromisoformat(v.at) - BEGUN) / timedelta(hours=1) for v in log.visits()]


def test_visits_are_evenly_spaced(tmp_path: Path) -> None:
    log, time = Log(tmp_path / "a.jsonl"), Time(BEGUN)
    kept(log, time, days=2, took=14)
    assert hours(log) == [0, 6, 12, 18, 24, 30, 36, 42]
    assert max(time.waits) == 6 * 3600 - 14


def test_a_killed_process_goes_on_and_what_was_missed_stays_so(tmp_path: Path) -> None:
    log, time = Log(tmp_path / "a.jsonl"), Time(BEGUN)
    with pytest.raises(Killed):
        kept(log, time, dies_at=2)
    assert hours(log) == [0, 6]
    time.at = BEGUN + DAY * 0.72  # three quarters of a day are not over: 12 h was missed
    kept(log, time)
    assert hours(log) == [0, 6, 18]
    assert kept(log, time) == []


def test_started_again_at_once_it_does_not_visit_twice(tmp_path: Path) -> None:
    log, time = Log(tmp_path / "a.jsonl"), Time(BEGUN)
    with pytest.raises(Killed):
        kept(log, time, dies_at=1)
    time.at = BEGUN + timedelta(minutes=2)
    kept(log, time)
    assert hours(log) == [0, 6, 12, 18]


def test_a_torn_line_is_no_visit_and_spoils_none(tmp_path: Path) -> None:
    log = Log(tmp_path / "a.jsonl")
    first, second, third = visits(3)
    log.append([first, second])
    whole = log.path.read_bytes()
    log.path.write_bytes(whole[:-20])
    assert log.visits() == [first]
    log.append([third])
    assert log.visits() == [first, third]


def test_all_sites_failing_at_once_is_our_own_network(tmp_path: Path) -> None:
    log = Log(tmp_path / "a.jsonl")

    def dead(url: str) -> Visit:
        return Visit(at=BEGUN.isoformat(), host=url, url=url, problem="timed_out")

    def problems(found: Sequence[Visit]) -> set[str]:
        return {v.problem for v in found}

    assert problems(once(log, ["a", "b"], dead)) == {"timed_out"}
    assert problems(once(log, ["a", "b", "c"], dead)) == {OURS}
    assert len(log.visits()) == 5
