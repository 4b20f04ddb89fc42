"""The words the audit is written in. Imports nothing of ours; touches nothing outside.

Days are Asia/Shanghai calendar days; instants are ISO 8601 strings with an offset.
Three grains, never mixed: a *site* is fetched, a *duty* is judged, a *unit* is scored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class UserError(Exception):
    """Something the user can put right. Says where, what, and how to mend it."""


class Outcome(StrEnum):
    """What a verdict says. Only ``pass``, ``half`` and ``fail`` enter a score."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    HALF = "half"
    FAIL = "fail"
    UNKNOWN = "unknown"  # could not be judged; never a zero and never a pass
    MANUAL = "manual"  # a person decides
    SKIP = "skip"  # nothing is owed


class State(StrEnum):
    """How a part counts when its verdict is settled."""

    GOOD = "good"
    HALF = "half"
    BAD = "bad"
    DOUBT = "doubt"  # may be good or bad
    OUT = "out"  # not due, not applicable: leaves the denominator


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


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Where something is published, and what it must hold; obligations inherit from it."""

    id: str
    name: str
    words: str  # a gongkai.match expression over column names
    types: tuple[str, ...] = ()  # of the ColumnType meta (国办发〔2017〕47号, annex)
    match: str = ""  # which entries of the column are of this subject; empty: all
    contents: Mapping[str, str] = field(default_factory=dict)  # element -> words that show it
    elsewhere: tuple[str, ...] = ("notices",)  # where a misplaced entry is sought
    if_none: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A kind of check with its parameters. ``ours`` names the ones that the plan does not state."""

    check: str
    params: Mapping[str, Any] = field(default_factory=dict)
    ours: tuple[str, ...] = ()
    share: float = 1.0
    if_none: str = ""  # fail | not_applicable | zero_report | unknown


@dataclass(frozen=True, kw_only=True)
class Obligation:
    """One clause of a plan."""

    id: str  # <plan>/<item>
    plan: str
    item: str
    task: str
    title: str
    source: str = ""  # 文号 and the plan's own numbering
    lead: tuple[str, ...] = ()  # names as printed; they lose the points
    support: tuple[str, ...] = ()  # names as printed; shown, not scored
    each: bool = False  # every member of a group that leads owes one duty
    about: str = "holder"  # holder | group:<id>: whose pages are looked at
    subject: str = ""
    match: str = ""
    places: tuple[str, ...] = ("any",)  # portal | own | any | platform:<id>
    rules: tuple[Rule, ...] = ()
    due: date | None = None
    after: str = ""  # kind of fact that must have happened first
    weight: float = 1.0
    note: str = ""  # how we read the clause
    file: str = ""  # where it is written, for messages


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A yearly plan: what must be disclosed, by whom."""

    id: str
    title: str
    source: str  # 文号
    year: int
    obligations: tuple[Obligation, ...] = ()
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    window: int = 60  # days after as_of in which what is absent is missing, later absent_now


@dataclass(frozen=True, kw_only=True)
class Duty:
    """Obligation x unit x place: the grain of judging, and the key everywhere."""

    obligation: str
    unit: str
    place: str
    part_of: str = ""  # the collective name the unit was expanded from


@dataclass(frozen=True, kw_only=True)
class Need:
    """Evidence that a rule asks for. Empty fields mean the duty's own."""

    name: str
    subject: str = ""
    match: str = ""
    place: str = ""
    since: date | None = None  # None: the whole column
    open: str = "none"  # whose pages are read: none | newest:<n> | matching | all
    urls: tuple[str, ...] = ()
    browser: bool = False
    why: str = ""  # of a want: second_look | misplaced | original | attachment | render


@dataclass(frozen=True, kw_only=True)
class Order:
    """One column or page that a spider is asked to bring; needs of many duties, merged."""

    host: str
    subject: str = ""
    url: str = ""
    root: str = ""  # without a url: where the column is looked for, by words and types
    words: str = ""
    types: tuple[str, ...] = ()
    page: bool = False  # url is a document's page, not a column
    since: date | None = None
    newest: int = 0  # open so many of the newest rows
    matches: tuple[str, ...] = ()  # and every row (not older than since) that one of these matches
    all: bool = False
    browser: bool = False


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """One answer as it was fetched. Never changed afterwards."""

    id: str  # <host>#<n>
    url: str
    final_url: str
    fetched_at: str
    status: int  # 0: no answer
    sha256: str = ""
    mime: str = ""
    size: int = 0
    warc: str = ""  # file in the site's folder
    offset: int = 0
    length: int = 0
    problem: str = ""  # a reason of gongkai/reasons.yaml; empty: it is evidence
    by: str = "crawler"  # crawler | browser | person
    look: int = 1


@dataclass(frozen=True, kw_only=True)
class Row:
    """One entry as a column lists it."""

    title: str
    url: str
    day: date | None = None
    day_from: str = ""  # shown | api | url
    pinned: bool = False
    publisher: str = ""
    doc_no: str = ""
    label: str = ""  # 废止, 失效


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A column as it was read: its rows, and how far."""

    column: str  # URL
    name: str = ""
    type: str = ""  # the ColumnType meta
    rows: tuple[Row, ...] = ()
    back_to: date | None = None  # every row of this day or later was read
    complete: bool = False  # read to its last page
    problem: str = ""  # a reason; empty: readable
    snapshots: tuple[str, ...] = ()
    seen_at: str = ""
    subjects: tuple[str, ...] = ()  # what it was asked for
    browser: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of a document: header cells and number of body rows."""

    header: tuple[str, ...]
    rows: int


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link from a document's body or attachment list."""

    url: str
    text: str
    kind: str = "page"  # page | attachment | image


@dataclass(frozen=True, kw_only=True)
class Document:
    """One published item: a listing's row, and its page where that was opened."""

    url: str
    title: str
    day: date | None = None  # published
    day_from: str = ""  # label | agreed | shown | api | meta … ; empty: undated
    days: Mapping[str, date] = field(default_factory=dict)  # every date found, by where
    written: date | None = None  # 成文日期 or the signature's
    first_seen: str = ""
    doc_no: str = ""
    index_no: str = ""
    publisher: str = ""
    source: str = ""
    column: str = ""  # ColumnName the page gives itself
    type: str = ""  # ColumnType
    label: str = ""
    links: tuple[Link, ...] = ()
    tables: tuple[Table, ...] = ()
    opened: bool = False
    problem: str = ""  # why its page could not be read
    text: str = ""  # only where a rule asked for the page to be opened
    text_at: int = -1  # offset in the site's texts file
    unit: str = ""  # whose it is; empty: nobody could tell
    unit_from: str = ""
    listed_in: str = ""  # column URL
    snapshots: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Step:
    """One place where a column was looked for, and what stood there."""

    way: str  # navigation | tree | sitemap | links
    url: str
    snapshot: str = ""
    found: str = ""  # URL
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Search:
    """How a column without a known URL was looked for."""

    root: str
    subject: str
    found: tuple[Column, ...] = ()
    steps: tuple[Step, ...] = ()
    complete: bool = False  # every way was readable
    problem: str = ""
    seen_at: str = ""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """When and over what a rule is applied."""

    as_of: date
    seen_at: date
    year: int
    due: date | None = None
    window: int = 60


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
    members: tuple[Unit, ...] = ()
    facts: tuple[Fact, ...] = ()


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
