"""``gongkai plan``: what it prints, as a person reads it, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from gongkai.cli import main

OLD = """
task: 一、财政
clauses:
  - {item: '1', title: 预算2025年公开, lead: [市财政局], subject: budget, due: 2025-03-31,
     rules: [{count: {by: due}}]}
  - {item: '2', title: 保密审查, lead: [市保密局], rules: [{manual: {hand_in: 台账}}]}
"""
NEW = """
task: 一、财政
clauses:
  - {item: '1', title: 预算2026年公开, lead: [市财政局], subject: budget, due: 2026-03-31,
     rules: [{count: {by: due}}]}
  - {item: '2', title: 规划公开, lead: [市发改局, 市统计局], joint: true, subject: plans_of_city,
     places: [portal], after: city_rules, note: 看摘要, rules: [fresh]}
"""
SUBJECT = """
plans_of_city: {name: 规划, words: 规划, if_none: fail,
  rules: [{fresh: {days: 180, basis: 我方取值}}]}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with two years of a plan."""
    monkeypatch.chdir(tmp_path)
    for year, clauses in ((2025, OLD), (2026, NEW)):
        home = tmp_path / "plans" / f"city-{year}"
        home.mkdir(parents=True)
        head = f"title: 某市{year}年方案\nsource: 某府〔{year}〕1号\nyear: {year}\n"
        (home / "plan.yaml").write_text(head, "utf-8")
        (home / "01-a.yaml").write_text(clauses, "utf-8")
    (tmp_path / "plans" / "subjects").mkdir()
    (tmp_path / "plans" / "subjects" / "a.yaml").write_text(SUBJECT, "utf-8")
    facts = "city_rules: {zh: 市细则的印发日期, en: the day of the city's rules}\n"
    (tmp_path / "plans" / "facts.yaml").write_text(facts, "utf-8")
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    assert main(["plan", *argv]) == 0
    return capsys.readouterr().out


def test_show_tells_all_that_follows_from_a_clause(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = said(capsys, "show", "city-2026/2")
    for piece in (
        "某府〔2026〕1号 2",
        "市发改局；市统计局（共同负责，有一家公开即可）",
        "门户网站",
        "plans_of_city 规划",
        "fresh days=180＊",
        "我方取值",
        "市细则的印发日期",
        "看摘要",
    ):
        assert piece in told, piece
    assert "无法判定" not in told


def test_show_tells_the_elements_of_a_subject_only_where_a_rule_asks_for_them_as_ours(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "依据: 依据|根据" in (told := said(capsys, "show", "panyu-2017/11.10"))
    assert "警告＊" in told
    assert "内容要素" not in said(capsys, "show", "panyu-2017/11.5")  # no rule about contents
    assert "内容要素" not in said(capsys, "show", "panyu-2016/8.2")  # it states its own


def test_lint_tells_what_is_open_and_nothing_else(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = said(capsys, "lint", "city-2025")
    assert "网上看不出来：1 条" in told
    assert "没写在哪里公开：1 条" in told
    assert "没写时限和频次：0 条" in told
    told = said(capsys, "lint", "city-2026")
    assert "没写在哪里公开：1 条" in told
    assert "没写时限和频次：1 条" in told
    assert "fresh days=180 我方取值" in told
    assert "要请委托方提供：1 条" in told


def test_diff_pairs_clauses_across_years_and_names_who_is_affected(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = said(capsys, "diff", "city-2025", "city-2026")
    assert "新增 1 条" in told
    assert "取消 1 条" in told
    assert "有变化 0 条" in told  # the budget is the same duty a year later
    file = folder / "plans" / "city-2026" / "01-a.yaml"
    file.write_text(file.read_text("utf-8").replace("2026-03-31", "2026-02-28"), "utf-8")
    told = said(capsys, "diff", "city-2025", "city-2026")
    assert "时限: 2025-03-31 → 2026-02-28" in told
    assert "1 市财政局" in told


def test_a_workbook_goes_out_and_comes_in(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "export", "city-2026", "--out", "out.xlsx")
    assert "2 条" in said(capsys, "import", "out.xlsx", "--as", "city-2027")
    assert "新增 0 条" in said(capsys, "diff", "city-2026", "city-2027")
    assert main(["plan", "export", "city-2026", "--out", "out.xlsx"]) == 2
    assert "不覆盖" in capsys.readouterr().err


def test_a_book_with_faults_leaves_nothing_and_is_imported_once_mended(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "export", "city-2026", "--out", "out.xlsx")
    for typed, code in (("count: {by: duee}", 2), ("count: {by: due}", 0)):
        book = openpyxl.load_workbook("out.xlsx")
        sheet = book["条目"]
        column = next(cell.column for cell in sheet[1] if cell.value == "规则")
        sheet.cell(row=2, column=column).value = typed
        book.save("out.xlsx")
        assert main(["plan", "import", "out.xlsx", "--as", "city-2027"]) == code
        assert (folder / "plans" / "city-2027").exists() is (code == 0)
        if code:
            assert "out.xlsx：条目 1" in capsys.readouterr().err


def test_show_tells_who_owes_by_the_targets_of_the_folder(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "targets.yaml").write_text(
        "title: 某市\ncontact: mailto:a@b.example\nsites: [{host: www.a.example}]\n"
        "units: [{id: czj, name: 某市财政局, aliases: [市财政局], own: 'http://www.a.example/'}]\n",
        "utf-8",
    )
    assert "某市财政局" in said(capsys, "show", "city-2026/1")


def test_the_language_may_stand_before_the_command(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "plan", "diff", "city-2025", "city-2026"]) == 0
    assert "changed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("show", "city-2026/9"), "1 2"),
        (("show", "city-2026"), "city-2026"),
        (("lint", "city-2024"), "city-2025"),
        (("import", "nothing.xlsx"), "nothing.xlsx"),
    ],
)
def test_a_slip_is_told_with_what_there_is(
    folder: Path, capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], told: str
) -> None:
    assert main(["plan", *argv]) == 2
    assert told in capsys.readouterr().err
