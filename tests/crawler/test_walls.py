from __future__ import annotations

import csv

import pytest

from crawler.page import Page
from crawler.walls import wall
from tests.crawler.saved import COLUMN, PAGES, SHARED, expected, saved


@pytest.mark.parametrize(("name", "truth"), expected("walls").items())
def test_a_wall_is_told_from_a_page(name: str, truth: tuple[int, str]) -> None:
    status, reason = truth
    assert wall(saved(name), status=status, headers={}) == reason


def test_no_document_and_no_list_is_a_wall() -> None:
    for name in [*expected("articles"), *expected("lists")]:
        if name != "list_script_only.html":
            assert wall(saved(name), status=200, headers={}) == "", name


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (0, "unreachable"),
        (403, "blocked"),
        (412, "blocked"),
        (401, "login"),
        (408, "timed_out"),
        (429, "limited"),
        (521, "blocked"),
        (404, "dead_link"),
        (410, "dead_link"),
        (500, "server_error"),
        (503, "server_error"),
        (200, ""),
    ],
)
def test_a_status_speaks_for_itself(status: int, reason: str) -> None:
    assert wall(saved("trs_article.html"), status=status, headers={}) == reason


def test_a_river_shield_is_a_wall_with_status_200_too() -> None:
    assert wall(saved("river_412.html"), status=200, headers={}) == "blocked"


def test_a_cookie_script_is_a_wall() -> None:
    body = b"<script>document.cookie=('_')+('_jsl')+'=1';location.href=location.pathname</script>"
    page = Page.read(body, COLUMN)
    assert wall(page, status=200, headers={}) == "blocked"
    assert wall(page, status=521, headers={"X-Via-Jsl": "a"}) == "blocked"
    assert {wall(page, status=n, headers={}) for n in (404, 410, 500, 503)} == {"blocked"}


def test_a_redirect_to_a_404_page_is_a_dead_link() -> None:
    page = Page.read(b"<html><body>x</body></html>", "http://www.haitang.gov.cn/404.htm")
    assert wall(page, status=200, headers={}) == "dead_link"


def test_a_refusal_in_json_is_a_wall() -> None:
    page = Page.read('{"code":403,"msg":"访问过于频繁"}'.encode(), COLUMN)
    assert wall(page, status=200, headers={}) == "limited"
    assert wall(Page.read(b'{"total":0,"rows":[]}', COLUMN), status=200, headers={}) == ""


@pytest.mark.parametrize("folder", ["pages", "lists"])
def test_real_pages_are_no_walls_but_the_true_ones(folder: str) -> None:
    if not (SHARED / folder / "manifest.csv").is_file():
        pytest.skip("no saved pages here")
    with (SHARED / folder / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    reasons = {
        line["file"]: wall(
            Page.read((SHARED / folder / line["file"]).read_bytes(), COLUMN), status=200, headers={}
        )
        for line in lines
    }
    walls = {name: reason for name, reason in reasons.items() if reason}
    if folder == "lists":
        assert not walls
    else:
        assert walls == {
            "waf/nmpa_rs6_challenge.html": "blocked",
            "waf/jsl_521_mps.html": "blocked",
            "123com92/jszbtb_home.html": "unreadable",
        }


def test_every_page_has_its_truth() -> None:
    named = {name for part in ("articles", "lists", "walls") for name in expected(part)}
    assert named == {path.name for path in PAGES.glob("*.html")}


def test_menus_around_a_notice_make_no_content() -> None:
    menu = "".join(f'<a href="/{n}.html">海棠市政务公开栏目链接第{n}项</a>' for n in range(60))
    gone = f"<html><body>{menu}<div>抱歉，您访问的页面不存在或已删除。</div></body></html>"
    assert wall(Page.read(gone.encode(), COLUMN), status=200, headers={}) == "dead_link"
    whole = f"<html><body>{menu}<div>网站维护：海棠市大数据中心</div></body></html>"
    assert wall(Page.read(whole.encode(), COLUMN), status=200, headers={}) == ""


def test_a_links_words_are_another_pages() -> None:
    body = "<html><body><p>海棠市动态</p><a href=/w/>网站正在维护</a></body></html>"
    assert wall(Page.read(body.encode(), COLUMN), status=200, headers={}) == ""
    said = body.replace("<a href=/w/>", "<b>").replace("</a>", "</b>")
    assert wall(Page.read(said.encode(), COLUMN), status=200, headers={}) == "maintenance"


def test_a_footer_naming_who_keeps_the_site_is_no_notice() -> None:
    body = "<html><body><p>动态</p><div>网站维护：海棠市中心 【关闭】</div></body></html>"
    assert wall(Page.read(body.encode(), COLUMN), status=200, headers={}) == ""


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("抱歉，您所在的地区无法访问本网站。", "fenced"),
        ("当前访问疑似黑客攻击，已被网站管理员设置为拦截并记录", "blocked"),
        ("您操作过于频繁，请稍后再试！", "limited"),
        ("您的IP地址[192.0.2.1]不在允许访问的范围内", "fenced"),
        ("该系统仅限政务外网访问", "fenced"),
        ("参数错误！", "dead_link"),
        ("您所查找的信息已被移动或删除", "dead_link"),
        ("本网站已迁移，请访问新网址", "closed"),
        ("系统繁忙，请稍后再试", "server_error"),
        ("Fatal error: Uncaught Error in /www/index.php on line 12", "server_error"),
        ("用户名 密码 <input type=password name=p> <button>登录</button>", "login"),
        ("Microsoft OLE DB Provider for ODBC Drivers 错误 '80004005'", "server_error"),
        ("按照集约化要求，本网站已于2019年6月30日关停，内容已迁移。", "closed"),
    ],
)
def test_what_refuses_is_no_empty_page(words: str, reason: str) -> None:
    html = f"<html><head><title>提示</title></head><body><p>{words}</p></body></html>"
    assert wall(Page.read(html.encode(), COLUMN), status=200) == reason


def test_a_short_document_with_a_shields_marks_is_no_wall() -> None:
    marks = '<meta content="x1" r="m"><script r="m">$_ts=window["$_ts"];$_ts.nsd=1;</script>'
    title = "海棠市发展和改革局关于印发措施的通知"
    meta = f'<meta name="ArticleTitle" content="{title}">'
    body = f"<h1>{title}</h1><p>日期：2025-02-26 来源：</p><p>现印发你们，请认真贯彻执行。</p>"
    whole = f"<html><head>{meta}{marks}</head><body>{body}</body></html>"
    assert wall(Page.read(whole.encode(), COLUMN), status=200) == ""
    for part in (whole.replace(meta, ""), whole.replace(body, "<p>请稍候 2025-02-26</p>")):
        assert wall(Page.read(part.encode(), COLUMN), status=200) == "blocked"


def test_a_page_whose_rows_stand_in_a_script_is_no_empty_shell() -> None:
    rows = '{"infoTitle":"水务局关于节水工作的通知","linkUrl":"/1.html","day":"2024-05-01"}'
    html = f'<html><body><div id="list"></div><script>var d=[{rows}];show(d)</script></body></html>'
    assert wall(Page.read(html.encode(), COLUMN), status=200) == ""
    menu = html.replace("水务局关于节水工作的通知", "首页")
    assert wall(Page.read(menu.encode(), COLUMN), status=200) == "unreadable"
