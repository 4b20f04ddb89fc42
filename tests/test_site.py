"""One site on demand: three of different make, each within its requests, as the truth says."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.page import Page
from gongkai import cli, round, sample, site, targets
from gongkai.commands._arguments import day, instant
from gongkai.disk.judged import Judged
from gongkai.disk.store import Round
from gongkai.sample.server import Servers

YEAR = "site-check"
SITES = {
    "czj": ("http://czj.haitang.gov.cn/", "海棠市财政局", "trs"),
    "mzj": ("http://mzj.haitang.gov.cn/", "海棠市民政局", "generic"),
    "fgj": ("http://fgj.haitang.gov.cn/gkmlpt/index", "海棠市发展和改革局", "gkmlpt"),
}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Servers]]:
    with sample.serving(tmp_path_factory.mktemp("city"), year=YEAR) as served:
        yield served


def examined(folder: Path, path: Path, url: str, requests: int = site.REQUESTS) -> round.Job:
    as_of, clock = sample.moment(2025)
    asked = site.Asked(
        url=url, folder=folder, clock=instant(clock), as_of=day(as_of), known=targets.load(path),
        requests=requests, browser=False,
    )  # fmt: skip
    job = site.prepared(asked)
    round.crawl(job)
    round.check(job)
    return job


def truth(host: str) -> dict[tuple[str, str, str], tuple[str, str]]:
    file = sample.YEARS / YEAR / "on-demand.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["host"] == host]
    return {(r["plan"], r["item"], r["rule"]): (r["outcome"], r["reason"]) for r in rows}


@pytest.mark.parametrize("host", SITES)
def test_a_site_is_examined_with_no_configuration(
    host: str, city: tuple[Path, Servers], tmp_path: Path
) -> None:
    url, name, cms = SITES[host]
    path, servers = city
    before = len(servers.requests)
    job = examined(tmp_path, path, url)
    asked = Counter(r.host for r in servers.requests[before:])
    assert set(asked) == {f"{host}.haitang.gov.cn"}
    assert asked.total() <= site.REQUESTS
    assert job.targets.units[0].name == name
    assert Round(tmp_path).site(f"{host}.haitang.gov.cn").about["cms"] == cms
    lines = Judged(tmp_path / "judged" / "first").results()
    found = {(r.plan, r.item, r.rule): (r.outcome, r.reason) for r in lines}
    known = {key: said for key, said in found.items() if said[0] != "manual"}
    wrong = {k: (known.get(k), v) for k, v in truth(host).items() if known.get(k) != v}
    assert not wrong
    probed = {k for k in known.keys() - truth(host).keys() if k[1] == "V2"}
    assert known.keys() - truth(host).keys() == probed  # availability is a log's


def test_what_the_requests_do_not_reach_is_unknown_and_never_missing(
    city: tuple[Path, Servers], tmp_path: Path
) -> None:
    path, servers = city
    before = len(servers.requests)
    job = examined(tmp_path, path, "http://www.haitang.gov.cn/", requests=12)
    assert len(servers.requests) - before <= 12
    lines = Judged(tmp_path / "judged" / "first").results()
    assert {r.reason for r in lines if r.outcome == "unknown"} >= {"budget"}
    assert not [r for r in lines if r.reason in ("missing", "blank") and r.outcome == "fail"]
    assert job.targets.units[0].groups == ("各区政府", "各政府网站", "政府门户网站")


def test_a_site_behind_a_firewall_is_told_and_nothing_is_lost(
    city: tuple[Path, Servers], tmp_path: Path
) -> None:
    job = examined(tmp_path, city[0], "http://wsjkj.haitang.gov.cn/")
    lines = Judged(tmp_path / "judged" / "first").results()
    assert job.targets.title == "wsjkj.haitang.gov.cn"
    assert site.shut(job) == "blocked"
    assert not [r for r in lines if r.outcome in ("fail", "half") and r.item != "4.1"]


def test_the_command_prints_what_to_mend_and_where_the_page_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "r"
    argv = ["site", "http://sthjj.haitang.gov.cn/", "--targets", "sample", "--out", str(out)]
    assert cli.main([*argv, "--no-browser", "--quiet"]) == 0
    told = capsys.readouterr().out
    page = out / "judged" / "first" / "out" / "editor.html"
    assert "海棠市生态环境局（hanweb）" in told
    assert "先改这些" in told
    assert "editor.html" in told
    written = page.read_bytes()
    assert "海棠市生态环境局" in written.decode()
    for again in ("report", "check"):  # the same evidence, the same page
        page.unlink()
        assert cli.main([again, str(out)]) == 0
        assert page.read_bytes() == written
        assert "editor.html" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["site", "http://www.example.gov.cn/"], "--contact"),
        (["site", "ftp://www.example.gov.cn/", "--contact", "mailto:a@example.org"], "不是网址"),
        (["site", "http:///", "--contact", "mailto:a@example.org"], "不是网址"),
    ],
)
def test_what_cannot_be_examined_is_said(
    argv: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*argv, "--quiet"]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("site_name", "title", "body", "name"),
    [
        ("海棠市财政局网站", "", "", "海棠市财政局"),
        ("海棠市人民政府门户网站", "首页", "", "海棠市人民政府"),
        ("", "首页 - 海棠市水务局", "", "海棠市水务局"),
        ("", "首页", "主办单位：海棠市教育局 网站标识码", "海棠市教育局"),
        ("", "index", "", ""),
    ],
)
def test_a_site_is_called_what_it_calls_itself(
    site_name: str, title: str, body: str, name: str
) -> None:
    html = f"<meta name=SiteName content='{site_name}'><title>{title}</title><p>{body}</p>"
    assert site.called(Page(html, "http://a.gov.cn/")) == name


def test_a_government_is_no_bureau() -> None:
    for name in ("海棠市人民政府", "榕东区人民政府办公室", "榕湾园区管理委员会"):
        assert site.groups_of(name)[0] == "各区政府"
    for name in ("海棠市财政局", "海棠市人民政府国有资产监督管理局", "海棠市发展和改革委员会"):
        assert site.groups_of(name)[0] == "各部门"
