"""A plan as a workbook and back: assessors live in Excel. Nothing is lost either way.

One sheet for the plan's head, one with a row a clause, one with the words that may be used. Several
names in a cell stand on lines of their own; a rule stands in its cell as it stands in YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from gongkai import cadence
from gongkai.cadence import Cadence
from gongkai.door import Door
from gongkai.drafting.units import names
from gongkai.words import say
from gongkai.workbooks import Sheets, read_sheets
from plans.rules import IF_NONE
from plans.writing import rule_text, write_head, write_task

HEAD, CLAUSES, WORDS = "方案", "条目", "可用词"
HEADERS = {  # key of a clause -> title of its column, width
    "file": ("文件", 16), "task": ("任务", 22), "item": ("编号", 8), "title": ("标题", 28),
    "lead": ("牵头单位", 18), "support": ("配合单位", 14), "each": ("各负其责", 8),
    "joint": ("共同负责", 8), "about": ("看谁的页面", 10), "subject": ("主题", 16),
    "match": ("条目匹配", 20), "places": ("发布位置", 10), "due": ("时限", 11),
    "cadence": ("节奏", 16), "after": ("前提", 14), "weight": ("权重", 6),
    "if_none": ("没有时", 11), "rules": ("规则", 48), "note": ("读法", 32), "text": ("原文", 40),
}  # fmt: skip
LISTS = ("lead", "support", "places")
MARKS = ("each", "joint")
PLACES = {
    "门户": "portal", "门户网站": "portal", "政府门户网站": "portal", "本单位网站": "own",
    "本单位": "own", "部门网站": "own", "任一": "any", "均可": "any",
}  # fmt: skip
YES = ("是", "true", "yes", "1", "√", "y")
HEAD_KEYS = {
    "title": "名称", "source": "文号", "year": "年度", "window": "窗口期（天）",
    "scheme": "计分办法", "yearly": "每年相同",
}  # fmt: skip


def write_sheet(folder: Path, out: Path, *, subjects: Mapping[str, str]) -> None:
    """The plan in ``folder`` as a workbook. ``subjects``: id -> name, told for reference."""
    door = Door()
    head = door.mapping(folder / "plan.yaml")
    rows = list(_rows(door, folder))
    door.close()
    how = {"default_date_format": "yyyy-mm-dd"}
    with out.open("xb") as file, xlsxwriter.Workbook(file, how) as book:
        plain = book.add_format({"text_wrap": True, "valign": "top", "font_name": "Arial"})
        bold = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        sheet = book.add_worksheet(HEAD)
        sheet.set_column(0, 0, 14, bold)
        sheet.set_column(1, 1, 60, plain)
        for n, (key, title) in enumerate(HEAD_KEYS.items()):
            sheet.write_string(n, 0, title)
            if key in head:
                sheet.write(n, 1, "是" if head[key] is True else head[key], plain)
        sheet = book.add_worksheet(CLAUSES)
        for n, (title, width) in enumerate(HEADERS.values()):
            sheet.set_column(n, n, width, plain)
            sheet.write_string(0, n, title, bold)
        for n, row in enumerate(rows, 1):
            for m, key in enumerate(HEADERS):
                value = row.get(key)
                if isinstance(value, date):
                    sheet.write_datetime(n, m, datetime(value.year, value.month, value.day), day)
                elif value not in (None, ""):
                    sheet.write_string(n, m, _cell(key, value), plain)
        sheet.freeze_panes(1, 4)
        sheet.autofilter(0, 0, len(rows), len(HEADERS) - 1)
        _choices(sheet, len(rows) + 200)
        _reference(book.add_worksheet(WORDS), subjects, bold)


def _choices(sheet: Any, last: int) -> None:
    for key, words in (("if_none", IF_NONE), ("each", YES[:1]), ("joint", YES[:1])):
        column = list(HEADERS).index(key)
        how = {"validate": "list", "source": list(words), "ignore_blank": True}
        sheet.data_validation(1, column, last, column, how)


def _reference(sheet: Any, subjects: Mapping[str, str], bold: Any) -> None:
    sheet.set_column(0, 1, 28)
    for m, title in enumerate(("主题", "名称")):
        sheet.write_string(0, m, title, bold)
    for n, (id, name) in enumerate(subjects.items(), 1):
        sheet.write_string(n, 0, id)
        sheet.write_string(n, 1, name)


def _rows(door: Door, folder: Path) -> Iterator[dict[str, Any]]:
    """Every clause as it is written, before it inherits anything."""
    for file in sorted(f for f in folder.glob("*.yaml") if f.name != "plan.yaml"):
        read = door.mapping(file)
        for n, clause in enumerate(door.items(read.get("clauses"), file, "clauses"), 1):
            said = door.pairs(clause, file, f"clauses/{n}")
            yield {"file": file.stem, "task": str(read.get("task", "")), **said}


def _cell(key: str, value: Any) -> str:
    if key == "rules":
        return "\n".join(map(rule_text, value))
    if key in LISTS:
        return "\n".join(map(str, value))
    if key in MARKS:
        return YES[0] if value else ""
    return str(value)


def read_sheet(book: Path, folder: Path) -> None:
    """Write the plan that a workbook holds into ``folder``, which must not be there yet.

    UserError with sheet and row for what cannot be read; then nothing is written.
    """
    door = Door()
    if folder.exists():
        door.fault(folder, "", "folder_there")
        door.close()
    sheets = read_sheets(door, book)
    if door.clean and not {HEAD, CLAUSES} & set(sheets):
        door.unread(book, "", "not_exported", sheets="、".join((HEAD, CLAUSES)))
    head = _head(door, book, sheets)
    year = head.get("year", 0)
    tasks = _tasks(door, book, sheets, year if isinstance(year, int) else 0)
    door.close()
    write_head(folder, head)
    for (file, task), clauses in tasks.items():
        write_task(folder / f"{file}.yaml", task, clauses)


def _head(door: Door, book: Path, sheets: Sheets) -> dict[str, Any]:
    keys = {title: key for key, title in HEAD_KEYS.items()}
    found: dict[str, Any] = {}
    for row in sheets.get(HEAD, ()):
        if len(row) > 1 and str(row[0]) in keys and row[1] not in (None, ""):
            found[keys[str(row[0])]] = row[1]
    for key in ("year", "window"):
        if key in found:
            found[key] = _number(found[key])
    if "yearly" in found:
        found["yearly"] = str(found["yearly"]).strip().lower() in YES
    for key in ("title", "year"):
        if key not in found:
            door.fault(book, HEAD, "no_key", key=HEAD_KEYS[key])
    return {"source": "", **found} if "title" in found else found


def _number(value: Any) -> Any:
    text = str(value).removesuffix(".0").removesuffix("年")
    return int(text) if text.isdecimal() else value


def _tasks(
    door: Door, book: Path, sheets: Sheets, year: int
) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """The clauses of each file. A row added without file and task belongs to those above it."""
    rows = list(sheets.get(CLAUSES, ()))
    keys = {title: key for key, (title, _) in HEADERS.items()}
    header = [keys.get(str(cell or "").strip(), "") for cell in rows[0]] if rows else []
    for key in ("file", "task", "item", "title", "lead"):
        if key not in header:
            title = HEADERS[key][0]
            columns = ",".join(title for title, _ in HEADERS.values())
            door.fault(book, CLAUSES, "no_header", key=title, columns=columns)
    if not {"file", "task"} <= set(header):
        return {}
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for n, row in enumerate(rows[1:], 2):
        said = {k: v for k, v in zip(header, row, strict=False) if k and v not in (None, "")}
        if not said:
            continue
        at = f"{CLAUSES} {say('line', n=n)}"
        if found and not {"file", "task"} & set(said):
            said["file"], said["task"] = list(found)[-1]
        if missing := [HEADERS[k][0] for k in ("file", "task", "item") if k not in said]:
            door.fault(book, at, "no_key", key=missing[0])
            continue
        file, task = _stem(str(said.pop("file"))), str(said.pop("task"))
        if other := [t for f, t in found if f == file and t != task]:
            door.fault(book, at, "two_tasks", file=file, task=task, other=other[0])
        found.setdefault((file, task), []).append(_clause(door, book, at, said, year))
    return found


def _stem(name: str) -> str:
    """A file's name has no folder in it."""
    return Path(name.strip().removesuffix(".yaml")).name or "01-plan"


