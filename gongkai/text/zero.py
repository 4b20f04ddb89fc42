"""Zero reports: entries that say there was nothing to disclose."""

from __future__ import annotations

import re
from datetime import date

from gongkai.text.match import fold
from gongkai.text.periods import periods

_MONTHS = {"Q": 3, "H": 6}  # how many months a quarter or a half has

_ZERO = re.compile(
    r"零报告|零申报"
    # 未开展年检的企业名单 lists something
    r"|(?:未|没有)(?:发生|产生|作出|收到|开展)"
    r"(?![^,。;]{0,20}(?:的(?:企业|单位|公司|机构|组织|人员|项目)|名单))"
    r"|无(?!障碍|偿|线|人|害|证|照|主(?![动要])|名|籍|党派|忧|堂食|传销|黑|烟|锡|论|废|纸|缝|疫|违"
    # what somebody was found without
    r"|许可证|资质|牌|票|备案|合[同法]|营业执照|健康|标签|中文|驾|仓储)"
    r"[^,。;]{0,20}(?:情况|事项|案件|信息|记录|处罚决定|许可决定)"
)

_NOTES = ("没有", "无", "不涉及", "未安排", "未发生", "空表", "为零", "为0", "零报告", "不存在")


def noted(text: str) -> bool:
    """Does a text in comparing form, near the name of a table, say that it has nothing to show?"""
    return any(note in text for note in _NOTES)


def says_zero(title: str) -> bool:
    """Does the title say 零报告, 无…情况 or the like? 无障碍, 无偿 and such words do not count."""
    return bool(_ZERO.search(fold(title)))


def years(title: str, day: date) -> set[int]:
    """The years that a title published on ``day`` speaks of; empty where it names no period.

    A period without its year is the last such that had begun by ``day``: 12月 in a January is last
    year's.
    """
    named = [key for key in periods(title) if key[:4].isdigit()]
    if named:
        return {int(key[:4]) for key in named}
    loose = [key for key in periods(title, year=day.year) if key[:4].isdigit()]
    return {day.year - (_month(key[5:]) > day.month) for key in loose}


def _month(part: str) -> int:
    """The first month of ``03``, ``Q1`` or ``H2``; January of anything else."""
    if part.isdigit():
        return int(part)
    size = _MONTHS.get(part[:1], 0)
    return size * (int(part[1:]) - 1) + 1 if size else 1
