"""What the columns of a plan's table are, by the words of their heads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gongkai import cadence
from gongkai.drafting.numbering import ordinal
from gongkai.drafting.table import LEFT, Row, Table
from gongkai.drafting.units import names

# Roles in the order in which they are tried: a head takes the first whose words it has.
_ROLES: tuple[tuple[str, str], ...] = (
    ("number", r"^(?:序号|编号|序|号|项目编号|任务编号|No\.?|№|条目)$"),
    (
        "support",
        r"(?:配合|协办|协助|参与|参加|协同)(?:责任)?(?:落实)?(?:单位|部门|处室|科室|机构)|^(?:配合|协办|协助|协同)$",
    ),
    (
        "done",
        r"完成情况|进展|落实情况|自查|得分|分值|评分|考核(?!内容|任务|事项|指标)|是否|备注|说明|链接|网址|截图|佐证|领导|责任人|联系|电话|签",
    ),
    ("deadline", r"时限|时间|期限|进度(?:要求|安排)|节点|完成日期|频率|频次|周期"),
    ("subject", r"公开主体"),
    (
        "units",
        r"(?:单位|部门|处室|科室|主体|机构|分工)$|^(?:牵头|主办|承办|主责)$|^(?:责任|牵头|主办|落实|实施|承办)(?:落实)?[^内要事任]{0,3}(?:单位|部门|处室|科室|局|方)",
    ),
    ("channels", r"公开渠道|渠道(?:和|与|及)?载体|公开平台|公开载体"),
    ("audience", r"公开对象|^全社会$|特定群体|^特定群众$"),
    ("method", r"公开方式|^主动(?:公开)?$|依申请(?:公开)?$"),
    ("level", r"公开层级|^(?:国家|县|区|市|省|乡|镇|街|村|社区)[\w、/（）()]{0,4}级$"),
    ("basis", r"公开依据|政策依据|^依据"),
    ("elements", r"公开内容(?:[（(]要素|及要素|要素)|内容[（(]要素|要素"),
    (
        "task1",
        r"^(?:公开事项|一级(?:事项|指标|目录|任务))$|一级事项|公开类别|事项类别|^类别$|^领域$|^板块$|^工作领域$",
    ),
    ("task2", r"二级事项|二级(?:指标|目录|任务)"),
    ("task3", r"三级(?:事项|指标|目录|任务)"),
    (
        "steps",
        r"(?:实施|落实|推进|工作)(?:步骤|方案)$|完成标准|成果形式|目标要求|工作目标|预期成果|评价标准",
    ),
    ("measures", r"^(?:主要|落实|实施|推进|工作)?(?:举措|措施)$"),
    (
        "own",
        r"(?:我|本)(?:市|区|县|局|单位|办|委)|(?:市|区|县|镇|办|局)?(?:分工|落实|实施|贯彻)(?:方案|意见|任务|措施)|本级",
    ),
    (
        "item",
        r"具体(?:政务)?(?:公开)?(?:任务|要求|事项|内容|工作|要点|安排|举措|措施)|工作(?:内容|要求|要点|任务分解)|任务(?:内容|要求|分解|措施|描述)|(?:主要|重点)内容|公开(?:内容|事项)|要求$|内容$|举措$|措施$|事项内容|细化",
    ),
    ("task", r"任务|事项|项目|工作|类别|要点|目标|方面|指标|领域|板块|环节"),
)
_FORMS = [(role, re.compile(words)) for role, words in _ROLES]
TEXTS = ("own", "item", "task", "task1", "task2", "task3", "elements", "measures", "steps")
_MOST_HEADS = 20  # characters; a longer cell is no column head
CATALOGUE = {"task1", "task2", "elements", "basis", "channels", "subject", "deadline"}


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Which column plays which role. ``first``: the row after the last row of heads."""

    tasks: tuple[int, ...]  # outer to inner
    item: int
    number: int = -1
    units: tuple[int, ...] = ()
    support: tuple[int, ...] = ()
    deadline: int = -1
    steps: tuple[int, ...] = ()
    basis: int = -1
    channels: tuple[int, ...] = ()
    catalogue: bool = False
    header: tuple[str, ...] = ()
    first: int = 0
    width: int = 0
    heads: frozenset[str] = field(default_factory=frozenset)  # words of the head rows, folded


