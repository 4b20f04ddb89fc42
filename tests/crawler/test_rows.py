"""Rows in the shapes that lists have, each by its own markup."""

from __future__ import annotations

from datetime import date
from time import monotonic

import pytest

from crawler.listing import Rows, read_listing
from crawler.literals import decoded
from crawler.page import Page
from gongkai.model import Row

COLUMN = "http://www.haitang.gov.cn/tzgg/index.html"
TITLES = [f"海棠市水务局关于节水工作的通知之{n}" for n in range(4)]
DAYS = [date(2024, 5, 20 - n) for n in range(4)]
WRITTEN = "<tr><th>标题</th><th>成文日期</th><th>发布日期</th></tr>"
CATEGORY = '<a href="/c/">[通知公告]</a>'
SUMMARY = "为了做好节水工作，2023年1月1日起实施有关办法，现将有关事项通知如下，请认真贯彻。"


def read(html: str, url: str = COLUMN) -> Rows:
    return read_listing(Page.read(f"<html><body>{html}</body></html>".encode(), url))


def listed(around: str, row: str) -> tuple[Row, ...]:
    rows = "".join(
        row.format(n=n, title=title, cut=title[:8] + "…", day=day, d=day.day, s=SUMMARY, c=CATEGORY)
        for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    )
    return read(around.format(rows)).rows


@pytest.mark.parametrize(
    ("around", "row"),
    [
        ("<ul>{}</ul>", '<li><a href="/{n}.html">{title}</a><span>{day}</span></li>'),
        ("<ul>{}</ul>", '<li><span>{day}</span><a href="/{n}.html">{title}</a></li>'),
        ("<ul>{}</ul>", '<li>{c}<a href="/{n}.html">{title}</a><i>[{day}]</i></li>'),
        ("<ul>{}</ul>", '<li><a href="/{n}.html">{title} {day}</a></li>'),
        ("<ul>{}</ul>", '<li><a href="/{n}.html">{title}</a></li><li class="d">{day}</li>'),
        ("<ul>{}</ul>", '<li><b>05-{d}</b><i>2024</i><a href="/{n}.html">{title}</a></li>'),
        ("<ul>{}</ul>", '<li><b>{d}</b><i>2024/05</i><a href="/{n}.html">{title}</a></li>'),
        ("<ul>{}</ul>", '<li><a href="/{n}.html" title="{title}">{cut}</a><b>{day}</b></li>'),
        (
            "<ul>{}</ul>",
            '<li><a href="/{n}.html"><img></a><a href="/{n}.html">{title}</a>{day}</li>',
        ),
        ("<div>{}</div>", '<p><a href="/{n}.html">{title}</a>（{day}）</p>'),
        ("<div>{}</div>", '<a href="/{n}.html"><i>{day}</i>{title}</a>'),
        ("<dl>{}</dl>", '<dt><a href="/{n}.html">{title}</a></dt><dd>{day}</dd>'),
        (
            "<div>{}</div>",
            '<div><h4><a href="/{n}.html">{title}</a></h4><p>{s}</p><i>{day}</i></div>',
        ),
        (
            "<table>" + WRITTEN + "{}</table>",
            '<tr><td><a href="/{n}.html">{title}</a></td><td>2024-01-02</td><td>{day}</td></tr>',
        ),
        (
            "<ul>{}</ul>",
            '<li><a href="/{n}.html">{title}</a><b>成文：2024-01-02</b><b>发布：{day}</b></li>',
        ),
        ("<ul>{}</ul>", '<li><a href="/{n}.html">{title}</a>2024-01-02<b>发布：{day}</b></li>'),
        (
            "<ul>{}</ul>",
            '<li><a href="/{n}.html">{title}</a><b>成文：2024-01-02</b><b>{day}</b></li>',
        ),
        ("<div>{}</div>", '<span>{day}</span><a href="/{n}.html">{title}</a>'),
        (
            "<ul>{}</ul>",
            '<li><a href="/{n}.html">{title}</a><i title="{day} 10:00">05-{d}</i></li>',
        ),
        ("<ul>{}</ul>", '<li data-date="{day}"><a href="/{n}.html">{title}</a><i>05-{d}</i></li>'),
        ("<ul>{}</ul>", '<li><a href="/{n}.html">{title}</a><i>202405{d}</i></li>'),
        ("<ul>{}</ul>", '<li><a href="/{n}.html" title="{title}"><div>{day}</div></a></li>'),
        (
            "<ul>{}</ul>",
            "<li onclick=\"location.href='/{n}.html'\"><b>{title}</b><i>{day}</i></li>",
        ),
        ("<ul>{}</ul>", '<li title="{title}"><a href="/{n}.html">{cut}</a><i>{day}</i></li>'),
        ("<ul>{}</ul>", '<li><a href="/{n}.html"><b title="{title}">{cut}</b></a>{day}</li>'),
        (
            "<ul>{}</ul>",
            '<li><a href="/{n}.html" title="{title} 2024年5月{d}日">{cut}</a>{day}</li>',
        ),
        ("<ul>{}</ul>", '<li><a href="/{n}.html">{title}<em>NEW</em></a><i>{day}</i></li>'),
    ],
)
def test_a_row_is_its_title_its_address_and_its_day(around: str, row: str) -> None:
    rows = listed(around, row)
    assert [r.title for r in rows] == TITLES
    assert [r.day for r in rows] == DAYS
    assert [r.url for r in rows] == [f"http://www.haitang.gov.cn/{n}.html" for n in range(4)]


