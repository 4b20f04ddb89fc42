"""Command-line arguments: what a day and an instant look like, and faults told in plain words."""

from __future__ import annotations

import argparse
import re
from datetime import date, datetime
from difflib import get_close_matches
from typing import NoReturn
from zoneinfo import ZoneInfo

from gongkai import words
from gongkai.model import UserError

CHINA = ZoneInfo("Asia/Shanghai")

# what argparse says, and the key of what we say instead
_FAULTS = (
    (
        re.compile(r"invalid choice: '?(?P<seen>[^']*)'? \(choose from (?P<known>.*)\)"),
        "bad_choice",
    ),
    (re.compile(r"unrecognized arguments: (?P<seen>.*)"), "bad_argument"),
    (re.compile(r"the following arguments are required: (?P<seen>.*)"), "no_argument"),
    (re.compile(r"argument (?P<seen>[^:]+): expected .*"), "no_argument_value"),
    (re.compile(r"argument (?P<name>[^:]+): (?P<seen>.*)"), "bad_argument_value"),
)


class Parser(argparse.ArgumentParser):
    """Faults are UserErrors in the user's language, with the nearest right word."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"allow_abbrev": False, **kwargs})  # type: ignore[arg-type] # argparse's own keywords

    def error(self, message: str) -> NoReturn:
        """Raise the fault as a sentence: where, what, how to mend."""
        for pattern, key in _FAULTS:
            if found := pattern.search(message):
                slots = found.groupdict()
                known = re.findall(r"[\w-]+", slots.pop("known", "") or " ".join(self._options()))
                near = get_close_matches(
                    slots["seen"].split()[0] if slots["seen"] else "", known, 1
                )
                hint = words.say("nearest", word=near[0]) if near else ""
                raise UserError(words.say(key, command=self.prog, **slots) + hint)
        raise UserError(f"{self.prog}: {message}")

    def _options(self) -> list[str]:
        return [o for action in self._actions for o in action.option_strings]


def day(text: str) -> date:
    """A day such as 2026-09-30."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(words.say("want_day_not", seen=text)) from None


def instant(text: str) -> datetime:
    """An instant such as 2026-09-30T09:00+08:00; without an offset it is Shanghai's."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(words.say("want_instant_not", seen=text)) from None
    return read if read.tzinfo else read.replace(tzinfo=CHINA)
