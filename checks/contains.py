"""The page holds what it must: elements by their words, a table of enough rows, a text of length.

``parts`` is a list of words, name -> match expression, or nothing: the subject's contents.
``of`` is ``newest`` (entry), ``each`` (entry of the year) or ``any`` (some entry holds it).
``rows`` asks for that many rows in the largest table, ``chars`` for that many characters of text
(a digest is no full text: half as many count half, fewer nothing); with either, the subject's
contents are not asked. ``passages: true`` asks for the subject's passages: all words of one in two
paragraphs. ``forms: true`` asks for the headings of the subject's form of the year that a title
names (none: the year before the plan's). ``tables: true`` asks for the subject's tables, by their
titles over a head: one without data must stand there all the same, and the text say why.
``since`` ``year``, ``any`` or a day: entries from then on; ``any`` is for pages that stand for
years (领导分工, 公开指南). What the page lacks is looked for in the files that stand beside it;
what may stand in one that was not read is a doubt, and a dead link to one is a dead link. What is
published empty (a template, zeros only) holds nothing. ``full`` and ``half`` are shares of the
parts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from itertools import pairwise

from gongkai.judging.opened import Said, Sought, looked_into, pages
from gongkai.model import Document, Evidence, Form, Need, Scope, Verdict
from gongkai.tables.titled import standing
from gongkai.text.match import match

_YEAR = re.compile(r"20\d\d(?=年)")
TITLE = {"zh": "内容是否完整", "en": "It holds what it must"}
Elements = Sequence[str] | Mapping[str, str]


def needs(
    scope: Scope,
    *,
    parts: Elements = (),
    of: str = "newest",
    rows: int = 0,
    chars: int = 0,
    tables: bool = False,
    passages: bool = False,
    forms: bool = False,
    since: date | str = "year",
    full: float = 1.0,
    half: float = 0.5,
) -> tuple[Need, ...]:
    """The column of the year, and the pages of the entries that are looked into."""
    return pages(scope, of=of, since=since)


def check(
    evidence: Evidence,
    *,
    parts: Elements = (),
    of: str = "newest",
    rows: int = 0,
    chars: int = 0,
    tables: bool = False,
    passages: bool = False,
    forms: bool = False,
    since: date | str = "year",
    full: float = 1.0,
    half: float = 0.5,
) -> Verdict:
    """A part for each element (and entry, of each)."""
    measured = _measured(rows, chars)
    if tables:
        measured |= {name: _sought(name, partial(_titled, name=name, tables=evidence.tables))
                     for name in evidence.tables}  # fmt: skip
    if passages and evidence.subject:
        measured |= {name: _sought(name, partial(_passage, name=name, words=words))
                     for name, words in evidence.subject.passages.items()}  # fmt: skip
    if forms and evidence.subject:
        measured |= _headings(evidence.subject.forms, evidence.scope.year - 1)
    named = dict(parts) if isinstance(parts, Mapping) else {name: name for name in parts}
    if not (named := named or ({} if measured else dict(evidence.contents))) and not measured:
        raise ValueError(
            "parts, rows, chars, tables: none is asked, and the subject has no contents"
        )
    asked = {name: _sought(name, partial(_words, name=name, words=words))
             for name, words in named.items()}  # fmt: skip
    return looked_into(evidence, asked | measured, of=of, since=since, full=full, half=half)


def _sought(name: str, look: partial[Said]) -> Sought:
    return Sought(look=look, limit=name, label=name)


def _measured(rows: int, chars: int) -> dict[str, Sought]:
    found = {}
    if rows:
        found[f"≥{rows}"] = Sought(look=partial(_rows, rows=rows), limit=str(rows), label="")
    if chars:
        look = partial(_chars, chars=chars)
        found[f"≥{chars}字"] = Sought(look=look, limit=str(chars), label=f"≥{chars}字")
    return found


def _headings(forms: Mapping[str, Form], year: int) -> dict[str, Sought]:
    names = dict.fromkeys(name for form in forms.values() for name in form.contents)
    return {
        name: _sought(name, partial(_heading, name=name, forms=tuple(forms.values()), year=year))
        for name in names
    }


def _heading(document: Document, *, name: str, forms: Sequence[Form], year: int) -> Said:
    """A heading of the form in force for the year reported; of another form it is not asked."""
    said = _YEAR.search(document.title)
    reported = int(said[0]) if said else year
    in_force = [form for form in forms if form.since <= reported] or forms[:1]
    form = max(in_force, key=lambda form: form.since)
    if name not in form.contents:
        return Said("not_applicable", str(reported))
    return _words(document, name=name, words=form.contents[name])


def _words(document: Document, *, name: str, words: str) -> Said:
    cells = [cell for table in document.tables for cell in table.header]
    page = " ".join([document.text, *cells, *(link.text for link in document.links)])
    return Said("ok", name) if match(words).found_in(page) else Said("")


def _passage(document: Document, *, name: str, words: str) -> Said:
    """All of it in two paragraphs that stand together."""
    lines = [line for line in document.text.split("\n") if line.strip()]
    asked = match(words)
    both = [f"{one} {other}" for one, other in pairwise(lines)]
    return Said("ok", name) if any(map(asked.found_in, both or lines)) else Said("")


def _titled(document: Document, *, name: str, tables: Mapping[str, str]) -> Said:
    return Said(*standing(document, name, tables))


def _rows(document: Document, *, rows: int) -> Said:
    most = max((table.rows for table in document.tables), default=0)
    return Said(("ok" if most >= rows else "short") if most else "", str(most))


def _chars(document: Document, *, chars: int) -> Said:
    """Characters of the text, white space left out."""
    count = len("".join(document.text.split()))
    return Said("ok" if count >= chars else "brief" if 2 * count >= chars else "", str(count))
