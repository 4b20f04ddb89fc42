from __future__ import annotations

import pytest

from crawler.anchors import MOST, anchors
from crawler.page import Page

HOME = "http://www.haitang.gov.cn/zwgk/index.html"


def found(html: str) -> list[tuple[str, str]]:
    return [(link.url, link.text) for link in anchors(Page(html, HOME))]


@pytest.mark.parametrize(
    ("html", "url", "text"),
    [
        ("<a href=../jc/>纠 错</a>", "http://www.haitang.gov.cn/jc/", "纠 错"),
        ("<a href=/jc/ title=网站找错>更多</a>", "http://www.haitang.gov.cn/jc/", "更多 网站找错"),
        ("<a href=/jc/><img src=a.png alt=政府网站找错></a>", "http://www.haitang.gov.cn/jc/",
         "政府网站找错"),
        ("<map><area href=/jc/ alt=找错></map>", "http://www.haitang.gov.cn/jc/", "找错"),
        ("<select><option value='http://a.gov.cn/'>省政府</option></select>",
         "http://a.gov.cn/", "省政府"),
        ("<a href=\"javascript:window.open('/jc/1.html')\">找错</a>",
         "http://www.haitang.gov.cn/jc/1.html", "找错"),
        ("<div onclick=\"location='http://a.gov.cn/'\">国务院</div>", "http://a.gov.cn/", "国务院"),
        ("<a href='#' onclick=\"go('/jc/')\">找错</a>", "http://www.haitang.gov.cn/jc/", "找错"),
        ("<base href=http://b.gov.cn/><a href=jc/>找错</a>", "http://b.gov.cn/jc/", "找错"),
    ],
)  # fmt: skip
def test_whatever_leads_on_is_a_link(html: str, url: str, text: str) -> None:
    assert (url, text) in found(html)


def test_what_leads_nowhere_is_none() -> None:
    nowhere = """<a>找错</a><a href="#">顶部</a><a href="javascript:void(0)">分享</a>
    <option value=2>二</option><a href="mailto:a@b.cn">信箱</a><div onclick="show('a')">x</div>"""
    assert found(nowhere) == []


def test_frames_are_told_apart() -> None:
    [link] = anchors(Page("<iframe src=/nav.html></iframe>", HOME))
    assert (link.url, link.kind) == ("http://www.haitang.gov.cn/nav.html", "frame")


def test_the_same_link_is_kept_once_and_not_too_many_are() -> None:
    assert len(found("<a href=/a>甲</a><a href=/a>甲</a><a href=/a>乙</a>")) == 2
    many = "".join(f"<a href=/{n}>甲</a>" for n in range(MOST + 10))
    assert len(found(many)) == MOST
    assert len(found(f"<a href=/a>{'长' * 9000}</a>")[0][1]) == 120
