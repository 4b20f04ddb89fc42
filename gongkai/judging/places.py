"""Where a unit's subjects stand: from the name of a place to roots and columns."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from urllib.parse import urlsplit

from gongkai.model import Column, Targets, Unit

_POST = re.compile(r"/content/(?:\d+/\d+/)?m?post_(\d+)\.html$")


def under(url: str, root: str) -> bool:
    """Does the URL lie on the root's host, below the root's path?"""
    if not url or not root:
        return False
    page, top = urlsplit(url), urlsplit(root)
    folder = top.path.rsplit("/", 1)[0] + "/"
    return page.netloc == top.netloc and (page.path + "/").startswith(folder)


def roots(unit: Unit, place: str, targets: Targets) -> tuple[str, ...]:
    """The root URLs of a place (portal | own | any | platform:<id>); empty where it has none."""
    if place.startswith("platform:"):
        root = targets.platforms.get(place.removeprefix("platform:"), "")
        return (root,) if root else ()
    found = {"portal": (unit.portal,), "own": (unit.own,), "any": (unit.portal, unit.own)}[place]
    return tuple(dict.fromkeys(root for root in found if root))


def place_of(url: str, unit: Unit) -> str:
    """Own or portal: the narrower root wins, for a channel lies on the portal's host."""
    return "own" if under(url, unit.own) and not _same(unit) else "portal"


def given(subject: str, unit: Unit, place: str, targets: Targets) -> tuple[Column, ...]:
    """The columns that columns.csv gives for a subject of a unit at a place.

    A column of the unit's own goes before the shared ones. A row with an empty URL says that a
    person looked and there is no such column.
    """
    here = [
        c for c in targets.columns if subject in c.subjects and c.unit in ("", unit.id)
        and (not c.url or _at(c.url, unit, place, targets))
    ]  # fmt: skip
    mine = [c for c in here if c.unit == unit.id]
    return tuple(mine or here)


class BySubject:
    """The targets with the columns of one subject alone: of thousands, what an ask is about."""

    def __init__(self, targets: Targets) -> None:
        self._columns: dict[str, list[Column]] = defaultdict(list)
        for column in targets.columns:
            for subject in dict.fromkeys(column.subjects):
                self._columns[subject].append(column)
        self._none = replace(targets, columns=())
        self._of: dict[str, Targets] = {}

    def of(self, subject: str) -> Targets:
        """The same places, sites and units, and the columns of that subject."""
        if subject not in self._of:
            columns = tuple(self._columns.get(subject, ()))
            self._of[subject] = replace(self._none, columns=columns)
        return self._of[subject]


def unlisted(subject: str, unit: Unit, place: str, targets: Targets) -> tuple[str, ...]:
    """The roots of ``any`` at which a column is still to be looked for, though others are given.

    A shared column says nothing about the unit's other site. A row for the unit itself, with or
    without a URL, is a person's word on where it publishes.
    """
    known = given(subject, unit, place, targets)
    if place != "any" or any(c.unit == unit.id or not c.url for c in known):
        return ()
    seen = {place_of(c.url, unit) for c in known}
    return tuple(root for root in roots(unit, place, targets) if place_of(root, unit) not in seen)


def _at(url: str, unit: Unit, place: str, targets: Targets) -> bool:
    tops = roots(unit, place, targets)
    if place in ("portal", "own") and not _same(unit) and place_of(url, unit) != place:
        return False
    return any(urlsplit(url).netloc == urlsplit(top).netloc for top in tops) and (
        place != "own" or under(url, unit.own)
    )


def _same(unit: Unit) -> bool:
    """The portal's operator: its own site is the portal itself."""
    return bool(unit.own) and unit.own == unit.portal


def item_of(url: str) -> str:
    """What a document is counted once by: its address; a post of NFCMS by its number.

    The same post stands under its column, under the disclosure platform and as a page for phones.
    """
    post = _POST.search(url)
    return f"{host_of(url)}#post_{post[1]}" if post else url


def host_of(url: str) -> str:
    """Host, and port where one is given, of an http(s) URL; empty where it is not one."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return f"{parts.hostname}{port}" if usable and not re.search(r"\s", url) else ""
