"""What the program says to its user: one table of sentences, Chinese first, English beside it.

``words.yaml`` holds what is said of faults in files and plans, ``commands/**/*.yaml`` what a
command says, beside that command: ``key: [zh, en]``. A key stands once in all of them;
``{slots}`` are the same in both languages. Every sentence about a fault says what is wrong and
how to mend it; file, place and nearest right word are put round it by :mod:`gongkai.door`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from errno import errorcode
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("zh", "en")
Table = Mapping[str, tuple[str, str]]

_language: ContextVar[str] = ContextVar("language", default="zh")


def files() -> Iterator[Path]:
    """The files of the table."""
    here = Path(__file__).parent
    yield here / "words.yaml"
    yield from sorted((here / "commands").rglob("*.yaml"))


@cache
def table() -> Table:
    """Every sentence by its key."""
    return {key: said for file in files() for key, said in read(file).items()}


def read(file: Path) -> dict[str, tuple[str, str]]:
    """The sentences of one file."""
    read = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
    return {key: (zh, en) for key, (zh, en) in read.items()}


def speak(lang: str) -> None:
    """Set the language of everything said from now on in this context: ``zh`` or ``en``."""
    _language.set(lang if lang in LANGUAGES else "zh")


def say(sentence: str, /, *, lang: str = "", **slots: Any) -> str:
    """That sentence of the table, its slots filled. KeyError where there is none."""
    return say_of(table(), sentence, lang or _language.get(), **slots)


def say_of(table: Table, sentence: str, lang: str = "", /, **slots: Any) -> str:
    """A sentence of a part's own table, whose keys would not be clear beside the others'."""
    return table[sentence][LANGUAGES.index(lang or _language.get())].format(**slots)


def why(error: OSError) -> str:
    """Why the system would not, in the language spoken where the table knows the error."""
    key = f"os_{errorcode.get(error.errno or 0, '')}"
    return say(key) if key in table() else error.strerror or str(error)


def language() -> str:
    """The language spoken in this context: ``zh`` or ``en``."""
    return _language.get()
