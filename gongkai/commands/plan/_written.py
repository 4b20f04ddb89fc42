"""How the commands of a plan write places, names and facts."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.commands._screen import OUT
from gongkai.model import Plan
from gongkai.words import language, say


def told(text: str) -> None:
    """A line; names and titles are not mark-up, and a pipe gets it unbroken."""
    OUT.print(text, soft_wrap=True)


def fact(plan: Plan, kind: str) -> str:
    """A kind of fact and what the client must supply."""
    known = plan.facts.get(kind)
    return f"{kind}：{known.zh if language() == 'zh' else known.en}" if known else kind


def placed(place: str) -> str:
    """A place of a duty, in words."""
    kind, _, platform = place.partition(":")
    return say(f"place_{kind}") + platform


def together(names: Sequence[str]) -> str:
    """Names in a row."""
    return "；".join(names)
