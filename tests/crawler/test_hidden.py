"""Rows that only a script brings to light."""

from __future__ import annotations

import json
from datetime import date

import pytest

from crawler.listing import Rows, read_listing
from crawler.page import Page

COLUMN = "http://www.haitang.gov.cn/tzgg/index.html"
TITLES = [f"海棠市水务局关于节水工作的通知之{n}" for n in range(4)]
DAYS = [date(2024, 5, 20 - n) for n in range(4)]
SHOWN = '<li><a href="/9{0}.html">海棠市水务局关于防汛的公告之{0}</a><b>2024-04-0{0}</b></li>'
HTML = '<li><a href="/{n}.html">{title}</a><b>{day}</b></li>'
RECORD = '{{"title":"{title}","url":"/{n}.html","pubDate":"{day} 10:00"}},'
LOOSE = "{{title:'{title}',url:'/{n}.html', // {n}\npubDate:\"{day}\",id:i}},"


def read(html: str) -> Rows:
    return read_listing(Page.read(f"<html><body>{html}</body></html>".encode(), COLUMN))


def filled(around: str, row: str) -> str:
    both = enumerate(zip(TITLES, DAYS, strict=True))
    return around.replace("@", "".join(row.format(n=n, title=t, day=d) for n, (t, d) in both))


def found(listing: Rows) -> bool:
    told = [(r.title, r.url, r.day) for r in listing.rows]
    host = "http://www.haitang.gov.cn"
    return told == [(t, f"{host}/{n}.html", DAYS[n]) for n, t in enumerate(TITLES)]


@pytest.mark.parametrize(
    ("around", "row"),
    [
        ("<ul><!-- @ --></ul>", HTML),
        ("<textarea><ul>@</ul></textarea>", HTML),
        ("<textarea>@</textarea>", HTML.replace("<", "&lt;").replace(">", "&gt;")),
        ("<noscript><ul>@</ul></noscript>", HTML),
        ("<template><ul>@</ul></template>", HTML),
        ("<script type='text/html'><ul>@</ul></script>", HTML),
        ("<script>var listData = [@null];</script>", RECORD.replace(",", ", ")),
        ("<script>var shuju = [@null];</script>", RECORD),
        ("<script>window.STATE={'a':{data:[@]}};</script>", LOOSE),
        ("<script>var x = JSON.parse('[@null]');</script>", RECORD),
        ("<script>var x=[];@</script>", f"x.push({RECORD[:-1]});"),
        ("<ul>@</ul>", HTML.replace("{day}", "<script>document.write('{day}')</script>")),
    ],
)
def test_rows_are_found_where_a_script_takes_them_from(around: str, row: str) -> None:
    listing = read(filled(around, row))
    assert found(listing), listing
    assert listing.problem == ""


@pytest.mark.parametrize(
    "html",
    [
        filled("<script type='text/html'>@</script>", HTML.replace("{title}", "{{{{title}}}}")),
        filled("<script>var listData = load([@]);</script>", "'{title}',"),
        "<script>var list = [{title: name + 1, url: '/1.html'}];</script>",
        "<script>var list = [{title: biaoti, url: '/1.html', date: '2024-05-01'}];</script>",
        "<ul><!-- <li>没有链接的说明文字，只是模板里的一段注释，不是任何一条信息</li> --></ul>" * 3,
    ],
)
def test_what_is_still_to_be_filled_is_no_row(html: str) -> None:
    listing = read(html)
    assert (listing.rows, listing.empty, listing.problem) == ((), False, "unreadable")


def test_what_nothing_calls_the_list_must_be_clearly_more_than_is_shown() -> None:
    shown = "<ul>" + "".join(SHOWN.format(n) for n in (3, 2)) + "</ul>"
    for hidden in ("<ul><!-- @ --></ul>", "<script>var shuju = [@];</script>"):
        row = HTML if "!" in hidden else RECORD
        assert [r.title[-1] for r in read(shown + filled(hidden, row)).rows] == ["3", "2"]
    assert found(read(shown + filled("<script>var listData = [@];</script>", RECORD)))


def test_links_of_navigation_in_a_script_are_no_rows() -> None:
    menu = [{"name": f"政务公开栏目{n}", "url": f"/{n}/"} for n in range(9)]
    listing = read(f"<script>var list = {json.dumps(menu)};</script>")
    assert (listing.rows, listing.problem) == ((), "unreadable")


def test_a_frame_that_holds_the_list_is_told() -> None:
    frames = '<iframe src="/list_in.html"></iframe><iframe src="http://ad.example.org/"></iframe>'
    listing = read(frames)
    assert [link.url for link in listing.sub_columns] == ["http://www.haitang.gov.cn/list_in.html"]
    assert listing.problem == "unreadable"
