"""How much a page looks like the column of a subject: by name, type, address, and what it lists.

The name proposes and the content decides: rows that are of the subject and dated make a column,
rows of something else unmake one that only shares a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from gongkai.model import Choice, Order, Row
from gongkai.text.match import fold, match

EXACT = 3.0
CLOSE = 1.5  # what a name gains by being nearly the subject's
ENOUGH = 2.0  # below it a candidate is none
LIKE = 0.45  # two candidates that lie closer than this are alike
SURE = 3.9  # by name and content: nobody needs to look further
SAME = 0.5  # share of rows that two addresses of one column have in common
MOSTLY = 0.8  # share of rows that make a column of a subject whose name it does not have
FEW = 3  # rows of something else that tell something
_TERM = re.compile(r"(!?)([^&|!()]+)")
_PLAIN = re.compile(
    r"^[各本]?(?:市级|区级|县级|市|区|县|级|局|部门|单位|镇街|镇|街道)"
    r"|(?:公开|公示|信息|情况|专栏|专题|栏目|列表)+$"
)
_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2,}?(?:局|委员会|发改委|卫健委|国资委|住建委|(?<!大)厅|检察院|法院|管委会|街道"
    r"|(?<![城乡村各])镇(?!街)|区政府|县政府|(?:区|县|镇)人民政府)"
)
_HINTS = {
    "通知公告": "tzgg", "公告公示": "gggs", "政策文件": "zcwj", "规范性文件": "gfxwj",
    "政策解读": "zcjd", "预决算": "yjs", "预算": "ys", "决算": "js", "意见征集": "yjzj",
    "结果反馈": "jgfk", "行政处罚": "xzcf", "行政许可": "xzxk", "机构职能": "jgzn",
    "领导信息": "ldxx", "建议提案": "jyta", "公开指南": "gkzn", "公开年报": "gknb",
    "政府公报": "zfgb", "双随机": "ssj", "空气质量": "kqzl", "政府采购": "zfcg",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the first page of a candidate shows."""

    rows: tuple[Row, ...] = ()
    problem: str = ""  # a reason; empty: readable
    name: str = ""  # what the page calls itself
    type: str = ""
    article: bool = False
    snapshots: tuple[str, ...] = ()


class Likeness:
    """The measure of one order."""

    def __init__(self, order: Order, called: str) -> None:
        """``called``: the names of whose site it is, so that it is not taken for another's."""
        self.order = order
        self._called = fold(called)
        self._words = match(order.words)
        self._entries = match(order.entries)

    @cached_property
    def terms(self) -> set[str]:
        """The subject's names, each by itself."""
        return {t for no, t in _TERM.findall(fold(self.order.words)) if not no}

    @cached_property
    def first(self) -> str:
        """The subject's first name: what a site is asked for."""
        return next((t for no, t in _TERM.findall(self.order.words) if not no), "")

    def entry(self, title: str) -> bool:
        """Is it a title of the subject? Where nothing says which are, by its names."""
        return (self._entries if self.order.entries else self._words).found_in(title)

    def name(self, name: str) -> float:
        """0 for another name, ``EXACT`` for the subject's own, else by how near it is."""
        folded = fold(name)
        if not folded or not self._words.found_in(name):
            return EXACT if folded in self.terms else 0.0
        own = next((o for o in _OFFICE.findall(folded) if o in self._called), "")
        plain = _PLAIN.sub("", folded.replace(own, "", 1) if own else folded)
        if folded in self.terms or plain in self.terms:
            return EXACT
        longest = max((len(t) for t in self.terms if t in folded), default=1)
        # in a name the last word says what the thing is: 政策解读征稿 is no 政策解读
        head = any(plain.endswith(t) for t in self.terms)
        return (1.0 if head else 0.5) + CLOSE * longest / len(folded)

    def hint(self, url: str) -> bool:
        """Does a folder of the address have the initials of the subject's name? No proof."""
        folders = set(re.split(r"[/._-]", urlsplit(url).path.lower()))
        return any(_HINTS.get(term, "-") in folders for term in self.terms)

    def foreign(self, name: str, under: Sequence[str] = ()) -> str:
        """The office that an entry names, where it is not the one whose site this is."""
        for text in (name, *under):
            for office in _OFFICE.findall(fold(text)):
                if office not in self._called and office not in self.terms:
                    return str(office)
        return ""

    def choice(self, url: str, name: str, way: str, where: str, seen: Seen) -> Choice:
        """The candidate weighed: what speaks for it as a score, what against it as doubts."""
        matched = [r for r in seen.rows if self._entries.found_in(r.title)]
        dated = [r.day for r in seen.rows if r.day]
        doubts = list(self._doubts(seen, len(matched)))
        score = max(self.name(name), self.name(seen.name) if not name else 0.0)
        if seen.type and seen.type in self.order.types:
            score = max(score + 0.5, ENOUGH)
        score += 0.3 * self.hint(url) - 1.5 * (where == "foot")
        score += self._content(seen, len(matched))
        if self.order.entries or score >= EXACT:
            score += 0.5 * bool(matched and 2 * len(dated) > len(seen.rows))
        if seen.article:
            score = 0.0
        return Choice(
            url=url,
            name=name or seen.name,
            way=way,
            score=round(max(score, 0.0), 2),
            rows=len(seen.rows),
            matched=len(matched),
            dated=len(dated),
            newest=max(dated, default=None),
            titles=tuple(r.title for r in (matched or seen.rows)[:3]),
            doubts=tuple(doubts),
            problem=seen.problem,
        )

    @property
    def telling(self) -> bool:
        """Do the titles of its entries tell the subject from others?"""
        return any(not no for no, _ in _TERM.findall(self.order.entries))

    def mostly(self, choice: Choice) -> bool:
        """Is nearly all that a column lists, whatever it is called, the subject's? No proof."""
        return choice.matched >= max(FEW, MOSTLY * choice.rows) and 2 * choice.dated > choice.rows

    def _content(self, seen: Seen, matched: int) -> float:
        if seen.problem or not seen.rows:
            return 0.0 if seen.problem else -0.5
        if not self.order.entries:
            return 0.5
        if not matched:
            return -1.0 if len(seen.rows) >= FEW else -0.5
        return 2.0 if 2 * matched >= len(seen.rows) else 1.0 + matched / len(seen.rows)

    def _doubts(self, seen: Seen, matched: int) -> list[str]:
        told = {
            "unseen": bool(seen.problem) and not seen.article,
            "article": seen.article,
            "empty": not seen.article and not seen.problem and not seen.rows,
            "other_rows": bool(seen.rows) and not matched,
            "undated": bool(seen.rows) and not any(r.day for r in seen.rows),
        }
        return [doubt for doubt, holds in told.items() if holds]


def one_column(one: Seen, other: Seen) -> bool:
    """Do two addresses list the same?"""
    a, b = ({r.title for r in seen.rows} for seen in (one, other))
    return bool(a and b) and len(a & b) >= SAME * min(len(a), len(b))
