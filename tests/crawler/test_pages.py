"""Saved pages instead of the network: what is not among them was not captured."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.pages import manifest
from gongkai.disk.store import Round
from gongkai.model import Order, Site, UserError
from tests.crawler.server import HOST, article, column, url, visit

ROWS = [(f"关于第{n}项工作的通知", f"/a/{n}.html", f"2026-09-0{n}") for n in (3, 2, 1)]
SITE = Site(host=HOST, cms="generic")


def saved(folder: Path, pages: dict[str, tuple[str, str]]) -> Path:
    folder.mkdir()
    lines = ["file,original_url,notes"]
    for name, (address, body) in pages.items():
        (folder / name).write_text(body)
        lines.append(f"{name},{address},")
    (folder / "manifest.csv").write_text("\n".join(lines), "utf-8-sig")
    return folder


def test_saved_pages_are_evidence_and_the_rest_was_not_captured(tmp_path: Path) -> None:
    pages = saved(
        tmp_path / "pages",
        {
            "list.html": (url("/tzgg/"), column(ROWS, "/tzgg/index_2.html")),
            "one.html": (url("/a/3.html"), article("关于第3项工作的通知", "2026-09-03")),
            "other.html": ("http://other.example.org/a", article("别处的通知")),
            "lost.html": ("", article("不知何处的通知")),
        },
    )
    orders = [
        Order(host=HOST, url=url("/tzgg/"), newest=2, subject="n"),
        Order(host=HOST, url=url("/zcjd/")),
    ]
    store = visit(tmp_path / "round", SITE, orders, pages=pages)
    read = {x.column: x for x in store.listings()}
    assert (len(read[url("/tzgg/")].rows), read[url("/tzgg/")].problem) == (3, "not_deep_enough")
    assert read[url("/zcjd/")].problem == "not_captured"
    told = {d.url: (d.opened, d.problem, d.column) for d in store.documents()}
    assert told == {
        url("/a/3.html"): (True, "", "通知公告"),
        url("/a/2.html"): (False, "not_captured", ""),
    }
    assert {s.url for s in store.snapshots()} == {url("/tzgg/"), url("/a/3.html")}
    nobody = Round(tmp_path / "round").site("saved")
    (document,) = nobody.documents()
    assert (document.url, document.title) == ("saved:///lost.html", "不知何处的通知")
    assert "贯彻落实" in nobody.text(document)
    assert Round(tmp_path / "round").hosts() == ["saved", HOST]


def test_pages_that_nobody_ordered_are_read_too(tmp_path: Path) -> None:
    pages = saved(
        tmp_path / "pages",
        {
            "list.html": (url("/tzgg/"), column(ROWS)),
            "one.html": (url("/a/3.html"), article("关于第3项工作的通知", "2026-09-03")),
        },
    )
    store = visit(tmp_path / "round", SITE, [], pages=pages)
    assert [len(x.rows) for x in store.listings()] == [3]
    (document,) = store.documents()
    assert (document.title, document.listed_in) == ("关于第3项工作的通知", "")


def test_a_faulty_manifest_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"manifest\.csv：没有这个文件"):
        manifest(tmp_path)
    (tmp_path / "manifest.csv").write_text("file,original_url\n../secret.html,\n")
    with pytest.raises(UserError, match=r"manifest\.csv：第 2 行：没有保存"):
        manifest(tmp_path)
    (tmp_path / "a.html").write_text("<p>x</p>")
    for bad in ("http://[broken/", "http://www.haitang.gov.cn:99999/"):
        (tmp_path / "manifest.csv").write_text(f"file,original_url\na.html,{bad}\n")
        with pytest.raises(UserError, match=r"manifest\.csv：第 2 行：“http"):
            manifest(tmp_path)
    (tmp_path / "manifest.csv").write_bytes("file,original_url\na.html,测试\n".encode("gbk"))
    with pytest.raises(UserError, match=r"manifest\.csv：不是 UTF-8"):
        manifest(tmp_path)
    (tmp_path / "manifest.csv").write_text("name,url\na,b\n")
    with pytest.raises(UserError, match="应是表头：file"):
        manifest(tmp_path)
