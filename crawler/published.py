"""When a document was published, as its page shows it.

A day is believed only where a reader sees it as the publish date, or where two independent sources
agree. Metas alone are not enough: a move to another system stamps years of old pages anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from crawler.characters import bare, normal, squeezed
from crawler.content import is_file
from crawler.dates import Found, days, days_in_url, parse_day
from crawler.labels import Labelled
from crawler.page import Page, like

_METAS = (
    "pubdate",
    "publishdate",
    "publish_date",
    "publishtime",
    "pub_date",
    "article:published_time",
    "firstpublishedtime",
    "dc.date.issued",
)
_OTHER_DAY = re.compile(
    r"(?:成文|生成|签发|印发|制发|发文|生效|实施|施行|截止|截至|失效|废止|开始|结束|公示|报名|开标|会议|活动"
    r"|通过|修订|修正|执行|有效|到期|起止|今天|现在|当前|举办|召开|出生|成立|登记|期限)"
    r"[\u4e00-\u9fff]{0,4}\s*[:是为于]?\s*$"
)
_NAMED = re.compile(r"^[^\u4e00-\u9fff]*([\u4e00-\u9fff]{1,8})(?:时间|日期)\s*:?\s*$")
_SITES = re.compile(  # what a site itself dates
    r"(?:网站|文章|本文|稿件|新闻|文件|页面|内容|公告|公示|正文|首次|政策|信息|最新|最后|上次|网上)?"
    r"(?:发布|发表|公布|公开|更新|编辑|添加|加入|录入|入库|上传|上网|刊登|登载|刊发|提交|发稿|来稿|挂网"
    r"|创建|制作)?"
)
_ONWARD = re.compile(r"\s*(?:\d{1,2}:\d\d\S{0,3}\s*)?(?:起|至|止|前|后|以|之|施行|实施|执行|生效)")
_RUNNING = re.compile(r"今天|现在是|当前时间|农历")
_COMPACT = re.compile(r"(?:时间|日期)\s*:?\s*(?:19|20)\d{6}(?!\d)")
_TITLE_BLOCK = re.compile(
    r"来源|浏览|点击|阅读|作者|字体|字号|发布|访问|编辑|打印|分享|次数|时间|日期|稿源"
)
_WRITTEN = re.compile(  # 发布时间：<script>document.write("2026-09-30")
    r"(?:发布|公开|发表)(?:时间|日期)[:：]\s{0,9}(?:</?\w[^<>]{0,80}>\s{0,9}){0,3}"
    r"<script[^<>]{0,80}>([^<]{0,300})</script"
)
_UNFILLED = re.compile(r"(?:发布|公开|发表)(?:时间|日期):")
_BESIDE = re.compile(r"\W{0,3}(?:来源|作者|浏览|点击|阅读|字体|字号|.{0,4}(?:时间|日期))[^:]{0,4}:")
_CLOCK = re.compile(r"\d{1,2}\s*[:时]\s*\d{1,2}\s*(?:[:分]\s*\d{0,2}\s*秒?)?")
_UPDATED = re.compile(r"(?:更新|修改|编辑)(?:时间|日期|于)?\s*:?\s*$")
# An element that the site's own template calls a time: pubtime, info_date, fbsj, shijian.
_TIME_NAME = re.compile(
    r"(?:[a-z]{0,10}[-_]?)?(?:time|date|shijian|riqi)\d?|(?:fb|fbu|xx|pub|cjsj)(?:sj|rq|time)"
)
_MAY_BE_TIME = like(
    "", *(f'*="{part}"' for part in ("time", "date", "shijian", "riqi", "sj", "rq"))
)
_OFFICE = re.compile(  # who stands beside a day: an office, a paper, a site
    r"(?:[\w\u4e00-\u9fff]{0,20}(?:网|网站|报|社|台|局|办|委|厅|部|处|科|院|中心|办公室|政府|单位)"
    r"|www\.[\w.-]+)"
)
_AFTER, _BEFORE, _HEAD = 600, 160, 300  # characters
_LONG = 12  # characters from which on a link's text is a title rather than a column's name


class Published(NamedTuple):
    """What was found: the day believed (or None), by which source, every candidate, where."""

    day: date | None
    day_from: str
    days: dict[str, date]
    at: int


class Block(NamedTuple):
    """Where the title block lies in ``page.visible``; -1 where it is not known."""

    titles: Sequence[tuple[int, int]]
    body: int
    body_end: int


def label_days(labels: Iterable[Labelled]) -> list[Found]:
    """The days that stand directly behind a publish label."""
    found = []
    for label in labels:
        if label.name == "published":
            value = days(label.value[:40], compact=True)
            if value and value[0].start <= 3:
                found.append(Found(value[0].day, label.start, label.end))
    return found


def title_block(page: Page, labels: Sequence[Found], body: int) -> int:
    """Where the title block stands that belongs to the text at ``body``: a publish label over the
    text or in its head, else the nearest line with a day, else one with 来源 or the like; -1
    where there is none. What stands over it may be the title."""
    for label in labels:
        over = body < 0 or label.start < body + _HEAD
        if over and (len(labels) == 1 or not _is_row(page, label)):
            return label.start
    start = max(0, body - _AFTER)
    day = other = -1
    for at, line, previous, following in _lines(page.visible, start, body + _HEAD):
        here = days(line, compact=bool(_COMPACT.search(line)))
        if len(here) == 1 and _reads_as_published(line, here[0], previous, following, page):
            day = at
        elif other < 0 and _BESIDE.match(line):
            other = at
        if at >= body and (day >= 0 or _is_prose(line)):
            break
    return day if day >= 0 else other


def published(
    page: Page, labels: Sequence[Labelled], block: Block, detail: date | None
) -> Published:
    """The publish day of the document on ``page``."""
    found: dict[str, date] = {}
    hints = _hints(page, detail)
    values = set(hints.values())
    said = [f for f in label_days(labels) if not _is_beside(page, f, block)]
    inside = [f for f in said if _inside(f.start, block)]
    under = [f for f in said if 0 < block.body_end <= f.start]
    over = [f for f in said if f not in inside and f not in under]
    shown, at = _labelled_day(page, over, block, values, found)
    if shown is None and "label" not in found:
        shown, at = _title_block_day(page, block, values, found)
    if shown is None and "label" not in found:
        shown, at = _labelled_day(page, under, block, values, found)
    if shown is None and "label" not in found and inside:
        # Where the title block stands in the text's own element its label may stand far down.
        head = [f for f in inside if f.start < block.body + _HEAD]
        shown, at = _labelled_day(page, head, block, values, found)
        if not head:
            found["body"] = inside[0].day
    if shown is None and "label" not in found and (day := _scripted(page, block)):
        shown = found["label"] = day
    found |= hints
    if shown:
        return Published(shown, "label", found, at)
    agreed = _agreed(hints) if "label" not in found else None
    return Published(agreed, "agreed" if agreed else "", found, -1)


def _scripted(page: Page, block: Block) -> date | None:
    """The one day that scripts write behind publish labels, one of which is the text's own."""
    if not _UNFILLED.search(page.visible, 0, min(block.body + _HEAD, block.body_end)):
        return None
    written = {f.day for m in _WRITTEN.finditer(page.text) for f in days(normal(m[1]))}
    return written.pop() if len(written) == 1 else None


