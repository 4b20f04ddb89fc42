"""Day 1: from a client's list of offices and plan document to a folder that can be audited.

``start`` writes targets, a draft of the plan with the clause's own words, and the doubts that a
person has to settle. It guesses nothing silently: every guess stands on the list of doubts.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

import plans
from gongkai import drafting
from gongkai.model import UserError
from gongkai.starting.clauses import Clause, clauses
from gongkai.starting.holders import Holders
from gongkai.starting.offices import Office, offices
from gongkai.starting.words import Unsure, tell
from gongkai.starting.words import unsure as say_unsure
from plans.writing import write_head, write_task

# Whose plan it is: 海棠市 of 海棠市人民政府办公室关于…, 海棠市榕东区 of 海棠市榕东区2026年…
_WHOSE = re.compile(
    r"[\u4e00-\u9fff]{1,20}?[省市区县州盟旗](?=人民政府|办公[厅室]|\d{4}年|政务公开)"
)
__all__ = ["Started", "Unsure", "start", "tell"]


@dataclass(frozen=True, kw_only=True)
class Started:
    """What was written, and what is left to a person."""

    folder: Path
    plan: str  # id
    items: int
    units: int
    unsure: tuple[Unsure, ...]


def start(folder: Path, *, units: Path, plan: Path, year: int = 0) -> Started:
    """Write the folder, which must be new or empty.

    UserError where a document cannot be read, or says no year and none is given; then nothing is
    written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(tell("folder_used", folder=folder))
    draft = drafting.read(plan)
    if not (year := year or draft.year):
        raise UserError(tell("no_year", file=plan))
    known = offices(units)
    holders = Holders(known)
    holders.answer(draft.items)
    written = clauses(draft.items, plans.subjects([folder / "plans"]))
    unsure = [
        *(Unsure(d.what, d.item, d.where, d.seen, told=drafting.told(d), low=d.what in drafting.LOW)
          for d in draft.doubts),
        *holders.unsure,
        *(doubt for clause in written for doubt in clause.unsure),
    ]  # fmt: skip
    unsure.append(say_unsure("no_contact"))
    if not any(office.hosts for office in known):
        unsure.append(say_unsure("no_sites"))
    id = _id(plan, year)
    title = draft.title or plan.stem
    whose = _WHOSE.match(title)
    _targets(folder, known, holders, title=whose[0] if whose else title)
    _plan(folder / "plans" / id, written, title=title, source=draft.source, year=year)
    _doubts(folder / "doubts.csv", unsure)
    return Started(
        folder=folder,
        plan=id,
        items=len(draft.items),
        units=len(known),
        unsure=tuple(unsure),
    )


def _id(plan: Path, year: int) -> str:
    """The document's own name where a folder can be called so, else plan-<year>."""
    stem = plan.stem.lower()
    plain = stem.isascii() and stem.replace("-", "").replace("_", "").isalnum()
    return stem if plain and stem != "plan" else f"plan-{year}"


def _targets(folder: Path, known: Sequence[Office], holders: Holders, *, title: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    hosts = dict.fromkeys(host for office in known for host in office.hosts)
    groups: dict[str, dict[str, object]] = {}
    for name, id in holders.groups.items():
        group = groups.setdefault(id, {"id": id, "name": name, "roster": "partial", "aliases": []})
        if name != group["name"]:
            groups[id] = {**group, "aliases": [*group["aliases"], name]}  # type: ignore[misc]
    said = {
        "title": title,
        "contact": "",
        "sites": [{"host": host} for host in hosts],
        "groups": list(groups.values()),
        "units": [_unit(office, holders) for office in known],
    }
    text = yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=10_000)
    (folder / "targets.yaml").write_text(text, "utf-8")
    for name, header in (
        ("columns.csv", "url,subjects,unit,how,name"),
        ("facts.csv", "kind,unit,about,day,until,basis,by"),
        ("rosters.csv", "group,unit,name,aliases,portal,own"),
    ):
        (folder / name).write_text(f"\ufeff{header}\n", "utf-8")


def _unit(office: Office, holders: Holders) -> dict[str, object]:
    aliases = [*office.aliases, *holders.aliases.get(office.id, ())]
    said = {
        "id": office.id,
        "name": office.name,
        "aliases": list(dict.fromkeys(aliases)),
        "groups": holders.groups_of(office),
        "portal": office.portal,
        "own": office.own,
    }
    return {key: value for key, value in said.items() if value}


def _plan(folder: Path, written: Sequence[Clause], *, title: str, source: str, year: int) -> None:
    write_head(folder, {"title": title, "source": source, "year": year})
    tasks: dict[str, list[Clause]] = {}
    for clause in written:
        tasks.setdefault(clause.task, []).append(clause)
    for n, (task, mine) in enumerate(tasks.items(), 1):
        write_task(folder / f"{n:02}-task.yaml", task or title, [clause.said for clause in mine])


def _doubts(file: Path, unsure: Sequence[Unsure]) -> None:
    """High ones first; a spreadsheet opens it, and no cell of it is run as a formula."""
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow([tell(f"column_{key}") for key in ("level", "item", "where", "what", "seen")])
        for doubt in sorted(unsure, key=lambda each: each.low):
            level = tell("low" if doubt.low else "high")
            cells = (level, doubt.item, doubt.where, doubt.told, doubt.seen)
            rows.writerow([f"'{cell}" if cell[:1] in "=+-@" and cell else cell for cell in cells])
