"""A document's page, read into facts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crawler.characters import normal, squeezed
from crawler.content import links_of, main_content, tables_of
from crawler.dates import days, parse_day
from crawler.gkmlpt import config
from crawler.labels import Labelled, labelled
from crawler.page import Page, plain
from crawler.published import Block, label_days, published
from crawler.titles import places, title_of
from gongkai.docno import doc_numbers
from gongkai.model import Link, Table

_REPEALED = re.compile(r"废止|失效|无效")
_MARK = re.compile(
    r"[(【\[]\s*(?:已|本文件已?|此件已?|全文|部分|现已?)?(废止|失效)[^)】\]]{0,6}[)】\]]"
)
_STAMP = re.compile(
    r"^(?:[(【\[]?(?:该文件|此文件|本文件|文件)?(?:已|全文|部分)?(?:废止|失效)[)】\]]?)$"
)
_SCRIPTED = re.compile(
    r"""(?:source|laiyuan)\w{0,12}\s*[=:]\s*["']([^"'<>\n]{2,60})["']""", re.IGNORECASE
)
_LONG_SCRIPT = 20_000
_ROWS = 5  # lines holding only a day, from which on a page is a list
_HEAD = 500  # characters of the text in which its own head may stand
_BOX, _FOOT = 1500, 300  # characters around the text: before it, after it
_NO_VALUE = re.compile(r"^[\s\-—/|>:、.]*$|^(?:无|暂无|null|undefined)$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Article:
    """What a document's page says of the document. Texts are in normal form, the title is as shown.

    ``day`` is the publish day, believed by ``day_from``: ``label`` (printed as such beside the
    title) or ``agreed`` (two independent sources); None where nothing proves it. ``days`` keeps
    every candidate by source: label, label2, meta, url, detail, written, signed, body.
    """

    title: str = ""
    day: date | None = None
    day_from: str = ""
    days: Mapping[str, date] = field(default_factory=dict)
    written: date | None = None
    doc_no: str = ""
    index_no: str = ""
    publisher: str = ""
    source: str = ""
    label: str = ""
    keywords: str = ""
    text: str = ""
    beside: str = ""  # around the text: title block, box of metadata, foot
    tables: tuple[Table, ...] = ()
    links: tuple[Link, ...] = ()
    article: bool = False


def read_article(page: Page) -> Article:
    """Read ``page`` as a document's page. Never fails; what is not there stays empty."""
    if page.kind != "html":
        return Article()
    detail = _detail(page)
    node = main_content(page)
    start, end = page.span(node)
    text = page.visible[start:end] if start >= 0 else ""
    labels = list(labelled(page.visible, _beside(page.visible, start, end)))
    shown = label_days(labels)
    at = shown[0].start if shown else -1
    title = title_of(page, str(detail.get("title") or ""), at, _named(labels))
    block = Block(places(title, page.visible), start, end)
    dated = published(page, labels, block, _detail_day(detail))
    box = _Box(labels, block, detail)
    written, found = _written(box, text, dict(dated.days))
    return Article(
        title=title,
        day=dated.day,
        day_from=dated.day_from,
        days=found,
        written=written,
        doc_no=_doc_no(box, page.visible, block, text),
        index_no=box.value("index_no", "identifier"),
        publisher=box.value("publisher", "publisher"),
        source=_source(page, box),
        label=_label(page, box, title, block),
        keywords=box.value("keywords", "keywords") or normal(page.metas.get("keywords", "")),
        text=text,
        beside=_around(page.visible, block, labels),
        tables=tables_of(node),
        links=links_of(page, node),
        article=_is_article(page, title, "label" in found, text),
    )


def _named(labels: Sequence[Labelled]) -> str:
    """The title that a metadata box gives under 名称 or 标题."""
    values = (x.value for x in labels if x.name == "name" and (x.signed or x.alone))
    return next((squeezed(value) for value in values if not _NO_VALUE.match(value)), "")


class _Box:
    """Labelled values of the title block and the metadata box, with embedded data behind them."""

    def __init__(self, labels: Sequence[Labelled], block: Block, detail: dict[str, Any]) -> None:
        end = block.body if block.body > 0 else len(labels) and labels[-1].end
        self.head = [x for x in labels if x.start < end + 60 or x.start >= block.body_end > 0]
        self.detail = detail
        data = detail.get("gkml_data")
        self.data: dict[str, Any] = data if isinstance(data, dict) else {}

    def value(self, name: str, key: str = "") -> str:
        """The first value under a label of that kind, else the embedded one."""
        for label in self.head:
            stands = label.signed or name in ("index_no", "doc_no", "written")
            stands = stands or (label.alone and name not in ("source", "keywords"))
            fits = not _NO_VALUE.match(label.value) and len(label.value) <= 200
            if label.name == name and stands and fits:
                return squeezed(label.value)
        return normal(plain(str(self.data.get(key) or ""))) if key else ""


