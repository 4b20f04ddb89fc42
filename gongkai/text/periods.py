"""Which months, quarters, years or editions a title speaks of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_NUMBERED = re.compile(r"[(〔\[【](?:19|20)\d\d[)〕\]】]\s*第?\s*\d+\s*号")  # a 文号
_DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_HAN = "一二三四五六七八九十"
_N = rf"(\d{{1,2}}|[{_HAN}]{{1,3}})"
_DASH = r"\s*(?:-|–|—|―|~|～|至|到|、|和|及)+\s*"
_AMOUNT = r"\s*(?:[套元万亿余多亩吨辆]|公里|平方|立方|个(?![体人])|名(?!单))"  # 2000套, no year
_YEAR = re.compile(rf"(?<!\d)((?:19|20)\d\d)(?!\d)(?!{_AMOUNT})\s*(?:年度?|(?=[-/.]\d)|(?=\d))?")
_HAN_YEAR = re.compile(r"[一二][0〇零○一二三四五六七八九]{3}(?=\s*年)")
_SPAN = re.compile(rf"{_N}\s*月?(?:份)?{_DASH}{_N}\s*月")
_MONTH = re.compile(rf"{_N}\s*月")
_DOTTED = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](0?[1-9]|1[0-2])(?![\d])(?![-/.]\d)")
_COMPACT = re.compile(  # 202603, but neither a day nor a running number
    rf"(?<![\d第号.])((?:19|20)\d\d)(0[1-9]|1[0-2])(?![\d号.])(?!{_AMOUNT})"
)
_ACROSS = re.compile(
    rf"((?:19|20)\d\d)\s*(?:年|[-/.])\s*{_N}\s*月?(?:份)?{_DASH}((?:19|20)\d\d)\s*(?:年|[-/.])\s*{_N}\s*月?"
)
_SIGN = re.compile(r"[\d年月季周期次批号辑第QＱ]")  # some of it is in every period
_READ = 1000  # signs of a title that are read: of a page's length it would cost its square
_LONGEST = 36  # months that one title speaks of at most
_QUARTER = re.compile(r"第?\s*([1-4一二三四])\s*(?:季度|季)|(?<![A-Za-z])Q([1-4])(?!\d)")
_QUARTER_SPAN = re.compile(
    r"(?:前|(?<!\d)第?\s*[一1]\s*(?:季度?)?\s*(?:至|到|-|–|—|―|~|～)+\s*第?)\s*([二三四2-4])个?季度"
)
# What is said at length, said short: 2026年1月至2026年3月; 1月1日至3月31日; 一、二季度
_SHORTER = (
    (re.compile(rf"((?:19|20)\d\d)(\s*年\s*\d{{1,2}}\s*月.{{0,4}}?{_DASH})\1\s*年"), r"\1\2"),
    (re.compile(rf"月0?1日({_DASH})(\d{{1,2}})月(?:28|29|30|31)日"), r"月\1\2月"),
    (re.compile(rf"月0?1日{_DASH}(?:28|29|30|31)日"), "月"),
    (
        re.compile(r"(?<!\d)([1-3一二三])(?=(?:[、和及与]第?[1-4一二三四])+季)"),
        r"\1季度",
    ),
)
_HALF = re.compile(r"(上|下|前|后)\s*半\s*年")
_WEEK = re.compile(r"第\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*周")
_NTH = r"(\d{1,4}|[一二三四五六七八九十百]{1,5})"
_EDITION = re.compile(
    rf"(?P<all>总\s*)?第\s*{_NTH}(?:\s*(?P<to>[-–—―~～至到]+|[、和及与])\s*第?\s*{_NTH})?"
    r"(?:\s*[期次批号辑]|(?(all)|(?!)))"
)
_MOST_EDITIONS = 12  # of one double or combined number


@lru_cache(maxsize=1 << 14)
def periods(title: str, *, year: int | None = None) -> tuple[str, ...]:
    """The periods that ``title`` names, as keys, each once, in the order they stand.

    Keys: ``2017-03``, ``2017-Q1``, ``2017-H1``, ``2017``, ``2017-W05``, ``no.12`` (第12期),
    ``total.115`` (总第115期). ``1—2月`` gives both months, ``第3、4期`` both editions. A period
    without a year takes the year named before it, else the next one, else ``year``; without any it
    is left out. A year alone is a period only where nothing finer is.
    """
    if not _SIGN.search(title):
        return ()
    text = _NUMBERED.sub("", _plain(title[:_READ]))
    across = {key: m.start() for m in _ACROSS.finditer(text) for key in _months(m)}
    if across:
        return tuple(across)
    years = [(m.start(), int(m[1])) for m in _YEAR.finditer(text)]
    found: dict[str, int] = {}
    for start, key in _finer(text):
        at = _year_at(years, start, year)
        if at is not None:
            found.setdefault(f"{at}-{key}", start)
    for m in (*_DOTTED.finditer(text), *_COMPACT.finditer(text)):
        found.setdefault(f"{m[1]}-{int(m[2]):02}", m.start())
    if not found:
        for start, number in years:
            found.setdefault(str(number), start)
    for m in _EDITION.finditer(text):
        if not _is_document_number(text, m.start()):
            for number in _editions(m):
                found.setdefault(f"{'total' if m['all'] else 'no'}.{number}", m.start())
    return tuple(sorted(found, key=found.__getitem__))


def _months(m: re.Match[str]) -> Iterator[str]:
    """The months of a span whose ends both name their year; none where it is no such span."""
    first, last = int(m[1]) * 12 + _number(m[2]) - 1, int(m[3]) * 12 + _number(m[4]) - 1
    right = 1 <= _number(m[2]) <= 12 and 1 <= _number(m[4]) <= 12
    if right and 0 < last - first < _LONGEST:
        yield from (f"{at // 12}-{at % 12 + 1:02}" for at in range(first, last + 1))


def _editions(m: re.Match[str]) -> Iterator[int]:
    """The numbers of an edition, or of several that are one."""
    first, last = _number(m[2]), _number(m[4] or m[2])
    if m["to"] and not 0 < last - first < _MOST_EDITIONS:
        last = first
    if first:
        listed = (m["to"] or "") in "、和及与"
        yield from (first, last) if listed and last > first else range(first, last + 1)


def _finer(text: str) -> Iterator[tuple[int, str]]:
    """Months, quarters, halves and weeks without their year: where, and the key's end."""
    taken: list[tuple[int, int]] = []
    for m in _SPAN.finditer(text):
        first, last = _number(m[1]), _number(m[2])
        if 1 <= first < last <= 12:
            taken.append(m.span())
            listed = re.search("[、和及]", m[0])
            months = [first, last] if listed else range(first, last + 1)
            yield from ((m.start(), f"{month:02}") for month in months)
    for m in _MONTH.finditer(text):
        month = _number(m[1])
        inside = any(a <= m.start() < b for a, b in taken)
        if 1 <= month <= 12 and not inside and not re.match(r"\s*\d{1,2}\s*日", text[m.end() :]):
            yield m.start(), f"{month:02}"
    yield from _larger(text)


