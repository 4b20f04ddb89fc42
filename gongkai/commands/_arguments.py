"""Command-line arguments: what a day and an instant look like, and faults told in plain words."""

from __future__ import annotations

import argparse
import re
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from gongkai import words
from gongkai.model import UserError

CHINA = ZoneInfo("Asia/Shanghai")
FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)  # limits are counted from a day, both ways

# what argparse says, and the key of what we say instead
_FAULTS = (
    (
        re.compile(r"invalid choice: '?(?P<seen>[^']*)'? \(choose from (?P<known>.*)\)"),
        "bad_choice",
    ),
    (re.compile(r"unrecognized arguments: (?P<seen>.*)"), "bad_argument"),
    (re.compile(r"the following arguments are required: (?P<seen>.*)"), "no_argument"),
    (re.compile(r"argument (?P<seen>[^:]+): expected .*"), "no_argument_value"),
    (re.compile(r"argument (?P<name>[^:]+): invalid int value: '(?P<seen>.*)'"), "bad_number"),
    (re.compile(r"argument (?P<name>[^:]+): (?P<seen>.*)"), "bad_argument_value"),
)


class _Help(argparse.HelpFormatter):
    """Help in the user's language."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, words.say("usage") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Help in the user's language; a fault is a UserError with the nearest right word."""

    def __init__(self, **kwargs: Any) -> None:
        own: dict[str, Any] = {"allow_abbrev": False, "add_help": False, "formatter_class": _Help}
        super().__init__(**own | kwargs)
        self._positionals.title = words.say("positionals")
        self._optionals.title = words.say("options")
        self.add_argument("-h", "--help", action="help", help=words.say("opt_help"))

    def error(self, message: str) -> NoReturn:
        """Raise the fault as a sentence: where, what, how to mend."""
        for pattern, key in _FAULTS:
            if found := pattern.search(message):
                slots = found.groupdict()
                known = re.findall(r"[\w-]+", slots.get("known") or " ".join(self._options()))
                seen = slots["seen"].split(",")[0].split()
                near = [o for o in get_close_matches("".join(seen[:1]), known, 1) if o not in seen]
                slots["known"] = " ".join(known)
                hint = words.say("nearest", word=near[0]) if near else ""
                raise UserError(words.say(key, command=self.prog, **slots) + hint)
        raise UserError(f"{self.prog}: {message}")

    def _options(self) -> list[str]:
        return [o for action in self._actions for o in action.option_strings]


def day(text: str) -> date:
    """A day such as 2026-09-30."""
    try:
        read = date.fromisoformat(text)
    except ValueError:
        read = date.min
    if not FIRST <= read <= LAST:
        raise argparse.ArgumentTypeError(_not_day(text))
    return read


def _not_day(text: str) -> str:
    return words.say("want_day_not", first=FIRST.year, last=LAST.year, seen=text)


def count(text: str) -> int:
    """A whole number, at least 1."""
    if not (text.isdecimal() and int(text)):
        raise argparse.ArgumentTypeError(words.say("want_count_not", seen=text))
    return int(text)


def label(text: str) -> str:
    """A judging's name: it becomes a folder, so it has no path in it."""
    if not re.fullmatch(r"\w[\w.-]*", text):
        raise argparse.ArgumentTypeError(words.say("want_label_not", seen=text))
    return text


def instant(text: str) -> datetime:
    """An instant such as 2026-09-30T09:00+08:00; without an offset it is Shanghai's."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(words.say("want_instant_not", seen=text)) from None
    return read if read.tzinfo else read.replace(tzinfo=CHINA)
