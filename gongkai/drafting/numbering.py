"""The numbers that plans print: 1. 1． （一） 一、 (1) ① 1.2, full-width or not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.cadence import number

_HAN = "零一二三四五六七八九十百"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚"
_DOTTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_IDEOGRAPHS = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_NOT_A_NUMBER = r"(?![\d.．％%万亿元个年月日号条项类倍米级批期次家人])"
_OR_YEAR = r"(?:(?!\s*\d)|(?=\s*\d{4,}(?![\d.万亿元％%])))"  # 1.2016年 is number 1, 1.5亿 none
# A style is how a number looks; items of one level have one style.
_STYLES = (
    ("part", rf"第(?P<part>[{_HAN}]{{1,3}}|\d{{1,2}})(?:部分|章|节|项|类)[、.．:：\s]*"),
    (
        "(han)",
        rf"[（(〔【]\s*(?P<bhan>[{_HAN}]{{1,4}})\s*[）)〕】]\s*[、.．]?|(?P<ideo>[{_IDEOGRAPHS}])",
    ),
    ("han", rf"(?P<han>[{_HAN}]{{1,4}})\s*[、.．:：]"),
    ("(n)", rf"[（(]\s*(?P<bn>\d{{1,3}})\s*[）)]\s*[、.．]?|(?P<brack>[{_BRACKETED}])"),
    ("n)", r"(?P<np>\d{1,3})\s*[）)]"),
    ("multi", rf"(?P<multi>\d{{1,2}}(?:\s*[.．]\s*\d{{1,2}}){{1,3}})[.．、]?{_NOT_A_NUMBER}\s*"),
    ("dot", rf"(?P<dot>\d{{1,3}})\s*(?:[.．﹒]{{1,2}}|、){_OR_YEAR}|(?P<dotted>[{_DOTTED}])"),
    ("circle", rf"(?P<circle>[{_CIRCLED}])"),
    ("bare", r"(?P<bare>\d{1,3})[ \u3000\t]+(?=[\u4e00-\u9fff“《])"),
)
_MARK = re.compile(
    r"\s*(?:" + "|".join(f"(?P<s{i}>{form})" for i, (_, form) in enumerate(_STYLES)) + ")"
)
_LISTS = {
    "ideo": _IDEOGRAPHS,
    "brack": _BRACKETED,
    "dotted": _DOTTED,
    "circle": _CIRCLED,
}


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A printed number: how it looks, what it counts, and where the words after it begin."""

    style: str
    label: str  # plain digits; 1.2 for a number of several levels
    end: int

    @property
    def value(self) -> int:
        """The last of its numbers."""
        return int(self.label.rpartition(".")[2])


@dataclass(frozen=True, kw_only=True)
class Numbered:
    """A stretch of a cell with the number it begins with, if any."""

    label: str
    text: str
    style: str = ""


def mark(text: str) -> Mark | None:
    """The number that ``text`` begins with."""
    found = _MARK.match(text)
    if found is None:
        return None
    index = next(i for i in range(len(_STYLES)) if found[f"s{i}"] is not None)
    style = _STYLES[index][0]
    for name, value in found.groupdict().items():
        if value is None or re.fullmatch(r"s\d", name):
            continue
        if name in _LISTS:
            label = str(_LISTS[name].index(value) + 1)
        elif name == "multi":
            label = ".".join(str(int(n)) for n in re.split(r"\s*[.．]\s*", value))
        else:
            label = str(han(value))
        return (
            Mark(style=style, label=label, end=found.end()) if "0" not in label.split(".") else None
        )
    return None


def han(text: str) -> int:
    """一百零二, 二十 or 20 (full-width too) as a number."""
    text = unicodedata.normalize("NFKC", text).strip()
    if text.isdecimal():
        return int(text)
    hundreds, found, rest = text.rpartition("百")
    return (number(hundreds) or 1) * 100 * bool(found) + number(rest.lstrip("零"))


def ordinal(cell: str) -> str:
    """What a 序号 cell says: 3, 三, （三）, 3.1, 1-2; empty where it is no number."""
    text = unicodedata.normalize("NFKC", cell).strip().strip(".．、。")
    text = re.sub(r"\s+", "", text)
    if re.fullmatch(r"\d{1,6}", text):
        return str(int(text))
    if re.fullmatch(r"\d{1,3}(?:[.\-—]\d{1,3}){1,3}", text):
        return text.replace("—", "-")
    if re.fullmatch(rf"\(?(?:第?[{_HAN}]{{1,4}}|\d{{1,3}})\)?、?", text):
        return str(han(text.strip("()第、")) or "")
    found = mark(text)
    return found.label if found and found.end == len(text) else ""


def split(text: str, style: str = "") -> list[Numbered]:
    """A cell's stretches, each beginning with a number of one style, and what stands before.

    Numbers of other styles are points inside a stretch. ``style`` is the column's; without it
    the cell's first number decides. A number counts on a new line, or after the end of a
    sentence where it goes on from the one before.
    """
    marks = list(_marks(text, style))
    if not marks:
        return [Numbered(label="", text=text.strip())]
    parts = []
    if before := text[: marks[0][0]].strip():
        parts.append(Numbered(label="", text=before))
    ends = [start for start, _ in marks[1:]] + [len(text)]
    for (start, found), end in zip(marks, ends, strict=True):
        words = text[start + found.end : end].strip()
        parts.append(Numbered(label=found.label, text=words, style=found.style))
    return parts


def _marks(text: str, style: str) -> Iterator[tuple[int, Mark]]:
    last: Mark | None = None
    for at, new_line in _places(text):
        found = mark(text[at : at + 24])
        if found is None or (style and found.style != style):
            continue
        if found.style == "bare" and at:
            continue
        if last is None and not new_line:
            continue
        if last is not None and not _follows(last, found, new_line):
            continue
        style, last = found.style, found
        yield at, found


def _follows(last: Mark, found: Mark, new_line: bool) -> bool:
    if found.style == "multi":
        return found.label != last.label and new_line
    step = found.value - last.value
    return step == 1 or (new_line and 1 < step <= 3)


def _places(text: str) -> Iterator[tuple[int, bool]]:
    """Where a number may stand, and whether a line begins there."""
    yield 0, True
    for found in re.finditer(r"\n\s*|(?<=[。；;！!？?])\s*|\s+", text):
        if found.end() < len(text) and (found[0] or found.end()):
            yield found.end(), "\n" in found[0]
