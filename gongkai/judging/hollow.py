"""Published, but empty: a title for a text, a pointer to no file, a template that nobody filled in.

What may be so for a good reason is no fault: a zero report, a table that is empty and says why.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

from gongkai.model import Document
from gongkai.tables.laid import Laid
from gongkai.text.match import fold
from gongkai.text.zero import noted, says_zero

_DAYS = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|发布(?:时间|日期)|来源|[,.。:;!?()\-—_|]")
_SHORT = 40  # characters: no text, only a pointer
_LINE = 24  # characters of a line that is a template's and nothing else
_FEW = 200  # characters beside a template's lines that are no text yet
_FORMS = 3  # places left blank that make a template of a text
_ZEROS = 12  # figures, all of them zero, that are no table of few


@cache
def words() -> dict[str, tuple[str, ...]]:
    """The lists of hollow.yaml."""
    read = yaml.safe_load((files(__package__) / "hollow.yaml").read_text("utf-8"))
    return {name: tuple(map(fold, found)) for name, found in read.items()}


def hollow(document: Document) -> tuple[str, str]:
    """A reason and what is seen, where a document with its files holds nothing; else both empty.

    What could not be told from the page around it, and what has files or pictures, is not empty.
    """
    text = fold(document.text)
    beside = any(link.kind != "page" for link in document.links)
    if text and not beside and not document.tables:
        own = _DAYS.sub("", text)
        if own == _DAYS.sub("", fold(document.title)):
            return "hollow", "正文与标题相同"
        if len(own) < _SHORT and own.removeprefix(_DAYS.sub("", fold(document.title))) in _points():
            return "hollow", "正文只写见附件，没有附件"
    if seen := _template(document.text):
        return "template", seen
    return ("all_zero", seen) if (seen := _zeros(document, text)) else ("", "")


@cache
def _points() -> frozenset[str]:
    return frozenset(words()["pointers"])


def _template(text: str) -> str:
    """The words of a template that stand where a text should."""
    lines = [line for line in map(fold, text.split("\n")) if line]
    own = [line for line in lines if len(line) <= _LINE and any(w in line for w in _templates())]
    rest = sum(map(len, lines)) - sum(map(len, own))
    if own and (rest < _FEW or len(own) >= _FORMS):
        return own[0]
    blanks = _blanks()[0].findall("".join(lines))
    filled = _blanks()[1].findall("".join(lines))
    return blanks[0] if len(blanks) >= _FORMS and len(blanks) >= len(filled) else ""


@cache
def _templates() -> tuple[str, ...]:
    return words()["templates"]


@cache
def _blanks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    behind = "|".join(map(re.escape, words()["blanks"]))
    # begun only where a run begins: a text of nothing but crosses would cost its square
    return re.compile(rf"(?<![×x*])[×x*]{{2,}}(?:{behind})"), re.compile(rf"\d(?:{behind})")


def _zeros(document: Document, text: str) -> str:
    """How many figures there are, where all are zero and nothing says why."""
    if not document.grids or noted(text) or says_zero(document.title):
        return ""
    count = 0
    for laid in map(Laid, document.grids):
        if not laid.empty or noted("".join(fold(text) for row in laid.cells for text in row)):
            return ""
        count += len(laid.figures)
    return f"{count} 个数均为 0" if count >= _ZEROS else ""
