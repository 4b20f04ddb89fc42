"""``gongkai init``: a list of offices and a plan document become a folder that can be audited."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

import plans
from gongkai import targets
from gongkai.cli import main
from gongkai.judging.duties import owed
from tests.gongkai.drafting.documents import write

OFFICES = [
    ["海棠市被评估单位名单", None, None, None],
    ["序号", "单位名称", "类别", "网址"],
    [1, "海棠市财政局", "市直部门", "http://czj.haitang.example/"],
    [2, "海棠市人力资源和社会保障局", "市直部门", "rsj.haitang.example"],
    [3, "海棠市发展和改革局", "市直部门", None],
    [4, "鹭溪镇人民政府", "镇街", None],
    [5, "望榕街道办事处", "镇街", None],
]
MONTHLY = "在市政府门户网站、市财政局网站按月公开一般公共预算收支执行情况。"
PLAN = [
    ["工作任务", "具体要求", "责任单位", "完成时限"],
    ["一、财政公开", f"1.{MONTHLY}", "市财政局", "全年"],
    ["", "2.公开本级部门预算。", "市财政局、各镇（街）", "2026年3月底前"],
    ["二、社保公开", "1.公开社会保险基金收支情况。", "市人社局牵头，市财政局配合", "12月底"],
    ["", "2.组织政务公开业务培训。", "市气象局", "6月底"],
]  # fmt: skip
BEFORE = ["海棠市2026年政务公开工作要点分工方案", "海府办〔2026〕5号"]


def workbook(path: Path, rows: list[list[object]] | None = None) -> Path:
    book = openpyxl.Workbook()
    for row in rows or OFFICES:
        book.worksheets[0].append(row)
    book.save(path)
    return path


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that init writes for both documents."""
    monkeypatch.chdir(tmp_path)
    workbook(tmp_path / "units.xlsx")
    write(tmp_path / "要点.docx", PLAN, before=BEFORE)
    assert main(["init", "work", "--units", "units.xlsx", "--plan", "要点.docx"]) == 0
    return tmp_path / "work"


def test_the_offices_are_known_by_the_names_that_plans_print(made: Path) -> None:
    known = targets.load(made / "targets.yaml")
    assert known.title == "海棠市"  # the report is its own, not the plan's
    directory = targets.Directory(known)
    assert [u.id for u in directory.named("市财政局")] == ["czj"]
    assert directory.unit("czj").own == "http://czj.haitang.example/"
    assert directory.unit("rsj").own == "http://rsj.haitang.example/"
    assert [u.id for u in directory.named("市人社局")] == ["rsj"]
    assert [u.name for u in directory.named("各镇（街）")] == ["鹭溪镇人民政府", "望榕街道办事处"]


def test_a_clause_keeps_its_words_and_says_what_is_asked(made: Path) -> None:
    plan = plans.load("plan-2026", folders=[made / "plans"])
    assert (plan.title, plan.source, plan.year) == (BEFORE[0], "海府办〔2026〕5号", 2026)
    assert [o.item for o in plan.obligations] == ["1.1", "1.2", "2.1", "2.2"]
    monthly, budget, funds, training = plan.obligations
    assert monthly.text == MONTHLY
    assert (monthly.subject, monthly.places) == ("budget_execution", ("portal", "own"))
    (series,) = monthly.rules
    assert (series.check, series.params["period"], series.ours) == ("series", "month", ("lag",))
    assert (budget.subject, str(budget.due), budget.each) == ("budget", "2026-03-31", True)
    assert [(rule.check, rule.params) for rule in budget.rules] == [("count", {"by": "due"})]
    assert (funds.lead, funds.support) == (("市人社局",), ("市财政局",))
    assert [rule.check for rule in training.rules] == ["manual"]


def test_every_duty_has_a_holder_or_stands_among_the_doubts(made: Path) -> None:
    plan = plans.load("plan-2026", folders=[made / "plans"])
    duties, nobody = owed(plan, targets.load(made / "targets.yaml"))
    assert {d.unit for d in duties if d.obligation.endswith("/1.2")} == {"czj", "u004", "u005"}
    assert [n.name for n in nobody] == ["市气象局"]
    with (made / "doubts.csv").open(encoding="utf-8-sig", newline="") as file:
        doubts = list(csv.DictReader(file))
    assert any(row["编号"] == "2.2" and row["原样"] == "市气象局" for row in doubts)
    assert any(row["原样"] == "市人社局 → 海棠市人力资源和社会保障局" for row in doubts)


