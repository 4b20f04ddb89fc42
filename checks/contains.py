"""The page holds what it must: elements by their words, a table of enough rows, a text of length.

``parts`` is a list of words, name -> match expression, or nothing: the subject's contents.
``of`` is ``newest`` (entry), ``each`` (entry of the year) or ``any`` (some entry holds it).
``rows`` asks for that many rows in the largest table, ``chars`` for that many characters of text
(a digest is no full text: half as many count half, fewer nothing); with either, the subject's
contents are not asked. ``tables: true`` asks for the subject's tables, by their titles over a
head. ``since`` ``year``, ``any`` or a day: entries from then on; ``any`` is for
pages that stand for years (领导分工, 公开指南). What the page lacks is looked for in the files
that stand beside it; what may stand in one that was not read is a doubt, and a dead link to one is
a dead link. ``full`` and ``half`` are shares of the parts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from gongkai import attached
from gongkai.match import match
from gongkai.model import Document, Evidence, Need, Outcome, Part, Scope, State, Verdict
from gongkai.settle import absent, part, settle
from gongkai.timing import entries, newest, since_day, told
from gongkai.titled import tables_in
from gongkai.zero import says_zero

TITLE = {"zh": "内容是否完整", "en": "It holds what it must"}
OPEN = {"newest": "newest:1", "each": "matching", "any": "matching"}
_BEST_FIRST = (State.GOOD, State.DOUBT, State.HALF, State.BAD)
_WORTH = ("ok", "short", "brief", "")  # of what a look says, the best first
Elements = Sequence[str] | Mapping[str, str]
Look = Callable[[Document], tuple[str, str]]  # a reason (empty: it is not there), what is seen


def needs(
    scope: Scope,
    *,
    parts: Elements = (),
    of: str = "newest",
    rows: int = 0,
    chars: int = 0,
    tables: bool = False,
    since: date | str = "year",
    full: float = 1.0,
    half: float = 0.5,
) -> tuple[Need, ...]:
    """The column of the year, and the pages of the entries that are looked into."""
    if of not in OPEN:
        raise ValueError(f"of is {of!r}: one of {', '.join(OPEN)}")
    return (Need(name="it", since=since_day(since, scope), open=OPEN[of]),)


def check(
    evidence: Evidence,
    *,
    parts: Elements = (),
    of: str = "newest",
    rows: int = 0,
    chars: int = 0,
    tables: bool = False,
    since: date | str = "year",
    full: float = 1.0,
    half: float = 0.5,
) -> Verdict:
    """A part for each element (and entry, of each)."""
    start = since_day(since, evidence.scope)
    every = entries(evidence, "it", start)
    found = [d for d in every if not says_zero(d.title)]
    if every and not found:
        return settle([told("#1", "zero_report", every[0], "#1")])
    if of == "newest" and (last := newest(found)):
        found = [last]
    if not found:
        return settle([absent(evidence, "it", "#1", since=start)])
    asked = _asked(parts, rows, chars, evidence, tables=tables)
    judged = [[_part(d, name, look, of, evidence) for d in found] for name, look in asked.items()]
    if of == "each":
        flat = [p for column in zip(*judged, strict=True) for p in column]
    else:
        best = [min(row, key=lambda p: _BEST_FIRST.index(p.state)) for row in judged]
        flat = [_unless_unseen(p, evidence.unseen.get("it", "")) for p in best]
    verdict = settle(flat, full=full, half=half, bad="incomplete")
    lacking = [any(row[n].state is not State.GOOD for row in judged) for n in range(len(found))]
    pages = [page for page, lacks in zip(found, lacking, strict=True) if lacks]
    done = verdict.outcome is Outcome.PASS
    return replace(verdict, wants=() if done else attached.wanted(pages, evidence))


def _unless_unseen(found: Part, unseen: str) -> Part:
    """A fuller page may stand in a column of the duty that could not be looked at."""
    if not unseen or found.state not in (State.BAD, State.HALF):
        return found
    seen = {"seen": found.seen, "limit": found.limit, "url": found.url}
    return part(found.key, unseen, snapshots=found.snapshots, **seen)


def _asked(
    parts: Elements, rows: int, chars: int, evidence: Evidence, *, tables: bool
) -> dict[str, Look]:
    """What each element is known by. ValueError where nothing is asked."""
    named = dict(parts) if isinstance(parts, Mapping) else {name: name for name in parts}
    measured: dict[str, Look] = {}
    if rows:
        measured[f"≥{rows}"] = partial(_rows, rows=rows)
    if chars:
        measured[f"≥{chars}字"] = partial(_chars, chars=chars)
    if tables:
        measured |= {name: partial(_titled, name=name, tables=evidence.tables)
                     for name in evidence.tables}  # fmt: skip
    if not (named := named or ({} if measured else dict(evidence.contents))) and not measured:
        raise ValueError(
            "parts, rows, chars, tables: none is asked, and the subject has no contents"
        )
    return {name: partial(_words, name=name, words=words) for name, words in named.items()} | (
        measured
    )


def _part(document: Document, name: str, look: Look, of: str, evidence: Evidence) -> Part:
    measured = name.startswith("≥")
    rows = measured and not name.endswith("字")
    key = f"{document.title} {'' if rows else name}".strip() if of == "each" else name
    limit = name.strip("≥字") if measured else name
    if document.problem and not document.format:
        return told(key, document.problem, document, limit)
    if not document.opened and not document.format:
        return told(key, "not_captured", document, limit)
    files = attached.files(document, evidence)
    read = [file for file in files if file.opened]
    reason, seen, where = _best(document, read, look)
    lost = attached.lost(files) if reason in ("", "brief") else None
    if lost and (reason == "" or lost.problem != "dead_link"):
        return told(key, lost.problem, lost, limit, attached.seen(lost))
    empty = not where.text.strip() and not where.tables and not read
    return told(key, reason or ("hollow" if empty else "incomplete"), where, limit, seen)


def _best(document: Document, read: Sequence[Document], look: Look) -> tuple[str, str, Document]:
    """What is said of it, what is seen, and where: on the page, in a file, or in all of them."""
    pages = [] if document.format else [document]
    sources = [*pages, *read] or [document]
    whole = attached.merged(sources)
    looks = [(*look(source), source) for source in (*sources, whole)]
    return min(looks, key=lambda found: _WORTH.index(found[0]))


def _words(document: Document, *, name: str, words: str) -> tuple[str, str]:
    cells = [cell for table in document.tables for cell in table.header]
    page = " ".join([document.text, *cells, *(link.text for link in document.links)])
    return ("ok", name) if match(words).found_in(page) else ("", "")


def _titled(document: Document, *, name: str, tables: Mapping[str, str]) -> tuple[str, str]:
    return ("ok", name) if name in tables_in(document.text, tables) else ("", "")


def _rows(document: Document, *, rows: int) -> tuple[str, str]:
    most = max((table.rows for table in document.tables), default=0)
    return ("ok" if most >= rows else "short") if most else "", str(most)


def _chars(document: Document, *, chars: int) -> tuple[str, str]:
    """Characters of the text, white space left out."""
    count = len("".join(document.text.split()))
    return "ok" if count >= chars else "brief" if 2 * count >= chars else "", str(count)
