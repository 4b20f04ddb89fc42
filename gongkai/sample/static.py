"""Sites of ready-made pages: NFCMS, TRS, a plain site in GBK, and those that scripts draw."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from email.utils import format_datetime
from html import escape

from gongkai.sample import body, crowd, files, frame, interfaces
from gongkai.sample.server import Answer
from gongkai.sample.world import Entry, Shelf, Source

_LONG = 34  # characters after which a list cuts a title and keeps it whole in the attribute


@dataclass(frozen=True)
class Dialect:
    """How a family names its pages and marks its text."""

    article: str  # of an entry, below its column
    pages: str  # of a list's n-th page
    first: int  # the number of the second page
    frame: str  # around the text
    label: str  # before the day


DIALECTS = {
    "nfcms": Dialect("content/post_{id}.html", "index_{n}.html", 2, "article-content", "发布日期"),
    "trs": Dialect("{day:%Y%m}/t{day:%Y%m%d}_{id}.html", "index_{n}.html", 1, "TRS_Editor", "时间"),
    "plain": Dialect("{day:%Y}/{day:%m%d}/{id}.html", "list_{n}.html", 2, "zoom", "发布时间"),
    "hanweb": Dialect(
        "art/{day.year}/{day.month}/{day.day}/art_101_{id}.html", "", 2, "article_zoom", "发布日期"
    ),
    "ucap": Dialect("{day:%Y%m}/{id:032x}.shtml", "", 2, "UCAP-CONTENT", "发布时间"),
    "script": Dialect("{id}.shtml", "list_{n}.html", 2, "view", "发布日期"),
}


def answers(source: Source) -> Iterator[tuple[str, Answer]]:
    """Every path of a site and what it answers with."""
    encode = _gbk if source.style == "plain" else _utf8
    yield "/", encode(home(source))
    for root, name in source.channels.items():
        yield root, encode(_landing(source, root, name))
    if source.crowded:
        yield from _crowd(source)
    urls = {e.key: url(source, c, e) for c in source.columns for e in c.entries if e.key}
    for shelf in source.columns:
        for path, text in _lists(source, shelf):
            yield path, text if isinstance(text, Answer) else encode(text)
        for entry in shelf.entries:
            yield from _article(source, shelf, entry, urls.get(entry.to, ""))


def _crowd(source: Source) -> Iterator[tuple[str, Answer]]:
    encode = _gbk if source.style == "plain" else _utf8
    for shelf in crowd.shelves(source):
        yield shelf.path, encode(_list(source, shelf, shelf.entries, 0, 1))
        for entry in shelf.entries:
            yield from _article(source, shelf, entry, "")
    path, title, text = crowd.article()
    yield path, encode(frame.page(source, title, text, metas=[("ArticleTitle", title)]))
    for path, name in source.landings.items():
        yield path, encode(frame.page(source, name, crowd.landing(source, path)))
    yield crowd.MAP, encode(frame.page(source, "网站地图", crowd.site_map(source)))


def url(source: Source, shelf: Shelf, entry: Entry) -> str:
    """The path of an entry's page."""
    name = DIALECTS[source.style].article.format(id=entry.id, day=entry.url_day or entry.day)
    return (entry.folder or shelf.moved or shelf.path) + name


def search(source: Source, term: str) -> Answer:
    """The results of the site's own search: every entry whose title holds the term."""
    found = [(c, e) for c in source.columns for e in c.entries if term and term in e.title]
    rows = "".join(_row(source, shelf, entry) for shelf, entry in found)
    told = f"共找到 {len(found)} 条结果" if found else "没有找到相关内容"
    text = f'<div class="main"><h2>站内搜索</h2><p>{told}</p><ul class="list">{rows}</ul></div>'
    encode = _gbk if source.style == "plain" else _utf8
    return encode(frame.page(source, "站内搜索", text))


def home(source: Source) -> str:
    """The front page: the navigation and the newest entries of the first column."""
    shelves = [c for c in source.columns if not c.wall][:1]
    news = "".join(
        f"<h2>{escape(c.name)}</h2><ul>{_rows(source, c, c.entries[:8])}</ul>" for c in shelves
    )
    if source.style == "script":
        news = ""
    return frame.page(source, source.name, f'<div class="main">{news}</div>')


def _landing(source: Source, root: str, name: str) -> str:
    links = "".join(
        f'<li><a href="{url}">{escape(text)}</a></li>'
        for url, text in frame.navigation(source, root).items()
    )
    body_ = f'<div class="channel"><h1>{escape(name)}</h1><ul class="columns">{links}</ul></div>'
    return frame.page(source, name, body_, crumbs=[(root, name)], root=root)


