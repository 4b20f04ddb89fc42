from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

import checks
import plans
from gongkai import targets
from gongkai.judging.duties import owed
from gongkai.model import Obligation, Rule, UserError

ROOT = Path(__file__).parents[2]
OBLIGATIONS = ROOT.parent / "shared" / "research" / "obligations.csv"
KINDS = {name: kind.function for name, kind in checks.kinds().items()}

PLAN = "title: 方案\nsource: 海府〔2026〕1号\nyear: 2026\n"
SUBJECTS = """
budget: {name: 预算, words: 预算|决算, match: 预算, if_none: fail}
penalty: {name: 处罚, words: 行政处罚, elsewhere: [budget], contents: {文号: 文号}}
"""
CLAUSE = """
  - item: "1.1"
    title: 预算按时公开
    lead: [市财政局]
    subject: budget
    rules:
      - count: {}
"""


def written(
    folder: Path,
    task: str = "",
    *,
    plan: str = PLAN,
    subjects: str = SUBJECTS,
    clause: str = CLAUSE,
) -> Path:
    home = folder / "plans"
    (home / "p").mkdir(parents=True, exist_ok=True)
    (home / "subjects").mkdir(exist_ok=True)
    (home / "p" / "plan.yaml").write_text(plan, "utf-8")
    (home / "p" / "01-a.yaml").write_text(task or f"task: 一\nclauses:{clause}", "utf-8")
    (home / "subjects" / "a.yaml").write_text(subjects, "utf-8")
    return home


def only(folder: Path, clause: str = CLAUSE) -> Obligation:
    (obligation,) = plans.load("p", folders=[written(folder, clause=clause)]).obligations
    return obligation


def test_a_clause_inherits_from_its_subject(tmp_path: Path) -> None:
    found = only(tmp_path)
    assert (found.id, found.task, found.source) == ("p/1.1", "一", "海府〔2026〕1号 1.1")
    assert (found.match, found.places, found.about) == ("预算", ("any",), "holder")
    assert found.rules == (Rule(check="count", if_none="fail"),)
    assert found.file == "p/01-a.yaml"


def test_the_nearer_word_wins_and_ours_is_marked(tmp_path: Path) -> None:
    found = only(
        tmp_path,
        """
  - item: "1.1"
    title: 预算
    lead: 市财政局
    subject: budget
    match: 部门预算
    due: 2026-03-31
    if_none: unknown
    rules:
      - count: {by: due, share: 0.4, ours: {n: 2}}
      - contains: {parts: [收入], if_none: not_applicable}
      - manual: {hand_in: 表}
""",
    )
    count, contains, manual = found.rules
    assert found.match == "部门预算"
    assert found.lead == ("市财政局",)
    assert found.due == date(2026, 3, 31)
    assert (count.params, count.ours) == ({"by": "due", "n": 2}, ("n",))
    assert (count.share, count.if_none) == (0.4, "unknown")
    assert (contains.share, contains.if_none) == (1.0, "not_applicable")
    assert manual.params == {"hand_in": "表"}


def test_the_working_folder_goes_before_the_shipped_plans(tmp_path: Path) -> None:
    home = written(tmp_path)
    assert plans.subjects()["budget"].name != "预算"
    assert plans.subjects([home])["budget"].name == "预算"
    assert plans.names([home])[0] == "p"
    assert "jiangmen-2019" in plans.names([home])
    assert plans.load(str(home / "p")).id == "p"


def test_tasks_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    home = written(tmp_path)
    second = CLAUSE.replace("1.1", "2.1")
    (home / "p" / "02-b.yaml").write_text(f"task: 二\nclauses:{second}", "utf-8")
    found = plans.load("p", folders=[home]).obligations
    assert [(o.item, o.task) for o in found] == [("1.1", "一"), ("2.1", "二")]


