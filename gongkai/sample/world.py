"""The city's content as data: a YAML file a site, read into sites, columns and entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A published item. What is not given is made from its title."""

    title: str
    day: date
    id: int = 0
    key: str = ""  # a name for `to`
    to: str = ""  # the key of an entry that its page links to
    text: tuple[str, ...] = ()  # paragraphs
    doc_no: str = ""
    written: date | None = None  # printed below the text
    publisher: str = ""
    label: str = ""  # stands before the title of the page: 已废止
    state: str = ""  # of a letter, as its list shows it
    rows: int = 0  # rows of a table of rivers
    html: str = ""  # stands below the text as it is: tables with merged cells, frames
    image: bool = False  # the text is a scan: a picture and nothing else
    empty: bool = False  # neither text nor picture nor attachment
    files: tuple[str, ...] = ()  # names of attachments that no reader can open
    holds: Mapping[str, str] = field(default_factory=dict)  # attachment -> its lines
    scans: tuple[str, ...] = ()  # attachments that are a picture of text
    gone: tuple[str, ...] = ()  # attachments that answer 404
    pinned: bool = False
    bare: bool = False  # no date anywhere
    url_day: date | None = None  # the day in the address, where it is not the day printed
    answer: str = ""  # gone | soft | wall | moved: instead of the page
    folder: str = ""  # the address lies in another folder than its column's
    modified: date | None = None  # what the server says in Last-Modified; noon in Shanghai
    look: int = 1  # the first look at which it stands there; 2: it comes back for a recheck
    made: date | None = None  # the day it was put in, where another is printed: ids go by it


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """A column: where it stands, how it is called, what it lists."""

    path: str
    name: str
    type: str = ""
    entries: tuple[Entry, ...] = ()
    size: int = 15  # rows a page
    draw: str = ""  # comment: rows in an HTML comment; table: with publishers; letters; script
    moved: str = ""  # answers 301 to this path and lists there; or to another site
    wall: bool = False  # the list answers 412
    serve: int = 0  # gkmlpt: pages that the API gives; 0: all of them
    link: str = ""  # no list of its own: the navigation leads to this URL
    menu: str = ""  # map: only the site map knows it; a path: that landing page; none: no page


@dataclass(frozen=True, kw_only=True)
class Source:
    """A site, or a unit's channel on a gkmlpt platform."""

    host: str
    name: str
    style: str  # nfcms | trs | hanweb | ucap | plain | script | gkmlpt
    unit: str = ""  # publisher of what does not say another
    root: str = "/"
    number: int = 1  # keeps ids of different files apart
    columns: tuple[Shelf, ...] = ()
    channels: Mapping[str, str] = field(default_factory=dict)  # root of a part -> its name
    links: Mapping[str, str] = field(default_factory=dict)  # other places that it links to
    robots: str = ""
    state: str = ""  # refuses | wall
    soft: bool = False  # unknown paths answer 200 with an error page
    crowded: bool = False  # menus as in gongkai.sample.crowd
    landings: Mapping[str, str] = field(default_factory=dict)  # path -> name
    marks: tuple[str, ...] = ("sponsor", "code", "icp")  # in the foot: also police party …
    tags: bool = True  # pages carry the standard metas of columns and articles
    search: bool = False  # its search answers; elsewhere there is a field and nothing behind it


@cache
def sources(folder: Path = DATA) -> tuple[Source, ...]:
    """Every site that the folder describes, in the order of their files."""
    files = sorted(p for p in folder.glob("*.yaml") if p.stem not in ("targets", "titles"))
    found: list[Source] = []
    for file in files:
        for read in yaml.safe_load_all(file.read_text("utf-8")):
            found.append(_source(read, len(found) + 1))
    return tuple(found)


def _source(read: dict[str, Any], number: int) -> Source:
    _known(Source, read)
    unit = read.get("unit", "")
    columns = [_shelf(column, unit) for column in read.pop("columns", ())]
    entries = [e for column in columns for e in column.entries]
    order = sorted(range(len(entries)), key=lambda i: (entries[i].made or entries[i].day, i))
    ids = {i: 4_000_000 + number * 10_000 + 7 * n + 3 for n, i in enumerate(order)}
    numbered = iter([replace(e, id=ids[i]) for i, e in enumerate(entries)])
    shelves = tuple(
        replace(column, entries=tuple(next(numbered) for _ in column.entries)) for column in columns
    )
    return Source(number=number, columns=shelves, **read)


def _shelf(read: dict[str, Any], unit: str) -> Shelf:
    _known(Shelf, read)
    entries = [e for row in read.pop("entries", ()) for e in _entries(row, unit)]
    entries.sort(key=lambda e: (not e.pinned, -e.day.toordinal()))
    return Shelf(entries=tuple(entries), **read)


def _entries(row: Any, unit: str) -> Iterator[Entry]:
    """``[day, title]`` or ``[day, title, {more}]``; ``{of, at: {period: day}}``; ``{fill: n}``."""
    if isinstance(row, dict) and "fill" in row:
        yield from _fill(unit, **row)
        return
    if isinstance(row, dict):
        more = {k: v for k, v in row.items() if k not in ("of", "at", "but")}
        for period, day in row["at"].items():
            own = row.get("but", {}).get(period, {})
            yield _entry(day, row["of"].replace("{}", str(period)), {**more, **own})
        return
    yield _entry(row[0], row[1], row[2] if len(row) > 2 else {})


def _entry(day: date, title: str, more: Mapping[str, Any]) -> Entry:
    _known(Entry, more)
    read = {**more, "title": title, "day": day}
    if "text" in more:
        read["text"] = more["text"].strip().split("\n")
    return msgspec.convert(read, Entry)


def _fill(
    unit: str, *, fill: int, last: date, step: int, shift: int = 0, of: str = ""
) -> Iterator[Entry]:
    """Everyday entries, ``step`` days apart back from ``last``; titles go round, never repeat.

    ``of``: a title with {d} for the day, instead of those of titles.yaml.
    """
    pool = yaml.safe_load((DATA / "titles.yaml").read_text("utf-8"))
    subjects, forms = pool["subjects"], pool["forms"]
    for n in range(fill):
        k, day = n + shift, last - timedelta(days=step * n)
        form = of or forms[(k // len(subjects) + k) % len(forms)]
        title = form.replace("{}", subjects[k % len(subjects)]).replace("{unit}", unit)
        yield Entry(title=title.replace("{d}", f"{day.month}月{day.day}日"), day=day)


def _known(cls: type[Any], read: Mapping[str, Any]) -> None:
    extra = set(read) - {f.name for f in fields(cls)}
    if extra:
        raise ValueError(f"{cls.__name__}: unknown {sorted(extra)}")
