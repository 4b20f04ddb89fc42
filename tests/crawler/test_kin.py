"""Documents that belong together."""

from __future__ import annotations

from crawler.article import read_article
from crawler.page import Page

RULE = "海棠市人民政府关于印发城市绿化办法的通知"
TEXT = (
    "<p>为加强城市绿化管理，改善生态环境，根据有关法律法规的规定，结合本市实际，制定本办法。</p>"
    * 3
)
URL = "http://www.haitang.gov.cn/x/1.html"


def linked(title: str, beside: str) -> list[str]:
    html = f"<h1>{title}</h1><div id=zoom>{TEXT}</div><div></div></body><section>{beside}</section>"
    page = Page(f"<html><body><main><article><div><p>{html}", URL)
    return [link.url.rpartition("/")[2] for link in read_article(page).links]


def test_what_interprets_a_document_is_known_by_name() -> None:
    beside = (
        '<a href="j.html">《海棠市城市绿化办法》政策解读</a>'
        '<a href="t.html">一图读懂城市绿化办法</a>'
        '<a href="o.html">海棠市节约用水办法政策解读</a><a href="s.html">城市绿化办法</a>'
        f'<a href="1.html">{RULE}</a>'
    )
    assert linked(RULE, beside) == ["j.html", "t.html"]


def test_what_is_interpreted_is_known_by_name() -> None:
    beside = (
        '<a href="r.html">海棠市人民政府关于印发城市绿化办法的通知</a><a href="n.html">通知公告</a>'
    )
    assert linked("《城市绿化办法》政策解读", beside) == ["r.html"]


def test_what_stands_under_a_heading_of_relatives_is_one() -> None:
    beside = (
        "<h3>相关解读</h3><ul>"
        '<li><a href="a.html">专家谈海棠市如何让生态更美好</a><i>2024-05-01</i></li>'
        '<li><a href="b.html">市园林局负责人答记者提出的问题</a></li></ul>'
        '<p>以下是本网站其他的内容栏目</p><a href="c.html">全市春季造林工作现场会议召开</a>'
    )
    assert linked(RULE, beside) == ["a.html", "b.html"]
    assert linked(RULE, beside.replace("相关解读", "热点新闻")) == []
