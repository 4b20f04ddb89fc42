"""Who is audited, and what no page says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Site:
    """One host: the grain of fetching (robots, delay, budget, cookies, WARC are one)."""

    host: str
    root: str = ""  # the page to start from; http://<host>/ when empty
    cms: str = ""  # a spider's name; recognised from the pages when empty
    address: str = ""  # "ip" or "ip:port" that really answers; naming it allows a private one
    name: str = ""
    delay: float = 1.0  # seconds between two requests
    requests: int = 600  # budgets of one round
    megabytes: int = 200
    seconds: int = 3600
    tls: str = "verify"  # a bad certificate ends the reading; unverified | http: read all the same

    @property
    def start(self) -> str:
        """The URL of the page to start from."""
        return self.root or f"http://{self.host}/"


@dataclass(frozen=True, kw_only=True)
class Unit:
    """An office (责任单位): the grain of scoring."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    portal: str = ""  # root URL of the portal it answers on
    own: str = ""  # root URL of its own site, or of its channel on a portal
    until: date | None = None  # the day it was dissolved, merged or renamed
    into: str = ""  # the unit that took over: what it publishes now counts for this one


@dataclass(frozen=True, kw_only=True)
class Group:
    """A collective name in a plan (各镇街). Its members are the units that list its id."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    roster: str = "complete"  # or "partial": said on page one


@dataclass(frozen=True, kw_only=True)
class Column:
    """Which unit publishes which subjects at which URL: a row of columns.csv."""

    url: str
    subjects: tuple[str, ...]
    unit: str = ""  # empty: shared by many, each row belongs to somebody
    how: str = "given"  # given | discovered | person
    name: str = ""


EXEMPT, NOT_HAPPENED = "exempt", "not_happened"  # kinds of facts about a clause
OFFICER = "officer"  # who heads an office, from when


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What no page says: a row of facts.csv (event, precondition, exempt, planned_outage …)."""

    kind: str
    unit: str = ""
    about: str = ""
    day: date | None = None
    until: date | None = None
    basis: str = ""
    by: str = ""
    at: str = field(default="", compare=False)  # file:row where it stands, for messages

    def says(self, kind: str, unit: str, about: str) -> bool:
        """Is it a fact of this kind, of this unit, about just this?"""
        return (self.kind, self.unit, self.about) == (kind, unit, about)

    def covers(self, day: date) -> bool:
        """Does it hold on ``day``: not before its own day, nor after its last, if it has them?"""
        begun = self.day is None or self.day <= day
        return begun and (self.until is None or day <= self.until)


@dataclass(frozen=True, kw_only=True)
class Targets:
    """Who is audited: targets.yaml with its columns.csv and facts.csv."""

    title: str
    contact: str = ""
    sample: bool = False  # an invented city: every report page says 示例数据
    sites: tuple[Site, ...] = ()
    units: tuple[Unit, ...] = ()
    groups: tuple[Group, ...] = ()
    platforms: Mapping[str, str] = field(default_factory=dict)  # id -> root URL
    columns: tuple[Column, ...] = ()
    facts: tuple[Fact, ...] = ()