def test_a_day_in_a_title_is_not_the_rows() -> None:
    rows = listed(
        "<ul>{}</ul>", '<li><a href="/{n}.html">关于2024年1月{d}日停水的公告</a>{day}</li>'
    )
    assert [r.day for r in rows] == DAYS


def test_a_row_without_a_day_is_a_row() -> None:
    bare = '<li><a href="/9.html">海棠市水务局关于防汛工作的通知</a></li>'
    rows = listed("<ul>" + bare + "{}</ul>", '<li><a href="/{n}.html">{title}</a>{day}</li>')
    assert [(r.title, r.day) for r in rows[:2]] == [
        ("海棠市水务局关于防汛工作的通知", None),
        (TITLES[0], DAYS[0]),
    ]


def test_a_longer_list_of_hot_items_is_not_the_columns() -> None:
    hot = "".join(
        f'<li><a href="/h{n}">热点新闻标题内容第{n}条</a>2024-05-0{n}</li>' for n in range(1, 7)
    )
    rows = listed(
        f'<div class="hot"><ul>{hot}</ul></div><div class="list"><ul>{{}}</ul></div>',
        '<li><a href="/{n}.html">{title}</a><span>{day}</span></li>',
    )
    assert [r.title for r in rows] == TITLES


@pytest.mark.parametrize(
    ("html", "url", "following"),
    [
        ('<a href="index_2.html">下一页</a>', COLUMN, "/tzgg/index_2.html"),
        ('<a href="index_3.html">3</a><b class="cur">2</b>', COLUMN, "/tzgg/index_3.html"),
        ('<a href="index_7.html">下5页</a>', COLUMN, ""),
        ('<a href="/a/2.html">下一页：某篇文章的题目</a>', COLUMN, ""),
        ('<a href="http://other.example.org/index_2.html">下一页</a>', COLUMN, ""),
        ('<script>createPageHTML(4,0,"index","html")</script>', COLUMN, "/tzgg/index_1.html"),
        ('<script>createPageHTML(4,3,"index","html")</script>', COLUMN, ""),
        (
            '<script>createPageHTML("p",4,1,"list","shtml",80)</script>',
            COLUMN,
            "/tzgg/list_2.shtml",
        ),
        ('<script>createPageHTML("p",4,4,"list","shtml",80)</script>', COLUMN, ""),
        ('<script>createPageHTML(1,0,"index","html")</script>', COLUMN, ""),
        ('<script>createPageHTML(3,0,"t20190918_1","html")</script>', COLUMN, ""),
    ],
)
def test_the_next_page_is_the_one_after_this(html: str, url: str, following: str) -> None:
    row = '<ul><li><a href="/1.html">海棠市水务局关于节水的通知</a>2024-05-01</li></ul>'
    expected = "http://www.haitang.gov.cn" + following if following else ""
    assert read(row + html, url).next_url == expected


