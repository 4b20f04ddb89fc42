"""What stands in an entry's page: paragraphs, tables, pictures, attachments, signatures."""

from __future__ import annotations

from html import escape

from gongkai.sample.world import Entry, Source

_STOCK = (
    "为进一步做好有关工作，现将“{title}”有关情况予以公布，请各有关方面知悉。",
    "各有关单位要结合职责分工，细化工作措施，按照时间节点推进落实，遇到的问题请及时反映。",
    "社会公众如有疑问，可在工作时间通过本网站互动交流栏目提出。",
)
_WATER = ("长度（米）", "水质类别", "透明度（厘米）", "溶解氧（mg/L）", "排名")


def paragraphs(entry: Entry) -> list[str]:
    """The text as printed; stock sentences where none is given."""
    return list(entry.text) or [line.format(title=entry.title) for line in _STOCK]


def content(source: Source, entry: Entry, folder: str, to: str = "") -> str:
    """The HTML of an entry's text. ``folder``: where its files lie; ``to``: a page it links to."""
    if entry.empty:
        return entry.html or "<p>&nbsp;</p>"
    if entry.image:
        return f'<p style="text-align:center"><img src="{folder}W{entry.id}.jpg" alt=""></p>'
    parts = [f"<p>{escape(entry.doc_no)}</p>"] if entry.doc_no else []
    parts += [f"<p>　　{escape(text)}</p>" for text in paragraphs(entry)]
    if to:
        parts.append(f'<p>　　相关链接：<a href="{to}">点击查看全文</a></p>')
    if entry.rows:
        parts.append(_rivers(entry.rows))
    if entry.html:
        parts.append(entry.html)
    if entry.written:
        parts.append(_signature(source, entry))
    return "\n".join(parts)


def attachments(entry: Entry, folder: str) -> dict[str, str]:
    """Name -> URL of the files that belong to an entry."""
    return {
        name: f"{folder}{entry.id}{n:02d}.{name.rsplit('.', 1)[-1]}"
        for n, name in enumerate((*entry.files, *entry.holds, *entry.scans, *entry.gone), 1)
    }


def _signature(source: Source, entry: Entry) -> str:
    day = entry.written
    assert day is not None
    by = escape(entry.publisher or source.unit)
    return (
        f'<p style="text-align:right">{by}</p>\n'
        f'<p style="text-align:right">{day.year}年{day.month}月{day.day}日</p>'
    )


def _rivers(rows: int) -> str:
    head = "".join(f"<th>{name}</th>" for name in ("序号", "河涌名称", *_WATER))
    lines = "\n".join(f"<tr>{_river(n)}</tr>" for n in range(1, rows + 1))
    return f"<table border='1'><thead><tr>{head}</tr></thead><tbody>\n{lines}\n</tbody></table>"


def _river(n: int) -> str:
    east, south = "榕鹭澜桁棠芦荔", "涌溪渠沥坑河塘"
    name = f"{east[n % 7]}{'东西南北中上下'[n // 7 % 7]}{south[n * 3 % 7]}"
    cells = (
        n,
        name,
        600 + n * 37,
        "ⅣⅤⅢ"[n % 3],
        25 + n % 20,
        f"{2 + n % 5}.{n % 10}",
        (n * 11) % 49 + 1,
    )
    return "".join(f"<td>{cell}</td>" for cell in cells)
