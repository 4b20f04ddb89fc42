"""Records of interfaces, whatever they call their fields."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from crawler.listing import Rows, read_listing
from crawler.page import Page

API = "http://www.haitang.gov.cn/api/list?page=1"
TITLES = ["海棠市水务局关于节水工作的通知", "海棠市第三批行政处罚决定书"]
DAYS = [date(2024, 5, 20), date(2024, 5, 13)]


def read(data: Any) -> Rows:
    return read_listing(Page.read(json.dumps(data).encode(), API))


def records(title: str, url: str, day: str, **more: Any) -> list[dict[str, Any]]:
    return [
        {title: t, url: f"/{n}.html", day: f"{DAYS[n]} 10:00:00", **more}
        for n, t in enumerate(TITLES)
    ]


def right(listing: Rows) -> bool:
    return [(r.title, r.url[-7:], r.day) for r in listing.rows] == [
        (t, f"/{n}.html", DAYS[n]) for n, t in enumerate(TITLES)
    ]


@pytest.mark.parametrize(
    "data",
    [
        {"data": records("title", "url", "publishTime")},
        {"data": records("DOCTITLE", "DOCPUBURL", "PUBDATE", updateTime="2026-01-01")},
        {"data": records("infoTitle", "infoUrl", "releaseDate")},
        {"data": records("BT", "LJ", "FBSJ")},
        {"data": records("title", "newsHref", "date")},
        {"data": records("vc_title", "c_url", "d_pubdate")},
        {"data": [{"_id": n, "_source": r} for n, r in enumerate(records("title", "url", "date"))]},
        {"data": [{"score": 1, "data": r} for r in records("title", "url", "date")]},
        {"rows": json.dumps(records("title", "url", "date"))},
        {"groups": [{"infolist": records("title", "url", "daytime")}]},
        {
            "data": records(
                "f_1",
                "doc_pub_url",
                "f_3",
                f_4="海棠市人民政府门户网站信息公开专栏统一发布",
                f_5="文" * 200,
            )
        },
        {"data": records("f_1", "f_2", "f_3", f_4="2024")},
    ],
)
def test_fields_are_known_by_name_or_by_what_they_hold(data: Any) -> None:
    assert right(read(data)), read(data)


@pytest.mark.parametrize("named", [{}, {"itemName": "海棠市水务局信息公开"}])
def test_records_in_groups_are_one_list(named: dict[str, str]) -> None:
    groups = [{"list": [record], **named} for record in records("title", "url", "date")]
    assert right(read({"data": groups}))


def test_what_goes_with_records_is_no_group_of_records() -> None:
    files = [
        {"title": f"附件{n}：清单", "url": f"/{n}.pdf", "date": "2024-01-01"} for n in range(2)
    ]
    assert right(read({"data": records("title", "url", "date", files=files)}))


@pytest.mark.parametrize("name", ["updateTime", "createDate_x", "endtime", "expireDate"])
def test_other_days_are_not_when_a_record_was_published(name: str) -> None:
    listing = read({"data": records("title", "url", name)})
    assert [row.day for row in listing.rows] == [None, None]


def test_links_in_the_text_of_a_record_are_no_rows() -> None:
    body = '<p>法定代表人为<a href="/p.html">海棠市某某公司的登记信息</a>2021-11-12</p>'
    assert right(read({"data": records("title", "url", "date", content_h=body)}))


def test_an_instant_in_another_zone_is_of_the_day_here() -> None:
    for instant in ("2021-11-18T16:56:00.000Z", "2021-11-18T16:56Z", "2021-11-19T00:56:00+08:00"):
        found = read({"content": [{"title": TITLES[0], "url": "/1.html", "PUBDATE": instant}]})
        assert [row.day for row in found.rows] == [date(2021, 11, 19)]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"pager": {"pageCount": 9, "total": 88}}, (9, 88)),
        ({"html": '<div class="pagination" rows="24" count="48" pageNo="1">'}, (2, 48)),
        ({"html": "<table class='pagination' count='21' rows='10'></table>"}, (3, 21)),
        ({"html": "<p>共 9 页</p>"}, (9, -1)),
        ({"html": "<p>公告</p>"}, (-1, -1)),
    ],
)
def test_what_an_answer_counts(data: Any, told: tuple[int, int]) -> None:
    html = '<ul><li><a href="/1.html">海棠市水务局关于节水工作的通知</a>2024-05-01</li></ul>'
    listing = read(data | {"html": html + data.get("html", "")})
    assert (listing.total_pages, listing.total_records) == told


def test_a_record_kept_on_top_is_marked() -> None:
    listing = read({"data": records("title", "url", "date", isTop=1)})
    assert all(row.pinned for row in listing.rows)
