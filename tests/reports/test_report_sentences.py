"""What fills the sentences: every reason can be told of any result, and says the right parts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai import reasons
from gongkai.disk.judged import Ledger, Result
from gongkai.judging.settle import part, settle
from gongkai.model import Outcome, Part, Rule
from reports import Audit, _words
from reports._beside import beside
from reports._telling import Line, Telling
from tests.reports import make


def told(reason: str, parts: list[Part], *, lang: str = "zh", bad: str = "") -> Line:
    """The line of one result whose parts are given, settled as the judge settles them."""
    whole = make.audit(1, 1, lang=lang)
    verdict = settle(parts, bad=bad) if parts else None
    result: Result = replace(
        make.audit(2, 1).results[0],
        outcome=verdict.outcome.value if verdict else reasons.table()[reason].outcomes[0].value,
        reason=verdict.reason if verdict else reason,
        seen=verdict.seen if verdict else "",
        limit=verdict.limit if verdict else "",
        parts_good=sum(p.state == "good" for p in parts),
        parts_due=sum(p.state != "out" for p in parts),
    )
    ledger = Ledger(
        plan=result.plan,
        item=result.item,
        unit=result.unit,
        place=result.place,
        rule=result.rule,
        parts=tuple(parts),
        column_names=("预算执行",),
    )
    audit = Audit(
        plan=whole.plan,
        targets=whole.targets,
        results=[result],
        ledgers={result.key: ledger} if parts else {},
        lang=lang,
    )
    return Telling(audit).lines[0]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("reason", list(reasons.table()))
def test_every_reason_can_be_told_with_nothing_known(reason: str, lang: str) -> None:
    line = told(reason, [], lang=lang)
    assert line.sentence
    assert line.remedy
    assert "{" not in line.sentence + line.remedy


def test_a_gap_names_the_months_and_counts_the_rest() -> None:
    months = [part(f"2026-{m:02}", "ok" if m != 5 else "missing") for m in range(1, 9)]
    line = told("gap", months, bad="gap")
    assert line.sentence == "「预算执行」应有 8 项，实有 7 项，缺：5月。"
    assert line.seen == "8 项中符合 7 项"


def test_late_parts_tell_their_own_days() -> None:
    months = [part(f"2026-{m:02}", "ok", seen=f"2026-{m:02}-20") for m in range(1, 6)]
    months.append(part("2026-06", "late", seen="2026-08-05", limit="2026-07-30"))
    line = told("late", months)
    assert line.sentence == "6月公开于 2026-08-05，时限为 2026-07-30。"


def test_many_parts_are_named_up_to_six() -> None:
    line = told("missing", [part(f"2026-{m:02}", "missing") for m in range(1, 13)])
    assert "1月、2月、3月、4月、5月、6月等 12 项" in line.sentence
    assert line.outcome is Outcome.FAIL


def test_a_single_part_is_the_clause_itself() -> None:
    line = told("missing", [part("#1", "missing", limit="2026-03-31")])
    assert f"未见“{line.title}”" in line.sentence
    assert "2026-03-31" in line.sentence


def paired(parts: list[Part], **params: str) -> Line:
    """The line of a pair: policy and its interpretation, or what the rule says."""
    audit = make.audit(2, 1)
    (clause, *rest) = audit.plan.obligations
    rule = Rule(check="lag", params={"from": "policy", "to": clause.subject, **params})
    plan = replace(audit.plan, obligations=(replace(clause, rules=(rule,)), *rest))
    result = replace(
        audit.results[0], item=clause.item, rule="lag", check="lag", outcome="fail",
        reason="missing", parts_due=len(parts),
    )  # fmt: skip
    ledger = Ledger(
        plan=result.plan, item=result.item, unit=result.unit, place=result.place,
        rule="lag", parts=tuple(parts),
    )  # fmt: skip
    audit = replace(audit, plan=plan, results=[result], ledgers={result.key: ledger})
    return Telling(audit).lines[0]


def test_of_a_pair_it_is_the_answer_that_is_missing() -> None:
    alone = paired([part("海棠市校服管理办法", "missing")])
    name = make.audit(2, 1).plan.subjects[make.audit(2, 1).plan.obligations[0].subject].name
    assert f"未见与海棠市校服管理办法对应的“{name}”" in alone.sentence
    assert f"公开与海棠市校服管理办法对应的“{name}”" in alone.remedy
    both = paired([part("甲办法", "missing"), part("乙办法", "missing"), part("丙办法", "ok")])
    assert f"与甲办法、乙办法对应的“{name}”" in both.sentence
    assert "对应" not in paired([part("#1", "missing")]).sentence
    assert "对应" not in paired([part("甲办法", "missing")], to="policy").sentence


def test_parts_that_are_numbered_only_are_the_clause_itself() -> None:
    line = told("missing", [part(f"#{n}", "missing") for n in range(1, 7)])
    assert f"未见“{line.title}”" in line.sentence
    assert "第1条" not in line.sentence


def test_words_of_which_one_will_do_are_told_as_such() -> None:
    line = told("unlabelled", [part("甲办法", "unlabelled", seen="甲|乙", limit="废止|失效")])
    assert "“废止或失效”" in line.sentence
    assert "甲|乙" in line.sentence
    assert line.cells[0].limit == "废止或失效"


def test_a_dead_link_is_told_by_its_address() -> None:
    url = "http://www.haitang.example/jgzn/"
    line = told("dead_link", [part("主要职责", "dead_link", seen="2026-03-02", url=url)] * 2)
    assert f"打不开：{url}。" in line.sentence
    named = told("dead_link", [part("主要职责", "dead_link", seen="表.pdf", url=url)])
    assert "打不开：表.pdf。" in named.sentence


def test_a_table_of_another_year_names_the_year_of_its_head() -> None:
    tables = [
        part(name, "wrong_year", seen="2023", limit=name) for name in ("收入总表", "支出总表")
    ]
    line = told("wrong_year", tables)
    assert line.sentence.startswith("收入总表、支出总表：表头所见年度为 2023")


def test_what_the_net_says_is_told_in_words() -> None:
    line = told("not_passed", [part("d01 https", "not_passed", seen="WRONG_VERSION_NUMBER")])
    assert "加密连接无法建立（WRONG_VERSION_NUMBER）" in line.sentence


def test_a_platform_is_called_by_its_host() -> None:
    audit = make.audit(1, 1)
    known = replace(audit.targets, platforms={"xzzf": "http://xzzf.haitang.example/"})
    telling = Telling(replace(audit, targets=known))
    assert telling.place("platform:xzzf") == "平台（xzzf.haitang.example）"
    assert telling.place("platform:other") == "平台（other）"


def test_what_was_not_judged_loses_and_earns_nothing() -> None:
    line = told("blocked", [part("2026-01", "blocked"), part("2026-02", "blocked")])
    assert line.credit is None
    assert (line.earned, line.lost) == (0.0, 0.0)


def test_what_to_hand_in_is_listed_as_people_list() -> None:
    audit = make.audit(1, 1)
    (clause, *rest) = audit.plan.obligations
    rule = Rule(check="manual", params={"hand_in": ["工作总结", "会议台账"]})
    plan = replace(audit.plan, obligations=(replace(clause, rules=(rule,)), *rest))
    result = replace(
        audit.results[0], item=clause.item, rule="manual", check="manual",
        outcome="manual", reason="needs_person",
    )  # fmt: skip
    (line,) = Telling(replace(audit, plan=plan, results=[result])).lines
    text = line.sentence + line.remedy
    assert "会议台账" in text
    assert "[" not in text


@pytest.mark.parametrize(
    ("check", "limit", "seen", "brackets"),
    [
        ("count", "", "", ""),
        ("count", "≥1", "", ""),
        ("count", "≥3", "", "（至少 3 项）"),
        ("columns", "≤9", "12", "（至多 9 项，所见 12）"),
        ("count", "2026-03-31", "", "（时限 2026-03-31）"),
        ("fresh", "2026-03-31", "2026-01-02", "（不早于 2026-03-31，所见 2026-01-02）"),
        ("lag", "5wd", "", "（时限 5 个工作日）"),
        ("labelled", "主动公开", "", "（要求 主动公开）"),
        ("probe", "search", "input", "（所见 搜索框）"),
    ],
)
def test_the_brackets_say_what_was_asked_and_seen_and_nothing_else(
    check: str, limit: str, seen: str, brackets: str
) -> None:
    plain = told("missing", [part("#1", "missing", limit=limit, seen=seen)])
    say = _words.speaker("zh")
    result = replace(plain.result, check=check)
    assert (
        beside(result, _words.seen(seen, limit, "zh"), _words.asked(limit, "zh"), say) == brackets
    )


def test_a_test_is_told_by_its_words_and_how_to_mend_it() -> None:
    gone = part("u00 dead_links", "not_passed", seen="1/12", limit="dead_links")
    own = make.audit(2, 1).results[0].unit
    line = told("not_passed", [replace(gone, key=f"{own} dead_links")])
    assert "12 个链接中 1 个打不开" in line.cells[0].seen
    assert line.cells[0].label == "首页链接可用"
    assert line.remedy == _words.speaker("zh")("mend_dead_links")
    other = told("not_passed", [replace(gone, key="elsewhere dead_links")])
    assert other.cells[0].label == "elsewhere 首页链接可用"


def test_one_part_is_one_part() -> None:
    parts = [part("2026-01", "ok"), part("2026-02", "missing")]
    assert "holds 1 part;" in told("gap", parts, bad="gap", lang="en").sentence


def test_a_log_that_nobody_kept_is_asked_for_in_words() -> None:
    line = told("needs_person", [part("d01 availability", "needs_person", limit="availability")])
    assert "gongkai probe" in line.remedy
    assert line.title not in line.remedy
