"""How what is not there was looked for, a line a column, a way, a near miss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai import reasons
from gongkai.judging.looked import Absence, Looked, Near, Route
from gongkai.words import language, say
from reports import _words
from reports._signs import expression


def absent(it: Absence, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Heading (empty: goes on) and text of each line; ``names`` are the units' by their ids."""
    far = say("absent_since", day=it.since) if it.since else say("absent_whole")
    told = _words.speaker(language())
    words = expression(it.words, told) if it.words else told("proof_any")
    named = expression(it.names, told) if it.names else "—"
    yield "absent", say("absent_words", words=words, names=named) + far
    for column in it.columns:
        yield "", _column(column)
    for route in it.routes:
        yield "", _route(route)
    for near in it.near:
        yield "", _near(near, names)
    if it.columns and not it.near:
        yield "", say("absent_no_near")


def _column(it: Looked) -> str:
    far = "look_complete" if it.complete else "look_back_to" if it.back_to else "look_partly"
    end = reasons.name(it.problem, language()) if it.problem else say(far, day=it.back_to)
    place = say("absent_elsewhere") if it.elsewhere else ""
    drawn = say("look_by_browser") if it.browser else ""
    counts = say("absent_counts", pages=it.pages, rows=it.rows, matched=it.matched)
    return f"{it.name} {it.column}{place}  {'  '.join(it.at)}{drawn}  {counts}  {end}"


def _route(it: Route) -> str:
    if it.problem:
        end = reasons.name(it.problem, language())
    else:
        end = say("step_found", url=it.found) if it.found else say("step_nothing")
    return "  ".join(filter(None, (say(f"way_{it.way}"), it.url, it.at, f"→ {end}", it.snapshot)))


def _near(it: Near, names: Mapping[str, str]) -> str:
    why = say(f"absent_near_{it.why}", who=names.get(it.who, it.who))
    return say("absent_near", title=it.title, day=it.day or "—", url=it.url, why=why)
