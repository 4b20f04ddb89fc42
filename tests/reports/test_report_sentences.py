"""What fills the sentences: every reason can be told of any result, and says the right parts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai import reasons
from gongkai.disk.judged import Ledger, Result
from gongkai.judging.settle import part, settle
from gongkai.model import Outcome, Part, Rule
from reports import Audit
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
