"""The page for one site's editor: what comes first, what is said, and what never is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.disk.judged import Ledger, Point, Result
from gongkai.judging.settle import part
from gongkai.model import Obligation, Part, Plan, Rule, Site, State, Targets, Unit
from reports import Audit, _words, editor

LONG = "海棠市高端装备与绿色建材产业集聚发展示范园区管理委员会综合行政执法和应急管理办公室" * 2
ROOT = "http://www.haitang.gov.cn/"


def line(
    item: str, outcome: str, reason: str, *parts: Part, check: str = "count", weight: float = 1.0
) -> tuple[Result, Ledger]:
    good = sum(p.state is State.GOOD for p in parts)
    result = Result(
        round="r", judged="first", as_of="2026-09-30", seen_at="2026-10-01", plan="p", item=item,
        unit="site", unit_name="海棠市财政局", part_of="", place="any", rule=check, check=check,
        outcome=outcome, reason=reason, seen="", limit="", limit_by="plan", parts_good=good,
        parts_due=len(parts), parts_doubtful=0, weight=weight, confirmed="no", url=ROOT,
        fetched_at="", sha256="",
    )  # fmt: skip
    return result, Ledger(
        plan="p", item=item, unit="site", place="any", rule=check, parts=parts, columns=(ROOT,)
    )


def audit(*lines: tuple[Result, Ledger], points: tuple[Point, ...] = (), lang: str = "zh") -> Audit:
    checks = {result.item: result.check for result, _ in lines}
    plan = Plan(
        id="p", title="自查方案", source="示例〔2026〕1号", year=2026,
        obligations=tuple(
            Obligation(
                id=f"p/{item}", plan="p", item=item, task="一、公开", title=f"事项{item}",
                rules=(Rule(check=check),),
            )
            for item, check in checks.items()
        ),
    )  # fmt: skip
    return Audit(
        plan=plan,
        targets=Targets(
            title="海棠市财政局",
            sites=(Site(host="www.haitang.gov.cn"),),
            units=(Unit(id="site", name="海棠市财政局", own=ROOT),),
        ),
        results=[result for result, _ in lines],
        ledgers={result.key: ledger for result, ledger in lines},
        points=points,
        info={"as_of": "2026-09-30", "sites": {"www.haitang.gov.cn": {"requests": 31}}},
        lang=lang,
    )


def told(folder: Path, *audits: Audit) -> str:
    (path,) = editor.together(audits, folder)
    assert path.name == "editor.html"
    return path.read_text("utf-8")


def month(n: int, reason: str) -> Part:
    return part(f"2026-{n:02}", reason)


def test_what_regains_most_comes_first_with_the_very_month(tmp_path: Path) -> None:
    small = line("1", "half", "late", month(3, "late"), month(4, "ok"))
    large = line("2", "fail", "gap", month(5, "missing"), month(6, "ok"), weight=4.0)
    made = audit(small, line("3", "pass", "ok", month(1, "ok")), large)
    site = editor.Site([made])
    assert [f.line.item for f in site.fixes] == ["2", "1"]
    assert [[c.label for c in f.lacking] for f in site.fixes] == [["5月"], ["3月"]]
    assert [round(f.points, 1) for f in site.fixes] == [66.7, 8.3]  # of six points in all
    assert [x.item for x in site.fine] == ["3"]
    text = told(tmp_path, made)
    assert text.index("事项2") < text.index("事项1")
    assert "5月" in text


def test_what_cannot_be_judged_loses_nothing_and_says_why(tmp_path: Path) -> None:
    made = audit(
        line("1", "unknown", "blocked", part("#1", "blocked")),
        line("2", "manual", "needs_person", part("材料", "needs_person"), check="manual"),
    )
    site = editor.Site([made])
    assert not site.fixes
    assert [(fault, [x.item for x in lines]) for _, fault, lines in site.unseen] == [("us", ["1"])]
    assert [x.item for x in site.people] == ["2"]
    assert _words.speaker("zh")("nothing_to_mend") in told(tmp_path, made)


def test_what_is_alike_unknown_is_said_once_with_every_name(tmp_path: Path) -> None:
    lost = [line(f"{n}", "unknown", "no_column") for n in range(1, 26)]
    wall = line("30", "unknown", "blocked", part("#1", "blocked"))
    text = told(tmp_path, audit(*lost, wall))
    assert text.count("没有找到「") == 1
    assert all(f"事项{n}" in text for n in range(1, 26))
    (_, _, first), _ = editor.Site([audit(*lost, wall)]).unseen
    ((titles, sentence, _),) = editor.Site([audit(*lost, wall)]).alike(first)
    assert len(titles) == 25
    assert sentence.endswith("不能据此认定未公开这些事项要求的内容。")
    (alone,) = editor.Site([audit(wall)]).alike(editor.Site([audit(wall)]).unseen[0][2])
    assert "“事项30”" in alone[1]


def test_a_column_that_was_not_found_is_no_row_and_called_by_its_duty() -> None:
    lost, read = part("other_columns", "no_column"), part("要闻", "ok", url=ROOT + "yw/")
    site = editor.Site([audit(line("1", "unknown", "no_column", lost, read, check="columns"))])
    assert [c.label for c in site.columns] == ["要闻"]
    assert "没有找到「事项1」" in site.unseen[0][2][0].sentence


def veto(item: str) -> Point:
    return Point(
        round="r", judged="first", plan="p", scheme="s", seed="", class_="", unit="site",
        unit_name="", indicator=item, name="", mode="veto", state="taken", points=0.0, low=0.0,
        high=0.0, taken=1.0, maybe=0.0, item=item, place="any", rule="count",
    )  # fmt: skip


def test_a_veto_goes_before_any_points() -> None:
    made = audit(
        line("V1", "fail", "missing", part("#1", "missing"), weight=0.1),
        line("2", "fail", "missing", part("#1", "missing"), weight=9.0),
        points=(veto("V1"),),
    )
    first, second = editor.Site([made]).fixes
    assert (first.line.item, first.veto) == ("V1", True)
    assert (second.line.item, second.veto) == ("2", False)


def test_rules_of_one_clause_are_one_thing_to_mend() -> None:
    stale = part("要闻", "stale", seen="2026-09-01", limit="2026-09-16", url=ROOT + "yw/")
    blank = part("科技", "blank", url=ROOT + "kj/")
    one = line("1", "fail", "stale", stale, blank, check="columns")
    two = line("1", "fail", "blank", blank, check="columns")
    other = replace(two[0], rule="columns#2"), replace(two[1], rule="columns#2")
    site = editor.Site([audit(one, other)])
    (fix,) = site.fixes
    assert [c.label for c in fix.lacking] == ["要闻", "科技"]
    assert len(fix.sentences) == len(fix.remedies) == 2
    assert [c.part.key for c in site.columns] == ["科技", "要闻"]


def test_the_same_fault_under_two_plans_is_told_once() -> None:
    made = audit(
        line(
            "1",
            "fail",
            "not_passed",
            part("site mailbox_form", "not_passed", limit="mailbox_form"),
            check="probe",
        )
    )
    assert len(editor.Site([made, made]).fixes) == 1
    (fix,) = editor.Site([made]).fixes
    assert "咨询" in fix.remedies[0]
    assert fix.lacking[0].label == "信箱或咨询入口"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_site_with_nothing_judged_has_a_page(tmp_path: Path, lang: str) -> None:
    text = told(tmp_path, audit(lang=lang))
    assert "海棠市财政局" in text
    assert "None" not in text


def test_hostile_and_long_names_stay_text(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    parts = [part(f"{LONG}{n}", "stale", seen=evil, url="javascript:alert(1)") for n in range(40)]
    text = told(tmp_path, audit(line("1", "fail", "stale", *parts, check="columns")))
    assert "<script>alert" not in text
    assert "javascript:" not in text.replace("javascript:alert(1)</bdi>", "")
    (fix,) = editor.Site([audit(line("1", "fail", "stale", *parts, check="columns"))]).fixes
    assert (len(fix.lacking), fix.more) == (editor.CHIPS, 40 - editor.CHIPS)


def test_a_round_of_several_units_has_no_such_page(tmp_path: Path) -> None:
    one, two = line("1", "pass", "ok"), line("2", "pass", "ok")
    assert len(list(editor.write(audit(one), tmp_path))) == 1
    other = replace(two[0], unit="other"), two[1]
    assert list(editor.write(audit(one, other), tmp_path)) == []
