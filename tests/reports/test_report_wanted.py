"""Facts in the reports: what the client must supply, and what a verdict rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

import reports
from gongkai.judging.wanted import Wanted
from gongkai.model import Fact, FactKind
from reports import Audit
from reports._words import label, term
from tests.reports.make import audit

WANTED = Wanted(
    kind=FactKind(id="city_rules", zh="细则印发的日期", en="the day of the rules"),
    units=("财政局", "教育局"),
    items=("1.1", "2.3"),
    weight=2.5,
    rows=(Fact(kind="city_rules"), Fact(kind="city_rules", unit="jyj", about="=甲")),
)


def asked(**more: object) -> Audit:
    return replace(audit(3), wanted=(WANTED,), **more)  # type: ignore[arg-type]  # of an Audit


def test_the_index_lists_what_the_client_must_supply(tmp_path: Path) -> None:
    list(reports.write(asked(), tmp_path, ["page"]))
    index = (tmp_path / "index.html").read_text("utf-8")
    for told in ("要请委托方提供", "细则印发的日期", "教育局", "2.3", "2.5", "facts_wanted.csv"):
        assert told in index
    list(reports.write(asked(lang="en"), tmp_path, ["page"]))
    assert "the day of the rules" in (tmp_path / "index.html").read_text("utf-8")


def test_nothing_is_listed_where_nothing_is_wanted(tmp_path: Path) -> None:
    list(reports.write(audit(3), tmp_path))
    assert "要请委托方提供" not in (tmp_path / "index.html").read_text("utf-8")
    assert not (tmp_path / "facts_wanted.csv").exists()
    assert "要请委托方提供" not in load_workbook(tmp_path / "report.xlsx").sheetnames


def test_rows_to_fill_in_and_a_sheet(tmp_path: Path) -> None:
    written = list(reports.write(asked(), tmp_path, ["tables", "workbook"]))
    assert tmp_path / "facts_wanted.csv" in written
    rows = (tmp_path / "facts_wanted.csv").read_text("utf-8-sig").splitlines()
    assert rows[0] == "kind,unit,about,day,until,basis,by"
    assert rows[1:] == ["city_rules,,,,,,", "city_rules,jyj,'=甲,,,,"]
    sheet = load_workbook(tmp_path / "report.xlsx")["要请委托方提供"]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert {"city_rules", "细则印发的日期", "财政局、教育局", "1.1、2.3", "2.5"} <= set(cells)


def test_a_verdict_shows_the_facts_it_rests_on(tmp_path: Path) -> None:
    plain = audit(3)
    fact = Fact(kind="day_off", day=date(2026, 3, 2), basis="海防指〔2026〕9号", by="王<b>")
    told = {key: replace(each, facts=(fact,)) for key, each in plain.ledgers.items()}
    list(reports.write(replace(plain, ledgers=told), tmp_path, ["page"]))
    page = next((tmp_path / "units").glob("*.html")).read_text("utf-8")
    assert "调整为放假 2026-03-02" in page
    assert "海防指〔2026〕9号，王&lt;b&gt;提供" in page


@pytest.mark.parametrize(
    ("key", "zh", "en"),
    [
        ("2026-W05", "第 5 周", "week 5"),
        ("no.3", "第 3 期", "no. 3"),
        ("total.115", "总第 115 期", "no. 115 in all"),
    ],
)
def test_weeks_and_editions_by_name(key: str, zh: str, en: str) -> None:
    assert (label(key, "zh"), label(key, "en")) == (zh, en)


def test_lateness_as_people_say_it() -> None:
    assert term("2026-10-13 +4wd", "zh") == "2026-10-13，晚 4 个工作日"
    assert term("2026-10-01 +1d", "zh") == "2026-10-01，晚 1 日"
    assert term("2026-10-01", "zh") == "2026-10-01"