def changed(old: str, new: str) -> str:
    assert old in CLAUSE
    return CLAUSE.replace(old, new)


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        (changed("title:", "titel:"), "没有“titel”这一项。删去或改正。最接近的是“title”"),
        (changed("    title: 预算按时公开\n", ""), "条目 1.1：缺少“title”"),
        (changed('"1.1"', "1.1"), "“item”应是加引号的文字"),
        (changed("[市财政局]", "{a: b}"), "“lead”应是一列文字"),
        (CLAUSE + "    due: 2026-02-30\n", "“due”应是日期，如 2026-03-31，不是“2026-02-30”"),
        (CLAUSE + "    due: 3月底\n", "“due”应是日期"),
        (CLAUSE + "    each: 2\n", "“each”应是true 或 false"),
        (CLAUSE + "    weight: 很重\n", "“weight”应是数字"),
        (CLAUSE + "    if_none: failed\n", "最接近的是“fail”"),
        (CLAUSE + "    title: 又一个\n", "“title”写了两次"),
        (CLAUSE + CLAUSE, "条目“1.1”已在 01-a.yaml 里"),
        (changed("- count: {}", "count: {}"), "rules 应是一列"),
        (changed("- count: {}", "- {count: {}, fresh: {}}"), "一条规则只写一个检查"),
        (changed("- count: {}", "- count: 3"), "这里应是“键: 值”"),
        (changed("count: {}", "count: {n: 1, ours: {n: 2}}"), "“n”在 ours 里外各写了一次"),
        (changed("count: {}", "count: {share: 2}"), "0 到 1 之间的数字"),
        (changed("count: {}", "count: {if_none: maybe}"), "“if_none”应是"),
        (changed("    rules:\n      - count: {}\n", ""), "没有规则"),
    ],
)
def test_what_is_wrong_with_a_clause_is_told(tmp_path: Path, clause: str, said: str) -> None:
    with pytest.raises(UserError) as error:
        only(tmp_path, clause)
    assert said in str(error.value)
    assert "01-a.yaml：" in str(error.value)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"plan": "title: 方案\nsource: 一号\n"}, "plan.yaml：缺少“year”"),
        ({"plan": PLAN.replace("2026\n", "二〇二六\n")}, "“year”应是整数"),
        ({"task": "clauses: []\n"}, "缺少“task”"),
        ({"task": "task: 一\nclause: []\n"}, "最接近的是“clauses”"),
        ({"task": "task: [\n"}, "不是合格的 YAML"),
        ({"subjects": "b: {name: 预算}\n"}, "a.yaml：b：缺少“words”"),
        ({"subjects": "b: {name: 预算, words: 预算&}\n"}, "表达式“预算&”不成立"),
        ({"subjects": "b: {name: 预算, words: 预算, contents: {收入: (}}\n"}, "表达式“(”不成立"),
        ({"subjects": "b: {name: 预算, words: 预算, word: 算}\n"}, "没有“word”这一项"),
        ({"subjects": "b: {name: 预算, words: 预算, if_none: no}\n"}, "“if_none”应是"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(
    tmp_path: Path, files: dict[str, str], said: str
) -> None:
    with pytest.raises(UserError) as error:
        plans.load("p", folders=[written(tmp_path, **files)])
    assert said in str(error.value)


def test_a_subject_that_stands_in_two_files(tmp_path: Path) -> None:
    home = written(tmp_path)
    (home / "subjects" / "b.yaml").write_text("budget: {name: 预, words: 预}\n", "utf-8")
    with pytest.raises(UserError, match=r"b\.yaml：budget：主题“budget”已在 a\.yaml 里"):
        plans.subjects([home])


def test_a_plan_that_is_not_there_or_empty(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="最接近的是“jiangmen-2019”"):
        plans.load("jiangmen-2091")
    home = written(tmp_path)
    (home / "p" / "01-a.yaml").unlink()
    with pytest.raises(UserError, match="没有任务文件"):
        plans.load("p", folders=[home])


CITY = """
title: 海棠市
sites: [{host: www.haitang.gov.cn}]
platforms: {xzzf: http://www.haitang.gov.cn/}
groups: [{id: towns, name: 各镇街}]
units: [{id: czj, name: 市财政局}, {id: bei, name: 北镇, groups: [towns]}]
"""


def rule(text: str) -> str:
    return changed("count: {}", text)


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        (rule("cuont: {}"), "没有叫“cuont”的检查"),
        (rule("cuont: {}"), "最接近的是“count”"),
        (rule("count: {name: [a]}"), "检查 count 没有参数“name”"),
        (rule("count: {name: [a]}"), "最接近的是“names”"),
        (rule("count: {n: 三}"), "“n”应是这个检查收得下的值"),
        (rule("count: {n: 0}"), "“n”应是大于 0 的数字"),
        (rule("count: {names: [2025, 2026]}"), "“names”应是加引号的文字"),
        (rule("count: {full: 2}"), "“full”应是0 到 1 之间的数字"),
        (rule("fresh: {days: 9999999}"), "“days”应是大于 0 的数字"),
        (rule("series: {period: quarter, from: 2, to: 3}"), "“from”应是"),
        (rule("contains: {of: all, parts: [收入]}"), "“of”应是newest each any 之一"),
        (rule("contains: {chars: 0}"), "“chars”应是大于 0 的数字"),
        (rule("labelled: {label: (}"), "表达式“(”不成立"),
        (rule("labelled: {label: [2025]}"), "“label”应是加引号的文字"),
        (rule("labelled: {label: ''}"), "“label”应是这个检查收得下的值"),
        (rule("labelled: {label: 废止, list: repeald_list}"), "最接近的是“repealed_list”"),
        (rule("labelled: {label: 废止, originals: polcy}"), "最接近的是“policy”"),
        (rule("linked: {to: {}}"), "“to”应是这个检查收得下的值"),
        (rule("linked: {to: {微信: (}}"), "表达式“(”不成立"),
        (rule("linked: {to: {微信: 微信}, on: foot}"), "“on”应是home column entry 之一"),
        (rule("linked: {to: {微信: 微信}, clicks: 4}"), "“clicks”应是这个检查收得下的值"),
        (
            rule("linked: {to: {解读: 解读}, on: entry}").replace("budget", "penalty"),
            "规则 linked 没说一条也没有时怎么算",
        ),
        (rule("probe: {tests: [htps]}"), "最接近的是“https”"),
        (rule("contains: {parts: []}"), "“parts”应是"),
        (rule("probe: {tests: aaaa}"), "“tests”应是一列文字"),
        (rule("manual: {hand_in: []}"), "“hand_in”应是"),
        (rule("lag: {from: budget, to: penalty.end, within: 3wd}"), "“to”应是publish 之一"),
        (rule("series: {}"), "检查 series 缺少参数“period”"),
        (rule("series: {period: monthly}"), "最接近的是“month”"),
        (rule("series: {period: month, lag: 30天}"), "“lag”应是30d、3wd 或 1mo"),
        (rule("series: {period: month, lag: 0d}"), "“lag”应是30d"),
        (rule("lag: {from: budget, to: penalty, within: 3 wd}"), "“within”应是30d"),
        (rule("lag: {from: buget, to: penalty, within: 3wd}"), "没有叫“buget”的主题"),
        (rule("lag: {from: budget.ends, to: penalty, within: 3wd}"), "最接近的是“end”"),
        (rule("lag: {from: budget, to: penalty, within: 3wd, which: (a}"), "表达式“(a”不成立"),
        (rule("count: {by: 月底}"), "“by”应是due 或日期"),
        (rule("count: {by: due}"), "条目却没有 due"),
        (rule("count: {since: 去年}"), "“since”应是year、any 或日期"),
        (rule("count: {names: [a&]}"), "表达式“a&”不成立"),
        (rule("contains: {}"), "主题“budget”也没写 contents"),
        (changed("subject: budget", "subject: penalty"), "规则 count 没说一条也没有时怎么算"),
        (changed("    subject: budget\n", "    if_none: fail\n"), "条目却没有 subject"),
        (changed("subject: budget", "subject: budgte"), "最接近的是“budget”"),
        (CLAUSE + "    match: a|\n", "表达式“a|”不成立"),
        (CLAUSE + "    places: [portla]\n", "没有叫“portla”的位置"),
        (CLAUSE + "    places: ['platform:xzf']\n", "最接近的是“xzzf”"),
        (CLAUSE + "    about: group:town\n", "最接近的是“towns”"),
        (CLAUSE + "    about: everyone\n", "about 应是 holder 或 group"),
        (CLAUSE + "    weight: 0\n", "“weight”应是大于 0 的数字"),
        (changed("市财政局", "各镇街"), "“各镇街”是一组单位"),
        (changed("    lead: [市财政局]\n", ""), "没有牵头单位"),
        (rule("count: {}").replace("      - count: {}", "      []"), "没有规则"),
    ],
)
def test_validation_tells(tmp_path: Path, clause: str, said: str) -> None:
    plan = plans.load("p", folders=[written(tmp_path, clause=clause)])
    (tmp_path / "t.yaml").write_text(CITY, "utf-8")
    with pytest.raises(UserError) as error:
        plans.validate(plan, kinds=KINDS, targets=targets.load(tmp_path / "t.yaml"))
    assert said in str(error.value)
    assert str(error.value).startswith("p/01-a.yaml：条目 1.1：")


