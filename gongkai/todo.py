"""What a person must still do on a judging: confirm, look, hand in, weigh a sign.

Nothing here is decided. A loss that was seen once is confirmed, what the machine could not see is
opened by hand, what stands on no page is handed in, and signs are looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gongkai import reasons, round
from gongkai.disk.judged import Judged
from gongkai.disk.store import Round
from gongkai.model import Outcome
from gongkai.words import say
from reports._sheets import Head, Sheet, Value
from reports._telling import Line, Telling
from reports.tables import table
from reports.workbook import book

KINDS = ("hand_in", "look", "ask", "confirm", "sign")  # in the order in which they are done
_HEADS = (
    ("todo_no", 6, "whole"),
    ("todo_who", 10, "text"),
    ("todo_unit", 24, "text"),
    ("todo_kind", 12, "text"),
    ("todo_item", 8, "text"),
    ("todo_title", 26, "wrap"),
    ("todo_place", 12, "text"),
    ("todo_url", 40, "link"),
    ("todo_why", 52, "wrap"),
    ("todo_do", 44, "wrap"),
    ("todo_points", 8, "number"),
    ("todo_result", 20, "wrap"),
    ("todo_day", 12, "text"),
)
_NAME = 31  # characters of a sheet's name
_FORBIDDEN = str.maketrans("[]:*?/\\'", "        ")


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing to do. ``unit`` is a name; ``points`` what hangs on it."""

    kind: str  # hand_in | look | ask | confirm | sign
    unit: str
    item: str
    title: str
    place: str
    url: str
    why: str
    do: str
    points: float = 0.0
    who: str = ""


def todo(job: round.Job) -> list[Task]:
    """Everything that is left for people, by unit, most points first."""
    found = [task for audit in round.audits(job) for task in _of(Telling(audit))]
    order = {kind: n for n, kind in enumerate(KINDS)}
    return sorted(found, key=lambda t: (t.unit == "", t.unit, order[t.kind], -t.points))


def _of(telling: Telling) -> Iterator[Task]:
    duties: dict[tuple[str, ...], Task] = {}
    for line in telling.lines:
        if kind := _kind(line):
            task = _task(kind, line)
            same = (kind, task.unit, task.item, task.place, task.url)
            duties[same] = _joined(duties[same], task) if same in duties else task
    yield from duties.values()
    names = {unit.id: unit.name for unit in telling.audit.targets.units}
    for sign in telling.signs:
        yield Task(
            kind="sign",
            unit=names.get(sign.unit, sign.unit),
            item="",
            title=sign.title,
            place="",
            url=sign.url,
            why=f"{sign.kind}：{sign.seen}",
            do=sign.why,
        )


def _kind(line: Line) -> str:
    """What a person does about a result; empty where there is nothing to do."""
    if line.outcome is Outcome.MANUAL:
        return "hand_in" if line.result.reason == "needs_person" else "look"
    if line.outcome is Outcome.UNKNOWN:
        # what the plan or the targets leave open is asked; what was hidden from us is looked at
        return "ask" if reasons.table()[line.result.reason].fault == "plan" else "look"
    return "confirm" if line.result.confirmed == "no" else ""


def _task(kind: str, line: Line) -> Task:
    return Task(
        kind=kind,
        unit=line.result.unit_name,
        item=line.item,
        title=line.title,
        place=line.place if line.result.place else "",
        url=line.result.url,
        why=line.sentence,
        do=say("todo_look_again") if kind == "confirm" else line.remedy,
        points=line.worth,
    )


def _joined(one: Task, other: Task) -> Task:
    """Two rules of a duty that send a person to the same page."""
    why, do = (
        "\n".join(dict.fromkeys((*before.split("\n"), now)))
        for before, now in ((one.why, other.why), (one.do, other.do))
    )
    return replace(one, why=why, do=do, points=one.points + other.points)


def shared(tasks: Sequence[Task], people: Sequence[str]) -> list[Task]:
    """The tasks with who does them: all of a unit go to one person, the load is even.

    The unit with most to do is given first, to whoever has least, so that the shares differ by
    no more than the tasks of one unit. The order of the tasks changes nothing.
    """
    load = dict.fromkeys(people, 0)
    theirs: dict[str, str] = {}
    for unit, n in sorted(Counter(t.unit for t in tasks).items(), key=lambda x: (-x[1], x[0])):
        who = min(load, key=lambda name: load[name])
        theirs[unit], load[who] = who, load[who] + n
    place = {name: n for n, name in enumerate(load)}
    given = [replace(t, who=theirs[t.unit]) for t in tasks]
    return sorted(given, key=lambda t: place[t.who])


def write(job: round.Job, tasks: Sequence[Task]) -> list[Path]:
    """Write todo.xlsx (all tasks, then a sheet a person) and todo.csv beside the results."""
    folder = Judged(job.folder / "judged" / job.judged).folder
    title = say("todo_title_of", title=job.targets.title)
    note = say("todo_sample") if job.targets.sample else ""
    workbook, csv = folder / "todo.xlsx", folder / "todo.csv"
    every = list(_sheets(tasks))
    seen_at = str(Round(job.folder).info.get("seen_at", ""))
    book(workbook, every, title=title, made=seen_at, banner=note)
    table(csv, every[0])
    return [workbook, csv]


def _sheets(tasks: Sequence[Task]) -> Iterator[Sheet]:
    heads = tuple(Head(title=say(k), width=width, kind=kind) for k, width, kind in _HEADS)
    rows = [(t.who, _row(n, t)) for n, t in enumerate(tasks, 1)]
    yield Sheet(name=say("todo_all"), file="todo", heads=heads, rows=tuple(r for _, r in rows))
    taken = {say("todo_all").casefold()}
    for who in dict.fromkeys(t.who for t in tasks if t.who):
        mine = tuple(row for name, row in rows if name == who)
        yield Sheet(name=_named(who, taken), file="", heads=heads, rows=mine)


def _named(who: str, taken: set[str]) -> str:
    """A sheet's name that a workbook allows and that no other sheet has."""
    plain = " ".join(who.translate(_FORBIDDEN).split())[:_NAME] or "-"
    name, n = plain, 1
    while name.casefold() in taken:
        n += 1
        name = f"{plain[: _NAME - 1 - len(str(n))]} {n}"
    taken.add(name.casefold())
    return name


def _row(number: int, t: Task) -> tuple[Value, ...]:
    return (
        number,
        t.who,
        t.unit,
        say(f"todo_{t.kind}"),
        t.item,
        t.title,
        t.place,
        t.url,
        t.why,
        t.do,
        t.points or None,
        "",
        "",
    )


def counts(tasks: Iterable[Task]) -> Counter[str]:
    """How many tasks of each kind."""
    return Counter(t.kind for t in tasks)
