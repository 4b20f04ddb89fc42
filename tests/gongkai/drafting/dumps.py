"""Invented tables dumped cell after cell, hard-wrapped, with what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

HAN = "一二三四五六七八九十"
VERBS = ["推进", "做好", "加强", "完善", "落实"]
THINGS = ["财政预决算", "重大建设项目", "社会救助", "食品药品监管", "义务教育招生", "安全生产",
          "环境质量", "住房保障", "行政处罚", "政策解读", "国有企业", "就业创业"]  # fmt: skip
WORK = ["信息公开工作", "信息发布机制", "栏目建设", "政策宣传", "目录清单管理"]
MORE = [
    "，及时在政府网站公布有关情况",
    "，明确公开的内容、程序和时限",
    "，按照有关规定主动接受社会监督",
    "，统筹利用政务新媒体和新闻媒体等渠道发布",
    "，定期开展检查并通报结果",
]
OFFICES = ["市财政局", "市人力资源和社会保障局", "市生态环境局", "市卫生健康局", "市教育局",
           "市市场监督管理局", "市住房和城乡建设局", "市发展和改革局", "市应急管理局"]  # fmt: skip
GROUPS = ["各县（市、区）政府", "市直各部门", "各镇（街）"]
DEADLINES = ["全年", "2024年12月底前", "6月30日前", "9月底前", "每季度", "长期坚持"]

Told = tuple[str, frozenset[str], str]  # id, units, deadline


@dataclass(kw_only=True)
class Dump:
    """How a table was dumped. ``columns``: widths of the columns of text, the plan's own last."""

    seed: int
    columns: Sequence[int]
    wrapped: bool = True
    han: bool = False  # tasks are 一、 二、 and not numbered in a column
    other: bool = False  # a column of unnumbered text before those
    lines: list[str] = field(default_factory=list)
    items: list[Told] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = Random(self.seed)
        for task in range(1, 9):
            self._task(task)

    def _write(self, text: str, width: int, indent: int = 0) -> None:
        self.lines += wrap(text, width, indent) if self.wrapped else [text]

    def _clause(self) -> str:
        pick = self._random
        words = [pick.choice(VERBS), pick.choice(THINGS), pick.choice(WORK)]
        return "".join([*words, *pick.sample(MORE, pick.randint(0, 3))]) + "。"

    def _task(self, task: int) -> None:
        pick = self._random
        name = f"{pick.choice(VERBS)}{pick.choice(THINGS)}信息公开"
        if self.han:
            self._write(f"{HAN[task - 1]}、{name}", 6)
        else:
            self.lines.append(str(task))
            self._write(name, 4)
        if self.other:
            self._write(self._clause() + self._clause(), 16, 2)
        count = pick.choice([1, 1, 2, 3, 4, 5])
        units, deadline = frozenset[str](), ""
        for item in range(1, count + 1):
            number = f"{item}." if count > 1 else ""
            for width in self.columns:
                self._write(number + self._clause(), width, 2)
            if item == 1 or pick.random() > 0.4:
                chosen = pick.sample(OFFICES, pick.choice([1, 1, 2, 3]))
                chosen += pick.sample(GROUPS, pick.choice([0, 0, 1]))
                units = frozenset(chosen)
                self._write("、".join(chosen), 6)
                if item == 1 or pick.random() > 0.5:
                    deadline = pick.choice(DEADLINES)
                    self._write(deadline, 5)
            self.items.append((f"{task}.{item}" if number else str(task), units, deadline))


def wrap(text: str, width: int, indent: int = 0) -> list[str]:
    """Lines of at most so many Chinese characters, the first indented, no comma at the head."""
    lines, line, room = [], "", width - indent
    for c in text:
        if printed(line) + printed(c) > room and c not in "，。；、）”":
            lines.append(line)
            line, room = "", width
        line += c
    return [*lines, line]


def printed(text: str) -> float:
    return sum(0.5 if c.isascii() else 1 for c in text)
