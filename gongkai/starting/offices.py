"""The client's list of offices: a table with a column of names, or one name a line."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from gongkai.drafting import files
from gongkai.drafting.table import ABOVE, Cell, Row, Table
from gongkai.drafting.units import looks_like_one, names
from gongkai.model import UserError
from gongkai.starting.addresses import addresses, without
from gongkai.starting.words import tell
from gongkai.text.match import fold

ROLES = {  # what a head may be called; the first role that fits a head has it
    "own": ("网址", "网站地址", "官网", "网站", "链接", "频道", "url", "website"),
    "portal": ("门户", "上级门户", "主管网站"),
    "aliases": ("简称", "别名", "又称", "曾用名", "规范简称", "alias"),
    "group": ("类别", "类型", "分类", "分组", "组别", "单位类别", "单位性质", "group"),
    "id": ("代码", "编码", "标识", "id"),
    "name": ("单位名称", "部门名称", "单位全称", "机构名称", "全称", "名称", "责任单位",
             "被评估单位", "评估对象", "单位", "部门", "机构", "name"),
}  # fmt: skip
_HEADING = re.compile(r"^(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十]+[）)])(.+)$")
_COUNT = re.compile(r"[（(]共?\d+[个家]?(?:单位)?[）)]$")
_NUMBER = re.compile(r"^\s*\d{1,4}[.．、)）]?\s*")
_SPLIT = re.compile(r"[;；、,，/\n]+")
_TITLE = re.compile(r"(?:名单|名录|清单|一览表|列表|目录|对象|单位|表)(?:[（(][^）)]*[）)])?$")
_SUM = re.compile(r"(?:合计|总计|小计|共计|注[:：]|备注|说明)")
_NONE = re.compile(r"无|暂无|[-—–－/]+")
_SPACE = re.compile(r"(?<=[\u4e00-\u9fff（）])\s+(?=[\u4e00-\u9fff（）])")
_PLATE = re.compile(r"([^（()）]+)[（(]([^（()）、，,]+)[）)]")
_ROW_ID = re.compile(r"[a-z][a-z0-9_-]*")
_PLACE = re.compile(r".{1,12}?[省市区县州盟旗](?=.)")


@dataclass(frozen=True, kw_only=True)
class Office:
    """One office as the client lists it. ``group`` is the heading or category it stands under."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    group: str = ""
    portal: str = ""
    own: str = ""

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts of its addresses."""
        found = (urlsplit(url).hostname for url in (self.portal, self.own) if url)
        return tuple(host for host in found if host)


def offices(path: Path) -> list[Office]:
    """The offices of a list. UserError where there is none, or one stands twice."""
    found: list[Office] = []
    for said in _rows(path):
        office = _office(said, path)
        if any(other.name == office.name for other in found):
            raise UserError(tell("office_twice", file=path, name=office.name))
        found.append(office)
    if not found:
        raise UserError(tell("no_offices", file=path))
    place = _place([office.name for office in found])
    return _numbered([_with_short(office, place) for office in found])


def _rows(path: Path) -> Iterator[dict[str, str]]:
    for table in _tables(path):
        heads, first = _head(table)
        group, above = "", dict[int, str]()
        blocks = [_blocks(table[first:], head.get("group", -1)) for head in heads]
        for at, row in enumerate(table[first:]):
            told = [" ".join(cell.split()) for cell in row if cell.strip()]
            if len(told) == 1 and (heading := _heading(told[0], alone=len(table[0]) > 1)):
                group, above = heading, {}
                continue
            if first + at == 0 and len(told) == 1 and _TITLE.search(told[0]):
                continue
            for n, head in enumerate(heads):
                said = {role: row[n].strip() for role, n in head.items() if n < len(row)}
                if blocks[n] and said.get("name"):
                    said["group"] = above[n] = said.get("group") or above.get(n, "")
                for name in _names(said.pop("name", ""), one="aliases" in said):
                    yield {"group": group, "name": name, **{k: v for k, v in said.items() if v}}


def _blocks(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a category is written once, over the blank cells of its other offices."""
    said = [row[column].strip() for row in rows if 0 <= column < len(row)]
    return any(said) and not any(one and one == two for one, two in pairwise(said))


def _names(cell: str, *, one: bool) -> list[str]:
    """The offices of a cell: one, or several with signs between them; none of a head or a sum."""
    cell = re.sub(r"\s+(?=[（(])", "", _NUMBER.sub("", cell))
    if not cell.strip() or fold(cell) in _HEADS or _SUM.match(fold(cell)):
        return []
    several = names(without(cell))
    if len(several.units) > 1 and not (one or several.odd or several.support):
        return list(several.units)
    return [_SPACE.sub("", " ".join(cell.split()))]


_HEADS = {fold(word) for words in ROLES.values() for word in words}


def _heading(text: str, *, alone: bool) -> str:
    """The group that a line is the heading of; empty where it is an office."""
    numbered = _HEADING.match(text)
    if not numbered and text[-1] not in ":：" and not (alone and _COUNT.search(text)):
        return ""
    return _COUNT.sub("", (numbered[1] if numbered else text).rstrip(":："))


