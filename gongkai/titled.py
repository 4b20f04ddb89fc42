"""Tables that a document holds, told by their printed titles and by what heads a table.

A title alone proves nothing: tables of contents and sentences name the same tables. Below a
table's own title stand its unit of money and the names of its columns, before the next title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from gongkai.match import fold

_NEAR = 220  # characters below a title in which its head must stand
_LEAST = 2  # of the words below
_HEAD = re.compile(
    r"单位:(?:人民币)?[万亿]?元|金额单位|公开\d{1,2}表|(?:预|决)算\d{1,2}表|编制单位|行次|栏次|科目编码"
    r"|科目名称|功能分类|经济分类|(?:预|决)算数|(?:本年)?(?:收入|支出)合计|项目\(按|合计|小计"
    r"|基本支出|项目支出|人员经费|公用经费|年初结转|本年收入|本年支出"
)
_QUOTES = re.compile("[\"'“”‘’「」《》]")


def tables_in(text: str, titles: Mapping[str, str]) -> frozenset[str]:
    """Which of the tables stand in ``text``. ``titles``: name -> its title's spellings, by ``|``.

    Of titles that stand in one another (收支总表 in 部门收支总表) the longest counts.
    """
    spelt = {_bare(one): name for name, every in titles.items() for one in every.split("|")}
    spelt.pop("", None)
    if not spelt:
        return frozenset()
    ordered = sorted(spelt, key=lambda title: (-len(title), title))
    pattern = re.compile("|".join(map(re.escape, ordered)))
    solid = _bare(text)
    places = list(pattern.finditer(solid))
    found = set()
    starts = [place.start() for place in places[1:]]
    for here, after in zip(places, [*starts, len(solid)], strict=False):
        end = min(here.end() + _NEAR, after)
        if len(set(_HEAD.findall(solid[here.end() : end]))) >= _LEAST:
            found.add(spelt[here[0]])
    return frozenset(found)


def _bare(text: str) -> str:
    return _QUOTES.sub("", fold(text))
