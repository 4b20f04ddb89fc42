"""文号: the numbers by which documents call one another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_NUMBER = re.compile(
    r"(?P<who>[\u4e00-\u9fff](?:[\u4e00-\u9fff\s]{0,20}[\u4e00-\u9fff])?)\s*"
    r"[\[(〔【［]\s*(?P<year>(?:19|20)\d\d)\s*(?:年)?[\])〕】］]\s*"
    r"第?\s*(?P<n>\d{1,5})\s*号(?P<order>令?)"
)
_ORDER = re.compile(r"(?:第\s*(\d{1,4})\s*号\s*令|令\s*[(〔]?\s*第\s*(\d{1,4})\s*号)")
# What stands before the issuing office's short name when a number is cited in a sentence.
_LEAD = re.compile(
    r".*(?:文号|依据|根据|按照|参照|执行|废止|通知|意见|办法|规定|公布|印发|以|见|由|和|及|与|的|为)\s*"
)


def doc_numbers(text: str) -> tuple[str, ...]:
    """The document numbers in ``text``, in order, each once, in one spelling.

    ``粤府办 [2019] 9 号`` and ``粤府办（2019）9号`` give ``粤府办〔2019〕9号``; an order of a
    government gives ``第5号令``. Source of the form: GB/T 9704—2012, 7.2.5.
    """
    text = unicodedata.normalize("NFKC", text)
    found: dict[str, int] = {}
    for m in _NUMBER.finditer(text):
        who = _who(m["who"])
        if who:
            found.setdefault(f"{who}〔{m['year']}〕{int(m['n'])}号", m.start())
    for m in _ORDER.finditer(text):
        found.setdefault(f"第{int(m[1] or m[2])}号令", m.start())
    return tuple(sorted(found, key=found.__getitem__))


def placed_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and one spelling of every number of an office in ``text``, which is NFKC."""
    for m in _NUMBER.finditer(text):
        who = _who(m["who"])
        if who:
            yield (
                m.start("who") + m["who"].rfind(who[0]),
                m.end(),
                (f"{who}〔{m['year']}〕{int(m['n'])}号"),
            )


def _who(text: str) -> str:
    """The office's short name at the end of ``text``."""
    last = re.split(r"[\n\r\t]|\s{2,}", text)[-1]
    return _LEAD.sub("", re.sub(r"\s", "", last))