def _lists(source: Source, shelf: Shelf) -> Iterator[tuple[str, str | Answer]]:
    if shelf.link:
        return
    here = shelf.path
    if shelf.moved:
        yield here, Answer(status=301, headers=(("Location", shelf.moved),))
        here = shelf.moved
        if "://" in here:  # to somebody else's site: there is nothing more of it here
            return
    if shelf.wall:
        headers = (("Server", "nginx"), ("Set-Cookie", "__jsluid_s=5f0c41277; path=/"))
        yield here, Answer(status=521, body=frame.JSL_WALL.encode(), headers=headers)
        return
    if source.style == "script" or shelf.draw == "script":
        yield from _drawn(source, shelf)
        return
    if source.style == "hanweb":
        yield from interfaces.hanweb(source, shelf, here, lambda e: _row(source, shelf, e))
        return
    if source.style == "ucap":
        yield from interfaces.ucap(source, shelf, here, lambda e: url(source, shelf, e))
        return
    dialect = DIALECTS[source.style]
    chunks = [shelf.entries[i : i + shelf.size] for i in range(0, len(shelf.entries), shelf.size)]
    for n, chunk in enumerate(chunks or [()]):
        text = _list(source, shelf, chunk, n, max(1, len(chunks)))
        if n == 0:
            yield here, text
            yield here + "index.html", text
        else:
            yield here + dialect.pages.format(n=n + dialect.first - 1), text


def _list(source: Source, shelf: Shelf, chunk: tuple[Entry, ...], n: int, of: int) -> str:
    rows = _rows(source, shelf, chunk)
    script = ""
    if shelf.draw == "table":
        head = "<tr><th>名称</th><th>发布机构</th><th>发布日期</th></tr>"
        listed = f'<table class="list">{head}{_table(source, shelf, chunk)}</table>'
    elif shelf.draw == "letters":
        head = "<tr><th>信件标题</th><th>来信时间</th><th>处理状态</th></tr>"
        listed = f'<table class="list">{head}{_letters(source, shelf, chunk)}</table>'
    elif shelf.draw == "comment":
        listed = f'<ul class="list" id="rows"><!-- {rows} --></ul>'
        script = (
            "<script>var u=document.getElementById('rows');"
            "u.innerHTML=u.innerHTML.replace('<!--','').replace('-->','');</script>"
        )
    else:
        listed = f'<ul class="list">{rows}</ul>'
    main = (
        f'<div class="main"><h2>{escape(shelf.name)}</h2>\n{listed}\n{_pager(source, n, of)}</div>'
    )
    return frame.page(
        source,
        f"{shelf.name}_{source.name}",
        main,
        metas=frame.list_metas(shelf),
        crumbs=frame.crumbs(source, shelf),
        root=frame.channel(source, shelf.path),
        script=script,
    )


def _pager(source: Source, n: int, of: int) -> str:
    dialect = DIALECTS[source.style]
    if source.style == "trs":
        return (
            f'<div class="page"><script>createPageHTML({of}, {n}, "index", "html");</script></div>'
        )
    names = ["index.html", *(dialect.pages.format(n=k + dialect.first) for k in range(of - 1))]
    numbers = " ".join(f'<a href="{name}">{k}</a>' for k, name in enumerate(names, 1))
    after = (
        f'<a class="next" href="{names[n + 1]}">下一页</a>' if n + 1 < of else "<span>下一页</span>"
    )
    return f'<div class="page">{numbers} {after} <span>共{of}页</span></div>'


def _rows(source: Source, shelf: Shelf, chunk: tuple[Entry, ...]) -> str:
    return "\n".join(_row(source, shelf, entry) for entry in chunk)


def _row(source: Source, shelf: Shelf, entry: Entry) -> str:
    shown = entry.title if len(entry.title) <= _LONG else entry.title[: _LONG - 2] + "..."
    top = '<b class="top">[置顶]</b>' if entry.pinned else ""
    day = "" if entry.bare else f'<span class="date">{entry.day}</span>'
    link = (
        f'<a href="{url(source, shelf, entry)}" title="{escape(entry.title)}">{escape(shown)}</a>'
    )
    return f"<li>{top}{link}{day}</li>"


def _table(source: Source, shelf: Shelf, chunk: tuple[Entry, ...]) -> str:
    return "\n".join(
        f'<tr><td><a href="{url(source, shelf, e)}" title="{escape(e.title)}">{escape(e.title)}</a>'
        f"</td><td>{escape(e.publisher)}</td><td>{e.day}</td></tr>"
        for e in chunk
    )


