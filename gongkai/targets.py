"""Who is audited: ``targets.yaml``, the tables beside it, and who answers to which name."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from gongkai.door import Door
from gongkai.match import fold
from gongkai.model import Column, Fact, Group, Site, Targets, Unit
from gongkai.words import say

COLUMNS = ("url", "subjects", "unit", "how", "name")
FACTS = ("kind", "unit", "about", "day", "until", "basis", "by")
HOW = ("given", "discovered", "person")
ROSTERS = ("complete", "partial")
PARTS = ("sites", "platforms", "groups", "units")

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"({_LABEL}\.)+{_LABEL}")
_MOST_PORT = 65_535
_CONTACT = re.compile(r"mailto:[^@\s]+@[^@\s]+\.[^@\s]+|https?://\S+")


@dataclass(frozen=True, kw_only=True)
class _Head:
    title: str = ""
    contact: str = ""
    sample: bool = False
    include: tuple[str, ...] = ()


def load(path: Path) -> Targets:
    """The targets of a file (or shipped ones by name), of what it includes, of the tables beside.

    ``<stem>.columns.csv`` is read rather than ``columns.csv`` where it exists, facts likewise;
    a table beside two files is read once. UserError tells everything that is wrong.
    """
    path = _located(path)
    book = _Book()
    heads = book.read(path, ())
    book.cross()
    columns = [row for file in book.beside("columns") for row in book.columns(file)]
    facts = [row for file in book.beside("facts") for row in book.facts(file)]
    book.head(heads, path)
    book.door.close()
    return Targets(
        title=heads[-1].title,
        contact=next((head.contact for head in reversed(heads) if head.contact), ""),
        sample=any(head.sample for head in heads),
        sites=tuple(book.sites.values()),
        units=tuple(unit for unit, _, _ in book.units),
        groups=tuple(book.groups.values()),
        platforms=book.platforms,
        columns=tuple(columns),
        facts=tuple(facts),
    )


def _located(path: Path) -> Path:
    """The file itself, or the shipped targets of that name."""
    here = Path(__file__).parent
    homes = (here / "_app" / "targets", here.parent / "targets")
    shipped = [home / f"{path}.yaml" for home in homes if not path.is_absolute()]
    return next((f for f in shipped if not path.exists() and f.is_file()), path)


def needs_contact(targets: Targets) -> bool:
    """Must a contact be given: is any site not mapped to this machine itself?"""
    return any(not _loopback(site.address or site.host) for site in targets.sites)


def check_subjects(
    targets: Targets, subjects: Collection[str], file: Path | str = "columns.csv"
) -> None:
    """UserError where a column is said to publish a subject that nobody defines."""
    door = Door()
    for column in targets.columns:
        for subject in column.subjects:
            if subject not in subjects:
                at = column.url or column.name
                door.fault(file, at, "unknown_subject", key=subject, word=subject, among=subjects)
    door.close()


class Directory:
    """Who answers to which name. Names are compared folded, so （ ） and ( ) are one."""

    def __init__(self, targets: Targets) -> None:
        self.targets = targets
        self._units = {unit.id: unit for unit in targets.units}
        self._groups = {group.id: group for group in targets.groups}
        self._sites = {site.host: site for site in targets.sites}
        self._unit_names = {fold(name): unit for unit in targets.units for name in _names(unit)}
        self._group_names = {
            fold(name): group for group in targets.groups for name in _names(group)
        }

    def unit(self, id: str) -> Unit:
        """The unit of that id; KeyError where there is none."""
        return self._units[id]

    def group(self, id: str) -> Group:
        """The group of that id; KeyError where there is none."""
        return self._groups[id]

    def members(self, group: str) -> tuple[Unit, ...]:
        """The units that list that group's id, in the order of the targets."""
        return tuple(unit for unit in self.targets.units if group in unit.groups)

    def group_named(self, name: str) -> Group | None:
        """The group with that id, name or alias."""
        return self._group_names.get(fold(name))

    def named(self, name: str) -> tuple[Unit, ...]:
        """The unit with that id, name or alias, or the members of such a group; else empty."""
        unit = self._unit_names.get(fold(name))
        if unit:
            return (unit,)
        group = self.group_named(name)
        return self.members(group.id) if group else ()

    def names(self) -> list[str]:
        """Every name somebody answers to, as written."""
        both: tuple[Unit | Group, ...] = (*self.targets.units, *self.targets.groups)
        return [name for each in both for name in _names(each)]

    def site_of(self, url: str) -> Site | None:
        """The site on which a URL lies."""
        return self._sites.get(host_of(url).rsplit(":", 1)[0])


