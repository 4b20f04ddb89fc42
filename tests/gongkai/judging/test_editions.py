from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.judging.editions import edition_key, editions_due, numbered
from tests.make import doc


def test_editions_are_of_the_year_that_the_title_names_else_of_the_days() -> None:
    found = numbered(
        [
            doc("公报2026年第1期", "2026-03-01"),
            doc("公报2025年第6期", "2026-01-05"),
            doc("公报第2期", "2026-04-01"),
            doc("公报第7期", "2025-12-01"),
            doc("公报2026年第3、4期合刊", "2026-05-01"),
        ],
        2026,
    )
    assert sorted(found) == ["no.1", "no.2", "no.3", "no.4"]


def test_running_numbers_count_only_where_there_are_no_others() -> None:
    both = [doc("简报第3期（总第115期）", "2026-03-01"), doc("简报总第116期", "2026-04-01")]
    assert sorted(numbered(both, 2026)) == ["no.3"]
    assert sorted(numbered(both[1:], 2026)) == ["total.116"]


@pytest.mark.parametrize(
    ("about", "key"), [("第3期", "no.3"), ("总第115期", "total.115"), ("3", "no.3"), ("", "no.0")]
)
def test_an_edition_as_a_fact_names_it(about: str, key: str) -> None:
    assert edition_key(about) == key


def test_which_editions_are_due() -> None:
    seen = {"no.2": 0, "no.4": 0}
    assert editions_due(seen, 5) == ("no.1", "no.2", "no.3", "no.4", "no.5")
    assert editions_due(seen, 0) == ("no.2", "no.3", "no.4")
    assert editions_due(seen, 0, {"no.1", "no.2"}) == ("no.1", "no.2")
    assert editions_due({"total.115": 0}, 2) == ("total.115", "total.116")
    assert editions_due({}, 2) == ("no.1", "no.2")
    assert editions_due({}, 0) == ()


@given(seen=st.sets(st.integers(1, 60), min_size=1))
def test_between_the_first_and_the_last_every_number_is_due(seen: set[int]) -> None:
    due = {int(key[3:]) for key in editions_due({f"no.{n}": 0 for n in seen}, 0)}
    assert due == set(range(min(seen), max(seen) + 1))
