"""The report as HTML: ``index.html`` and ``units/<unit>.html``, self-contained, no script."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2

from gongkai import reasons
from gongkai.disk.judged import Score
from gongkai.model import Outcome
from reports import Audit, _points, _signs, _words
from reports._telling import SIGNS, Cell, Line, Telling

SIGNS_SHOWN = 40  # of one unit; all stand in the workbook
SIGN_LINKS = 12  # other addresses of one of them
MANY = 60  # parts above which the detail table lists only those that are not met
_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Results that share a reason: how often, of whom, and the points they lose."""

    name: str
    fault: str
    times: int
    lost: float
    units: tuple[tuple[str, str, int], ...]  # id, name, times


@dataclass(frozen=True, kw_only=True)
class Heat:
    """One unit in one task. ``level`` 0 … 5 is the colour; -1: nothing was scored."""

    text: str
    level: int
    note: str
    doubts: int
    anchor: str


def write(audit: Audit, folder: Path) -> Iterator[Path]:
    """Write the index and a page a unit."""
    telling = Telling(audit)
    pages = environment(telling)
    index = folder / "index.html"
    index.write_text(pages.get_template("index.html.j2").render(_index(telling)), "utf-8")
    yield index
    (folder / "units").mkdir(exist_ok=True)
    template = pages.get_template("unit.html.j2")
    for score in telling.scores:
        path = folder / "units" / file_of(score.unit)
        path.write_text(template.render(_unit(telling, score)), "utf-8")
        yield path


def file_of(unit: str) -> str:
    """The file name of a unit's page; an id that is no plain word is made one."""
    plain = re.sub(r"[^\w-]", "_", unit)
    mark = "" if plain == unit else "-" + hashlib.sha256(unit.encode()).hexdigest()[:8]
    return f"{plain}{mark}.html"


def environment(telling: Telling) -> jinja2.Environment:
    """Templates that escape everything and let no invisible sign of a captured text through."""
    pages = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    audit = telling.audit
    pages.globals.update(
        say=telling.say,
        WORDS=_words.table(),
        audit=audit,
        info=audit.info,
        lang=audit.lang,
        SIGNS={o.value: s for o, s in SIGNS.items()},
        OUTCOMES=[o.value for o in Outcome],
        STATES=("good", "late", "half", "bad", "doubt", "out"),
        file_of=file_of,
        why=telling.why,
        worst=_worst,
        share=_share,
        because=telling.because,
        fact_name=lambda kind: _words.fact(audit.plan.facts.get(kind), kind, audit.lang),
        told=lambda reason: reasons.name(reason, audit.lang),
        REASONS=reasons.table(),
        SIGNS_SHOWN=SIGNS_SHOWN,
        SIGN_LINKS=SIGN_LINKS,
        expression=lambda words: _signs.expression(words, telling.say),
        unit_names={u.id: u.name for u in audit.targets.units},
    )
    pages.filters.update(link=_words.link, num=_words.number, when=_when, day=_day)
    return pages


def _finalize(value: Any) -> Any:
    # Markup is a str of our own templates; a captured text never is one
    return _words.visible(value) if type(value) is str else value


def _worst(lines: Sequence[Line]) -> Outcome:
    order = (Outcome.FAIL, Outcome.HALF, Outcome.UNKNOWN, Outcome.PASS, Outcome.MANUAL)
    return next((o for o in order if any(x.outcome is o for x in lines)), Outcome.SKIP)


def _share(part: int, of: int) -> str:
    return f"{100 * part / of:.0f} %" if of else "–"


def _when(text: str) -> str:
    at = _words.instant(text)
    return f"{at:%Y-%m-%d %H:%M}" if at and len(text) > 10 else text


def _day(text: str) -> str:
    return str(_words.day(text) or text)


# ------------------------------------------------------------------ index.html


def _index(telling: Telling) -> dict[str, Any]:
    audit = telling.audit
    lines = telling.lines
    judged = sum(x.credit is not None for x in lines)
    doubtful = sum(x.outcome is Outcome.UNKNOWN for x in lines)
    percents = [s.percent for s in telling.scores if s.percent is not None and s.rank]
    holders = {line.result.unit for line in lines}
    return {
        "ranked": [s for s in telling.scores if s.rank is not None],
        "unranked": [s for s in telling.scores if s.rank is None],
        "counts": {s.unit: telling.counts(telling.by_unit.get(s.unit, [])) for s in telling.scores},
        "all_counts": telling.counts(lines),
        "lines": lines,
        "judged": 100 * judged / (judged + doubtful) if judged + doubtful else None,
        "mean": sum(percents) / len(percents) if percents else None,
        "tasks": telling.tasks,
        "heat": [(s, _heat_row(telling, s)) for s in telling.scores],
        "problems": _kinds(telling, [x for x in lines if x.problem]),
        "unseen": _kinds(
            telling, [x for x in lines if x.outcome is Outcome.UNKNOWN and x.result.unit]
        ),
        "no_holder": [x for x in lines if x.result.reason == "no_holder"],
        "partial": _partial(audit),
        "idle": [u for u in audit.targets.units if u.id not in holders],
        "sites": _sites(audit),
        "distrusted": [x for x in audit.health if x.state != "ok" and x.level != "cms"],
        "read": [x for x in audit.health if x.level == "site"],
        "site_names": {site.host: site.name for site in audit.targets.sites},
        "hashes": _hashes(audit),
        "wanted": audit.wanted,
    }


