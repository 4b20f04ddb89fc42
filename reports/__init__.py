"""What people get. Each module of this folder is one report; its file name is its id.

A report is a module with ``write(audit, folder) -> Iterator[Path]``: it writes its files below
``folder`` and yields each path. One that tells all plans at once has ``together(audits, folder)``
besides. Modules whose name starts with an underscore are shared parts.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gongkai.disk.judged import Candidate, Ledger, Point, Result, Score
from gongkai.disk.vitals import Health
from gongkai.judging.wanted import Wanted
from gongkai.model import Plan, Targets, UserError
from gongkai.words import say


@dataclass(frozen=True, kw_only=True)
class Audit:
    """All that a report may tell. Reports read no other file and no clock.

    ``ledgers`` is keyed by :attr:`gongkai.disk.judged.Result.key`. ``info`` is run.json; a report
    uses ``round``, ``judged``, ``as_of``, ``seen_at``, ``clock`` (set only when pinned),
    ``engine``, ``browser`` (bool), ``hashes`` (plan, targets, facts, calendar → sha256) and
    ``sites`` (host → requests, bytes, seconds); what is absent is told as not recorded.
    """

    plan: Plan
    targets: Targets
    results: Sequence[Result] = ()
    ledgers: Mapping[tuple[str, str, str, str, str], Ledger] = field(default_factory=dict)
    scores: Sequence[Score] = ()
    points: Sequence[Point] = ()  # the arithmetic of the plan's scheme, where it has one
    info: Mapping[str, Any] = field(default_factory=dict)
    lang: str = "zh"
    candidates: Sequence[Candidate] = ()  # signs for a person, of this plan; never findings
    health: Sequence[Health] = ()  # how well every site, column and CMS family was read
    wanted: Sequence[Wanted] = ()  # facts that only the client can tell


def names() -> list[str]:
    """The ids of all reports."""
    return sorted(m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_"))


def about(name: str) -> str:
    """What a report is, in the first line of its module."""
    return (importlib.import_module(f"{__name__}.{name}").__doc__ or "").partition("\n")[0]


def write(audit: Audit, folder: Path, formats: Sequence[str] = ()) -> Iterator[Path]:
    """Write the reports named in ``formats`` (all when empty) and yield every file's path.

    UserError for a name that is no report. The same audit gives the same bytes.
    """
    yield from write_all([audit], folder, formats)


def write_all(audits: Sequence[Audit], folder: Path, formats: Sequence[str] = ()) -> Iterator[Path]:
    """Likewise of several plans: each in its own folder below, what tells them together here."""
    chosen = [_module(name) for name in formats or names()]
    folders = [folder] if len(audits) == 1 else [folder / audit.plan.id for audit in audits]
    for each in (folder, *folders):
        each.mkdir(parents=True, exist_ok=True)
    for report in chosen:
        if len(audits) > 1 and hasattr(report, "together"):
            yield from report.together(audits, folder)
            continue
        for audit, to in zip(audits, folders, strict=True):
            yield from report.write(audit, to)


def _module(name: str) -> Any:
    if name not in names():
        near = difflib.get_close_matches(name, names(), n=1) or names()
        raise UserError(say("no_report", name=name, near=near[0]))
    return importlib.import_module(f"{__name__}.{name}")
