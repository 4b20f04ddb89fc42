"""Looking into documents: page and files as one, what hides some of them, what is to be brought.

What checks of contents share. A look is given a document with all that was read of its files, and
says a reason and what is seen; an empty reason is: it is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from gongkai.judging import attached
from gongkai.judging.hollow import hollow
from gongkai.judging.settle import absent, part, rank, settle
from gongkai.judging.timing import entries, newest, since_day, told
from gongkai.model import Document, Evidence, Need, Outcome, Part, Scope, State, Verdict
from gongkai.text.zero import says_zero

OPEN = {"newest": "newest:1", "each": "matching", "any": "matching"}


class Said(NamedTuple):
    """What a look says."""

    reason: str
    seen: str = ""
    limit: str = ""


@dataclass(frozen=True, kw_only=True)
class Sought:
    """One thing that is looked for. ``label`` names it beside a title, where that is not enough."""

    look: Callable[[Document], Said]
    limit: str
    label: str


def pages(scope: Scope, *, of: str, since: date | str) -> tuple[Need, ...]:
    """The column, and the pages of the entries that are looked into, with their tables' cells.

    ValueError for an ``of`` that is not newest, each or any.
    """
    if of not in OPEN:
        raise ValueError(f"of is {of!r}: one of {', '.join(OPEN)}")
    return (Need(name="it", since=since_day(since, scope), open=OPEN[of], cells=True),)


def looked_into(
    evidence: Evidence,
    asked: Mapping[str, Sought],
    *,
    of: str,
    since: date | str,
    full: float,
    half: float,
) -> Verdict:
    """A part for each thing asked: of the newest entry, each, or whichever is best for it."""
    start = since_day(since, evidence.scope)
    every = entries(evidence, "it", start)
    found = [d for d in every if not says_zero(d.title)]
    if every and not found:
        return settle([told("#1", "zero_report", every[0], "#1")])
    if of == "newest" and (last := newest(found)):
        found = [last]
    if not found:
        return settle([absent(evidence, "it", "#1", since=start)])
    judged = [_parts(d, asked, of, evidence) for d in found]
    if of == "each":
        flat = [p for parts in judged for p in parts]
    else:
        rows = zip(*judged, strict=True)
        best = [min(row, key=rank) for row in rows]
        flat = [_unless_unseen(p, evidence.unseen.get("it", "")) for p in best]
    verdict = settle(flat, full=full, half=half, bad="incomplete")
    if verdict.outcome is Outcome.PASS:
        return verdict
    lacking = [
        document
        for document, parts in zip(found, judged, strict=True)
        if any(p.state not in (State.GOOD, State.OUT) for p in parts)
    ]
    return replace(verdict, wants=attached.wanted(lacking, evidence))


def _unless_unseen(found: Part, unseen: str) -> Part:
    """A fuller page may stand in a column of the duty that could not be looked at."""
    if not unseen or found.state not in (State.BAD, State.HALF):
        return found
    seen = {"seen": found.seen, "limit": found.limit, "url": found.url}
    return part(found.key, unseen, snapshots=found.snapshots, **seen)


def _parts(
    document: Document, asked: Mapping[str, Sought], of: str, evidence: Evidence
) -> list[Part]:
    shut = "" if document.format else document.problem
    if not document.opened and not document.format:
        shut = shut or "not_captured"
    reading = None if shut else _Reading(document, evidence)
    parts = []
    for name, sought in asked.items():
        key = f"{document.title} {sought.label}".strip() if of == "each" else name
        made = reading.part(key, sought) if reading else told(key, shut, document, sought.limit)
        parts.append(made)
    return parts


class _Reading:
    """A document and its files, read as one."""

    def __init__(self, document: Document, evidence: Evidence) -> None:
        files = attached.files(document, evidence)
        read = [file for file in files if file.opened]
        self.sources: Sequence[Document] = [
            *([] if document.format else [document]),
            *read,
        ] or [document]
        self.whole = attached.merged(self.sources)
        self.lost = attached.lost(files)
        if self.lost is None and document.why and not document.format:
            self.lost = replace(document, problem="unreadable")
        self.empty = not self.whole.text.strip() and not self.whole.tables and not read
        self.hollow = hollow(self.whole) if document.opened else ("", "")

    def part(self, key: str, sought: Sought) -> Part:
        """What the look says; what is not there may stand in what was not read."""
        if self.hollow[0]:
            return told(key, self.hollow[0], self.whole, sought.limit, self.hollow[1])
        said = sought.look(self.whole)
        lost = self.lost if said.reason in ("", "untold", "brief") else None
        if lost and (said.reason != "brief" or lost.problem != "dead_link"):
            return told(key, lost.problem, lost, sought.limit, attached.seen(lost))
        reason = said.reason or ("hollow" if self.empty else "incomplete")
        return told(key, reason, self._where(sought, said), said.limit or sought.limit, said.seen)

    def _where(self, sought: Sought, said: Said) -> Document:
        """The page or the file that says the same by itself; else all of them."""
        if len(self.sources) == 1 or not said.reason:
            return self.whole
        return next((one for one in self.sources if sought.look(one) == said), self.whole)
