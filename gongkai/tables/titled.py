"""Tables that a document holds, told by their printed titles and by what heads a table.

A title alone proves nothing: tables of contents and sentences name the same tables. Below a
table's own title stand its unit of money and the names of its columns, before the next title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from gongkai.model import Document, Grid
from gongkai.tables.laid import Laid
from gongkai.text.match import fold
from gongkai.text.zero import noted

_NEAR = 220  # characters below a title in which its head must stand
_LEAST = 2  # of the words below
_HEAD = re.compile(
    r"单位:(?:人民币)?[万亿]?元|金额单位|公开\d{1,2}表|(?:预|决)算\d{1,2}表|编制单位|行次|栏次|科目编码"
    r"|科目名称|功能分类|经济分类|(?:预|决)算数|(?:本年)?(?:收入|支出)合计|项目\(按|合计|小计"
    r"|基本支出|项目支出|人员经费|公用经费|年初结转|本年收入|本年支出"
)
_QUOTES = re.compile("[\"'“”‘’「」《》]")
_YEAR = re.compile(r"(20\d\d)(?=年|预|决|$)")
_BEFORE = 12  # characters before a title in which its year stands
_KIND = re.compile("预算|决算|收入|支出|收支|财政拨款|表")
_FUND = 4  # characters of a name of its own: 三公经费, 政府性基金
_SENTENCE = re.compile(r"[。;；\n]")

Titles = tuple[tuple[str, str], ...]


def standing(document: Document, name: str, titles: Mapping[str, str]) -> tuple[str, str]:
    """How the table of that name stands in a document: a reason (empty: not at all), what is seen.

    ``titles``: name -> its title's spellings, by ``|``; of those that stand in one another
    (收支总表 in 部门收支总表) the longest counts.
    ``wrong_year``: its title and its head name years, and the document's title another one.
    ``blank_table``: it holds no figure and nothing says why; ``note_only``: the text says why it
    holds none, and it is not there.
    """
    every = tuple(titles.items())
    found = _places(document.text, every)
    laid = named(document.grids, titles).get(name)
    text = fold(document.text)
    said = _note(document.text, titles[name])
    if name not in found and laid is None:
        return ("note_only", said) if said else ("", "")
    asked = _YEAR.search(fold(document.title))
    printed = _years(found.get(name, ""), laid)
    if asked and printed and asked[1] not in printed:
        return "wrong_year", "、".join(printed)
    if laid is not None and laid.grid.whole and laid.empty:
        around = fold(" ".join(text for row in laid.cells[-2:] for text in row))
        if not said and not noted(around) and text:
            return "blank_table", name
        return "ok", f"{name}（空表，已说明）"
    return "ok", name


def named(grids: Sequence[Grid], titles: Mapping[str, str]) -> dict[str, Laid]:
    """The tables whose cells were read, by name: the last title over a table is its own."""
    pattern, spelt = _pattern(tuple(titles.items()))
    found: dict[str, Laid] = {}
    for laid in map(Laid, grids):
        over = list(pattern.finditer(_bare(laid.title))) if spelt else []
        if over:
            known = found.get(spelt[over[-1][0]])
            if known is None or len(laid.figures) > len(known.figures):
                found[spelt[over[-1][0]]] = laid
    return found


def text_of(text: str, name: str, titles: Mapping[str, str]) -> str:
    """The words below the table's title as far as the next one's; empty where it is not there."""
    pattern, spelt = _pattern(tuple(titles.items()))
    lines = text.split("\n")
    at = [(n, spelt[f[-1][0]]) for n, x in enumerate(lines) if (f := [*pattern.finditer(_bare(x))])]
    found = []
    for (start, of), (end, _) in pairwise([*at, (len(lines), "")]):
        if of == name:
            found.append(" ".join(lines[start + 1 : end]))
    return max(found, key=len, default="")


@lru_cache(maxsize=16)
def _places(text: str, titles: Titles) -> dict[str, str]:
    """The tables that stand in a text -> what stands around each title, as far as its head."""
    pattern, spelt = _pattern(titles)
    if not spelt:
        return {}
    solid = _bare(text)
    places = list(pattern.finditer(solid))
    found: dict[str, str] = {}
    starts = [place.start() for place in places[1:]]
    for here, after in zip(places, [*starts, len(solid)], strict=False):
        end = min(here.end() + _NEAR, after)
        if len(set(_HEAD.findall(solid[here.end() : end]))) >= _LEAST:
            around = solid[max(0, here.start() - _BEFORE) : here.start()]
            found.setdefault(spelt[here[0]], f"{around} {solid[here.end() : end]}")
    return found


@lru_cache(maxsize=64)
def _pattern(titles: Titles) -> tuple[re.Pattern[str], dict[str, str]]:
    spelt = {_bare(one): name for name, every in titles for one in every.split("|")}
    spelt.pop("", None)
    ordered = sorted(spelt, key=lambda title: (-len(title), title))
    return re.compile("|".join(map(re.escape, ordered))), spelt


def _years(around: str, laid: Laid | None) -> list[str]:
    """The years that a table's title and head name; none where its title names none."""
    own = _YEAR.findall(around.partition(" ")[0])
    if laid is not None:
        own += _YEAR.findall(fold(laid.title))
    if not own:
        return []
    heads = around.partition(" ")[2]
    if laid is not None:
        heads += " ".join(fold(text) for row in laid.cells[:6] for text in row)
    return list(dict.fromkeys([*own, *_YEAR.findall(heads)]))


def _note(text: str, spellings: str) -> str:
    """A sentence that says that there is nothing for a table, named in full or by its fund."""
    names = {_bare(one) for one in spellings.split("|")}
    funds = {_KIND.split(name)[0] for name in names}
    wanted = names | {fund for fund in funds if len(fund) >= _FUND}
    either = "|".join(map(re.escape, sorted(wanted, key=len, reverse=True)))
    for sentence in _SENTENCE.split(text):
        solid = _bare(sentence)
        if any(
            noted(solid[max(0, at.start() - 4) : at.end() + 20])
            for at in re.finditer(either, solid)
        ):
            return sentence.strip()[:60]
    return ""


def _bare(text: str) -> str:
    return _QUOTES.sub("", fold(text))