def _letters(source: Source, shelf: Shelf, chunk: tuple[Entry, ...]) -> str:
    return "\n".join(
        f'<tr><td><a href="{url(source, shelf, e)}">{escape(e.title)}</a></td>'
        f"<td>{e.day}</td><td>{e.state}</td></tr>"
        for e in chunk
    )


def _drawn(source: Source, shelf: Shelf) -> Iterator[tuple[str, str | Answer]]:
    rows = [
        {"title": e.title, "url": url(source, shelf, e), "date": e.day.isoformat()}
        for e in shelf.entries
    ]
    data = json.dumps({"total": len(rows), "rows": rows}, ensure_ascii=False).encode()
    yield shelf.path + "list.json", Answer(body=data, type="application/json; charset=utf-8")
    title, path = escape(shelf.name), shelf.path
    yield (
        path,
        f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>
<meta name="SiteName" content="{escape(source.name)}"><meta name="ColumnName" content="{title}">
<meta name="ColumnType" content="{escape(shelf.type or shelf.name)}"></head>
<body><div id="app"></div><noscript>请启用 JavaScript 后访问本页。</noscript>
<script>
fetch("{path}list.json").then(function (r) {{ return r.json(); }}).then(function (data) {{
  document.getElementById("app").innerHTML = '<ul class="list">' + data.rows.map(function (row) {{
    return '<li><a href="' + row.url + '">' + row.title + '</a><span class="date">' + row.date
      + '</span></li>';
  }}).join("") + "</ul>";
}});
</script></body></html>
""",
    )


def _article(source: Source, shelf: Shelf, entry: Entry, to: str) -> Iterator[tuple[str, Answer]]:
    path = url(source, shelf, entry)
    encode = _gbk if source.style == "plain" else _utf8
    instead = {
        "gone": _utf8(frame.GONE, 404),
        "soft": _utf8(frame.SOFT),
        "wall": _utf8(frame.WAF_WALL, 403),
    }.get(entry.answer)
    if entry.answer == "moved":
        new = path.replace(f"{entry.id}", f"{entry.id + 1}")
        yield path, Answer(status=301, headers=(("Location", new),))
        path = new
    page = instead or encode(article(source, shelf, entry, path, to))
    yield path, replace(page, headers=_headers(entry))
    folder = path.rsplit("/", 1)[0] + "/"
    if entry.image:
        yield f"{folder}W{entry.id}.jpg", Answer(body=b"\xff\xd8\xff\xd9", type="image/jpeg")
    yield from files.answers(entry, body.attachments(entry, folder))


def _headers(entry: Entry) -> tuple[tuple[str, str], ...]:
    """When the server says that the page was changed: at noon in Shanghai."""
    if entry.modified is None:
        return ()
    noon = datetime.combine(entry.modified, time(4), UTC)
    return (("Last-Modified", format_datetime(noon, usegmt=True)),)


def article(source: Source, shelf: Shelf, entry: Entry, path: str, to: str) -> str:
    """The page of an entry."""
    dialect = DIALECTS[source.style]
    folder = path.rsplit("/", 1)[0] + "/"
    by = escape(entry.publisher or source.unit or source.name)
    day = "" if entry.bare else f"<span>{dialect.label}：{entry.day} 09:30</span>"
    files = "".join(
        f'<p><a class="nfw-cms-attachment" href="{file}">{escape(name)}</a></p>'
        for name, file in body.attachments(entry, folder).items()
    )
    label = f'<span class="state">（{entry.label}）</span>' if entry.label else ""
    main = f"""<div class="article">
<h1 class="title">{escape(entry.title)}{label}</h1>
<div class="info">{day} <span>来源：{by}</span> <span>字号：[大][中][小]</span></div>
<div class="{dialect.frame}" id="zoom">
{_state(entry)}{body.content(source, entry, folder, to)}
</div>
<div class="files">{files}</div>
<div class="share">分享到： 打印 关闭</div>
</div>"""
    return frame.page(
        source,
        f"{entry.title}_{source.name}",
        main,
        metas=frame.article_metas(source, shelf, entry),
        crumbs=frame.crumbs(source, shelf),
        root=frame.channel(source, shelf.path),
        charset="gb2312" if source.style == "plain" else "utf-8",
    )


def _state(entry: Entry) -> str:
    return f"<p><strong>【本文件{entry.label}】</strong></p>\n" if entry.label else ""


def _utf8(text: str, status: int = 200) -> Answer:
    return Answer(body=text.encode(), status=status)


def _gbk(text: str) -> Answer:
    """GBK bytes under a header that says otherwise."""
    return Answer(body=text.replace('charset="utf-8"', 'charset="gb2312"').encode("gbk"))
