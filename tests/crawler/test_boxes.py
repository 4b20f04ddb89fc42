"""What pages print about their documents, and what says it."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.article import Article, read_article
from crawler.page import Page

TITLE = "海棠市水务局关于节水工作的通知"
H = f"<h1>{TITLE}</h1>"
TEXT = "海棠市各有关单位要认真做好节水工作，确保政策落到实处，惠及全市人民群众。" * 4
URL = "http://slj.haitang.gov.cn/x/1.html"


def read(head: str, *, metas: str = "", after: str = "", title: str = "海棠市水务局") -> Article:
    html = f"<html><head><title>{title}</title>{metas}</head><body>{head}"
    html += f'<div id="zoom"><p>{TEXT}</p></div>{after}</body></html>'
    return read_article(Page.read(html.encode(), URL))


def test_every_field_tells_what_it_rests_on() -> None:
    metas = (
        f'<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2024-05-01">'
        '<meta name="ContentSource" content="水务局"><meta name="Keywords" content="节水,用水">'
    )
    box = "<p>文号：海水〔2024〕3号</p><p>有效性：已修改</p><p>发布日期：2024-05-01</p>"
    article = read(H + box, metas=metas)
    assert dict(article.origin) == {
        "title": "head+meta",
        "day": "label+meta",
        "doc_no": "box",
        "source": "meta",
        "keywords": "meta",
    }
    assert (article.validity, article.keywords, article.label) == ("已修改", "节水,用水", "")


def test_a_guess_is_marked_and_is_no_day() -> None:
    article = read(H, metas='<meta name="PubDate" content="2024-05-01 09:00">')
    assert (article.day, article.guess) == (None, date(2024, 5, 1))
    sure = read(
        H + "<p>发布日期：2024-05-02</p>", metas='<meta name="PubDate" content="2024-05-01">'
    )
    assert (sure.day, sure.guess) == (date(2024, 5, 2), None)
    assert dict(sure.days) == {"label": date(2024, 5, 2), "meta": date(2024, 5, 1)}
    assert sure.origin["day"] == "label"


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ("<p>文号：海水【2024】03号</p>", "海水〔2024〕3号"),
        ("<p>文号：〔2024〕3号</p>", "〔2024〕3号"),
        ("<p>文号：2024年第3期</p>", "2024年第3期"),
        ("<p>海棠市水务局公告2024年第5号</p>", "海棠市水务局公告2024年第5号"),
        ("<p>文号：无</p>", ""),
        ("<p>依据省府〔2020〕1号文件和有关法律法规的规定执行</p>", ""),
    ],
)
def test_the_number_is_the_documents_own(head: str, number: str) -> None:
    assert read(H + head).doc_no == number


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("海棠市水务局公告2024年第5号（关于停水的公告）", "海棠市水务局公告2024年第5号"),
        ("关于全面推进政务公开的通知（海水〔2024〕7号）", "海水〔2024〕7号"),
        ("关于转发《节水办法》（省水〔2020〕1号）的通知", ""),
    ],
)
def test_a_title_may_carry_the_number(title: str, number: str) -> None:
    assert read(f"<h1>{title}</h1>").doc_no == number


@pytest.mark.parametrize(
    ("head", "source"),
    [
        (
            "<div><span>来源</span><span>市水利局</span><span>访问量</span><span>12</span></div>",
            "市水利局",
        ),
        ("<div>来源：</div>", ""),
        (
            '<div>来源：<script>var source="海棠日报";document.write(source)</script></div>',
            "海棠日报",
        ),
    ],
)
def test_a_source_is_a_name_and_never_the_text(head: str, source: str) -> None:
    assert read(H + head).source == source


def test_whom_the_text_addresses_is_no_source() -> None:
    html = f"{H}<p>来源：</p><div id=zoom><p>各镇人民政府、街道办事处：</p><p>{TEXT}</p></div>"
    assert read_article(Page(f"<html><body>{html}", URL)).source == ""


def test_values_may_stand_below_their_labels() -> None:
    box = (
        "<table><tr><th>索引号</th><th>文号</th><th>发布机构</th><th>发布日期</th></tr>"
        "<tr><td>HT0001</td><td>海水〔2024〕3号</td><td>市水利局</td><td>2024-05-01</td></tr></table>"
    )
    article = read(box + H)
    assert (article.index_no, article.doc_no) == ("HT0001", "海水〔2024〕3号")
    assert (article.publisher, article.day) == ("市水利局", date(2024, 5, 1))


def test_empty_values_are_no_heads_of_a_table() -> None:
    box = "<ul><li>索引号:</li><li>主题分类:</li><li>发文机构:<b>县政府</b></li>"
    article = read(H + box + "<li>发布日期:<b>2024-05-01</b></li></ul>")
    assert (article.index_no, article.publisher) == ("", "县政府")
    assert article.day == date(2024, 5, 1)
    cells = ("索引号", "主题分类", "发布机构", "县政府", "发布日期", "2024-05-01")
    rows = read(H + "".join(f"<p>{cell}</p>" for cell in cells))
    assert (rows.index_no, rows.publisher, rows.day) == ("", "县政府", date(2024, 5, 1))


@pytest.mark.parametrize(
    ("title", "told"),
    [
        (f"海棠市水务局_{TITLE}", TITLE),
        (f"首页>>政务公开>>{TITLE}", TITLE),
        (f"海棠市水务局 | 通知公告 | {TITLE}", TITLE),
    ],
)
def test_of_the_parts_of_title_the_one_that_is_printed_is_the_title(title: str, told: str) -> None:
    article = read(f"<div class=x>{TITLE}</div><div>2024-05-01 10:00:00</div>", title=title)
    assert (article.title, article.day) == (told, date(2024, 5, 1))


@pytest.mark.parametrize(
    "behind",
    [
        "　2024-05-01",
        " | 2024年5月1日 09:21",
        " 【打印】【关闭】",
        "（责任编辑 张三）",
        " 评论：0 人气：23",
        " 大 中 小",
        " 分享到：",
    ],
)
@pytest.mark.parametrize("inside", [False, True])
def test_a_source_ends_where_something_else_begins(behind: str, inside: bool) -> None:
    line = f"{H}<p>来源：海棠市水务局{behind}</p>"
    if inside:
        box = f"<p>索引号：1</p><p>分类：{'其他' * 40}</p>"
        html = f'<div>首页</div><div id="zoom">{box}{line}<p>{TEXT}</p></div>'
        article = read_article(Page(html, URL))
    else:
        article = read(line)
    assert article.source == "海棠市水务局"


def test_two_offices_are_a_source() -> None:
    assert read(H + "<p>来源：海棠市水务局 海棠市司法局</p>").source == "海棠市水务局 海棠市司法局"


def test_an_order_under_the_title_is_its_number() -> None:
    assert read(H + "<p>海棠市人民政府令第231号</p>").doc_no == "第231号令"
    assert read(H + "<p>根据海棠市人民政府令第231号制定</p>").doc_no == ""