def test_the_running_date_of_a_header_is_no_row() -> None:
    header = (
        '<div><a href="/">海棠市人民政府门户网站</a><span>今天是2026年9月30日 星期三</span></div>'
    )
    header += '<div><a href="/"><b>海棠市人民政府门户网站</b></a><span>2026年9月30日</span></div>'
    undated = "".join(
        f'<li><a href="/c/post_401{n}.html">{t}</a></li>' for n, t in enumerate(TITLES)
    )
    rows = read(header + f'<ul class="list">{undated}</ul>').rows
    assert [(r.title, r.day) for r in rows] == [(title, None) for title in TITLES]


@pytest.mark.parametrize(
    "header",
    [
        '<a href="/"><b>海棠市人民政府门户网站</b></a><span>2026年9月30日</span>',
        '<a href="/c/">海棠市政务公开栏目</a><span>今天是2026年9月30日 星期三</span>',
    ],
)
def test_a_running_date_alone_makes_no_row(header: str) -> None:
    listing = read(f"<div>{header}</div>")
    assert (listing.rows, listing.problem) == ((), "unreadable")


@pytest.mark.parametrize(
    ("html", "empty"),
    [
        ('<ul class="list"></ul><div>上一页 下一页 共1页</div>', True),
        ('<ul class="list"></ul><div>共 0 条</div>', True),
        ("<div>暂无信息</div>", True),
        ('<ul class="list"></ul><div>共3页</div>', False),
        ('<ul class="list"></ul>', False),
        ('<ul class="list"><!-- <li v-for="row in rows"></li> --></ul>', False),
        ("<div>共1页</div>", False),
    ],
)
def test_only_the_page_itself_says_that_a_column_is_empty(html: str, empty: bool) -> None:
    listing = read(html)
    assert (listing.rows, listing.empty) == ((), empty)
    assert listing.problem == ("" if empty else "unreadable")


def test_a_box_that_opens_over_a_title_does_not_date_the_row() -> None:
    rows = "".join(
        f'<ul class="xxgk_nav_list"><li class="mc"><a href="/public/1023{i}.html">'
        f"海棠市水务局关于第{i}批工程的通知</a>"
        f'<div class="box"><p>生成日期：2023-01-0{i}</p></div></li>'
        f'<li class="rq">2024-05-0{i}</li></ul>'
        for i in (1, 2, 3)
    )
    assert [row.day for row in read(rows).rows] == [date(2024, 5, i) for i in (1, 2, 3)]


def test_where_a_row_gives_only_another_day_that_one_stands() -> None:
    cells = '<td><a href="/public/1.html">海棠市水务局关于工程的通知</a></td>'
    cells += "<td>生成日期：2023-01-01</td>"
    assert [row.day for row in read(f"<table><tr>{cells}</tr></table>").rows] == [date(2023, 1, 1)]


def test_a_day_set_large_within_the_link_is_no_title() -> None:
    card = (
        '<li><a href="../info/{0}.htm"><div><h2>1{0}</h2><p>2024-05</p></div><div>'
        "<h2>海棠市水务局第{0}号招聘公告</h2><p>报名时间2024.11.1-2024.11.5</p></div></a></li>"
    )
    rows = read("<ul>" + "".join(card.format(i) for i in (1, 2, 3)) + "</ul>").rows
    assert [row.title for row in rows] == [f"海棠市水务局第{i}号招聘公告" for i in (1, 2, 3)]
    assert [row.day for row in rows] == [date(2024, 5, 10 + i) for i in (1, 2, 3)]


