from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.candidates import Item
from gongkai.candidates._holdings import number
from gongkai.candidates.back_dated import out_of_order, signs
from tests.gongkai.candidates.holdings import ROOT, holdings, item

START = date(2025, 5, 1)


def line(count: int = 20, step: int = 7) -> list[Item]:
    """Entries a week apart, numbered as they came."""
    return [
        item(1000 + 10 * n, (START + timedelta(days=step * n)).isoformat()) for n in range(count)
    ]


def told(*more: Item, count: int = 20) -> list[str]:
    return [c.why for c in signs(holdings([*line(count), *more]))]


def test_a_number_after_many_newer_ones_is_a_sign() -> None:
    (one,) = signs(holdings([*line(), item(1105, "2025-03-10", modified=date(2025, 7, 11))]))
    assert (one.kind, one.why) == ("back_dated", "number_order")
    assert one.seen == (
        "printed=2025-03-10; neighbours=2025-07-10..2025-07-17; number=1105; "
        "last_modified=2025-07-11"
    )


def test_what_the_server_did_not_say_is_not_told() -> None:
    (one,) = signs(holdings([*line(), item(1175, "2025-03-10")]))
    assert one.seen == "printed=2025-03-10; neighbours=2025-08-28..2025-09-04; number=1175"


# the five before 1105 are of 12 June (1060) to 10 July (1100)
@pytest.mark.parametrize(
    ("day", "signs_"), [("2025-05-12", 1), ("2025-05-13", 0), ("2025-06-20", 0)]
)
def test_all_neighbours_must_be_more_than_a_month_newer(day: str, signs_: int) -> None:
    assert len(told(item(1105, day))) == signs_


@pytest.mark.parametrize(
    "innocent",
    [
        item(1105, "2009-06-01"),  # an archive that serves no duty of the year
        item(1105, "2024-12-31"),
        item(1005, "2025-09-20"),  # a draft that waited
        item(1105, "2025-07-01"),  # ten days
        item(1035, "2025-01-02"),  # too few before it
        item(1185, "2025-01-02"),  # one entry after it is too few
        item(1195, "2025-01-02"),  # the newest but one: the counter may have started anew
        item(1105, "2026-01-10"),  # later than the cut-off
        item(1105),  # undated
        item(1105, "2025-03-10", at="http://czj.haitang.gov.cn/"),  # another system
        item(1105, "2025-03-10", url=f"{ROOT}zcwj/about.html"),  # without a number
    ],
    ids=lambda i: f"{i.url[-14:]} {i.day}",
)
def test_innocent_are(innocent: Item) -> None:
    assert told(innocent) == []


def test_many_in_a_row_are_a_move_and_told_once() -> None:
    run = [item(1101 + n, f"2025-01-{10 + n}") for n in range(5)]
    assert told(*run[:4], count=40) == ["number_order"] * 4
    (one,) = signs(holdings([*line(40), *run]))
    assert one.kind == "migration"
    assert one.seen == "count=5; printed=2025-01-10..2025-01-14; number=1101..1105"


def test_where_much_is_out_of_order_numbers_are_no_clock() -> None:
    scattered = [item(1055 + 30 * n, f"2025-01-{10 + n}") for n in range(5)]
    kinds = [c.kind for c in signs(holdings([*line(20), *scattered]))]
    assert kinds == ["back_dated"] * 5  # 5 of 25
    kinds = [c.kind for c in signs(holdings([*line(19), *scattered]))]
    assert kinds == ["migration"]  # 5 of 24


def test_a_move_in_reverse_accuses_nobody() -> None:
    days = [START + timedelta(days=30 * n) for n in range(9)]
    every = [item(100 + n, day.isoformat()) for n, day in enumerate(reversed(days))]
    assert not list(signs(holdings(every)))


@given(st.lists(st.integers(0, 400), min_size=1, max_size=40), st.integers(1, 60))
def test_what_only_grows_is_in_order(steps: list[int], least: int) -> None:
    days = [date(2020, 1, 1) + timedelta(days=n) for n in sorted(steps)]
    assert out_of_order(days, least) == []


@given(st.lists(st.integers(0, 2000), max_size=40))
def test_what_is_out_of_order_is_older_than_what_stands_before_it(days: list[int]) -> None:
    made = [date(2020, 1, 1) + timedelta(days=n) for n in days]
    for old in out_of_order(made, 30):
        assert (old.before - made[old.at]).days > 30
        assert old.before in made[: old.at]
        assert old.before <= old.after


@pytest.mark.parametrize(
    ("path", "told_"),
    [
        ("zwgk/content/post_4010123.html", ("post", 4010123)),
        ("zwgk/content/mpost_4010123.html", ("post", 4010123)),
        ("zwgk/202512/t20251226_77.html", ("t", 77)),
        ("art/2025/3/4/art_101_55.html", ("art", 55)),
        ("content_12345.shtml", ("content", 12345)),
        ("2025/0304/40101.html", ("page", 40101)),
        ("2025/20250304.html", None),  # a day
        ("2025/123.html", None),
        ("2025/0a3c4d0a3c4d0a3c4d0a3c4d0a3c4d0a.shtml", None),
        ("index.html", None),
    ],
)
def test_the_systems_number_stands_in_the_address(path: str, told_: tuple[str, int] | None) -> None:
    family, n = told_ or ("", 0)
    assert number(ROOT + path) == ((f"www.haitang.gov.cn {family}", n) if told_ else None)
