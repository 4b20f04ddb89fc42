"""A firewall is not hammered: wall after wall, or silence after silence, ends a site's visit.

What was not asked for then is said to be so: ``stopped`` after walls, the cause itself where the
site did not answer at all. What this look has already met counts too, so that a visit that is
gone on with does not begin to knock anew; the next look does.
"""

from __future__ import annotations

from collections.abc import Iterable

from scrapy.exceptions import IgnoreRequest

from gongkai import reasons
from gongkai.model import Snapshot


class Stopped(IgnoreRequest):
    """The site turned us away too often; the request was not sent. Its text is the reason."""


WALLS = 5  # answers in a row
SILENCES = 5
_OURS = ("disallowed", "off_site", "budget", "not_captured", "stopped")  # say nothing of the site


class Barrier:
    """Counts the bad answers in a row, with a browser and without one apart."""

    def __init__(self, kept: Iterable[Snapshot] = (), *, open_: bool = False) -> None:
        self._runs: dict[bool, list[str]] = {False: [], True: []}
        self._open = open_
        for snapshot in kept:
            self.note(snapshot)

    def note(self, snapshot: Snapshot) -> None:
        """Take one answer into account. What a person brought is no answer of the site."""
        if snapshot.by == "person" or snapshot.problem in _OURS:
            return
        run = self._runs[snapshot.by == "browser"]
        kind = _kind(snapshot)
        if not kind or (run and _wide(run[0]) != kind):
            run.clear()
        if kind:
            run.append(snapshot.problem)

    def shut(self, *, browser: bool = False) -> str:
        """Why nothing more is asked of the site; empty where it is."""
        run = self._runs[browser]
        if self._open or not run:
            return ""
        if _wide(run[0]) == "blocked":
            return "stopped" if len(run) >= WALLS else ""
        return run[-1] if len(run) >= SILENCES else ""

    @property
    def silent(self) -> bool:
        """Did the site not answer last time? Then one try is enough."""
        return bool(self._runs[False]) and _wide(self._runs[False][0]) == "unreachable"


def _kind(snapshot: Snapshot) -> str:
    """A wall, a silence, or neither: an error page is an answer of the site."""
    wide = _wide(snapshot.problem)
    if wide == "blocked" or (wide == "unreachable" and not snapshot.status):
        return wide
    return ""


def _wide(problem: str) -> str:
    return reasons.like(problem)
