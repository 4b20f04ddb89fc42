"""What a report tells where the plan has a scheme."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

import reports
from gongkai.model import Band, Ground, Indicator, Scheme, UnitClass
from gongkai.scoring.rating import rating
from reports import Audit
from reports._points import indicators, taken
from reports._telling import Telling
from reports.page import file_of
from tests.reports import make

SCHEME = Scheme(
    id="s",
    title="评分办法",
    source="海府办函〔2026〕6号",
    seed="抽签三号",
    bands=(Band(name="甲等", least=60), Band(name="丁等", least=0)),
    classes=(UnitClass(id="a", name="各部门"), UnitClass(id="b", name="其他", groups=("x",))),
    indicators=(
        Indicator(id="V", name="否决项", mode="veto", manual="由人看"),
        Indicator(
            id="K",
            name="扣分项",
            mode="deduct",
            points=10,
            unconfirmed=True,
            grounds=(Ground(items=("*",), per="part", off=2, what="一处不合"),),
        ),
    ),
)


@pytest.fixture(scope="module")
def audit() -> Audit:
    plain = make.audit(units=4, clauses=6)
    plan = replace(plain.plan, scheme=SCHEME)
    found = rating(SCHEME, plain.results, plain.ledgers.values(), plain.targets)
    return replace(plain, plan=plan, scores=found.scores, points=found.points)


def test_what_each_result_takes_adds_up_to_what_was_deducted(audit: Audit) -> None:
    by_unit = {s.unit: s.deducted for s in audit.scores}
    for unit, deducted in by_unit.items():
        mine = [points for key, points in taken(audit.points).items() if key[1] == unit]
        assert sum(mine) == pytest.approx(deducted, abs=0.01)
    assert max(by_unit.values()) == 10
    assert any(p.cut for p in audit.points)


def test_problems_cost_what_the_scheme_takes(audit: Audit) -> None:
    telling = Telling(audit)
    for score in telling.scores:
        lost = [line.lost for line in telling.problems(score.unit)]
        assert lost == sorted(lost, reverse=True)
        assert sum(lost) == pytest.approx(score.deducted, abs=0.01)


def test_the_pages_show_grade_arithmetic_seed_and_what_is_not_confirmed(
    audit: Audit, tmp_path: Path
) -> None:
    list(reports.write(audit, tmp_path, ["page"]))
    index = (tmp_path / "index.html").read_text("utf-8")
    assert "丁等" in index
    assert "抽签三号" in index
    assert "各部门" in index
    worst = max(audit.scores, key=lambda s: s.deducted)
    unit = (tmp_path / "units" / file_of(worst.unit)).read_text("utf-8")
    for text in ("扣分项", "待核", "一处不合", "否决项", "评分办法", "抽签三号"):
        assert text in unit


def test_the_workbook_has_the_grades_and_every_point(audit: Audit, tmp_path: Path) -> None:
    list(reports.write(audit, tmp_path, ["workbook", "tables"]))
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    scores = list(book["得分表"].values)
    head = next(row for row in scores if "等次" in row)
    assert list(head[-6:]) == ["分类", "等次", "单项否决", "扣分", "加分", "待人工分值"]
    points = book["计分明细"]
    assert points.max_row >= len(audit.points)
    assert (tmp_path / "计分明细.csv").is_file()


def test_without_a_scheme_there_is_none_of_it(tmp_path: Path) -> None:
    list(reports.write(make.audit(units=2, clauses=3), tmp_path))
    assert "等次" not in (tmp_path / "index.html").read_text("utf-8")
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    assert "计分明细" not in book.sheetnames
    assert not (tmp_path / "计分明细.csv").exists()


def test_a_veto_costs_no_points(audit: Audit) -> None:
    fired = replace(audit.points[0], mode="veto", state="scored", taken=1.0)
    assert taken([fired, replace(fired, item="1.1")]) == {}


def test_a_vetoed_unit_is_told_so(audit: Audit) -> None:
    fired = replace(audit.points[0], mode="veto", state="scored", taken=1.0)
    maybe = replace(fired, taken=0.0, maybe=1.0)
    clear = replace(fired, taken=0.0, maybe=0.0)
    told = [indicators([p])[0].told for p in (fired, maybe, clear)]
    assert told == ["veto_fired", "veto_possible", "veto_clear"]
