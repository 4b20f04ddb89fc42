"""The title of a list's row: whole where the page shows it cut, without days and marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.characters import bare, normal, squeezed
from crawler.dates import days
from crawler.page import lines
from crawler.rowdays import TRAILING

__all__ = ["is_only_day", "is_top", "title_of_link"]

_CUT = re.compile(r"(?:\.{2,}|…+)$")
_NAMED = re.compile(r"^(?:(?:文章)?标\s*题|名\s*称)\s*[:：]\s*")
_HINT = re.compile(r"\s*(?:发布|更新|发表)?(?:时间|日期|作者|点击数?|浏览)\s*[:：].*$")
# A quote that was closed with another takes the next attributes into the title.
_RUNAWAY = re.compile(r"\s*['\"]\s*(?:target|class|href|style)\s*=.*$")
_SENDER = re.compile(
    r"^\[[^\[\]]{1,12}(?:局|办|委|厅|院|所|中心|政府|镇|乡|街道|处|站|室|队|部)\]$"
)
_BULLET = re.compile(r"^[\s·•▪■◆●►▶»>\-*・◇□○\u25a0-\u25ff\ue000-\uf8ff]+")
_TOP = re.compile(r"^\s*(?:[\[【(（〔]\s*)?(?:置\s*顶|TOP)(?:\s*[\]】)）〕]|\s+|[:：])\s*", re.I)
_DATED = re.compile(r"\s+(?:19|20)\d\d年\d{1,2}月\d{1,2}日$")
_NEW = re.compile(r"\s*(?:new!?|hot!?)\s*$", re.IGNORECASE)
_TITLE = 8  # characters, from which on a link's own words are its title
_ABOVE = 2  # elements over a link, one of which may carry its whole title


def is_only_day(text: str) -> bool:
    """Whether ``text`` is nothing but a day, a time or a number."""
    return len(text) <= 30 and not re.search(r"[^\W\d_年月日时分秒]", text)


def is_top(text: str) -> bool:
    """Whether a title begins with the mark of a row that is kept on top."""
    return bool(_TOP.match(text))


def title_of_link(link: LexborNode) -> str:
    """The whole title: the visible one, or the ``title`` attribute where that is cut."""
    first = link.child
    plain = first is None or (first.tag == "-text" and first.next is None)  # nothing within
    shown = squeezed(link.text()) if plain else _head(link) or _shown(link)
    shown = _plain(TRAILING.sub("", _BULLET.sub("", shown)))
    for said in _said(link):
        whole = _whole(shown, said)
        if whole:
            return whole
    return shown


def _plain(text: str) -> str:
    cleared = _TOP.sub("", text)
    cleared = _NEW.sub("", cleared) if re.search(r"[\u4e00-\u9fff]", cleared) else cleared
    return cleared or text


def _said(link: LexborNode) -> Iterator[str]:
    """What attributes call the link: its own first, then those within it and right above it."""
    own = link.attributes.get("title") or ""
    if own.strip():
        yield _stated(own)
        return
    for node in link.css("[title]"):
        yield _stated(node.attributes.get("title") or "")
    above = link.parent
    for _ in range(_ABOVE):
        if above is None or above.tag not in ("li", "td", "tr", "dd", "div", "p", "h3", "span"):
            return
        if above.attributes.get("title"):
            yield _stated(above.attributes.get("title") or "")
        above = above.parent


def _stated(text: str) -> str:
    said = _RUNAWAY.sub("", squeezed(text))
    return _plain(_DATED.sub("", TRAILING.sub("", _HINT.sub("", _NAMED.sub("", said)))))


def _whole(shown: str, said: str) -> str:
    """``said`` where it is what ``shown`` is a part of; else nothing."""
    if len(bare(said)) < 4:
        return "" if shown else said
    key, full = bare(shown), bare(said)
    cut = _CUT.search(key)
    stem = key[: cut.start()] if cut else key
    if not key or (cut and stem[:12] in full and len(full) > len(stem)):
        return said
    if (full in key and len(full) >= 6) or (full.startswith(key) and len(full) > len(key) >= 6):
        return said
    return ""


def _head(link: LexborNode) -> str:
    """The heading within a link that holds a whole row; a day set large is none."""
    for head in link.css("h1, h2, h3, h4, h5, [class*=title], [class*=tit], [class*=bt]"):
        text = squeezed(head.text())
        if text and head.mem_id != link.mem_id and not is_only_day(text):
            return text
    return ""


def _shown(link: LexborNode) -> str:
    """The link's visible text without days; its longest piece where it holds a whole row."""
    if link.css_first("div, p, span, i, b, em, li, dl, td") is None:
        return squeezed(link.text())
    pieces = [piece for piece in lines(link) if not _is_day_piece(piece)]
    if len(pieces) > 1 and _SENDER.match(normal(pieces[-1])):
        pieces.pop()
    if link.css_first("div, p, li, dl, td") is not None:
        return _own(link) or max(pieces, key=len, default="")
    return squeezed("".join(pieces)) if pieces else squeezed(link.text())


def _own(link: LexborNode) -> str:
    """The title that a link with boxes within shows before the first of them."""
    text = ""
    node = link.child
    while node is not None and node.tag not in ("div", "p", "ul", "dl", "table"):
        piece = (node.text_content if node.tag == "-text" else node.text()) or ""
        text += "" if _is_day_piece(piece) else piece
        node = node.next
    said = squeezed(text)
    title = len(bare(said)) >= _TITLE and not said.endswith((":", "：", "]", "】"))
    return said if title else ""  # a lead is none: 【海棠市水务局】


def _is_day_piece(piece: str) -> bool:
    text = normal(piece)
    here = days(text)
    return bool(here) and len(re.sub(r"\W", "", text)) <= 14