def _heat_row(telling: Telling, score: Score) -> list[Heat | None]:
    grouped: dict[str, list[Line]] = defaultdict(list)
    for line in telling.by_unit.get(score.unit, []):
        grouped[line.task].append(line)
    return [_heat(telling, grouped[t]) if t in grouped else None for t in telling.tasks]


def _heat(telling: Telling, lines: Sequence[Line]) -> Heat:
    counts = telling.counts(lines)
    worth = sum(x.worth for x in lines if x.credit is not None)
    note = telling.say("and").join(
        f"{telling.say('out_' + o.value)} {counts[o]}" for o in Outcome if counts[o]
    )
    doubts = counts[Outcome.UNKNOWN]
    anchor = lines[0].anchor
    if worth:
        percent = 100 * sum(x.earned for x in lines) / worth
        level = 5 if percent >= 99.95 else min(4, int(percent // 20))
        return Heat(text=f"{percent:.0f}", level=level, note=note, doubts=doubts, anchor=anchor)
    for outcome in (Outcome.UNKNOWN, Outcome.MANUAL, Outcome.SKIP):
        if counts[outcome]:
            return Heat(text=SIGNS[outcome], level=-1, note=note, doubts=0, anchor=anchor)
    return Heat(text="–", level=-1, note=note, doubts=0, anchor=anchor)


def _kinds(telling: Telling, lines: Sequence[Line]) -> list[Kind]:
    grouped: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        grouped[line.result.reason].append(line)
    kinds = [_kind(telling, reason, same) for reason, same in grouped.items()]
    return sorted(kinds, key=lambda k: (-k.lost, -k.times, k.name))


def _kind(telling: Telling, reason: str, lines: Sequence[Line]) -> Kind:
    names = {x.result.unit: x.result.unit_name for x in lines}
    times = Counter(x.result.unit for x in lines)
    return Kind(
        name=lines[0].reason,
        fault=telling.say(f"fault_{reasons.table()[reason].fault}"),
        times=len(lines),
        lost=sum(x.lost for x in lines),
        units=tuple((u, names[u], n) for u, n in times.most_common()),
    )


def _partial(audit: Audit) -> list[tuple[str, int]]:
    """Groups without a full roster, with the number of members that are known."""
    units = audit.targets.units
    return [
        (g.name, sum(g.id in u.groups for u in units))
        for g in audit.targets.groups
        if g.roster != "complete"
    ]


def _hashes(audit: Audit) -> dict[str, str]:
    """What run.json keeps of the plan (under its id), targets, facts and working calendar."""
    kept: dict[str, str] = dict(audit.info.get("hashes") or {})
    return {
        "plan": kept.get(audit.plan.id) or kept.get("plan", ""),
        "targets": kept.get("targets", ""),
        "facts": kept.get("facts") or kept.get("targets", ""),  # facts stand in the targets
        "calendar": kept.get("calendar") or str(audit.info.get("calendar", "")),
    }


def _sites(audit: Audit) -> list[tuple[str, str, dict[str, Any]]]:
    names = {s.host: s.name for s in audit.targets.sites}
    spent: dict[str, dict[str, Any]] = dict(audit.info.get("sites") or {})
    return [(host, names.get(host, ""), dict(spent[host])) for host in sorted(spent)]


# ------------------------------------------------------------------ units/<unit>.html


def _unit(telling: Telling, score: Score) -> dict[str, Any]:
    lines = telling.by_unit.get(score.unit, [])
    unit = telling.units.get(score.unit)
    tasks: dict[str, dict[tuple[str, str], list[Line]]] = defaultdict(dict)
    for line in lines:
        tasks[line.task].setdefault((line.item, line.result.place), []).append(line)
    return {
        "score": score,
        "unit": unit,
        "lines": lines,
        "counts": telling.counts(lines),
        "problems": telling.problems(score.unit),
        "tasks": {task: list(duties.values()) for task, duties in tasks.items()},
        "scored": [x for x in lines if x.credit is not None],
        "supported": telling.supported(unit) if unit else [],
        "indicated": _points.indicators(p for p in telling.audit.points if p.unit == score.unit),
        "signs": [s for s in telling.signs if s.unit == score.unit],
        "detail": detail,
    }


def detail(line: Line) -> tuple[Cell, ...]:
    """The parts that the detail table lists: all, or of very many those that are not met."""
    if len(line.cells) <= MANY:
        return line.cells
    return tuple(c for c in line.cells if c.state != "good")[: 4 * MANY]