def _detail(page: Page) -> dict[str, Any]:
    """The document that a gkmlpt page carries as data."""
    if "_CONFIG" not in page.text:
        return {}
    detail = config(page).get("DETAIL")
    return detail if isinstance(detail, dict) else {}


def _detail_day(detail: dict[str, Any]) -> date | None:
    for key in ("display_publish_time", "date", "publish_time", "first_publish_time"):
        day = parse_day(str(detail.get(key) or ""))
        if day:
            return day
    return None


def _around(visible: str, block: Block, labels: Sequence[Labelled]) -> str:
    """What stands before the text, from its title or the first label on, and right behind it."""
    end = block.body if block.body >= 0 else len(visible)
    heads = [start for start, _ in block.titles if start < end]
    signed = [x.start for x in labels if x.signed and end - _BOX < x.start < end]
    begin = max(min([*heads[-1:], *signed], default=end), end - _BOX)
    before = visible[begin : min(end, begin + _BOX)]
    foot = visible[block.body_end :][:_FOOT] if block.body >= 0 else ""
    return f"{before.strip()}\n{foot.strip()}".strip()


def _beside(visible: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches where labels of the document may stand: before its text, its head, after it."""
    if start < 0 or end - start < 2 * _HEAD:
        return [(0, len(visible))]
    return [(0, start + _HEAD), (end, len(visible))]


def _written(box: _Box, text: str, found: dict[str, date]) -> tuple[date | None, dict[str, date]]:
    """成文日期: the box's, else the signature's."""
    said = parse_day(box.value("written")) or parse_day(str(box.data.get("date") or ""))
    signed = _signature(text)
    if said:
        found["written"] = said
    if signed:
        found["signed"] = signed
    return said or signed, found


def _signature(text: str) -> date | None:
    """The day that stands alone on one of the text's last lines."""
    for line in reversed(text[-2500:].split("\n")):
        here = days(line)
        if len(here) == 1 and here[0].end - here[0].start >= len(line.strip()) - 2:
            return here[0].day
    return None


def _doc_no(box: _Box, visible: str, block: Block, text: str) -> str:
    said = box.value("doc_no", "document_number")
    found = doc_numbers(said)
    if found:
        return found[0]
    if said and re.search(r"\d", said) and len(said) <= 40:
        return said
    head = visible[block.titles[0][1] : block.titles[0][1] + 200] if block.titles else ""
    for line in (head + "\n" + text[:300]).split("\n"):
        found = doc_numbers(line) if "号" in line and len(line) <= 40 else ()
        if found and len(found[0]) >= len(re.sub(r"\s", "", line)) - 2:
            return found[0]
    return ""


def _source(page: Page, box: _Box) -> str:
    said = box.value("source")
    if said and "document" not in said:
        return said
    for script in page.scripts:
        if len(script) < _LONG_SCRIPT and ("来源" in script or "ource" in script):
            written = _SCRIPTED.search(script)
            if written and not written[1].startswith(("http", "/", "#", ".")):
                return normal(squeezed(written[1]))
    return normal(plain(page.metas.get("contentsource", "")))


def _label(page: Page, box: _Box, title: str, block: Block) -> str:
    """废止 or 失效, where the page marks the document so; empty otherwise."""
    if box.data.get("is_abolished") in (1, True, "1"):
        return "废止"
    if box.data.get("is_expired") in (1, True, "1"):
        return "失效"
    said = box.value("validity")
    mark = _REPEALED.search(said) if len(said) <= 20 else None
    if mark:
        return mark[0]
    marked = _MARK.search(normal(title))
    if marked:
        return marked[1]
    for start, end in block.titles[:4]:
        for line in page.visible[max(0, start - 60) : end + 120].split("\n"):
            if _STAMP.match(line.strip()):
                return "失效" if "失效" in line else "废止"
    return ""


def _is_article(page: Page, title: str, labelled_day: bool, text: str) -> bool:
    """Whether the page is a document's: a column's page has many lines that are only a day."""
    if not title:
        return False
    if page.metas.get("articletitle") or ("_CONFIG" in page.text and '"DETAIL"' in page.text):
        return True
    rows = sum(1 for line in page.lines if len(line) <= 14 and days(normal(line)))
    return rows < _ROWS and (labelled_day or len(text) >= 100)
