"""Files that stand beside a page: which of them to bring, and what they are worth once brought."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gongkai import reasons
from gongkai.model import Document, Evidence, Link, Need, Part, State

NEED = "files"  # the name of the want, and of what it brought
PAGE, ALL = 8, 60  # files of one page, of one rule
FEW = 200  # characters of text under which a page's pictures are its content
# why a file was not read -> what is seen of it
SEEN = {
    "scan": "扫描件",
    "locked": "加密文件",
    "damaged": "文件损坏",
    "too_big": "文件过大",
    "tool": "缺少解压程序",
    "format": "不支持的格式",
    "slow": "读取超时",
    "crash": "读取失败",
    "body": "正文区域未能识别",
}


def wanted(documents: Iterable[Document], evidence: Evidence) -> tuple[Need, ...]:
    """The want of the files of these pages, with cells, that are not there yet."""
    here = {d.url for d in evidence.documents.get(NEED, ())}
    urls = [link.url for document in documents for link in _worth(document)]
    missing = tuple(url for url in dict.fromkeys(urls) if url not in here)[:ALL]
    want = Need(name=NEED, urls=missing, open="named", why="attachment", cells=True)
    return (want,) if missing else ()


def dead(parts: Iterable[Part]) -> tuple[Need, ...]:
    """The want of a second look at what was a dead link; none where nothing was."""
    urls = tuple(dict.fromkeys(p.url for p in parts if p.reason == "dead_link" and p.url))
    return (Need(name=NEED, urls=urls, open="named", why="second_look"),) if urls else ()


def files(document: Document, evidence: Evidence) -> tuple[Document, ...]:
    """What stands beside a page, as far as it was brought; what was not is ``unreadable``.

    A document that is a file itself stands for itself.
    """
    if document.format:
        return (document,)
    here = {d.url: d for d in evidence.documents.get(NEED, ())}
    return tuple(_one(link, here.get(link.url)) for link in document.links if link.kind != "page")


def lost(files: Sequence[Document]) -> Document | None:
    """The file to blame for what was not found: one that may hold it, else one that is dead."""
    table = reasons.table()
    bad = [file for file in files if file.problem]
    bad.sort(key=lambda file: table[file.problem].counts is not State.DOUBT)
    return bad[0] if bad else None


def seen(file: Document) -> str:
    """What is seen of a file that was not read: its name, and why not."""
    why = SEEN.get(file.why, "")
    return f"{file.title}（{why}）" if why else file.title or file.url


def merged(sources: Sequence[Document]) -> Document:
    """A page and its files as one document: the first, with the text and tables of all."""
    return replace(
        sources[0],
        text="\n".join(source.text for source in sources),
        tables=tuple(table for source in sources for table in source.tables),
        grids=tuple(grid for source in sources for grid in source.grids),
        links=tuple(link for source in sources for link in source.links),
        snapshots=tuple(dict.fromkeys(s for source in sources for s in source.snapshots)),
    )


def _worth(document: Document) -> list[Link]:
    """The files worth bringing; pictures only of a page that says little else."""
    if document.format or not document.opened:
        return []
    picture = len("".join(document.text.split())) < FEW
    found = [x for x in document.links if x.kind == "attachment" or (picture and x.kind == "image")]
    return found[:PAGE]


def _one(link: Link, brought: Document | None) -> Document:
    if brought is None:
        return Document(url=link.url, title=link.text or link.url, problem="unreadable")
    return replace(brought, title=link.text or brought.title)
