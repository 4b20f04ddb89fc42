"""How far a column is followed on a real server, and what ends the following."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongkai.model import Listing, Order
from tests.crawler.server import HOST, page, serving, url, visit

COLUMN = "/tzgg/"
TEXT = "<p>海棠市人民政府办公室主办，海棠市政务服务和数据管理局承办，网站标识码4499000001。</p>"


def rows(numbers: range, after: str = "", address: str = "/a/{}.html") -> str:
    items = "".join(
        f'<li><a href="{address.format(n)}">关于第{n}项工作的通知</a>'
        f"<span>2026-{9 - n // 28:02}-{28 - n % 28:02}</span></li>"
        for n in numbers
    )
    onward = f'<a href="{after}">下一页</a>' if after else ""
    return page("通知公告", f"<ul class=list>{items}</ul>{onward}")


def read(folder: Path, pages: dict[str, Any], **more: Any) -> tuple[Listing, list[str]]:
    with serving(pages) as server:
        order = Order(host=HOST, url=url(COLUMN), since=more.pop("since", None))
        (listing,) = visit(folder, server.site(**more), [order]).listings()
    return listing, server.log[1:]


class Endless(dict[str, Any]):
    """A site with a page for every number, each leading on to the next."""

    def __init__(self, make: Any) -> None:
        super().__init__({"/robots.txt": page("", "")})
        self.make = make

    def get(self, path: str, default: Any = None) -> Any:
        if path == "/robots.txt":
            return "User-agent: *\nDisallow:\n"
        return self.make(int(path.rpartition("=")[2] or 1) if "=" in path else 1)


@pytest.mark.parametrize(
    ("make", "most"),
    [
        (lambda n: rows(range(5), f"?page={n + 1}"), 2),
        (lambda n: rows(range(5), f"?sort={n}&page={n + 1}"), 2),
        (lambda n: rows(range(5), f"?page={n + 1}", "/a/{};jsessionid=" + f"{n:032X}"), 2),
        (lambda n: rows(range(n * 5, n * 5 + 5), f"?page={n + 1}"), 12),
        (lambda n: page("日历", f'<a href="?page={n + 1}">下一页</a>'), 1),
    ],
)
def test_a_list_without_end_is_left(tmp_path: Path, make: Any, most: int) -> None:
    with serving({}) as server:
        server.pages = Endless(make)
        order = Order(host=HOST, url=url(COLUMN))
        (listing,) = visit(tmp_path, server.site(requests=13), [order]).listings()
    assert len(server.log) - 1 == most
    assert not listing.complete
    assert listing.problem == {12: "budget", 2: "not_deep_enough", 1: "unreadable"}[most]


def test_a_page_that_is_another_than_was_asked_for_is_not_read_on(tmp_path: Path) -> None:
    def told(number: int) -> str:
        return f'<script>$(".p").pagination("setPage",{number},4);</script>'

    pages = {
        COLUMN: rows(range(5)).replace("</body>", told(1)),
        "/tzgg/index_2.html": rows(range(10, 15)).replace("</body>", told(3)),
    }
    listing, log = read(tmp_path, pages)
    assert log == list(pages)
    assert (len(listing.rows), listing.problem) == (5, "not_deep_enough")


def test_sub_columns_and_frames_of_a_landing_page_are_followed(tmp_path: Path) -> None:
    links = '<a href="/tzgg/a/">文字解读</a><a href="/tzgg/b/">图解政策</a>'
    pages = {
        COLUMN: page("政策解读", f"<div>{links}</div>"),
        "/tzgg/a/": rows(range(3)),
        "/tzgg/b/": page("图解政策", '<h2>图解政策</h2><iframe src="/in.html"></iframe>'),
    }
    listing, log = read(tmp_path, pages)
    assert log == list(pages)  # what a sub-column holds is not followed further
    assert (len(listing.rows), listing.complete) == (3, False)
    framed = {COLUMN: page("公告", f'<h2>公告</h2>{TEXT}<iframe src="/in.html"></iframe>')}
    listing, log = read(tmp_path / "framed", framed | {"/in.html": rows(range(3))})
    assert log == [COLUMN, "/in.html"]
    assert (len(listing.rows), listing.complete) == (3, True)