def test_the_folder_goes_on_to_validate_lint_and_dry_run(
    made: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(made)
    assert main(["validate", "--plan", "plan-2026"]) == 0
    assert main(["plan", "lint", "plan-2026"]) == 0
    assert main(["audit", "--dry-run", "--plan", "plan-2026"]) == 0
    told = capsys.readouterr().out
    assert "czj.haitang.example" in told
    assert "0.0 小时" not in told
    assert main(["audit", "--plan", "plan-2026"]) == 2
    assert "contact" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("units", "plan", "more", "told"),
    [
        ("nothing.xlsx", "a.docx", (), "nothing.xlsx"),
        ("units.xlsx", "nothing.docx", (), "nothing.docx"),
        ("empty.csv", "a.docx", (), "单位名称"),
        ("twice.csv", "a.docx", (), "出现两次"),
        ("address.csv", "a.docx", (), "不是网址"),
        ("units.xlsx", "undated.docx", (), "--year"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    units: str,
    plan: str,
    more: tuple[str, ...],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    workbook(tmp_path / "units.xlsx")
    write(tmp_path / "a.docx", PLAN, before=BEFORE)
    undated = [[cell.replace("2026年", "") for cell in row] for row in PLAN]
    write(tmp_path / "undated.docx", undated)
    (tmp_path / "empty.csv").write_text("单位名称\n", "utf-8")
    (tmp_path / "twice.csv").write_text("单位名称\n甲局\n甲局\n", "utf-8")
    (tmp_path / "address.csv").write_text("单位名称,网址\n甲局,见门户\n", "utf-8")
    assert main(["init", "work", "--units", units, "--plan", plan, *more]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "work").exists()


def test_a_folder_with_something_in_it_is_left_alone(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {file: file.read_bytes() for file in made.rglob("*") if file.is_file()}
    assert main(["init", "work", "--units", "units.xlsx", "--plan", "要点.docx"]) == 2
    assert "不覆盖" in capsys.readouterr().err
    assert {file: file.read_bytes() for file in made.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize(
    "text",
    [
        "单位名称,类别\n海棠市财政局,市直部门\n鹭溪镇人民政府,镇街\n",
        "一、市直部门（1个）\n1.海棠市财政局\n二、镇街（1个）\n1.鹭溪镇人民政府\n",
        "市直部门：\n海棠市财政局\n\n镇街：\n鹭溪镇人民政府\n",
    ],
)
def test_lists_of_many_shapes_give_the_same_offices(tmp_path: Path, text: str) -> None:
    from gongkai.starting.offices import offices

    path = tmp_path / ("a.csv" if "," in text else "a.txt")
    path.write_text(text, "utf-8")
    found = [(office.name, office.group) for office in offices(path)]
    assert found == [("海棠市财政局", "市直部门"), ("鹭溪镇人民政府", "镇街")]


def test_names_that_more_than_one_office_may_mean_are_left_to_a_person() -> None:
    from gongkai.drafting import Item
    from gongkai.starting.holders import Holders
    from gongkai.starting.offices import Office

    known = [
        Office(id="a", name="海棠市人力资源局"),
        Office(id="b", name="海棠市人口资源局"),
        Office(id="c", name="鹭溪镇人民政府"),
    ]
    holders = Holders(known)
    names = ("市人资局", "各部门", "各镇（街）", "各学校")
    holders.answer([Item(id="1", units=names, collective=names[1:])])
    assert holders.aliases == {}
    assert [each.what for each in holders.unsure] == [
        "several", "roster_guessed", "roster_guessed", "roster_wanted",
    ]  # fmt: skip
    groups = {office.id: holders.groups_of(office) for office in known}
    assert groups["a"] == groups["b"] == [holders.groups["各部门"]]
    assert groups["c"] == [holders.groups["各镇（街）"]]


def test_offices_answer_to_the_short_name_of_the_place_most_of_them_share(tmp_path: Path) -> None:
    from gongkai.starting.offices import offices

    names = "海棠市财政局\n海棠市教育局\n鹭溪镇人民政府\n"
    (tmp_path / "a.txt").write_text(names, "utf-8")
    assert [o.aliases for o in offices(tmp_path / "a.txt")] == [("市财政局",), ("市教育局",), ()]


def test_a_draft_says_what_nothing_means_where_its_subject_does_not() -> None:
    from gongkai.drafting import Item
    from gongkai.model import Subject
    from gongkai.starting.clauses import clauses

    silent = Subject(id="s", name="预算执行", words="预算执行")
    (clause,) = clauses([Item(id="1", text="公开预算执行情况")], {"s": silent})
    assert clause.said["if_none"] == "unknown"
    told = Subject(id="s", name="预算执行", words="预算执行", if_none="fail")
    (clause,) = clauses([Item(id="1", text="公开预算执行情况")], {"s": told})
    assert "if_none" not in clause.said
