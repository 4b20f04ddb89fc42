"""The page holds what it must: elements by their words, or a table of enough rows.

``parts`` is a list of words, name -> match expression, or nothing: the subject's contents.
``of`` is ``newest`` (entry), ``each`` (entry of the year) or ``any`` (some entry holds it).
``rows`` asks for that many rows in the largest table instead. What may stand in an attachment or an
image that was not read is a doubt. ``full`` and ``half`` are shares of the parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from gongkai.match import match
from gongkai.model import Document, Evidence, Need, Part, Scope, State, Verdict
from gongkai.settle import absent, settle
from gongkai.timing import entries, newest, told
from gongkai.zero import says_zero

TITLE = {"zh": "内容是否完整", "en": "It holds what it must"}
_OPEN = {"newest": "newest:1", "each": "matching", "any": "matching"}
_BEST_FIRST = (State.GOOD, State.DOUBT, State.HALF, State.BAD)
Elements = Sequence[str] | Mapping[str, str]


def needs(
    scope: Scope,
    *,
    parts: Elements = (),
    of: str = "newest",
    rows: int = 0,
    full: float = 1.0,
    half: float = 0.5,
) -> tuple[Need, ...]:
    """The column of the year, and the pages of the entries that are looked into."""
    if of not in _OPEN:
        raise ValueError(f"of is {of!r}: one of {', '.join(_OPEN)}")
    return (Need(name="it", since=date(scope.year, 1, 1), open=_OPEN[of]),)


def check(
    evidence: Evidence,
    *,
    parts: Elements = (),
    of: str = "newest",
    rows: int = 0,
    full: float = 1.0,
    half: float = 0.5,
) -> Verdict:
    """A part for each element (and entry, of each)."""
    start = date(evidence.scope.year, 1, 1)
    every = entries(evidence, "it", start)
    found = [d for d in every if not says_zero(d.title)]
    if every and not found:
        return settle([told("#1", "zero_report", every[0], "#1")])
    if of == "newest" and (last := newest(found)):
        found = [last]
    if not found:
        return settle([absent(evidence, "it", "#1", since=start)])
    asked = _asked(parts, rows, evidence)
    judged = [[_part(d, name, words, rows, of) for d in found] for name, words in asked.items()]
    if of == "each":
        flat = [p for column in zip(*judged, strict=True) for p in column]
    else:
        flat = [min(row, key=lambda p: _BEST_FIRST.index(p.state)) for row in judged]
    return settle(flat, full=full, half=half, bad="incomplete")


def _asked(parts: Elements, rows: int, evidence: Evidence) -> dict[str, str]:
    """Element -> words. ValueError where nothing is asked."""
    named = dict(parts) if isinstance(parts, Mapping) else {name: name for name in parts}
    if rows:
        return named | {f"≥{rows}": ""}
    if not (named := named or dict(evidence.contents)):
        raise ValueError("neither parts nor rows are asked, and the subject has no contents")
    return named


def _part(document: Document, name: str, words: str, rows: int, of: str) -> Part:
    key = f"{document.title} {name if words else ''}".strip() if of == "each" else name
    if document.problem:
        return told(key, document.problem, document, name)
    if not document.opened:
        return told(key, "not_captured", document, name)
    found = _rows(document, rows) if rows and not words else _words(document, words)
    reason = found or ("unreadable" if _elsewhere(document) else "")
    empty = not document.text.strip() and not document.tables
    seen = str(_most(document)) if rows and not words else name if found else ""
    return told(key, reason or ("hollow" if empty else "incomplete"), document, name, seen)


def _words(document: Document, words: str) -> str:
    cells = [cell for table in document.tables for cell in table.header]
    page = " ".join([document.text, *cells, *(link.text for link in document.links)])
    return "ok" if match(words).found_in(page) else ""


def _rows(document: Document, rows: int) -> str:
    most = _most(document)
    return ("ok" if most >= rows else "short") if most else ""


def _most(document: Document) -> int:
    return max((table.rows for table in document.tables), default=0)


def _elsewhere(document: Document) -> bool:
    """Does an attachment or an image stand there that may hold it?"""
    return any(link.kind != "page" for link in document.links)
