"""A made-up audit of any size, built from the model alone: the same numbers, the same audit."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

from gongkai.disk.judged import Ledger, Result
from gongkai.judging.settle import part
from gongkai.model import (
    Group,
    Obligation,
    Outcome,
    Part,
    Plan,
    Rule,
    Site,
    State,
    Step,
    Subject,
    Targets,
    Unit,
)
from gongkai.scoring.score import score
from reports import Audit

AS_OF, SEEN_AT = "2026-09-30", "2026-10-09"
SHA = "9f2c1d7be4a05386c1f0d2e7b3a49c58160f7e2d3b4c5a69788796a5b4c3d2e1"
HOST = "http://www.haitang.example/"
NAMES = [
    "财政局",
    "生态环境局",
    "水务局",
    "教育局",
    "卫生健康局",
    "民政局",
    "自然资源和规划局",
    "住房和城乡建设局",
    "人力资源和社会保障局",
    "交通运输局",
    "农业农村局",
    "市场监督管理局",
    "发展和改革局",
    "审计局",
    "应急管理局",
    "政务服务和数据管理局",
    "文化广电旅游体育局",
]
TASKS = [
    "一、财政信息公开",
    "二、政策解读回应",
    "三、环境信息公开",
    "四、民生保障",
    "五、重大决策预公开",
    "六、规范性文件管理",
    "七、公共资源配置与重大建设项目批准和实施",
    "八、政府信息公开年度报告",
]
CLAUSES = [
    (0, "一般公共预算收支按月公开", "series"),
    (0, "部门决算公开并附“三公”经费说明", "contains"),
    (1, "政策文件公布后 3 个工作日内发布解读", "lag"),
    (1, "政策解读栏目保持更新", "fresh"),
    (2, "集中式饮用水水源水质监测信息按季公开", "series"),
    (2, "河涌水质按月公开（49 条）", "rows"),
    (3, "城乡低保对象名单公开", "count"),
    (3, "义务教育招生政策与学区划分", "count"),
    (4, "意见征集结束后一个月内公布采纳情况", "lag"),
    (5, "公布废止失效文件目录并标注原文", "mixed"),
    (6, "重大建设项目批准结果与施工信息公开", "contains"),
    (7, "上一年度政府信息公开工作年度报告", "count"),
]
OUTCOMES = [
    (Outcome.PASS, "ok"),
    (Outcome.PASS, "ok"),
    (Outcome.HALF, "late"),
    (Outcome.FAIL, "missing"),
    (Outcome.PASS, "ok"),
    (Outcome.PASS, "ok"),
    (Outcome.PASS, "ok"),
    (Outcome.UNKNOWN, "blocked"),
    (Outcome.FAIL, "gap"),
    (Outcome.PASS, "soon"),
    (Outcome.HALF, "misplaced"),
    (Outcome.SKIP, "not_due"),
    (Outcome.FAIL, "stale"),
    (Outcome.PASS, "ok"),
    (Outcome.PASS, "ok"),
    (Outcome.PASS, "ok"),
    (Outcome.UNKNOWN, "no_column"),
    (Outcome.FAIL, "incomplete"),
]


@dataclass(frozen=True)
class _Told:
    """What one made-up verdict rests on."""

    parts: tuple[Part, ...]
    seen: str
    limit: str


def audit(
    units: int = 12, clauses: int = 12, *, lang: str = "zh", sample: bool = True, title: str = ""
) -> Audit:
    """An audit with every outcome in it; ``title`` replaces what the pages were called."""
    plan = _plan(clauses)
    targets = _targets(units, sample)
    results: list[Result] = []
    ledgers: dict[tuple[str, str, str, str, str], Ledger] = {}
    for u, unit in enumerate(targets.units[:units]):
        for c, obligation in enumerate(plan.obligations):
            if (u * 5 + c * 3) % 11 == 0:
                continue
            for r, rule in enumerate(obligation.rules):
                result, ledger = _judged(unit, u, c, r, obligation, rule, title)
                results.append(result)
                ledgers[result.key] = ledger
    results.append(_nobody(plan))
    return Audit(
        plan=plan,
        targets=targets,
        results=results,
        ledgers=ledgers,
        scores=score(results),
        info=_info(targets),
        lang=lang,
    )


def _plan(clauses: int) -> Plan:
    kept = [CLAUSES[n % len(CLAUSES)] for n in range(clauses)]
    kept.sort(key=lambda c: c[0])
    obligations = []
    for n, (task, title, kind) in enumerate(kept):
        checks = ("count", "manual") if kind == "mixed" else ({"rows": "contains"}.get(kind, kind),)
        obligations.append(
            Obligation(
                id=f"haitang/{task + 1}.{n + 1}",
                plan="haitang",
                item=f"{task + 1}.{n + 1}",
                task=TASKS[task],
                title=title,
                source=f"海府办函〔2026〕5号 第{n + 1}项",
                lead=("各部门",),
                support=("市财政局",) if n == 3 else (),
                subject="budget",
                rules=tuple(
                    Rule(check=c, params={"hand_in": "清理结果的书面说明"} if c == "manual" else {})
                    for c in checks
                ),
                weight=2.0 if n % 4 == 0 else 1.0,
                note="“及时”按 30 日理解。" if n == 0 else "",
            )
        )
    subject = Subject(id="budget", name="财政预决算", words="预算|决算")
    return Plan(
        id="haitang",
        title="海棠市2026年政务公开工作要点分工方案（示例）",
        source="海府办函〔2026〕5号",
        year=2026,
        obligations=tuple(obligations),
        subjects={"budget": subject},
    )


def _targets(units: int, sample: bool) -> Targets:
    offices = [
        Unit(
            id=f"u{n:02}",
            name=f"海棠市{NAMES[n]}" if n < len(NAMES) else f"海棠市浪花区第{n}街道办事处",
            aliases=(f"市{NAMES[n]}",) if n < len(NAMES) else (),
        )
        for n in range(units)
    ]
    idle = Unit(id="idle", name="海棠市档案馆")
    return Targets(
        title="海棠市",
        sample=sample,
        sites=(
            Site(host="www.haitang.example", name="海棠市人民政府门户网站"),
            Site(host="czj.haitang.example", name="海棠市财政局"),
        ),
        units=(*offices, idle),
        groups=(Group(id="towns", name="各镇街", roster="partial"),),
    )


def _judged(
    unit: Unit, u: int, c: int, r: int, obligation: Obligation, rule: Rule, title: str
) -> tuple[Result, Ledger]:
    outcome, reason = OUTCOMES[crc32(f"{u}:{c}".encode()) % len(OUTCOMES)]
    if u % 4 == 0 and outcome is Outcome.FAIL and c % 2:
        outcome, reason = Outcome.PASS, "ok"
    if rule.check == "manual":
        outcome, reason = Outcome.MANUAL, "needs_person"
    kind = CLAUSES[[x[1] for x in CLAUSES].index(obligation.title)][2]
    told = _told(kind, outcome, reason, u, title)
    due = [p for p in told.parts if p.state is not State.OUT]
    seen_nothing = reason in ("no_column", "not_due", "needs_person")
    result = Result(
        round="2026-q3",
        judged="machine",
        as_of=AS_OF,
        seen_at=SEEN_AT,
        plan="haitang",
        item=obligation.item,
        unit=unit.id,
        unit_name=unit.name,
        part_of="各部门" if c % 3 == 0 else "",
        place="own" if c % 4 == 1 else "portal",
        rule=rule.check,
        check=rule.check,
        outcome=outcome.value,
        reason=reason,
        seen="" if seen_nothing else told.seen,
        limit=told.limit,
        limit_by="ours" if kind in ("series", "fresh") else "plan",
        parts_good=sum(p.state is State.GOOD for p in due),
        parts_due=len(due),
        parts_doubtful=sum(p.state is State.DOUBT for p in due),
        weight=0.0 if rule.check == "manual" else obligation.weight,
        confirmed=("yes" if u % 2 else "no") if outcome in (Outcome.HALF, Outcome.FAIL) else "",
        url="" if seen_nothing else f"{HOST}gkml/czxx/list_{c}.html",
        fetched_at="" if seen_nothing else f"2026-10-09T09:{c:02}:12+08:00",
        sha256="" if seen_nothing else SHA,
    )
    return result, _ledger(result, told, c)


def _ledger(result: Result, told: _Told, c: int) -> Ledger:
    no_column = result.reason == "no_column"
    return Ledger(
        plan=result.plan,
        item=result.item,
        unit=result.unit,
        place=result.place,
        rule=result.rule,
        parts=told.parts,
        columns=() if no_column else (f"{HOST}gkml/czxx/list_{c}.html",),
        column_names=() if no_column else ("财政预决算",),
        back_to="2025-12-20" if result.outcome == Outcome.FAIL else "",
        steps=(
            Step(way="navigation", url=HOST),
            Step(way="sitemap", url=f"{HOST}sitemap.html", problem="unreachable"),
        )
        if no_column
        else (),
    )


def _told(kind: str, outcome: Outcome, reason: str, u: int, title: str) -> _Told:
    """Parts that suit the outcome, with what was seen and asked."""
    if kind == "rows":
        parts = tuple(
            _part(f"{m}月 河涌{n:02}", _state(outcome, reason, m * 49 + n, u), title)
            for m in range(1, 10)
            for n in range(1, 50)
        )
        return _counted(parts)
    if kind == "series":
        months = [f"2026-{m:02}" for m in range(1, 13)]
        parts = tuple(
            _part(key, "not_due" if n >= 9 else _state(outcome, reason, n, u), title)
            for n, key in enumerate(months)
        )
        return _counted(parts)
    if kind == "lag":
        keys = [f"海府办〔2026〕{n * 3 + u}号" for n in range(1, 8)]
        return _counted(
            tuple(_part(k, _state(outcome, reason, n, u), title) for n, k in enumerate(keys))
        )
    if kind == "contains":
        keys = ["收支总表", "“三公”经费", "绩效目标", "政府采购", "国有资产", "机构运行经费"]
        return _counted(
            tuple(_part(k, _state(outcome, reason, n, u), title) for n, k in enumerate(keys))
        )
    seen = title or "2026-08-12《关于公布低保对象名单的公告》"
    return _Told((_part("#1", reason, title),), seen, "2026-03-31")


def _counted(parts: tuple[Part, ...]) -> _Told:
    due = [p for p in parts if p.state is not State.OUT]
    good = sum(p.state is State.GOOD for p in due)
    return _Told(parts, f"{good}/{len(due)}", str(len(due)))


def _state(outcome: Outcome, reason: str, n: int, u: int) -> str:
    if outcome is Outcome.PASS:
        return "ok"
    if outcome is Outcome.SKIP:
        return "not_due"
    if outcome is Outcome.UNKNOWN:
        return reason if (n + u) % 3 == 0 else "ok"
    if outcome is Outcome.HALF:
        return "late" if (n + u) % 4 == 0 else "ok"
    return ("missing", "ok", "late", "missing")[(n + u) % 4]


def _part(key: str, reason: str, title: str) -> Part:
    seen = "" if reason in ("missing", "not_due", "blocked", "no_column") else "2026-05-18"
    return part(
        key,
        reason,
        seen=f"{seen} {title}" if seen and title else seen,
        limit="2026-05-30",
        url=f"{HOST}gkml/post_{len(key)}.html" if seen else "",
    )


def _nobody(plan: Plan) -> Result:
    return Result(
        round="2026-q3",
        judged="machine",
        as_of=AS_OF,
        seen_at=SEEN_AT,
        plan=plan.id,
        item=plan.obligations[0].item,
        unit="",
        unit_name="市口岸局",
        outcome="unknown",
        reason="no_holder",
        limit_by="plan",
        parts_good=0,
        parts_due=0,
        parts_doubtful=0,
        weight=0.0,
        part_of="",
        place="",
        rule="",
        check="",
        seen="",
        limit="",
        confirmed="",
        url="",
        fetched_at="",
        sha256="",
    )


def _info(targets: Targets) -> dict[str, object]:
    return {
        "round": "2026-q3",
        "judged": "machine",
        "as_of": AS_OF,
        "seen_at": f"{SEEN_AT}T09:00:00+08:00",
        "clock": "2026-10-09T09:00:00+08:00",
        "engine": "0.1.0",
        "browser": False,
        "calendar": "1.11.0",
        "hashes": {"haitang": SHA, "targets": SHA[::-1]},
        "sites": {
            s.host: {"requests": 143 + n * 20, "bytes": 5_310_442, "seconds": 187.4}
            for n, s in enumerate(targets.sites)
        },
    }
