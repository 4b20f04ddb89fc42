"""What a document is called on its own page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.characters import bare, normal, squeezed
from crawler.dates import days
from crawler.page import Page, like, lines, plain

_TITLES = "h1 h2 h3 ucaptitle title tit bt tc ewb-article-tt wzbt infodetailtitle"
_HEADS = frozenset(_TITLES.split())
_LIKE_HEAD = re.compile(r"title|_bt|tit_|_tit|-tit|tit$")
_LIKE = ('*="tit"', '*="bt"', '*="article-tt"', '~="tc"', '~="h1"', '~="h2"', '~="h3"')
_MAY_BE_HEAD = like("h1, h2, h3, ucaptitle", *_LIKE)
_PARTS = re.compile(
    r"\s*(?:[|_]|>{1,2}|»)+\s*|\s+[-–—]+\s*|\s*[-–—]+\s+|[-–—]{2,}|(?<=[\u4e00-\u9fff）)])-(?=[\u4e00-\u9fff])"
)
_NO_TITLE = re.compile(
    r"^(?:首页|正文|当前位置|您现在的位置|分享到?|打印|关闭|附件|相关.{0,6}|扫一扫.*|详细页面|信息内容|内容详情"
    r"|详情页?|文章详情|网站首页|基本信息|政策解读|热点.{0,4}|信息公开目录|.{0,12}(?:公示|公告)?详细页面)$"
)
_OFFICE = re.compile(
    r"^(?!关于).{2,20}(?:人民政府|门户网站|官网|政府网|政务网|信息网|委员会|平台|[局厅院]|办公室)"
    r"(?:(?:官方|门户)?网站|官网)?$"
)
_BELOW = re.compile(  # the title block's second line, set within the heading
    r"\s*(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\s+\d{1,2}:\d\d.*$"
    r"|\s*(?:发布|更新|发表)(?:时间|日期)\s*[:：].*$|\s(?:来源|作者|日期|时间)\s*[:：].*$"
)
_NO_LINE = re.compile(  # a label, a sentence, a number, a subtitle: never a title
    r"[:>]|来源|\d{4}-\d\d|^[-—(（]|[。；;]$|[〕\]]第?\d+号$|^.{120}|^.{0,6}(?:日期|时间)$"
    r"|[今现][天在]是|星期[一二三四五六日天]"
)
_WORDS = re.compile(r"[^\W\d_年月日时分秒]")
_DAY_ENDS = frozenset("0123456789日０１２３４５６７８９)）]】")  # what a heading's day may end with
_CUT = ("...", "…")
_WHOLE = 120  # characters of the longest title
_SURE = 6.5  # the score of a heading that is in <title> and stands over the publish label
_NEAR = 3.5  # the score of one that is either
_SHORT = 8  # characters: a heading under that is hardly a document's
_MOST = 400  # heading elements looked at


def title_of(page: Page, detail: str, at: int, named: str = "", *, body: int = -1) -> str:
    """The title a reader sees; empty where the page has none.

    ``detail`` is the title that embedded data gives, ``named`` the one that a metadata box gives
    (名称：…), ``at`` where in ``page.visible`` the publish label or date stands, ``body`` where the
    text does (-1: unknown). ArticleTitle (国办发〔2017〕47号) is believed where the page shows it;
    ``<title>`` is often only the site's or the column's name.
    """
    site = _names(page)
    for said in (detail, page.metas.get("articletitle", "")):
        title = plain(said)
        if len(bare(title)) >= 2 and bare(title) not in site:
            return _as_shown(page, title, site, at)
    named = named if len(bare(named)) >= 6 and bare(named) not in site else ""
    title = _best_heading(page, site, at, least=_NEAR) or _shown_part(page, site)
    if len(bare(title)) < _SHORT:
        title = _unnamed(page, site, title or _best_heading(page, site, at) or named, at, body)
    return _as_shown(page, title, site, at) if title.endswith(_CUT) else title


def _unnamed(page: Page, site: frozenset[str], heading: str, at: int, body: int) -> str:
    """The title where no element is named for it: ``heading`` may be a column's name over it."""
    over = _lines_over(page, site, at)
    line = next((line for line in over if len(bare(line)) >= 6), "")
    if len(bare(heading)) < _SHORT <= len(bare(line)) and [bare(heading)] != [*map(bare, over[:1])]:
        return line
    within = page.visible.find("\n", body) + 1 if body >= 0 else -1  # the text's first line
    return heading or line or _from_title(page, site, over or _lines_over(page, site, within))


def _names(page: Page) -> frozenset[str]:
    """What the site and its column are called: never a document's title."""
    keys = ("sitename", "columnname", "columntype", "sitedomain", "author")
    return frozenset(bare(page.metas[key]) for key in keys if key in page.metas)


def _as_shown(page: Page, title: str, site: frozenset[str], at: int) -> str:
    """``title``, or the heading it was cut from, or the one that a reader sees in its place."""
    key = bare(title)
    if not key.endswith(_CUT) and key in page.solid:
        return title
    stem = key.rstrip(".…")
    for text in _headings(page):
        shown = bare(text)
        if shown.startswith(stem) or (len(shown) >= 8 and shown in key):
            return text
    if key.endswith(_CUT) and len(stem) >= 8:
        for line in page.lines:
            shown = bare(line)
            if len(shown) > len(key) and shown.startswith(stem) and len(shown) <= _WHOLE:
                return line
    if key in page.solid:
        return title
    return _best_heading(page, site, at, least=_SURE) or title


