"""Each CMS family on a small site of its kind."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import spiders
from crawler.page import Page
from crawler.signs import in_order, told
from gongkai.model import Order
from spiders.gkmlpt import GkmlptSpider
from spiders.hanweb import HanwebSpider
from spiders.nfcms import NfcmsSpider
from spiders.trs import TrsSpider
from spiders.ucap import UcapSpider
from tests.crawler.server import HOST, Answer, article, page, serving, url, visit

BASE = "/czj/gkmlpt"
TREE = [
    {
        "id": 10,
        "name": "法定主动公开内容",
        "jump_url": "",
        "children": [
            {"id": 11, "name": "预算执行", "jump_url": "", "children": []},
            {"id": 12, "name": "依申请公开", "jump_url": "http://ysq.example.org/", "children": []},
            {"id": 13, "name": "政策解读", "jump_url": "/zcjd/", "children": []},
        ],
    }
]
INDEX = page(
    "政府信息公开",
    f"""<div id=app></div><script>window._CONFIG = {{ isMobile: false, ACTION: 'index',
    TREE: {json.dumps(TREE)}, SID: '449001' }};</script>""",
)


def post(n: int, **more: Any) -> dict[str, Any]:
    address = f"http://{HOST}{BASE}/content/1/100/post_{n}.html"
    seconds = 1790000000 - n * 86400
    facts = {"id": n, "title": f"2026年第{n}期预算执行情况", "display_publish_time": seconds}
    return {**facts, "url": address, "post_url": address, **more}


def answer(records: list[dict[str, Any]], count: int) -> Answer:
    told = {"classify": {"id": 11, "post_count": count}, "articles": records}
    return Answer(json.dumps(told), 200, {"Content-Type": "application/json"})


def platform(second: Answer) -> dict[str, object]:
    first = [post(n) for n in range(1, 101)]
    first[1] |= {"is_abolished": 1}
    first[2] |= {"is_expired": 1}
    return {
        f"{BASE}/index": INDEX,
        f"{BASE}/api/all/11?page=1&sid=449001": answer(first, 103),
        f"{BASE}/api/all/11?page=2&sid=449001": second,
        f"{BASE}/content/1/100/post_1.html": article("2026年第1期预算执行情况"),
    }


def test_gkmlpt_reads_the_api_page_by_page(tmp_path: Path) -> None:
    pages = platform(answer([post(n) for n in range(101, 104)], 103))
    with serving(pages) as server:
        orders = [Order(host=HOST, url=url(f"{BASE}/index#11"), newest=1)]
        store = visit(tmp_path, server.site(cms=""), orders)  # known by its address
    (listing,) = store.listings()
    assert (len(listing.rows), listing.complete, listing.problem) == (103, True, "")
    assert (listing.column, listing.name) == (url(f"{BASE}/index#11"), "预算执行")
    assert [row.label for row in listing.rows[:4]] == ["", "废止", "失效", ""]
    assert listing.rows[0].day == date(2026, 9, 20)
    assert [d.opened for d in store.documents()] == [True]
    assert len(listing.snapshots) == 3


def test_gkmlpt_without_a_second_page_is_not_deep_enough(tmp_path: Path) -> None:
    with serving(platform(Answer("not found", 404))) as server:
        orders = [Order(host=HOST, url=url(f"{BASE}/index#11"))]
        (listing,) = visit(tmp_path, server.site(cms="gkmlpt"), orders).listings()
    assert (len(listing.rows), listing.complete) == (100, False)
    assert listing.problem == "not_deep_enough"


def test_gkmlpt_columns_are_found_in_the_tree(tmp_path: Path) -> None:
    pages = platform(answer([post(n) for n in range(101, 104)], 103))
    with serving(pages) as server:
        order = Order(host=HOST, root=url(f"{BASE}/index"), subject="s", words="预算执行")
        store = visit(tmp_path, server.site(cms="gkmlpt"), [order])
    (search,) = store.searches()
    assert [c.url for c in search.found] == [url(f"{BASE}/index#11")]
    assert [s.way for s in search.steps] == ["tree"]
    assert store.listings()[0].complete


def test_the_tree_names_columns_and_where_they_jump_to() -> None:
    with_tree = Page.read(INDEX.encode(), url(f"{BASE}/index"))
    assert GkmlptSpider.recognises(with_tree)
    assert not NfcmsSpider.recognises(with_tree)


def test_gkmlpt_ends_with_a_full_page(tmp_path: Path) -> None:
    pages = platform(Answer("not found", 404))
    first = pages[f"{BASE}/api/all/11?page=1&sid=449001"]
    assert isinstance(first, Answer)
    first.body = str(first.body).replace('"post_count": 103', '"post_count": 100')
    with serving(pages) as server:
        orders = [Order(host=HOST, url=url(f"{BASE}/index#11"))]
        (listing,) = visit(tmp_path, server.site(cms="gkmlpt"), orders).listings()
    assert (len(listing.rows), listing.complete, listing.problem) == (100, True, "")
    assert not any("page=2" in path for path in server.log)


def test_a_node_is_where_it_jumps_to(tmp_path: Path) -> None:
    pages = platform(Answer("", 404)) | {"/zcjd/": posts(range(3, 0, -1), 1)}
    words = {"jumps": "政策解读", "leaves": "依申请公开"}
    orders = [
        Order(host=HOST, root=url(f"{BASE}/index"), subject=subject, words=word)
        for subject, word in words.items()
    ]
    with serving(pages) as server:
        found = visit(tmp_path, server.site(cms="gkmlpt"), orders).searches()
    assert {s.subject: [c.url for c in s.found] for s in found} == {
        "jumps": [url("/zcjd/")],
        "leaves": [],
    }


@pytest.mark.parametrize("odd", [{"gkml_data": None}, {"gkml_data": "x"}, {"is_abolished": [1]}])
def test_odd_records_stop_nothing(tmp_path: Path, odd: dict[str, Any]) -> None:
    address = f"{BASE}/api/all/11?page=1&sid=449001"
    whole = [post(2, gkml_data={"is_expired": "1"}), post(3, gkml_data={"is_abolished": 1})]
    pages = platform(Answer("", 404)) | {address: answer([post(1, **odd), *whole], 3)}
    with serving(pages) as server:
        orders = [Order(host=HOST, url=url(f"{BASE}/index#11"))]
        (listing,) = visit(tmp_path, server.site(cms="gkmlpt"), orders).listings()
    assert [row.label for row in listing.rows] == ["", "失效", "废止"]
    assert listing.complete


def posts(numbers: range, count: int) -> str:
    rows = "".join(
        f'<li><a href="/tzgg/content/post_{n}.html">关于第{n}项工作的通知</a>'
        f"<span>2026-08-{n:02}</span></li>"
        for n in numbers
    )
    return page("通知公告", f"<ul class=list>{rows}</ul><div>共{count}页</div>")


def test_nfcms_counts_its_pages_from_one(tmp_path: Path) -> None:
    pages = {
        "/": posts(range(28, 24, -1), 1),
        "/tzgg/index.html": posts(range(28, 24, -1), 3),
        "/tzgg/index_2.html": posts(range(24, 20, -1), 3),
        "/tzgg/index_3.html": posts(range(20, 16, -1), 3),
    }
    with serving(pages) as server:
        orders = [Order(host=HOST, url=url("/tzgg/index.html"))]
        (listing,) = visit(tmp_path, server.site(cms=""), orders).listings()
    assert server.log == ["/robots.txt", *pages]
    assert (len(listing.rows), listing.complete) == (12, True)


def test_a_plain_site_is_generic(tmp_path: Path) -> None:
    with serving(
        {"/": page("首页", "<a href=/a/>通知</a>"), "/a/": posts(range(3, 0, -1), 3)}
    ) as s:
        (listing,) = visit(tmp_path, s.site(cms=""), [Order(host=HOST, url=url("/a/"))]).listings()
    assert "/a/index_2.html" not in s.log
    assert listing.problem == "not_deep_enough"  # three pages are said, one could be reached


def test_families_are_known_by_their_files() -> None:
    known = spiders.families()
    assert set(known) == {"generic", "gkmlpt", "hanweb", "nfcms", "trs", "ucap"}
    assert all(known.values())


POSTS = "".join(f'<li><a href="/zwgk/content/post_{n}.html">通知{n}</a>' for n in range(4))
ARTS = "".join(f'<li><a href="/art/2026/9/1/art_1_{n}.html">通知{n}</a>' for n in range(5))
THEIRS = "".join(f"<li><a href=http://www.o.cn/content/post_{n}.html>转{n}</a>" for n in range(9))


@pytest.mark.parametrize(
    ("body", "cms"),
    [
        (POSTS + "<script src=/unitbuild.js></script>", "nfcms"),
        (ARTS + "<link href=/nfcms/a.css>" + THEIRS, "hanweb"),
        (ARTS + POSTS, "hanweb"),
        ("<link href=/nfcms/a.css><script src=/hanweb.js></script>", "nfcms"),
    ],
)
def test_the_most_documents_of_its_own_tell_a_sites_family(body: str, cms: str) -> None:
    kinds = in_order([GkmlptSpider, HanwebSpider, NfcmsSpider, TrsSpider, UcapSpider])
    assert told(kinds, Page(f"<body>{body}", url("/"))) == cms
    assert told(kinds, Page("<body><p>海棠市", url("/"))) == ""
    assert told(kinds, None) == ""
