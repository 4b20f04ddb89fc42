"""The interface on disk: every file of a round, the record it is made of, and what fields mean.

The meaning of a field stands once: behind it, where it is declared, or in interface.yaml where it
means the same in every record. From these come docs/DISK.md and docs/schema/ (``make docs``), and
the tests hold every line of a round against them. Fields may be added; none is renamed, retyped or
taken away within a format.
"""

from __future__ import annotations

import ast
import inspect
import io
import textwrap
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args, get_type_hints

import msgspec
import yaml

from gongkai.availability import Visit
from gongkai.disk.added import Added
from gongkai.disk.judged import Candidate, Ledger, Point, Result, Score
from gongkai.disk.store import FORMAT
from gongkai.disk.vitals import Health
from gongkai.model import (
    Column,
    Document,
    Fact,
    Hub,
    Listing,
    Plan,
    Probe,
    Scheme,
    Search,
    Snapshot,
    Targets,
)

SINCE: dict[str, int] = {}  # "Record.field" -> the format it came with, where later than the first


@dataclass(frozen=True, kw_only=True)
class Footprint:
    """What a round took from one site."""

    requests: int  # answers kept, of all looks
    bytes: int  # of their bodies


@dataclass(frozen=True, kw_only=True)
class Run:
    """The whole of run.json: what a round was asked, and by which program."""

    format: int  # of everything in the folder
    round: str  # name of the round's folder
    plans: tuple[str, ...]  # ids of the plans it was made for
    units: tuple[str, ...]  # ids of the only units that were looked at; none: all
    as_of: str  # what had to be there by this day
    seen_at: str  # when we looked, last
    clock: str  # the pinned instant of a replay; empty: the clock on the wall
    look: int  # how many looks there were
    browser: bool  # could columns be drawn by a browser?
    ocr: bool  # were words in pictures read?
    saved_pages: bool  # made from saved pages instead of the network
    sample: bool  # an invented city
    engine: str  # version of the program
    calendar: str  # version of the table of public holidays
    hashes: dict[str, str]  # of given/<name>.json and of the facts: name -> sha256
    sites: dict[str, Footprint] = field(default_factory=dict)  # host -> what it gave


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The whole of asked.json: what one judging was asked, where it differs from the round."""

    plans: tuple[str, ...]  # ids of the plans judged by
    as_of: str
    units: tuple[str, ...]  # ids of the only units that were judged; none: all
    seeds: dict[str, str] = field(default_factory=dict)  # plan -> what its draws are repeated by
    schemes: dict[str, Scheme | None] = field(default_factory=dict)  # plan -> how points are made


@dataclass(frozen=True, kw_only=True)
class File:
    """A file of a round. ``form``: json (one object), jsonl (an object a line), csv.

    ``looked``: the store adds the number of the look to the fields of the record.
    """

    path: str
    form: str
    record: type[Any]
    about: str
    looked: bool = False

    @property
    def name(self) -> str:
        """What its schema is called."""
        return self.path.rpartition("/")[2].partition(".")[0].strip("<>")


FILES = (
    File(path="run.json", form="json", record=Run, about="What the round was asked."),
    File(
        path="judged/<name>/results.csv",
        form="csv",
        record=Result,
        about="A line a rule of a duty: what was judged. Key: plan, item, unit, place, rule.",
    ),
    File(
        path="judged/<name>/parts.jsonl",
        form="jsonl",
        record=Ledger,
        about="A line a line of results.csv: what the verdict is made of and rests on.",
    ),
    File(
        path="judged/<name>/scores.csv",
        form="csv",
        record=Score,
        about="A line a unit and plan: points as an interval, rank.",
    ),
    File(
        path="judged/<name>/points.csv",
        form="csv",
        record=Point,
        about="Only where a plan has a scheme: the arithmetic of its indicators.",
    ),
    File(
        path="judged/<name>/candidates.csv",
        form="csv",
        record=Candidate,
        about="Signs for a person to look at; never findings.",
    ),
    File(
        path="judged/<name>/asked.json",
        form="json",
        record=Asked,
        about="What the judging was asked.",
    ),
    File(
        path="sites/<host>/snapshots.jsonl",
        form="jsonl",
        record=Snapshot,
        about="A line an answer, as it was fetched; its bytes lie in pages.warc.gz.",
    ),
    File(
        path="sites/<host>/listings.jsonl",
        form="jsonl",
        record=Listing,
        about="A line a reading of a column.",
        looked=True,
    ),
    File(
        path="sites/<host>/documents.jsonl",
        form="jsonl",
        record=Document,
        about="A line a reading of an entry's page or file.",
        looked=True,
    ),
    File(
        path="sites/<host>/searches.jsonl",
        form="jsonl",
        record=Search,
        about="A line a search for a column whose address was not known.",
        looked=True,
    ),
    File(
        path="sites/<host>/hubs.jsonl",
        form="jsonl",
        record=Hub,
        about="A line a page whose links were all kept.",
        looked=True,
    ),
    File(
        path="sites/<host>/probes.jsonl",
        form="jsonl",
        record=Probe,
        about="A line a technical test.",
        looked=True,
    ),
    File(
        path="health.csv",
        form="csv",
        record=Health,
        about="How well every site, column and CMS family was read.",
    ),
    File(
        path="added.jsonl",
        form="jsonl",
        record=Added,
        about="What people brought by hand (`gongkai add`).",
    ),
    File(
        path="judged/<name>/<plan>.json",
        form="json",
        record=Plan,
        about="Only where a judging's plan is not the one in given/ of that name.",
    ),
    File(
        path="availability.jsonl",
        form="jsonl",
        record=Visit,
        about="A line a visit of `gongkai probe`; it only grows.",
    ),
    File(
        path="given/<plan>.json",
        form="json",
        record=Plan,
        about="Each plan as the round was given it.",
    ),
    File(
        path="given/targets.json",
        form="json",
        record=Targets,
        about="Who is audited, with columns.csv and facts.csv, as the round was given it.",
    ),
    File(
        path="columns.csv",
        form="csv",
        record=Column,
        about="Beside targets.yaml, kept by people: where a unit publishes a subject. "
        "`subjects` are separated by `;`.",
    ),
    File(
        path="facts.csv",
        form="csv",
        record=Fact,
        about="Beside targets.yaml, from the client: what no page says.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of a record, as the manual tells it."""

    name: str  # as it stands in the file
    type: str
    meaning: str
    since: int


