"""文号: the numbers by which documents call one another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_OPEN, _CLOSE = r"[\[(〔【［{〈<]", r"[\])〕】］}〉>]"
_YEAR = r"(?:(?:19|20)\d\d|[一二][〇零○O0九][〇零○O0一二三四五六七八九]{2})"
_NUMBER = re.compile(
    r"(?P<who>[\u4e00-\u9fff](?:[\u4e00-\u9fff\s]{0,20}[\u4e00-\u9fff])?)\s*"
    rf"{_OPEN}\s*(?P<year>{_YEAR})\s*年?\s*{_CLOSE}\s*"
    r"第?\s*(?P<n>\d{1,5})\s*号(?P<order>令?)"
)
_BARE = re.compile(rf"{_OPEN}\s*({_YEAR})\s*年?\s*{_CLOSE}\s*第?\s*(\d{{1,5}})\s*号")
_ORDER = re.compile(r"(?:第\s*(\d{1,4})\s*号\s*令|令\s*[(〔]?\s*第\s*(\d{1,4})\s*号)")
_NOTICE = re.compile(
    r"(?P<kind>公告|通告)[(〔\[]?((?:19|20)\d\d)年[)〕\]]?第?(\d{1,5})号"
    r"|((?:19|20)\d\d)年第(\d{1,5})号(?P<after>公告|通告)"
)
_OFFICE = re.compile(r"[\u4e00-\u9fff]{1,14}?(?:部|委|局|署|院|会|厅|办公室|行|政府|中心|海关)$")
_HAN = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")
# What stands before the issuing office's short name when a number is cited in a sentence.
_LEAD = re.compile(
    r".*(?:文号|依据|根据|按照|参照|执行|废止|通知|意见|办法|规定|公布|印发|转发|解读|关于|以|见|由|和|及|与|的|为)\s*"
)


def doc_numbers(text: str) -> tuple[str, ...]:
    """The document numbers in ``text``, in order, each once, in one spelling.

    ``粤府办 [2019] 9 号`` and ``粤府办（二〇一九）9号`` give ``粤府办〔2019〕9号``; an order of a
    government gives ``第5号令``, an announcement ``公告2019年第5号``, with its office's name where
    that stands before it. Source of the form: GB/T 9704—2012, 7.2.5.
    """
    text = unicodedata.normalize("NFKC", text)
    found: dict[str, int] = {}
    for m in _NUMBER.finditer(text):
        who = _who(m["who"])
        if who:
            found.setdefault(f"{who}{_spelled(m['year'], m['n'])}", m.start())
    for m in _ORDER.finditer(text):
        found.setdefault(f"第{int(m[1] or m[2])}号令", m.start())
    if "告" in text:
        for number, at in _notices(re.sub(r"\s+", "", text)):
            found.setdefault(number, at)
    return tuple(sorted(found, key=found.__getitem__))


def doc_number(field: str) -> str:
    """The number in a field that holds nothing else, also one without an office's name."""
    found = doc_numbers(field)
    if found:
        return found[0]
    bare = _BARE.search(unicodedata.normalize("NFKC", field))
    return _spelled(bare[1], bare[2]) if bare else ""


def _spelled(year: str, n: str) -> str:
    return f"〔{year.translate(_HAN)}〕{int(n)}号"


def _notices(text: str) -> Iterator[tuple[str, int]]:
    """Numbers of announcements in ``text``, which has no white space."""
    for m in _NOTICE.finditer(text):
        kind, year, n = m["kind"] or m["after"], m[2] or m[4], m[3] or m[5]
        office = _OFFICE.search(_LEAD.sub("", text[max(0, m.start() - 16) : m.start()]))
        yield f"{office[0] if office else ''}{kind}{year}年第{int(n)}号", m.start()


def placed_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and one spelling of every number of an office in ``text``, which is NFKC."""
    for m in _NUMBER.finditer(text):
        who = _who(m["who"])
        if who:
            yield (
                m.start("who") + m["who"].rfind(who[0]),
                m.end(),
                f"{who}{_spelled(m['year'], m['n'])}",
            )


def _who(text: str) -> str:
    """The office's short name at the end of ``text``."""
    last = re.split(r"[\n\r\t]|\s{2,}", text)[-1]
    return _LEAD.sub("", re.sub(r"\s", "", last))
