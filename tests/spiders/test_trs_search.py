"""Columns of TRS whose rows are the answers of its search (IGS, IRS)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import process_time
from typing import Any

from crawler.page import Page
from crawler.pages import asking, posting_data
from gongkai.model import Listing, Order
from spiders.trs import TrsSpider, posted_search
from tests.crawler.server import HOST, Answer, Server, page, serving, url, visit

COLUMN = "/zwgk/zcwj/"
SEARCH = "/irs/front/search"
OTHER = "so.haitang.gov.cn"
TOTAL, SIZE = 45, 20
TITLES = [f"关于印发第{n}号工作方案的通知" for n in range(TOTAL)]
BODY = """{code: '18a2dd01822', dataTypeId: "501", searchWord: $("#word").val(), orderBy: 'related',
 "searchBy": "all", pageNo: page, pageSize: 20, granularity: "ALL", beginDateTime: "",
 endDateTime: "", isSearchForced: 0, // newest first
 customFilter: {operator: "and", properties: [
   {property: "channel_id", operator: "eq", value: "69308", weight: 100}]}}"""
POST = """<script>function turn(page) { $.ajax({url: "%s", type: "POST",
 contentType: "application/json", data: JSON.stringify(%s), success: draw}); }</script>"""
Make = Callable[[dict[str, Any]], Answer]


def day(n: int) -> date:
    return date(2026, 9, 28) - timedelta(days=n)


def shell(script: str, more: str = "") -> str:
    names = ("首页", "政务公开", "办事服务", "互动交流", "数据开放", "走进海棠", "新闻动态")
    menu = "".join(f'<li><a href="/{n}/">{name}</a></li>' for n, name in enumerate(names))
    foot = "主办：海棠市人民政府办公室 承办：海棠市政务服务和数据管理局 网站标识码：4499000001"
    return page("政策文件", f"<ul>{menu}</ul><div id=rows>{more}</div>{script}<p>{foot}</p>")


def as_json(told: Any) -> Answer:
    return Answer(json.dumps(told), 200, {"Content-Type": "application/json;charset=UTF-8"})


def marked(n: int) -> dict[str, Any]:
    shown = TITLES[n].replace("工作", "<em>工作</em>")
    return {"title": shown, "time": f"{day(n)} 09:30:00", "url": url(f"/zwgk/{n}.html")}


def boxed(n: int) -> dict[str, Any]:
    return {"type": "list", "data": marked(n) | {"table-4": "海棠市人民政府"}}


def plain(n: int) -> dict[str, Any]:
    record = {"titleO": TITLES[n], "title": "<em>工作</em>…", "docDate": f"{day(n)}"}
    return {"data": record | {"url": url(f"/zwgk/{n}.html")}}


def of(body: dict[str, Any]) -> range:
    first = (body["pageNo"] - 1) * body["pageSize"]
    return range(first, min(first + body["pageSize"], TOTAL))


def told(body: dict[str, Any], name: str = "list", record: Any = marked) -> dict[str, Any]:
    size = body["pageSize"]
    pager = {"pageNo": body["pageNo"], "pageSize": size, "total": TOTAL}
    pager["pageCount"] = -(-TOTAL // size)
    aside = [{"title": f"热门文章之{n}", "url": "/a.html", "time": "2020-01-01"} for n in range(60)]
    middle = {name: [record(n) for n in of(body)]}
    data = {"middle": middle, "right": {"list": aside}, "pager": pager}
    return {"success": True, "msg": "ok", "data": data}


def resulting(body: dict[str, Any]) -> dict[str, Any]:
    return {"resultDocs": [plain(n) for n in of(body)], "total": TOTAL}


def read(
    folder: Path, columns: list[str], make: Make | None, path: str = SEARCH, **asked: Any
) -> tuple[list[Listing], Server]:
    """Each of the pages read as a column, in one visit."""
    pages: dict[str, Any] = {f"{COLUMN}{n}/": html for n, html in enumerate(columns)}
    orders = [Order(host=HOST, url=url(column), **asked) for column in pages]
    pages |= {f"POST {path}": make} if make else {}
    with serving(pages) as server:
        listings = {x.column: x for x in visit(folder, server.site(cms="trs"), orders).listings()}
    return [listings[order.url] for order in orders], server


def coded(n: int) -> str:
    """The script of the ``n``-th of several columns, told apart by their codes."""
    return POST % (SEARCH, BODY.replace("18a2dd01822", str(n)))


def posted(server: Server) -> list[dict[str, Any]]:
    calls = [line.split(" ", 2) for line in server.log if line.startswith("POST ")]
    return [json.loads(said) for _, _, said in calls]


def test_rows_are_the_answers_of_the_search_newest_first(tmp_path: Path) -> None:
    shapes: list[Make] = [
        lambda body: as_json(told(body)),
        lambda body: as_json(told(body, "listAndBox", boxed)),
        lambda body: as_json(resulting(body)),
    ]
    columns = [shell(coded(n)) for n in range(len(shapes))]
    listings, server = read(tmp_path, columns, lambda body: shapes[int(body["code"])](body))
    for listing in listings:
        assert [(row.title, row.day, row.day_from) for row in listing.rows] == [
            (title, day(n), "api") for n, title in enumerate(TITLES)
        ]
        assert listing.rows[0].url == url("/zwgk/0.html")
        assert (listing.complete, listing.problem, len(listing.snapshots)) == (True, "", 4)
    asked = posted(server)
    assert [(body["code"], body["pageNo"]) for body in asked] == [
        (code, number) for code in "012" for number in (1, 2, 3)
    ]
    assert {(body["orderBy"], body["searchWord"]) for body in asked} == {("time", "")}
    (channel,) = asked[2]["customFilter"]["properties"]
    assert (channel["value"], channel["weight"], asked[2]["dataTypeId"]) == ("69308", 100, "501")


QUOTED = json.dumps(
    {"code": "0", "pageNo": 1, "pageSize": 10, "filters": [{"name": "channelId", "value": 69308}]}
)
NAMED = """<script>var host = 'http://%s', channel = "69308";
var asked = %s; post(host + "/irs/front/search", asked);</script>"""


def test_a_body_is_read_however_the_script_writes_it(tmp_path: Path) -> None:
    scripts = [
        POST % (SEARCH, QUOTED),
        NAMED % (HOST, BODY.replace('"69308"', "channel").replace("18a2dd01822", "1")),
        coded(2).replace("pageSize: 20", "pageSize: n").replace(SEARCH, f"//{HOST}{SEARCH}"),
        coded(3).replace("pageSize: 20", "pageSize: 9999"),
    ]
    columns = [shell(script) for script in scripts]
    listings, server = read(tmp_path, columns, lambda body: as_json(told(body)))
    for listing in listings:
        assert ([row.title for row in listing.rows], listing.complete) == (TITLES, True)
    asked = posted(server)
    assert {(body["code"], body["pageSize"]) for body in asked} == {
        ("0", 10), ("1", 20), ("2", 20), ("3", 20)
    }  # fmt: skip
    assert all("69308" in json.dumps(body) for body in asked)


def test_the_search_is_asked_no_further_than_the_day(tmp_path: Path) -> None:
    html = shell(POST % (SEARCH, BODY))
    (listing,), server = read(tmp_path, [html], lambda b: as_json(told(b)), since=day(10))
    assert (listing.back_to, listing.problem, len(posted(server))) == (day(10), "", 2)


NOTHING = {"success": True, "data": {"middle": {"list": []}, "pager": {"total": 0, "pageCount": 0}}}
FIRST = told({"pageNo": 1, "pageSize": SIZE})
WRONG = [
    as_json({"success": False, "msg": "排序方式不能为空", "data": None}),
    as_json({"success": False, "data": FIRST["data"]}),
    as_json(NOTHING),
    as_json({"success": True, "data": {"middle": "x", "pager": []}}),
    as_json([1]),
    Answer("<p>暂无数据</p>"),
    Answer("error", 500),
]


def test_a_wrong_answer_is_unreadable_and_never_empty(tmp_path: Path) -> None:
    columns = [shell(coded(n), "<p>暂无数据</p><p>共 0 条</p>") for n in range(len(WRONG))]
    listings, server = read(tmp_path, columns, lambda body: WRONG[int(body["code"])])
    for listing in listings:
        assert (listing.rows, listing.complete, listing.problem) == ((), False, "unreadable")
    assert {body["code"] for body in posted(server)} == {str(n) for n in range(len(WRONG))}


def test_a_search_that_fails_overleaf_was_not_read_deep_enough(tmp_path: Path) -> None:
    overleaf = [*WRONG, as_json(FIRST)]
    columns = [shell(coded(n)) for n in range(len(overleaf))]

    def answer(body: dict[str, Any]) -> Answer:
        return as_json(told(body)) if body["pageNo"] == 1 else overleaf[int(body["code"])]

    for listing in read(tmp_path, columns, answer)[0]:
        assert (len(listing.rows), listing.complete) == (SIZE, False)
        assert listing.problem == "not_deep_enough"


def test_what_the_page_does_not_say_is_not_asked(tmp_path: Path) -> None:
    scripts = [
        POST % (SEARCH, BODY.replace('"69308"', "channelOf(page)")),
        POST % (SEARCH, BODY.replace('"69308"', "channel")),
        POST % (SEARCH, BODY.replace("100}", '100}, {property: "site_id", value: site}')),
        POST % (SEARCH, BODY) + POST % (SEARCH, BODY.replace("69308", "69309")),
        POST % (f"http://{OTHER}{SEARCH}", BODY),  # no target
        POST % ("javascript:/irs/front/search", BODY),
        POST % (f"http://[::1{SEARCH}", BODY),
        POST % (SEARCH, "{code: 'x', customFilter: {channel: " + "[" * 3000),
        POST % (SEARCH, BODY.replace("100", "9" * 5000)),
    ]
    columns = [shell(script, "<p>暂无数据</p>") for script in scripts]
    # No script: whatever the page is made with.
    columns.append(page("政策文件", "<div id=app></div><script src=/app.js></script>"))
    listings, server = read(tmp_path, columns, lambda body: as_json(told(body)))
    for listing in listings:
        assert (listing.rows, listing.complete, listing.problem) == ((), False, "unreadable")
    assert (posted(server), {*server.hosts}) == ([], {HOST})


def test_another_host_is_asked_where_it_is_a_target(tmp_path: Path) -> None:
    html = shell(POST % (f"http://{OTHER}{SEARCH}", BODY))
    pages: dict[str, Any] = {COLUMN: html, f"POST {SEARCH}": lambda b: as_json(told(b))}
    with serving(pages) as server:
        sites = [server.site(cms="trs"), server.site(host=OTHER, cms="trs")]
        (listing,) = visit(tmp_path, sites, [Order(host=HOST, url=url(COLUMN))]).listings()
    assert ([row.title for row in listing.rows], listing.complete) == (TITLES, True)


def test_what_the_page_shows_is_not_asked_for_and_a_bare_shell_is(tmp_path: Path) -> None:
    rows = "".join(
        f"<li><a href=./202609/t20260901_{n}.html>{TITLES[n]}</a><b>{day(n)}</b></li>"
        for n in range(5)
    )
    bare = page("政策文件", f"<div id=app></div>{coded(1)}")
    columns = [shell(coded(0), f"<ul>{rows}</ul>"), bare]
    (shown, found), server = read(tmp_path, columns, lambda body: as_json(told(body)))
    assert (len(shown.rows), len(found.rows), found.complete) == (5, TOTAL, True)
    assert {body["code"] for body in posted(server)} == {"1"}


def test_hostile_scripts_are_bounded() -> None:
    nested = f"var u = '{SEARCH}', channel = 1; x(" + "{a:" * 30_000
    page_ = Page.read(shell(f"<script>{nested}</script>" * 9).encode(), url(COLUMN))
    begun = process_time()
    assert TrsSpider.recognises(page_)
    assert posted_search(page_) is None
    assert process_time() - begun < 1


def test_an_address_stands_for_data_that_is_posted() -> None:
    data = {"code": "a#b%20&+", "词": ["海棠", None, "\ud800"]}
    request = asking(posting_data(url(SEARCH + "?a=1#x"), data))
    assert (request.method, json.loads(request.body)) == ("POST", data)
    assert request.headers["Content-Type"] == b"application/json"
    assert request.url.startswith(url(SEARCH + "?a=1#post-json="))
