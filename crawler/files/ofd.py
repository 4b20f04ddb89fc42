"""OFD (GB/T 33190-2016): the text of each page in reading order; pages of pictures are scans."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from crawler.files.archive import Zip
from crawler.files.contents import Collected, Contents, Unreadable
from crawler.files.markup import local, tree

MOST_PAGES = 600
_LINE = 2.0  # millimetres by which signs of one line may differ in height


def read(body: bytes) -> Contents:
    """The text codes of every page."""
    packed = Zip(body)
    found = Collected()
    scans = 0
    pages = [page for document in _documents(packed) for page in _pages(packed, document)]
    if not pages:
        raise Unreadable("damaged")
    if len(pages) > MOST_PAGES:
        raise Unreadable("too_big")
    for page in pages:
        root = tree(packed.read(page))
        lines = list(_lines(root))
        found.page(lines)
        scans += not lines and any(local(e) == "ImageObject" for e in root.iter())
    return found.contents("ofd", "scan" if scans else "")


def _documents(packed: Zip) -> Iterator[str]:
    """The root files of the documents."""
    for element in tree(packed.read("OFD.xml")).iter("{*}DocRoot"):
        yield posixpath.normpath((element.text or "").strip().lstrip("/"))


def _pages(packed: Zip, document: str) -> Iterator[str]:
    folder = posixpath.dirname(document)
    for element in tree(packed.read(document)).iter("{*}Page"):
        where = (element.get("BaseLoc") or "").strip()
        full = where.lstrip("/") if where.startswith("/") else posixpath.join(folder, where)
        if where and posixpath.normpath(full) in packed:
            yield posixpath.normpath(full)


def _lines(root: etree._Element) -> Iterator[list[str]]:
    """The page's lines from its top, each as the pieces of text that stand in it."""
    pieces = sorted(_pieces(root), key=lambda piece: (piece[0], piece[1]))
    line: list[tuple[float, str]] = []
    top = 0.0
    for y, x, text in pieces:
        if line and y - top > _LINE:
            yield [told for _, told in sorted(line)]
            line = []
        if not line:
            top = y
        line.append((x, text))
    if line:
        yield [told for _, told in sorted(line)]


def _pieces(root: etree._Element) -> Iterator[tuple[float, float, str]]:
    """Each text object: the height of its base line, where it begins, what it says."""
    for element in root.iter("{*}TextObject"):
        box = _numbers(element.get("Boundary", ""))
        left, top = (box[0], box[1]) if len(box) >= 2 else (0.0, 0.0)
        for code in element.iter("{*}TextCode"):
            x = _numbers(code.get("X", "0")) or [0.0]
            y = _numbers(code.get("Y", "0")) or [0.0]
            text = code.text or ""
            if text.strip():
                yield top + y[0], left + x[0], text.strip("\n")


def _numbers(text: str) -> list[float]:
    try:
        return [float(part) for part in text.split()]
    except ValueError:
        return []
