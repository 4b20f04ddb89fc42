"""Days that a document tells of itself: approved, decided, held, in force. Words: moments.yaml."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

_DAY = (
    r"(?P<y{0}>(?:19|20)\d\d)(?:年(?P<m{0}>\d{{1,2}})月(?P<d{0}>\d{{1,2}})日"
    r"|[-./](?P<M{0}>\d{{1,2}})[-./](?P<D{0}>\d{{1,2}}))"
)
_LEAD = r"(?:\([^()]{0,8}\))?[为是:|于在]{0,2}"  # between a label and its day
_WITHIN = r"(?:(?!(?:19|20)\d\d[年./-])[^。;!?]){0,40}?"  # up to what happened, in its sentence
_LATIN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_HAN_DAY = re.compile(
    r"([二一][〇零○一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)


@dataclass(frozen=True)
class Moment:
    """How one kind of day is printed."""

    named: re.Pattern[str]
    done: re.Pattern[str]


@cache
def table() -> Mapping[str, Moment]:
    """Every kind of day inside documents by its name."""
    read = yaml.safe_load(files(__package__).joinpath("moments.yaml").read_text("utf-8"))
    return {name: _moment(**words) for name, words in read.items()}


def _moment(*, named: list[str], done: list[str]) -> Moment:
    words = "|".join(sorted(named, key=len, reverse=True))
    verbs = "|".join(sorted(done, key=len, reverse=True))
    return Moment(
        named=re.compile(rf"(?:{words}){_LEAD}{_DAY.format('')}"),
        done=re.compile(rf"{_DAY.format('')}{_WITHIN}(?:{verbs})"),
    )


def days(text: str, name: str) -> tuple[date, ...]:
    """The days of that kind that a text tells, each once, in their order.

    A day behind its label is surer than one in a sentence: where a label stands, sentences are
    not read. None: it is not told. Two: which of them counts, no program can say.
    """
    moment = table()[name]
    flat = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    flat = _HAN_DAY.sub(_latin, flat)
    for form in (moment.named, moment.done):
        found = [day for m in form.finditer(flat) if (day := _read(m))]
        if found:
            return tuple(sorted(set(found)))
    return ()


def _read(m: re.Match[str]) -> date | None:
    try:
        return date(int(m["y"]), int(m["m"] or m["M"]), int(m["d"] or m["D"]))
    except ValueError:
        return None


def _latin(m: re.Match[str]) -> str:
    return f"{m[1].translate(_LATIN_DIGITS)}年{_number(m[2])}月{_number(m[3])}日"


def _number(text: str) -> int:
    """十五, 二十 or 三 as a number."""
    tens, ten, ones = text.rpartition("十")
    low = int(ones.translate(_LATIN_DIGITS)) if ones else 0
    return (int(tens.translate(_LATIN_DIGITS)) if tens else 1) * 10 * bool(ten) + low
