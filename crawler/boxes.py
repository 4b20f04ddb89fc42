"""What a page prints about its document: title block, box of metadata, embedded data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from crawler.characters import normal, squeezed
from crawler.labels import Labelled
from crawler.page import Page, plain
from crawler.published import Block
from gongkai.text.docno import doc_number, doc_numbers

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
_VALID = re.compile(r"(?:现行|全文|部分|继续|已|条款)?(?:有效|失效|废止|无效|修改|修订|修正)|是|否")
_HEAD = 60  # characters of the text, or behind the title in it, in which labels may stand
_ORDER = re.compile(r"[\u4e00-\u9fff]{2,20}令\s{0,2}第?\s{0,2}\d+\s{0,2}号")
_LONG_SCRIPT = 20_000
_NUMBER_LINE = 40  # characters of the longest line that is only a number
_NAMES = ("source", "publisher")
_NO_VALUE = re.compile(r"^[\s\-—/|>:、.]*$|^(?:无|暂无|null|undefined)$", re.IGNORECASE)


_BEHIND = re.compile(  # what follows a name on its line: a day, counts, what a reader may do
    r"[\s(|【\[]+(?:(?:(?:19|20)\d\d\s?[-年/.]\s?\d|大\s+中\s+小|[A-Z][+-]).*"
    r"|(?:打印|关闭|分享|收藏|我要|浏览|已?阅).{0,40}|[^\s:]{1,8}:.*)?$"
)


class Said(NamedTuple):
    """A value, and what says it: box, data, title, head, script, meta; both empty: nothing."""

    value: str = ""
    by: str = ""


class Box:
    """Labelled values of the title block and the metadata box, with embedded data behind them."""

    def __init__(self, labels: Sequence[Labelled], block: Block, detail: Mapping[str, Any]) -> None:
        end = block.body if block.body > 0 else len(labels) and labels[-1].end
        self.titled = block.titles[0][1] if block.titles else -1
        last = max(end, self.titled) + _HEAD
        self.head = [x for x in labels if x.start < last or x.start >= block.body_end > 0]
        self.end = end
        data = detail.get("gkml_data")
        self.data: dict[str, Any] = data if isinstance(data, dict) else {}

    def said(self, name: str, key: str = "") -> Said:
        """The first value under a label of that kind, else the embedded one."""
        for label in self.head:
            if label.name != name:
                continue
            if name in _NAMES:
                label = label._replace(value=_BEHIND.sub("", label.value))
            if _fits(label) and self._stands(label):
                return Said(squeezed(label.value), "box")
        value = normal(plain(str(self.data.get(key) or ""))) if key else ""
        return Said(value, "data" if value else "")

    def value(self, name: str, key: str = "") -> str:
        """The value alone."""
        return self.said(name, key).value

    def _stands(self, label: Labelled) -> bool:
        """Whether a word is a label here: 来源 alone may be a menu's, not under the title."""
        if label.signed or label.name in ("index_no", "doc_no", "written"):
            return True
        if label.name == "keywords":
            return False
        under = 0 <= self.titled <= label.start < self.end
        return label.alone and (label.name != "source" or (under and len(label.value) <= 30))


def _fits(label: Labelled) -> bool:
    """Whether a value is one: behind an empty 来源 the text itself may follow."""
    most = 60 if label.name in _NAMES else 200
    prose = label.name == "source" and label.value.endswith(("。", ";", ":"))
    return len(label.value) <= most and not prose and not _NO_VALUE.match(label.value)


def named(labels: Sequence[Labelled]) -> str:
    """The title that a metadata box gives under 名称 or 标题."""
    values = (x.value for x in labels if x.name == "name" and (x.signed or x.alone))
    return next((squeezed(value) for value in values if not _NO_VALUE.match(value)), "")


def number(box: Box, page: Page, block: Block, title: str, text: str) -> Said:
    """The document's own 文号: the box's, the title's, else a line's under the title."""
    said = box.said("doc_no", "document_number")
    spelled = doc_number(said.value)
    if spelled:
        return Said(spelled, said.by)
    if re.search(r"\d", said.value) and len(said.value) <= _NUMBER_LINE:
        return said
    own = _in_title(normal(title))
    if own:
        return Said(own, "title")
    head = page.visible[block.titles[0][1] :][:200] if block.titles else ""
    for line in (head + "\n" + text[:300]).split("\n"):
        found = doc_numbers(line) if "号" in line and len(line) <= _NUMBER_LINE else ()
        alone = found and len(found[0]) >= len(re.sub(r"\s", "", line)) - 2
        if alone or (found and _ORDER.fullmatch(line.strip("() "))):
            return Said(found[0], "head")
    return Said()


def _in_title(title: str) -> str:
    """The number that a title begins with, or ends with in brackets."""
    found = doc_numbers(title) if "号" in title else ()
    bare = re.sub(r"\s", "", title)
    first = re.match(r"[\u4e00-\u9fff]{2,20}(?:公告|通告|令)(?:\d{4}年)?\(?第?\d+号", bare)
    last = re.search(r"\(([^()《》]{2,24}号)\)$", bare)
    if last and len(doc_numbers(last[1])) == 1:
        return doc_numbers(last[1])[0]
    return found[0] if first and found else ""


def source(page: Page, box: Box) -> Said:
    """Who is named as the source: printed, written by a script, or in the metas."""
    said = box.said("source")
    if said.value and "document" not in said.value:
        return said
    for script in page.scripts:
        if len(script) < _LONG_SCRIPT and ("来源" in script or "ource" in script):
            written = _SCRIPTED.search(script)
            if written and not written[1].startswith(("http", "/", "#", ".")):
                return Said(normal(squeezed(written[1])), "script")
    meta = normal(plain(page.metas.get("contentsource", "")))
    return Said(meta, "meta" if meta else "")


def keywords(page: Page, box: Box) -> Said:
    """主题词: the box's, else the metas'."""
    said = box.said("keywords", "keywords")
    meta = normal(page.metas.get("keywords", ""))
    return said if said.value else Said(meta, "meta" if meta else "")


def validity(box: Box) -> str:
    """有效性 as the box prints it (有效, 失效, 已修改, 是 …); empty where it does not."""
    said = box.value("validity")
    return said if len(said) <= 20 and _VALID.search(said) else ""


def mark(page: Page, box: Box, title: str, block: Block) -> str:
    """废止 or 失效, where the page marks the document so; empty otherwise."""
    if box.data.get("is_abolished") in (1, True, "1"):
        return "废止"
    if box.data.get("is_expired") in (1, True, "1"):
        return "失效"
    said = box.value("validity")
    found = _REPEALED.search(said) if len(said) <= 20 else None
    if found:
        return found[0]
    marked = _MARK.search(normal(title))
    if marked:
        return marked[1]
    for start, end in block.titles[:4]:
        for line in page.visible[max(0, start - 60) : end + 120].split("\n"):
            if _STAMP.match(line.strip()):
                return "失效" if "失效" in line else "废止"
    return ""
