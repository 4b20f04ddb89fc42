"""What a column is for (动态要闻, 通知公告 …) and how often it must change: ``sorts.yaml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from gongkai.text.match import match

OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Sort:
    """One sort of column. ``days`` 0: nothing new need ever stand there."""

    id: str
    zh: str
    en: str
    days: int
    types: tuple[str, ...] = ()
    words: str = ""
    ours: bool = False  # the number is ours: what goes by it is a person's to decide
    basis: str = ""


@cache
def table() -> Mapping[str, Sort]:
    """Every sort by its id, in the order in which they are tried."""
    loaded = yaml.safe_load((files(__package__) / "sorts.yaml").read_text("utf-8"))
    return {id: msgspec.convert({"id": id, **said}, Sort) for id, said in loaded.items()}


def sort_of(name: str, type: str = "", above: Sequence[str] = ()) -> Sort:
    """The sort of a column by its name and ColumnType; ``above``: names of those it lies in,
    outermost first.

    What lies in a past event's pages is past too. A column of no known sort is of its nearest
    known superior's.
    """
    past = table()["history"]
    if any(_named(name) is past for name in above):
        return past
    typed = next((s for s in table().values() if type and type in s.types), None)
    named = [s for n in (name, *reversed(above)) if (s := _named(n)).id != OTHER]
    return typed or next(iter(named), table()[OTHER])


@cache
def _named(name: str) -> Sort:
    fit = (s for s in table().values() if s.words and match(s.words).found_in(name))
    return next(fit, table()[OTHER])
