"""Whose entry it is: rows of a shared column belong to a unit by address, publisher or title."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from urllib.parse import urlsplit

from gongkai.judging.places import under
from gongkai.model import Document, Row, Targets
from gongkai.text.match import fold

_OPENING = re.compile(r"[【\[(〔《]*(?:关于)?[【\[(〔《]*")  # not the 于 of 于都县
# a body of its own within the place that the name is of: 石桥镇小学 is not 石桥镇
_INSIDE = re.compile(
    r"中心(?:小学|学校|卫生院)|(?:第.)?(?:小|中)学|学校|幼儿园|(?:卫生|医|敬老)院|派出所|\w{0,6}(?:(?<![农乡])村|社区)"
)


class Owners:
    """Names and addresses of all units, ready to be looked up."""

    def __init__(self, targets: Targets) -> None:
        names: dict[str, set[str]] = defaultdict(set)
        for unit in targets.units:
            for name in (unit.name, *unit.aliases):
                names[fold(name)].add(unit.id)
        # a name that two units answer to tells nothing; the longest name is tried first
        self._names = {name: next(iter(ids)) for name, ids in names.items() if len(ids) == 1}
        self._lengths = sorted({len(name) for name in self._names}, reverse=True)
        portals = {unit.portal for unit in targets.units}
        shared = Counter(unit.own for unit in targets.units)  # divisions of one office share a site
        roots = (
            (u.own, u.id)
            for u in targets.units
            if u.own and u.own not in portals and shared[u.own] == 1
        )
        self._roots: dict[str, list[tuple[str, str]]] = defaultdict(list)  # by host
        for root, id in sorted(roots, key=lambda pair: -len(urlsplit(pair[0]).path)):
            self._roots[urlsplit(root).netloc].append((root, id))

    def of(self, row: Row, page: Document | None) -> tuple[str, str]:
        """The unit's id and the way it was told: address | publisher | title; both may be empty."""
        for root, unit in self._roots.get(urlsplit(row.url).netloc, ()):
            if under(row.url, root):
                return unit, "address"
        for publisher in (row.publisher, page.publisher if page else ""):
            if unit := self._named(fold(publisher), whole=True):
                return unit, "publisher"
        if unit := self._named(_OPENING.sub("", fold(row.title), count=1), whole=False):
            return unit, "title"
        return "", ""

    def _named(self, text: str, *, whole: bool) -> str:
        if whole:
            return self._names.get(text, "") if text else ""
        for length in self._lengths:
            unit = self._names.get(text[:length], "") if length <= len(text) else ""
            if unit and not _INSIDE.match(text, length):
                return unit
        return ""
