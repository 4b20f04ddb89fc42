"""Records in tables: what each row says under which head, and a form beside its labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.tables.figures import figure
from gongkai.tables.laid import Laid
from gongkai.text.match import match

Record = Mapping[str, str]  # field -> what stands there


def records(laid: Laid, fields: Mapping[str, str], least: int) -> list[Record]:
    """The rows below the heads that name at least so many of ``fields`` (name -> expression).

    Empty where no row of heads does. A column counts for the first field that its head names, a
    field has the first column that is named so.
    """
    for y, row in enumerate(laid.cells[:_HEADS]):
        heads = [
            " ".join(dict.fromkeys(r[x] for r in laid.cells[: y + 1])) for x in range(len(row))
        ]
        columns = _columns(heads if y else list(row), fields)
        if len(columns) >= least and not any(figure(row[x]) for x in columns.values()):
            below = _rows(laid, y + 1, columns)
            return [{name: line[x] for name, x in columns.items()} for line in below]
    return []


_HEADS = 5  # rows in which heads may stand


def _columns(heads: list[str], fields: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for x, head in enumerate(heads):
        for name, words in fields.items():
            if head and name not in found and match(words).found_in(head):
                found[name] = x
                break
    return found


def _rows(laid: Laid, start: int, columns: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """The rows that hold something, without those that repeat the heads."""
    heads = laid.cells[start - 1]
    for row in laid.cells[start:]:
        texts = {row[x] for x in columns.values()} - {""}
        if texts and row != heads and len({text for text in row if text}) > 1:
            yield row


def beside(laid: Laid, fields: Mapping[str, str]) -> Record:
    """What a form says: the cell that stands right of each label."""
    found: dict[str, str] = {}
    for row in laid.cells:
        for x, text in enumerate(row[:-1]):
            for name, words in fields.items():
                if (
                    name not in found
                    and text
                    and match(words).found_in(text)
                    and row[x + 1] != text
                ):
                    found[name] = row[x + 1]
    return found