@pytest.mark.parametrize(
    "clause",
    [
        CLAUSE,
        CLAUSE + "    places: [portal, own, any, 'platform:far-away']\n",
        CLAUSE + "    about: group:towns\n",
        changed("市财政局", "各镇街") + "    each: true\n",
        rule("count: {by: 2026-03-31, since: any, names: {年报: 年度&报告}}"),
        rule("lag: {from: budget.written, to: budget.publish, within: 1mo}"),
        rule("contains: {chars: 1500}"),
        rule("labelled: {label: [主动公开, 依申请公开], of: newest}"),
        rule("linked: {to: {解读: 解读}, on: entry, if_none: fail}"),
        rule("linked: {to: {微信: 微信|weixin, 微博: weibo}, clicks: 3}").replace(
            "    subject: budget\n", ""
        ),
        rule("series: {period: quarter, from: 3, to: 9, lag: 20wd}"),
        changed("    subject: budget\n", "").replace("count: {}", "manual: {hand_in: [甲, 乙]}"),
        changed("    subject: budget\n", "").replace("count: {}", "probe: {tests: [aaaa]}"),
    ],
)
def test_a_sound_clause_passes(tmp_path: Path, clause: str) -> None:
    plan = plans.load("p", folders=[written(tmp_path, clause=clause)])
    (tmp_path / "t.yaml").write_text(CITY, "utf-8")
    plans.validate(plan, kinds=KINDS, targets=targets.load(tmp_path / "t.yaml"))
    plans.validate(plan, kinds=KINDS)


