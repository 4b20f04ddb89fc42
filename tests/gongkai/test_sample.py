from __future__ import annotations

import csv
import http.client
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest

import plans
from gongkai import reasons, targets
from gongkai.judging import duties
from gongkai.model import Rule
from gongkai.sample import TRUTH, YEARS, serving, sites, world
from gongkai.sample.server import Servers
from gongkai.text.match import Match
from gongkai.workdays import Calendar

# names of real places, which nothing of the city may bear
REAL = re.compile("江门|番禺|东莞|广州|深圳|佛山|珠海|中山|惠州|肇庆|汕头|湛江|五邑|南沙|三亚|海口")
NOT_BY_A_SITE = {"absent_now", "no_calendar", "fault", "adapter", "screenshot"}
# reasons of single parts, which no verdict of a planted year ends with, and a log cut short
TOLD_OF_PARTS = {"unequal", "note_only", "unsorted", "too_short"}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Servers]]:
    folder = tmp_path_factory.mktemp("haitang")
    with serving(folder, log=folder / "access.log") as served:
        yield served


def ask(servers: Servers, url: str) -> tuple[int, dict[str, str], bytes]:
    host, _, path = url.partition("/")
    connection = http.client.HTTPConnection(servers.addresses[f"{host}.haitang.gov.cn"], timeout=5)
    connection.request("GET", f"/{path}", headers={"Host": f"{host}.haitang.gov.cn"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def truth() -> list[dict[str, str]]:
    with TRUTH.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("url", "status", "says"),
    [
        ("www/", 200, "海棠市人民政府门户网站"),
        ("www/zwgk/tzgg/index_4.html", 200, "通知公告"),
        ("www/zwgk/tzgg/index_5.html", 404, "404"),
        ("czj/tzgg/index_1.html", 200, 'createPageHTML(4, 1, "index", "html")'),
        ("wsjkj/", 412, "$_ts"),
        ("wsjkj/robots.txt", 412, "$_ts"),
        ("ssj/", 200, "海棠市税务局"),
        ("ssj/sssj/", 521, "document.cookie"),
        ("mzj/nowhere.html", 200, "您访问的页面不存在"),
        ("gaj/robots.txt", 200, "Disallow: /yjs/"),
        ("gaj/nowhere.html", 404, "404"),
        ("zjj/yjs/", 200, '<div id="app"></div>'),
        ("swj/tzgg/", 200, "<!-- <li>"),
    ],
)
def test_answers_as_planned(city: tuple[Path, Servers], url: str, status: int, says: str) -> None:
    seen, _, body = ask(city[1], url)
    assert (seen, says in body.decode()) == (status, True)


def test_gbk_bytes_come_under_a_header_that_lies(city: tuple[Path, Servers]) -> None:
    _, headers, body = ask(city[1], "mzj/bmys/")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert "海棠市民政局2026年部门预算" in body.decode("gbk")
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


@pytest.mark.parametrize("host", ["jtj", "kgsj"])
def test_two_hosts_refuse(city: tuple[Path, Servers], host: str) -> None:
    with pytest.raises(ConnectionRefusedError):
        ask(city[1], f"{host}/")


def test_a_moved_column_says_where(city: tuple[Path, Servers]) -> None:
    status, headers, _ = ask(city[1], "www/sjj/yjs/")
    assert (status, headers["Location"]) == (301, "/sjj/zdly/yjs/")
    assert "海棠市审计局2026年部门预算" in ask(city[1], "www/sjj/zdly/yjs/")[2].decode()


def test_the_platform_tells_its_tree_and_pages_its_lists(city: tuple[Path, Servers]) -> None:
    index = ask(city[1], "www/jyj/gkmlpt/index")[2].decode()
    tree = json.JSONDecoder().raw_decode(index, index.index("TREE: ") + 6)[0]
    column = next(c for c in tree[0]["children"] if c["name"] == "通知公告")
    sizes = [len(articles(city[1], "jyj", column["id"], n)) for n in (1, 2, 3)]
    assert sizes == [100, 30, 0]
    assert articles(city[1], "jyj", column["id"], 0) == articles(city[1], "jyj", column["id"], 1)
    first = articles(city[1], "jyj", column["id"], 1)[0]
    page = ask(city[1], "www/" + first["url"].split("/", 3)[3])[2].decode()
    detail = json.JSONDecoder().raw_decode(page, page.index("DETAIL: ") + 8)[0]
    assert detail["title"] == first["title"]


def articles(servers: Servers, unit: str, column: int, page: int) -> list[dict[str, str]]:
    found = ask(servers, f"www/{unit}/gkmlpt/api/all/{column}?page={page}&sid=4490012")[2]
    return json.loads(found)["articles"]  # type: ignore[no-any-return]  # JSON is untyped


def test_one_list_of_the_platform_ends_before_its_own_count(city: tuple[Path, Servers]) -> None:
    index = ask(city[1], "www/scjgj/gkmlpt/index")[2].decode()
    column = int(re.findall(r'"id": (\d+), "name": "\\u76d1\\u7763\\u62bd\\u68c0"', index)[0])
    api = f"www/scjgj/gkmlpt/api/all/{column}"
    status, _, body = ask(city[1], f"{api}?page=1&sid=1")
    assert (status, json.loads(body)["classify"]["post_count"]) == (200, 260)
    assert ask(city[1], f"{api}?page=2&sid=1")[0] == 404


def test_every_request_is_logged(city: tuple[Path, Servers]) -> None:
    folder, servers = city[0].parent, city[1]
    before = len(servers.requests)
    ask(servers, "rongxi/tzgg/?q=1")
    assert servers.requests[before:][0][1:] == ("rongxi.haitang.gov.cn", "/tzgg/?q=1", 200)
    line = (folder / "access.log").read_text("utf-8").splitlines()[-1]
    assert line.split("\t")[1:] == ["rongxi.haitang.gov.cn", "/tzgg/?q=1", "200"]


def test_every_link_inside_the_city_leads_to_a_page() -> None:
    served = sites.served()
    lost = set()
    for host, site in served.items():
        for path, answer in site.answers.items():
            for link in links(answer.body):
                if link.startswith("/") and site.answer(link) is site.otherwise:
                    lost.add((host, link))
            assert path.startswith("/")
    noise = {"/images/style.css", "/wzdt.html", "/gywm.html", "/lxwm.html", "/gkmlpt/js/app.js"}
    dead = {link for _, link in lost} - noise
    assert [link.rpartition(".")[2] for link in dead] == ["pdf"]  # planted: dead-attachment


def links(body: bytes) -> list[str]:
    return re.findall(r'href="([^"]+)"', body.decode("utf-8", "replace"))


def test_two_starts_give_the_same_bytes() -> None:
    first = {host: dict(site.answers) for host, site in sites.served().items()}
    world.sources.cache_clear()
    sites.served.cache_clear()
    again = {host: dict(site.answers) for host, site in sites.served().items()}
    assert first == again
    assert sum(len(answers) for answers in again.values()) > 600


def test_the_city_stops_at_once(tmp_path: Path) -> None:
    with serving(tmp_path) as (_, servers):
        ask(servers, "www/")
        address = servers.addresses["www.haitang.gov.cn"]
        start = perf_counter()
    assert perf_counter() - start < 3
    with pytest.raises(OSError, match="refused"):
        http.client.HTTPConnection(address, timeout=1).request("GET", "/")


def test_nobody_real_is_named() -> None:
    folder = Path(world.__file__).parent
    texts = [
        p.read_text("utf-8") for p in folder.rglob("*") if p.suffix in (".yaml", ".csv", ".md")
    ]
    printed = {n for p in plans.names() for o in plans.load(p).obligations for n in o.lead}
    for name in sorted(printed, key=len, reverse=True):  # that nobody answers to is told by name
        texts = [text.replace(name, "") for text in texts]
    assert [text for text in texts if REAL.search(text)] == []
    hosts = {host for text in texts for host in re.findall(r"[\w.]+\.gov\.cn", text)}
    linked = {"www.gov.cn"}  # plans ask for a link to it; nothing is fetched from there
    assert all(host.endswith(".haitang.gov.cn") for host in hosts - linked)


def test_everyday_titles_are_of_no_subject() -> None:
    subjects = plans.subjects()
    asked = (
        "budget",
        "final_account",
        "proposals_reply",
        "penalty",
        "guide",
        "licensing",
    )
    everyday = [
        e.title
        for s in world.sources()
        for c in s.columns
        if c.name == "通知公告"
        for e in c.entries
    ]
    found = {(id, t) for id in asked for t in everyday if Match(subjects[id].match).found_in(t)}
    assert found == {("budget", "海棠市水务局2026年部门预算")}


def test_the_targets_are_sound(city: tuple[Path, Servers]) -> None:
    read = targets.load(city[0])
    plan = plans.load("haitang")
    targets.check_subjects(read, plan.subjects)
    assert read.sample
    assert len(read.units) >= 12
    assert {s.host for s in read.sites} == set(sites.served())
    assert all(s.address.startswith("127.0.0.") and s.delay == 0 for s in read.sites)


def test_the_truth_has_a_row_for_every_line_of_the_plan(city: tuple[Path, Servers]) -> None:
    plan = plans.load("haitang")
    owed, nobody = duties.owed(plan, targets.load(city[0]))
    rules = {o.id: named(o.rules) for o in plan.obligations}
    items = {o.id: o.item for o in plan.obligations}
    due = [(items[d.obligation], d.unit, d.place, r) for d in owed for r in rules[d.obligation]]
    due += [(items[n.obligation], "", "", f"lead:{n.name}") for n in nobody]
    rows = [(r["item"], r["unit"], r["place"], r["rule"]) for r in truth()]
    assert sorted(rows) == sorted(due)
    assert len(rows) == len(set(rows))


def test_offices_of_the_real_plan_answer_and_its_colleges_do_not(
    city: tuple[Path, Servers],
) -> None:
    _, nobody = duties.owed(plans.load("jiangmen-2019"), targets.load(city[0]))
    assert {n.name[-2:] for n in nobody} == {"大学", "学院"}


def test_no_column_lists_a_title_twice() -> None:
    for source in world.sources():
        for column in source.columns:
            titles = Counter(e.title for e in column.entries if not e.folder and not e.publisher)
            assert [t for t, n in titles.items() if n > 1] == [], column.path


def named(rules: tuple[Rule, ...]) -> list[str]:
    seen: Counter[str] = Counter()
    found = []
    for rule in rules:
        seen[rule.check] += 1
        found.append(rule.check if seen[rule.check] == 1 else f"{rule.check}#{seen[rule.check]}")
    return found


def test_the_truth_speaks_the_table_of_reasons_and_covers_it() -> None:
    table = reasons.table()
    for row in truth():
        for end in ("", "_without_browser"):
            assert row[f"outcome{end}"] in table[row[f"reason{end}"]].outcomes, row
    # each kind of wall and fault has a server of its own in tests/crawler
    kinds = {id for id, reason in table.items() if reason.like != id}
    told = {row["reason"] for row in truth()}
    for year in YEARS.glob("*/truth.csv"):
        with year.open(encoding="utf-8-sig", newline="") as file:
            told |= {row["reason"] for row in csv.DictReader(file)}
    untold = set(table) - told
    assert untold - kinds == NOT_BY_A_SITE | TOLD_OF_PARTS


def test_the_truth_and_the_list_of_what_is_planted_name_each_other() -> None:
    listed = re.findall(
        r"^\| ([a-z0-9-]+) \|", TRUTH.with_name("PLANTED.md").read_text("utf-8"), re.M
    )
    told = {id for row in truth() for id in row["planted"].split(";")}
    assert set(listed[1:] if listed[0] == "id" else listed) == told


@pytest.mark.parametrize(
    ("start", "within", "last"),
    [
        ("2026-01-30", "3wd", "2026-02-04"),
        ("2026-09-18", "3wd", "2026-09-22"),
        ("2026-04-30", "3wd", "2026-05-08"),
        ("2026-09-23", "3wd", "2026-09-29"),
        ("2026-09-28", "3wd", "2026-10-08"),
        ("2026-06-16", "3wd", "2026-06-22"),
        ("2026-08-10", "3wd", "2026-08-13"),
        ("2026-09-21", "5wd", "2026-09-29"),
        ("2026-08-10", "5wd", "2026-08-17"),
        ("2026-06-15", "5wd", "2026-06-23"),
        ("2026-01-31", "1mo", "2026-02-28"),
        ("2026-01-15", "1mo", "2026-02-24"),
        ("2026-05-31", "1mo", "2026-06-30"),
        ("2026-03-20", "1mo", "2026-04-20"),
        ("2026-04-30", "10d", "2026-05-11"),
        ("2026-06-12", "1mo", "2026-07-13"),
        ("2026-09-10", "1mo", "2026-10-10"),
    ],
)
def test_the_limits_planted_are_those_of_the_calendar(start: str, within: str, last: str) -> None:
    assert Calendar().deadline(date.fromisoformat(start), within) == date.fromisoformat(last)