def host_of(url: str) -> str:
    """Host, and port where one is given, of an http(s) URL; empty where it is not one."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return f"{parts.hostname}{port}" if usable and not re.search(r"\s", url) else ""


class _Book:
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

    def read(self, path: Path, trail: tuple[Path, ...]) -> list[_Head]:
        """Take in a file after those it includes. The last head is its own."""
        if path.resolve() in trail:
            self.door.fault(trail[-1], "include", "include_loop", name=path.name)
            return []
        if path.resolve() in [file.resolve() for file in self.files]:
            return []
        self.files.append(path)
        found = self.door.mapping(path)
        plain = {key: value for key, value in found.items() if key not in PARTS}
        keys = [*_Head.__dataclass_fields__, *PARTS]
        for key in plain.keys() - set(keys):
            self.door.fault(path, "", "unknown_key", key=key, word=key, among=keys)
            del plain[key]
        head = self.door.build(_Head, plain, path, "") or _Head()
        heads = []
        for name in head.include:
            heads += self.read(path.parent / name, (*trail, path.resolve()))
        for part in PARTS:
            self._part(part, found.get(part), path)
        return [*heads, head]

    def head(self, heads: list[_Head], path: Path) -> None:
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
        if site.address and not _ip(site.address):
            self.door.fault(file, at, "bad_address", seen=site.address)
        if site.root and not host_of(site.root):
            self.door.fault(file, at, "bad_url", seen=site.root)
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

    def _own_names(self, owner: Unit | Group, file: Path, at: str) -> None:
        for key in dict.fromkeys(map(fold, _names(owner))):
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
            subjects = tuple(filter(None, map(str.strip, re.split("[;；]", row["subjects"]))))
            if not subjects:
                self.door.fault(file, at, "no_key", key="subjects")
            unit = self._who(row["unit"], file, at)
            yield Column(url=row["url"], subjects=subjects, unit=unit, how=how, name=row["name"])

    def facts(self, file: Path) -> Iterable[Fact]:
        """The rows of a facts.csv."""
        for at, row in self.door.table(file, FACTS):
            if not row["kind"]:
                self.door.fault(file, at, "no_key", key="kind")
            days = {key: self._day(row[key], file, at, key) for key in ("day", "until")}
            row["unit"] = self._who(row["unit"], file, at)
            texts = {key: value for key, value in row.items() if key not in days}
            yield Fact(**texts, **days)  # type: ignore[arg-type]  # the keys of FACTS

    def _who(self, name: str, file: Path, at: str) -> str:
        id = self.owners.get(fold(name), "") if name else ""
        if name and (not id or id in self.groups):
            names = [each for unit, _, _ in self.units for each in _names(unit)]
            self.door.fault(file, at, "unknown_unit", key=name, word=name, among=names)
        return id

    def _day(self, text: str, file: Path, at: str, key: str) -> date | None:
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            want = say("want_day")
            self.door.fault(file, at, "bad_value", key=key, want=want, seen=text)
            return None


def _names(owner: Unit | Group) -> tuple[str, ...]:
    return (owner.id, owner.name, *owner.aliases)


def _ip(address: str) -> str:
    host, _, port = address.rpartition(":")
    usable = port.isdecimal() and 0 < int(port) <= _MOST_PORT
    for text in (address.strip("[]"), host.strip("[]") if usable else ""):
        try:
            return str(ipaddress.ip_address(text))
        except ValueError:
            continue
    return ""


def _loopback(address: str) -> bool:
    ip = _ip(address)
    return bool(ip) and ipaddress.ip_address(ip).is_loopback
