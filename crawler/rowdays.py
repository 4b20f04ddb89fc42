"""The day of a list's row, however it is printed: whole, in pieces, beside other days."""

from __future__ import annotations

import re
from datetime import date

from selectolax.lexbor import LexborNode

from crawler.characters import normal, squeezed
from crawler.dates import Found, days, days_in_url, make
from crawler.page import lines
from crawler.rowcells import heading_over

# begun only where a run of brackets begins: a title of nothing else would cost its square
TRAILING = re.compile(r"(?<![\s\[(【])[\s\[(【]+((?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})[\s\])】]*$")
_YEAR_MONTH = re.compile(r"^\W*((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*月?\W*$")
_SHORT_YEAR = re.compile(r"^\W*([0-3]\d)[-/.](\d\d)[-/.](\d\d)\W*$")
_MONTH_DAY = re.compile(r"^\W*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\W*$")
_YEAR = re.compile(r"^\W*((?:19|20)\d\d)\s*年?\W*$")
_HEADING = re.compile(r"^((?:19|20)\d\d)年?$")  # 2024年度: of reports, out the year after
_DAY = re.compile(r"^\W*(\d{1,2})\s*日?\W*$")
_COMPACT = re.compile(r"^\W*(?:19|20)\d{6}\W*$")
_SHORT = 40  # characters of a heading
_ATTRIBUTES = ("title", "datetime", "data-time", "data-date", "value")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?")
_LABEL = re.compile(r"发布|公布|公开|发文|更新|时间|日期|来源")
_PUBLISHED = re.compile(r"发布|公布|公开|公示(?!期|截|结)")
_SURE = re.compile(r"发布|公布|公开")
_RUNNING = re.compile(r"今天|今日|现在|当前|农历|星期|周[一二三四五六日]")
_EVENT = re.compile(r"报名|举办|活动|会议|开标|起止|出访|考试|开庭")
_OTHER = re.compile(r"成文|生成|发文|签发|印发|实施|施行|生效|失效|废止|截止|截至|开始|结束")


def is_stamp(text: str, *, in_link: bool = False) -> bool:
    """Whether ``text`` is a day with little around it, or a title with a day at its end.

    Titles speak of days too (关于5月1日停水的公告): within a link little is next to nothing.
    """
    here = _whole(text)
    if not here:
        return any(form.match(text) for form in (_YEAR_MONTH, _MONTH_DAY, _SHORT_YEAR))
    if len(here) > 2 or _RUNNING.search(text):
        return False
    if _EVENT.search(text) and _LABEL.search(text) and not _PUBLISHED.search(text):
        return False
    rest = _CLOCK.sub("", text)
    for f in reversed(here):
        rest = rest.replace(text[f.start : f.end], "")
    most = 4 if in_link and not _LABEL.search(text) else 16
    return len(re.sub(r"\W", "", rest)) <= most or bool(TRAILING.search(text))


def _whole(text: str) -> list[Found]:
    """The whole days in ``text``; eight digits are one where nothing stands beside them."""
    return days(text) or (days(text, compact=True) if _COMPACT.match(text) else [])


def is_other(text: str) -> bool:
    """Whether a day in ``text`` is named as something other than when the row was published."""
    return bool(_OTHER.search(text)) and not _PUBLISHED.search(text)


def row_day(
    row: LexborNode, stamps: list[tuple[LexborNode, str]], url: str
) -> tuple[date | None, str]:
    """The row's day: the one labelled as published, else the first that is nothing else."""
    whole = [(node, text, _whole(text)) for node, text in stamps]
    dated = [(node, text, here[0].day) for node, text, here in whole if here]
    if len(dated) > 1:
        named = [(name_of(row, node, text), day) for node, text, day in dated]
        for sort in (_SURE, _PUBLISHED):
            for name, day in named:
                if sort.search(name):
                    return day, "shown"
        others = [day for name, day in named if not _OTHER.search(name)]
        if others:
            return others[0], "shown"
    return (dated[0][2], "shown") if dated else _joined(row, stamps, url)


def name_of(row: LexborNode, node: LexborNode, text: str) -> str:
    """What a day in a row is called: in its own text, before it, or over its table's column."""
    if _LABEL.search(text) or _OTHER.search(text):
        return text
    before = node.prev
    while before is not None and before.tag == "-text" and not (before.text_content or "").strip():
        before = before.prev
    for beside in (next(node.iter(), None), before):
        said = normal(squeezed(beside.text() or "")) if beside is not None else ""
        if len(said) <= 8 and (_LABEL.search(said) or _OTHER.search(said)):
            return said
    return heading_over(row, node)


def _joined(
    row: LexborNode, stamps: list[tuple[LexborNode, str]], url: str
) -> tuple[date | None, str]:
    """A day printed in pieces: 2026-09 | 16, 09-16 | 2026, or 09-16 and the address."""
    texts = [normal(piece) for piece in lines(row)][:40]
    for node, text in stamps:
        month = _YEAR_MONTH.match(text)
        if month:
            alone = next((m for m in map(_DAY.match, texts) if m), None)
            day = make(month[1], month[2], alone[1]) if alone else None
            if day:
                return day, "shown"
        brief = _SHORT_YEAR.match(text)
        day = make(f"20{brief[1]}", brief[2], brief[3]) if brief else None
        if day:
            return day, "shown"
        short = _MONTH_DAY.match(text)
        if short:
            told = stated(node) or stated(row)
            if told and (told.month, told.day) == (int(short[1]), int(short[2])):
                return told, "shown"
            year = next((m for m in map(_YEAR.match, texts) if m), None)
            address = days_in_url(url)
            number = year[1] if year else str(address.year) if address else _year_over(row)
            day = make(number, short[1], short[2]) if number else None
            if day:
                return day, "shown"
    return None, ""


def _year_over(row: LexborNode) -> str:
    """The year under whose heading a row stands; empty where there is none."""
    above: LexborNode | None = row
    for _ in range(3):
        before = above.prev if above is not None else None
        while before is not None and before.tag == "-text":
            before = before.prev
        first = before.child if before is not None else None
        said = first.text_content or "" if first is not None and first.tag == "-text" else ""
        head = _HEADING.match(normal(said.strip())) if len(said) < _SHORT else None
        if head:
            return head[1]
        above = above.parent if above is not None else None
    return ""


def stated(node: LexborNode) -> date | None:
    """The whole day in an attribute of the element that shows a part of it."""
    for name in _ATTRIBUTES:
        here = days(normal(node.attributes.get(name) or ""))
        if here:
            return here[0].day
    return None
