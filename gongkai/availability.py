"""The availability log of sites: whether their home pages opened, visit after visit.

``availability.jsonl`` only grows: a line a visit, on disk before the next one is made. A process
that is killed goes on where it stopped; what was missed meanwhile is not made up for. The numbers
that it is judged by stand in ``availability.yaml`` (国办秘函〔2019〕19号, 单项否决2).
"""

from __future__ import annotations

import fcntl
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec
import yaml

from gongkai import reasons
from gongkai.model import Fact, Probe, UserError
from gongkai.words import say

FILE = "availability.jsonl"
TEST = "availability"
DAY = timedelta(days=1)
OPENED = ""
OURS = "ours"  # the machine that asked had no way out: says nothing of the site
# A wall has answered: nobody could say of such a site that it cannot be reached.
ANSWERED = ("blocked", "disallowed", "unreadable", "login", "limited", "verification", "fenced")
LEFT_OUT = ("disallowed", "off_site", OURS)  # no visit was made
AT_ONCE = 8
TOGETHER = 3  # so many sites that all fail at once: it is our own network


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How long, how often, and what share: availability.yaml."""

    seconds: float
    days: int
    times: int  # of a day, at least
    share: float  # of failures from which the site is vetoed
    source: str


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A line of the log."""

    at: str  # instant
    host: str
    url: str
    status: int = 0  # 0: no answer
    problem: str = OPENED  # why it did not open, as gongkai/reasons.yaml says, or `ours`
    seconds: float = 0.0  # until it opened, or until we gave up
    name: float | None = None  # of them: until the name was known
    connected: float | None = None  # until somebody answered

    @property
    def failed(self) -> bool:
        """Nothing came in time, or the server broke down. A wall, or a page gone, is an answer."""
        answered = 0 < self.status < 500 or reasons.like(self.problem) in ANSWERED
        return self.problem not in (OPENED, *LEFT_OUT) and not answered


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What the log says of one host. ``good`` None: too little was measured to tell."""

    host: str
    visits: int = 0
    failures: int = 0
    planned: int = 0  # failures within an outage that was announced
    days: int = 0  # of 24 hours, with visits enough
    good: bool | None = None
    first: str = ""
    last: str = ""

    @property
    def share(self) -> float:
        """Of the visits that count, those that failed without having been announced."""
        return self.failures / self.visits if self.visits else 0.0

    @property
    def told(self) -> str:
        """In figures: 8/168 4.8% 7d"""
        return f"{self.failures}/{self.visits} {100 * self.share:.1f}% {self.days}d"


Knock = Callable[[str], Visit]


@cache
def limits() -> Limits:
    """The numbers of the indicator."""
    text = (files("gongkai") / "availability.yaml").read_text("utf-8")
    return Limits(**yaml.safe_load(text))


class Log:
    """The file, and nothing but whole lines of it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def visits(self) -> list[Visit]:
        """Every visit in order. A line that was torn when the process died is no visit."""
        if not self.path.is_file():
            return []
        return list(_whole(self.path.read_bytes().splitlines()))

    @contextmanager
    def held(self) -> Iterator[None]:
        """No other process writes it meanwhile; UserError where one does. Its end lets go of it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise UserError(say("probe_held", path=self.path)) from None
            yield

    def append(self, visits: Iterable[Visit]) -> None:
        """Add lines; they are on the disk when this returns."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        lines = b"".join(msgspec.json.encode(v) + b"\n" for v in visits)
        with self.path.open("ab+") as file:
            if file.tell() and not _ends(file.fileno()):
                lines = b"\n" + lines
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())


def _whole(lines: Iterable[bytes]) -> Iterator[Visit]:
    for line in lines:
        try:
            yield msgspec.json.decode(line, type=Visit)
        except (msgspec.DecodeError, msgspec.ValidationError):
            continue


def _ends(file: int) -> bool:
    """Does the file end with a whole line?"""
    size = os.fstat(file).st_size
    return os.pread(file, 1, size - 1) == b"\n"


# ------------------------------------------------------------------ the week


def slots(first: datetime, *, times: int, days: int) -> list[datetime]:
    """The instants of all visits, evenly spaced."""
    return [first + DAY * n / times for n in range(times * days)]


