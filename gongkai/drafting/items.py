"""Entries become items: their ids, units, deadlines, and what is unsure about each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from gongkai import cadence
from gongkai.drafting.columns import Columns
from gongkai.drafting.draft import Doubt, Item
from gongkai.drafting.rows import Entry, Level
from gongkai.drafting.units import Names, names

_BOXES = "■□☑√✓☒✔◼⬛●○☐"
_MARKS = re.compile(rf"[■☑√✓☒✔◼⬛●]\s*([^{_BOXES}\n]+)")
_BARE = re.compile(rf"(?:^|(?<=[\s{_BOXES}]))(?:[tn](?=[\u4e00-\u9fff])|口(?=\S))", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """The ids of the entries of one table, in order, with what was unsure about the numbering."""

    ids: tuple[str, ...]
    doubts: tuple[Doubt, ...]


def items(entries: Sequence[Entry], columns: Columns, year: int) -> tuple[list[Item], list[Doubt]]:
    """The items of entries that one kind of table gave, and the doubts."""
    numbers = ids(entries)
    found = [
        _item(entry, id_, columns, year) for entry, id_ in zip(entries, numbers.ids, strict=True)
    ]
    doubts = list(numbers.doubts)
    for entry, item in zip(entries, found, strict=True):
        doubts += _doubts(entry, item, columns, year)
    return found, doubts


def _item(entry: Entry, id_: str, columns: Columns, year: int) -> Item:
    who = _names(entry)
    due, when = cadence.read(entry.deadline, year)
    if when.kind in ("unspecified", "throughout"):
        stated = cadence.rhythm(entry.text)
        if stated == cadence.UNSPECIFIED:
            stated = cadence.rhythm(entry.steps)
        if stated.kind in ("periodic", "event_offset") or not entry.deadline:
            when = stated
    if due is None and not entry.deadline:
        due = max(cadence.days(entry.text, year, strict=True), default=None)
    return Item(
        id=id_,
        task=task_name(entry.levels),
        text=entry.text,
        units=who.units,
        collective=who.collective,
        support=who.support,
        deadline=" ".join(entry.deadline.split()),
        due=due,
        cadence=str(when),
        steps=entry.steps,
        channels=channels(entry.channels),
        elements=elements(entry.text) if columns.catalogue else (),
        basis=" ".join(entry.basis.split()),
        at=entry.at,
    )


def task_name(levels: Sequence[Level]) -> str:
    """The innermost task or section that has a name."""
    return next((level.name for level in reversed(levels) if level.name), "")


def _names(entry: Entry) -> Names:
    lead, help_ = names(entry.units), names(entry.support, support=True)
    support = tuple(dict.fromkeys(lead.support + help_.support))
    return Names(
        units=lead.units,
        support=tuple(name for name in support if name not in lead.units),
        odd=lead.odd + help_.odd,
        open=lead.open or help_.open,
    )


def _doubts(entry: Entry, item: Item, columns: Columns, year: int) -> Iterable[Doubt]:
    who = _names(entry)
    found = list(entry.doubts)
    found += [("unit_odd", name) for name in who.odd]
    if who.open:
        found.append(("units_open", entry.units[-20:]))
    if not item.units:
        found.append(("units_missing", ""))
    if item.deadline:
        if not cadence.understood(item.deadline, year):
            found.append(("deadline_unclear", item.deadline))
        if len(cadence.days(item.deadline, year)) > 1:
            found.append(("deadline_several", item.deadline))
    elif item.due:
        found.append(("deadline_in_text", item.due.isoformat()))
    elif columns.deadline >= 0:
        found.append(("deadline_missing", ""))
    for what, seen in found:
        yield Doubt(what=what, item=item.id, where=item.at, seen=seen.replace("\n", " "))


def channels(text: str) -> tuple[str, ...]:
    """The channels that a 标准目录 marks with ■; all of them where nothing is marked."""
    if not text.strip():
        return ()
    text = _BARE.sub(lambda m: "□" if m[0] == "口" else "■", text)  # t, n: boxes of Wingdings
    found = _MARKS.findall(text)
    if not found and re.search(r"[□☐○]", text):
        return ()
    parts = found or re.split(r"[\n、；;]", text)
    cleaned = (re.sub(r"[\s_＿]+", "", part).strip("、；;，。:：") for part in parts)
    return tuple(dict.fromkeys(part for part in cleaned if part))


def elements(text: str) -> tuple[str, ...]:
    """The elements that a 公开内容（要素） cell lists."""
    parts = re.split(r"[；;。\n]|(?<![\d.])\d{1,2}[.．、](?!\d)|[●•◆·]|[（(]\d{1,2}[)）]", text)
    if sum(bool(part.strip()) for part in parts) <= 1:
        parts = _split_outside(text)
    cleaned = (part.strip(" 、，,:：—-\u3000") for part in parts)
    return tuple(dict.fromkeys(part for part in cleaned if part))


def _split_outside(text: str) -> list[str]:
    return re.split(r"、(?![^（(]*[)）])|，(?![^（(]*[)）])", text.rstrip("。"))


# ---- ids


def ids(entries: Sequence[Entry]) -> Numbers:
    """The id of every entry: its printed number, with its task's where numbers restart."""
    doubts: list[Doubt] = []
    rowwise = _rowwise(entries)
    if not rowwise and (stray := _stray(entries)):
        doubts.append(Doubt(what="number_stray", where=stray[0].at, seen=_some(stray)))
    cells = Counter(entry.row for entry in entries)
    labels = [_own(entry, cells[entry.row], rowwise) for entry in entries]
    if not any(labels) and not any(level.label for entry in entries for level in entry.levels):
        doubts.append(Doubt(what="items_unnumbered"))
        return Numbers(ids=tuple(str(n) for n in range(1, len(entries) + 1)), doubts=tuple(doubts))
    paths = [(label,) if label else () for label in labels]
    depth = 0
    most = max((len(entry.levels) for entry in entries), default=0)
    while depth < most and _restarts(entries, paths, depth):
        names = _level_labels(entries, depth, doubts)
        paths = [(name, *path) for name, path in zip(names, paths, strict=True)]
        depth += 1
    if any(len(path) > 1 for path in paths):
        doubts.append(Doubt(what="numbers_restart"))
    _gaps(entries, paths)
    return Numbers(ids=_unique(entries, paths), doubts=tuple(doubts))


