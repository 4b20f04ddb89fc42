"""Where a letter stands, as its list or its page says: ``letters.yaml``."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from gongkai.text.match import Match, fold

_HEAD = re.compile("(?:办理|处理|回复|答复|受理|办结|信件|留言)?(?:状态|进度|时间|日期):")


def state(text: str) -> str:
    """``done``, ``waiting``, or nothing where it is not said.

    Only a heading says that a letter waits: its writer tells of states and progress too. Where one
    stands twice it may be another letter's, and among other states a choice of a search.

    >>> state("处理状态：已办结"), state("答复时间：—"), state("怎么还没有回复？")
    ('done', 'waiting', '')
    """
    flat, words = fold(text), _table()
    if words["done"].found_in(flat.replace(":", "")):
        return "done"
    heads = _HEAD.findall(flat)
    one = len(set(heads)) == len(heads)
    return "waiting" if one and words["waiting"].found_in(flat) else ""


@cache
def _table() -> dict[str, Match]:
    read = yaml.safe_load((files(__package__) / "letters.yaml").read_text("utf-8"))
    return {name: Match(words) for name, words in read.items()}
