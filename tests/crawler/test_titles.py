"""What a document is called, where no element or only a wrong one is named for its title."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.article import Article, read_article
from crawler.page import Page

TITLE = "关于开展行政执法案卷评查工作的通知"
TEXT = (
    "<p>海棠市各有关单位要认真做好节水工作，确保政策落到实处，惠及全市人民群众。</p>" * 4
    + "<p>海棠市司法局</p><p>2024年4月28日</p>"
)
SITE = "海棠市人民政府门户网站"
DAY = date(2024, 5, 1)
NAV = (
    '<div>今天是2026年9月30日</div><ul><li><a href="/">首页</a></li><li><a href="/g">公告</a></ul>'
)
ROWS = (
    "<h3>最新公告</h3><ul>"
    '<li><a href="2.html">关于举办业务培训班的通知公告</a><p>发布时间：2023-01-02</p></li>'
    '<li><a href="3.html">关于做好防汛抗旱工作的通知公告</a><p>发布时间：2023-01-03</p></li></ul>'
)


def read(
    head: str, *, title: str = SITE, inside: bool = False, after: str = "", text: str = TEXT
) -> Article:
    above, within = ("", head) if inside else (head, "")
    html = f"<html><head><title>{title}</title></head><body>{NAV}<div>{above}"
    html += f'<div class="nr">{within}{text}</div>{after}</div></body></html>'
    return read_article(Page.read(html.encode(), "http://sfj.haitang.gov.cn/g/1.html"))


@pytest.mark.parametrize(
    "line", ["时间：2024-05-01", "2024-05-01 来源：司法局", "发布时间：2024-05-01"]
)
@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize(
    "shape",
    [
        "<div>{}</div>",
        '<p align="center"><strong>{}</strong></p>',
        "<h4>{}</h4>",
        "<table><tr><td>{}</td></tr></table>",
        "<center><font><b>{}</b></font></center>",
    ],
)
@pytest.mark.parametrize("title", [TITLE, "拟录用人员公示"])
def test_the_line_over_the_title_block_is_the_title(
    title: str, shape: str, inside: bool, line: str
) -> None:
    article = read(shape.format(title) + f"<div>{line}</div>", inside=inside)
    assert (article.title, article.day) == (title, DAY)


@pytest.mark.parametrize(
    "head",
    [
        # a number, the adoption or a subtitle may stand between title and title block
        f"<div>{TITLE}</div><p>海司〔2024〕3号</p><p>发布时间：2024-05-01</p>",
        f"<div>{TITLE}</div><p>（2024年4月8日第3次会议通过）</p><p>发布时间：2024-05-01</p>",
        f"<h1>{TITLE}</h1><h2>——海棠市推进法治政府建设各项工作综述之三</h2><p>发布时间：2024-05-01</p>",
        f"<div>{TITLE}</div><p>打印时间：2026-09-30 发布时间：2024-05-01</p>",
        # rows beside the document have headings and days of their own
        f"{ROWS}<h1>{TITLE}</h1><p>发布时间：2024-05-01</p>",
        f"{ROWS}<div>{TITLE}</div><p>时间：2024-05-01</p>",
        f"<h3>最新公告</h3><p>2023-01-02</p><a href=2.html>关于举办业务培训班的通知公告</a>"
        f"<h1>{TITLE}</h1><p>2024-05-01 09:00</p>",
    ],
)
def test_what_else_stands_over_the_text_is_not_the_title(head: str) -> None:
    article = read(head)
    assert (article.title, article.day) == (TITLE, DAY)


@pytest.mark.parametrize("title", [f"{TITLE}-海棠市司法局", f"海棠市司法局 通知公告 {TITLE}"])
def test_a_part_of_the_pages_name_that_is_a_line_is_the_title(title: str) -> None:
    label = "<p>发布日期：2018-01-01</p>"
    related = (
        '<ul><li><a href="2.html">关于举办业务培训班的通知公告</a> 发布日期：2023-01-02</li></ul>'
    )
    for after, day in (("", None), (related, None), ("<p>发布时间：2024-05-01</p>", DAY)):
        article = read(f"<div>{TITLE}</div>", title=title, after=after)
        assert (article.title, article.day) == (TITLE, day)
    dated = read(f"<div>{TITLE}</div><p>时间：2024-05-01</p>", title=title, after=label)
    assert (dated.title, dated.day) == (TITLE, DAY)


@pytest.mark.parametrize("site", ["海棠市文化和旅游厅", "海棠群众文化之窗"])
def test_a_name_of_three_parts_is_the_documents_not_the_sites(site: str) -> None:
    title = f"{site}-通知公告-关于举办群众文艺汇演的通知"
    assert read('<img src="t.png">', title=title).title == "关于举办群众文艺汇演的通知"


def test_a_part_of_the_pages_name_that_leads_elsewhere_is_a_columns() -> None:
    column = "政府信息公开工作年度报告"
    head = f'<a href="/g/">{column}</a><div>{TITLE}</div><p>发布时间：2024-05-01</p>'
    assert read(head, title=f"{column}-{SITE}").title == TITLE
    assert read('<a href="2.html">关于举办业务培训班的通知公告</a>').title == SITE


def test_a_name_that_was_cut_is_read_whole() -> None:
    assert read(f"<div>{TITLE}</div>", title=f"{TITLE[:12]}...").title == TITLE


def test_without_a_title_block_the_texts_first_line_is_better_than_the_sites_name() -> None:
    for inside in (False, True):
        article = read(f"<div>{TITLE}</div>", inside=inside)
        assert (article.title, article.day) == (TITLE, None)
    assert read("<div>通知公告</div>").title == SITE


def test_the_offices_name_under_the_text_is_no_title() -> None:
    article = read(
        "<div>正文</div>", title="通知公告-海棠市司法局", after="<p>最后更新：2026-09-29</p>"
    )
    assert article.day is None


@pytest.mark.parametrize("title", ["拟录用人员公示", "人事任免"])
def test_a_short_heading_over_the_day_is_the_title_and_not_the_line_over_it(title: str) -> None:
    head = f"<p>我市扎实推进各项改革工作</p><h1>{title}</h1><p>发布时间：2024-05-01</p>"
    assert read(head).title == title


def test_a_title_at_the_texts_end_is_no_title_block() -> None:
    tail = f"{'<p>我市扎实推进各项改革工作。</p>' * 30}<p>{TITLE}</p><p>2024-04-28</p>"
    article = read("<img src=t.png>", title=f"{TITLE}-{SITE}", text=TEXT + tail)
    assert (article.title, article.day) == (TITLE, None)
