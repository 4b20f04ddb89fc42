"""What a foot carries and what pages say of themselves."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import pytest

from crawler.page import Page
from crawler.probes import footer, home
from gongkai.model import Order, Probe
from tests.crawler.server import HOST, page, serving, url, visit

WORDS = "<p>欢迎访问海棠市财政局网站</p>" * 12
FOOT = {
    "icp": "海ICP备2026000001号",
    "police_record": "海公网安备 44990000000001号",
    "sponsor": "主办单位：海棠市财政局",
    "contact": "联系电话：0000-88880000",
    "party_mark": '<img src="//dcs.conac.cn/image/red.png">',
    "report_errors": '<a href="https://zfwzgl.www.gov.cn/exposure/jiucuo.html">纠错</a>',
}


@pytest.mark.parametrize("mark", FOOT)
def test_each_mark_is_found_by_itself_and_missed_by_itself(mark: str) -> None:
    look = getattr(footer, mark)
    others = "".join(f"<p>{said}</p>" for name, said in FOOT.items() if name != mark)
    assert look(Page(page("首页", WORDS + FOOT[mark]), url("/"))).good is True
    assert look(Page(page("首页", WORDS + others), url("/"))).good is False


def test_a_foot_that_repeats_a_word_costs_no_more_than_its_length() -> None:
    begun = monotonic()
    long = Page(page("首页", f"<p>{'邮箱' * 100_000}</p>"), url("/"))
    assert footer.contact(long).good is False
    assert monotonic() - begun < 5  # its square would take minutes


@pytest.mark.parametrize("mark", FOOT)
def test_of_a_page_that_a_script_draws_nobody_can_tell(mark: str) -> None:
    shell = Page(page("首页", '<div id="app"></div><script src=/app.js></script>'), url("/"))
    found = getattr(footer, mark)(shell)
    assert (found.good, found.problem) == (None, "unreadable")


def test_what_only_looks_like_a_mark_is_none() -> None:
    for mark, text in (
        ("icp", "ICP 备案办理指南"),
        ("contact", "财政电话会议2026-03-01召开"),
        ("sponsor", "主办"),
        ("sponsor", "版权所有：未经书面协议授权，禁止转载"),
        ("police_record", "公安机关"),
    ):
        assert getattr(footer, mark)(Page(page("首页", WORDS + text), url("/"))).good is False
    for text in (
        "版权所有：海棠市财政局",
        "海棠市发展和改革委员会 版权所有",
        "主办方：海棠市教育局办公室",
    ):
        assert footer.sponsor(Page(page("首页", WORDS + text), url("/"))).good is True
    for text in ("联系我们：000-12345", "电话：（0000）88880000", "邮箱：a@haitang.example"):
        assert footer.contact(Page(page("首页", WORDS + text), url("/"))).good is True
    for text in ("海公网安备号44990000000001", "海公网安备44990000000001"):
        assert footer.police_record(Page(page("首页", WORDS + text), url("/"))).good is True
    link = Page(page("首页", WORDS + "<a href=/lx/>联系我们</a>"), url("/"))
    assert footer.contact(link).good is True


def test_a_script_hides_what_a_home_page_lacks() -> None:
    shell = Page(page("首页", "<div id=root> </div>"), url("/"))
    for look in (home.search, home.site_code, home.applies, home.writes):
        assert look(shell).good is None
    assert home.is_shell(shell)
    assert not home.is_shell(Page(page("首页", "<div id=app><p>有字</p></div>"), url("/")))


SITE = {"SiteName": "海棠市财政局", "SiteDomain": HOST, "SiteIDCode": "4499000001"}
WHOLE = SITE | {
    "ColumnName": "动态", "ColumnType": "工作动态", "ArticleTitle": "会议",
    "PubDate": "2026-09-01 09:00", "ContentSource": "海棠市财政局",
}  # fmt: skip
LINKS = "".join(f"<li><a href=/content/post_1234{n}.html>会议{n}</a></li>" for n in range(8))


def tagged(folder: Path, pages: dict[str, str]) -> Probe:
    with serving(pages) as server:
        order = Order(host=HOST, url=url("/"), tests=("page_tags",))
        (found,) = visit(folder, server.site(), [order]).probes()
    return found


def articles(**metas: str) -> dict[str, str]:
    return {f"/content/post_1234{n}.html": page("会议", WORDS, **metas) for n in range(8)}


def test_pages_say_what_they_are(tmp_path: Path) -> None:
    found = tagged(tmp_path, {"/": page("首页", WORDS + LINKS, **SITE), **articles(**WHOLE)})
    assert (found.good, found.seen) == (True, "5/5")


def test_what_pages_do_not_say_is_named_and_where(tmp_path: Path) -> None:
    bare = {k: v for k, v in WHOLE.items() if k not in ("PubDate", "ColumnType")}
    found = tagged(tmp_path, {"/": page("首页", WORDS + LINKS, **SITE), **articles(**bare)})
    assert (found.good, found.seen) == (False, "ColumnType、PubDate")
    assert found.pages == tuple(url(f"/content/post_1234{n}.html") for n in (0, 2, 4, 6))


def test_without_a_content_page_nothing_is_said_of_them(tmp_path: Path) -> None:
    found = tagged(tmp_path, {"/": page("首页", WORDS, **SITE)})
    assert (found.good, found.problem) == (None, "not_captured")
