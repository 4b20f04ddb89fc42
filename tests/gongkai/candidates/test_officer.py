"""Leaders' pages against what facts say of the head of an office."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai.candidates import Item, Shelf
from gongkai.candidates.officer import signs
from gongkai.model import Fact
from tests.gongkai.candidates.holdings import LOOK, ROOT, holdings, item

LEADERS = Shelf(url=f"{ROOT}ldzc/", name="领导之窗")
DEEDS = Shelf(url=f"{ROOT}ldhd/", name="领导活动")
HEAD = Fact(kind="officer", unit="czj", about="李明", day=date(2025, 3, 1), basis="任免", by="王")


def leader(n: int, title: str, at: Shelf = LEADERS, **more: Any) -> Item:
    return item(n, at=at.url, title=title, **more)


def seen(items: list[Item], *officers: Fact) -> list[tuple[str, str]]:
    held = holdings(items, LEADERS, DEEDS, officers=officers or (HEAD,))
    return [(sign.title, sign.why) for sign in signs(held)]


def test_a_head_who_is_not_listed_is_a_sign() -> None:
    assert seen([leader(1, "张三"), leader(2, "赵四")]) == [("张三", "head_not_named")]


@pytest.mark.parametrize(
    "listed",
    [
        [leader(1, "张三"), leader(2, "李 明")],
        [leader(1, "局领导成员", text="局长：李明")],
        [leader(1, "张三"), leader(2, "局领导成员及分工")],  # nobody opened it
        [leader(1, "张三", unit="jyj")],
        [leader(1, "张三", DEEDS)],
        [],
    ],
)
def test_one_who_is_or_may_be_is_none(listed: list[Item]) -> None:
    assert seen(listed) == []


def test_it_says_whom_it_missed_and_where() -> None:
    (sign,) = signs(holdings([leader(1, "张三")], LEADERS, officers=(HEAD,)))
    assert (sign.kind, sign.unit) == ("officer", "czj")
    assert sign.seen == f"columns=领导之窗; officer=李明; since=2025-03-01; looked={LOOK}"


def fact(name: str, day: str, until: str = "") -> Fact:
    last = date.fromisoformat(until) if until else None
    return Fact(
        kind="officer", unit="czj", about=name, day=date.fromisoformat(day), until=last,
        basis="任免", by="王",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("former", "told"),
    [
        (fact("张三", "2022-01-01", "2025-02-28"), [("张三", "head_has_left")]),
        (fact("张三", "2022-01-01"), [("张三", "head_has_left")]),  # the newer head followed him
        (fact("张三", "2026-01-16"), []),  # comes the day after the look
        (fact("赵四", "2022-01-01", "2025-02-28"), []),
    ],
)
def test_a_former_head_who_is_listed_is_a_sign(former: Fact, told: list[tuple[str, str]]) -> None:
    assert seen([leader(1, "张三"), leader(2, "李明")], former, HEAD) == told


def test_the_head_is_who_is_in_office_on_the_day_of_the_look() -> None:
    last_day = fact("李明", "2025-03-01", LOOK.isoformat())
    assert seen([leader(1, "张三")], last_day) == [("张三", "head_not_named")]
    assert seen([leader(1, "张三")], fact("李明", "2025-03-01", "2026-01-14")) == []
    assert seen([leader(1, "张三")], fact("李明", "2026-01-16")) == []
