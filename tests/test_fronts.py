"""Labels, links, tests and events go through a round over real sockets: a site of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai import cli, round
from gongkai.disk.judged import Judged, Ledger, Result
from gongkai.disk.store import Round
from tests.crawler.server import article, column, page, serving

TARGETS = """
title: 海棠市
contact: mailto:audit@example.org
sites:
  - {{host: www.haitang.gov.cn, address: "{address}", delay: 0, cms: generic}}
  - {{host: czj.haitang.gov.cn, address: "{other}", delay: 0, cms: generic}}
groups:
  - {{id: all, name: 各门户}}
units:
  - {{id: szf, name: 海棠市人民政府, aliases: [市政府], groups: [all],
     portal: "http://www.haitang.gov.cn/"}}
  - {{id: czj, name: 海棠市财政局, groups: [all], portal: "http://www.haitang.gov.cn/",
     own: "http://czj.haitang.gov.cn/"}}
"""
PLAN = """
title: 海棠市示例方案
source: 海府〔2026〕1号
year: 2026
"""
CLAUSES = """
task: 一
clauses:
  - {item: "1", title: 废止文件加注标识, lead: [市政府], subject: repealed_list, places: [portal],
     if_none: fail, rules: [labelled: {label: [废止, 失效], list: repealed_list}]}
  - {item: "2", title: 首页有找错和微信, lead: [市政府], places: [portal],
     rules: [linked: {to: {找错: 找错, 微信: 微信, 微博: weibo}}]}
  - {item: "3", title: 两次点击可申请公开, lead: [市政府], places: [portal],
     rules: [linked: {to: {申请: 依申请公开}, clicks: 2}]}
  - {item: "4", title: 门户技术检测, lead: [市政府], about: group:all, places: [any],
     rules: [probe: {tests: [up, gov_domain, mobile, aaaa]}]}
  - {item: "5", title: 灾情一日内通报, lead: [市政府], places: [portal], if_none: not_applicable,
     rules: [lag: {from: "fact:major_emergency", to: notices, within: 24h}]}
  - {item: "6", title: 政策页面链接解读, lead: [市政府], subject: policy, places: [portal],
     if_none: fail, rules: [linked: {to: {解读: 解读}, on: entry}]}
"""
SUBJECTS = """
repealed_list: {name: 清理, words: 清理结果, match: 废止}
policy: {name: 政策, words: 政策文件, match: 办法|规定, if_none: fail}
notices: {name: 通知, words: 通知公告, match: 通报}
"""
COLUMNS = """url,subjects,unit,how,name
http://www.haitang.gov.cn/qljg/,repealed_list,szf,given,清理结果
http://www.haitang.gov.cn/zcwj/,policy,szf,given,政策文件
http://www.haitang.gov.cn/tzgg/,notices,szf,given,通知公告
"""
FACTS = """kind,unit,about,day,until,basis,by
major_emergency,szf,台风鹭鸣,2026-08-03,,值班记录,示例评估员
major_emergency,,台风榕影,2026-08-20,,值班记录,示例评估员
"""
LIST = (
    "市政府决定废止《海棠市停车管理办法》（海府办〔2015〕3号）、"
    "《海棠市养犬规定》（海府办〔2016〕4号），自发布之日起执行。"
)
HOME = page(
    "海棠市人民政府",
    "".join(f"<a href=/{name}/>{text}</a>" for name, text in [
        ("jiucuo", "政府网站找错"), ("weixin", "官方微信"), ("zwgk", "政务公开"), ("x", "走进海棠"),
    ]) + "<p>海棠市人民政府办公室主办</p>" * 20,
    viewport="width=device-width",
)  # fmt: skip
SITE = {
    "/": HOME,
    "/zwgk/": page("政务公开", "<a href=/ysqgk/>依申请公开</a>" + "<p>政务公开平台</p>" * 40),
    "/ysqgk/": page("依申请公开", "<p>在线申请须知</p>" * 60),
    "/jiucuo/": page("找错", "<p>请填写错误信息</p>" * 60),
    "/qljg/": column([("关于废止部分文件的决定", "/qljg/1.html", "2026-03-02")], name="清理结果"),
    "/qljg/1.html": article("关于废止部分文件的决定", "2026-03-02", LIST),
    "/zcwj/": column(
        [
            ("海棠市停车管理办法", "/zcwj/1.html", "2015-04-01"),
            ("海棠市养犬规定（已废止）", "/zcwj/2.html", "2016-04-01"),
            ("海棠市绿化办法", "/zcwj/3.html", "2026-04-01"),
        ],
        name="政策文件",
    ),
    "/zcwj/1.html": article("海棠市停车管理办法", "2015-04-01"),
    "/zcwj/3.html": article("海棠市绿化办法", "2026-04-01").replace(
        "</body>", "<a href=/jd/3.html>相关解读</a></body>"
    ),
    "/tzgg/": column(
        [("关于台风鹭鸣灾情的通报", "/tzgg/1.html", "2026-08-03")], name="通知公告"
    ),
}  # fmt: skip
OWN = {"/": page("海棠市财政局", "<p>海棠市财政局欢迎您</p>" * 20 + "<a href=/a/>机构</a>" * 5)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The round, audited once."""
    home = tmp_path_factory.mktemp("fronts")
    plan = home / "plans" / "fronts"
    plan.mkdir(parents=True)
    (home / "plans" / "subjects").mkdir()
    (home / "plans" / "subjects" / "a.yaml").write_text(SUBJECTS, "utf-8")
    (plan / "plan.yaml").write_text(PLAN, "utf-8")
    (plan / "1.yaml").write_text(CLAUSES, "utf-8")
    (home / "columns.csv").write_text(COLUMNS, "utf-8")
    (home / "facts.csv").write_text(FACTS, "utf-8")
    with serving(SITE) as server, serving(OWN, "127.0.0.2") as other:
        text = TARGETS.format(address=server.address, other=other.address)
        (home / "t.yaml").write_text(text, "utf-8")
        argv = ["audit", "--plan", "fronts", "--targets", str(home / "t.yaml"), "--quiet"]
        argv += [
            "--out",
            str(home / "r1"),
            "--clock",
            "2026-10-01T09:00+08:00",
            "--as-of",
            "2026-09-30",
            "--no-browser",
        ]
        with pytest.MonkeyPatch.context() as patched:
            patched.chdir(home)
            assert cli.main(argv) == 0
        asked = [*server.log]
    assert asked.count("/") == 1
    assert "/x/" not in asked
    return home / "r1"


