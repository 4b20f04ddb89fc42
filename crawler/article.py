"""A document's page, read into facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from selectolax.lexbor import LexborNode

from crawler import boxes
from crawler.boxes import Box, Said
from crawler.characters import bare, normal
from crawler.content import is_file, links_of, main_content
from crawler.dates import days, parse_day
from crawler.gkmlpt import config
from crawler.kin import kin
from crawler.labels import Labelled, labelled
from crawler.page import Page
from crawler.published import Block, label_days, published, title_block
from crawler.tabular import tables_of
from crawler.titles import places, title_of
from gongkai.model import Grid, Link, Table

_TITLE = 8  # characters from which on a link's text is a document's title
_ROWS = 5  # lines holding only a day, from which on a page is a list
_HEAD = 500  # characters of the text in which its own head may stand
_LABELS = 120  # characters of labels around a text
_BOX, _FOOT = 1500, 300  # characters around the text: before it, after it
_DAY = 24  # characters of the longest printed day


@dataclass(frozen=True, kw_only=True)
class Article:
    """What a document's page says of the document. Texts are in normal form, the title is as shown.

    ``day`` is the publish day, believed by ``day_from``: ``label`` (printed as such beside the
    title) or ``agreed`` (two independent sources); None where nothing proves it. ``days`` keeps
    every candidate by source: label, label2, bare, meta, url, detail, written, signed, body.
    ``guess`` is the likeliest of them where ``day`` is None: for a person to look at, never a
    proof. ``origin`` tells what says each field: box (a label on the page), title, head, data,
    script, meta; for ``day`` every source that names it, ``label+meta+url``.
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
    validity: str = ""
    keywords: str = ""
    guess: date | None = None
    origin: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    beside: str = ""  # around the text: title block, box of metadata, foot
    tables: tuple[Table, ...] = ()
    grids: tuple[Grid, ...] = ()  # the cells of each table
    links: tuple[Link, ...] = ()
    article: bool = False
    why: str = ""  # body: where the text stands could not be told


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
    at = title_block(page, shown, start)
    title = title_of(page, str(detail.get("title") or ""), at, boxes.named(labels), body=start)
    block = Block(places(title, page.visible), start, end)
    dated = published(page, labels, block, _detail_day(detail))
    box = Box(labels, block, detail)
    written, found = _written(box, text, dict(dated.days))
    said = {
        "doc_no": boxes.number(box, page, block, title, text),
        "index_no": box.said("index_no", "identifier"),
        "publisher": box.said("publisher", "publisher"),
        "source": boxes.source(page, box),
        "keywords": boxes.keywords(page, box),
    }
    tables, grids = tables_of(node)
    return Article(
        title=title,
        day=dated.day,
        day_from=dated.day_from,
        days=found,
        guess=None if dated.day else _guess(found),
        written=written,
        doc_no=said["doc_no"].value,
        index_no=said["index_no"].value,
        publisher=said["publisher"].value,
        source=said["source"].value,
        label=boxes.mark(page, box, title, block),
        validity=boxes.validity(box),
        keywords=said["keywords"].value,
        origin=_origin(page, title, dated.day, found, said),
        text=text,
        beside=_around(page.visible, block, labels),
        tables=tables,
        grids=grids,
        links=kin(page, title, links_of(page, node)),
        article=_is_article(page, title, text, labelled=bool(shown), dated="label" in found),
        why=_lost(node, title, text),
    )


def _lost(node: LexborNode | None, title: str, text: str) -> str:
    """``body`` where a page has a text, for all we know: it is shown by a frame or a player, or
    stands beside the element that is named as the text's."""
    if text:
        return ""
    if node is None or node.css_first("iframe, embed, object, video, canvas"):
        return "body"
    around = bare(node.parent.text()) if node.parent is not None else ""
    return "body" if len(around) > len(title) + _LABELS else ""


def _guess(found: Mapping[str, date]) -> date | None:
    """The likeliest of days that nothing proves."""
    order = ("label", "bare", "meta", "detail", "url")
    return next((found[name] for name in order if name in found), None)


def _origin(
    page: Page, title: str, day: date | None, found: Mapping[str, date], said: Mapping[str, Said]
) -> dict[str, str]:
    """What says each field that was found."""
    origin = {name: value.by for name, value in said.items() if value.value}
    if title:
        meta = bare(page.metas.get("articletitle", "")) == bare(title)
        shown = bare(title) in page.solid
        origin["title"] = "+".join(("head",) * shown + ("meta",) * meta) or "other"
    if day:
        names = ("label", "meta", "url", "detail")
        origin["day"] = "+".join(name for name in names if found.get(name) == day)
    return origin


def _detail(page: Page) -> dict[str, Any]:
    """The document that a gkmlpt page carries as data."""
    if not any("_CONFIG" in script for script in page.scripts):
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


def _written(box: Box, text: str, found: dict[str, date]) -> tuple[date | None, dict[str, date]]:
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
        here = days(line) if len(line.strip()) <= _DAY else ()
        if len(here) == 1 and here[0].end - here[0].start >= len(line.strip()) - 2:
            return here[0].day
    return None


def _is_article(page: Page, title: str, text: str, *, labelled: bool, dated: bool) -> bool:
    """Whether the page is a document's: a column's page has many lines that are only a day."""
    if not title:
        return False
    if page.metas.get("articletitle") or ("_CONFIG" in page.text and '"DETAIL"' in page.text):
        return True
    rows = sum(1 for line in page.lines if len(line) <= 14 and days(normal(line)))
    if rows >= _ROWS:
        return False
    return (dated or len(text) >= 100) and (labelled or not _is_short_list(page, text))


def _is_short_list(page: Page, text: str) -> bool:
    """Whether the page shows a few rows, each a link beside its day, and little else."""
    long = (link for link in page.links if len(link.text) >= _TITLE)
    linked = {bare(link.text) for link in long if not is_file(link.url)}
    shown = [bare(line) for line in page.lines]
    dated = [len(line) <= 14 and bool(days(line)) for line in shown]
    pairs = zip(
        zip(shown, dated, strict=True), zip(shown[1:], dated[1:], strict=True), strict=False
    )
    rows = sum(
        (a in linked and day_b) or (b in linked and day_a) for (a, day_a), (b, day_b) in pairs
    )
    own = sum(len(line) for line in map(bare, text.split("\n")) if line not in linked)
    return rows > 0 and 2 * own <= len(text)