def _larger(text: str) -> Iterator[tuple[int, str]]:
    for m in _QUARTER_SPAN.finditer(text):
        yield from ((m.start(), f"Q{q}") for q in range(1, _number(m[1]) + 1))
    for m in _QUARTER.finditer(text):
        if not _QUARTER_SPAN.search(text[max(0, m.start() - 3) : m.end()]):
            yield m.start(), f"Q{_number(m[1] or m[2])}"
    for m in _HALF.finditer(text):
        yield m.start(), "H1" if m[1] in "上前" else "H2"
    for m in _WEEK.finditer(text):
        week = _number(m[1])
        if 1 <= week <= 53:
            yield m.start(), f"W{week:02}"


def _year_at(years: list[tuple[int, int]], start: int, year: int | None) -> int | None:
    """The year that a period at ``start`` belongs to."""
    before = [number for place, number in years if place <= start]
    if before:
        return before[-1]
    return years[0][1] if years else year


def _plain(title: str) -> str:
    text = unicodedata.normalize("NFKC", title).replace("○", "〇").replace("O", "〇")
    text = text.replace("元月", "1月")
    text = _HAN_YEAR.sub(lambda m: "".join(_DIGITS.get(c, c) for c in m[0]), text)
    for long, short in _SHORTER:
        text = long.sub(short, text)
    return text


def _number(text: str) -> int:
    """The number of Arabic or Chinese numerals up to 999; 0 where it is none."""
    if text.isdigit():
        return int(text)
    total = 0
    for unit, size in (("百", 100), ("十", 10)):
        head, found, rest = text.partition(unit)
        if found:
            total += (int(_DIGITS.get(head, "1")) if head else 1) * size
            text = rest.lstrip("〇零")
    return total + int(_DIGITS.get(text, "0") if text else "0")


def _is_document_number(text: str, at: int) -> bool:
    """Whether 第…号 at ``at`` belongs to a 文号 or an order, which are no editions."""
    return bool(re.search(r"[)〕\]】令]\s*$", text[:at])) or bool(
        re.match(r"第?\s*[\d一二三四五六七八九十百]+\s*号", text[at:])
    )
