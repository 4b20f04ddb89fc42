"""The numbers that Word writes before paragraphs of a list; they stand in no text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN = "〇一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CHINESE = (
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "chineseLegalSimplified",
)
_SILENT = ("bullet", "none")


@dataclass(kw_only=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(kw_only=True)
class _List:
    """A list: its levels, and the counters that all lists of its kind share."""

    levels: Mapping[int, _Level]
    counters: dict[int, int]
    restart: dict[int, int] = field(default_factory=dict)  # level -> number to begin with, once


class Lists:
    """Counts as Word does: paragraph by paragraph, in the order of the document."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        if numbering is not None:
            self._read(numbering)
        if styles is not None:
            for style in styles.iter(f"{W}style"):
                found = _properties(style)
                if found:
                    self._styles[_of(style, "styleId")] = found

    def _read(self, numbering: etree._Element) -> None:
        kinds = {_of(kind, "abstractNumId"): kind for kind in numbering.iter(f"{W}abstractNum")}
        counters: dict[str, dict[int, int]] = {}
        for num in numbering.iter(f"{W}num"):
            kind = _of(num.find(f"{W}abstractNumId"), "val")
            if kind not in kinds:
                continue
            levels = {
                _number(_of(level, "ilvl")): _level(level) for level in kinds[kind].iter(f"{W}lvl")
            }
            found = _List(levels=levels, counters=counters.setdefault(kind, {}))
            for override in num.iter(f"{W}lvlOverride"):
                start = override.find(f"{W}startOverride")
                if start is not None:
                    found.restart[_number(_of(override, "ilvl"))] = _number(_of(start, "val"))
            self._lists[_of(num, "numId")] = found

    def number(self, paragraph: etree._Element) -> str:
        """What Word writes before a paragraph, and count it; empty outside lists."""
        used = _properties(paragraph)
        if used is None:
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            used = self._styles.get(_of(style, "val"))
        if used is None or used[0] not in self._lists:
            return ""
        found, at = self._lists[used[0]], used[1]
        level = found.levels.get(at)
        if level is None:
            return ""
        self._count(found, at, level)
        if level.form in _SILENT:
            return ""
        text = level.text
        for n in range(9):
            if f"%{n + 1}" in text:
                over = found.levels.get(n, _Level())
                value = found.counters.get(n, over.start)
                text = text.replace(f"%{n + 1}", _written(value, over.form))
        return text

    def _count(self, found: _List, at: int, level: _Level) -> None:
        if at in found.restart:
            found.counters[at] = found.restart.pop(at)
        else:
            found.counters[at] = found.counters.get(at, level.start - 1) + 1
        for deeper in [n for n in found.counters if n > at]:
            del found.counters[deeper]


def _properties(element: etree._Element) -> tuple[str, int] | None:
    """The list and level that a paragraph or style names."""
    used = element.find(f"{W}pPr/{W}numPr")
    if used is None:
        return None
    list_ = _of(used.find(f"{W}numId"), "val")
    return (list_, _number(_of(used.find(f"{W}ilvl"), "val"))) if list_ else None


def _level(element: etree._Element) -> _Level:
    start = _of(element.find(f"{W}start"), "val")
    return _Level(
        form=_of(element.find(f"{W}numFmt"), "val") or "decimal",
        text=_of(element.find(f"{W}lvlText"), "val"),
        start=_number(start) if start else 1,
    )


def _written(value: int, form: str) -> str:
    if form in _CHINESE and 0 < value < 100:
        return _han(value)
    if form.startswith("decimalEnclosedCircle") and 0 < value <= len(_CIRCLED):
        return _CIRCLED[value - 1]
    if form in ("lowerLetter", "upperLetter") and 0 < value <= 26:
        return chr((97 if form == "lowerLetter" else 65) + value - 1)
    return str(value)


def _han(value: int) -> str:
    tens, ones = divmod(value, 10)
    if not tens:
        return _HAN[ones]
    return ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")


def _of(element: etree._Element | None, name: str) -> str:
    return str(element.get(f"{W}{name}", "")) if element is not None else ""


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