def _hints(page: Page, detail: date | None) -> dict[str, date]:
    """What the page's metas, its address and its embedded data say."""
    found = {}
    metas = (parse_day(page.metas[name]) for name in _METAS if name in page.metas)
    for name, day in (
        ("meta", next((day for day in metas if day), None)),
        ("url", days_in_url(page.url)),
        ("detail", detail),
    ):
        if day:
            found[name] = day
    return found


def _agreed(hints: dict[str, date]) -> date | None:
    """The day that two of the sources name, where no third one names another."""
    values = set(hints.values())
    return values.pop() if len(hints) >= 2 and len(values) == 1 else None


def _labelled_day(
    page: Page, labels: list[Found], block: Block, hints: set[date], found: dict[str, date]
) -> tuple[date | None, int]:
    """The day of the publish label that belongs to the title; None where two contradict."""
    if not labels:
        return None, -1
    if len({f.day for f in labels}) > 1:  # rows of lists beside the document print labels too
        labels = [f for f in labels if not _is_row(page, f)] or labels
    near = sorted(labels, key=lambda f: _distance(f, block))
    best = near[0]
    found["label"] = best.day
    rivals = {f.day for f in near if _distance(f, block) < _AFTER and _leads(page, f)}
    rivals.discard(best.day)
    if not rivals or _distance(best, block) >= _AFTER:
        return best.day, best.start
    found["label2"] = min(rivals)
    for day in (best.day, *rivals):
        if day in hints:
            return day, best.start
    return None, best.start


