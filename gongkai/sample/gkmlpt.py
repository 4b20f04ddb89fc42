"""A unit's channel on the disclosure platform: index, list API, content pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from html import escape
from typing import Any

from gongkai.sample import body, files, frame
from gongkai.sample.server import Answer
from gongkai.sample.world import Entry, Shelf, Source

PAGE = 100  # rows a page of the API
SID = "449001"
_SHANGHAI = timezone(timedelta(hours=8))


def answers(source: Source) -> Iterator[tuple[str, Answer]]:
    """Every path of the channel and what it answers with."""
    yield f"{source.root}index", _html(_index(source))
    yield source.root, _html(_index(source))
    urls = {e.key: _path(source, e) for c in source.columns for e in c.entries if e.key}
    for n, shelf in enumerate(source.columns, 1):
        yield from _api(source, shelf, column_id(source, n))
        for entry in shelf.entries:
            yield _path(source, entry), _html(_article(source, shelf, entry, n, urls))
            yield from files.answers(entry, body.attachments(entry, _folder(entry)))


def column_id(source: Source, n: int) -> int:
    """The platform's number of the n-th column of a channel."""
    return source.number * 100 + n


def _path(source: Source, entry: Entry) -> str:
    million, thousand = entry.id // 1_000_000, entry.id // 1_000
    return f"{source.root}content/{million}/{thousand}/post_{entry.id}.html"


def _folder(entry: Entry) -> str:
    return f"/attachment/0/{entry.id // 1000}/"


def _tree(source: Source) -> list[dict[str, Any]]:
    children = [
        {
            "id": column_id(source, n),
            "name": shelf.name,
            "parent": source.number * 100,
            "jump_url": shelf.link,
            "children": [],
            "post_count": len(shelf.entries),
        }
        for n, shelf in enumerate(source.columns, 1)
    ]
    top = {"id": source.number * 100, "name": "政府信息公开", "parent": 0, "jump_url": ""}
    return [{**top, "children": children, "post_count": 0}]


def _config(source: Source, action: str, detail: Any) -> str:
    fields = {
        "APP_URL": f"http://{source.host}{source.root.rstrip('/')}",
        "SITE_INFO": {"name": source.name, "domain": source.host},
        "DETAIL": detail,
        "TREE": _tree(source),
    }
    lines = "".join(f"  {key}: {json.dumps(value)},\n" for key, value in fields.items())
    return (
        f"<script>window._CONFIG = {{\n  isMobile: false,\n  ACTION: '{action}',\n{lines}"
        f"  SID: '{SID}{source.number}',\n  ENV: 'production'\n}};</script>"
    )


def _index(source: Source) -> str:
    return _page(source, "政府信息公开", '<div id="app"></div>', _config(source, "index", None))


def _page(source: Source, title: str, main: str, script: str, metas: Any = ()) -> str:
    every = [("SiteName", source.name), ("SiteDomain", source.host), *metas]
    head = "\n".join(f'<meta name="{k}" content="{escape(v)}">' for k, v in every)
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{escape(title)}</title>
{head}
{script}
</head><body>
<div class="header"><a href="/">返回首页</a></div>
{main}
<div class="footer">主办：{escape(source.unit)}　网站标识码：{frame.ID_CODE}</div>
<script src="/gkmlpt/js/app.js"></script>
</body></html>
"""


def _api(source: Source, shelf: Shelf, id: int) -> Iterator[tuple[str, Answer]]:
    """Pages of the list; beyond the last, and where the column serves fewer, nothing is there."""
    entries = shelf.entries
    pages = max(1, -(-len(entries) // PAGE))
    path = f"{source.root}api/all/{id}"
    for n in range(1, (shelf.serve or pages) + 1):
        chunk = entries[(n - 1) * PAGE : n * PAGE]
        found = {
            "classify": {"id": id, "name": shelf.name, "post_count": len(entries)},
            "articles": [_row(source, shelf, e, id) for e in chunk],
        }
        text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
        answer = Answer(body=text.encode(), type="application/json; charset=utf-8")
        yield f"{path}?page={n}", answer
        if n == 1:
            yield f"{path}?page=0", answer
            yield f"{path}?page=", answer
    if not shelf.serve:
        none = json.dumps({"classify": {"id": id, "post_count": len(entries)}, "articles": []})
        answer = Answer(body=none.encode(), type="application/json; charset=utf-8")
        yield f"{path}?page={pages + 1}", answer


def _row(source: Source, shelf: Shelf, entry: Entry, id: int) -> dict[str, Any]:
    url = f"http://{source.host}{_path(source, entry)}"
    return {
        "id": entry.id,
        "title": entry.title,
        "document_number": entry.doc_no,
        "publisher": entry.publisher or source.unit,
        "identifier": f"449900/2026-{entry.id}",
        "classify_main": id,
        "classify_main_name": shelf.name,
        "date": _unix(entry.written) if entry.written else 0,
        "created_at": f"{entry.day} 09:12:00",
        "display_publish_time": _unix(entry.day),
        "visible_publish_time": f"{entry.day} 09:30:00",
        "abstract": "",
        "relation": "",
        "is_expired": 0,
        "is_abolished": 0,
        "attachment": [],
        "url": url,
        "post_url": url,
    }


def _unix(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, 9, 30, tzinfo=_SHANGHAI).timestamp())


def _article(source: Source, shelf: Shelf, entry: Entry, n: int, urls: dict[str, str]) -> str:
    folder = _folder(entry)
    text = body.content(source, entry, folder, urls.get(entry.to, ""))
    files = body.attachments(entry, folder)
    row = _row(source, shelf, entry, column_id(source, n))
    detail = {
        **row,
        "content": text,
        "source": entry.publisher or source.unit,
        "date": entry.day.isoformat(),
        "publish_time": row["display_publish_time"],
        "first_publish_time": row["display_publish_time"],
        "attachment": [{"name": name, "url": url} for name, url in files.items()],
        "gkml_data": {
            "identifier": row["identifier"],
            "document_number": entry.doc_no,
            "publisher": row["publisher"],
            "title": entry.title,
            "date": row["date"],
            "is_abolished": 0,
        },
    }
    links = "".join(
        f'<p><a class="nfw-cms-attachment" href="{url}">{escape(name)}</a></p>'
        for name, url in files.items()
    )
    written = f"<td>成文日期:</td><td>{entry.written}</td>" if entry.written else ""
    main = f"""<div class="classify"><table>
<tr><td>索引号:</td><td>{row["identifier"]}</td><td>分类:</td><td>{escape(shelf.name)}</td></tr>
<tr><td>发布机构:</td><td>{escape(row["publisher"])}</td>{written}<td>名称:</td><td>{escape(entry.title)}</td></tr>
<tr><td>文号:</td><td>{escape(entry.doc_no)}</td><td>发布日期:</td><td>{entry.day}</td></tr>
</table></div>
<h1 class="title document-number">{escape(entry.title)}</h1>
<div class="info"><span>发布日期：{entry.day} 09:30:00</span>
<span>来源：{escape(row["publisher"])}</span></div>
<div class="article-content">{text}</div><div class="files">{links}</div>"""
    metas = frame.article_metas(source, shelf, entry)
    return _page(source, entry.title, main, _config(source, "content", detail), metas)


def _html(text: str) -> Answer:
    return Answer(body=text.encode())