@pytest.fixture(scope="module")
def told(folder: Path) -> dict[str, tuple[Result, Ledger]]:
    judged = Judged(folder / "judged" / "first")
    ledgers = {x.item: x for x in judged.ledgers()}
    return {r.item: (r, ledgers[r.item]) for r in judged.results()}


def said(told: dict[str, tuple[Result, Ledger]], item: str) -> tuple[str, str]:
    return told[item][0].outcome, told[item][0].reason


def parts(told: dict[str, tuple[Result, Ledger]], item: str) -> dict[str, str]:
    return {p.key: p.reason for p in told[item][1].parts}


Told = dict[str, tuple[Result, Ledger]]


def test_originals_of_a_list_were_opened_and_judged(told: Told) -> None:
    assert parts(told, "1") == {"海府办〔2015〕3号": "unlabelled", "海府办〔2016〕4号": "ok"}
    assert said(told, "1") == ("half", "unlabelled")


def test_links_of_the_home_page_and_their_targets(told: Told) -> None:
    assert parts(told, "2") == {"找错": "ok", "微信": "dead_link", "微博": "unlinked"}
    result, ledger = told["2"]
    assert result.url == "http://www.haitang.gov.cn/"
    assert result.fetched_at
    assert all(part.snapshots for part in ledger.parts)


def test_a_link_two_clicks_away(told: Told) -> None:
    assert parts(told, "3") == {"申请": "ok"}
    assert told["3"][1].parts[0].url == "http://www.haitang.gov.cn/zwgk/"


def test_every_member_was_tested_at_its_nearest_root(told: Told) -> None:
    found = parts(told, "4")
    assert {k for k, v in found.items() if v == "ok"} == {
        *("szf up", "szf gov_domain", "szf mobile", "czj up", "czj gov_domain")
    }
    assert found["czj mobile"] == "not_passed"
    assert {found["szf aaaa"], found["czj aaaa"]} == {"not_captured"}
    assert said(told, "4") == ("half", "not_passed")


def test_events_that_facts_tell(told: Told) -> None:
    assert parts(told, "5") == {"台风鹭鸣": "ok", "台风榕影": "missing"}
    assert said(told, "5") == ("half", "missing")


def test_links_of_every_entrys_page(told: Told) -> None:
    assert parts(told, "6") == {"海棠市绿化办法 解读": "dead_link"}


def test_judging_again_needs_no_network(folder: Path, told: Told) -> None:
    before = (folder / "judged" / "first" / "parts.jsonl").read_bytes()
    round.check(round.reopen(folder))
    assert (folder / "judged" / "first" / "parts.jsonl").read_bytes() == before
    kept = Round(folder).site("www.haitang.gov.cn")
    assert {p.test for p in kept.probes()} == {"up", "gov_domain", "mobile", "aaaa"}
    assert "http://www.haitang.gov.cn/" in {hub.url for hub in kept.hubs()}
