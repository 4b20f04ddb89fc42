"""What is left for people: nothing decided, everything open, shared evenly."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import round, todo
from gongkai.cli import main
from gongkai.disk.judged import Judged
from gongkai.todo import Task, shared

PEOPLE = ("甲", "乙", "丙")


def task(unit: str, n: int = 0) -> Task:
    blank = {"item": str(n), "title": "", "place": "", "url": "", "why": "", "do": ""}
    return Task(kind="look", unit=unit, **blank)


lists = st.lists(st.sampled_from("abcdefgh"), max_size=40).map(
    lambda units: [task(unit, n) for n, unit in enumerate(units)]
)


@given(lists, st.integers(1, 5))
def test_a_unit_goes_to_one_person_and_the_shares_are_even(tasks: list[Task], n: int) -> None:
    people = [f"p{i}" for i in range(n)]
    given_out = shared(tasks, people)
    assert sorted(t.item for t in given_out) == sorted(t.item for t in tasks)
    whose = {(t.unit, t.who) for t in given_out}
    assert len(whose) == len({t.unit for t in tasks})
    load = Counter(t.who for t in given_out)
    largest = max(Counter(t.unit for t in tasks).values(), default=0)
    assert max(load.values(), default=0) - min(load[p] for p in people) <= largest


@given(lists, st.randoms())
def test_the_order_of_the_tasks_changes_nobodys_share(tasks: list[Task], chance) -> None:
    mixed = list(tasks)
    chance.shuffle(mixed)
    assert {(t.unit, t.who) for t in shared(tasks, PEOPLE)} == {
        (t.unit, t.who) for t in shared(mixed, PEOPLE)
    }


def test_who_has_a_unit_with_much_to_do_gets_fewer_units() -> None:
    tasks = [task(unit, n) for n, unit in enumerate("aaaabcd")]
    assert Counter(t.who for t in shared(tasks, ["p", "q"])) == {"p": 4, "q": 3}


def test_everything_open_is_on_the_list_and_nothing_decided(audited: round.Job) -> None:
    results = Judged(audited.folder / "judged" / "first").results()
    tasks = todo.todo(audited)
    kinds = {}
    for t in tasks:
        kinds.setdefault((t.unit, t.item), set()).add(t.kind)
    for r in results:
        mine = kinds.get((r.unit_name, r.item), set())
        if r.outcome == "manual":
            assert mine & {"hand_in", "look"}, r.key
        if r.outcome == "unknown":
            assert mine & {"look", "ask"}, r.key
        if r.confirmed == "no":
            assert "confirm" in mine, r.key
    open_ = {
        (r.unit_name, r.item)
        for r in results
        if r.outcome in ("manual", "unknown") or r.confirmed == "no"
    }
    assert {(t.unit, t.item) for t in tasks if t.kind != "sign"} == open_
    hidden = [t for t in tasks if t.kind == "look" and t.item not in ("5.4",)]
    assert hidden
    assert all(t.url.startswith("http") for t in hidden)
    asked = [t for t in tasks if t.kind == "ask"]
    assert {"市粮食和物资储备局"} <= {t.unit for t in asked}
    hand_in = [t for t in tasks if t.kind == "hand_in"]
    assert hand_in
    assert all("提交" in t.do for t in hand_in)


def test_what_was_confirmed_is_no_work_any_more(audited: round.Job) -> None:
    """A loss that was seen twice is decided."""
    lines = [line for audit in round.audits(audited) for line in todo.Telling(audit).lines]
    lost = next(x for x in lines if x.result.confirmed == "no")
    assert todo._kind(lost) == "confirm"
    assert todo._kind(replace(lost, result=replace(lost.result, confirmed="yes"))) == ""


@pytest.fixture
def written(audited: round.Job, capsys: pytest.CaptureFixture[str]) -> Path:
    argv = ["todo", str(audited.folder), "--split", "甲，=1+1,History"]
    assert main(argv) == 0
    assert "todo.xlsx" in capsys.readouterr().out
    return audited.folder / "judged" / "first"


def test_the_workbook_is_ready_to_work_in(written: Path, audited: round.Job) -> None:
    book = openpyxl.load_workbook(written / "todo.xlsx")
    assert book.sheetnames == ["全部待办", "甲", "=1+1", "History"]
    every = book["全部待办"]
    n = len(todo.todo(audited))
    assert every.freeze_panes == "C3"
    assert every.auto_filter.ref == f"A2:M{n + 2}"
    assert every.max_row == n + 2
    assert "示例数据" in every["A1"].value
    heads = [cell.value for cell in every[2]]
    assert heads[:4] == ["序号", "办理人", "单位", "要做什么"]
    assert all(every.column_dimensions[c].width >= 6 for c in "ABCDEFGHIJKLM")
    links = [row[7] for row in every.iter_rows(min_row=3) if row[7].value]
    assert links
    for cell in links:
        led = cell.hyperlink
        assert "#".join(filter(None, (led.target, led.location))) == cell.value
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    shares = [book[name].max_row - 2 for name in book.sheetnames[1:]]
    assert sum(shares) == n
    assert max(shares) - min(shares) <= 6


def test_the_table_opens_in_a_spreadsheet_and_is_no_formula(written: Path) -> None:
    raw = (written / "todo.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))
    assert {row["办理人"] for row in rows} == {"甲", "'=1+1", "History"}
    assert not [cell for row in rows for cell in row.values() if cell[:1] in "=+-@" and cell]


def test_the_same_list_twice_is_the_same_bytes(
    written: Path, audited: round.Job, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ("todo.xlsx", "todo.csv")
    before = [(written / name).read_bytes() for name in names]
    assert main(["todo", str(audited.folder), "--split", "甲，=1+1,History"]) == 0
    assert [(written / name).read_bytes() for name in names] == before
    capsys.readouterr()


@pytest.mark.parametrize(("names", "word"), [(",", "没有写人名"), ("甲,乙,甲", "甲")])
def test_nobody_and_the_same_person_twice_share_nothing(
    audited: round.Job, names: str, word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["todo", str(audited.folder), "--split", names]) == 2
    assert word in capsys.readouterr().err


def test_sheets_have_names_that_a_workbook_allows() -> None:
    taken: set[str] = set()
    long = "很长的名字" * 8
    names = [todo._named(name, taken) for name in ("a:b", "A/B", long, long, "''")]
    assert len({name.casefold() for name in names}) == 5
    assert todo._named("a b", taken) == "a b 3"
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