def fold(text: str) -> str:
    """A cell for comparing: NFKC, no white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def role(head: str) -> str:
    """The role of a column named ``head``; empty where it says none."""
    head = fold(head)
    if not head or len(head) > _MOST_HEADS or re.search(r"[。;]|20\d\d", head):
        return ""
    plain = re.sub(r"\(([^)]*)\)", r"\1", head)
    return next((role for role, form in _FORMS if form.search(head) or form.search(plain)), "")


def find(table: Table) -> Columns | None:
    """The columns of a table of tasks; None where no row looks like its heads."""
    for at, row in enumerate(table.rows[:30]):
        if _is_head(row):
            last = _last_head(table.rows, at)
            found = _columns(table.rows[at : last + 1], table.rows[last + 1 :], last + 1)
            if found:
                return found
    return None


def _offices(rows: Sequence[Row], column: int) -> float:
    """The share of a column's cells that name offices; -1 where it says nothing."""
    texts = [row.cells[column].text for row in rows[:200] if column < len(row.cells)]
    texts = [text for text in texts if text.strip() and fold(text) not in ("", "/")]
    good = sum(bool((who := names(text)).units or who.support) and not who.odd for text in texts)
    return good / len(texts) if texts else -1


def is_head(row: Row, columns: Columns) -> bool:
    """Whether a row repeats the heads, as at the top of a page."""
    said = [fold(text) for text in row.texts if text.strip()]
    return len(said) > 1 and all(text in columns.heads for text in said)


def _is_head(row: Row) -> bool:
    roles = [role(text) for text in row.texts]
    found = {r for r in roles if r}
    said = row.told
    return (
        said >= 2
        and bool(found & {"units", "subject", "deadline"})
        and bool(found & set(TEXTS))
        and sum(bool(r) for r in roles) * 2 >= said
        and not re.search(r"[。；;]\s*$", "".join(row.texts))
    )


def _last_head(rows: Sequence[Row], first: int) -> int:
    """The last row of heads that stand in two or three rows."""
    last = first
    for at in range(first + 1, min(first + 3, len(rows))):
        row = rows[at]
        said = [text for text in row.texts if text.strip()]
        under = any(cell.merged for cell in row.cells) or row.told < len(row.cells)
        if said and under and all(role(text) and len(fold(text)) <= 8 for text in said):
            last = at
        else:
            break
    return last


def _columns(rows: Sequence[Row], body: Sequence[Row], first: int) -> Columns | None:
    """The columns under these heads; None where none of them holds words."""
    width = max(len(row.cells) for row in rows)
    heads = _carried([_head(rows, column) for column in range(width)], body)
    roles = _checked([role(head) for head in heads], body)
    by: dict[str, list[int]] = {}
    for column, name in enumerate(roles):
        by.setdefault(name, []).append(column)
    catalogue = len(CATALOGUE & set(by)) >= 4
    if catalogue:
        by.setdefault("units", []).extend(by.get("subject", []))
    elif "subject" in by and "units" not in by:
        by["units"] = by["subject"]
    if not set(TEXTS) & set(by):
        return None
    item, tasks = _texts(by, catalogue, body, [_said(body, column) for column in range(width)])
    said = frozenset(fold(text) for row in rows for text in row.texts if text.strip())
    return Columns(
        tasks=tasks,
        item=item,
        number=by.get("number", [-1])[0],
        units=tuple(by.get("units", [])),
        support=tuple(by.get("support", [])),
        deadline=by.get("deadline", [-1])[0],
        steps=tuple(c for c in by.get("measures", []) + by.get("steps", []) if c != item),
        basis=by.get("basis", [-1])[0],
        channels=tuple(by.get("channels", [])),
        catalogue=catalogue,
        header=tuple(head for head in heads if head),
        first=first,
        width=width,
        heads=said,
    )


def _ordinals(body: Sequence[Row], column: int) -> bool:
    """Whether a column holds nothing but numbers."""
    texts = [row.cells[column].text for row in body[:200] if column < len(row.cells)]
    texts = [text for text in texts if text.strip()]
    return len(texts) > 1 and all(ordinal(text) for text in texts)


