from __future__ import annotations

import csv
import json
from datetime import date
from typing import Any

import pytest

from crawler.characters import bare
from crawler.listing import read_listing
from crawler.page import Page, join
from tests.crawler.saved import COLUMN, SHARED, expected, saved

STATED = ("next_url", "total_pages", "total_records", "empty", "problem")


@pytest.mark.parametrize(("name", "truth"), expected("lists").items())
def test_a_column_is_read_as_its_page_shows_it(name: str, truth: dict[str, Any]) -> None:
    listing = read_listing(saved(name))
    assert len(listing.rows) == truth["rows"], [row.title for row in listing.rows]
    for at, key in ((0, "first"), (-1, "last")):
        if key in truth:
            row = listing.rows[at]
            assert [row.title, row.url, row.day] == truth[key]
            assert row.day_from == truth.get("day_from", row.day_from)
    for key in STATED:
        if key in truth:
            assert getattr(listing, key) == truth[key], key
    if "sub_columns" in truth:
        assert [link.text for link in listing.sub_columns] == truth["sub_columns"]


def page_of(rows: str) -> Page:
    return Page.read(f'<html><body><ul class="list">{rows}</ul></body></html>'.encode(), COLUMN)


def row(title: str, day: str, n: int) -> str:
    return f'<li><a href="/{n}.html">{title}关于公开事项的通知</a><span>{day}</span></li>'


def test_old_rows_above_newer_ones_are_pinned() -> None:
    days = ["2019-01-01", "2026-08-09", "2026-08-08", "2026-08-07", "2026-08-06"]
    listing = read_listing(page_of("".join(row(f"甲{n}", d, n) for n, d in enumerate(days))))
    assert [r.pinned for r in listing.rows] == [True, False, False, False, False]


def test_rows_out_of_order_are_not_pinned() -> None:
    days = ["2026-01-01", "2026-08-09", "2026-02-08", "2026-12-07", "2026-03-06"]
    listing = read_listing(page_of("".join(row(f"甲{n}", d, n) for n, d in enumerate(days))))
    assert not any(r.pinned for r in listing.rows)


def test_many_rows_out_of_order_are_not_pinned() -> None:
    days = ["2026-01-01", "2026-08-09", "2026-02-08", "2026-07-07", "2026-03-06", "2026-06-01"]
    listing = read_listing(page_of("".join(row(f"甲{n}", d, n) for n, d in enumerate(days))))
    assert not any(r.pinned for r in listing.rows)


def test_a_landing_page_leads_to_columns_and_not_to_documents() -> None:
    links = '<a href="/tzgg/a/">文字解读</a><a href="/tzgg/b/20260506.html">图解政策</a>'
    links += '<a href="/tzgg/t20260506_1.html">关于放假的通知</a><a href="/zwgk/">政务公开</a>'
    listing = read_listing(Page.read(f"<html><body>{links}</body></html>".encode(), COLUMN))
    assert [link.text for link in listing.sub_columns] == ["文字解读"]


def test_month_and_day_take_the_year_of_the_address() -> None:
    html = '<li><a href="/202608/t20260809_1.html">海棠市关于公开事项的通知</a><i>08-09</i></li>'
    listing = read_listing(page_of(html))
    assert [(r.day, r.day_from) for r in listing.rows] == [(date(2026, 8, 9), "shown")]
    listing = read_listing(page_of(html.replace("/202608/t20260809_1", "/post_12")))
    assert [r.day for r in listing.rows] in ([None], [])


def test_an_interface_answer_is_read_by_its_fields() -> None:
    rows = [
        {
            "id": 1,
            "title": "甲<em>公告</em>",
            "display_publish_time": 0,
            "pub_time": "2026-08-09 10:00:00",
            "url": "/post_1.html",
        },
        {"id": 2, "title": "乙公告", "display_publish_time": 1786291200, "url": "/post_2.html"},
    ]
    body = json.dumps(
        {"code": 0, "data": {"total": 2, "articles": rows, "tags": [{"name": "标签"}]}}
    )
    listing = read_listing(Page.read(body.encode(), COLUMN))
    assert [(r.title, r.url, r.day, r.day_from) for r in listing.rows] == [
        ("甲公告", "http://www.haitang.gov.cn/post_1.html", date(2026, 8, 9), "api"),
        ("乙公告", "http://www.haitang.gov.cn/post_2.html", date(2026, 8, 10), "api"),
    ]
    assert listing.total_records == 2


def test_a_page_past_the_end_is_not_an_empty_column() -> None:
    past = read_listing(Page.read(b'{"totalCount": 165, "listVO": []}', COLUMN))
    assert (past.empty, past.problem) == (False, "unreadable")
    none = read_listing(Page.read(b'{"totalCount": 0, "listVO": []}', COLUMN))
    assert (none.empty, none.problem) == (True, "")


def test_a_broken_answer_is_unreadable() -> None:
    for body in (b"{", b"[1, 2", b"", b"<record>", b"callback({)"):
        assert read_listing(Page.read(body, COLUMN)).problem == "unreadable"


@pytest.mark.skipif(not (SHARED / "lists" / "manifest.csv").is_file(), reason="no saved lists here")
def test_real_lists_are_read_row_by_row() -> None:
    folder = SHARED / "lists"
    hits = found = true = 0
    with (folder / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    for line in lines:
        url = line["original_url"].split(" ")[0]
        url = url if url.startswith("http") else f"http://{line['host']}/"
        page = Page.read((folder / line["file"]).read_bytes(), url)
        with (folder / line["row_titles_file"]).open(encoding="utf-8-sig", newline="") as file:
            truth = {
                (bare(r["title"]), join(url, r["url"]), r["date"]) for r in csv.DictReader(file)
            }
        listing = read_listing(page)
        seen = {(bare(r.title), r.url, str(r.day or "")) for r in listing.rows}
        hits, found, true = hits + len(truth & seen), found + len(seen), true + len(truth)
        if line["next_page_url_truth"].startswith("http"):
            assert listing.next_url == line["next_page_url_truth"]
    assert true > 200
    assert 2 * hits / (found + true) >= 0.98


@pytest.mark.skipif(not (SHARED / "pages" / "manifest.csv").is_file(), reason="no saved pages here")
def test_real_lists_have_the_right_count_and_ends() -> None:
    folder = SHARED / "pages"
    with (folder / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = [line for line in csv.DictReader(file) if line["n_list_items_truth"]]
    assert len(lines) >= 7
    for line in lines:
        rows = read_listing(Page.read((folder / line["file"]).read_bytes(), COLUMN)).rows
        assert len(rows) == int(line["n_list_items_truth"]), line["file"]
        ends = [str(rows[0].day), str(rows[-1].day)]
        assert ends == [line["first_item_date"], line["last_item_date"]], line["file"]