@pytest.mark.parametrize(
    ("link", "url"),
    [
        (
            'href="javascript:void(0)" onclick="window.open(\'/jyxx/1.html\')"',
            "http://www.haitang.gov.cn/jyxx/1.html",
        ),
        (
            "href=\"javascript:location.href='/jyxx/1.html';\"",
            "http://www.haitang.gov.cn/jyxx/1.html",
        ),
        ('href="javascript:void(0)" onclick="window.open(\'/jyxx/\'+id)"', ""),
        ('href="javascript:void(0)" onclick="window.open(\'javascript:a.b()\')"', ""),
    ],
)
def test_an_address_that_a_script_opens_is_the_rows_where_it_is_whole(link: str, url: str) -> None:
    row = f"<tr><td><a {link}>海棠市水务局关于工程的通知</a></td><td>2024-05-01</td></tr>"
    assert [row.url for row in read(f"<table>{row}</table>").rows] == [url]


def test_the_office_behind_a_title_is_no_part_of_it() -> None:
    row = '<li><a href="/1.htm">{}<span>{}</span></a><b>[2024-05-01]</b></li>'
    for sender, title in (("[市水务局]", TITLES[0]), ("[第二批]", TITLES[0] + "[第二批]")):
        rows = read(f"<ul>{row.format(TITLES[0], sender)}</ul>").rows
        assert [row.title for row in rows] == [title]


@pytest.mark.parametrize(
    ("shown", "top"),
    [
        ("【置顶】{}", True),
        ("[置顶] {}", True),
        ("置顶 {}", True),
        ("{}", False),
        ("置顶栏{}", False),
    ],
)
def test_the_mark_of_a_row_kept_on_top_is_no_part_of_its_title(shown: str, top: bool) -> None:
    row = f'<li><a href="/1.htm">{shown.format(TITLES[0])}</a><b>2024-05-01</b></li>'
    (found,) = read(f"<ul>{row}</ul>").rows
    assert (found.title, found.pinned) == (TITLES[0] if top else shown.format(TITLES[0]), top)


def test_a_quote_that_was_closed_with_another_ends_the_title() -> None:
    row = f"""<li><a href="/1.htm" title="{TITLES[0]} ' target="_blank">{TITLES[0][:6]}…</a>
    <b>2024-05-01</b></li>"""
    assert [r.title for r in read(f"<ul>{row}</ul>").rows] == [TITLES[0]]


def test_a_visible_title_stands_whatever_the_attribute_says() -> None:
    row = f'<li><a href="/1.htm" title="{TITLES[0]}">第三批结果名单</a><b>2024-05-01</b></li>'
    assert [r.title for r in read(f"<ul>{row}</ul>").rows] == ["第三批结果名单"]


def test_a_day_in_an_attribute_must_be_the_one_that_is_shown() -> None:
    row = f'<li><a href="/1.htm">{TITLES[0]}</a><b title="2023-01-02">05-01</b></li>'
    rows = read(f"<ul>{row * 3}</ul>").rows
    assert not any(r.day for r in rows)


@pytest.mark.parametrize(
    "row",
    [
        '<a href="/a/{n}.html">{title}</a> {day}<br>',
        '{day} <a href="/a/{n}.html">{title}</a><br>',
        '· <a href="/a/{n}.html">{title}</a> [{day}]<br>',
    ],
)
def test_days_that_stand_in_one_box_without_elements_of_their_own(row: str) -> None:
    rows = listed("<div>{}</div>", row)
    assert [(r.title, r.day) for r in rows] == list(zip(TITLES, DAYS, strict=True))


@pytest.mark.parametrize("pump", ["[", "(", "【["])
def test_a_title_of_brackets_costs_no_more_than_its_length(pump: str) -> None:
    begun = monotonic()
    long = f"通知{pump * 100_000}"
    html = "".join(f"<li><a href=/{n}.html>{long}{n}</a> 2024-05-0{n}</li>" for n in (1, 2, 3))
    assert len(read(f"<ul>{html}</ul>").rows) == 3
    assert decoded(f"({' ' * 100_000}x") is None
    assert monotonic() - begun < 10  # its square would take minutes