def keep(
    log: Log,
    urls: Sequence[str],
    knock: Knock,
    *,
    times: int,
    days: int,
    now: Callable[[], datetime],
    wait: Callable[[float], None],
    each: Callable[[Sequence[Visit], int, int], None] | None = None,
) -> None:
    """Visit every URL at every slot that is still to come, and write it down.

    The slots begin with the log's first visit, so that a process started again goes on; a slot
    that passed while nothing ran stays empty. ``each`` is told the visits, the slot and of how
    many.
    """
    known = log.visits()
    begun = datetime.fromisoformat(known[0].at) if known else now()
    last = datetime.fromisoformat(known[-1].at) if known else None
    every = slots(begun, times=times, days=days)
    slack = DAY / times / 2
    for n, slot in enumerate(every, 1):
        done = last is not None and slot <= last + slack
        if done or slot + slack < now():
            continue
        wait(max(0.0, (slot - now()).total_seconds()))
        visits = once(log, urls, knock)
        if each:
            each(visits, n, len(every))


def once(log: Log, urls: Sequence[str], knock: Knock) -> list[Visit]:
    """One visit to every URL, written down."""
    with ThreadPoolExecutor(AT_ONCE) as pool:  # each is another site
        visits = list(pool.map(knock, urls))
    if len(visits) >= TOGETHER and all(v.problem == OURS or _silent(v) for v in visits):
        visits = [replace(v, problem=OURS) for v in visits]
    log.append(visits)
    return visits


def _silent(visit: Visit) -> bool:
    return visit.failed and not visit.status


# ------------------------------------------------------------------ what it says


def summaries(visits: Iterable[Visit], facts: Sequence[Fact] = ()) -> dict[str, Summary]:
    """Of every host what its newest week says; ``facts`` are its units' announced outages."""
    by_host: dict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        by_host[visit.host].append(visit)
    return {host: summary(host, same, facts) for host, same in sorted(by_host.items())}


def summary(host: str, visits: Sequence[Visit], facts: Sequence[Fact] = ()) -> Summary:
    """What the visits to one host come to: the newest days of 24 hours with visits enough.

    Under as many days, or visits a day, as the indicator asks nothing is said of it. An outage
    that was announced (planned_outage) counts as visited, not as failed.
    """
    asked = limits()
    made = sorted((v for v in visits if v.problem not in LEFT_OUT), key=lambda v: v.at)
    if not made:
        return Summary(host=host)
    begun = datetime.fromisoformat(made[0].at)
    by_day: dict[int, list[Visit]] = defaultdict(list)
    for visit in made:
        by_day[(datetime.fromisoformat(visit.at) - begun) // DAY].append(visit)
    full = [n for n, same in sorted(by_day.items()) if len(same) >= asked.times]
    counted = [v for n in full[-asked.days :] for v in by_day[n]] if full else made
    failed = [v for v in counted if v.failed]
    planned = [v for v in failed if any(_announced(v, f) for f in facts)]
    found = Summary(
        host=host,
        visits=len(counted),
        failures=len(failed) - len(planned),
        planned=len(planned),
        days=min(len(full), asked.days),
        first=counted[0].at,
        last=counted[-1].at,
    )
    enough = found.days >= asked.days and found.visits >= asked.days * asked.times
    return replace(found, good=found.share < asked.share - 1e-12) if enough else found


def _announced(visit: Visit, fact: Fact) -> bool:
    """Without an end it excuses its own day: of a whole week no more was announced."""
    if fact.kind != "planned_outage" or fact.day is None:
        return False
    whole = replace(fact, until=fact.until or fact.day)
    return whole.covers(datetime.fromisoformat(visit.at).date())


def probe(found: Summary, url: str) -> Probe:
    """The summary as a technical test has it; ``too_short`` where it cannot be told."""
    return Probe(
        url=url,
        test=TEST,
        good=found.good,
        seen=found.told,
        problem="" if found.good is not None else "too_short",
        pages=(url,),
        seen_at=found.last,
    )


def read(folder: Path) -> list[Visit]:
    """The log of a round; empty where none was kept."""
    return Log(folder / FILE).visits()
