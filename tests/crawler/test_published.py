"""Title blocks in the shapes that pages have: which day a reader takes for the publish day."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.article import Article, read_article
from crawler.page import Page

TITLE = "海棠市水务局关于节水工作的通知"
H = f"<h1>{TITLE}</h1>"
TEXT = "海棠市各有关单位要认真做好节水工作，确保政策落到实处，惠及全市人民群众。" * 4
DAY = date(2024, 5, 1)


def read(head: str, *, after: str = "", metas: str = "", text: str = TEXT) -> Article:
    html = f"<html><head><title>海棠市水务局</title>{metas}</head><body>{head}"
    html += f'<div id="zoom"><p>{text}</p></div>{after}</body></html>'
    return read_article(Page.read(html.encode(), "http://slj.haitang.gov.cn/x/1.html"))


@pytest.mark.parametrize(
    "head",
    [
        H + "<div>【日期：2024-05-01】【来源：水务局】【字号：大 中 小】</div>",
        f"<table><tr><td>{TITLE}</td></tr><tr><td>发布时间：2024-05-01</td></tr></table>",
        H + "<div>2024年05月01日 10:00 &nbsp; 来源：新华社</div>",
        "<table><tr><td>[ 成文日期 ]</td><td>2024-04-28</td>"
        "<td>[ 发布日期 ]</td><td>2024-05-01</td></tr></table>" + H,
        "<div>今天是2026年9月30日 星期三</div>" + H + "<div>2024-05-01 来源：水务局</div>",
        H + '<p class="date">2024-05-01</p>',
        f"<h1>{TITLE}<br><span>2024-05-01 01:42:03&nbsp;来源：&nbsp;点击：</span></h1>",
        H + "<p>公开日期：20240501</p>",
        H + "<p>更新时间：2024-05-01 浏览：</p>",
        f"<div>当前位置：首页 &gt; <span>{TITLE}</span></div>{H}<div>时间：2024-5-1 10:05:33</div>",
        H + "<p>发 布 日 期： 2024 年 5 月 1 日</p>",
        H + "<p><span>发布</span><span>时间</span>：<b>2024-05-01</b></p>",
        f"<div class=a1>{TITLE}</div><div>发布日期：2024-05-01 来源：水务局</div>",
        '<ul><li><a href="2.html">海棠市水务局防汛简报</a><p>发布时间：2023-01-01</p></li></ul>'
        + H
        + "<div>发布时间：2024-05-01</div>",
        "<div>公开日期：2024-05-01</div>" + H,
        H + "<div>作者：张三　来源：水务局　发布于 2024-05-01 阅读 123</div>",
        H + "<div>发布时间：2024-05-0110:05:33</div>",
        f'<h2>{TITLE}<small class="PBtime">(2024年05月01日)</small></h2>',
        H + '<span id="shijian">2024年5月1日 16:00</span>',
        H + "<p>海棠水务网 &nbsp; www.haitang.gov.cn &nbsp; 2024-05-01 &nbsp; 办公室</p>",
        H + "<p>[ 海棠市水务局 ] 2024-05-01 10:00:00</p>",
        H + "<p>2024年5月1日 10时20分 水务局</p>",
        H + "<p>【发布时间】2024-05-01【来源】水务局</p>",
        f'<h2>政策文件</h2><p align="center">{TITLE}</p><p>发布时间：2024-05-01</p>',
        H + "<p>发布时间：2024-05-01</p><p>附件1：关于开展工作检查的通知 发布日期：2020-01-01</p>",
        f"<table><tr><td>标题(名称) :</td><td>{TITLE}</td></tr>"
        "<tr><td>签署日期 :</td><td>2024-04-28</td></tr>"
        "<tr><td>发布日期 :</td><td>2024-05-01</td></tr>"
        "</table>",
        H + "<p>发布时间：2024-05-01 08:00 更新时间：2024-05-03 09:00</p>",
        H + "<p>日期：20240501 来源：水务局</p>",
        H + "<p>时间：2024-05-01 星期三 浏览：3</p>",
        H + "<p>入库时间：2024-05-01 10:00</p>",
        H + "<p>最后更新时间：2024-05-01</p>",
        "<p>归档时间:2024-06-01</p>" + H + "<p>来源:水务局 日期:2024-05-01 17:08 字号:</p>",
    ],
)
def test_the_publish_day_is_the_one_printed_as_such(head: str) -> None:
    article = read(head)
    assert (article.title, article.day, article.day_from) == (TITLE, DAY, "label")


@pytest.mark.parametrize(
    "head",
    [
        H,
        H + "<p>活动时间：2024-05-01</p><p>截止日期：2024-06-01</p>",
        H + "<p>实施日期：2024-05-01</p>",
        H + "<p>（2024年5月1日）</p>",
        H + "<p>2024-05-01 起施行</p>",
        H + "<p>2024-05-01 农历三月廿三 浏览：3</p>",
        H + "<p>截止日期</p><p>2024-05-01</p>",
        H + "<p>项目编号：20240501 来源：水务局</p>",
        H + "<p>2024-05-01</p><a href=2.html>海棠市水务局关于防汛工作的通知</a>",
        H + "<p>听证会时间：2024-05-01 09:00</p><p>地点：二楼会议室</p>",
        H + "<p>访谈时间：2024-05-01</p>",
        H + "<table><tr><td>处罚决定日期</td><td>2024-05-01</td></tr></table>",
        H + "<p>2024-05-01 星期三</p>",
        "<div>发布日期：2024-05-03</div>" + H + "<div>发布时间：2024-05-01</div>",
        H + "<p>截止：2026-10-10</p>",
        H + "<p>开始时间：2024-05-01</p><p>结束时间：2024-06-01</p>",
        H + "<p>来信时间</p><p>2024-05-01</p>",
        H + "<p>王某负责受理 2024-05-01</p>",
        H + "<p>成文日期：2024-05-01</p>",
        H + "<p>最后修改时间：2024-05-01</p>",
    ],
)
def test_other_days_are_not_the_publish_day(head: str) -> None:
    assert read(head).day is None


def test_a_meta_alone_is_a_candidate_and_no_proof() -> None:
    article = read(H, metas='<meta name="PubDate" content="2024-05-01 09:00">')
    assert article.day is None
    assert dict(article.days) == {"meta": DAY}


def test_of_two_labels_the_one_that_another_source_confirms_is_right() -> None:
    head = "<div>发布日期：2024-05-03</div>" + H + "<div>发布时间：2024-05-01</div>"
    article = read(head, metas='<meta name="PubDate" content="2024-05-03">')
    assert article.day == date(2024, 5, 3)


def test_days_of_related_items_below_are_not_the_documents() -> None:
    related = '<ul><li><a href="2.html">海棠市水务局关于防汛工作的通知</a>2024-05-01</li></ul>'
    assert read(H, after=related).day is None


def test_the_signature_is_when_it_was_written() -> None:
    article = read(H, text=TEXT + "</p><p>海棠市水务局</p><p>2024年5月1日")
    assert (article.day, article.written) == (None, DAY)


def test_labels_of_related_items_are_not_the_documents() -> None:
    item = '<li><a href="{0}.html">海棠市水务局关于防汛工作的通知</a>'
    item += "<p>发布时间：2023-01-0{0}</p></li>"
    one, two = f"<ul>{item.format(2)}</ul>", f"<ul>{item.format(2)}{item.format(3)}</ul>"
    for after in (one, two):
        assert read(H, after=after).day is None
        own = read(
            H + "<small>时间:</small>2024-05-01 10:22<small>来源:</small>水务局", after=after
        )
        assert own.day == DAY
    above = one.replace("海棠市水务局关于防汛工作的通知", "海棠市水务局关于防汛抗旱工作的通知")
    assert read(above + H).day is None


def test_a_title_that_is_a_link_keeps_its_label() -> None:
    head = f'<h1><a href="http://slj.haitang.gov.cn/y/1.html">{TITLE}</a></h1>'
    assert read(head + "<p>发布时间：2024-05-01</p>").day == DAY


def test_what_the_text_says_of_itself_yields_to_the_title_block() -> None:
    text = TEXT + "</p><p>发布日期：2024年5月6日"
    assert read(H + "<div>时间：2024-05-01 08:00</div>", text=text).day == DAY
    assert read(H, text=text.replace("6日", "1日")).day == DAY


def test_a_day_that_a_script_writes_behind_the_label_is_shown() -> None:
    script = "发布时间：<b><script>var d='2024-05-01 15:20';document.write(d)</script></b>"
    article = read(H + f"<p>{script}</p>")
    assert (article.day, article.day_from) == (DAY, "label")
    assert read(H + f"<p>{script}</p><p>{script.replace('2024', '2023')}</p>").day is None
    assert read(H + f"<p>{script.replace('发布', '打印')}</p>").day is None
    other = f"<ul><li><a href=/2.html>关于防汛工作的通知</a>{script}</li></ul>"
    assert read(H, after=other).day is None
    assert read(f"{H}<!-- {script} -->").day is None
