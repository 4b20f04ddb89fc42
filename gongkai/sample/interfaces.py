"""Lists whose rows an interface gives: 大汉's groups of records, 开普云's search."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from hashlib import md5
from html import escape

from gongkai.sample import frame
from gongkai.sample.server import Answer
from gongkai.sample.world import Entry, Shelf, Source

Row = Callable[[Entry], str]  # the list item of an entry
Address = Callable[[Entry], str]
_PROXY = "module/web/jpage/dataproxy.jsp"


def hanweb(source: Source, shelf: Shelf, here: str, row: Row) -> Iterator[tuple[str, Answer]]:
    """A page with the first group of records; each group begins within the one before it."""
    size = shelf.size
    groups = range(max(1, -(-len(shelf.entries) // size)))
    for n in groups:
        first = max(0, n * size - size // 3)
        chunk = shelf.entries[first : n * size + size]
        store = _store(shelf, chunk, row, f"{here}{_PROXY}", n + 2 if n + 1 < len(groups) else 0)
        if n:
            yield f"{here}{_PROXY}?page={n + 1}", Answer(body=store.encode(), type="text/xml")
            continue
        listed = f'<div id="402134"></div><script type="text/xml">{store}</script>'
        yield here, _page(source, shelf, listed)


def ucap(source: Source, shelf: Shelf, here: str, address: Address) -> Iterator[tuple[str, Answer]]:
    """A page that names its channel, and the search that its script asks for the rows."""
    channel = md5(f"{source.host}{here}".encode(), usedforsecurity=False).hexdigest()
    script = (
        f"<script>var channelId='{channel}';"
        f"$.get('/common/search/{channel}?_isAgg=false&_isJson=true&_pageSize={shelf.size}&page=1'"
        ", function (found) { draw(found.data.results); });</script>"
    )
    yield here, _page(source, shelf, '<ul class="list"></ul>' + script, channel)
    for n in range(max(1, -(-len(shelf.entries) // shelf.size))):
        found = [
            {
                "title": e.title,
                "url": f"//{source.host}{address(e)}",
                "publishedTimeStr": "" if e.bare else f"{e.day} 09:30:00",
                "channelName": shelf.name,
            }
            for e in shelf.entries[n * shelf.size : (n + 1) * shelf.size]
        ]
        data = {"total": len(shelf.entries), "rows": shelf.size, "page": n + 1, "results": found}
        body = json.dumps({"data": data}, ensure_ascii=False).encode()
        yield f"/common/search/{channel}?page={n + 1}", Answer(body=body, type="application/json")


def _store(shelf: Shelf, chunk: tuple[Entry, ...], row: Row, proxy: str, after: int) -> str:
    records = "".join(f"<record><![CDATA[{row(entry)}]]></record>" for entry in chunk)
    link = f'<a href="{proxy}?page={after}&appid=1&unitid=402134"></a>' if after else ""
    group = f"<nextgroup><![CDATA[{link}]]></nextgroup>" if after else ""
    count = f"<totalrecord>{len(shelf.entries)}</totalrecord>"
    return f"<datastore>{count}{group}<recordset>{records}</recordset></datastore>"


def _page(source: Source, shelf: Shelf, listed: str, channel: str = "") -> Answer:
    metas = frame.list_metas(shelf) + ([("channelId", channel)] if channel else [])
    text = frame.page(
        source,
        f"{shelf.name}_{source.name}",
        f'<div class="main"><h2>{escape(shelf.name)}</h2>{listed}</div>',
        metas=metas,
        crumbs=frame.crumbs(source, shelf),
        root=frame.channel(source, shelf.path),
    )
    return Answer(body=text.encode())
