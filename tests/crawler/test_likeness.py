"""How much a page looks like a subject's column: by name, and then by what it lists."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.likeness import ENOUGH, EXACT, SURE, Likeness, Seen, one_column
from gongkai.model import Order, Row

WORDS = "(预决算|部门预算|预算公开|预算)&!绩效"
LIKE = Likeness(
    Order(host="h", words=WORDS, types=("财政预决算",), entries="预算&!决算"), "海棠市财政局"
)


def rows(*titles: str, day: date | None = date(2026, 2, 1)) -> tuple[Row, ...]:
    return tuple(Row(title=t, url=f"/{n}", day=day) for n, t in enumerate(titles))


BUDGETS = rows("海棠市财政局2026年部门预算", "海棠市财政局2025年部门预算")
OTHERS = rows("关于举办培训班的通知", "系统升级说明", "停水通知")


@pytest.mark.parametrize("name", ["部门预算", "预算公开", "部门预决算公开", "财政局部门预算"])
def test_the_subjects_own_name_in_any_dress_is_exact(name: str) -> None:
    assert LIKE.name(name) == EXACT


def test_a_name_that_ends_in_something_else_is_less_near() -> None:
    assert LIKE.name("区级单位预算") > LIKE.name("预算培训班报名") > 0
    assert LIKE.name("新城片区预算") > LIKE.name("预算新城片区")
    assert LIKE.name("预算绩效") == 0
    assert LIKE.name("通知公告") == 0


def test_rows_make_and_unmake_a_column() -> None:
    def score(name: str, seen: Seen) -> float:
        return LIKE.choice("http://h/a/", name, name, "menu", seen).score

    assert score("部门预算", Seen(rows=BUDGETS)) >= SURE
    assert score("预算编制培训专区", Seen(rows=BUDGETS)) >= ENOUGH
    assert score("预算编制培训专区", Seen(rows=OTHERS)) < ENOUGH
    assert ENOUGH <= score("部门预算", Seen(rows=OTHERS)) < SURE
    assert score("部门预算", Seen(article=True)) == 0
    assert score("部门预算", Seen(problem="blocked")) == EXACT
    assert score("其他", Seen(rows=BUDGETS, type="财政预决算")) >= ENOUGH
    assert score("其他", Seen(type="财政预决算")) > score("其他", Seen(type="通知公告"))


def test_what_speaks_against_it_is_a_doubt() -> None:
    def doubts(seen: Seen) -> tuple[str, ...]:
        return LIKE.choice("http://h/a/", "部门预算", "", "menu", seen).doubts

    assert doubts(Seen(rows=BUDGETS)) == ()
    assert doubts(Seen(rows=OTHERS)) == ("other_rows",)
    assert doubts(Seen(problem="blocked")) == ("unseen",)
    assert doubts(Seen()) == ("empty",)
    assert doubts(Seen(rows=rows("2026年预算", day=None))) == ("undated",)
    assert doubts(Seen(article=True)) == ("article",)


def test_the_evidence_is_told() -> None:
    choice = LIKE.choice("http://h/ys/", "部门预算", "财政 › 部门预算", "menu", Seen(rows=BUDGETS))
    assert (choice.rows, choice.matched, choice.dated) == (2, 2, 2)
    assert choice.newest == date(2026, 2, 1)
    assert choice.titles[0] == "海棠市财政局2026年部门预算"


def test_the_foot_and_the_address_weigh_little() -> None:
    def score(url: str, where: str) -> float:
        return LIKE.choice(url, "部门预算", "", where, Seen(rows=BUDGETS)).score

    assert (
        score("http://h/ys/", "menu") > score("http://h/a/", "menu") > score("http://h/ys/", "foot")
    )


@pytest.mark.parametrize(
    ("name", "under", "office"),
    [
        ("教育局部门预算", (), "教育局"),
        ("部门预算", ("海棠市审计局",), "海棠市审计局"),
        ("部门预算", ("石桥镇",), "石桥镇"),
        ("财政局部门预算", (), ""),
        ("人大代表建议", ("办事大厅", "各镇街年报"), ""),
        ("网上办事", ("政务公开",), ""),
    ],
)
def test_another_office_is_told_from_ones_own(
    name: str, under: tuple[str, ...], office: str
) -> None:
    assert LIKE.foreign(name, under) == office


def test_two_addresses_of_one_column_list_the_same() -> None:
    assert one_column(Seen(rows=BUDGETS), Seen(rows=BUDGETS[:1]))
    assert not one_column(Seen(rows=BUDGETS), Seen(rows=OTHERS))
    assert not one_column(Seen(), Seen())
