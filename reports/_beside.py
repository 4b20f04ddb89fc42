"""What stands in the brackets of a sentence: what was asked, and what was seen."""

from __future__ import annotations

import re
from collections.abc import Callable

from gongkai.disk.judged import Result
from reports import _words

_SINCE = ("fresh", "columns")  # checks whose day is the earliest that will do


def beside(result: Result, seen: str, limit: str, say: Callable[..., str]) -> str:
    """Both in words, as far as they tell anything; empty where they do not."""
    found = say("beside_seen", x=seen) if seen else ""
    told = [x for x in (_asked(result, limit, say), found) if x]
    return say("paren", x=say("comma").join(told)) if told else ""


def _asked(result: Result, limit: str, say: Callable[..., str]) -> str:
    """Empty for what goes without saying: that there be one, or that a test be passed."""
    if bound := re.fullmatch(r"([≥≤])(\d+)", result.limit):
        key = "beside_at_least" if bound[1] == "≥" else "beside_at_most"
        return "" if bound[0] == "≥1" else say(key, x=bound[2])
    if not limit or result.check == "probe":
        return ""
    if _words.day(limit):
        return say("beside_after" if result.check in _SINCE else "beside_limit", x=limit)
    if re.fullmatch(r"\d+(wd|d|mo|h)", result.limit):
        return say("beside_limit", x=limit)
    counted = result.limit.isdigit() and limit.startswith(f"{result.limit} ")
    return say("beside_number" if counted else "beside_asked", x=limit)
