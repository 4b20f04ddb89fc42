"""The columns of a site: no more than so many went stale or are blank.

``sorts`` are sorts of columns (gongkai/text/sorts.yaml; left out: all), ``top`` those of them of
which only the site's own navigation counts (一级栏目). A part is a column: fresh within its sort's
window, stale, blank, or not to be told. ``state`` says what counts: ``stale``, ``blank``, or both.
Up to ``most`` such columns pass, up to ``half_most`` are half, more fail; ``days`` goes before the
windows of the sorts.

Blank is a column whose own page says that it holds nothing and below which nothing stands; a page
that could not be read never is. Entries without a day give no freshness and no staleness either:
their pages may print one. A column of no known sort, and one whose window is ours, is a doubt: a
person decides. Where there is no column of the sorts asked for it is open whether there should be.

``home`` is the front page: its newest entry, or that of all columns where it shows no entries of
its own. A fact ``archived_topic`` (about: address or name) leaves a column out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from gongkai.judging.settle import part, settle
from gongkai.model import (
    Choice,
    Evidence,
    Listing,
    Need,
    Outcome,
    Part,
    Scope,
    State,
    Verdict,
)
from gongkai.text.sorts import Sort, sort_of, table

TITLE = {"zh": "栏目更新与空白", "en": "Columns kept up"}
LIMITS = ("most",)
STATES = ("stale", "blank")
HOME = "home"
FRONT, REST = "front_page", "other_columns"  # keys of parts that are no column of their own
_SOON = 0.9
_FEW = 3  # entries of a front page that shows any
_BLANK = "blank"


def needs(
    scope: Scope,
    *,
    sorts: Sequence[str] = (),
    top: Sequence[str] = (),
    state: Sequence[str] = STATES,
    most: int = 0,
    half_most: int = 0,
    days: int = 0,
) -> tuple[Need, ...]:
    """A survey of the place."""
    if isinstance(state, str) or not state or not set(state) <= set(STATES):
        raise ValueError(f"state is {state!r}: a list of {', '.join(STATES)}")
    unknown = {*sorts, *top} - set(table())
    if unknown:
        raise ValueError(f"{', '.join(sorted(unknown))}: one of {', '.join(table())}")
    if half_most and half_most < most:
        raise ValueError(f"half_most is {half_most}: not below most, which is {most}")
    return (Need(name="columns", survey=True),)


def check(
    evidence: Evidence,
    *,
    sorts: Sequence[str] = (),
    top: Sequence[str] = (),
    state: Sequence[str] = STATES,
    most: int = 0,
    half_most: int = 0,
    days: int = 0,
) -> Verdict:
    """A part for each column of these sorts; then how many of them are as they must not be."""
    site = _Site(evidence, days)
    if list(sorts) == [HOME]:
        return settle([site.home()])
    wanted = [s for s in table() if s != HOME and (not sorts or s in sorts)]
    parts = list(site.parts(wanted, top, state))
    if reason := site.unseen:
        parts.append(part(REST, reason))
    if not parts:  # no such column: none went stale, but whether one should stand there is open
        asked = "no_column" if sorts else "not_applicable"
        return settle([part(REST, "ok" if most else asked)])
    return _counted(parts, most, max(most, half_most))


def _counted(parts: Sequence[Part], most: int, half: int) -> Verdict:
    """The verdict by numbers: what is doubtful may be good or bad, what is unseen any number."""
    bad = [p for p in parts if p.state is State.BAD]
    doubts = [p for p in parts if p.state is State.DOUBT]
    best, worst = by_number(parts, most, half)
    outcome = best if best is worst else Outcome.UNKNOWN
    settled = settle(bad if bad and outcome is not Outcome.UNKNOWN else doubts or parts)
    reason = settled.reason if outcome not in (Outcome.PASS,) else "ok"
    alone = parts[0] if len(parts) == 1 else None
    return Verdict(
        outcome=outcome,
        reason=reason,
        parts=tuple(parts),
        seen=alone.seen if alone else str(len(bad)),
        limit=alone.limit if alone else f"≤{most}",
    )


def by_number(parts: Sequence[Part], most: int, half: int) -> tuple[Outcome, Outcome]:
    """What the parts give if every doubtful one is good, and if it is bad."""
    bad = sum(p.state is State.BAD for p in parts)
    doubts = [p for p in parts if p.state is State.DOUBT]
    endless = any(p.key == REST for p in doubts)
    worst = Outcome.FAIL if endless else _grade(bad + len(doubts), most, half)
    return _grade(bad, most, half), worst


def _grade(count: int, most: int, half: int) -> Outcome:
    if count <= most:
        return Outcome.PASS
    return Outcome.HALF if count <= half else Outcome.FAIL


@dataclass(frozen=True)
class _Column:
    """A column as the survey found it."""

    choice: Choice
    listing: Listing | None
    sort: Sort

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.choice.way.split(" › ")) if self.choice.way else (self.choice.name,)


class _Site:
    def __init__(self, evidence: Evidence, days: int) -> None:
        self.scope = evidence.scope
        self.days = days
        listings = evidence.listings.get("columns", ())
        read = {x.column: x for x in listings}
        searches = evidence.searches.get("columns", ())
        self.roots = [read[s.root] for s in searches if s.root in read]
        self.columns = [
            _column(choice, read.get(choice.url)) for s in searches for choice in s.choices
        ]
        self.unseen = evidence.unseen.get("columns", "") or next(
            (s.problem for s in searches if s.problem), "" if searches else "not_captured"
        )
        self.archived = {
            f.about
            for f in evidence.facts
            if f.kind == "archived_topic" and f.covers(self.scope.seen_at)
        }

    # ------------------------------------------------------------------ columns

    def parts(self, sorts: Sequence[str], top: Sequence[str], state: Sequence[str]) -> list[Part]:
        """A part for each column that is of these sorts and may be in such a state."""
        mine = [c for c in self.columns if c.sort.id in sorts and not self._archived(c)]
        found = [self._part(c, top, state) for c in mine if c.choice.top or c.sort.id not in top]
        return [p for p in found if p is not None]

    def _archived(self, column: _Column) -> bool:
        return not self.archived.isdisjoint((column.choice.url, *column.names))

    def _part(self, column: _Column, top: Sequence[str], state: Sequence[str]) -> Part | None:
        below = self._below(column)
        landing = "landing" in column.choice.doubts
        if landing and column.sort.id not in top:
            return None  # the columns below it speak for themselves
        if {"article", "text"} & {*column.choice.doubts}:
            return None if "stale" in state else self._made(column, "ok")
        if column.choice.problem == "dead_link":
            return None  # a link that leads nowhere is told as such, elsewhere
        read = [column, *below] if landing or column.sort.id in top else [column]
        blank = self._blank(column, below) if "blank" in state else None
        if blank is not None and (blank.reason == _BLANK or "stale" not in state):
            return blank
        if "stale" not in state:
            return None if landing else self._made(column, "ok", self._newest(read))
        if not (self.days or column.sort.days):
            return None
        return self._fresh(column, read)

    def _below(self, column: _Column) -> list[_Column]:
        names = column.names
        return [c for c in self.columns if c is not column and c.names[: len(names)] == names]

    def _blank(self, column: _Column, below: Sequence[_Column]) -> Part | None:
        """Blank, or why that cannot be told; None where something stands there."""
        for each in (column, *below):
            if each.listing and each.listing.rows:
                return None
        if below and {"article", "text"} & {d for c in below for d in c.choice.doubts}:
            return None
        for each in (column, *below):
            if "landing" not in each.choice.doubts and (why := _unread(each)):
                return self._made(column, why)
        reason = self._untold or _BLANK
        return self._made(column, reason)

    def _fresh(self, column: _Column, read: Sequence[_Column]) -> Part | None:
        days = self.days or column.sort.days
        limit = self.scope.as_of - timedelta(days=days)
        newest = self._newest(read)
        if newest and newest >= limit:
            soon = (self.scope.as_of - newest).days > _SOON * days
            return self._made(column, "soon" if soon else "ok", newest, limit)
        for each in read:
            if "landing" not in each.choice.doubts and (why := self._open(each, limit)):
                return self._made(column, why, newest, limit)
        if newest is None:
            return None  # nothing stands there: whether that is a fault is said by blank
        reason = "unsorted" if column.sort.ours and not self.days else "stale"
        return self._made(column, self._untold or reason, newest, limit)

    def _newest(self, read: Sequence[_Column]) -> date | None:
        days = [r.day for c in read for r in (c.listing.rows if c.listing else ()) if r.day]
        return max((d for d in days if d <= self.scope.as_of), default=None)

    def _open(self, column: _Column, limit: date) -> str:
        """Why something newer may stand there all the same; empty where it cannot."""
        if why := _unread(column):
            return why
        listing = column.listing
        assert listing is not None
        if any(row.day is None for row in listing.rows):
            return "undated"
        deep = listing.complete or (listing.back_to is not None and listing.back_to <= limit)
        return "" if deep else "not_deep_enough"

    @property
    def _untold(self) -> str:
        """Why what we did not see says nothing of the cut-off; empty where it does."""
        if self.scope.as_of > self.scope.seen_at:
            return "not_captured"  # nobody saw what came between our look and the cut-off
        return "absent_now" if self.scope.too_late else ""

    def _made(
        self,
        column: _Column,
        reason: str,
        newest: date | None = None,
        limit: date | None = None,
    ) -> Part:
        return part(
            " › ".join(column.names),
            reason,
            seen=newest.isoformat() if newest else "",
            limit=limit.isoformat() if limit else "",
            url=column.choice.url,
            snapshots=column.listing.snapshots if column.listing else (),
        )

    # ------------------------------------------------------------------ the front page

    def home(self) -> Part:
        """The newest entry that stands on the front page, else in any column below it."""
        days = self.days or table()[HOME].days
        limit = self.scope.as_of - timedelta(days=days)
        known = {r.url: r.day for c in self.columns if c.listing for r in c.listing.rows}
        rows = [row for listing in self.roots for row in listing.rows]
        here = [row.day or known.get(row.url) for row in rows]
        inner = [row.day for c in self.columns if c.listing for row in c.listing.rows]
        front = max((d for d in here if d and d <= self.scope.as_of), default=None)
        newest = front
        if len(rows) < _FEW:  # the front page is a way in, and nothing else
            newest = max((d for d in (*here, *inner) if d and d <= self.scope.as_of), default=None)
        url = self.roots[0].column if self.roots else ""
        ids = [s for listing in self.roots for s in listing.snapshots]
        made = part(
            FRONT, "ok", seen=newest.isoformat() if newest else "",
            limit=limit.isoformat(), url=url, snapshots=ids,
        )  # fmt: skip
        if newest and newest >= limit:
            soon = (self.scope.as_of - newest).days > _SOON * days
            return part_as(made, "soon" if soon else "ok")
        return part_as(made, self._still(rows, here, limit) or ("stale" if newest else "undated"))

    def _still(self, rows: Sequence[object], here: Sequence[date | None], limit: date) -> str:
        """Why the front page may be fresh all the same; empty where it is not."""
        problems = [listing.problem for listing in self.roots if listing.problem]
        if problems or not self.roots:
            return problems[0] if problems else self.unseen or "not_captured"
        if self._untold:
            return self._untold
        # what came after the cut-off may have pushed off what stood there then
        pushed = any(day and day > self.scope.as_of for day in here)
        if len(rows) >= _FEW and None not in here and not pushed:
            return ""
        # an entry of the front page stands in some column, too
        if self.unseen:
            return self.unseen
        lists = [c for c in self.columns if not c.choice.doubts]
        doubts = [why for c in lists if (why := self._open(c, limit))]
        inner = self._newest(self.columns)
        if (inner and inner >= limit) or (pushed and not lists):
            return "absent_now" if pushed else "undated"
        return doubts[0] if doubts else ""


def part_as(made: Part, reason: str) -> Part:
    """The part for another reason."""
    return replace(
        part(made.key, reason, seen=made.seen, limit=made.limit, url=made.url),
        snapshots=made.snapshots,
    )


def _column(choice: Choice, listing: Listing | None) -> _Column:
    names = tuple(choice.way.split(" › "))
    type = listing.type if listing else ""
    return _Column(choice, listing, sort_of(choice.name, type, names[:-1]))


def _unread(column: _Column) -> str:
    """Why its rows are not known; empty where they are."""
    if column.listing is None:
        return column.choice.problem or "not_captured"
    if column.listing.problem:
        return column.listing.problem
    return "" if column.listing.rows or column.listing.complete else "not_deep_enough"
