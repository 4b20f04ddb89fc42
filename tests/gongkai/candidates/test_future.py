from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai.candidates.future import signs
from tests.gongkai.candidates.holdings import NOTICES, holdings, item


@pytest.mark.parametrize(("day", "told"), [("2026-01-15", 0), ("2026-01-16", 0), ("2026-01-17", 1)])
def test_a_day_that_lay_ahead_when_we_first_saw_it(day: str, told: int) -> None:
    every = list(signs(holdings([item(1, day)])))
    assert len(every) == told
    for one in every:
        assert (one.kind, one.why) == ("future", "ahead")
        assert one.seen == f"printed={day}; first_seen=2026-01-15"


@pytest.mark.parametrize(
    "more",
    [
        {"first": date(2026, 2, 19)},  # seen for the first time only after it
        {"day_from": "agreed"},  # nobody saw it printed
        {"day": None},
    ],
)
def test_innocent_are(more: dict[str, Any]) -> None:
    assert not list(signs(holdings([item(1, **{"day": "2026-02-20", **more})])))


def test_a_column_of_events_to_come_is_none() -> None:
    plain = [item(n, "2025-11-03", at=NOTICES) for n in range(10, 18)]
    ahead = [item(n, "2026-03-01", at=NOTICES) for n in (1, 2)]
    assert len(list(signs(holdings([*plain, *ahead])))) == 2  # two of ten
    assert not list(signs(holdings([*plain[:7], *ahead])))  # two of nine
    assert len(list(signs(holdings([ahead[0]])))) == 1
