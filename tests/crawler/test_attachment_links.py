"""Which links of a page lead to files: on every saved page that says how many it attaches."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from crawler.article import read_article
from crawler.content import is_file
from crawler.page import Page


def test_on_saved_pages(shared: Path) -> None:
    folder = shared / "pages"
    with (folder / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        labelled = [row for row in csv.DictReader(file) if row["n_attachments_truth"]]
    found = {}
    for row in labelled:
        url = row["original_url"] or "http://www.haitang.gov.cn/a/b.html"
        links = read_article(Page.read((folder / row["file"]).read_bytes(), url)).links
        found[row["file"]] = sum(link.kind == "attachment" for link in links)
    assert len(found) >= 20
    assert found == {row["file"]: int(row["n_attachments_truth"]) for row in labelled}


@pytest.mark.parametrize(
    ("url", "text", "file"),
    [
        ("/a/决算.pdf", "", True),
        ("/a/1.OFD?v=2", "", True),
        ("/download?id=7", "附件1", True),
        ("/a/1.html", "附件1.docx", False),
        ("/oss/8aa1bc", "附件1.docx", True),
        ("/oss/8aa1bc", "附件1", False),
        ("/files/undefined.undefined", "", False),
        ("/TPBidder/SSO4Web.action?cmd=download&a=7", "招标文件.pdf", False),
        ("/sso/login?file=a.pdf", "", False),
    ],
)
def test_by_address_and_text(url: str, text: str, file: bool) -> None:
    assert is_file(url, text) is file


def test_a_name_that_a_script_left_unfilled_is_no_file() -> None:
    assert not is_file("/files/undefined.undefined", download=True)


@pytest.mark.parametrize(
    "shown",
    [
        '<iframe src="/files/1.pdf"></iframe>',
        '<embed src="/files/1.pdf">',
        '<object data="/files/1.pdf"></object>',
        '<iframe src="/pdfjs/web/viewer.html?file=%2Ffiles%2F1.pdf&page=1"></iframe>',
        '<a href="javascript:void(0)" onclick="window.open(\'/files/1.pdf\')">附件</a>',
        "<a href=\"javascript:downfile('/files/1.pdf', 'x')\">附件</a>",
        '<a href="#" onclick="location.href = \'../files/1.pdf\'">附件</a>',
    ],
)
@pytest.mark.parametrize("beside", [False, True])
def test_a_file_that_a_frame_or_a_script_shows_is_attached(shown: str, beside: bool) -> None:
    text = "<p>海棠市各有关单位要认真做好节水工作，确保政策落到实处。</p>" * 4
    within, after = ("", f"<div>{shown}</div>") if beside else (shown, "")
    html = f'<div><h1>节水工作方案</h1><div id="zoom">{text}{within}</div>{after}</div>'
    links = read_article(Page(html, "http://slj.haitang.gov.cn/x/1.html")).links
    assert [(x.url, x.kind) for x in links] == [
        ("http://slj.haitang.gov.cn/files/1.pdf", "attachment")
    ]


def test_what_a_script_shares_or_shows_else_is_not_attached() -> None:
    text = "<p>海棠市各有关单位要认真做好节水工作，确保政策落到实处。</p>" * 4
    shared = "<a href=\"javascript:share('/files/1.pdf')\">分享</a>"
    named = "<a href=\"javascript:downfile('1.pdf')\">附件</a>"  # below what, its script knows
    named += '<iframe src="/pdfjs/view.html?file=1.pdf"></iframe>'
    named += "<a href=\"#\" onclick=\"open('/f/' + id + '/1.pdf')\">附件</a>"
    named += '<a href="#" onclick="location.href = \'/1.doc?id=\' + id">附件</a>'
    other = '<iframe src="/weather.html"></iframe><a href="javascript:go(\'/a.html\')">x</a>'
    html = f'<div><div id="zoom">{text}{named}{other}</div><p class="share">{shared}</p></div>'
    assert not read_article(Page(html, "http://slj.haitang.gov.cn/x/1.html")).links


def test_a_link_is_a_file_by_the_name_in_its_title() -> None:
    link = '<a href="/s?f=1" title="方案.doc">附件</a>'
    html = f'<div id="zoom"><p>海棠市节水工作方案全文。</p>{link}</div>'
    links = read_article(Page(html, "http://slj.haitang.gov.cn/x/1.html")).links
    assert [x.kind for x in links] == ["attachment"]


@pytest.mark.parametrize(("words", "attached"), [("附件下载：", 1), ("常用表格：", 0)])
def test_a_file_far_from_the_text_is_attached_where_it_is_called_so(
    words: str, attached: int
) -> None:
    text = "<p>海棠市各有关单位要认真做好节水工作，确保政策落到实处。</p>" * 4
    html = f'<div id="zoom">{text}<p>详见附件。</p></div>'
    html += f'<div><p>{words}</p><ul><li><a href="/f/1.xls">汇总表</a></li></ul></div>'
    html = f"<body>{html}</body>"
    links = read_article(Page(html, "http://slj.haitang.gov.cn/x/1.html")).links
    assert sum(x.kind == "attachment" for x in links) == attached
