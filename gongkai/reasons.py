"""The one table of reasons (reasons.yaml): what each allows, how it counts, how it is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from gongkai.model import Outcome, State

_SLOT = re.compile(r"{(\w+)}")


@dataclass(frozen=True, kw_only=True)
class Words:
    """How a reason is told in one language."""

    name: str
    sentence: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One entry of the table."""

    id: str
    outcomes: tuple[Outcome, ...]
    counts: State
    fault: str  # site | us | plan | none
    like: str  # the wider reason of which it is a kind; its own id where there is none
    words: dict[str, Words]


@cache
def table() -> dict[str, Reason]:
    """Every reason by its id."""
    text = (files("gongkai") / "reasons.yaml").read_text("utf-8")
    return {
        id: Reason(
            id=id,
            outcomes=tuple(map(Outcome, entry["outcomes"])),
            counts=State(entry["counts"]),
            fault=entry["fault"],
            like=entry.get("like", id),
            words={lang: Words(**entry[lang]) for lang in ("zh", "en")},
        )
        for id, entry in yaml.safe_load(text).items()
    }


@cache
def order() -> dict[str, int]:
    """Where each reason stands in the table: of equals the first is told."""
    return {name: n for n, name in enumerate(table())}


def like(reason: str) -> str:
    """The wider reason of which this one is a kind, or itself: `timed_out` is `unreachable`."""
    known = table().get(reason)
    return known.like if known else reason


def name(reason: str, lang: str = "zh") -> str:
    """The reason in two or three words."""
    return table()[reason].words[lang].name


def sentence(reason: str, lang: str = "zh", **slots: str) -> str:
    """What was seen. ValueError where a slot that the sentence uses is empty."""
    return _fill(reason, table()[reason].words[lang].sentence, slots)


def remedy(reason: str, lang: str = "zh", **slots: str) -> str:
    """What to do about it. ValueError where a slot that it uses is empty."""
    return _fill(reason, table()[reason].words[lang].remedy, slots)


def _fill(reason: str, text: str, slots: dict[str, str]) -> str:
    empty = [slot for slot in _SLOT.findall(text) if slot != "beside" and not slots.get(slot)]
    if empty:
        raise ValueError(f"{reason}: nothing to say for {', '.join(empty)}")
    return _SLOT.sub(lambda m: slots[m[1]], text)
