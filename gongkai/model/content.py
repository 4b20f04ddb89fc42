"""What a document's tables must say, as subjects write it (plans/subjects): data, no arithmetic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Sum:
    """Two sides of a table that are equal. Expressions are of gongkai.text.match, over labels."""

    table: str  # over its title and labels: which table
    left: tuple[str, ...]  # what each finds is added up
    right: tuple[str, ...]
    along: str = "rows"  # rows: in every column; columns: in every row; cells: once
    where: str = ""  # only in the columns (rows) of this label
    rounded: bool = False  # the figures are rounded: half of the last place of each is no fault
    sure: bool = True  # False: a difference is shown to a person, and is no fault by itself
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class Form:
    """The headings of a yearly report, by the year that it reports."""

    since: int  # years from this on, until the next form of the subject
    contents: Mapping[str, str]  # heading -> words that show it
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class Level:
    """How fine a table of accounts must be."""

    table: str  # one of the subject's tables
    digits: int  # of the code at this level
    column: str = ""  # or the column that holds it, where codes stand in one each: 类 款 项
    basis: str = ""


@dataclass(frozen=True, kw_only=True)
class Scale:
    """A figure, the word that goes with it, and what must be named above a bound."""

    since: date  # in force from this day until the next scale of the subject is
    figure: str  # the figure's labels, by |
    grade: str  # the word's labels, by |
    bands: Mapping[str, str]  # the last figure of each band, "" for the rest -> its words, by |
    cause: str = ""  # labels of what must be named
    above: int = 0  # from the figure after this one on, and not before
    index: str = ""  # figures at the edges of what parts are measured by
    parts: Mapping[str, str] = field(default_factory=dict)  # part -> its edges: 0 35 75
    basis: str = ""
