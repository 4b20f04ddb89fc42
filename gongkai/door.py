"""The door: what people write (YAML, CSV) becomes frozen model objects here, or is refused.

Faults are kept and told together, each with its file, place, what is wrong, how to mend it and
the nearest right word. Nothing half-read leaves: :meth:`Door.close` raises.
"""

from __future__ import annotations

import csv
import io
import math
import re
import types
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date, datetime
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

import yaml

from gongkai.model import UserError
from gongkai.words import say, why

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")
MOST_TOLD = 20
MOST_MEGABYTES = 8

_BAD = object()
_BOOL = "tag:yaml.org,2002:bool"


class _TwiceError(Exception):
    """A key stands twice: the key and its line."""


class _Loader(yaml.CSafeLoader):
    """Safe YAML that refuses a key given twice and leaves impossible days as text."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            continue  # the constructor refuses it
        if key.value in seen:
            raise _TwiceError(key.value, key.start_mark.line + 1)
        seen.add(key.value)
    return loader.construct_mapping(node, deep=True)


def _day(loader: _Loader, node: yaml.ScalarNode) -> Any:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return node.value


def words_stay_words(cls: type[Any]) -> None:
    """Only true and false are truth values; ``on`` and ``yes`` are words, as in YAML 1.2."""
    resolvers = {
        first: [(tag, form) for tag, form in known if tag != _BOOL]
        for first, known in cls.yaml_implicit_resolvers.items()
    }
    cls.yaml_implicit_resolvers = resolvers
    cls.add_implicit_resolver(_BOOL, re.compile("true|True|TRUE|false|False|FALSE"), list("tTfF"))


words_stay_words(_Loader)
_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:timestamp", _day)


class Door:
    """Reads files and keeps what is wrong with them."""

    def __init__(self) -> None:
        self._faults: list[str] = []
        self._unread: set[str] = set()

    @property
    def clean(self) -> bool:
        """Nothing has been found wrong so far."""
        return not self._faults

    def fault(
        self,
        file: Path | str,
        at: str,
        sentence: str,
        /,
        *,
        word: str = "",
        among: Iterable[str] = (),
        **slots: object,
    ) -> None:
        """Keep a fault, told by a ``sentence`` of the table.

        Of ``among``, the nearest to ``word`` is named. Of a file that was not read, nothing more.
        """
        if shown(file) in self._unread:
            return
        what = say(sentence, lang="", **slots)
        near = get_close_matches(word, list(among), n=1, cutoff=0.5) if word else []
        if near:
            what = f"{what}{'' if what.endswith('。') else ' '}{say('nearest', word=near[0])}"
        told = say("at" if at else "at_file", file=shown(file), at=at, what=what)
        if told not in self._faults:
            self._faults.append(told)

    def unread(self, file: Path, at: str, sentence: str, /, **slots: object) -> None:
        """Keep the fault for which a file could not be read: what it then lacks is not told."""
        self.fault(file, at, sentence, **slots)  # type: ignore[arg-type]  # word and among are texts
        self._unread.add(shown(file))

    def close(self) -> None:
        """Raise :class:`UserError` with up to twenty faults, where there are any."""
        more = len(self._faults) - MOST_TOLD
        told = self._faults[:MOST_TOLD] + ([say("and_more", n=more)] if more > 0 else [])
        if told:
            raise UserError("\n".join(told))

    # -------------------------------------------------------------- files

    def text(self, file: Path) -> str:
        """The text of a file, empty (and a fault) where it cannot be read as such."""
        if not file.is_file():
            self.unread(file, "", "no_file")
            return ""
        if file.stat().st_size > MOST_MEGABYTES * 2**20:
            self.unread(file, "", "too_big", limit=MOST_MEGABYTES)
            return ""
        try:
            return file.read_text("utf-8-sig")
        except UnicodeDecodeError:
            self.unread(file, "", "not_text")
        except OSError as error:
            self.unread(file, "", "not_open", why=why(error))
        return ""

    def mapping(self, file: Path) -> dict[str, Any]:
        """The YAML mapping of a file; empty where there is none."""
        text = self.text(file)
        try:
            read = yaml.load(text, _Loader)  # noqa: S506  (a CSafeLoader)
        except _TwiceError as error:
            key, line = error.args
            self.unread(file, say("line", n=line), "key_twice", key=key)
            return {}
        except (yaml.YAMLError, RecursionError, ValueError) as error:
            self.unread(file, _line(error), "not_yaml", why=_why(error))
            return {}
        if read is None:
            return {}
        return self.pairs(read, file, "")

    def line(self, text: str, file: Path, at: str) -> Any:
        """The value that a line of YAML writes; a fault and None where it writes none."""
        try:
            return yaml.load(text, _Loader)  # noqa: S506  (a CSafeLoader)
        except (yaml.YAMLError, _TwiceError, RecursionError, ValueError):
            self.fault(file, at, "bad_rule_cell", seen=text)
            return None

    def pairs(self, read: Any, file: Path, at: str) -> dict[str, Any]:
        """``read`` as a mapping with text keys; a fault and empty where it is not."""
        if isinstance(read, Mapping):
            return {str(key): value for key, value in read.items()}
        self.fault(file, at, "not_mapping", seen=_short(read))
        return {}

    def items(self, read: Any, file: Path, at: str) -> Sequence[Any]:
        """``read`` as a list; a fault and empty where it is not."""
        if read is None or isinstance(read, list):
            return read or ()
        self.fault(file, at, "not_list")
        return ()

    def table(self, file: Path, columns: Collection[str]) -> list[tuple[str, dict[str, str]]]:
        """The rows of a CSV file, each with its place (``第 3 行``) and exactly ``columns``."""
        try:
            rows = list(csv.reader(io.StringIO(self.text(file), newline="")))
        except csv.Error as error:
            self.unread(file, "", "not_table", why=error)
            return []
        header = [cell.strip() for cell in rows[0]] if rows else []
        self._header(file, header, columns)
        return list(self._rows(file, header, rows[1:])) if set(header) == set(columns) else []

    def _header(self, file: Path, header: Sequence[str], columns: Collection[str]) -> None:
        at, asked = say("line", n=1), ",".join(columns)
        if not set(header) & set(columns):
            self.fault(file, at, "no_headers", columns=asked)
            return
        for key in columns:
            if key not in header:
                self.fault(file, at, "no_header", key=key, columns=asked)
        for key in header:
            if key not in columns:
                self.fault(file, at, "unknown_key", key=key, word=key, among=columns)

    def _rows(
        self, file: Path, header: list[str], rows: Iterable[list[str]]
    ) -> Iterable[tuple[str, dict[str, str]]]:
        for n, row in enumerate(rows, 2):
            cells = [cell.strip() for cell in row]
            if not any(cells) or cells[0].startswith("#"):
                continue
            if len(cells) != len(header):
                at = say("line", n=n)
                self.fault(file, at, "row_length", seen=len(cells), want=len(header))
                continue
            yield say("line", n=n), dict(zip(header, cells, strict=True))

    # -------------------------------------------------------------- values

    def build(
        self,
        cls: type[T],
        read: Any,
        file: Path,
        at: str,
        *,
        given: Mapping[str, Any] | None = None,
    ) -> T | None:
        """A frozen model object of a mapping; None after a fault.

        ``given`` are the fields that the file does not and may not write itself.
        """
        given = given or {}
        values = dict(given)
        known = {f.name: f for f in fields(cls) if f.name not in given}
        found = self.pairs(read, file, at)
        good = isinstance(read, Mapping)
        for key, value in found.items():
            if key not in known:
                self.fault(file, at, "unknown_key", key=key, word=key, among=known)
                good = False
            elif value is not None:
                values[key] = self.value(value, _hints(cls)[key], file, at, key)
                good = good and values[key] is not _BAD
        for name, f in known.items():
            bare = f.default is MISSING and f.default_factory is MISSING
            if good and bare and values.get(name) in (None, ""):
                self.fault(file, at, "no_key", key=name)
                good = False
        return cls(**values) if good else None

    def value(self, read: Any, hint: Any, file: Path, at: str, key: str) -> Any:
        """``read`` as the hinted type; a private mark and a fault where it is not."""
        value = convert(read, hint)
        if value is _BAD:
            want = say("want_quoted" if _unquoted(read, hint) else _want(hint))
            self.fault(file, at, "bad_value", key=key, want=want, seen=_short(read))
        return value


def convert(read: Any, hint: Any) -> Any:
    """``read`` as ``str``, ``int``, ``float``, ``bool``, day, texts or pairs; a mark if unfit."""
    for kind in _kinds(hint):
        value = _one(read, kind)
        if value is not _BAD:
            return value
    return _BAD


def fits(read: Any, hint: Any) -> bool:
    """Is ``read`` of the hinted type? Types that the door does not know always fit."""
    kinds = _kinds(hint)
    known = all(kind in _ONE or kind is type(None) or _shape(kind) for kind in kinds)
    return not known or convert(read, hint) is not _BAD


def _kinds(hint: Any) -> tuple[Any, ...]:
    return hint.__args__ if isinstance(hint, types.UnionType) else (hint,)


def _one(read: Any, kind: Any) -> Any:
    if kind in _ONE:
        return _ONE[kind](read)
    shape = _shape(kind)
    if shape == "texts":
        return _texts(read)
    return _pairs(read) if shape == "pairs" else _BAD


def _shape(kind: Any) -> str:
    origin = getattr(kind, "__origin__", None)
    args = getattr(kind, "__args__", ())
    if origin in (tuple, list, Sequence, Collection) and args[:1] == (str,):
        return "texts"
    return "pairs" if origin in (dict, Mapping) and args == (str, str) else ""


def _text(read: Any) -> Any:
    if isinstance(read, str):
        return read.strip()
    return str(read) if isinstance(read, int) and not isinstance(read, bool) else _BAD


def _number(read: Any) -> Any:
    number = isinstance(read, int | float) and not isinstance(read, bool)
    return float(read) if number and math.isfinite(read) else _BAD


def _whole(read: Any) -> Any:
    return read if isinstance(read, int) and not isinstance(read, bool) else _BAD


def _yes(read: Any) -> Any:
    return read if isinstance(read, bool) else _BAD


def _date(read: Any) -> Any:
    return read if isinstance(read, date) and not isinstance(read, datetime) else _BAD


def _texts(read: Any) -> Any:
    given = read if isinstance(read, list) else [read]
    texts = tuple(map(_text, given))
    return _BAD if any(text is _BAD or text == "" for text in texts) else texts


def _pairs(read: Any) -> Any:
    if not isinstance(read, Mapping):
        return _BAD
    pairs = {str(key): _text(value) for key, value in read.items()}
    return _BAD if _BAD in pairs.values() else pairs


_ONE: dict[Any, Any] = {
    str: _text,
    float: _number,
    int: _whole,
    bool: _yes,
    date: _date,
}


def _want(hint: Any) -> str:
    names = {
        str: "want_text",
        float: "want_number",
        int: "want_whole",
        bool: "want_yes",
        date: "want_day",
    }
    kinds = _kinds(hint)
    plain = next((names[kind] for kind in kinds if kind in names), "")
    return plain or ("want_pairs" if _shape(kinds[0]) == "pairs" else "want_texts")


def _unquoted(read: Any, hint: Any) -> bool:
    return isinstance(read, float | bool | date) and hint is str


@cache
def _hints(cls: type[Any]) -> dict[str, Any]:
    return get_type_hints(cls)


def _line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return say("line", n=mark.line + 1) if mark else ""


def _why(error: Exception) -> str:
    return str(getattr(error, "problem", "") or error or type(error).__name__).split("\n")[0]


def _short(read: Any) -> str:
    text = str(read)
    return text if len(text) <= 40 else f"{text[:39]}…"


def shown(file: Path | str) -> str:
    """A path as the user sees it: from the working folder where it lies below that."""
    path = Path(file)
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
