"""How many of the invented city's columns are found, and how many proposals are wrong.

    python -m bench.discover [YEAR …]

The truth is the city's own data: its columns.csv, and each column whose name and standard type are
a subject's. The sites that answer with nothing have no columns to be found.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import plans
from gongkai import discovering, sample, targets
from gongkai.discovering import Place, Proposal
from gongkai.judging.places import host_of, under
from gongkai.model import Subject, Targets
from gongkai.sample import gkmlpt
from gongkai.sample.world import DATA, Shelf, Source, sources
from gongkai.text.match import match

Key = tuple[str, str, str]  # root, subject, URL


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What was found of one host; ``lost`` and ``wrong`` tell which."""

    host: str
    columns: int
    found: int
    proposed: int
    lost: tuple[Key, ...]
    wrong: tuple[Key, ...]


def measured(folder: Path, year: str = "") -> list[Measured]:
    """A figure a host of the city, of today or of a year."""
    data = sample.YEARS / year if year else DATA
    with sample.city(folder / "city", year=year) as path:
        who = targets.load(path)
        subjects = asked(who)
        # what is measured is the finding, not the budget of a site
        sites = tuple(replace(site, requests=600) for site in who.sites)
        bare = replace(who, columns=(), sites=sites)
        places = roots(bare)
        proposals = discovering.find(folder / "round", places, bare, subjects)
    truth = true_columns(data, who, subjects, places)
    return list(_figures(places, truth, proposals))


def asked(who: Targets) -> dict[str, Subject]:
    """The subjects that the city's columns.csv speaks of."""
    wanted = {s for c in who.columns for s in c.subjects}
    found = {id: s for name in plans.names([]) for id, s in plans.load(name).subjects.items()}
    return {id: found[id] for id in sorted(wanted & set(found))}


def roots(who: Targets) -> list[Place]:
    """Every root once: those of a unit alone, then the shared ones."""
    found: dict[str, Place] = {}
    for unit in who.units:
        if unit.own:
            found.setdefault(unit.own, Place(root=unit.own, unit=unit))
    for unit in who.units:
        found.setdefault(unit.portal, Place(root=unit.portal, unit=replace(unit, own="")))
    for root in who.platforms.values():
        found.setdefault(root, Place(root=root))
    return [place for root, place in found.items() if root]


def true_columns(
    data: Path, who: Targets, subjects: dict[str, Subject], places: Sequence[Place]
) -> dict[tuple[str, str], set[str]]:
    """(root, subject) -> the URLs at which it really stands."""
    truth: dict[tuple[str, str], set[str]] = {}
    given = {(c.url, s) for c in who.columns for s in c.subjects}
    for source in sources(data):
        for number, shelf in enumerate(source.columns, 1):
            if source.state:
                continue
            url = _url(source, shelf, number)
            for id, subject in subjects.items():
                if (url, id) in given or _named(shelf, source, subject):
                    truth.setdefault((_root(url, places), id), set()).add(url)
    return truth


def _named(shelf: Shelf, source: Source, subject: Subject) -> bool:
    """Is it the subject's by its name, and by its type where the name only holds the word?"""
    of_it = shelf.type in subject.types or source.style == "gkmlpt"
    exact = shelf.name in re.split(r"[|&()]", subject.words)
    return match(subject.words).found_in(shelf.name) and (of_it or exact)


def _url(source: Source, shelf: Shelf, number: int) -> str:
    if source.style == "gkmlpt" and not shelf.link:
        return f"http://{source.host}{source.root}index#{gkmlpt.column_id(source, number)}"
    where = shelf.link or shelf.path
    return where if "://" in where else f"http://{source.host}{where}"


def _root(url: str, places: Iterable[Place]) -> str:
    """The narrowest root under which a URL lies."""
    fit = [p.root for p in places if under(url, p.root)]
    return max(fit, key=len, default="")


def _figures(
    places: Sequence[Place], truth: dict[tuple[str, str], set[str]], proposals: Sequence[Proposal]
) -> Iterable[Measured]:
    everywhere = {(id, url) for (_, id), urls in truth.items() for url in urls}
    for host in sorted({host_of(p.root) for p in places}):
        here = {p.root for p in places if host_of(p.root) == host}
        want = {(r, s, u) for (r, s), urls in truth.items() if r in here for u in urls}
        got = {
            (p.place.root, p.subject, p.choice.url)
            for p in proposals
            if p.choice and p.place.root in here
        }
        yield Measured(
            host=host,
            columns=len(want),
            found=len(want & got),
            proposed=len(got),
            lost=tuple(sorted(want - got)),
            wrong=tuple(sorted(k for k in got - want if k[1:] not in everywhere)),
        )


def main(years: Sequence[str]) -> None:
    """Print a line a host, and what was lost or wrong: today's city, or those of the years."""
    for year in years or ("",):
        with TemporaryDirectory() as folder:
            lines = measured(Path(folder), year)
        print(year or "today")
        for m in lines:
            print(f"  {m.host:32} {m.found}/{m.columns} found, {len(m.wrong)}/{m.proposed} wrong")
            for told, keys in (("lost", m.lost), ("wrong", m.wrong)):
                for key in keys:
                    print(f"      {told}: {' '.join(key)}")
        every = sum(m.columns for m in lines), sum(m.proposed for m in lines)
        found, wrong = sum(m.found for m in lines), sum(len(m.wrong) for m in lines)
        print(f"  {found}/{every[0]} found, {wrong}/{every[1]} wrong")


if __name__ == "__main__":
    main(sys.argv[1:])
