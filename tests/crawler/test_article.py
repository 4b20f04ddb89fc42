from __future__ import annotations

import csv
from typing import Any

import pytest

from crawler.article import read_article
from crawler.characters import bare
from crawler.page import Page
from tests.crawler.saved import COLUMN, SHARED, expected, saved

SIMPLE = ("day", "day_from", "source", "written", "doc_no", "index_no", "publisher", "label")


@pytest.mark.parametrize(("name", "truth"), expected("articles").items())
def test_a_document_is_read_as_its_page_shows_it(name: str, truth: dict[str, Any]) -> None:
    article = read_article(saved(name, truth.get("url", COLUMN + "1.html")))
    assert bare(article.title) == bare(truth["title"])
    assert article.article
    for key in SIMPLE:
        if key in truth:
            assert getattr(article, key) == truth[key], key
    if "days" in truth:
        assert dict(article.days) == truth["days"]
    if "attachments" in truth:
        assert sum(link.kind == "attachment" for link in article.links) == truth["attachments"]
    if "tables" in truth:
        assert [[list(table.header), table.rows] for table in article.tables] == truth["tables"]
    if "links" in truth:
        assert len(article.links) == truth["links"]


def test_a_page_of_nothing_is_no_document() -> None:
    for body in (b"", b"<html></html>", b"{}", b"\x00\x01\x02", b"<p>x"):
        article = read_article(Page.read(body, COLUMN))
        assert not article.article
        assert article.day is None


def test_line_breaks_part_a_text_as_paragraphs_do() -> None:
    text = "<br>".join(["经研究，现将有关事项通知如下，请遵照执行。"] * 9)
    beside = "".join(f"<p>{'本网站由政府办公室主办，信息中心承办。' * 2}</p>" for _ in range(9))
    article = read_article(Page(f"<body><div>{text}</div><div>{beside}</div></body>", COLUMN))
    assert "遵照执行" in article.text
    assert "主办" not in article.text


def test_text_is_the_documents_and_not_the_sites() -> None:
    article = read_article(saved("trs_article.html"))
    assert article.text.startswith("各镇街:")
    assert "主办单位" not in article.text
    assert "解读文章" not in article.text


@pytest.mark.skipif(not (SHARED / "pages" / "manifest.csv").is_file(), reason="no saved pages here")
def test_real_pages_are_dated_right_or_not_at_all() -> None:
    folder = SHARED / "pages"
    wrong, none, guessed, titles = [], [], [], []
    with (folder / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = [line for line in csv.DictReader(file) if line["kind"] == "article"]
    assert len(lines) > 40
    for line in lines:
        url = line["original_url"] if line["original_url"].startswith("http") else COLUMN
        article = read_article(Page.read((folder / line["file"]).read_bytes(), url))
        truth = line["publish_date_truth"]
        if truth and article.day is None:
            none.append(line["file"])
        if truth and article.day is not None and article.day.isoformat() != truth:
            wrong.append(line["file"])
        if line["title_truth"] and not truth and article.day:  # labelled, and shows no day
            guessed.append(line["file"])
        if line["title_truth"] and bare(article.title) != bare(line["title_truth"]):
            titles.append(line["file"])
    assert not wrong
    assert not titles
    assert len(none) <= 1
    assert len(guessed) <= 1


WHOLE = "海棠市人民政府办公室关于印发突发公共卫生事件应急预案的通知"
TEXT = "<p>各有关单位要认真做好工作，确保政策落到实处，惠及全市人民群众。</p>" * 3


@pytest.mark.parametrize(
    ("head", "body"),
    [
        # cut in the metas, whole in an element that no name marks as a title
        (f'<meta name="ArticleTitle" content="{WHOLE[:20]}...">', f"<p>{WHOLE}</p>{WHOLE[:20]}..."),
        # the only heading on the page is the column's
        ("<title>公开平台</title>", f"<td><b>名&nbsp;称：</b>{WHOLE}</td><h4>市预算</h4>"),
        # the office stands before the title
        (f"<title>海棠市人民政府网-{WHOLE}</title>", f"<font><b>{WHOLE}</b></font>"),
        # the title block's second line is within the heading
        ("", f"<h1>{WHOLE}<br><span>2024-05-01 01:42:03 来源：</span><span>12</span></h1>"),
        ("", f"<h1>{WHOLE}<br>发布时间：2024-05-01</h1>"),
        # broken over two lines in an element called like a title
        (
            "",
            f'<div class="con_tit">{WHOLE[:14]}<br>&nbsp;{WHOLE[14:]}</div><p>日期：2024-05-01</p>',
        ),
        # an element that is called like a title holds the day
        ("", f'<p class="tc">2024年05月01日 17:42</p><h2 class="tc">{WHOLE}</h2>'),
    ],
)
def test_a_title_is_whole_and_nothing_but_the_title(head: str, body: str) -> None:
    html = f'<html><head>{head}</head><body>{body}<div id="zoom">{TEXT}</div></body></html>'
    assert bare(read_article(Page.read(html.encode(), COLUMN)).title) == WHOLE


def test_a_day_is_no_title() -> None:
    title = "海棠市小学扩建项目中标公告"  # shorter than the day below it
    head = f'<h2 class="tc">{title}</h2><p class="tc">2024年05月01日 17:42:30</p>'
    html = f'<html><body>{head}<div id="zoom">{TEXT}</div></body></html>'
    article = read_article(Page.read(html.encode(), COLUMN))
    assert (article.title, str(article.day)) == (title, "2024-05-01")


def test_what_stands_around_the_text_is_kept_apart_from_it() -> None:
    html = """<div class=nav><a href=/a>主动公开目录</a><a href=/b>首页</a></div>
      <table><tr><td>索引号：</td><td>4400-1</td><td>公开方式：</td><td>依申请公开</td></tr></table>
      <h1>关于停车管理的通知</h1><p>发布日期：2026-03-01</p>
      <div class=TRS_Editor><p>{}</p></div><p>此件主动公开</p>"""
    text = "为贯彻落实上级部署，结合我市实际，现将有关事项通知如下。" * 6
    article = read_article(Page(html.format(text), COLUMN))
    assert "公开方式:\n依申请公开" in article.beside
    assert "关于停车管理的通知" in article.beside
    assert "此件主动公开" in article.beside + article.text
    assert "主动公开目录" not in article.beside
    assert "现将有关事项" not in article.beside


def test_around_the_text_no_more_is_kept_than_anybody_reads() -> None:
    rows = "".join(f"<p>说明{n}：{'长' * 90}</p>" for n in range(90))
    html = (
        f"<h1>关于停车管理的通知</h1>{rows}<div class=TRS_Editor><p>{'正文。' * 90}</p></div>{rows}"
    )
    assert len(read_article(Page(html, COLUMN)).beside) <= 1801
    assert read_article(Page("<p>x", COLUMN)).beside == ""
