"""What ``gongkai init`` says: faults, doubts, headings. Chinese, then English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gongkai.words import say_of

TABLE: dict[str, tuple[str, str]] = {
    "folder_used": (
        "{folder}：文件夹里已经有东西，不覆盖。请换一个新文件夹。",
        "{folder}: there is something in it already, and nothing is overwritten. Name a new one.",
    ),
    "no_year": (
        "{file}：文件里没有写年度。请加 --year，例如 --year 2026。",
        "{file}: the document names no year. Add --year, such as --year 2026.",
    ),
    "no_offices": (
        "{file}：没有读到单位。请给一张表，有一列叫“单位名称”，可另有“简称”“类别”“网址”“门户”。",
        "{file}: no office was read. Give a table with a column 单位名称; 简称, 类别, 网址 and "
        "门户 may stand beside it.",
    ),
    "office_twice": (
        "{file}：“{name}”出现两次。请删去一行。",
        '{file}: "{name}" stands twice. Delete one row.',
    ),
    "bad_address": (
        "{file}：“{name}”的网址“{seen}”不是网址。请写 http:// 开头的完整网址，没有就留空。",
        '{file}: "{seen}" of "{name}" is no address. Write http://… in full, or leave it empty.',
    ),
    "column_level": ("轻重", "weight"),
    "column_item": ("编号", "item"),
    "column_where": ("位置", "where"),
    "column_what": ("存疑", "doubt"),
    "column_seen": ("原样", "seen"),
    "high": ("须定", "settle"),
    "low": ("参考", "for your information"),
    "alias_guessed": (
        "方案里的名称认作名单里的单位，请确认。",
        "A name in the plan was taken for an office of the list; please confirm.",
    ),
    "nobody": (
        "名单里没有哪个单位叫这个名称，这一条没有人领。请在 targets.yaml 里补单位或别名。",
        "No office answers to this name. Add the office or an alias to targets.yaml.",
    ),
    "several": (
        "名单里不止一个单位可能是它：{other}。请在其中一个的 aliases 里写上。",
        "More than one office may be meant: {other}. Write it among the aliases of one.",
    ),
    "roster_guessed": (
        "“{name}”的成员是按名称推定的（{n} 个）。请核对 targets.yaml 里各单位的 groups。",
        'The members of "{name}" were told by their names ({n}). Check their groups.',
    ),
    "roster_wanted": (
        "“{name}”包括哪些单位，方案和名单都没有写。请在 rosters.csv 里列出。",
        'Who "{name}" are is said nowhere. List them in rosters.csv.',
    ),
    "subject_guessed": (
        "主题按词推定为“{name}”。",
        'The subject was told by its words: "{name}".',
    ),
    "subject_unknown": (
        "看不出该在哪个栏目找，暂列人工判定。请写上 subject 和 rules。",
        "Where to look cannot be told; left to a person. Add subject and rules.",
    ),
    "subject_several": (
        "主题推定为“{name}”，也可能是 {other}。",
        'The subject was taken for "{name}"; it may be {other}.',
    ),
    "internal": (
        "像是内部工作，网上看不出来，列为人工判定。",
        "It looks internal: no page shows it, so a person decides.",
    ),
    "offline_half": (
        "提到线下或新媒体（{seen}），这一部分看材料。",
        "It speaks of offline or new media ({seen}): that half is handed in.",
    ),
    "limit_unused": (
        "原文的限期“{seen}”还没有用进规则。请看 cadence，按需写 lag。",
        'The limit "{seen}" is not in a rule yet. See cadence, and write a lag where it fits.',
    ),
    "no_contact": (
        "targets.yaml 里的 contact 还空着，访问真实网站前必须填写。",
        "contact in targets.yaml is empty; real sites must be told whom to write to.",
    ),
    "no_sites": (
        "单位名单里没有网址，无处可看。请在 targets.yaml 里补 portal 或 own。",
        "The list of offices has no address: there is nowhere to look. Add portal or own.",
    ),
    "hand_in": ("落实情况的材料", "what shows that it was done"),
    "hand_in_offline": ("线下或新媒体公开的材料", "what shows the offline half"),
    "drafted": (
        "已写入 {folder}：{units} 个单位，方案 {plan} 共 {items} 条。",
        "Written to {folder}: {units} offices, plan {plan} with {items} items.",
    ),
    "unsure_sum": (
        "须定 {high} 处、供参考 {low} 处，见 {file}：",
        "{high} doubts to settle and {low} for your information, in {file}:",
    ),
    "next": ("改好后：", "Then:"),
}


@dataclass(frozen=True)
class Unsure:
    """Something a person should look at. ``low``: only told for completeness."""

    what: str
    item: str = ""
    where: str = ""
    seen: str = ""
    told: str = ""
    low: bool = False


def tell(key: str, /, **slots: Any) -> str:
    """A sentence of the table in the language spoken."""
    return say_of(TABLE, key, **slots)


def unsure(
    what: str,
    item: str = "",
    /,
    *,
    where: str = "",
    low: bool = False,
    seen: str = "",
    **slots: Any,
) -> Unsure:
    """A doubt of the table, its sentence told."""
    return Unsure(what, item, where, seen, told=tell(what, seen=seen, **slots), low=low)
