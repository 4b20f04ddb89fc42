"""Invented plans of random make: numbering, merged cells, sections, repeated heads, columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from gongkai.cadence import number
from tests.gongkai.drafting.documents import AT, UP
from tests.gongkai.drafting.dumps import GROUPS, MORE, OFFICES, THINGS, VERBS, WORK

HEADS = {
    "seq": ["序号", "编号", "序  号"],
    "task": ["工作任务", "重点任务", "工作事项", "任务类别", "重点领域", "目标任务", "一级指标"],
    "item": ["具体要求", "具体任务", "工作要求", "主要内容", "工作内容", "公开内容", "具体措施",
             "工作举措", "任务要求", "二级指标"],
    "unit": ["责任单位", "牵头单位", "牵头部门", "落实单位", "责任科室", "承办单位", "责任主体"],
    "help": ["配合单位", "协办单位", "参与单位", "配合部门", "协助单位"],
    "due": ["完成时限", "时限要求", "完成时间", "时间节点", "时间进度", "办理时限", "进度要求"],
    "steps": ["实施步骤", "工作措施", "落实措施", "预期成果"],
    "note": ["备注", "完成情况", "说明"],
}  # fmt: skip
DUES = {"全年": "", "长期坚持": "", "2024年12月底前": "12-31", "6月30日前": "06-30", "及时": "",
        "每季度": "", "上半年": "06-30", "2024年10月": "10-31", "年底前": "12-31",
        "第三季度": "09-30", "11月15日": "11-15"}  # fmt: skip
HAN = {number(text): text for tens in ("", "十", "二十", "三十") for ones in "〇一二三四五六七八九"
       if (text := tens + ones.strip("〇"))}  # fmt: skip
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚"
STYLES: dict[str, Callable[[int], str]] = {
    "一、": lambda n: f"{HAN[n]}、",
    "（一）": lambda n: f"（{HAN[n]}）",
    "1.": lambda n: f"{n}.",
    "1．": lambda n: f"{n}．",
    "1、": lambda n: f"{n}、",
    "（1）": lambda n: f"（{n}）",
    "①": lambda n: CIRCLED[n - 1],
    "": lambda n: "",
}
DOTTED = ("1.", "1．", "1、")

Told = tuple[str, frozenset[str], frozenset[str], str]  # id, units, support, MM-DD


@dataclass(kw_only=True)
class Made:
    """A plan of random make. ``rows`` as documents.write takes them, ``items`` what it holds."""

    seed: int
    rows: list[list[str]] = field(default_factory=list)
    items: list[Told] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._r = Random(self.seed)
        self._choose()
        self.rows.append([self._r.choice(HEADS[name]) for name in self._columns])
        self._count = self._row = 0
        section = 0
        for task in range(1, self._r.randint(2, 7) + 1):
            if self._sections and (task == 1 or self._r.random() < 0.3):
                section += 1
                name = f"{HAN[section]}、{self._r.choice(VERBS)}{self._r.choice(THINGS)}工作"
                self.rows.append([name] + [AT] * (len(self._columns) - 1))
            if task > 1 and self._r.random() < 0.15:
                self.rows.append(list(self.rows[0]))
            self._task(task)

    def _choose(self) -> None:
        r = self._r
        chances = {"seq": 0.5, "task": 0.8, "help": 0.3, "due": 0.8, "steps": 0.2, "note": 0.2}
        has = {name for name, chance in chances.items() if r.random() < chance}
        self._rowwise = "seq" in has and ("task" not in has or r.random() < 0.4)
        self._of_task = r.choice(["一、", "（一）", "1.", ""])
        self._of_item = r.choice([style for style in STYLES if style or self._rowwise])
        if self._of_task == self._of_item or (self._of_task == "1." and self._of_item in DOTTED):
            self._of_task = "一、" if self._of_item != "一、" else ""
        self._sections = self._of_task != "一、" and self._of_item != "一、" and r.random() < 0.3
        self._restart = "task" in has and not self._rowwise and r.random() < 0.5
        self._many = bool(self._of_item) and not self._rowwise and r.random() < 0.2
        order = ["seq", "task", "item", "unit", "help", "due", "steps", "note"]
        self._columns = [name for name in order if name in has or name in ("item", "unit")]

    def _task(self, task: int) -> None:
        r = self._r
        name = f"{STYLES[self._of_task](task)}{r.choice(VERBS)}{r.choice(THINGS)}公开{task}"
        left = r.randint(1, 4)
        alone = left == 1 and self._restart and r.random() < 0.5  # one clause without a number
        first, n = True, 0
        before: tuple[list[str], list[str], str] | None = None
        while left:
            together = min(left, r.randint(2, 3)) if self._many and r.random() < 0.5 else 1
            left -= together
            labels = []
            for _ in range(together):
                n, self._count = n + 1, self._count + 1
                labels.append(n if self._restart else self._count)
            self._row += 1
            merged = {part for part in ("unit", "due") if before and r.random() < 0.35}
            now = self._owed(before, merged)
            style = "" if alone else self._of_item
            self._write(task, name if first else UP, now, merged, [(style, n) for n in labels])
            for label in labels:
                id_ = f"{task}.{label}" if self._restart else str(label)
                id_ = str(self._row) if self._rowwise else str(task) if alone else id_
                due = DUES[now[2]] if "due" in self._columns else ""
                self.items.append((id_, frozenset(now[0]), frozenset(now[1]), due))
            before, first = now, False

    def _owed(
        self, before: tuple[list[str], list[str], str] | None, merged: set[str]
    ) -> tuple[list[str], list[str], str]:
        r = self._r
        units = r.sample(OFFICES, r.choice([1, 1, 2, 3])) + r.sample(GROUPS, r.choice([0, 0, 1]))
        others = [name for name in OFFICES if name not in units]
        helpers = r.sample(others, r.choice([1, 2])) if "help" in self._columns else []
        due = r.choice(list(DUES))
        if before and "unit" in merged:
            units, helpers = before[:2]
        return units, helpers, before[2] if before and "due" in merged else due

    def _write(
        self,
        task: int,
        name: str,
        owed: tuple[list[str], list[str], str],
        merged: set[str],
        clauses: list[tuple[str, int]],
    ) -> None:
        r = self._r
        units, helpers, due = owed
        number = str(self._row) if self._rowwise else UP if name == UP else str(task)
        said = {
            "seq": number,
            "task": name,
            "item": "\n".join(STYLES[style](n) + self._clause() for style, n in clauses),
            "unit": UP if "unit" in merged else r.choice(["、", "，", "\n", "；"]).join(units),
            "help": UP if "unit" in merged else "、".join(helpers),
            "due": UP if "due" in merged else due,
            "steps": r.choice(["1.制定计划。2.抓好落实。", "按要求推进。"]),
            "note": "",
        }
        self.rows.append([said[column] for column in self._columns])

    def _clause(self) -> str:
        r = self._r
        words = [
            r.choice(VERBS),
            r.choice(THINGS),
            r.choice(WORK),
            *r.sample(MORE, r.randint(0, 2)),
        ]
        return "".join(words) + "。"