def _checked(roles: list[str], body: Sequence[Row]) -> list[str]:
    """The roles, where what the cells say does not belie them."""
    if "number" not in roles:
        for c, name in enumerate(roles):
            if name in TEXTS and _ordinals(body, c):
                roles[c] = "number"
                break
    units = [c for c, name in enumerate(roles) if name == "units"]
    shares = {c: _offices(body, c) for c in units}
    for c in units:
        if len(units) > 1 and 0 <= shares[c] < 0.5 <= max(shares.values()):
            roles[c] = "item"
    if not units and "subject" not in roles:
        for c, name in enumerate(roles):
            if name in ("", "done") and _offices(body, c) >= 0.7:
                roles[c] = "units"
    if "deadline" not in roles:
        for c, name in enumerate(roles):
            if name in ("", "done") and _days(body, c) >= 0.7:
                roles[c] = "deadline"
                break
    return roles


def _days(body: Sequence[Row], column: int) -> float:
    """The share of a column's cells, of two or more, that are deadlines; -1 where none are."""
    texts = [row.cells[column].text for row in body[:200] if column < len(row.cells)]
    texts = [text for text in texts if text.strip()]
    good = sum(len(text) <= _MOST_HEADS and cadence.understood(text, 2000) for text in texts)
    return good / len(texts) if len(texts) > 1 else -1


def _carried(heads: Sequence[str], body: Sequence[Row]) -> list[str]:
    """The heads, one over two columns standing over both also where only the first has it."""
    found = list(heads)
    for c, head in enumerate(heads):
        if c and not head and role(found[c - 1]) in TEXTS and _said(body, c):
            found[c] = found[c - 1]
    return found


def _head(rows: Sequence[Row], column: int) -> str:
    """The words over a column: the lowest row's that says something of its own."""
    words = ""
    for row in rows:
        if column >= len(row.cells):
            continue
        cell = row.cells[column]
        text = cell.text
        if cell.merged == LEFT:
            text = next((c.text for c in reversed(row.cells[:column]) if not c.merged), "")
        if text.strip() and (role(text) or not role(words)):
            words = re.sub(r"\s+", "", text)
    return words


def _said(body: Sequence[Row], column: int) -> int:
    """How many cells of a column say something, headings over the rows aside."""
    rows = [row for row in body if row.told > 1 and column < len(row.cells)]
    return sum(bool(row.cells[column].text.strip()) for row in rows)


def _short(body: Sequence[Row], column: int) -> bool:
    """Whether a column's cells are names and not sentences."""
    texts = [fold(row.cells[column].text) for row in body if column < len(row.cells)]
    said = [len(text) for text in texts if text]
    return bool(said) and sum(said) <= 30 * len(said)


def _texts(
    by: Mapping[str, list[int]], catalogue: bool, body: Sequence[Row], said: Sequence[int]
) -> tuple[int, tuple[int, ...]]:
    """The column of the clauses and those of the tasks over them.

    Where a column to the right says half as much again, its cells are the clauses.
    """
    levels = [c for name in ("task1", "task", "task2", "task3") for c in by.get(name, [])]
    if catalogue:
        levels = sorted(c for name in ("task1", "task2", "task3") for c in by.get(name, []))
        elements = by.get("elements", levels[-1:])
        return elements[0], tuple(c for c in levels if c != elements[0])
    for name in ("own", "item", "elements", "measures"):
        found = by.get(name, [])
        if name == "measures":  # right of the units they are steps
            found = [c for c in found if c < min(by.get("units", [len(said)]))]
        if found:
            item = found[-1]
            break
    else:
        item = max(levels) if levels else by["steps"][0]
    levels += [c for c in by.get("", []) if c < item and said[c]]
    if right := [c for c in levels if c > item and said[c] > said[item]]:
        levels, item = [*levels, item], max(right)
    more = 1.2 if said[item] and item not in levels else 1.01
    beside = by.get("measures", []) + by.get("steps", [])
    finer = [c for c in beside if c > item and said[c] >= said[item] * more]
    if finer:
        levels, item = [*levels, item], finer[0]
    names = [
        c
        for c in by.get("item", [])
        if c < item and (_short(body, c) or said[c] * 3 <= said[item] * 2)
    ]
    levels += names
    return item, tuple(sorted({c for c in levels if c < item}))
