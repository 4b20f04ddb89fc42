"""The frame of every page: standard metas, navigation, crumbs, footer, and what stands around."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from gongkai.sample import crowd
from gongkai.sample.world import Entry, Shelf, Source

_SEP = "&nbsp;&gt;&nbsp;"
ID_CODE = "4499000001"  # 网站标识码; the prefix is nobody's
MARKS = {
    "sponsor": "主办：海棠市人民政府办公室",
    "code": f"网站标识码：{ID_CODE}",
    "icp": "海ICP备00000000号（示例）",
    "police": "海公网安备44990000000001号",
    "party": '<img src="/images/red.png" alt="党政机关网站标识">',
    "contact": "联系电话：0000-88880000",
    "errors": '<a href="/zhaocuo.html">我为政府网站找错</a>',
}
RS_WALL = (
    '<!DOCTYPE html><html><head><meta charset="utf-8">'
    '<meta id="9DhefwqGPrzG" content="bE3Xm1q0aFv7hTz8" r="m">'
    "<script r='m'>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=41277;"
    '$_ts.cd="qfx1lAlqWqGqc";if($_ts.lcd)$_ts.lcd();</script>'
    "<script r='m' src=\"/4QbVtADbnLVIc/d.FxJzG50F.js\"></script></head><body></body></html>"
)
JSL_WALL = (
    "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_')+('c')+('l')+('e')+('a')+('r')"
    "+('=')+(1)+(7)+(';')+('m')+('a')+('x')+('-')+('a')+('g')+('e')+('=')+(3)+(6)+(0)+(0);"
    "location.href=location.pathname+location.search</script>"
)
WAF_WALL = (
    "<!DOCTYPE html><html><head><title>访问被拦截</title></head><body><h1>请求被拦截</h1>"
    "<p>您的访问可能对网站造成安全威胁，已被网站防火墙拦截。事件编号：2026-0930-417702</p></body></html>"
)
SOFT = (
    "<!DOCTYPE html><html><head><title>出错了</title></head><body><div class='error'>"
    "<p>您访问的页面不存在或已删除！</p><a href='/'>返回首页</a></div></body></html>"
)
GONE = "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>"


def page(
    source: Source,
    title: str,
    body: str,
    *,
    metas: Iterable[tuple[str, str]] = (),
    crumbs: Iterable[tuple[str, str]] = (),
    root: str = "",
    script: str = "",
    charset: str = "utf-8",
) -> str:
    """A whole page of a site; ``root``: the channel it lies in."""
    every = [("SiteName", source.name), ("SiteDomain", source.host)]
    every += [("SiteIDCode", ID_CODE)] if "code" in source.marks else []
    head = "\n".join(
        f'<meta name="{name}" content="{escape(text)}">'
        for name, text in (*every, *(metas if source.tags else ()))
    )
    trail = _SEP.join(f'<a href="{url}">{escape(text)}</a>' for url, text in crumbs)
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="{charset}">
<title>{escape(title)}</title>
{head}
<link rel="stylesheet" href="/images/style.css">
</head>
<body>
<div class="header"><div class="today">今天是2026年9月30日 星期三</div>
<a class="logo" href="/">{escape(source.name)}</a>
<form action="/search" method="get"><input name="q"><button>搜索</button></form></div>
<div class="nav"><ul>{_menu(source, root)}</ul></div>
<div class="position">您现在的位置：<a href="/">首页</a>{_SEP if trail else ""}{trail}</div>
{body}
<div class="footer">{crowd.foot(source, root) if source.crowded else ""}
<div class="friends"><span>友情链接：</span>{_friends(source)}</div>
<p><a href="/wzdt.html">网站地图</a> |
<a href="/gywm.html">关于我们</a> | <a href="/lxwm.html">联系我们</a></p>
<p>{"　".join(MARKS[mark] for mark in source.marks)}</p>
</div>
{script}
</body>
</html>
"""


def navigation(source: Source, root: str) -> dict[str, str]:
    """URL -> text. Inside a channel its columns; else the site's, its channels, other links."""
    shown = (c for c in source.columns if c.menu != "none" and channel(source, c.path) == root)
    inside = {c.link or c.path: c.name for c in shown}
    return inside if root else {**inside, **source.channels, **source.links}


def _menu(source: Source, root: str) -> str:
    if source.crowded and not root:
        return crowd.menu(source)
    return "".join(_item(*link) for link in navigation(source, root).items())


def channel(source: Source, path: str) -> str:
    """The root of the channel in which a path lies; empty where it lies in none."""
    return next((root for root in source.channels if path.startswith(root)), "")


def list_metas(shelf: Shelf) -> list[tuple[str, str]]:
    """The standard metas of a column page."""
    return [("ColumnName", shelf.name), ("ColumnType", shelf.type or shelf.name)]


def article_metas(source: Source, shelf: Shelf, entry: Entry) -> list[tuple[str, str]]:
    """The standard metas of a content page; without a PubDate where the entry is bare."""
    dated = [] if entry.bare else [("PubDate", f"{entry.day} 09:30")]
    by = entry.publisher or source.unit or source.name
    return [
        *list_metas(shelf),
        ("ArticleTitle", entry.title),
        *dated,
        ("ContentSource", by),
    ]


def crumbs(source: Source, shelf: Shelf) -> list[tuple[str, str]]:
    """The trail to a column."""
    root = channel(source, shelf.path)
    top = [(root, source.channels[root])] if root else []
    return [*top, (shelf.path, shelf.name)]


def _item(url: str, text: str) -> str:
    return f'<li><a href="{url}">{escape(text)}</a></li>'


def _friends(source: Source) -> str:
    places: Mapping[str, str] = {
        "www.haitang.gov.cn": "海棠市人民政府",
        "rongdong.haitang.gov.cn": "榕东区人民政府",
        "rongxi.haitang.gov.cn": "榕西区人民政府",
        "lanchuan.haitang.gov.cn": "澜川区人民政府",
    }
    return " ".join(
        f'<a href="http://{host}/" target="_blank">{name}</a>'
        for host, name in places.items()
        if host != source.host
    )
