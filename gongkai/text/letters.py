"""Where a letter stands, as its list or its page says: ``letters.yaml``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from gongkai.text.match import Match, fold


def state(text: str) -> str:
    """``done``, ``waiting``, or nothing where it is not said.

    Only a heading says that a letter waits: its writer tells of states and progress too.

    >>> state("处理状态：已办结"), state("答复时间：—"), state("怎么还没有回复？")
    ('done', 'waiting', '')
    """
    flat, words = fold(text), _table()
    if words["done"].found_in(flat.replace(":", "")):
        return "done"
    return "waiting" if words["waiting"].found_in(flat) else ""


@cache
def _table() -> dict[str, Match]:
    read = yaml.safe_load((files(__package__) / "letters.yaml").read_text("utf-8"))
    return {name: Match(words) for name, words in read.items()}
