"""Pages that mean harm cost little, and pages of any bytes are read without a fault."""

from __future__ import annotations

import sys
import time
import unicodedata
from collections.abc import Callable
from urllib.parse import urljoin

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawler.article import read_article
from crawler.characters import _TABLE, normal, squeezed
from crawler.listing import CROWDED, read_listing
from crawler.menus import entries
from crawler.page import Page, join
from tests.crawler.saved import COLUMN

LABEL = "海棠市人民政府发布日期：2026-05-01 "


@pytest.mark.parametrize(
    "body",
    [
        (f"<h1>公告</h1><p>{LABEL * 600_000}").encode(),
        b"<p>x" * 7_500_000,
        b"<div>" * 10_000 + LABEL.encode(),
        b"<x-y>" * 100_000 + LABEL.encode(),
        b"<h1 class='" + b"title " * 700_000 + b"'>" + LABEL.encode(),
        b"<a href='../../../a/b.html'>x</a>" * 100_000,
        ("<td>发布日期</td>" * 100_000).encode(),
        ("<table>" + "<tr><td>1<td>2" * 50_000).encode(),
        b"<div id=zoom>" + b"<br>" * 300_000,
        f"<title>{LABEL * 60_000}</title>".encode(),
        b"<!--" * 700_000,
    ],
    ids=[
        "30 MB of text",
        "30 MB of tags",
        "10,000 deep",
        "100,000 deep by any name",
        "attribute of 4 MB",
        "100,000 links",
        "100,000 labels",
        "50,000 rows",
        "300,000 line breaks",
        "title of 3 MB",
        "open comments",
    ],
)
def test_no_page_takes_a_second_of_cpu(body: bytes) -> None:
    start = time.process_time()
    page = Page.read(body, COLUMN)
    read_article(page)
    assert len(page.links) <= 8_000
    assert time.process_time() - start < 1.0


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
@example(b"<h1>" + "标题".encode("gb18030") + b"</h1>\xff\xfe")
def test_any_bytes_are_read(body: bytes) -> None:
    article = read_article(Page.read(body, COLUMN))
    assert article.day is None or article.day_from


PIECES = st.sampled_from(
    [
        "a",
        "b.html",
        "..",
        ".",
        "",
        "?",
        "?x=1/../2",
        "#f",
        ":",
        ";p",
        "//",
        "\\",
        "%20",
        "中",
        "http:",
    ]
)
BASES = st.sampled_from(
    [
        "http://h.gov.cn/a/b/c.html",
        "https://h.gov.cn:8080/a/?q=/x/",
        "http://h.gov.cn",
        "http://h.gov.cn/a/../b/",
        "http://h.gov.cn/a;p/b",
    ]
)


@given(BASES, st.lists(PIECES, max_size=5), st.sampled_from(["", "/", "./", "../", "http://x.cn/"]))
@settings(max_examples=400, deadline=None)
@example("http://h.gov.cn/a/b/c.html", ["x.html"], "../")
@example("http://h.gov.cn/a/b/c.html", ["..", "..", "..", "x.html"], "")
def test_links_glued_are_links_joined(base: str, pieces: list[str], first: str) -> None:
    href = first + "/".join(pieces)
    found = join(base, href)
    if found and "#" not in href and "\\" not in href:
        assert found == urljoin(base, href.strip())


@given(st.text(max_size=80) | st.text("，：（）㎡①ｶﾞ⺠\u200b\xa0Ⅲa中　㌔é́", max_size=30))
@settings(max_examples=300, deadline=None)
def test_the_quick_normal_form_is_the_slow_one(text: str) -> None:
    assert normal(text) == unicodedata.normalize("NFKC", text.translate(_TABLE))
    assert squeezed(f" {text}\u200b ") == squeezed(text)


@pytest.mark.parametrize("option", ["<option value=1>第1页</option>", "<option>a", "<OPTION>a"])
def test_thousands_of_options_do_not_stop_the_parser(option: str) -> None:
    text = f"<html><body><h1>公告</h1><select>{option * 30_000}</select><p>正文</p></body></html>"
    page = Page(text, "http://www.haitang.gov.cn/a/")
    assert len(page.tree.css("option")) == 30_000  # a parser with events takes over a minute
    assert "正文" in (page.tree.body.text() if page.tree.body else "")
    assert page.whole


def parsed(tag: str) -> float:
    """Seconds of CPU that it takes to parse thousands of them."""
    text, begun = f"<select>{f'<{tag} selected>a' * 20_000}</select>", time.process_time()
    assert Page(text, COLUMN).tree.body
    return time.process_time() - begun


def test_choices_cost_the_parser_what_others_do() -> None:
    assert parsed("option") < 100 * parsed("p")  # with events it is near a thousand


def test_a_page_that_was_cut_says_so() -> None:
    row = "<li><a href='/a/1.html'>关于停车的通知</a></li>"
    assert not Page(f"<ul>{row * 60_000}</ul>", "http://www.haitang.gov.cn/a/").whole
    assert not Page("<div>" * 20_000, "http://www.haitang.gov.cn/a/").whole
    assert Page(f"<ul>{row * 6_000}</ul>", "http://www.haitang.gov.cn/a/").whole


ROW = "<li><a href='/a/post_{0}.html'>关于第{0}批许可的公告</a><i>2026-05-01</i>"
RECORD = '{"title":"关于停车的通知","url":"/a/1.html","pubDate":"2026-05-01"},'
GROWING: dict[str, Callable[[int], str]] = {
    "rows": lambda n: "<ul>" + "".join(map(ROW.format, range(n))),
    "rows of one box": lambda n: (
        "<div>" + "<a href='/a/1.html'>关于停车的通知</a> 2026-05-01<br>" * n
    ),
    "lists in lists": lambda n: f"<ul>{ROW.format(1)}" * n,
    "comments": lambda n: f"<!-- {ROW.format(1) * 3} -->" * n,
    "records cut off": lambda n: f"<script>var listData=[{RECORD * n}",
    "choices": lambda n: "<select>" + "<option value='/a/1.html'>第1页" * n,
    "steps up": lambda n: "<a href='" + "../" * n + "a.html'>关于停车的通知</a>",
    "brackets": lambda n: "<script>var list=" + "[{" * n,
    "labels": lambda n: "<p>" + "发布日期 索引号 文号 " * n,
}


def work(text: str) -> int:
    """Calls that it takes to read a page as a document, as a list and for its menus."""
    page, count = Page(text, COLUMN), 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counted)
    try:
        read_article(page), read_listing(page), entries(page)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", GROWING)
def test_twice_the_page_is_at_most_twice_the_work(name: str) -> None:
    made = GROWING[name]
    assert work(made(800)) < 2.6 * work(made(400)) + 2_000


def test_a_list_too_long_to_be_read_proves_no_absence() -> None:
    short, long = ("".join(map(ROW.format, range(n))) for n in (CROWDED - 1, CROWDED))
    assert read_listing(Page(f"<ul>{short}</ul>", COLUMN)).whole
    assert not read_listing(Page(f"<ul>{long}</ul>", COLUMN)).whole
    answer = f'{{"total": {CROWDED}, "data": [{RECORD * CROWDED}'.rstrip(",") + "]}"
    assert not read_listing(Page(answer, COLUMN)).whole


def test_an_address_of_millions_of_signs_is_none() -> None:
    assert join(COLUMN, "../" * 1_300_000 + "a.html") == ""
    assert join(COLUMN, "../" * 40 + "a.html") == "http://www.haitang.gov.cn/a.html"
