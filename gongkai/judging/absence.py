"""The proof of an absence: every way and column that was tried, and what came nearest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from weakref import WeakKeyDictionary

from gongkai.judging.case import Case
from gongkai.judging.evidence import Found, Library
from gongkai.judging.looked import Absence, Looked, Near, Route
from gongkai.judging.orders import Ask
from gongkai.model import Listing, Need, Verdict
from gongkai.text.nearness import MOST, Nearness

PROVED = ("missing", "no_column", "absent_now", "misplaced")  # reasons that say what is not there
_KNOWN: WeakKeyDictionary[Library, dict[tuple[str, str, bool], Nearness]] = WeakKeyDictionary()
_MOST_KEPT = 64  # columns whose titles stay sorted out
_REASONS = ("owner", "day", "words")


def absence(
    case: Case,
    verdict: Verdict,
    found: Mapping[str, Found],
    elsewhere: Sequence[Ask],
    library: Library,
) -> Absence | None:
    """What shows that nothing was overlooked; None where nothing is said to be absent."""
    said = {verdict.reason, *(p.reason for p in verdict.parts)}
    needs = [n for n in case.needs if n.name in found and not n.urls and not n.tests]
    if said.isdisjoint(PROVED) or not needs:
        return None
    need = _lacking(needs, found)
    ask = case.ask(need)
    subject = case.plan.subjects.get(ask.subject)
    other = [library.find(each, sole=case.sole) for each in elsewhere]
    here = [x for n in needs for x in found[n.name].listings]
    there = [x for f in other for x in f.listings if x.column not in {y.column for y in here}]
    return Absence(
        words=ask.match,
        names=subject.words if subject else "",
        since=need.since.isoformat() if need.since else "",
        columns=(
            *(_looked(x, ask.match, library) for x in here),
            *(_looked(x, ask.match, library, elsewhere=True) for x in there),
        ),
        routes=tuple(dict.fromkeys(_routes(case, needs, found, library))),
        near=tuple(_near(case, ask.match, found[need.name], [*here, *there], library)),
    )


def _lacking(needs: Sequence[Need], found: Mapping[str, Found]) -> Need:
    """The need that nothing answers: of pairs the answer, where the first side is there."""
    return next((n for n in needs if not found[n.name].documents), needs[0])


def _looked(listing: Listing, words: str, library: Library, *, elsewhere: bool = False) -> Looked:
    return Looked(
        column=listing.column,
        name=listing.name,
        elsewhere=elsewhere,
        at=library.looks(listing.column) if listing.column else (),
        pages=len(listing.snapshots),
        rows=len(listing.rows),
        matched=_titles(library, listing).asked(words).matched,
        back_to=listing.back_to.isoformat() if listing.back_to else "",
        complete=listing.complete,
        browser=listing.browser,
        problem=listing.problem,
        snapshots=listing.snapshots,
    )


def _routes(
    case: Case, needs: Sequence[Need], found: Mapping[str, Found], library: Library
) -> Iterator[Route]:
    """Every way, in the order in which it was gone."""
    for need in needs:
        ask = case.ask(need)
        for column in library.given(ask.subject, ask.unit, ask.place):
            way = "given" if column.url else "person"
            yield Route(way=way, url=column.url, found=column.url)
        for search in found[need.name].searches:
            for step in search.steps:
                kept = step.snapshot in library.snapshots
                at = library.snapshots[step.snapshot].fetched_at if kept else search.seen_at
                yield Route(
                    way=step.way, url=step.url, at=at, found=step.found,
                    problem=step.problem, snapshot=step.snapshot,
                )  # fmt: skip


def _near(
    case: Case, words: str, found: Found, listings: Iterable[Listing], library: Library
) -> list[Near]:
    """The nearest of each reason first, then the next ones, three at most."""
    listings = list(listings)
    kinds = {
        "owner": list(islice(_others(case, words, listings, library), MOST)),
        "day": [
            Near(title=d.title, url=d.url, why="day", day=_day(d.day), column=d.listed_in)
            for d in found.documents
            if d.day and not date(case.scope.year, 1, 1) <= d.day <= case.scope.as_of
        ],
        "words": list(_alike(words, listings, library)),
    }
    rounds = [kinds[why][n] for n in range(MOST) for why in _REASONS if n < len(kinds[why])]
    return sorted(rounds[:MOST], key=lambda near: _REASONS.index(near.why))


def _others(
    case: Case, words: str, listings: Iterable[Listing], library: Library
) -> Iterator[Near]:
    """Titles with the words that are another office's, newest first."""
    mine = {"", case.unit.id, *(u.id for u in case.partners)}
    for listing in listings if words else ():
        for d in library.others(listing, words, mine) if listing.rows else ():
            yield Near(
                title=d.title, url=d.url, why="owner", day=_day(d.day), who=d.unit,
                column=listing.column,
            )  # fmt: skip


def _alike(words: str, listings: Iterable[Listing], library: Library) -> list[Near]:
    every = []
    for listing in listings:
        for score, row in _titles(library, listing).asked(words).near:
            near = Near(
                title=row.title, url=row.url, why="words", day=_day(row.day),
                column=listing.column,
            )  # fmt: skip
            every.append((-score, near.url, near))
    return [near for _, _, near in sorted(every, key=lambda each: each[:2])]


def _titles(library: Library, listing: Listing) -> Nearness:
    """A column's titles, sorted out once for all who miss something in it."""
    known = _KNOWN.setdefault(library, {})
    key = (listing.column, listing.seen_at, listing.browser)
    kept = known.pop(key, None) or Nearness(listing.rows)
    known[key] = kept  # the one that was asked last stands last
    if len(known) > _MOST_KEPT:
        del known[next(iter(known))]
    return kept


def _day(day: object) -> str:
    return str(day) if day else ""
