"""Figure and word agree under the standard of their day: an AQI and its level, and what follows.

The subject's ``scales`` say the bands, from which figure on a cause must be named (首要污染物 above
50, and none up to it), and the edges by which measured parts (PM2.5) give the figure. The day is
the one that a row or the title names, else the day of publishing. What is read: the figures of the
tables, else of the text. A page that only shows another site's data tells nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from gongkai.judging.opened import Said, Sought, looked_into, pages
from gongkai.model import Document, Evidence, Need, Scale, Scope, Verdict
from gongkai.tables.scales import Observation, caused, graded, in_force, misfit, observed

TITLE = {"zh": "数值与级别是否相符", "en": "Figure and word agree"}


def needs(
    scope: Scope,
    *,
    of: str = "newest",
    since: date | str = "year",
    full: float = 1.0,
    half: float = 0.5,
) -> tuple[Need, ...]:
    """The pages of the entries that are looked into, and their tables' cells."""
    return pages(scope, of=of, since=since)


def check(
    evidence: Evidence,
    *,
    of: str = "newest",
    since: date | str = "year",
    full: float = 1.0,
    half: float = 0.5,
) -> Verdict:
    """A part for the word, for the cause and for what is measured (and entry, of each)."""
    scales = evidence.subject.scales if evidence.subject else {}
    if not scales:
        raise ValueError("the subject has no scales")
    looks: dict[str, Callable[[Scale, Observation], Said]] = {"级别": _grade, "首要项": _cause}
    if any(scale.parts for scale in scales.values()):
        looks["分项"] = _parts
    limit = "、".join(scales)
    asked = {
        name: Sought(look=partial(_fits, scales=scales, one=one), limit=limit, label=name)
        for name, one in looks.items()
    }
    return looked_into(evidence, asked, of=of, since=since, full=full, half=half)


def _fits(
    document: Document, *, scales: Mapping[str, Scale], one: Callable[[Scale, Observation], Said]
) -> Said:
    """What is worst of all figures; the first of those."""
    by_scale = {id(scale): name for name, scale in scales.items()}
    every = observed(document, next(iter(scales.values())))
    said = []
    for seen in every:
        known = in_force(scales.values(), seen.day)
        told = [one(scale, seen)._replace(limit=by_scale[id(scale)]) for scale in known]
        same = len({each.reason for each in told}) == 1
        said.append(told[-1] if same else Said("undated", told[-1].seen))
    if not said:
        return Said("untold", "未读出数值")
    return min(said, key=lambda each: _WORST.index(each.reason))


_WORST = ("unfit", "", "undated", "untold", "ok", "not_applicable")


def _grade(scale: Scale, seen: Observation) -> Said:
    fits = graded(scale, seen)
    if fits is None:
        return Said("untold", f"{_figure(seen)} 未见级别")
    return Said("ok" if fits else "unfit", f"{_figure(seen)} {seen.grade}")


def _cause(scale: Scale, seen: Observation) -> Said:
    fits = caused(scale, seen)
    if fits is None:
        return Said("" if seen.low > scale.above else "not_applicable", f"{_figure(seen)} 未列")
    return Said("ok" if fits else "unfit", f"{_figure(seen)} {seen.cause or '无'}")


def _parts(scale: Scale, seen: Observation) -> Said:
    if not seen.parts:
        return Said("not_applicable", "未列浓度")
    wrong = misfit(scale, seen)
    return Said("unfit" if wrong else "ok", f"{_figure(seen)} {wrong}".strip())


def _figure(seen: Observation) -> str:
    return str(seen.low) if seen.low == seen.high else f"{seen.low}—{seen.high}"
