"""Which documents a text names: a list of repealed ones, by 《title》, by 文号, or by both."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.text.docno import placed_numbers

_LONGEST = 200_000  # characters that are read
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]{0,200}》){2,300})》")
_BASIS = re.compile(
    r"(?:根据|依据|按照|依照|遵照|参照|贯彻|落实|执行|适用)(?:(?!废止|失效)[^。;\n]){0,12}$"
)
_CHAIN = re.compile(r"^[\s、,和及与以]{0,4}$")
_BETWEEN = re.compile(r"^[\s(（,,:：、\-—|]{0,8}(?:以)?$")  # a title's number stands beside it
_FOREIGN = re.compile(r"中华人民共和国|^(?:国发|国办|中发|中办|国务院令)")
_STAYS = re.compile(r"继续有效|予以保留|保留的|(?:拟|需要?|予以)修[改订]|修[改订]的")
_GOES = re.compile(r"废止|失效")
_HEADING = 60  # characters of the longest heading


@dataclass(frozen=True, kw_only=True)
class Cited:
    """A document as another names it; one of the two may be empty."""

    title: str = ""
    number: str = ""

    @property
    def key(self) -> str:
        """How a report calls it."""
        return self.number or f"《{self.title}》"


@dataclass(frozen=True)
class _At:
    start: int
    end: int
    cited: Cited


def repealed(text: str) -> list[Cited]:
    """The documents that a list names as repealed, in order, each once.

    Left out are those under a heading that says they stay in force or are amended, and what is
    named as the basis (根据《…》), with laws and the State Council's documents.
    """
    text = _gone(unicodedata.normalize("NFKC", text[:_LONGEST]))
    found = [at.cited for at in _without_basis(text, _joined(text, _placed(text)))]
    return list(dict.fromkeys(found))


def _gone(text: str) -> str:
    """The lines that do not stand under a heading of what stays."""
    kept, goes = [], True
    for line in text.split("\n"):
        heading = len(line) <= _HEADING and "《" not in line and not list(placed_numbers(line))
        if heading and _GOES.search(line):
            goes = True
        elif heading and _STAYS.search(line):
            goes = False
        if goes:
            kept.append(line)
    return "\n".join(kept)


def _placed(text: str) -> list[_At]:
    """Titles and numbers where they stand; a number within a title is the title's own."""
    titles = [_At(m.start(), m.end(), Cited(title=m[1].strip())) for m in _TITLE.finditer(text)]
    numbers = [_At(start, end, Cited(number=n)) for start, end, n in placed_numbers(text)]
    alone = [n for n in numbers if not any(t.start <= n.start < t.end for t in titles)]
    return sorted([*titles, *alone], key=lambda at: at.start)


def _joined(text: str, found: Sequence[_At]) -> list[_At]:
    """A title and the number beside it are one document."""
    joined: list[_At] = []
    for at in found:
        last = joined[-1] if joined else None
        if last and _one(text, last, at):
            both = Cited(
                title=last.cited.title or at.cited.title,
                number=last.cited.number or at.cited.number,
            )
            joined[-1] = replace(last, end=at.end, cited=both)
        else:
            joined.append(at)
    return joined


def _one(text: str, last: _At, at: _At) -> bool:
    halves = {bool(last.cited.title), bool(at.cited.title)} == {True, False}
    whole = last.cited.title and last.cited.number
    return halves and not whole and bool(_BETWEEN.match(text[last.end : at.start]))


def _without_basis(text: str, found: Sequence[_At]) -> Iterator[_At]:
    basis, end = False, 0
    for at in found:
        chained = basis and bool(_CHAIN.match(text[end : at.start].lstrip(")）")))
        basis = chained or bool(_BASIS.search(text[max(0, at.start - 16) : at.start]))
        end = at.end
        foreign = _FOREIGN.search(at.cited.title) or _FOREIGN.match(at.cited.number)
        if not basis and not foreign:
            yield at
