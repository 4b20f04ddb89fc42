"""Who owes what: a plan's clauses times the units that answer to its names, times places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.model import Duty, Obligation, Plan, Targets
from gongkai.targets import Directory


@dataclass(frozen=True, kw_only=True)
class NoHolder:
    """A name in ``lead`` that no unit answers to, and no group that has members. Never scored."""

    obligation: str
    name: str


def owed(
    plan: Plan, targets: Targets, *, units: Sequence[str] = ()
) -> tuple[list[Duty], list[NoHolder]]:
    """Every duty in the plan's order, then the targets'; and the names nobody answers to.

    A unit that is named and also stands in a group that leads owes the duty once, under its own
    name. With ``units`` (ids, names or aliases) only theirs are told, and nobody's name is.
    """
    directory = Directory(targets)
    order = {unit.id: n for n, unit in enumerate(targets.units)}
    wanted = {unit.id for name in units for unit in directory.named(name)}
    duties: list[Duty] = []
    nobody: list[NoHolder] = []
    for obligation in plan.obligations:
        holders = dict(_holders(obligation, directory))
        for unit in sorted(holders, key=order.__getitem__):
            if not units or unit in wanted:
                duties += _at_places(obligation, unit, holders[unit])
        nobody += [
            NoHolder(obligation=obligation.id, name=name)
            for name in dict.fromkeys(obligation.lead)
            if not directory.named(name) and not units
        ]
    return duties, nobody


def _holders(obligation: Obligation, directory: Directory) -> Iterator[tuple[str, str]]:
    """Unit and the collective name it was expanded from; the unit's own name comes last, wins."""
    groups = [name for name in obligation.lead if directory.group_named(name)]
    for name in reversed(groups):
        for unit in directory.named(name):
            yield unit.id, name
    for name in obligation.lead:
        if name not in groups:
            for unit in directory.named(name):
                yield unit.id, ""


def _at_places(obligation: Obligation, unit: str, part_of: str) -> list[Duty]:
    return [
        Duty(obligation=obligation.id, unit=unit, place=place, part_of=part_of)
        for place in dict.fromkeys(obligation.places)
    ]
