"""What an import gives: the items of a plan document, and what is unsure about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Item:
    """One clause as the document prints it. Nothing here is ours but ``id``, ``due``, ``cadence``.

    ``units`` owe it (牵头, 责任, 落实), ``support`` only help (配合, 协助); ``collective`` are
    those of both that are group names (各镇（街）). Empty means that the document says nothing.
    """

    id: str  # the plan's own numbering: 3.2, 29; task.n where the numbers restart in each task
    task: str = ""
    text: str = ""  # exact words, lines joined
    units: tuple[str, ...] = ()
    collective: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    deadline: str = ""  # as printed
    due: date | None = None
    cadence: str = "unspecified"  # normal form of gongkai.cadence
    steps: str = ""  # 实施步骤, 具体措施: words that stand beside the clause
    channels: tuple[str, ...] = ()  # 渠道 of a 基层政务公开标准目录
    elements: tuple[str, ...] = ()  # its 公开内容（要素）
    basis: str = ""  # its 公开依据
    at: str = ""  # where in the document


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Something a person should look at. ``what`` is a key of ``gongkai.drafting.words.DOUBTS``."""

    what: str
    item: str = ""  # id of the item; empty: the document
    where: str = ""
    seen: str = ""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A plan document as it was read."""

    title: str = ""
    source: str = ""  # 文号
    year: int = 0  # 0: the document does not say
    items: tuple[Item, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    header: tuple[str, ...] = ()  # the column names found
