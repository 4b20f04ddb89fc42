from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.article import read_article
from crawler.characters import bare, normal, squeezed
from crawler.gkmlpt import config
from crawler.listing import read_listing
from crawler.page import Page, join
from crawler.walls import wall
from tests.crawler.saved import COLUMN, saved

TEXT = "海棠市政务公开"
HTML = f"<html><head><title>{TEXT}</title></head><body>{TEXT}</body></html>"
SECONDS = 3.0  # far above what a hostile page takes, far below what an unbounded one would


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (HTML.encode("utf-8"), ""),
        (HTML.encode("utf-8"), "text/html; charset=gb2312"),
        (HTML.replace("<head>", "<head><meta charset=gb2312>").encode("utf-8"), ""),
        (HTML.replace("<head>", "<head><meta charset='gbk'>").encode("gb18030"), ""),
        (
            HTML.replace("<head>", "<head><meta charset=gbk>").encode("gb18030"),
            "text/html; charset=utf-8",
        ),
        (HTML.encode("gb18030"), "text/html; charset=GBK"),
        (HTML.encode("gb18030"), "text/html; charset=iso-8859-1"),
        (HTML.encode("gb18030"), ""),
        (HTML.encode("utf-16"), "text/html; charset=utf-8"),
        (HTML.replace("<head>", "<head><meta charset=unicode>").encode("utf-16-le"), ""),
        (HTML.encode("utf-16-be"), ""),
        (b"\xef\xbb\xbf" + HTML.replace("<head>", "<head><meta charset=gb2312>").encode(), ""),
    ],
)
def test_text_is_read_whatever_header_and_meta_claim(body: bytes, header: str) -> None:
    page = Page.read(body, COLUMN, content_type=header)
    assert page.title == TEXT
    assert page.visible == TEXT


def test_one_broken_character_does_not_turn_a_page_to_mojibake() -> None:
    body = (
        b'<meta charset="utf-8">' + (TEXT * 40).encode() + b"\xe6\x97<br>\xff\xfe" + TEXT.encode()
    )
    assert TEXT * 40 in Page.read(body, COLUMN).visible
    body = b'<meta charset="utf-8">' + ("政务公开" * 10).encode() + b"\xe6\x97 "
    assert "政务公开" * 10 in Page.read(body * 3, COLUMN).visible  # whole characters in GB18030 too


def test_metas_are_read_by_lower_case_name_and_the_first_that_says_something() -> None:
    html = """<meta name="PubDate" content=""><meta name='pubdate' content='2026-01-02'>
    <meta name="PubDate" content="2026-09-09"><meta name="ColumnName"content="通知&amp;公告">
    <meta NAME=ColumnType CONTENT=政策文件>"""
    page = Page.read(html.encode(), COLUMN)
    assert page.metas["pubdate"] == "2026-01-02"
    assert (page.column, page.type) == ("通知&公告", "政策文件")


def test_titles_lose_markup() -> None:
    page = Page.read("<title>甲<br>乙 &nbsp;丙<h1 style='a'>丁</h1></title>".encode(), COLUMN)
    assert bare(page.title) == "甲乙丙丁"


def test_links_are_absolute_and_scripts_are_no_text() -> None:
    html = """<base href="/a/b/"><a href="c.html" title="全名">短…</a>
    <a href="javascript:void(0)">x</a>
    <a href="#top">y</a><a href="mailto:a@example.org">z</a><a href="//other.example.org/1#s">w</a>
    <script>var secret="不可见";</script><style>.a{}</style><!-- 注释 -->"""
    page = Page.read(html.encode(), COLUMN)
    assert page.links == [
        ("http://www.haitang.gov.cn/a/b/c.html", "短…", "全名"),
        ("http://other.example.org/1", "w", ""),
    ]
    assert "不可见" not in page.visible
    assert page.scripts == ('var secret="不可见";',)


def test_a_route_in_the_fragment_is_kept() -> None:
    assert join(COLUMN, "/app/index#/list/5") == "http://www.haitang.gov.cn/app/index#/list/5"
    assert join(COLUMN, "http://[bad") == ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{"a": 1}', "json"),
        ('callback_1({"a": 1});', "json"),
        ("<?xml version='1.0'?><datastore><record/></datastore>", "xml"),
        ("<?xml version='1.0'?><!DOCTYPE html><html/>", "html"),
        ("", "html"),
    ],
)
def test_the_kind_of_an_answer_is_told_from_its_text(text: str, kind: str) -> None:
    assert Page.read(text.encode(), COLUMN).kind == kind


def test_look_alikes_get_one_spelling() -> None:
    assert normal("⽅⼈⺠　（２０２６）∶ 二○二六 Ａ\u00a0b\u200b") == "方人民 (2026): 二〇二六 A b"
    assert squeezed("  甲\u3000\n乙 ") == "甲 乙"
    assert bare(" 甲 乙\n") == "甲乙"


def test_config_of_a_gkmlpt_page_is_read_key_by_key() -> None:
    found = config(saved("gkmlpt_content.html"))
    assert (found["SID"], found["ACTION"], found["SX_URL"]) == ("200900", "content", "")
    assert found["DETAIL"]["title"] == "关于助餐的通知"
    assert found["TREE"][0]["name"] == "通知公告"
    assert config(saved("trs_article.html")) == {}


@pytest.mark.parametrize(
    "body",
    [
        b"<div>" * 10_000 + b"<a href=1>x</a>" + b"</div>" * 10_000,
        b"<div><a href=1>2026-01-01</a>" * 30_000,
        b"<table><tr><td>" * 20_000,
        b"<b><i>" * 10_000,
        b"<!--" * 100_000,
        b"<a href=x>" * 100_000,
        "2026-09-30 发布日期：".encode() * 100_000,
        b"a" * 30_000_000,
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b"<script>window._CONFIG = {" + b'A:"b",' * 50_000,
        b"createPageHTML(" * 100_000,
        b"<record><![CDATA[" * 20_000,
        b"\x00" * 1_000_000,
        ("<li><a href=/1.html>" + TEXT + "</a><span>2026-09-30</span></li>").encode() * 20_000,
    ],
    ids=range(15),
)
def test_hostile_pages_cost_little(body: bytes) -> None:
    start = time.process_time()
    page = Page.read(body, COLUMN)
    read_article(page)
    read_listing(page)
    wall(page, status=200, headers={})
    assert time.process_time() - start < SECONDS


@given(st.text(alphabet="<>ab /\"'=!-&;[]{}():年月日发布日期时间2026-9\n", max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_page_crashes(text: str) -> None:
    page = Page.read(f"<html><body><ul><li>{text}".encode(), COLUMN)
    read_article(page)
    read_listing(page)
    wall(page, status=200, headers={})


@given(st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_no_bytes_crash(body: bytes) -> None:
    page = Page.read(body, COLUMN)
    read_article(page)
    read_listing(page)
    wall(page, status=200, headers={})
