"""Finding columns for a person to confirm: rows for columns.csv, with what speaks for each.

The same finding as in a round, for a site or a unit and the subjects asked, kept nowhere but in
what is returned: a column that a person has confirmed need not be looked for again.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import crawler
from gongkai.book import COLUMNS
from gongkai.disk.judged import safe
from gongkai.disk.store import Round
from gongkai.judging.orders import apart, offices
from gongkai.judging.places import host_of, under
from gongkai.model import Choice, Order, Search, Site, Subject, Targets, Unit

EVIDENCE = (
    "url", "subject", "unit", "name", "score", "way", "rows", "matched", "dated", "newest",
    "titles", "doubts", "taken",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where columns are looked for: a root, and whose it is (None: shared, or nobody known)."""

    root: str
    unit: Unit | None = None


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A column found for a subject; ``problem`` where nothing was: why it may be there still."""

    place: Place
    subject: str
    choice: Choice | None = None
    refused: tuple[Choice, ...] = ()  # what looked like it and was not taken
    problem: str = ""

    @property
    def unit(self) -> str:
        """Whose column it is; empty for one that is shared."""
        unit = self.place.unit
        own = unit and (
            unit.own == unit.portal or (self.choice and under(self.choice.url, unit.own))
        )
        return unit.id if unit and own else ""


def places_of(unit: Unit) -> tuple[Place, ...]:
    """The roots at which a unit publishes: its own, and the portal it answers on."""
    roots = dict.fromkeys(root for root in (unit.own, unit.portal) if root)
    return tuple(Place(root=root, unit=unit) for root in roots)


def site_alone(url: str, contact: str) -> Targets:
    """Targets of one site that nobody has written down: its root is ``url``."""
    host = host_of(url).rpartition(":")[0] or host_of(url)
    address = host_of(url) if _is_ip(host) else ""
    site = Site(host=host, root=url, address=address)
    return Targets(title=host, contact=contact, sites=(site,))


def find(
    folder: Path,
    places: Iterable[Place],
    targets: Targets,
    subjects: Mapping[str, Subject],
    *,
    clock: datetime | None = None,
    progress: Callable[[crawler.Progress], None] | None = None,
) -> list[Proposal]:
    """Look for every subject at every place; the evidence lies in the round in ``folder``.

    A proposal a column and subject, and one without a column where none was found.
    """
    wanted = list(places)
    orders = [_order(p, s, targets) for p in wanted for s in subjects.values()]
    crawler.visit(
        folder, targets, orders, look=1, clock=clock, contact=targets.contact, progress=progress
    )
    kept = Round(folder)
    searches = {(s.root, s.subject): s for host in kept.hosts() for s in kept.site(host).searches()}
    return [
        proposal
        for place in wanted
        for subject in subjects
        for proposal in _proposals(place, subject, searches.get((place.root, subject)))
    ]


def columns(proposals: Iterable[Proposal]) -> list[tuple[str, ...]]:
    """The rows of a columns.csv, a URL once with all its subjects."""
    rows: dict[tuple[str, str], tuple[list[str], str]] = {}
    for p in proposals:
        if p.choice:
            subjects, _ = rows.setdefault((p.choice.url, p.unit), ([], p.choice.name))
            subjects.append(p.subject)
    return [
        (url, ";".join(dict.fromkeys(subjects)), unit, "discovered", name)
        for (url, unit), (subjects, name) in rows.items()
    ]


def write(path: Path, proposals: Sequence[Proposal], *, append: bool = False) -> tuple[int, Path]:
    """Write the rows and, beside them, the evidence; the number of rows that are new.

    FileExistsError where the file is there and nothing is to be appended; what stands in it is
    never changed, and a row whose URL, unit and subjects stand there already is not written again.
    """
    evidence = path.with_name(f"{path.stem}-evidence.csv")
    rows = columns(proposals)
    if path.exists():
        if not append:
            raise FileExistsError(17, "", str(path))
        rows = _new(path, rows)
        _add(path, [dict(zip(COLUMNS, row, strict=True)) for row in rows])
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        _table(path, COLUMNS, rows)
    _table(evidence, EVIDENCE, (row for p in proposals for row in _evidence(p)))
    return len(rows), evidence


def _new(path: Path, rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows with the subjects that the file does not give for that URL yet."""
    known: dict[str, set[str]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            cells = {s.strip() for s in (row.get("subjects") or "").split(";")}
            known.setdefault((row.get("url") or "").strip(), set()).update(cells)
    fresh = []
    for url, subjects, *rest in rows:
        left = [s for s in subjects.split(";") if s not in known.get(url, set())]
        if left:
            fresh.append((url, ";".join(left), *rest))
    return fresh


def _add(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    """Append in the order of the file's own header."""
    text = path.read_bytes()
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file), list(COLUMNS))
    with path.open("a", encoding="utf-8", newline="") as file:
        if text and not text.endswith(b"\n"):
            file.write("\n")
        out = csv.writer(file, lineterminator="\r\n" if b"\r\n" in text else "\n")
        out.writerows([safe(row.get(name.strip(), "")) for name in header] for row in rows)


def _table(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(head)
        out.writerows([safe(cell) for cell in row] for row in rows)


def _evidence(p: Proposal) -> Iterable[tuple[str, ...]]:
    for choice in (*filter(None, [p.choice]), *p.refused):
        yield (
            choice.url,
            p.subject,
            p.unit,
            choice.name,
            f"{choice.score:g}",
            choice.way,
            str(choice.rows),
            str(choice.matched),
            str(choice.dated),
            choice.newest.isoformat() if isinstance(choice.newest, date) else "",
            "；".join(choice.titles),
            ";".join(filter(None, (*choice.doubts, choice.problem))),
            "yes" if choice.taken else "no",
        )
    if p.choice is None and not p.refused:
        yield (
            "",
            p.subject,
            p.unit,
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            p.problem or "no_column",
            "no",
        )


def _proposals(place: Place, subject: str, search: Search | None) -> Iterable[Proposal]:
    if search is None:
        yield Proposal(place=place, subject=subject, problem="not_captured")
        return
    refused = tuple(c for c in search.choices if not c.taken)
    taken = [c for c in search.choices if c.taken]
    for n, choice in enumerate(taken):
        left = refused if n == 0 else ()
        yield Proposal(place=place, subject=subject, choice=choice, refused=left)
    if not taken:
        problem = search.problem or "no_column"
        yield Proposal(place=place, subject=subject, refused=refused, problem=problem)


def _order(place: Place, subject: Subject, targets: Targets) -> Order:
    unit = place.unit or Unit(id="", name="")
    return Order(
        host=host_of(place.root).rpartition(":")[0] or host_of(place.root),
        root=place.root,
        subject=subject.id,
        words=subject.words,
        types=subject.types,
        entries=subject.match,
        apart=apart(place.root, unit, targets),
        offices=offices(place.root, targets),
        seek=True,
    )


def _is_ip(host: str) -> bool:
    return all(part.isdecimal() for part in host.split("."))
