"""What must be disclosed, by whom, where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai.model.content import Form, Level, Scale, Sum
from gongkai.model.scheme import Scheme


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A kind of check with its parameters. ``ours`` names the ones that the plan does not state."""

    check: str
    params: Mapping[str, Any] = field(default_factory=dict)
    ours: tuple[str, ...] = ()
    share: float = 1.0
    basis: str = ""  # where a number of ours comes from: law, standard, custom
    if_none: str = ""  # fail | not_applicable | zero_report | unknown


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Where something is published, and what it must hold; obligations inherit from it."""

    id: str
    name: str
    words: str  # a gongkai.text.match expression over column names
    types: tuple[str, ...] = ()  # of the ColumnType meta (国办发〔2017〕47号, annex)
    match: str = ""  # which entries of the column are of this subject; empty: all
    contents: Mapping[str, str] = field(default_factory=dict)  # element -> words that show it
    tables: Mapping[str, str] = field(default_factory=dict)  # name -> spellings of its title, by |
    passages: Mapping[str, str] = field(default_factory=dict)  # the same, all in one passage
    forms: Mapping[str, Form] = field(default_factory=dict)  # name -> headings of some years
    sums: Mapping[str, Sum] = field(default_factory=dict)  # name -> what must be equal
    levels: Mapping[str, Level] = field(default_factory=dict)  # name -> how fine a table is
    scales: Mapping[str, Scale] = field(default_factory=dict)  # standard -> figures and words
    elsewhere: tuple[str, ...] = ("notices",)  # where a misplaced entry is sought
    if_none: str = ""
    rules: tuple[Rule, ...] = ()  # what a clause without rules asks; its limits are the defaults


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
    joint: bool = False  # the leads owe one publication: what one publishes serves all
    about: str = "holder"  # holder | group:<id>: whose pages are looked at
    subject: str = ""
    match: str = ""
    places: tuple[str, ...] = ("any",)  # portal | own | any | platform:<id>
    rules: tuple[Rule, ...] = ()
    due: date | None = None  # the day of the plan's deadline cell
    cadence: str = ""  # the rhythm that the plan states, in the normal form of gongkai.cadence
    after: str = ""  # kind of fact that must have happened first
    weight: float = 1.0
    note: str = ""  # how we read the clause
    text: str = ""  # the clause's own words: in a client's folder only, for appeals
    file: str = ""  # where it is written, for messages

    @property
    def named(self) -> dict[str, Rule]:
        """Its rules by their ids: ``lag#2`` is the second ``lag``."""
        count, found = Counter[str](), dict[str, Rule]()
        for rule in self.rules:
            count[rule.check] += 1
            n = count[rule.check]
            found[rule.check if n == 1 else f"{rule.check}#{n}"] = rule
        return found


@dataclass(frozen=True, kw_only=True)
class FactKind:
    """A kind of fact that no page tells and the client is asked for: plans/facts.yaml."""

    id: str
    zh: str  # what to supply
    en: str
    needs: tuple[str, ...] = ("day",)  # cells without which a row of it says nothing


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A yearly plan: what must be disclosed, by whom."""

    id: str
    title: str
    source: str  # 文号
    year: int
    obligations: tuple[Obligation, ...] = ()
    subjects: Mapping[str, Subject] = field(default_factory=dict)
    facts: Mapping[str, FactKind] = field(default_factory=dict)
    window: int = 60  # days after as_of in which what is absent is missing, later absent_now
    scheme: Scheme | None = None  # how its results become points; None: weighed by the clauses


@dataclass(frozen=True, kw_only=True)
class Duty:
    """Obligation x unit x place: the grain of judging, and the key everywhere."""

    obligation: str
    unit: str
    place: str
    part_of: str = ""  # the collective name the unit was expanded from