def _leads(page: Page, found: Found) -> bool:
    """Whether a label begins its line or stands among a title block's words, not in a sentence."""
    start = page.visible.rfind("\n", 0, found.start) + 1
    before = page.visible[start : found.start].strip()
    return len(before) <= _LONG or bool(_TITLE_BLOCK.search(before))


def _is_beside(page: Page, found: Found, block: Block) -> bool:
    """Whether a label is of a row in a list before the title or after the text.

    A title may be a link itself, and a path's last step may stand over the document's own label.
    """
    after = 0 < block.body_end <= found.start
    before = bool(block.titles) and found.end <= block.titles[0][0]
    if not (after or before):
        return False
    line = _line_over(page, found)
    start = page.visible[: found.start].rstrip().rfind("\n") + 1
    own = any(first <= start < last for first, last in block.titles)
    return not own and len(line) >= (8 if after else _LONG) and _is_linked(page, line)


def _inside(at: int, block: Block) -> bool:
    """Whether ``at`` lies in the document's own text, below its head."""
    if not 0 <= block.body + 40 <= at < block.body_end:
        return False
    if any(start < block.body for start, _ in block.titles):
        return True
    # The element that holds the text holds the title block too.
    return not any(end <= at <= end + _HEAD for _, end in block.titles[:1])


def _distance(found: Found, block: Block) -> int:
    """Characters between a day and the title, days above the title counted as farther."""
    gaps = [
        found.start - end if found.start >= end else 2 * (start - found.end)
        for start, end in block.titles
    ]
    return min((abs(gap) for gap in gaps), default=0)


def _title_block_day(
    page: Page, block: Block, hints: set[date], found: dict[str, date]
) -> tuple[date | None, int]:
    """The day that stands unlabelled, or under a plain 时间, between title and text."""
    text = page.visible
    for start, end in _own_titles(block):
        stop = block.body if block.body >= end else len(text)
        day = _bare_day(text, end, min(stop, end + _AFTER), page)
        head = text[max(0, start - _BEFORE) : start]
        if day is None and "来源" in head:  # source and day stand over the title
            lead = text.rfind("\n", 0, max(0, start - _BEFORE)) + 1
            day = _bare_day(text, lead, start, page)
        if day is None:
            continue
        stamped = _is_stamped(text, day, end, bool(hints)) or _is_named_time(page, text, day)
        if day.day in hints or stamped:
            found["label"] = day.day
            return day.day, day.start
        found.setdefault("bare", day.day)
    return None, -1


def _own_titles(block: Block) -> Sequence[tuple[int, int]]:
    """The titles over the text; the first in it where its element holds the title block too."""
    above = [span for span in block.titles if span[0] < block.body or block.body < 0]
    return above or [span for span in block.titles[:1] if span[0] < block.body + _HEAD]


