"""Every record holds what it must: rows of a table under their heads, or one form, or a text.

``parts`` are the fields (name -> expression over heads and labels); none: the subject's contents.
In a table each field needs its column; filled in every row it is good, in half of them half. Where
no table has heads for half of the fields, a page is one record: each field stands beside its label
in a form, or in the text, and not before a blank.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from gongkai.judging.opened import Said, Sought, looked_into, pages
from gongkai.model import Document, Evidence, Need, Scope, Verdict
from gongkai.tables.laid import Laid
from gongkai.tables.rows import Record, beside, records
from gongkai.text.match import fold, match

TITLE = {"zh": "记录要素是否齐全", "en": "Its records are complete"}
_TERM = re.compile(r"[^&|!()]+")
_LABEL = re.compile(r"[^:。,]{2,14}:")
_LEFT = Said("unfilled", "0", "1")
Elements = Sequence[str] | Mapping[str, str]


def needs(
    scope: Scope,
    *,
    parts: Elements = (),
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
    parts: Elements = (),
    of: str = "newest",
    since: date | str = "year",
    full: float = 1.0,
    half: float = 0.5,
) -> Verdict:
    """A part for each field (and entry, of each)."""
    named = dict(parts) if isinstance(parts, Mapping) else {name: name for name in parts}
    fields = named or dict(evidence.contents)
    if not fields:
        raise ValueError("parts: none is asked, and the subject has no contents")
    asked = {
        name: Sought(look=partial(_field, name=name, fields=fields), limit=name, label=name)
        for name in fields
    }
    return looked_into(evidence, asked, of=of, since=since, full=full, half=half)


def _field(document: Document, *, name: str, fields: Mapping[str, str]) -> Said:
    tables = [Laid(grid) for grid in document.grids]
    least = -(-len(fields) // 2)
    read = [(laid, records(laid, fields, least)) for laid in tables]
    fullest, rows = max(read, key=lambda each: len(each[1]), default=(None, []))
    if fullest and rows:
        said = _of_rows(rows, name)
        return said if said.reason == "ok" or fullest.grid.whole else Said("untold", said.seen)
    for laid in tables:
        form = beside(laid, fields)
        if name in form:
            return Said("ok", form[name]) if form[name] else _LEFT
    return _of_text(document, fields[name])


def _of_rows(rows: Sequence[Record], name: str) -> Said:
    if name not in rows[0]:
        return Said("", "表中没有这一列")
    filled = sum(bool(row[name].strip()) for row in rows)
    if filled == len(rows):
        return Said("ok", str(filled))
    enough = 2 * filled >= len(rows)
    return Said("unfilled" if enough else "", str(filled), str(len(rows)) if enough else "")


def _of_text(document: Document, words: str) -> Said:
    text = " ".join([document.title, document.text, *(link.text for link in document.links)])
    if not match(words).found_in(text):
        return Said("")
    terms = [term for term in _TERM.findall(fold(words)) if term]
    lines = [line for line in map(fold, document.text.split("\n")) if line]
    named = [n for n, line in enumerate(lines) if any(term in line for term in terms)]
    return Said("ok") if not named or not all(_blank(lines, n) for n in named) else _LEFT


def _blank(lines: Sequence[str], n: int) -> bool:
    """A label with nothing behind it, and the next line is a label again."""
    return lines[n].endswith(":") and (n + 1 == len(lines) or bool(_LABEL.match(lines[n + 1])))
