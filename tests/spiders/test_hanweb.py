"""Columns of 大汉 Hanweb, each read from the interface that its page asks."""

from __future__ import annotations

import json
from datetime import date
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.page import Page
from gongkai.model import Listing, Order
from spiders.hanweb import HanwebSpider
from tests.crawler.server import HOST, Answer, page, serving, url, visit

COLUMN = "/haitang/col/col101/index.html"
PROXY = "/module/web/jpage/dataproxy.jsp"
UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
SEARCH = "/module/xxgk/search.jsp"
TOTAL = 20
TITLES = [f"关于第{n}号地块出让结果的公告" for n in range(TOTAL)]
WEB = {"webId": "w1", "tplSetId": "t1", "pageId": "101", "pageType": "column"}


def row(n: int) -> str:
    link = f'<a href="/art/2026/9/1/art_101_{n}.html" title="{TITLES[n]}">{TITLES[n][:9]}...</a>'
    return f"<li>{link}<b>{day(n)}</b></li>"


def day(n: int) -> date:
    return date.fromordinal(date(2026, 9, 28).toordinal() - n)


def store(numbers: range, after: str = "") -> str:
    records = "".join(f"<record><![CDATA[{row(n)}]]></record>" for n in numbers)
    group = f'<nextgroup><![CDATA[<a href="{escape(after)}"></a>]]></nextgroup>' if after else ""
    count = f"<totalrecord>{TOTAL}</totalrecord><totalpage>4</totalpage>"
    return f"<datastore>{count}{group}<recordset>{records}</recordset></datastore>"


def read(folder: Path, pages: dict[str, Any], **asked: Any) -> tuple[Listing, list[str]]:
    with serving(pages) as server:
        order = Order(host=HOST, url=url(COLUMN), **asked)
        (listing,) = visit(folder, server.site(cms="hanweb"), [order]).listings()
    return listing, server.log


def whole(listing: Listing) -> bool:
    rows = [(r.title, r.day) for r in listing.rows]
    same = rows == [(title, day(n)) for n, title in enumerate(TITLES)]
    return same and listing.complete and not listing.problem


def test_groups_that_overlap_are_read_as_the_page_names_them(tmp_path: Path) -> None:
    after = PROXY + "?page={}&columnid=101&unitid=402134"
    script = f'<script type="text/xml">{store(range(8), after.format(1))}</script>'
    pages = {
        COLUMN: page("公告", f"<div id=402134></div>{script}"),
        after.format(1): store(range(4, 14), after.format(2)),
        after.format(2): store(range(10, TOTAL)),
    }
    listing, log = read(tmp_path, pages)
    assert whole(listing)
    assert log == ["/robots.txt", *pages]


def jpage(numbers: range) -> str:
    return page(
        "公告",
        f"""<script type="text/xml">{store(numbers)}</script><script>
        $('#402134').jpage({{ dataStore: dataStore, perPage: 2, groupSize: 3, totalRecord: {TOTAL},
        proxyUrl: '{PROXY}', proxyParam: {{"col": 1, "appid": "1", "webid": 14, "path": '/',
        "columnid": 101, "unitid": '402134', "webname": '海棠市', "permissiontype": 0}} }});
        </script>""",
    )


def proxied(start: int, end: int) -> str:
    params = "col=1&appid=1&webid=14&path=%2F&columnid=101&unitid=402134&permissiontype=0"
    return f"{PROXY}?startrecord={start}&endrecord={end}&perpage=2&{params}"


def test_a_list_without_named_groups_is_asked_for_by_record_numbers(tmp_path: Path) -> None:
    pages = {COLUMN: jpage(range(6))} | {
        proxied(n + 1, n + 6): store(range(n, min(n + 6, TOTAL))) for n in (6, 12, 18)
    }
    listing, log = read(tmp_path, pages)
    assert whole(listing)
    assert log == ["/robots.txt", *pages]


def test_no_more_groups_are_asked_for_than_reach_the_day(tmp_path: Path) -> None:
    pages = {COLUMN: jpage(range(6))} | {
        proxied(n + 1, n + 6): store(range(n, min(n + 6, TOTAL))) for n in (6, 12, 18)
    }
    listing, log = read(tmp_path, pages, since=day(4))
    assert log == ["/robots.txt", COLUMN, proxied(7, 12)]
    assert (listing.back_to, listing.problem) == (day(4), "")


def test_a_page_without_records_asks_the_proxy_from_the_first(tmp_path: Path) -> None:
    empty = jpage(range(0)).replace(f"<totalrecord>{TOTAL}</totalrecord>", "")
    pages = {COLUMN: empty} | {
        proxied(n + 1, n + 6): store(range(n, min(n + 6, TOTAL))) for n in (0, 6, 12, 18)
    }
    listing, log = read(tmp_path, pages)
    assert whole(listing)
    assert log == ["/robots.txt", *pages]


def unit(number: int, size: int = 8) -> Answer:
    numbers = range((number - 1) * size, min(number * size, TOTAL))
    rows = "".join(row(n) for n in numbers)
    pager = f'<div class="pagination" rows="{size}" count="{TOTAL}" pageNo="{number}"></div>'
    html = f'<div class="page-content"><ul>{rows}</ul></div>{pager}'
    told = json.dumps({"success": True, "data": {"html": html}})
    return Answer(told, 200, {"Content-Type": "application/json"})


class Units(dict[str, Any]):
    """A jpaas gateway: one part of the page is the list, another one is not."""

    def get(self, path: str, default: Any = None) -> Any:
        asked = {k: v[0] for k, v in parse_qs(urlsplit(path).query).items()}
        if not path.startswith(UNIT):
            return super().get(path, default)
        if asked["tagId"] != "当前栏目_list":
            return Answer('{"success":true,"data":{"html":"<p>导航</p>"}}')
        return unit(json.loads(asked.get("paramJson", '{"pageNo":1}'))["pageNo"])


