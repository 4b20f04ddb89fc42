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
        ("/files/undefined.undefined", "", False),
        ("/TPBidder/SSO4Web.action?cmd=download&a=7", "招标文件.pdf", False),
        ("/sso/login?file=a.pdf", "", False),
    ],
)
def test_by_address_and_text(url: str, text: str, file: bool) -> None:
    assert is_file(url, text) is file


def test_a_name_that_a_script_left_unfilled_is_no_file() -> None:
    assert not is_file("/files/undefined.undefined", download=True)
