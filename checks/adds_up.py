"""The tables add up: what the subject's sums say to be equal is equal in every column or row.

``sums`` names those of the subject that are asked; none: all. A side of which a figure is not
printed proves nothing unless both sides are equal without it, and a table that could not be read
as cells (a picture, text in lines) can be told by nobody. A sum that the subject is not ``sure``
of (money, which is rounded, and lists whose parts are chosen) is for a person where it differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from gongkai.judging.opened import Said, Sought, looked_into, pages
from gongkai.model import Document, Evidence, Need, Scope, Sum, Verdict
from gongkai.tables.sums import DIFFERS, UNREAD, reckoned, table_of

TITLE = {"zh": "数据是否平衡", "en": "Its figures add up"}
_TOLD = 3  # differences that are told


def needs(
    scope: Scope,
    *,
    sums: Sequence[str] = (),
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
    sums: Sequence[str] = (),
    of: str = "newest",
    since: date | str = "year",
    full: float = 1.0,
    half: float = 0.5,
) -> Verdict:
    """A part for each sum (and entry, of each)."""
    known = evidence.subject.sums if evidence.subject else {}
    if not known or set(sums) - set(known):
        raise ValueError(f"sums: the subject has {', '.join(known) or 'none'}")
    asked = {
        name: Sought(look=partial(_adds, wanted=known[name]), limit=name, label=name)
        for name in sums or known
    }
    return looked_into(evidence, asked, of=of, since=since, full=full, half=half)


def _adds(document: Document, *, wanted: Sum) -> Said:
    laid = table_of(wanted, document.grids)
    if laid is None:
        return Said("untold", "未见可读的表格")
    every = reckoned(wanted, laid)
    wrong = [each.seen for each in every if each.state == DIFFERS]
    if wrong:
        reason = "unequal" if wanted.sure and laid.grid.whole else "unequal_seen"
        return Said(reason, "；".join(wrong[:_TOLD]))
    lacking = [each.seen for each in every if each.state == UNREAD]
    if lacking or not every:
        return Said("untold", "；".join(lacking[:_TOLD]) or "表中未见所需的行、列")
    return Said("ok", every[-1].seen)
