"""What a home page lacks is sought a click away, before anybody loses points for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.model import Order
from tests.crawler.server import HOST, Answer, page, serving, url, visit

PLAIN = "<p>欢迎访问本市门户网站</p>" * 12
HOME = page(
    "海棠市人民政府",
    f"{PLAIN}<a href=/zwgk/>政府信息公开</a><a href=/hd/>互动交流</a><a href=/jj/>市情简介</a>",
)
WALL = Answer("<script>$_ts=window['$_ts'];</script>", 412)
LACKS = page("栏目", PLAIN)
AWAY = page("海棠市人民政府", f"{PLAIN}<a href=http://hd.example/>互动交流</a>")


@pytest.mark.parametrize(
    ("pages", "good", "problem"),
    [
        ({"/hd/": page("互动", f"{PLAIN}<a href=/xx/>区长信箱</a>")}, True, ""),
        ({"/hd/": LACKS}, False, ""),
        ({"/hd/": WALL}, None, "blocked"),
        ({"/": AWAY}, None, "off_site"),
        ({"/": page("海棠市人民政府", PLAIN)}, False, ""),
    ],
)
def test_a_mailbox_a_click_away(
    tmp_path: Path, pages: dict[str, object], good: bool | None, problem: str
) -> None:
    with serving({"/": HOME, **pages}) as server:
        order = Order(host=HOST, url=url("/"), tests=("mailbox_form",))
        (found,) = visit(tmp_path, server.site(), [order]).probes()
        assert (found.good, found.problem) == (good, problem)
        assert server.asked("/") == 1
        assert server.asked("/jj/") == 0


def test_a_way_to_apply_a_click_away(tmp_path: Path) -> None:
    with serving(
        {"/": HOME, "/zwgk/": page("公开", f"{PLAIN}<a href=/y/>依申请公开</a>")}
    ) as server:
        order = Order(host=HOST, url=url("/"), tests=("apply_form",))
        (found,) = visit(tmp_path, server.site(), [order]).probes()
    assert found.good
    assert found.pages == (url("/zwgk/"),)
