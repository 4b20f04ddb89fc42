"""Who is audited: ``targets.yaml``, the tables beside it, and who answers to which name."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from pathlib import Path

from gongkai.book import Book, ip_of, names_of
from gongkai.door import Door
from gongkai.judging.places import host_of
from gongkai.model import Group, Site, Targets, Unit
from gongkai.text.match import fold


def load(path: Path) -> Targets:
    """The targets of a file (or shipped ones by name), of what it includes, of the tables beside.

    ``<stem>.columns.csv`` is read rather than ``columns.csv`` where it exists, facts and
    rosters likewise; a table beside two files is read once. UserError tells all that is wrong.
    """
    path = _located(path)
    book = Book()
    heads = book.read(path, ())
    for file in book.beside("rosters"):
        book.roster(file)
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
        self._unit_names = {fold(name): unit for unit in targets.units for name in names_of(unit)}
        self._group_names = {
            fold(name): group for group in targets.groups for name in names_of(group)
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
        return [name for each in both for name in names_of(each)]

    def site_of(self, url: str) -> Site | None:
        """The site on which a URL lies."""
        return self._sites.get(host_of(url).rsplit(":", 1)[0])


def _loopback(address: str) -> bool:
    ip = ip_of(address)
    return bool(ip) and ipaddress.ip_address(ip).is_loopback
