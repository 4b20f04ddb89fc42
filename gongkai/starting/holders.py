"""Who answers to the names that a plan prints: offices by name, groups by their members."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.drafting import Item
from gongkai.starting.offices import Office
from gongkai.starting.words import Unsure, unsure
from gongkai.text.match import fold

_PLATE = re.compile(r"[（(][^（）()]*[）)]$")
_KINDS = (  # what an office is by its name; the first that fits
    (
        "park",
        re.compile(
            r"(?:园区|开发区|功能区|新区|高新区|试验区|保税区|示范区)(?:管委会|管理委员会)?$"
        ),
    ),
    ("town", re.compile(r"(?:镇|乡|街|街道|街道办事处|街道办|[镇乡](?:人民)?政府)$")),
    ("district", re.compile(r"[县区市旗](?:人民)?政府$|[县区旗]$")),
)
_GROUPS = (  # what a group's name means
    ("park", re.compile(r"管委会|管理委员会|园区|开发区|功能区")),
    ("town", re.compile(r"[镇乡街](?!道?办?公)")),
    (
        "district",
        re.compile(r"各[县区旗](?!直|级|属)|县区|区县|[县市]（[^）]*区）|市区政府"),
    ),
)
_JOINING = re.compile(r"[和与及、]|人民政府(?=办公)")
_LEVEL = re.compile(r"^[省市区县州镇]")


class Holders:
    """Finds for every printed name the office or the group that answers to it.

    ``aliases``: office id -> printed names that are new to it; ``groups``: name -> id.
    """

    def __init__(self, known: Sequence[Office]) -> None:
        self.known = known
        self.aliases: dict[str, list[str]] = {}
        self.groups: dict[str, str] = {}
        self.unsure: list[Unsure] = []
        self._members: dict[str, list[str]] = {}  # group id -> office ids
        for office in known:
            if office.group:
                self._members.setdefault(self._group(office.group), []).append(office.id)

    def groups_of(self, office: Office) -> list[str]:
        """The ids of the groups that it is a member of."""
        return [group for group, members in self._members.items() if office.id in members]

    def answer(self, items: Sequence[Item]) -> None:
        """Take in the names of all items, each once, with the first item that prints it."""
        first: dict[str, tuple[Item, bool]] = {}
        for item in items:
            for name in (*item.units, *item.support):
                first.setdefault(name, (item, name in item.collective))
        for name, (item, collective) in first.items():
            if collective:
                self._collective(name, item)
            else:
                self._single(name, item)

    def _single(self, name: str, item: Item) -> None:
        said = {fold(each): o for o in self.known for each in (o.name, *o.aliases)}
        if fold(name) in said:
            return
        likely = self._likely(name)
        if len(likely) == 1:
            self.aliases.setdefault(likely[0].id, []).append(name)
            other = likely[0].name
            spelt = _core(name) in {_core(each) for each in (other, *likely[0].aliases)}
            seen = f"{name} → {other}"
            self.unsure.append(unsure("alias_guessed", item.id, low=spelt, seen=seen))
        elif likely:
            other = "、".join(office.name for office in likely[:4])
            self.unsure.append(unsure("several", item.id, seen=name, other=other))
        else:
            self.unsure.append(unsure("nobody", item.id, seen=name))

    def _likely(self, name: str) -> list[Office]:
        """Offices whose name it shortens: same end, its signs in the same order."""
        bare = _core(_PLATE.sub("", name))
        same = [o for o in self.known if bare in {_core(each) for each in (o.name, *o.aliases)}]
        if same or len(bare) < 2:
            return same
        return [
            o for o in self.known if any(_shortens(bare, each) for each in (o.name, *o.aliases))
        ]

    def _collective(self, name: str, item: Item) -> None:
        if name in self.groups:
            return
        for known, id in list(self.groups.items()):
            if _bare(known) == _bare(name):
                self.groups[name] = id
                return
        id = self._group(name)
        members = self._guessed(name)
        if members:
            self._members[id] = members
            told = unsure("roster_guessed", item.id, seen=name, name=name, n=len(members))
        else:
            told = unsure("roster_wanted", item.id, seen=name, name=name)
        self.unsure.append(told)

    def _guessed(self, name: str) -> list[str]:
        """Who a group's name means, by the names of the offices: districts, towns, parks, others.

        Districts and towns are no departments and no 市直单位.
        """
        kinds = {o.id: _kind(_PLATE.sub("", o.name)) for o in self.known}
        meant = {kind for kind, words in _GROUPS if words.search(name)}
        if re.search(r"部门|机构|直各?单位" if meant else r"部门|机构|单位", name):
            meant.add("office")
        return [id for id, kind in kinds.items() if kind in meant]

    def _group(self, name: str) -> str:
        return self.groups.setdefault(name, f"g{len(self.groups) + 1:02}")


def _kind(name: str) -> str:
    found = (kind for kind, words in _KINDS if words.search(name))
    return next(found, "office")


def _core(name: str) -> str:
    """A name without its level and the signs that short forms leave out."""
    return _LEVEL.sub("", _JOINING.sub("", fold(name)))


def _bare(name: str) -> str:
    """A group's name without 各, brackets and its level: 各镇（街） and 镇街 are one."""
    return re.sub(r"[各()（）、,，]|有关|相关", "", _core(name.replace("各", "")))


def _shortens(short: str, name: str) -> bool:
    """人社局 shortens 海棠市人力资源和社会保障局: in order, and the ends are the same."""
    long = _core(name)
    if not short or short[-1] != long[-1:] or len(short) >= len(long):
        return False
    signs = iter(long)
    return all(sign in signs for sign in short)
