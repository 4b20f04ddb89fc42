"""A round that is killed, judged again, looked at twice; and the user's mistakes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import plans
from gongkai import cli, round, sample
from gongkai.disk.judged import Judged, Result
from gongkai.disk.store import Round
from tests.conftest import city_job
from tests.crawler.server import column, serving

ENOUGH = 60  # answers that are on disk when the audit is killed


def outcomes(folder: Path) -> dict[tuple[str, ...], tuple[str, ...]]:
    lines = Judged(folder / "judged" / "first").results()
    return {r.key: (r.outcome, r.reason, r.seen, r.limit) for r in lines}


def whole(folder: Path) -> set[str]:
    found = Round(folder)
    return {s.url for host in found.hosts() for s in found.site(host).snapshots() if s.status}


def test_a_killed_audit_goes_on_and_says_the_same(audited: round.Job, tmp_path: Path) -> None:
    folder = tmp_path / "r1"
    with sample.serving(tmp_path / "city") as (targets, servers):
        command = [
            *(sys.executable, "-m", "gongkai", "audit", "--plan", "haitang", "--quiet"),
            *("--targets", str(targets), "--out", str(folder), "--clock", sample.CLOCK),
            *("--as-of", sample.AS_OF, "--no-browser", "--no-ocr"),
        ]
        process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)
        while len(servers.requests) < ENOUGH and process.poll() is None:
            pass
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        kept, before = whole(folder), len(servers.requests)
        assert kept
        assert not (folder / "judged").exists()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        again = {f"http://{r.host}{r.path}" for r in servers.requests[before:]}
    assert not again & kept
    assert outcomes(folder) == outcomes(audited.folder)


def test_a_loss_is_confirmed_by_a_second_look_some_time_later(tmp_path: Path) -> None:
    with sample.city(tmp_path / "city") as path:
        made = city_job(tmp_path / "r1", path)
        made = replace(made, units=("sjj",))
        round.audit(made)
        first = Judged(made.folder / "judged" / "first").results()
        assert made.clock is not None
        round.recheck(replace(made, clock=made.clock + timedelta(hours=7)))
    second = Judged(made.folder / "judged" / "first").results()
    lost = [r for r in first if r.outcome in ("half", "fail")]
    assert lost
    assert {r.confirmed for r in lost} == {"no"}
    assert {r.confirmed for r in second if r.outcome in ("half", "fail")} == {"yes"}
    assert [(r.key, r.outcome, r.reason) for r in first] == [
        (r.key, r.outcome, r.reason) for r in second
    ]


def test_what_is_absent_long_after_the_cut_off_is_not_missing(audited: round.Job) -> None:
    late = replace(audited, judged="late", as_of=audited.as_of - timedelta(days=61))
    round.check(late)
    found = Judged(audited.folder / "judged" / "late").results()
    assert "absent_now" in {r.reason for r in found}
    assert not [r for r in found if r.reason == "missing" and not _confirmed_absent(r)]


def _confirmed_absent(result: Result) -> bool:
    return result.unit == "lanchuan"  # a person found that there is no such column


def test_a_new_plan_on_an_old_crawl_is_not_captured(audited: round.Job) -> None:
    other = replace(audited, judged="other", plans=(plans.load("jiangmen-2019"),))
    round.check(other)
    found = Judged(audited.folder / "judged" / "other").results()
    assert "not_captured" in {r.reason for r in found}


MISTAKES = {
    "unknown command": ["adit"],
    "unknown plan": ["audit", "--plan", "haitng", "--targets", "sample"],
    "missing file": ["audit", "--plan", "haitang", "--targets", "nowhere.yaml"],
    "bad date": ["audit", "--plan", "haitang", "--as-of", "2026-02-30"],
    "no such round": ["report", "nowhere"],
    "unknown list": ["list", "plan"],
    "missing argument": ["explain"],
    "unknown option": ["demo", "--langg", "en"],
}


@pytest.mark.parametrize("argv", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_one_sentence_and_exit_2(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(argv) == 2
    said = capsys.readouterr().err
    assert len(said.strip().splitlines()) == 1
    assert "Traceback" not in said


ON_A_ROUND = {
    "unknown unit": ["check", "{round}", "--unit", "不存在的局"],
    "a name with a path": ["check", "{round}", "--as", "../../elsewhere"],
    "not judged": ["explain", "{round}", "czj", "1", "--as", "never"],
    "a torn run.json": ["report", "{torn}"],
    "no folder": ["audit", "--plan", "haitang", "--targets", "{targets}", "--out", "{file}/r1"],
}


@pytest.mark.parametrize("argv", ON_A_ROUND.values(), ids=ON_A_ROUND.keys())
def test_a_mistake_over_a_round_is_one_sentence_too(
    argv: list[str], audited: round.Job, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "torn").mkdir()
    (tmp_path / "torn" / "run.json").write_text("{")
    (tmp_path / "targets.yaml").write_text(EMPTY_SITE.format(address="127.0.0.1", gone="127.0.0.9"))
    here = {
        "round": audited.folder,
        "torn": tmp_path / "torn",
        "targets": tmp_path / "targets.yaml",
    }
    here["file"] = tmp_path / "targets.yaml"
    before = sorted(audited.folder.rglob("*"))
    test_a_mistake_is_one_sentence_and_exit_2([word.format(**here) for word in argv], capsys)
    assert sorted(audited.folder.rglob("*")) == before


def test_a_judging_of_another_plan_is_not_overwritten(
    audited: round.Job, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (audited.folder / "judged" / "first" / "results.csv").read_bytes()
    argv = ["audit", "--plan", "every-office", "--targets", "sample", "--quiet"]
    assert cli.main([*argv, "--out", str(audited.folder)]) == 2
    assert "已有方案 haitang 的判定" in capsys.readouterr().err
    assert (audited.folder / "judged" / "first" / "results.csv").read_bytes() == before


HOSTILE = {
    "/": '<a href="/[/x]/">通知公告</a>',
    "/%5B/x%5D/": column([("某单位\x1b[31m关于[/b]的通知", "/1.html", "2026-09-01")]),
}


def test_a_sites_words_are_neither_mark_up_nor_control_codes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(tmp_path / "r1")
    with serving(HOSTILE) as server:
        file = tmp_path / "targets.yaml"
        file.write_text(EMPTY_SITE.format(address=server.address, gone="127.0.0.9:9"), "utf-8")
        argv = ["audit", "--targets", str(file), "--quiet", "--no-browser", "--out", folder]
        # the same plan twice is one plan
        assert cli.main([*argv, "--plan", "every-office", "--plan", "every-office"]) == 0
    assert Round(tmp_path / "r1").info["plans"] == ["every-office"]
    capsys.readouterr()
    assert cli.main(["explain", folder, "a", "7"]) == 0
    said = capsys.readouterr().out
    assert "/[/x]/" in said
    assert "[/b]" in said
    assert "\x1b" not in said


def test_strict_exits_1_when_duties_failed(audited: round.Job) -> None:
    assert cli.main(["check", str(audited.folder), "--strict"]) == 1
    assert cli.main(["check", str(audited.folder)]) == 0


EMPTY_SITE = """
title: 空城
contact: mailto:audit@example.org
sites:
  - {{host: www.haitang.gov.cn, address: "{address}", delay: 0}}
  - {{host: gone.haitang.gov.cn, address: "{gone}", delay: 0}}
groups:
  - {{id: all, name: 各部门}}
units:
  - {{id: a, name: 海棠市甲局, groups: [all], portal: "http://www.haitang.gov.cn/"}}
  - {{id: b, name: 海棠市乙局, groups: [all], portal: "http://gone.haitang.gov.cn/"}}
"""


def test_an_empty_site_and_a_host_that_is_not_there_are_unknown(tmp_path: Path) -> None:
    with serving({"/": ""}) as server:
        file = tmp_path / "targets.yaml"
        file.write_text(EMPTY_SITE.format(address=server.address, gone="127.0.0.9:9"), "utf-8")
        argv = ["audit", "--plan", "every-office", "--targets", str(file), "--quiet"]
        assert cli.main([*argv, "--out", str(tmp_path / "r1"), "--no-browser"]) == 0
    found = Judged(tmp_path / "r1" / "judged" / "first").results()
    found = [r for r in found if r.reason != "no_holder"]
    assert {r.unit for r in found} == {"a", "b"}
    assert {r.outcome for r in found if r.reason != "no_own_site"} <= {"unknown", "manual"}
    assert {r.reason for r in found if r.unit == "b" and r.outcome == "unknown"} == {"unreachable"}
