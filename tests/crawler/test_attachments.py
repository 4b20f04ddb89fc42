"""Attached files, fetched from a real server like any page and read into documents."""

from __future__ import annotations

from pathlib import Path

from gongkai.model import Order
from gongkai.sample import files as sample
from tests.crawler.server import HOST, Answer, article, column, page, serving, url, visit

PDF = sample._pdf(["三公经费支出情况"])
DOCX = sample._docx(["机关运行经费"])


def wanting(*paths: str) -> list[Order]:
    return [Order(host=HOST, url=url(path), page=True) for path in paths]


def test_a_file_is_fetched_once_kept_and_read(tmp_path: Path) -> None:
    with serving({"/a/1.pdf": Answer(PDF, headers={"Content-Type": "application/pdf"})}) as server:
        store = visit(tmp_path, server.site(), wanting("/a/1.pdf") * 2)
        assert server.asked("/a/1.pdf") == 1
    (made,) = store.documents()
    assert (made.opened, made.format, made.problem, made.why) == (True, "pdf", "", "")
    assert store.text(made) == "三公经费支出情况"
    (kept,) = [s for s in store.snapshots() if s.id in made.snapshots]
    assert store.body(kept)[1] == PDF


def test_bytes_say_what_it_is_not_its_name_or_header(tmp_path: Path) -> None:
    lying = {"Content-Type": "text/html"}
    pages = {
        "/a/2.doc": Answer(DOCX, headers=lying),
        "/a/3.pdf": article("2025年部门决算", text="这一页是网页，不是文件。" * 20),
        "/a/4.txt": Answer("绩效评价".encode("gbk"), headers={"Content-Type": "text/plain"}),
        "/down?id=5": Answer(DOCX, headers={
            "Content-Type": "application/octet-stream",
            "Content-Disposition": "attachment; filename*=UTF-8''%E5%86%B3%E7%AE%97.docx",
        }),
    }  # fmt: skip
    with serving(pages) as server:
        store = visit(tmp_path, server.site(), wanting(*pages))
    found = {d.url.rpartition("/")[2]: d for d in store.documents()}
    assert {name: d.format for name, d in found.items()} == {
        "2.doc": "docx", "3.pdf": "", "4.txt": "txt", "down?id=5": "docx"
    }  # fmt: skip
    assert store.text(found["4.txt"]) == "绩效评价"
    assert "这一页是网页" in store.text(found["3.pdf"])
    assert found["down?id=5"].title == "决算.docx"


def test_what_is_not_there_or_not_read_says_why(tmp_path: Path) -> None:
    gone = page("提示", "<p>您访问的页面不存在</p>")
    pages = {
        "/a/1.pdf": Answer(sample._scan(), headers={"Content-Type": "application/pdf"}),
        "/a/2.pdf": Answer("gone", 404),
        "/a/3.pdf": gone,
        "/a/4.pdf": Answer(sample.DAMAGED, headers={"Content-Type": "application/pdf"}),
    }
    with serving(pages) as server:
        store = visit(tmp_path, server.site(), wanting(*pages))
    told = {d.url[-5]: (d.opened, d.problem, d.why) for d in store.documents()}
    assert told == {
        "1": (False, "unreadable", "scan"),
        "2": (False, "dead_link", ""),
        "3": (False, "dead_link", ""),
        "4": (False, "unreadable", "damaged"),
    }


def test_a_row_that_leads_to_a_file_is_opened_like_a_page(tmp_path: Path) -> None:
    rows = [("2025年部门决算", "/files/1.pdf", "2026-09-03")]
    pages = {
        "/bmjs/": column(rows),
        "/files/1.pdf": Answer(PDF, headers={"Content-Type": "application/pdf"}),
    }
    with serving(pages) as server:
        order = Order(host=HOST, url=url("/bmjs/"), all=True)
        store = visit(tmp_path, server.site(), [order])
    (made,) = store.documents()
    assert (made.title, made.format, store.text(made)) == (
        "2025年部门决算",
        "pdf",
        "三公经费支出情况",
    )
    assert str(made.day) == "2026-09-03"
    assert [link.kind for link in made.links] == ["attachment"]