def around(body: str) -> str:
    """What stands on every page of a site: a page of scripts alone is none."""
    names = ("首页", "政务公开", "办事服务", "互动交流", "数据开放", "走进海棠", "新闻动态")
    menu = "".join(f'<li><a href="/{n}/">{name}</a></li>' for n, name in enumerate(names))
    foot = "主办：海棠市人民政府办公室 承办：海棠市政务服务和数据管理局 网站标识码：4499000001"
    return page("公告", f"<ul>{menu}</ul><h2>土地出让</h2>{body}<p>{foot}</p>")


def query(tag: str) -> str:
    said = str(WEB | {"tagId": tag}).replace('"', "'")
    return f'<script url="{UNIT}" queryData="{said}" src="/unitbuild.js"></script>'


def test_a_part_of_a_jpaas_page_is_asked_for_page_by_page(tmp_path: Path) -> None:
    shell = around(query("导航") + query("当前栏目_list"))
    with serving({COLUMN: shell}) as server:
        server.pages = Units(server.pages)
        order = Order(host=HOST, url=url(COLUMN))
        (listing,) = visit(tmp_path, server.site(cms="hanweb"), [order]).listings()
    assert whole(listing)
    assert [path.count("paramJson") for path in server.log] == [0, 0, 0, 1, 1]


def test_a_part_that_answers_nothing_leaves_the_column_unreadable(tmp_path: Path) -> None:
    listing, _ = read(tmp_path, {COLUMN: around(query("当前栏目_list"))})
    assert (listing.rows, listing.complete, listing.problem) == ((), False, "unreadable")


def catalogue(form: dict[str, str]) -> Answer:
    number = int(form["currpage"])
    numbers = range((number - 1) * 10, min(number * 10, TOTAL))
    rows = "".join(
        f'<tr><td>0143/2026-{n}</td><td><a href="/art/2026/9/1/art_101_{n}.html" '
        f'title="{TITLES[n]}">{TITLES[n]}</a></td><td>{day(n)}</td></tr>'
        for n in numbers
    )
    return Answer(f"<table>{rows}</table><div>共{TOTAL}条 第{number}/2页</div>")


def test_a_catalogue_is_asked_for_by_forms(tmp_path: Path) -> None:
    call = f"loadDynamic('{SEARCH}?divid=div1&jdid=1&area=0143','div1')"
    shell = around(f"<div id=div1></div><script>{call}</script>")
    listing, log = read(tmp_path, {COLUMN: shell, f"POST {SEARCH}": catalogue})
    assert whole(listing)
    assert [path.rpartition("currpage=")[2] for path in log[2:]] == ["1", "2"]


def listed(form: dict[str, str]) -> Answer:
    number = int(form["current"])
    found = [
        {
            "source": {
                "title": TITLES[n],
                "pubDate": f"{day(n)} 09:00",
                "urls": json.dumps({"pc": f"/art/2026/9/1/art_101_{n}.html"}),
            }
        }
        for n in range((number - 1) * 15, min(number * 15, TOTAL))
    ]
    return Answer(json.dumps({"data": {"total": TOTAL, "results": found}}))


@pytest.mark.parametrize("inline", [True, False])
def test_a_list_that_a_template_draws_goes_on_by_forms(tmp_path: Path, inline: bool) -> None:
    first = json.loads(listed({"current": "1"}).data)["data"]["results"]
    data = {"articleList": [f["source"] for f in first]} if inline else {}
    template = "{{#each data}}<li><a href='{{pcUrl}}'>{{title}}</a></li>{{/each}}"
    body = f"""<script type="text/x-handlebars">{template}</script><script>
    var listData = {json.dumps(data)}; loadPageData(params,'380055');</script>"""
    listing, log = read(tmp_path, {COLUMN: around(body), "POST /queryList": listed})
    assert whole(listing)
    asked = [dict(parse_qs(path.rpartition(" ")[2])) for path in log if path.startswith("POST")]
    assert [form["current"] for form in asked] == ([["2"]] if inline else [["1"], ["2"]])
    names = ("unitid", "webSiteCode[]", "channelCode[]")
    assert [asked[0][name] for name in names] == [["380055"], ["haitang"], ["col101"]]


@pytest.mark.parametrize(
    ("html", "its"),
    [
        ('<a href="/col/col1/index.html">公告</a>' * 3, True),
        ('<a href="/art/2026/9/1/art_1_2.html">公告</a>' * 3, True),
        ('<a href="/art/2026/art_0b2035d1.html">公告</a>' * 2, False),
        ('<script src="/jpaas-jpolicy-web-server/x.js"></script>', True),
        ('<a href="/tzgg/t20260901_1.html">公告</a>' * 3, False),
    ],
)
def test_a_site_is_known_by_its_marks(html: str, its: bool) -> None:
    assert HanwebSpider.recognises(Page.read(page("首页", html).encode(), url("/"))) is its


def test_a_page_of_nothing_but_scripts_is_read_from_what_it_names(tmp_path: Path) -> None:
    bare = page("公告", f"<div id=app></div>{query('当前栏目_list')}")
    with serving({COLUMN: bare}) as server:
        server.pages = Units(server.pages)
        order = Order(host=HOST, url=url(COLUMN))
        (listing,) = visit(tmp_path / "1", server.site(cms="hanweb"), [order]).listings()
    assert whole(listing)
    listing, _ = read(tmp_path / "2", {COLUMN: bare})
    assert (listing.rows, listing.complete, listing.problem) == ((), False, "unreadable")
