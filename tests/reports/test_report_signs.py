"""Leads for a person and the proof of an absence, as an official reads them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from bs4 import BeautifulSoup

import gongkai.candidates
import reports
from gongkai.disk.judged import Candidate
from gongkai.judging.looked import Absence, Looked, Near, Route
from reports import Audit, _words
from reports._signs import expression, told
from tests.reports import make

SAY, SAY_EN = _words.speaker("zh"), _words.speaker("en")


def sign(**more: Any) -> Candidate:
    said: dict[str, Any] = {
        "kind": "duplicate",
        "plan": "haitang",
        "unit": "u1",
        "url": "http://a.example/1.html",
        "title": "绿化办法",
        "other": "http://a.example/2.html http://a.example/3.html",
        "seen": "columns=政策文件, 通知公告; days=2026-06-16, 2026-08-20",
        "why": "same_text",
        "snapshots": "a#1 a#2",
    }
    return Candidate(**said | more)


def with_absence(audit: Audit, absence: Absence) -> Audit:
    """The audit, its first missing result with that proof."""
    key = next(r.key for r in audit.results if r.reason == "missing" and r.unit)
    return replace(
        audit, ledgers={**audit.ledgers, key: replace(audit.ledgers[key], absence=absence)}
    )


def pages(audit: Audit, folder: Path) -> list[BeautifulSoup]:
    files = [p for p in reports.write(audit, folder, ["page"]) if p.parent.name == "units"]
    return [BeautifulSoup(p.read_text("utf-8"), "lxml") for p in files]


def text(node: Any) -> str:
    return " ".join(node.get_text(" ").split())


def test_a_sign_is_told_in_words() -> None:
    (one,) = told([sign()], SAY)
    assert (one.kind, one.title) == ("一稿多发", "绿化办法")
    assert one.seen == "栏目 政策文件, 通知公告；日期 2026-06-16, 2026-08-20"
    assert one.others == ("http://a.example/2.html", "http://a.example/3.html")
    (english,) = told([sign(seen="printed=2026-01-02..2026-01-09; column=http://x/")], SAY_EN)
    assert (english.kind, english.seen) == ("posted several times", "printed 2026-01-02—2026-01-09")


def test_the_gravest_signs_stand_first_and_what_has_no_words_as_it_is() -> None:
    every = [sign(kind=kind) for kind in ("migration", "duplicate", "another", "back_dated")]
    assert [s.kind for s in told(every, SAY)] == [
        "编号与日期不符",
        "一稿多发",
        "批量迁移",
        "another",
    ]
    (odd,) = told([sign(why="because", seen="colour=red")], SAY)
    assert (odd.why, odd.seen) == ("because", "colour red")


def test_every_kind_has_words() -> None:
    words = yaml.safe_load((Path(reports.__file__).parent / "words.yaml").read_text("utf-8"))
    for kind in (*gongkai.candidates.kinds(), "migration"):
        assert len(words[f"sign_{kind}"]) == 2
    source = Path(gongkai.candidates.__file__).parent
    reasons = {key.removeprefix("sign_why_") for key in words if key.startswith("sign_why_")}
    assert len(reasons) == 12
    for why in reasons:
        assert any(f'"{why}"' in p.read_text("utf-8") for p in source.glob("*.py"))
        assert all(words[f"sign_why_{why}"])


@pytest.mark.parametrize(
    ("words", "zh"),
    [("收费&目录清单|!名单", "收费 且 目录清单 或 不含 名单"), ("公开", "公开"), ("", "")],
)
def test_what_was_looked_for_is_told_in_words(words: str, zh: str) -> None:
    assert expression(words, SAY) == zh


def test_leads_stand_on_their_units_page_and_say_that_they_are_none(tmp_path: Path) -> None:
    audit = make.audit(2)
    first, second = (u.id for u in audit.targets.units[:2])
    audit = replace(audit, candidates=[sign(unit=first), sign(unit="", title="没有单位")])
    made = {p.h1.get_text(): text(p) for p in pages(audit, tmp_path) if p.h1}
    here = made[next(u.name for u in audit.targets.units if u.id == first)]
    assert "待核线索" in here
    assert "这些是线索，不是结论，不影响得分。" in here
    assert "同一标题和正文以不同编号登在几个栏目" in here
    assert "待核线索" not in made[next(u.name for u in audit.targets.units if u.id == second)]


def test_the_workbook_holds_them_all_with_room_for_a_persons_word(tmp_path: Path) -> None:
    audit = make.audit(2)
    first = audit.targets.units[0]
    audit = replace(audit, candidates=[sign(unit=first.id), sign(unit="", title="=1+1")])
    (path,) = reports.write(audit, tmp_path, ["workbook"])
    sheet = openpyxl.load_workbook(path)["待核线索"]
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[0][0] == "单位"
    assert rows[0][-1] == "人工核实结果"
    assert [r[0] for r in rows[1:]] == [first.name, None]
    assert (rows[2][2], rows[1][6]) == ("=1+1", "http://a.example/2.html http://a.example/3.html")
    assert sheet.cell(4, 3).data_type == "s"
    (path,) = reports.write(make.audit(2), tmp_path / "b", ["workbook"])
    assert "待核线索" not in openpyxl.load_workbook(path).sheetnames


def test_what_is_missing_shows_how_it_was_looked_for(tmp_path: Path) -> None:
    audit = make.audit(3)
    unit = audit.targets.units[1]
    proof = Absence(
        words="收费&目录",
        since="2026-01-01",
        columns=(
            Looked(column="http://a.example/l/", name="收费目录", at=("2026-10-09T09:00:00+08:00",),
                   pages=3, rows=41, matched=2, complete=True),
            Looked(column="http://a.example/n/", name="通知公告", elsewhere=True, rows=7,
                   back_to="2026-02-03", browser=True),
        ),
        routes=(Route(way="given", url="http://a.example/l/", found="http://a.example/l/"),),
        near=(
            Near(title="<b>别家目录</b>", url="http://a.example/9", why="owner",
                 who=unit.id, day="2026-05-06"),
            Near(title="去年目录", url="http://a.example/8", why="day"),
        ),
    )  # fmt: skip
    every = pages(with_absence(audit, proof), tmp_path)
    (block,) = (p for page in every for p in page.select(".proof"))
    shown = text(block)
    for part in (
        "查找经过", "收费 且 目录", "须读回到 2026-01-01", "2026-10-09 09:00", "41", "读到末页",
        "（其他栏目）", "已回溯到 2026-02-03", "（含浏览器）", "<b>别家目录</b>",
        f"不是本单位的，是{unit.name}的", "不在本年度要求的时间内", "名单给定",
    ):  # fmt: skip
        assert part in shown, part


def test_what_has_no_column_shows_the_ways_that_were_gone(tmp_path: Path) -> None:
    ways = (
        Route(way="navigation", url="http://a.example/", at="2026-10-09T09:00:00+08:00",
              snapshot="a#1"),
        Route(way="sitemap", url="http://a.example/map", problem="dead_link"),
        Route(way="some_new_way", url="javascript:alert(1)", problem="odd"),
    )  # fmt: skip
    proof = Absence(words="公开", names="公开制度|公开规定", routes=ways)
    every = pages(with_absence(replace(make.audit(3), lang="en"), proof), tmp_path)
    (block,) = (p for page in every for p in page.select(".proof"))
    assert block.select("details[open]")
    shown = text(block)
    for part in ("公开制度 or 公开规定", "navigation", "a#1", "dead link", "some_new_way", "odd"):
        assert part in shown, part
    assert "javascript" not in str([a.get("href") for a in block.select("a")])
    assert "No entry comes near" not in shown