def _head(table: Sequence[Sequence[str]]) -> tuple[list[dict[str, int]], int]:
    """Which column plays which role, once for each list side by side; the first row below."""
    for n, row in enumerate(table[:8]):
        found: list[dict[str, int]] = [{}]
        for m, cell in enumerate(row):
            role = _role(cell)
            if role == "name" and "name" in found[-1] and fold(cell) == fold(row[found[-1][role]]):
                found.append({})
            if role == "own" and role in found[-1] and "portal" not in found[-1]:
                before = found[-1][role]
                if "门户" in row[before]:
                    found[-1] |= {"portal": before, "own": m}
            if role:
                found[-1].setdefault(role, m)
        exact = any(fold(cell) in _HEADS for cell in row)
        if "name" in found[0] and (exact or len(found[0]) > 1):
            return found, n + 1
    return _bare(table), 0


def _role(cell: str) -> str:
    folded = fold(cell)
    for role, words in ROLES.items():
        if any(folded == fold(word) for word in words):
            return role
    for role, words in ROLES.items():
        if len(folded) <= 10 and any(fold(word) in folded for word in words):
            return role
    return ""


def _bare(table: Sequence[Sequence[str]]) -> list[dict[str, int]]:
    """Without a head: the column with most cells that end as offices' names do, if any does."""
    count: Counter[int] = Counter()
    for row in table:
        count.update(
            m for m, cell in enumerate(row) if re.search(r"[局委办厅院部中心府镇街道]$", cell)
        )
    if not count and any(looks_like_one(row[0]) for row in table if row):
        count[0] = 1
    return [{"name": m} for m, _ in count.most_common(1)]


def _tables(path: Path) -> Iterator[list[list[str]]]:
    if path.suffix.lower() in (".csv", ".txt") and path.is_file():
        text = files.plain(path)
        if path.suffix.lower() == ".csv" or "\t" in text:
            first = text.partition("\n")[0]
            how = max("\t,;", key=first.count) if any(c in first for c in "\t;") else ","
            yield [row for row in csv.reader(io.StringIO(text), delimiter=how) if any(row)]
        else:
            yield [[line.strip()] for line in text.splitlines() if line.strip()]
        return
    for block in files.blocks(path)[0]:
        if isinstance(block, Table):
            yield [[cell.text for cell in row.cells] for row in _filled(block)]


def _filled(table: Table) -> Iterator[Row]:
    """The rows, a cell merged with the one above saying what that says."""
    above: Sequence[Cell] = ()
    for row in table.rows:
        cells = tuple(
            above[n] if cell.merged == ABOVE and n < len(above) else cell
            for n, cell in enumerate(row.cells)
        )
        above = cells
        yield replace(row, cells=cells)


def _office(said: dict[str, str], path: Path) -> Office:
    name = _SPACE.sub("", without(said["name"])).strip(" ,，:：")
    found = {"own": addresses(said["name"]) or []}
    for key in ("portal", "own"):
        if text := said.get(key, ""):
            read = addresses(text)
            if read is None or len(read) > 2:
                raise UserError(tell("bad_address", file=path, name=name, seen=text))
            found[key] = read or found.get(key, [])
    own = found["own"]
    portal = found.get("portal") or own[1:]
    id = said.get("id", "").lower()
    aliases = [*_SPLIT.split(said.get("aliases", "")), *_plate(name)]
    return Office(
        id=id if _ROW_ID.fullmatch(id) else "",
        name=name,
        aliases=tuple(
            each.strip() for each in aliases if each.strip() and not _NONE.fullmatch(each.strip())
        ),
        group=" ".join(_COUNT.sub("", said.get("group", "")).split()),
        portal=portal[0] if portal else "",
        own=own[0] if own else "",
    )


def _plate(name: str) -> list[str]:
    """Both names of an office with a second plate: 区发展改革局（区统计局）."""
    found = _PLATE.fullmatch(name)
    if found is None or not all(looks_like_one(part) for part in found.groups()):
        return []
    return list(found.groups())


def _place(names: Sequence[str]) -> str:
    """The place that most of the names begin with: 海棠市 of 海棠市财政局; or nothing."""
    count = Counter(found[0] for name in names if (found := _PLACE.match(name)))
    place, n = count.most_common(1)[0] if count else ("", 0)
    return place if n > len(names) / 2 else ""


def _with_short(office: Office, place: str) -> Office:
    """With the name that plans print: 市财政局 for 海棠市财政局."""
    if not place or not office.name.startswith(place) or len(office.name) <= len(place) + 1:
        return office
    full = [each for each in (office.name, *office.aliases) if each.startswith(place)]
    short = [place[-1] + each[len(place) :] for each in full if len(each) > len(place) + 1]
    return replace(office, aliases=tuple(dict.fromkeys((*office.aliases, *short))))


def _numbered(found: Sequence[Office]) -> list[Office]:
    """With ids: the client's, else the first label of the own site, else a number."""
    taken = {office.id for office in found if office.id}
    done = []
    for n, office in enumerate(found, 1):
        label = (urlsplit(office.own).hostname or "").partition(".")[0]
        usable = label not in ("", "www") and office.own != office.portal and label not in taken
        id = office.id or (label if usable and _ROW_ID.fullmatch(label) else f"u{n:03}")
        taken.add(id)
        done.append(replace(office, id=id))
    return done
