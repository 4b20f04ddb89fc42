"""Menus as crowded as real ones: hidden and nested parts, neighbours of the columns, other offices'
columns in the foot, a column that only the site map knows, a page that is called like a column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from html import escape

from gongkai.sample.world import Entry, Shelf, Source

MAP = "/wzdt.html"
SHOWN = 3  # columns that the navigation shows before one points at it
_FIRST = 9_000_001  # ids of what stands in the neighbours
# Names that share words with a subject's; what stands there is something else.
_NEIGHBOURS = {
    "/zt/jxpj/": ("预算绩效评价培训", "关于举办第{}期绩效评价业务培训班的简讯"),
    "/zt/jsbb/": ("决算编报软件下载", "编报软件第{}次升级说明"),
    "/zt/cljz/": ("行政处罚裁量基准", "裁量基准学习体会之{}"),
    "/zt/xkzn/": ("行政许可办事指南", "第{}类事项办理流程图"),
    "/zt/tatz/": ("我为建议提案办理点赞", "市民来信选登（{}）"),
    "/zt/jdzt/": ("政策解读短视频征稿", "入围作品展播第{}期"),
    "/zt/gbyj/": ("政府公报赠阅点", "第{}赠阅点地址变更"),
}
_ARTICLE = ("/zt/tzggsm.html", "通知公告")
_TEXT = (
    "为方便公众订阅本网站的消息，现将订阅方式说明如下：请在首页右上角登录后勾选所需内容，"
    "系统将于每日上午九时发送到您的邮箱。如需退订，请在邮件下方点击退订链接。"
)


def shelves(source: Source) -> Iterator[Shelf]:
    """The neighbours, as columns with rows of their own."""
    for number, (path, (name, of)) in enumerate(_NEIGHBOURS.items()):
        entries = tuple(
            Entry(
                title=of.format("一二三四五"[n]),
                day=date(2026, 8, 20) - timedelta(days=30 * n),
                id=_FIRST + 10 * number + n,
            )
            for n in range(5)
        )
        yield Shelf(path=path, name=name, type="专题专栏", entries=entries)


def menu(source: Source) -> str:
    """The navigation: some columns, the others and what is beside them in menus that are hidden."""
    top = [c for c in source.columns if not c.menu and _here(source, c)]
    shown = [_item(c.link or c.path, c.name) for c in top[:SHOWN]]
    shown += [_item(path, name) for path, name in source.landings.items()]
    hidden = [_item(c.link or c.path, c.name) for c in top[SHOWN:]]
    beside = [_item(path, name) for path, (name, _) in _NEIGHBOURS.items()]
    places = [_item(url, name) for url, name in {**source.channels, **source.links}.items()]
    return "".join([
        *shown,
        _folded("更多栏目", hidden),
        _folded("专题专栏", [_item(*_ARTICLE), *beside]),
        *places,
    ])  # fmt: skip


def foot(source: Source, root: str) -> str:
    """Columns of the others, called as they call them."""
    boxes = "".join(
        f"<dl><dt>{escape(name)}</dt><dd>{links}</dd></dl>"
        for name, columns in _others(source, root)
        if (links := "".join(_link(c.link or c.path, c.name) for c in columns[:4]))
    )
    away = _link("http://www.haitang.gov.cn/zwgk/zfgb/", "政府公报")
    return f'<div class="quick"><h3>部门直达</h3>{boxes}</div><div class="links">{away}</div>'


def landing(source: Source, path: str) -> str:
    """A page of nothing but the columns below it."""
    rows = "".join(_item(c.link or c.path, c.name) for c in source.columns if c.menu == path)
    name = source.landings[path]
    return f'<div class="channel"><h1>{escape(name)}</h1><ul class="columns">{rows}</ul></div>'


def site_map(source: Source) -> str:
    """Everything, the columns that stand nowhere else too."""
    known = (c for c in source.columns if _here(source, c) and c.menu != "none")
    rows = "".join(_item(c.link or c.path, c.name) for c in known)
    beside = "".join(_item(path, name) for path, (name, _) in _NEIGHBOURS.items())
    return f'<div class="map"><h3>栏目</h3><ul>{rows}</ul><h3>专题专栏</h3><ul>{beside}</ul></div>'


def article() -> tuple[str, str, str]:
    """Path, title and text of the page that is called like a column."""
    path, title = _ARTICLE
    head = f'<h1>{title}</h1><div class="info">发布日期：2026-03-02　来源：本网</div>'
    text = f'<div class="article">{head}'
    return path, title, f'{text}<div class="article-content"><p>{_TEXT * 3}</p></div></div>'


def _here(source: Source, shelf: Shelf) -> bool:
    return not any(shelf.path.startswith(root) for root in source.channels)


def _others(source: Source, root: str) -> Iterable[tuple[str, list[Shelf]]]:
    channels: Mapping[str, str] = source.channels
    for other, name in channels.items():
        columns = [c for c in source.columns if c.path.startswith(other)]
        if other != root and columns:
            yield name, columns


def _folded(name: str, items: list[str]) -> str:
    if not items:
        return ""
    return (
        f'<li><a href="javascript:void(0)">{name}</a>'
        f'<ul style="display:none">{"".join(items)}</ul></li>'
    )


def _item(url: str, text: str) -> str:
    return f"<li>{_link(url, text)}</li>"


def _link(url: str, text: str) -> str:
    return f'<a href="{url}">{escape(text)}</a>'