def _gaps(entries: Sequence[Entry], paths: Sequence[tuple[str, ...]]) -> None:
    """Tell where a number is missing between two of the same task."""
    for (_, before), (entry, path) in pairwise(zip(entries, paths, strict=True)):
        if before and path and before[:-1] == path[:-1]:
            last, now = _values(before[-1]), _values(path[-1])
            if len(last) == len(now) and last[:-1] == now[:-1] and now[-1] - last[-1] > 1:
                entry.doubts.append(("number_gap", before[-1]))


def _rowwise(entries: Sequence[Entry]) -> bool:
    """Whether 序号 counts rows (items) and not tasks."""
    firsts = [next(group) for _, group in groupby(entries, key=lambda entry: entry.row)]
    counted = [entry for entry in firsts if entry.seq]
    if not counted or (len(firsts) - len(counted)) * 20 > len(firsts):
        return False
    if not any(entry.levels for entry in counted):
        return True
    if all(entry.fresh and entry.label in ("", "1") for entry in counted):
        return False  # a task a row
    own = [_values(entry.label) for entry in entries if entry.label]
    if len(own) == len(entries) and all(now > last for last, now in pairwise(own)):
        return False  # the clauses count themselves, through all tasks
    numbers = [_values(entry.seq)[-1] for entry in counted]
    steps = [after - before == 1 or after == 1 for before, after in pairwise(numbers)]
    return sum(steps) * 10 >= len(steps) * 9


def _stray(entries: Sequence[Entry]) -> list[Entry]:
    """Entries whose 序号 cell has a number while no task begins there."""
    return [
        e for e in entries if e.seq and not e.fresh and e.levels and e.seq != e.levels[-1].label
    ]


def _some(entries: Sequence[Entry]) -> str:
    return "、".join(entry.seq for entry in entries[:6]) + ("…" if len(entries) > 6 else "")


def _values(label: str) -> tuple[int, ...]:
    """The numbers of a label, for comparing: 1.10 comes after 1.9."""
    return tuple(int(n) for n in re.findall(r"\d+", label)) or (0,)


def _own(entry: Entry, siblings: int, rowwise: bool) -> str:
    if not rowwise:
        return entry.label
    return entry.seq if siblings == 1 or not entry.label else f"{entry.seq}.{entry.label}"


def _parent(entry: Entry, depth: int) -> Level | None:
    return entry.levels[-1 - depth] if depth < len(entry.levels) else None


def _restarts(entries: Sequence[Entry], paths: Sequence[tuple[str, ...]], depth: int) -> bool:
    """Whether the numbers so far begin anew (or are not printed) under each parent."""
    groups: dict[int, list[tuple[int, ...]]] = {}
    blank = 0
    for entry, path in zip(entries, paths, strict=True):
        parent = _parent(entry, depth)
        if path:
            groups.setdefault(parent.id if parent else 0, []).append(_values(path[0]))
        else:
            blank += 1
    if blank * 2 > len(entries) and depth == 0:
        return True
    found = list(groups.values())
    if depth == 0 and blank and len(found) == 1 and found[0][0] == (1,):
        return True
    again = sum(now[0] <= before[-1] for before, now in pairwise(found))
    return len(found) > 1 and again * 2 >= len(found) - 1


def _level_labels(entries: Sequence[Entry], depth: int, doubts: list[Doubt]) -> list[str]:
    """The number of each entry's parent, printed or else counted."""
    order: dict[int, int] = {}
    found: list[str] = []
    for entry in entries:
        parent = _parent(entry, depth)
        if parent is None:
            found.append("")
            continue
        n = order.setdefault(parent.id, len(order) + 1)
        if not parent.label and Doubt(what="tasks_unnumbered") not in doubts:
            doubts.append(Doubt(what="tasks_unnumbered"))
        found.append(parent.label or str(n))
    return found


def _unique(entries: Sequence[Entry], paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Paths as ids; what has no number of its own or one that was used is counted."""
    full = [".".join(part for part in path if part) for path in paths]
    siblings = Counter(full)
    used: set[str] = set()
    found: list[str] = []
    for entry, id_ in zip(entries, full, strict=True):
        new = id_
        if siblings[id_] > 1 and not entry.label and not entry.seq:
            entry.doubts.append(("item_unnumbered", ""))
            new = _next(f"{id_}." if id_ else "", used, 1)
        elif id_ in used:
            entry.doubts.append(("number_repeated", id_))
            new = _next(f"{id_}-", used, 2)
        used.add(new)
        found.append(new)
    return tuple(found)


def _next(stem: str, used: set[str], n: int) -> str:
    while f"{stem}{n}" in used:
        n += 1
    return f"{stem}{n}"