def columns(file: File) -> Iterator[Field]:
    """The fields of a file in order."""
    if file.looked:
        yield Field(name="look", type="int", meaning=common()["look"], since=1)
    yield from told(file.record)


def told(record: type[Any]) -> Iterator[Field]:
    """The fields of a record in order. KeyError for one that nobody has given a meaning."""
    own = meanings(record)
    for each in fields(record):
        yield Field(
            name=each.name.rstrip("_"),
            type=str(each.type),
            meaning=own.get(each.name) or common()[each.name.rstrip("_")],
            since=SINCE.get(f"{record.__name__}.{each.name}", 1),
        )


def inner(record: type[Any]) -> Iterator[type[Any]]:
    """The records inside a record, each once, in the order in which they are met."""
    met: dict[type[Any], None] = {}
    _walk(record, met)
    yield from (each for each in met if each is not record)


def _walk(kind: Any, met: dict[type[Any], None]) -> None:
    for part in get_args(kind):
        _walk(part, met)
    if isinstance(kind, type) and is_dataclass(kind) and kind not in met:
        met[kind] = None
        for hint in get_type_hints(kind).values():
            _walk(hint, met)


@cache
def records() -> tuple[type[Any], ...]:
    """Every record there is: those of files, then those inside them."""
    of_files = dict.fromkeys(file.record for file in FILES)
    return tuple(dict.fromkeys([*of_files, *(x for record in of_files for x in inner(record))]))


@cache
def common() -> dict[str, str]:
    """What a field means that has no words of its own."""
    read: dict[str, str] = yaml.safe_load(
        (files(__package__) / "interface.yaml").read_text("utf-8")
    )
    return read


def meanings(record: type[Any]) -> dict[str, str]:
    """The words behind the fields of a record, by field."""
    source = textwrap.dedent(inspect.getsource(record))
    words = _comments(source)
    body = next(x for x in ast.parse(source).body if isinstance(x, ast.ClassDef)).body
    found = {}
    for node in body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            if said := " ".join(words[n] for n in lines if n in words):
                found[node.target.id] = said
    return found


def _comments(source: str) -> dict[int, str]:
    """The comments of a text by line."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {t.start[0]: t.string.lstrip("# ") for t in tokens if t.type == tokenize.COMMENT}


def schema(file: File) -> dict[str, Any]:
    """The JSON Schema of one record of a file; of a CSV that of a row with its cells typed."""
    made = msgspec.json.schema(file.record)
    known = {record.__name__: record for record in records()}
    for name, definition in made.get("$defs", {}).items():
        if name in known:
            _describe(definition, known[name])
    if file.looked:
        look = {"type": "integer", "description": common()["look"]}
        own = made["$defs"][file.record.__name__]
        own["properties"]["look"] = look
        own["required"] = ["look", *own.get("required", [])]
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{file.path} (format {FORMAT})",
        "description": file.about,
    }
    return head | made


def _describe(definition: dict[str, Any], record: type[Any]) -> None:
    properties: dict[str, Any] = definition["properties"]
    for each, declared in zip(told(record), fields(record), strict=True):
        properties[declared.name]["description"] = each.meaning
    if any(file.record is record and file.form == "csv" for file in FILES):
        definition["properties"] = {k.rstrip("_"): v for k, v in properties.items()}
        definition["required"] = [k.rstrip("_") for k in definition.get("required", [])]
