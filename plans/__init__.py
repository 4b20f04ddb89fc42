"""What must be disclosed. Each folder with a ``plan.yaml`` is a plan, each file beside it a task.

The working folder's plans come before the shipped ones; the subjects of all files of
``plans/subjects/`` are merged, a subject of the working folder replacing the shipped one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from gongkai.door import Door
from gongkai.model import FactKind, Plan, Subject
from plans.reading import Head, Tasks, read_facts, read_subjects
from plans.tree import fitting, read_scheme
from plans.tree import names as scheme_names
from plans.validation import validate

__all__ = ["facts", "folder", "load", "names", "rescored", "schemes", "subjects", "validate"]

SHIPPED = Path(__file__).parent


def names(folders: Sequence[Path] = ()) -> list[str]:
    """The ids of all plans, those of the working folder first."""
    heads = [head for home in _homes(folders) for head in sorted(home.glob("*/plan.yaml"))]
    return list(dict.fromkeys(head.parent.name for head in heads))


def subjects(folders: Sequence[Path] = ()) -> Mapping[str, Subject]:
    """Every subject by its id. UserError tells everything that is wrong with them."""
    door = Door()
    found = read_subjects(door, _homes(folders))
    door.close()
    return found


def schemes(folders: Sequence[Path] = ()) -> list[str]:
    """The ids of all schemes of ``plans/schemes/``, those of the working folder first."""
    return scheme_names(_homes(folders))


def load(name: str, *, folders: Sequence[Path] = (), year: int = 0) -> Plan:
    """The plan of that id, or in the folder of that path.

    ``year``: the one that a plan which says the same every year is read for (``yearly``), that of
    the cut-off; 0, and for every other plan, the year that stands in ``plan.yaml``.
    Obligations have inherited ``match`` and ``if_none`` from their subjects. UserError tells
    everything that is wrong. Checks and units are not known here: :func:`validate` knows them.
    """
    door = Door()
    folder = _find(door, name, folders)
    file = folder / "plan.yaml"
    head = door.build(Head, door.mapping(file), file, "") if door.clean else None
    found = read_subjects(door, _homes(folders))
    kinds = read_facts(door, _homes(folders))
    if head is None:
        door.close()
        raise AssertionError("a plan without a head is a fault")
    if head.yearly and year:
        head = replace(head, year=year)
    obligations = Tasks(door, folder, head, found).read()
    scheme = read_scheme(door, _homes(folders), head.scheme, file) if head.scheme else None
    plan = Plan(
        id=folder.name,
        title=head.title,
        source=head.source,
        year=head.year,
        window=head.window,
        obligations=tuple(obligations),
        subjects=found,
        facts=kinds,
        scheme=scheme,
    )
    if door.clean:
        fitting(door, plan)
    door.close()
    return plan


def facts(folders: Sequence[Path] = ()) -> Mapping[str, FactKind]:
    """Every kind of fact by its id. UserError tells everything that is wrong with them."""
    door = Door()
    found = read_facts(door, _homes(folders))
    door.close()
    return found


def rescored(plan: Plan, scheme: str, *, folders: Sequence[Path] = ()) -> Plan:
    """The plan under another scheme. UserError where there is none, or it does not fit."""
    door = Door()
    found = read_scheme(door, _homes(folders), scheme, Path("--scheme"))
    other = replace(plan, scheme=found)
    if door.clean:
        fitting(door, other)
    door.close()
    return other


def folder(name: str, *, folders: Sequence[Path] = ()) -> Path:
    """The folder of the plan of that id or path. UserError where there is none."""
    door = Door()
    found = _find(door, name, folders)
    door.close()
    return found


def _homes(folders: Sequence[Path]) -> list[Path]:
    """The folders that hold plans, each once, the shipped one last."""
    homes = {path.resolve(): path for path in folders if path.is_dir()}
    return [*(home for key, home in homes.items() if key != SHIPPED.resolve()), SHIPPED]


def _find(door: Door, name: str, folders: Sequence[Path]) -> Path:
    if (Path(name) / "plan.yaml").is_file() and ("/" in name or "\\" in name):
        return Path(name)
    for home in _homes(folders):
        if name and "/" not in name and (home / name / "plan.yaml").is_file():
            return home / name
    known = names(folders)
    listed = " ".join(known)
    door.fault("plans", "", "no_plan", name=name, names=listed, word=name, among=known)
    return SHIPPED / name