def _is_stamped(text: str, found: Found, end: int, hinted: bool) -> bool:
    """Whether a day was set by the site rather than written by the document's author.

    Sites print 2026-09-30 or stand it among 来源, 浏览, 字号; (2026年9月30日) alone under a title
    is when a decision was adopted. 更新时间 is believed only where nothing contradicts it.
    """
    lead = text[max(0, found.start - 12) : found.start]
    if _UPDATED.search(lead):
        return not hinted
    near = text[min(end, found.start) : found.end + 60]
    rest = near.replace(text[found.start : found.end], "")
    clock = _CLOCK.match(text[found.end : found.end + 20].lstrip())
    plain = "年" not in text[found.start : found.end]
    return plain or bool(clock or _TITLE_BLOCK.search(rest))


def _is_named_time(page: Page, text: str, found: Found) -> bool:
    """Whether the day stands alone in an element that the template calls a time."""
    start, stop = text.rfind("\n", 0, found.start) + 1, text.find("\n", found.end)
    line = text[start : stop if stop >= 0 else len(text)]
    return any(
        normal(squeezed(node.text())) == line
        for node, names in page.named(_MAY_BE_TIME)
        if any(map(_TIME_NAME.fullmatch, names[1:]))
    )


def _lines(text: str, start: int, stop: int) -> Iterator[tuple[int, str, str, str]]:
    """Each line of a stretch: where it begins, itself, the one over it, the one below it."""
    lines = [line for line in text[start : max(start, stop)].split("\n") if line]
    for previous, line, following in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        at = text.index(line, start)
        yield at, line, previous, following
        start = at + len(line)


def _bare_day(text: str, start: int, stop: int, page: Page) -> Found | None:
    """The first line that is a day, alone or among the words of a title block."""
    for at, line, previous, following in _lines(text, start, stop):
        here = days(line, compact=bool(_COMPACT.search(line)))
        if len(here) == 1 and _reads_as_published(line, here[0], previous, following, page):
            return Found(here[0].day, at + here[0].start, at + here[0].end)
        if _is_prose(line):
            return None
    return None


def _reads_as_published(line: str, found: Found, previous: str, following: str, page: Page) -> bool:
    rest = _CLOCK.sub("", line[: found.start] + line[found.end :])
    lead = line[: found.start].strip(" [(【") or (previous if len(previous) <= 12 else "")
    if _OTHER_DAY.search(lead) or _RUNNING.search(line):
        return False
    if "星期" in rest and not _TITLE_BLOCK.search(rest):  # the clock of a page's head
        return False
    named = _NAMED.match(lead)  # 听证会时间: what happens then is no publishing
    if _ONWARD.match(line, found.end) or (named and not _SITES.fullmatch(named[1])):
        return False
    words = _words(rest) if "年" not in line or _CLOCK.search(line) else []
    if not words or not all(map(_OFFICE.fullmatch, words)):
        beside = _TITLE_BLOCK.search(rest) and len(rest) < 80
        if not beside and len(re.sub(r"\W", "", rest)) > 4:
            return False
    # a row of related items has a link over its day, or below it
    return not (
        (len(previous) >= 8 and _is_linked(page, previous))
        or (len(following) >= 8 and _is_linked(page, following, files=False))
    )


def _words(text: str) -> list[str]:
    return re.sub(r"[\[\]()【】|]", " ", text).split()


def _is_row(page: Page, found: Found) -> bool:
    """Whether the line over a day's label is a link to another page."""
    line = _line_over(page, found)
    return len(line) >= 8 and _is_linked(page, line)


def _line_over(page: Page, found: Found) -> str:
    return page.visible[: found.start].rstrip().rpartition("\n")[2]


def _is_linked(page: Page, text: str, *, files: bool = True) -> bool:
    """Whether ``text`` is the text of a link to another page, or to a file."""
    key = bare(text)
    if not any(linked.startswith(key) for linked in page.linked):
        return False
    return files or not any(bare(x.text).startswith(key) and is_file(x.url) for x in page.links)


def _is_prose(line: str) -> bool:
    """Whether the document's own text begins here."""
    if _TITLE_BLOCK.search(line) and len(line) < 100:
        return False
    return len(line) > 60 or (len(line) >= 8 and line.rstrip().endswith(("。", ":", ";")))