def _clause(door: Door, book: Path, at: str, said: dict[str, Any], year: int) -> dict[str, Any]:
    for key in LISTS:
        if key in said:
            said[key] = [name for line in str(said[key]).splitlines() for name in _names(key, line)]
    for key in MARKS:
        if key in said:
            said[key] = str(said[key]).strip().lower() in YES
    if "due" in said:
        said["due"] = _day(said["due"], year)
    if "cadence" in said:
        said["cadence"] = _rhythm(str(said["cadence"]).strip(), year)
    if "rules" in said:
        said["rules"] = list(_rules(door, book, at, str(said["rules"]).splitlines()))
    for key in ("item", "title", "note", "text", "match"):
        if key in said:
            said[key] = str(said[key])
    if "weight" in said:
        said["weight"] = door.line(str(said["weight"]), book, at)
    return said


def _names(key: str, line: str) -> list[str]:
    """The names of a line: 甲局、乙局 are two, 市政府各部门、各直属机构 are one."""
    if key == "places":
        parts = (part.strip() for part in re.split(r"[、，,;；]", line))
        return [PLACES.get(part, part) for part in parts if part]
    several = names(line)
    apart = len(several.units) > 1 and not (several.odd or several.support or several.open)
    return list(several.units) if apart else [line.strip()] * bool(line.strip())


def _day(value: Any, year: int) -> Any:
    """A day as Excel or a person writes it: 2026/3/31, 3月底前."""
    if isinstance(value, datetime):
        return value.date()
    text = str(value).strip()
    try:
        return date.fromisoformat(text)
    except ValueError:
        found = set(cadence.days(text, year))
        # what else stands there, the plan's own reading says to be wrong
        return found.pop() if len(found) == 1 else value


def _rhythm(text: str, year: int) -> str:
    """The normal form of a rhythm, be it written so or as plans write it (每季度)."""
    try:
        return str(Cadence.parse(text))
    except ValueError:
        _, when = cadence.read(text, year)
        return text if when == cadence.UNSPECIFIED else str(when)


def _rules(door: Door, book: Path, at: str, lines: Iterable[str]) -> Iterator[Any]:
    for line in filter(None, map(str.strip, lines)):
        if rule := door.line(line, book, at):
            yield rule
