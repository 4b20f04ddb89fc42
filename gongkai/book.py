"""The files of the targets as they are read, with what is wrong with them."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.door import Door
from gongkai.judging.places import host_of
from gongkai.model import Column, Fact, Group, Site, Unit
from gongkai.text.match import fold
from gongkai.words import say

COLUMNS = ("url", "subjects", "unit", "how", "name")
ROSTER = ("group", "unit", "name", "aliases", "portal", "own")
FACTS = ("kind", "unit", "about", "day", "until", "basis", "by")
HOW = ("given", "discovered", "person")
ROSTERS = ("complete", "partial")
TLS = ("verify", "unverified", "http")
PARTS = ("sites", "platforms", "groups", "units")

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"({_LABEL}\.)+{_LABEL}")
_MOST_PORT = 65_535
_CONTACT = re.compile(r"mailto:[^@\s]+@[^@\s]+\.[^@\s]+|https?://\S+")


@dataclass(frozen=True, kw_only=True)
class Head:
    """What stands at the top of a file."""

    title: str = ""
    contact: str = ""
    sample: bool = False
    include: tuple[str, ...] = ()


class Book:
    """What the files say so far, and where each thing stood."""

    def __init__(self) -> None:
        self.door = Door()
        self.files: list[Path] = []
        self.sites: dict[str, Site] = {}
        self.platforms: dict[str, str] = {}
        self.groups: dict[str, Group] = {}
        self.units: list[tuple[Unit, Path, str]] = []
        self.owners: dict[str, str] = {}  # folded id or name -> id
        self.links: list[tuple[str, Path, str]] = []  # URLs that must lie on a site

    def read(self, path: Path, trail: tuple[Path, ...]) -> list[Head]:
        """Take in a file after those it includes. The last head is its own."""
        if path.resolve() in trail:
            self.door.fault(trail[-1], "include", "include_loop", name=path.name)
            return []
        if path.resolve() in [file.resolve() for file in self.files]:
            return []
        self.files.append(path)
        found = self.door.mapping(path)
        plain = {key: value for key, value in found.items() if key not in PARTS}
        keys = [*Head.__dataclass_fields__, *PARTS]
        for key in plain.keys() - set(keys):
            self.door.fault(path, "", "unknown_key", key=key, word=key, among=keys)
            del plain[key]
        head = self.door.build(Head, plain, path, "") or Head()
        heads = []
        for name in head.include:
            heads += self.read(path.parent / name, (*trail, path.resolve()))
        for part in PARTS:
            self._part(part, found.get(part), path)
        return [*heads, head]

    def head(self, heads: list[Head], path: Path) -> None:
        """Check what stands once, at the top."""
        if self.door.clean and not heads[-1].title:
            self.door.fault(path, "", "no_key", key="title")
        for head in heads:
            if head.contact and not _CONTACT.fullmatch(head.contact):
                self.door.fault(path, "contact", "bad_contact", seen=head.contact)

    def _part(self, part: str, read: Any, file: Path) -> None:
        if part == "platforms":
            for id, url in self.door.pairs(read or {}, file, part).items():
                at = f"platforms/{id}"
                self.platforms[id] = self._url(str(url), file, at)
            return
        take = {"sites": self._site, "groups": self._group, "units": self._unit}[part]
        for n, entry in enumerate(self.door.items(read, file, part), 1):
            named = entry if isinstance(entry, Mapping) else {}
            take(entry, file, f"{part}/{named.get('id') or named.get('host') or n}")

    def _site(self, entry: Any, file: Path, at: str) -> None:
        site = self.door.build(Site, entry, file, at)
        if site is None:
            return
        host = site.host.lower()
        if host in self.sites:
            self.door.fault(file, at, "host_twice", key=host)
        if not _HOST.fullmatch(host):
            self.door.fault(file, at, "bad_host", seen=site.host)
        if site.address and not ip_of(site.address):
            self.door.fault(file, at, "bad_address", seen=site.address)
        if site.root and not host_of(site.root):
            self.door.fault(file, at, "bad_url", seen=site.root)
        if site.tls not in TLS:
            self._one_of("tls", site.tls, TLS, file, at)
        for key in ("delay", "requests", "megabytes", "seconds"):
            value = getattr(site, key)
            if value < 0 or (value == 0 and key != "delay"):
                want = say("want_positive")
                self.door.fault(file, at, "bad_value", key=key, want=want, seen=value)
        self.sites[host] = replace(site, host=host)

    def _group(self, entry: Any, file: Path, at: str) -> None:
        group = self.door.build(Group, entry, file, at)
        if group is None:
            return
        self._own_names(group, file, at)
        if group.roster not in ROSTERS:
            self._one_of("roster", group.roster, ROSTERS, file, at)
        self.groups[group.id] = group

    def _unit(self, entry: Any, file: Path, at: str) -> None:
        unit = self.door.build(Unit, entry, file, at)
        if unit is None:
            return
        self._own_names(unit, file, at)
        for url in filter(None, (unit.portal, unit.own)):
            self._url(url, file, at)
        self.units.append((unit, file, at))

    def roster(self, file: Path) -> None:
        """The rows of a rosters.csv: each puts a unit into a group, one with a name makes it."""
        for at, row in self.door.table(file, ROSTER):
            group = self.owners.get(fold(row["group"]), row["group"])
            if group not in self.groups:
                among = self.groups
                self.door.fault(file, at, "unknown_group", key=group, word=group, among=among)
            elif row["name"] and not self._has(row["unit"]):
                aliases = [
                    name.strip() for name in re.split("[;；]", row["aliases"]) if name.strip()
                ]
                entry = {"id": row["unit"], "name": row["name"], "portal": row["portal"]}
                more = {"own": row["own"], "aliases": aliases, "groups": [group]}
                self._unit(entry | more, file, at)
            else:
                self._join(self._who(row["unit"], file, at), group)

    def _join(self, id: str, group: str) -> None:
        for n, (unit, file, at) in enumerate(self.units):
            if unit.id == id and group not in unit.groups:
                self.units[n] = (replace(unit, groups=(*unit.groups, group)), file, at)

    def _own_names(self, owner: Unit | Group, file: Path, at: str) -> None:
        for key in dict.fromkeys(map(fold, names_of(owner))):
            other = self.owners.setdefault(key, owner.id)
            twice = other == owner.id and key == fold(owner.id) and self._has(owner.id)
            if other != owner.id or twice:
                self.door.fault(file, at, "id_twice", key=key, other=other)

    def _has(self, id: str) -> bool:
        return id in self.groups or any(unit.id == id for unit, _, _ in self.units)

    def _url(self, url: str, file: Path, at: str) -> str:
        if host_of(url):
            self.links.append((url, file, at))
        else:
            self.door.fault(file, at, "bad_url", seen=url)
        return url

    def _one_of(self, key: str, seen: str, words: Collection[str], file: Path, at: str) -> None:
        want = say("want_one_of", words=" ".join(words))
        self.door.fault(
            file, at, "bad_value", key=key, want=want, seen=seen, word=seen, among=words
        )

    def cross(self) -> None:
        """What only all files together can show: groups that exist, hosts that are sites."""
        for unit, file, at in self.units:
            for group in unit.groups:
                if group not in self.groups:
                    self.door.fault(
                        file, at, "unknown_group", key=group, word=group, among=self.groups
                    )
            if unit.into and (unit.into == unit.id or not self._has(unit.into)):
                known = [other.id for other, _, _ in self.units]
                self.door.fault(
                    file, f"{at} into", "unknown_unit", key=unit.into, word=unit.into, among=known
                )
        for url, file, at in self.links:
            self._on_site(url, file, at)

    def _on_site(self, url: str, file: Path, at: str) -> None:
        host = host_of(url).rsplit(":", 1)[0]
        if host not in self.sites:
            self.door.fault(file, at, "no_site", host=host, word=host, among=self.sites)

    def beside(self, kind: str) -> list[Path]:
        """The tables of a kind that lie beside the files read, each once."""
        found: dict[Path, None] = {}
        for file in self.files:
            for name in (f"{file.stem}.{kind}.csv", f"{kind}.csv"):
                table = file.with_name(name)
                if table.is_file():
                    found[table] = None
                    break
        return list(found)

    def columns(self, file: Path) -> Iterable[Column]:
        """The rows of a columns.csv."""
        for at, row in self.door.table(file, COLUMNS):
            how = row["how"] or "given"
            if how not in HOW:
                self._one_of("how", how, HOW, file, at)
            if row["url"] and host_of(row["url"]):
                self._on_site(row["url"], file, at)
            elif row["url"]:
                self.door.fault(file, at, "bad_url", seen=row["url"])
            elif how != "person":
                self.door.fault(file, at, "no_url")
            subjects = tuple(_several(row["subjects"]))
            if not subjects:
                self.door.fault(file, at, "no_key", key="subjects")
            unit = self._who(row["unit"], file, at)
            yield Column(url=row["url"], subjects=subjects, unit=unit, how=how, name=row["name"])

    def facts(self, file: Path) -> Iterable[Fact]:
        """The rows of a facts.csv."""
        for at, row in self.door.table(file, FACTS):
            for key in ("kind", "basis", "by"):
                if not row[key]:
                    self.door.fault(file, at, "no_key", key=key)
            days = {key: self._day(row[key], file, at, key) for key in ("day", "until")}
            row["unit"] = self._who(row["unit"], file, at)
            if days["day"] and days["until"] and days["until"] < days["day"]:
                self.door.fault(file, at, "until_before", day=row["day"], until=row["until"])
            texts = {key: value for key, value in row.items() if key not in days}
            yield Fact(**texts, **days, at=f"{file.name}:{at}")  # type: ignore[arg-type]  # the keys of FACTS

    def _who(self, name: str, file: Path, at: str) -> str:
        id = self.owners.get(fold(name), "") if name else ""
        if name and (not id or id in self.groups):
            names = [each for unit, _, _ in self.units for each in names_of(unit)]
            self.door.fault(file, at, "unknown_unit", key=name, word=name, among=names)
        return id

    def _day(self, text: str, file: Path, at: str, key: str) -> date | None:
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            want = say("want_day")
            self.door.fault(file, at, "bad_value", key=key, want=want, seen=text)
            return None


def _several(cell: str) -> list[str]:
    return [word.strip() for word in re.split("[;；]", cell) if word.strip()]


def names_of(owner: Unit | Group) -> tuple[str, ...]:
    """Everything that somebody answers to: id, name, aliases."""
    return (owner.id, owner.name, *owner.aliases)


def ip_of(address: str) -> str:
    """The address of ``ip`` or ``ip:port``; empty where it is not one."""
    host, _, port = address.rpartition(":")
    usable = port.isdecimal() and 0 < int(port) <= _MOST_PORT
    for text in (address.strip("[]"), host.strip("[]") if usable else ""):
        try:
            return str(ipaddress.ip_address(text))
        except ValueError:
            continue
    return ""
