"""``gongkai explain``: nothing that a verdict rests on is left out, and a slip is put right."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gongkai import explaining, round, sample
from gongkai.cli import main
from gongkai.disk.judged import Judged, Result
from gongkai.explaining import APART, Look, Place, twice
from tests.conftest import city_job

HOUR = "2026-09-30T{:02}:00:00+08:00"


def told(capsys: pytest.CaptureFixture[str], job: round.Job, *asked: str) -> str:
    assert main(["explain", str(job.folder), *asked]) == 0
    return capsys.readouterr().out


def explained(job: round.Job, unit: str, item: str, place: str, rule: str) -> dict[str, Any]:
    every = Judged(job.folder / "judged" / job.judged).results()
    mine = [r for r in every if (r.unit, r.item, r.place, r.rule) == (unit, item, place, rule)]
    return vars(next(explaining.explain(job, mine)))


def test_a_gap_is_told_from_the_clause_to_the_points(
    audited: round.Job, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(capsys, audited, "海棠市财政局", "1.1")
    for piece in (
        "海府办函〔2026〕5号",
        "一般公共预算收支按月公开",
        "lag=30d＊",
        "占条目的 70%",
        "http://czj.haitang.gov.cn/czsj/ （自动找到）",
        "http://www.haitang.gov.cn/zwgk/czzj/yszx/ （名单给定）",
        "7 条 读到末页",
        "找过 导航 http://czj.haitang.gov.cn/ → 找到 http://czj.haitang.gov.cn/czsj/",
        "✗  2026-05  未公开  应 2026-06-30  http://czj.haitang.gov.cn/czsj/",
        "应有 8 项：符合 7，减半 0，不符 1，未能判定 0；另有 4 项不计",
        "得 88%（100% 达标，50% 得半分）",
        "分值 1.4，得 0.7",
        "部分达标 · 缺期",
        "补发所缺期次：5月",
        "单位的网站",
        f"相隔 {APART} 小时以上看第二次：http://czj.haitang.gov.cn/czsj/",
    ):
        assert piece in said, piece
    assert re.search(r"留存 \S+  2026-09-30T09:00:00\+08:00  200  sha256 [0-9a-f]{64}", said)


def test_doubt_says_what_it_could_change_and_that_it_is_ours(audited: round.Job) -> None:
    it = explained(audited, "czj", "1.1", "portal", "contains")
    assert it["result"].outcome == "unknown"
    assert (it["sum"].good, it["sum"].doubt) == (12, 2)
    assert (it["sum"].if_bad, it["sum"].if_good) == ("half", "pass")
    assert (it["sum"].low, it["sum"].high) == (0.8571, 1.0)
    assert it["sum"].earned is None
    assert it["fault"] == "us"
    wall = [s for s in it["proofs"] if s.problem]
    assert [s.status for s in wall] == [403]


def test_the_sums_agree_with_the_verdicts_of_the_whole_city(audited: round.Job) -> None:
    """What the parts give if every doubt is good, or bad, never contradicts what was judged."""
    results = Judged(audited.folder / "judged" / "first").results()
    wrong = []
    for it in explaining.explain(audited, results):
        if it.sum and it.result.outcome in ("pass", "half", "fail"):
            if it.result.reason in ("misplaced", "dead_link"):
                continue  # half by a rule of its own, whatever its one part counts
            if {it.sum.if_bad, it.sum.if_good} != {it.result.outcome}:
                wrong.append((it.result.key, it.sum))
        elif it.sum and it.result.outcome == "unknown":
            assert it.sum.doubt, it.result.key
    assert wrong == []


def test_an_unknown_column_shows_every_step(
    audited: round.Job, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(capsys, audited, "fgj", "1.4", "--lang", "en")
    assert re.search(r"tree  http://www.haitang.gov.cn/fgj/gkmlpt/index  .*→ nothing", said)
    assert "ours, not the office's" in said
    assert not re.search("[\u4e00-\u9fff]", said.partition("arithmetic")[2].partition("verdict")[0])


def test_rules_tests_and_near_misses_are_told_in_words(
    audited: round.Job, capsys: pytest.CaptureFixture[str]
) -> None:
    results = Judged(audited.folder / "judged" / "first").results()
    for unit, item in dict.fromkeys((r.unit_name, r.item) for r in results if r.check == "probe"):
        said = told(capsys, audited, unit, item)
        assert not re.search(r"=[\[{(]|实测 +http", said)
        assert said.count("实测 ") <= len(re.findall(r"^  [✓△✗？–]  ", said, re.MULTILINE))
        assert not re.search(r"[✓✗？] +[a-z]+ [a-z_0-9]+ ", said)
    near = {r.unit_name: r.item for r in results if r.reason == "missing"}
    every = "".join(told(capsys, audited, unit, item) for unit, item in near.items())
    assert re.search(r"不算：是 [\u4e00-\u9fff]+ 的", every)


def test_a_name_that_nobody_answers_to_is_explained(
    audited: round.Job, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(capsys, audited, "市粮食和物资储备局", "5.8")
    assert "没有查看任何页面" in said


def test_a_second_look_confirms_and_is_told(tmp_path: Path) -> None:
    with sample.city(tmp_path / "city") as path:
        made = replace(city_job(tmp_path / "r1", path), units=("sjj",))
        round.audit(made)
        assert made.clock
        round.recheck(replace(made, clock=made.clock + timedelta(hours=APART + 1)))
    results: list[Result] = Judged(made.folder / "judged" / "first").results()
    lost = [r for r in results if r.outcome in ("half", "fail")]
    for it in explaining.explain(made, lost):
        assert it.twice
        assert all(len(place.looks) > 1 for place in it.places)


@pytest.mark.parametrize(
    ("hours", "problem", "stands"),
    [((9, 15), "", True), ((9, 14), "", False), ((9, 15), "blocked", False), ((9,), "", False)],
)
def test_two_looks_are_six_hours_apart_and_without_a_problem(
    hours: tuple[int, ...], problem: str, stands: bool
) -> None:
    looks = [Look(at=HOUR.format(h)) for h in hours]
    looks[-1] = replace(looks[-1], problem=problem)
    assert twice(Place(kind="column", url="http://a.example/", looks=tuple(looks))) is stands


def test_json_holds_everything_of_each_verdict(
    audited: round.Job, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = told(capsys, audited, "czj", "1.1", "--json").splitlines()
    read = [json.loads(line) for line in lines]
    assert len(read) == 4
    assert {x["result"]["rule"] for x in read} == {"series", "contains"}
    assert all(x["parts"] and x["places"][0]["looks"] and x["sentence"] for x in read)


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        (("财政局局", "1.1"), "最接近的是“海棠市财政局”"),
        (("czj", "1.11"), "最接近的是“1.1”"),
        (("czj", "1.2"), "承担的是：海棠市税务局"),
    ],
)
def test_a_slip_is_told_with_what_was_meant(
    audited: round.Job, asked: tuple[str, str], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(audited.folder), *asked]) == 2
    assert hint in capsys.readouterr().err