def _headings(page: Page) -> Iterator[str]:
    seen = set()
    heads = (node for node, names in page.named(_MAY_BE_HEAD) if any(map(_names_head, names)))
    for node in islice(heads, _MOST):
        text = _BELOW.sub("", _heading(node))
        if _is_day(text):
            continue
        if text.startswith(("—", "--")):  # a subtitle
            continue
        if 4 <= len(text) <= 160 and text not in seen and not _NO_TITLE.match(text):
            seen.add(text)
            yield text


def _heading(node: LexborNode) -> str:
    """The text of a heading, without a day that stands in an element of its own at its end."""
    first = node.child
    if first is not None and first.tag == "-text" and first.next is None:  # nothing within
        return squeezed(node.text())
    whole = squeezed(node.text(separator=" ") if node.css_first("br") else node.text())
    if whole[-1:] not in _DAY_ENDS:
        return whole
    parts = lines(node)
    if len(parts) > 1 and _is_day(parts[-1].strip("()（）[]【】")):
        return whole.removesuffix(parts[-1]).rstrip()
    return whole


@lru_cache(maxsize=4096)
def _names_head(name: str) -> bool:
    return name in _HEADS or bool(_LIKE_HEAD.search(name))


def _is_day(text: str) -> bool:
    """Whether ``text`` is a day, with a clock at most."""
    return len(text) <= 30 and bool(days(normal(text))) and not _WORDS.search(text)


def _best_heading(page: Page, site: frozenset[str], at: int, least: float = 2.0) -> str:
    """The heading that best looks like the document's own; empty where none does."""
    whole, best, most = bare(page.title), "", least
    before = bare(page.visible[max(0, at - 400) : at]) if at > 0 else ""
    for text in _headings(page):
        key = bare(text)
        if key in site or len(key) < 4 or _OFFICE.search(key):
            continue
        score = 4.0 if key in whole and len(key) >= 8 else 0.0
        score += 2.0 if len(key) >= 8 else 0.0
        place = before.rfind(key) if before else -1
        if place >= 0:
            score += 3.0 if len(before) - place - len(key) < 60 else 1.0
        score += min(len(key), 40) / 100
        if score > most:
            best, most = text, score
    return best


def _lines_over(page: Page, site: frozenset[str], at: int) -> list[str]:
    """The lines over the publish label that may be a title which no element is named for, the
    nearest first: no sentence, no number, nothing that leads to another page."""
    if at <= 0:
        return []
    over = page.visible[: page.visible.rfind("\n", 0, at) + 1].count("\n")
    return [
        line
        for line in reversed(page.lines[max(0, over - 4) : over])
        if (key := bare(line)) not in site
        and key not in page.linked
        and _WORDS.search(line)
        and not (_NO_LINE.search(key) or _NO_TITLE.match(key))
    ]


def _parts(page: Page, site: frozenset[str]) -> list[str]:
    """What stands in ``<title>`` beside the names of site and column."""
    return [
        part
        for part in _PARTS.split(page.title)
        if len(bare(part)) >= 6 and bare(part) not in site and not _NO_TITLE.match(part)
    ]


def _shown_part(page: Page, site: frozenset[str]) -> str:
    """The longest part of ``<title>`` that is a line of the page and leads to no other one."""
    found = [
        part
        for whole in _parts(page, site)
        for part in (whole, whole.rpartition(" ")[2])
        if len(bare(part)) >= _SHORT
    ]
    if not found:
        return ""
    shown = {bare(line) for line in page.lines if 8 <= len(line) <= _WHOLE}
    shown.difference_update(page.linked)
    own = [x for x in found if bare(x) in shown and not _OFFICE.search(bare(x))]
    return squeezed(max(own, key=len, default=""))


def _from_title(page: Page, site: frozenset[str], over: list[str]) -> str:
    """The longest part of ``<title>``; a line over the text where it ends that part, or there is
    no part but a site's name."""
    parts = _parts(page, site)
    own = [part for part in parts if not _OFFICE.search(bare(part))]
    best = max(own, key=len, default="")
    near = next((line for line in over if len(bare(line)) >= 4), "")
    if near and (best.endswith(near) if best else len(bare(near)) >= 6):
        return near
    return squeezed(best or next(iter(parts), ""))


def places(title: str, text: str) -> list[tuple[int, int]]:
    """Where ``title`` stands alone in ``text`` (normal form), however its lines are broken.

    A title that is cited (《title》政策解读) is not the title.
    """
    key = bare(title)[:80]
    if len(key) < 2:
        return []
    pattern = re.compile(r"\s*".join(map(re.escape, key)))
    found = []
    for m in pattern.finditer(text):
        before, after = text[max(0, m.start() - 40) : m.start()], text[m.end() : m.end() + 40]
        lead = before.rpartition("\n")[2].strip()
        tail = after.partition("\n")[0].strip()
        cited = lead.endswith(("《", "〈", "“", "关于", "对")) or tail.startswith(("》", "〉"))
        if not cited and (len(lead) <= 8 or lead.endswith((":", ">", "】", "]"))):
            found.append(m.span())
        if len(found) >= 12:
            break
    return found