def test_misplaced_entries_are_sought_in_subjects_that_exist(tmp_path: Path) -> None:
    home = written(tmp_path, subjects=SUBJECTS.replace("[budget]", "[budgets]"))
    with pytest.raises(UserError, match=r"penalty\.elsewhere：没有叫“budgets”的主题"):
        plans.validate(plans.load("p", folders=[home]), kinds=KINDS)


# ------------------------------------------------------------------ what is shipped


@pytest.mark.parametrize("name", plans.names())
def test_every_shipped_plan_is_sound(name: str) -> None:
    plan = plans.load(name)
    plans.validate(plan, kinds=KINDS)
    assert plan.obligations
    assert all(o.title != o.task for o in plan.obligations)


@pytest.mark.parametrize(
    ("name", "file"), [("jiangmen-2019", "jiangmen"), ("every-office", "guangzhou")]
)
def test_shipped_plans_fit_their_targets(name: str, file: str) -> None:
    plan = plans.load(name)
    found = targets.load(ROOT / "targets" / f"{file}.yaml")
    plans.validate(plan, kinds=KINDS, targets=found)
    targets.check_subjects(found, plan.subjects)
    duties, _ = owed(plan, found)
    assert {duty.unit for duty in duties} == {unit.id for unit in found.units}


def test_only_a_name_without_a_roster_has_no_holder_in_jiangmen() -> None:
    found = targets.load(ROOT / "targets" / "jiangmen.yaml")
    _, nobody = owed(plans.load("jiangmen-2019"), found)
    assert [who.name for who in nobody] == [
        "涉及公共资源配置、重大建设项目批准和实施、公益事业建设等三个重点领域的相关单位"
    ]


@pytest.mark.skipif(not OBLIGATIONS.is_file(), reason="the reading of the seed plans is not here")
def test_jiangmen_has_every_row_that_was_read_from_the_plan() -> None:
    with OBLIGATIONS.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["plan"] == "jiangmen-2019"]
    plan = plans.load("jiangmen-2019")
    assert [o.item for o in plan.obligations] == [row["item"] for row in rows]
    internal = {row["item"] for row in rows if row["rule"] == "manual"}
    for obligation in plan.obligations:
        if obligation.item in internal:
            assert [rule.check for rule in obligation.rules] == ["manual"], obligation.item


@pytest.mark.parametrize(
    ("item", "lead", "others"),
    [
        ("9", "市政府办公室", "市政府各部门、各直属机构"),
        ("29", "市政务服务数据管理局", "政府各部门、各直属机构"),
        ("32", "市政务服务数据管理局", "政府各部门、各直属机构"),
        ("41", "市政府办公室", "政府各部门、各直属机构"),
    ],
)
def test_who_leads_and_who_supports_in_jiangmen(item: str, lead: str, others: str) -> None:
    (found,) = (o for o in plans.load("jiangmen-2019").obligations if o.item == item)
    assert found.lead == (lead,)
    assert found.support == ("各市（区）政府", others)


def test_600_clauses_load_whole(tmp_path: Path) -> None:
    home = written(tmp_path)
    for task in range(60):
        clauses = "".join(CLAUSE.replace("1.1", f"{task + 2}.{n}") for n in range(10))
        (home / "p" / f"{task + 2:02}-a.yaml").write_text(f"task: 题\nclauses:{clauses}", "utf-8")
    assert len(plans.load("p", folders=[home]).obligations) == 601


@pytest.mark.skipif(not OBLIGATIONS.is_file(), reason="the reading of the seed plans is not here")
def test_every_unit_and_group_read_from_the_plan_answers_in_jiangmen() -> None:
    text = OBLIGATIONS.with_name("UNITS.md").read_text("utf-8")
    section = text.split("## jiangmen-2019")[1].split("\n## ")[0]
    names = [line.split("|")[1].strip() for line in section.splitlines() if line[:2] == "| "]
    names = [name for name in names if not name.startswith(("unit", "designation"))]
    directory = targets.Directory(targets.load(ROOT / "targets" / "jiangmen.yaml"))
    assert len(names) == 35
    assert [n for n in names if not directory.named(n) and not directory.group_named(n)] == []
