"""The tables that people sort, filter and hand on: scores, problems, all results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gongkai import reasons
from gongkai.disk.judged import Point, Score
from gongkai.disk.vitals import Health
from gongkai.model import Outcome
from reports import _wanted, _words
from reports._points import Indicated
from reports._signs import Sign
from reports._telling import Line, Telling

Value = str | float | int | date | datetime | None


@dataclass(frozen=True, kw_only=True)
class Head:
    """A column: its title, its width in characters, and what its cells are.

    ``kind`` is text, wrap, whole, number, score, day, instant or link.
    """

    title: str
    width: int
    kind: str = "text"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table with its heads; every row has one value a head."""

    name: str
    file: str  # of its CSV, without the ending; empty: it has none
    heads: tuple[Head, ...]
    rows: tuple[tuple[Value, ...], ...]


def sheets(telling: Telling) -> Iterator[Sheet]:
    """The sheets, in the order in which they are read; the last only where it was recorded."""
    say = telling.say
    yield Sheet(
        name=say("sheet_scores"),
        file=say("file_scores"),
        heads=_heads(telling, [*_SCORES, *(_GRADES if telling.audit.plan.scheme else [])]),
        rows=tuple((*_score(telling, s), *_grade(telling, s)) for s in telling.scores),
    )
    yield Sheet(
        name=say("sheet_problems"),
        file=say("file_problems"),
        heads=_heads(telling, _PROBLEMS),
        rows=tuple(_problem(telling, n, x) for n, x in enumerate(telling.problems(), 1)),
    )
    yield Sheet(
        name=say("sheet_results"),
        file="",
        heads=_heads(telling, _RESULTS),
        rows=tuple(_result(telling, x) for x in telling.lines),
    )
    if telling.audit.points:
        yield Sheet(
            name=say("sheet_points"),
            file=say("file_points"),
            heads=_heads(telling, _POINTS),
            rows=tuple(_point(telling, p) for p in telling.audit.points),
        )
    if telling.signs:
        yield Sheet(
            name=say("sheet_signs"),
            file="",
            heads=_heads(telling, _SIGNS),
            rows=tuple(_sign(telling, s) for s in telling.signs),
        )
    if telling.audit.wanted:
        yield Sheet(
            name=say("sheet_wanted"),
            file="",
            heads=_heads(telling, _wanted.HEADS),
            rows=_wanted.rows(telling),
        )
    if telling.audit.health:
        yield Sheet(
            name=say("sheet_health"),
            file="",
            heads=_heads(telling, _HEALTH),
            rows=tuple(_health(telling, x) for x in telling.audit.health),
        )


_SCORES = [
    ("rank", 7, "whole"), ("unit", 30, "text"), ("score", 9, "score"), ("low", 9, "score"),
    ("high", 9, "score"), ("coverage_pc", 9, "score"), ("earned", 9, "number"),
    ("possible", 9, "number"), ("owed", 12, "whole"), ("out_pass", 9, "whole"),
    ("out_half", 10, "whole"), ("out_fail", 9, "whole"), ("unknown", 10, "whole"),
    ("manual", 9, "whole"), ("out_skip", 9, "whole"), ("why_unranked", 28, "wrap"),
]  # fmt: skip
_GRADES = [
    ("class", 16, "text"), ("grade", 12, "text"), ("veto", 12, "text"),
    ("deducted", 9, "number"), ("bonus", 9, "number"), ("points_open", 11, "number"),
]  # fmt: skip
_POINTS = [
    ("unit", 26, "text"), ("class", 14, "text"), ("no_", 8, "text"), ("indicator", 22, "text"),
    ("state", 14, "text"), ("points_full", 8, "number"), ("points_taken", 8, "number"),
    ("points_maybe", 8, "number"), ("points_cut", 10, "number"), ("points_open_n", 8, "number"),
    ("points_left", 8, "number"), ("item", 8, "text"), ("place", 12, "text"),
    ("rule", 12, "text"), ("part", 22, "wrap"), ("reason", 14, "text"), ("detail", 30, "wrap"),
    ("url", 40, "link"), ("source", 24, "wrap"), ("unconfirmed_mark", 8, "text"),
    ("seed", 20, "text"),
]  # fmt: skip
_PROBLEMS = [
    ("no_", 6, "whole"), ("unit", 26, "text"), ("task", 20, "wrap"), ("item", 8, "text"),
    ("duty", 30, "wrap"), ("place", 12, "text"), ("column", 20, "wrap"), ("outcome", 10, "text"),
    ("problem_kind", 14, "text"), ("detail", 52, "wrap"), ("asked", 16, "wrap"),
    ("asked_by", 10, "text"), ("remedy", 40, "wrap"), ("points_lost", 10, "number"),
    ("confirmed", 10, "text"), ("url", 40, "link"), ("fetched_at", 17, "instant"),
    ("source", 24, "wrap"), ("result_of_mending", 20, "text"),
]  # fmt: skip
_RESULTS = [
    ("item", 8, "text"), ("task", 20, "wrap"), ("duty", 30, "wrap"), ("unit", 26, "text"),
    ("part_of_name", 14, "text"), ("place", 12, "text"), ("rule", 12, "text"),
    ("outcome", 10, "text"), ("reason", 14, "text"), ("finding", 52, "wrap"), ("seen", 20, "wrap"),
    ("asked", 16, "wrap"), ("asked_by", 10, "text"), ("parts_good", 9, "whole"),
    ("parts_due", 9, "whole"), ("parts_doubtful", 9, "whole"), ("possible", 8, "number"),
    ("earned", 8, "number"), ("confirmed", 10, "text"), ("remedy", 40, "wrap"),
    ("url", 40, "link"), ("fetched_at", 17, "instant"), ("as_of", 11, "day"),
    ("seen_at", 11, "day"), ("sha", 20, "text"), ("by_hand", 24, "wrap"),
]  # fmt: skip

