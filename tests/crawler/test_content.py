"""Where a document's text stands, on pages whose elements no content system names."""

from __future__ import annotations

import pytest

from crawler.article import read_article
from crawler.page import Page

PARTS = (
    "各镇人民政府，市政府各部门：",
    "为规范节水工作，经市政府研究同意，现就有关事项通知如下，请结合实际认真贯彻执行，并按时报送进展。",
    "一、提高认识。各单位要充分认识节水工作的重要意义，切实加强组织领导，明确责任分工，确保落到实处。",
    "二、严格要求。各单位要逐项抓好落实，建立工作台账，对工作推进不力的要严肃追究责任。",
)
NAV = '<ul><li><a href="/">首页</a></li><li><a href="/g">政务公开目录与指南说明</a></ul>'
FOOT = (
    "<div><p>主办：海棠市人民政府办公室　承办：海棠市大数据中心　地址：海棠市人民路一号政府大楼</p>"
    "<p>网站标识码：0000000001　版权所有 © 海棠市人民政府　未经许可不得转载</p></div>"
)


def text_of(body: str) -> str:
    row = '<li><a href="{0}.html"><span>关于开展第{0}批节水检查工作的通知</span></a></li>'
    rows = "".join(row.format(number) for number in range(30))
    html = f"<body>{NAV}<div><h1>关于做好节水工作的通知</h1><p>2024-05-01</p>"
    html += f'<div class="x1">{body}</div></div><ul>{rows}</ul>{FOOT}</body>'
    return read_article(Page(html, "http://slj.haitang.gov.cn/x/1.html")).text


@pytest.mark.parametrize(
    "shape",
    [
        "<div>{}</div>",
        "<section><span>{}</span></section>",
        "<div><span><span>{}</span></span></div>",
        "<li>{}</li>",
        "<dd>{}</dd>",
        "<table><tr><td><table><tr><td>{}</td></tr></table></td></tr></table>",
        "<pre>{}</pre>",
        "{} ",
        "<p>{}</p>",
    ],
)
def test_a_text_is_found_whatever_its_paragraphs_are(shape: str) -> None:
    text = text_of("".join(shape.format(part) for part in PARTS))
    for part in PARTS:
        assert part.replace("，", ",").rstrip("：")[:8] in text
    assert "首页" not in text
    assert "版权" not in text
    assert "第3批" not in text


def test_a_page_without_a_text_of_its_own_has_none() -> None:
    assert text_of("") == ""
