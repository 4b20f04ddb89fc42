"""Rows of several parts: more links than the title's, more days than one, days told beside it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.crawler.test_rows import DAYS, TITLES, listed, read

OFFICE = '<a href="/swj/">海棠市人民政府办公室</a>'
WRITTEN = "<tr><td>文号</td><td>标题</td><td>成文日期</td><td>{}</td><td>机构</td></tr>"
CELLS = '<tr><td>无</td><td><a href="/{n}.html">{title}</a></td><td>2024-01-02</td>'


@pytest.mark.parametrize(
    ("around", "row"),
    [
        # the office or the kind that a row links too
        (
            "<div>{}</div>",
            '<div><a href="/{n}.html">{title}</a><p><span>{day}</span>来源：'
            + OFFICE
            + "</p></div>",
        ),
        (
            "<div>{}</div>",
            '<div><a href="/{n}.html">{title}</a><p><span>成文日期：2024-01-02</span>'
            "<span>发布日期：{day}</span><span>来源：" + OFFICE + "</span></p></div>",
        ),
        (
            "<ul>{}</ul>",
            '<li><div class=t><a href="/{n}.html">{title}</a></div><div>'
            + OFFICE
            + "{day}</div></li>",
        ),
        (
            "<div>{}</div>",
            '<div class=one><h3><a href="/{n}.html">{title}</a></h3><div>{day} | ' + OFFICE + " |"
            '<a href="/{n}.html">阅读全文</a></div></div>',
        ),
        (
            "<div>{}</div>",
            '<article><h2><a href="/{n}.html">{title}</a></h2><div>'
            '<time datetime="{day}T10:00+08:00">2天前</time>'
            '<a href="/c/1/" rel="category">通知公告栏目</a></div></article>',
        ),
        ("<ul>{}</ul>", "<li>来源：" + OFFICE + '<a href="/{n}.html">{title}</a>{day}</li>'),
        (
            "<div>{}</div>",
            '<section><h2><a href="/{n}.html">{title}</a></h2><p>{s}</p><div>{day} '
            + OFFICE
            + '<a href="/{n}.html#c">评论（0）</a></div></section>',
        ),
        # days of other names
        (
            "<ul>{}</ul>",
            '<li><a href="/{n}.html">{title}</a><i>2024-01-02</i>发布：{day}' + OFFICE,
        ),
        (
            "<table>" + WRITTEN.format("发布日期") + "{}</table>",
            CELLS + "<td>{day}</td><td>" + OFFICE,
        ),
        (
            "<table>" + WRITTEN.format("公示日期").replace("成文", "立案") + "{}</table>",
            CELLS + "<td>{day}</td><td>" + OFFICE,
        ),
        (
            "<ul>{}</ul>",
            '<li>成文日期：2024-01-02<a href="/{n}.html">{title}</a>发布日期：{day}'
            + OFFICE
            + "</li>",
        ),
        (
            "<div><div><b>序号</b><b>标题</b><b>成文日期</b><b>发布日期</b></div>{}</div>",
            '<div><b>1</b><b><a href="/{n}.html">{title}</a></b><b>2024-01-02</b>'
            "<b>{day}</b></div>",
        ),
        (
            "<div>{}</div>",
            '<div><a href="/{n}.html">{title}</a><ul><li><b>公示截止：</b>2024-12-01</li>'
            "<li> <b>发布时间：</b>{day}</li></ul></div>",
        ),
        (
            "<ul>{}</ul>",
            '<li><a href="/{n}.html">{title}</a><i>公示时间：2024-06-02</i><i>发布：{day}</i></li>',
        ),
        # days told in other ways
        ("<ul>{}</ul>", '<li><a href="/{n}.html">{title}</a><i>24-05-{d}</i></li>'),
        ("<h3>2024年</h3><ul>{}</ul>", '<li><i>05-{d}</i><a href="/{n}.html">{title}</a></li>'),
        ("<ul>{}</ul>", '<li><a href="/{n}.html">{title}</a><i title="{day} 09:00">3天前</i></li>'),
        # what stands before a title and is no title
        ("<ul>{}</ul>", '<li>政策解读：<a href="/{n}.html">{title}</a><i>{day}</i></li>'),
        ("<ul>{}</ul>", '<li><a href="/{n}.html">通知公告栏目<p>{title}</p></a><i>{day}</i></li>'),
        ("<ul>{}</ul>", '<li><a href="/{n}.html">【海棠市水务局】<p>{title}</p></a>{day}</li>'),
        # a box within the link
        (
            "<ul>{}</ul>",
            '<li><a href="/{n}.html">{title}<div><p>名称：{title}（全文）</p></div></a>{day}</li>',
        ),
    ],
)
def test_a_row_is_its_title_and_the_day_of_its_publication(around: str, row: str) -> None:
    rows = listed(around, row)
    assert [(r.title, r.url.rpartition("/")[2], r.day) for r in rows] == [
        (title, f"{n}.html", day) for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    ]


def test_two_rows_of_a_table_in_one_are_two() -> None:
    cells = [f'<td><a href="/{n}.html">{TITLES[n]}</a></td><td>{DAYS[n]}</td>' for n in range(4)]
    rows = read(f"<table><tr>{''.join(cells[:2])}</tr><tr>{''.join(cells[2:])}</tr></table>").rows
    assert [(r.title, r.day) for r in rows] == list(zip(TITLES, DAYS, strict=True))


def test_days_of_one_name_beside_several_titles_are_theirs() -> None:
    pairs = "".join(f'<a href="/{n}.html">{TITLES[n]}</a> 发布：{DAYS[n]}<br>' for n in range(2))
    assert [r.day for r in read(f"<p>{pairs}</p>").rows] == DAYS[:2]


def test_a_year_far_above_is_nobodys() -> None:
    html = '<h3>2024年</h3><div><div><div><ul><li><i>05-20</i><a href="/1.html">{}</a></li></ul>'
    assert [r.day for r in read(html.format(TITLES[0])).rows] in ([], [None])


def test_the_year_that_reports_are_about_is_not_that_of_their_day() -> None:
    row = f'<li><a href="/1.html">{TITLES[0]}</a><i>03-28</i></li>'
    assert [r.day for r in read(f"<h3>2024年度</h3><ul>{row * 2}</ul>").rows] in ([], [None])


def test_a_day_in_the_hint_of_a_title_that_speaks_of_today_is_not_its_rows() -> None:
    link = '<a href="/{n}.html" title="今天起至2025-01-01执行新价格">今天起执行新价格</a>'
    assert [r.day for r in listed("<ul>{}</ul>", f"<li>{link}<i>{{day}}</i></li>")] == DAYS


def test_a_title_that_begins_as_a_count_of_comments_is_one() -> None:
    html = f'<li><a href="/1.html">评论员文章</a><i>{DAYS[0]}</i></li>'
    assert [r.title for r in read(f"<ul>{html * 2}</ul>").rows] == ["评论员文章"]


def test_today_is_no_day_where_nothing_tells_which() -> None:
    rows = "".join(
        f'<li><a href="/{n}.html">{TITLES[n]}</a><i>{day}</i></li>'
        for n, day in enumerate(("今天 09:21", "昨天 17:40", DAYS[2], DAYS[3]))
    )
    assert [r.day for r in read(f"<ul>{rows}</ul>").rows] == [None, None, *DAYS[2:]]


def row(href: str, title: str, day: date) -> str:
    return f'<li><a href="{href}">{title}</a><span>{day}</span></li>'


OTHERS = "".join(row(f"/xw/100{n}.html", TITLES[n], DAYS[n]) for n in range(4))
LOOK_ALIKE = f'<div class="w300 fr"><ul>{OTHERS}</ul></div>'
OWN = row("/tzgg/202405/1.html", "海棠市节水年度报告", DAYS[0])


@pytest.mark.parametrize(
    "kind", ["hot_news", "rank-list", "recommend", "sidebar", "related", "tuijian"]
)
def test_what_is_read_most_is_not_the_columns_own(kind: str) -> None:
    beside = f'<div class="{kind}"><ul>{OTHERS}</ul></div>'
    listing = read(f'<ul id="infoList"></ul>{beside}<script src="/list.js"></script>')
    assert (listing.rows, listing.problem) == ((), "unreadable")
    both = read(f"<ul>{row('/7.html', '海棠市节水年度报告', DAYS[0])}</ul>{beside}")
    assert [r.title for r in both.rows] == ["海棠市节水年度报告"]


@pytest.mark.parametrize("kind", ["photo-list", "hotel", "hotline", "frank", "has-sidebar", "main"])
def test_a_name_that_only_holds_such_a_word_is_none(kind: str) -> None:
    assert len(read(f'<div class="{kind}"><ul>{OTHERS}</ul></div>').rows) == 4


@pytest.mark.parametrize("around", ["<div>{}</div>", '<div class="w700 fl">{}</div>'])
def test_a_list_in_the_pages_own_folder_is_the_columns_however_short(around: str) -> None:
    rows = read(around.format(f"<ul>{OWN}</ul>") + LOOK_ALIKE).rows
    assert [r.title for r in rows] == ["海棠市节水年度报告"]


def test_a_list_that_also_leads_elsewhere_is_whole() -> None:
    first = f'<div class="w1"><ul>{OWN}{OTHERS}</ul></div>'
    assert len(read(first).rows) == 5
    assert len(read(f"<div><ul>{OWN}</ul><ul>{OTHERS}</ul></div>").rows) == 5


def test_of_blocks_that_look_alike_one_that_leads_here_and_elsewhere_is_the_columns() -> None:
    first, mixed = f'<div class="w1"><ul>{OWN}</ul></div>', OWN.replace("1.html", "2.html") + OTHERS
    assert len(read(f'{first}<div class="w2"><ul>{mixed}</ul></div>').rows) == 6


def test_what_scrolls_beside_a_shorter_list_is_not_the_columns() -> None:
    own = "".join(row(f"/{n}.html", f"海棠市节水年度报告之{n}", DAYS[n]) for n in range(2))
    rows = read(f'<ul>{own}</ul><div class="scroll"><ol>{OTHERS}</ol></div>').rows
    assert [r.title[-1] for r in rows] == ["0", "1"]