_SIGNS = [
    ("unit", 26, "text"), ("sign_kind", 16, "text"), ("sign_entry", 40, "wrap"),
    ("url", 40, "link"), ("sign_seen", 52, "wrap"), ("sign_why", 52, "wrap"),
    ("sign_other", 40, "wrap"), ("sign_proof", 24, "wrap"), ("sign_verdict", 24, "wrap"),
]  # fmt: skip
_HEALTH = [
    ("health_level", 8, "text"), ("site", 30, "text"), ("health_family", 10, "text"),
    ("column", 24, "wrap"), ("health_state", 12, "text"), ("health_why", 36, "wrap"),
    ("requests", 9, "whole"), ("health_walls", 9, "whole"), ("health_problems", 9, "whole"),
    ("health_columns", 12, "text"), ("health_rows", 9, "whole"), ("health_dated", 9, "whole"),
    ("health_cut", 9, "whole"), ("health_articles", 9, "whole"), ("health_titled", 9, "whole"),
    ("health_with_day", 9, "whole"), ("health_text", 9, "whole"),
    ("health_attached", 9, "whole"), ("health_url", 40, "link"),
]  # fmt: skip


def _heads(telling: Telling, wanted: Sequence[tuple[str, int, str]]) -> tuple[Head, ...]:
    return tuple(Head(title=telling.say(k), width=w, kind=kind) for k, w, kind in wanted)


def _score(telling: Telling, s: Score) -> tuple[Value, ...]:
    counts = telling.counts(telling.by_unit.get(s.unit, []))
    return (
        s.rank,
        s.unit_name,
        s.percent,
        s.low,
        s.high,
        100 * s.coverage,
        s.earned,
        s.possible,
        s.owed,
        *(counts[o] for o in Outcome),
        telling.why(s.why_unranked),
    )


def _grade(telling: Telling, s: Score) -> tuple[Value, ...]:
    """What a scheme adds; nothing where the plan has none."""
    if telling.audit.plan.scheme is None:
        return ()
    return s.class_, s.grade, s.veto, s.deducted, s.bonus, s.open


def _point(telling: Telling, p: Point) -> tuple[Value, ...]:
    below = bool(p.item)
    return (
        p.unit_name,
        p.class_,
        p.indicator,
        p.name,
        "" if below else telling.say(Indicated(point=p, below=()).told),
        None if below else p.points,
        p.taken,
        p.maybe,
        p.cut or None,
        p.open or None,
        None if below else p.low,
        p.item,
        telling.place(p.place) if below else "",
        p.rule,
        _words.clean(p.part),
        reasons.name(p.reason, telling.audit.lang) if p.reason in reasons.table() else p.reason,
        p.what,
        p.url,
        p.source,
        telling.say("unconfirmed_mark") if p.unconfirmed else "",
        p.seed,
    )


def _problem(telling: Telling, number: int, line: Line) -> tuple[Value, ...]:
    r = line.result
    return (
        number,
        r.unit_name,
        line.task,
        line.item,
        line.title,
        line.place,
        line.column,
        telling.say(f"out_{line.outcome.value}"),
        line.reason,
        line.sentence,
        line.limit,
        _asked_by(telling, line),
        line.remedy,
        line.lost,
        _confirmed(telling, line),
        r.url,
        _words.instant(r.fetched_at),
        line.source,
        "",
    )


def _result(telling: Telling, line: Line) -> tuple[Value, ...]:
    r = line.result
    scored = line.credit is not None
    return (
        line.item,
        line.task,
        line.title,
        r.unit_name,
        r.part_of,
        line.place,
        line.check,
        telling.say(f"out_{line.outcome.value}"),
        line.reason,
        line.sentence,
        line.seen,
        line.limit,
        _asked_by(telling, line),
        r.parts_good,
        r.parts_due,
        r.parts_doubtful,
        line.worth if scored else None,
        line.earned if scored else None,
        _confirmed(telling, line),
        line.remedy,
        r.url,
        _words.instant(r.fetched_at),
        _words.day(r.as_of),
        _words.day(r.seen_at),
        r.sha256,
        _words.clean(r.saved_by),
    )


def _sign(telling: Telling, s: Sign) -> tuple[Value, ...]:
    names = {u.id: u.name for u in telling.audit.targets.units}
    others = " ".join(s.others)
    return (
        names.get(s.unit, s.unit),
        s.kind,
        s.title,
        s.url,
        s.seen,
        s.why,
        others,
        s.snapshots,
        "",
    )


def _health(telling: Telling, x: Health) -> tuple[Value, ...]:
    names = {site.host: site.name for site in telling.audit.targets.sites}
    return (
        telling.say(f"health_level_{x.level}"),
        names.get(x.host) or x.host,
        x.cms,
        x.name,
        telling.say(f"health_{x.state}"),
        telling.because(x),
        x.answers,
        x.walls,
        x.problems,
        f"{x.columns_read}/{x.columns}",
        x.rows,
        x.rows_dated,
        x.rows_cut,
        x.articles,
        x.articles_titled,
        x.articles_dated,
        x.articles_text,
        x.attachments,
        x.column,
    )


def _asked_by(telling: Telling, line: Line) -> str:
    if not line.limit:
        return ""
    return telling.say("by_ours" if line.ours else "by_plan")


def _confirmed(telling: Telling, line: Line) -> str:
    kept = line.result.confirmed
    return telling.say(f"confirmed_{kept}") if kept else ""
