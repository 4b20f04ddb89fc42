"""The eight hard clauses of real plans go through the city, each with its limit case."""

from __future__ import annotations

import pytest

from gongkai import round
from gongkai.disk.judged import Judged, Ledger


@pytest.fixture(scope="module")
def ledgers(audited: round.Job) -> dict[tuple[str, ...], Ledger]:
    lines = Judged(audited.folder / "judged" / "first").ledgers()
    return {(x.item, x.unit, x.place, x.rule): x for x in lines}


Ledgers = dict[tuple[str, ...], Ledger]


def parts(ledgers: Ledgers, *key: str) -> dict[str, tuple[str, str, str]]:
    """Part -> reason, seen, limit."""
    return {p.key: (p.reason, p.seen, p.limit) for p in ledgers[key].parts}


def about(found: dict[str, tuple[str, str, str]], word: str) -> tuple[str, str, str]:
    [one] = [v for k, v in found.items() if word in k]
    return one


def test_monthly_on_two_sites_a_report_of_two_months_fills_both(ledgers: Ledgers) -> None:
    # 番禺2017 1.3
    portal, own = (ledgers["1.1", "czj", place, "series"].parts for place in ("portal", "own"))
    assert portal[0].url == portal[1].url
    assert [p.reason for p in own] == ["ok"] * 4 + ["missing"] + ["ok"] * 3 + ["not_due"] * 4
    assert (own[7].seen, own[7].limit) == ("2026-09-30", "2026-09-30")


def test_monthly_behind_a_wall_is_unknown_there_and_judged_elsewhere(ledgers: Ledgers) -> None:
    walled, open_ = (ledgers["1.2", "ssj", place, "series"].parts for place in ("own", "portal"))
    assert {p.reason for p in walled} == {"blocked", "not_due"}
    assert "missing" not in {p.reason for p in open_}


def test_own_column_that_is_the_portals_counts_once(ledgers: Ledgers) -> None:
    assert [p.reason for p in ledgers["1.3", "rsj", "own", "series"].parts] == ["no_own_site"]
    assert [p.reason for p in ledgers["1.3", "rsj", "portal", "series"].parts][:2] == ["ok", "ok"]


def test_interpretation_within_three_working_days(ledgers: Ledgers) -> None:
    # 番禺2016 19.1: 09-18 is followed by a Sunday worked, 04-30 by the holiday of May
    found = parts(ledgers, "2.1", "szfb", "portal", "lag")
    assert ("ok", "2026-09-22", "2026-09-22") in found.values()
    assert ("late", "2026-05-09 +1wd", "2026-05-08") in found.values()
    assert "not_due" in {reason for reason, *_ in found.values()}
    assert parts(ledgers, "2.2", "qlz", "own", "lag").popitem()[1][0] == "not_applicable"


def test_repealed_originals_are_labelled(ledgers: Ledgers) -> None:
    # 番禺2017 5.7
    found = parts(ledgers, "2.4", "szfb", "portal", "contains")
    assert sorted(reason for reason, *_ in found.values()) == ["incomplete", "ok", "ok", "ok"]
    assert [p.reason for p in ledgers["2.5", "sfj", "any", "manual"].parts] == ["needs_person"]


@pytest.mark.parametrize(
    ("town", "reason", "seen"),
    [
        ("qlz", "printed_only", "2026-03-31"),  # on the last day
        ("lxz", "late", "2026-04-05"),
        ("wrz", "printed_only", "2026-03-18"),
        ("shz", "unowned", ""),  # a row of the shared column is nobody's
    ],
)
def test_every_towns_report_in_one_shared_column(
    ledgers: Ledgers, town: str, reason: str, seen: str
) -> None:
    # 东莞2017 32
    [part] = ledgers["5.9", town, "portal", "count"].parts
    assert part.reason == reason
    assert part.seen.startswith(seen)
    assert part.limit == "2026-03-31"


def test_feedback_within_a_month_of_the_end_in_the_text(ledgers: Ledgers) -> None:
    # 江门2019 13: 01-15 + 1 month falls into 春节 and rolls
    school = parts(ledgers, "2.6", "jyj", "own", "lag")
    assert {reason for reason, *_ in school.values()} == {"ok", "not_due"}
    water = parts(ledgers, "2.6", "swj", "own", "lag")
    assert "2026-02-24" in {limit for *_, limit in water.values()}
    assert about(parts(ledgers, "2.6", "fgj", "own", "lag"), "粮食")[:2] == (
        "late",
        "2026-04-21 +1wd",
    )
    assert {r for r, *_ in parts(ledgers, "2.6", "scjgj", "own", "lag").values()} == {"no_event"}


def test_rivers_monthly_with_their_rows_counted(ledgers: Ledgers) -> None:
    # 番禺2017 13.5
    found = parts(ledgers, "3.4", "sthjj", "portal", "contains")
    assert about(found, "6月")[:2] == ("short", "48")
    assert about(found, "4月")[0] == "unreadable"  # a scan
    assert about(found, "8月")[:2] == ("ok", "49")


def test_replies_within_five_working_days_of_their_own_date(ledgers: Ledgers) -> None:
    # 广州2018 3
    found = parts(ledgers, "4.2", "nyncj", "own", "lag")
    assert sorted(reason for reason, *_ in found.values()) == ["late", "ok", "ok", "undated"]
    limit = parts(ledgers, "4.2", "scjgj", "own", "lag").values()
    assert ("ok", "2026-09-29", "2026-09-29") in limit


def test_portals_of_others_are_carried_as_not_captured(ledgers: Ledgers) -> None:
    # 广州2018 29: whose pages are looked at is not who owes it
    found = parts(ledgers, "5.4", "zsj", "any", "probe")
    assert set(found) == {
        f"{district} {test}"
        for district in ("rongdong", "rongxi", "lanchuan")
        for test in ("aaaa", "http_v6")
    }
    assert {reason for reason, *_ in found.values()} == {"not_captured"}
