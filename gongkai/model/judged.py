"""What a check sees and says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from gongkai.model.asked import Need
from gongkai.model.seen import Document, Hub, Listing, Probe, Search
from gongkai.model.what import Duty, Subject
from gongkai.model.who import Fact, Unit


class Outcome(StrEnum):
    """What a verdict says. Only ``pass``, ``half`` and ``fail`` enter a score."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    HALF = "half"
    FAIL = "fail"
    UNKNOWN = "unknown"  # could not be judged; never a zero and never a pass
    MANUAL = "manual"  # a person decides
    SKIP = "skip"  # nothing is owed


CREDIT = {Outcome.PASS: 1.0, Outcome.HALF: 0.5, Outcome.FAIL: 0.0}  # of what enters a score


class State(StrEnum):
    """How a part counts when its verdict is settled."""

    GOOD = "good"
    HALF = "half"
    BAD = "bad"
    DOUBT = "doubt"  # may be good or bad
    OUT = "out"  # not due, not applicable: leaves the denominator


@dataclass(frozen=True, kw_only=True)
class Scope:
    """When and over what a rule is applied."""

    as_of: date
    seen_at: date
    year: int
    due: date | None = None
    window: int = 60
    amended: tuple[Fact, ...] = ()  # kinds workday and day_off: what goes before the calendar

    @property
    def too_late(self) -> bool:
        """Did we look so long after the cut-off that what is gone may have stood there then?"""
        return self.seen_at > self.as_of + timedelta(days=self.window)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """All that a check may see: one rule of one duty. Keyed by the name of the need."""

    duty: Duty
    scope: Scope
    documents: Mapping[str, tuple[Document, ...]] = field(default_factory=dict)
    listings: Mapping[str, tuple[Listing, ...]] = field(default_factory=dict)
    searches: Mapping[str, tuple[Search, ...]] = field(default_factory=dict)
    unowned: Mapping[str, tuple[Document, ...]] = field(default_factory=dict)
    unseen: Mapping[str, str] = field(default_factory=dict)  # a reason that hides the whole need
    contents: Mapping[str, str] = field(default_factory=dict)  # element -> words (the subject's)
    tables: Mapping[str, str] = field(default_factory=dict)  # name -> titles (the subject's)
    members: tuple[Unit, ...] = ()
    facts: tuple[Fact, ...] = ()
    hubs: Mapping[str, tuple[Hub, ...]] = field(default_factory=dict)
    probes: Mapping[str, tuple[Probe, ...]] = field(default_factory=dict)  # by the unit's id
    words: str = ""  # the names of the subject's column
    subject: Subject | None = None


@dataclass(frozen=True, kw_only=True)
class Part:
    """A month, a pair, a member, an element: what a verdict is made of."""

    key: str
    state: State
    reason: str
    seen: str = ""
    limit: str = ""
    url: str = ""
    snapshots: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a check says. ``wants`` is more evidence that could change it."""

    outcome: Outcome
    reason: str
    parts: tuple[Part, ...] = ()
    seen: str = ""
    limit: str = ""
    wants: tuple[Need, ...] = ()
    facts: tuple[Fact, ...] = ()  # that it rests on
