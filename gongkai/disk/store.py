"""A round on disk: what was fetched, and what was read from it.

::

    runs/<round>/run.json
    runs/<round>/sites/<host>/snapshots.jsonl listings.jsonl documents.jsonl searches.jsonl
                              hubs.jsonl probes.jsonl pages.warc.gz texts.gz site.json

Everything is appended and nothing is changed. A snapshot's line is written only after its WARC
record is whole, so a killed process leaves at most a tail that no line names; the next writer
cuts it off. A *look* is one visit of the whole round: 1 for the audit, one more a recheck.
"""

from __future__ import annotations

import fcntl
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import Any, BinaryIO, ClassVar

import msgspec
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeadersParser

from gongkai.disk import warc
from gongkai.disk.logs import ENCODER, Log, Read, append, cut
from gongkai.model import Document, Grid, Hub, Listing, Probe, Search, Snapshot, UserError
from gongkai.words import say

_WARC = "pages.warc.gz"
_TEXTS = "texts.gz"
FORMAT = 1  # of everything in a round's folder; another one is not read
_HOST = re.compile(r"[\w-][\w.:-]*")
_GZIP = zlib.MAX_WBITS + 16
_GRIDS = msgspec.json.Decoder(tuple[Grid, ...])


class Card(msgspec.Struct, gc=False):
    """What tells a page without reading all that is known of it, and where that stands."""

    url: str
    title: str = ""
    type: str = ""
    column: str = ""
    listed_in: str = ""
    problem: str = ""
    look: int = 1
    at: int = 0


class _Id(msgspec.Struct):
    id: str


_CARD = msgspec.json.Decoder(Card).decode
_ID = msgspec.json.Decoder(_Id).decode


class Round:
    """The folder of one round."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.info: dict[str, Any] = {}
        path = folder / "run.json"
        if path.is_file():
            try:
                self.info = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
            except (msgspec.DecodeError, UnicodeDecodeError):
                raise UserError(say("at_file", file=path, what=say("round_damaged"))) from None
            if (seen := self.info.get("format", 0)) != FORMAT:
                raise UserError(say("other_format", folder=folder, seen=seen, known=FORMAT))

    def save_info(self, **values: Any) -> None:
        """Add ``values`` to ``info`` and replace run.json in one step."""
        self.info.update(values, format=FORMAT)
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / "run.json.part"
        part.write_bytes(msgspec.json.format(ENCODER.encode(self.info)) + b"\n")
        part.replace(self.folder / "run.json")

    def site(self, host: str, *, look: int = 0) -> SiteStore:
        """The store of one host; ``look`` 0 is the newest look that it holds."""
        if not _HOST.fullmatch(host):
            raise UserError(f"{host!r} is no host name")
        return SiteStore(self.folder / "sites" / host, host, look=look)

    def hosts(self) -> list[str]:
        """Hosts with a store, sorted."""
        return sorted(p.name for p in (self.folder / "sites").glob("*") if p.is_dir())


class SiteStore:
    """Everything of one host. Reading needs nothing; the first write takes a lock."""

    patience: ClassVar[float] = 15.0  # seconds that a lock is waited for

    def __init__(self, folder: Path, host: str, *, look: int = 0) -> None:
        self.folder = folder
        self.host = host
        self._snapshots = Log(folder / "snapshots.jsonl", Snapshot, lambda r: (r.id,))
        self._listings = Log(folder / "listings.jsonl", Listing, lambda r: (r.column, r.browser))
        self._documents = Log(folder / "documents.jsonl", Document, lambda r: (r.url,))
        self._searches = Log(folder / "searches.jsonl", Search, lambda r: (r.root, r.subject))
        self._hubs = Log(folder / "hubs.jsonl", Hub, lambda r: (r.url, r.browser))
        self._probes = Log(folder / "probes.jsonl", Probe, lambda r: (r.url, r.test))
        self._lock: BinaryIO | None = None
        self._look = look

    @cached_property
    def look(self) -> int:
        """The visit that is read and written: as was asked, else the newest."""
        return self._look or max((look for look, _ in self._snapshots.lines()), default=1)

    # ------------------------------------------------------------------ reading

    def snapshot(self, url: str, *, browser: bool = False) -> Snapshot | None:
        """The newest answer for ``url`` in this look; None when it was not asked for."""
        return self._seen.get((url, browser))

    @property
    def about(self) -> dict[str, Any]:
        """What the site is read with: ``cms``, and what that read wrong of its ``canary``."""
        path = self.folder / "site.json"
        return msgspec.json.decode(path.read_bytes()) if path.is_file() else {}

    def in_this_look(self) -> list[Snapshot]:
        """One snapshot a URL: the newest of this look."""
        return list(self._seen.values())

    def snapshots(self) -> list[Snapshot]:
        """Every answer of every look, in order."""
        return [record for _, record in self._snapshots.lines()]

    def listings(self, *, all_looks: bool = False) -> list[Listing]:
        """The newest reading of each column (with and without a browser)."""
        return self._listings.newest(all_looks)

    def documents(self, *, all_looks: bool = False) -> list[Document]:
        """The newest reading of each document."""
        return self._documents.newest(all_looks)

    def answers(self) -> Iterator[tuple[str, int]]:
        """The id of every snapshot, and where it stands."""
        for at, line in self._snapshots.raw():
            yield _ID(line).id, at

    def answer(self, at: int) -> Snapshot:
        """The snapshot that stands there."""
        return self._snapshots.at(at)

    def cards(self) -> list[Card]:
        """Of the newest reading of each document in each look what tells it, in the order of
        writing."""
        found: dict[tuple[int, str], Card] = {}
        for at, line in self._documents.raw():
            card = _CARD(line)
            card.at = at
            found.pop((card.look, card.url), None)
            found[card.look, card.url] = card
        return list(found.values())

    def document(self, at: int) -> Document:
        """The reading that stands there."""
        return self._documents.at(at)

    def searches(self, *, all_looks: bool = False) -> list[Search]:
        """The newest search for each subject from each root."""
        return self._searches.newest(all_looks)

    def hubs(self, *, all_looks: bool = False) -> list[Hub]:
        """The newest reading of each page whose links were asked for."""
        return self._hubs.newest(all_looks)

    def probes(self, *, all_looks: bool = False) -> list[Probe]:
        """The newest result of each test."""
        return self._probes.newest(all_looks)

    def body(self, snapshot: Snapshot) -> tuple[dict[str, str], bytes]:
        """Headers (names in lower case) and body, from the WARC; empty where nobody answered."""
        if not snapshot.warc:
            return {}, b""
        with (self.folder / snapshot.warc).open("rb") as file:
            file.seek(snapshot.offset)
            member = file.read(snapshot.length)
        # Read by hand: warcio knows HTTP by the URL's scheme, and saved pages have another.
        record = next(iter(ArchiveIterator(BytesIO(member), no_record_parse=True)))
        block = record.raw_stream
        if record.rec_type == "resource":
            return warc.as_answered(snapshot, block.read())
        pairs = StatusAndHeadersParser(["HTTP/1.1"]).parse(block).headers
        return {name.lower(): value for name, value in pairs}, block.read()

    def text(self, document: Document) -> str:
        """The document's text, wherever it is kept."""
        if document.text_at < 0:
            return document.text
        with (self.folder / _TEXTS).open("rb") as file:
            return _member(file, document.text_at)[0].decode("utf-8")

    def grids(self, document: Document) -> tuple[Grid, ...]:
        """The cells of the document's tables, wherever they are kept."""
        if document.grids_at < 0:
            return document.grids
        with (self.folder / _TEXTS).open("rb") as file:
            return _GRIDS.decode(_member(file, document.grids_at)[0])

    # ------------------------------------------------------------------ writing

    def keep(
        self,
        *,
        url: str,
        final_url: str,
        status: int,
        fetched_at: str,
        headers: warc.Headers = (),
        body: bytes = b"",
        mime: str = "",
        problem: str = "",
        by: str = "crawler",
        via: Iterable[str] = (),
        person: str = "",
        file: str = "",
        last_modified: date | None = None,
    ) -> Snapshot:
        """Keep one answer. ``status`` 0: nobody answered, no record. ``via``: redirects passed.

        What a person brought (``by`` person) is kept as it was handed in, under ``file``.
        """
        self._open()
        made = Snapshot(
            id=self._id(),
            url=url,
            final_url=final_url,
            fetched_at=fetched_at,
            status=status,
            sha256=sha256(body).hexdigest() if status else "",
            mime=mime,
            size=len(body),
            problem=problem,
            by=by,
            look=self.look,
            person=person,
            file=file,
            last_modified=last_modified,
        )
        if status:
            data, skip = warc.records(made, headers, body, tuple(via))
            offset = append(self.folder / _WARC, data)
            made = replace(made, warc=_WARC, offset=offset + skip, length=len(data) - skip)
        return self._note(made)

    def keep_same(self, snapshot: Snapshot, url: str) -> Snapshot:
        """``url`` led to a page that is kept already: point to its record."""
        self._open()
        return self._note(replace(snapshot, id=self._id(), url=url))

    def add(self, record: Read) -> None:
        """Keep what was read; the same reading is not written twice in a look."""
        self._open()
        match record:
            case Listing():
                self._listings.append(record, self.look)
            case Document():
                self._documents.append(record, self.look)
            case Search():
                self._searches.append(record, self.look)
            case Hub():
                self._hubs.append(record, self.look)
            case Probe():
                self._probes.append(record, self.look)

    def note(self, **about: Any) -> None:
        """Write down what the site is read with."""
        self._open()
        (self.folder / "site.json").write_bytes(ENCODER.encode(self.about | about) + b"\n")

    def put_text(self, text: str) -> int:
        """Keep a document's text; returns what its ``text_at`` must be."""
        return self._pack(text.encode("utf-8", "replace"))

    def put_grids(self, grids: Sequence[Grid]) -> int:
        """Keep the cells of a document's tables; returns what its ``grids_at`` must be."""
        return self._pack(ENCODER.encode(grids)) if grids else -1

    def _pack(self, data: bytes) -> int:
        self._open()
        packer = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
        return append(self.folder / _TEXTS, packer.compress(data) + packer.flush())

    def close(self) -> None:
        """Let another process write."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    @cached_property
    def _seen(self) -> dict[tuple[str, bool], Snapshot]:
        """The newest answer of this look for each URL, with and without a browser."""
        return {_place(s): s for look, s in self._snapshots.lines() if look == self.look}

    @cached_property
    def _numbers(self) -> Iterator[int]:
        """The numbers of the snapshots to come."""
        return count(1 + sum(1 for _ in self._snapshots.raw()))

    def _id(self) -> str:
        return f"{self.host}#{next(self._numbers)}"

    def _note(self, snapshot: Snapshot) -> Snapshot:
        self._snapshots.append(snapshot, self.look)
        self._seen[_place(snapshot)] = snapshot
        return snapshot

    def _open(self) -> None:
        if self._lock is not None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = self._locked()
        for log in (self._snapshots, self._listings, self._documents, self._searches, self._hubs):
            log.mend()
        self._probes.mend()
        ends = [s.offset + s.length for s in self.snapshots() if s.warc]
        cut(self.folder / _WARC, max(ends, default=0))
        starts = [max(d.text_at, d.grids_at) for _, d in self._documents.lines()]
        cut(self.folder / _TEXTS, _end_of_text(self.folder / _TEXTS, max(starts, default=-1)))

    def _locked(self) -> BinaryIO:
        """The right to write, waited for: a process that was just killed may still hold it."""
        lock = (self.folder / "lock").open("ab")
        until = monotonic() + self.patience
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if monotonic() >= until:
                    lock.close()
                    raise UserError(say("round_held", folder=self.folder)) from None
                sleep(0.1)
            else:
                return lock


def _place(snapshot: Snapshot) -> tuple[str, bool]:
    return snapshot.url, snapshot.by == "browser"


def _member(file: BinaryIO, offset: int) -> tuple[bytes, int]:
    """One gzip member unpacked, and where it ends."""
    file.seek(offset)
    unpacker = zlib.decompressobj(_GZIP)
    out = []
    while not unpacker.eof and (data := file.read(1 << 16)):
        out.append(unpacker.decompress(data))
    return b"".join(out), file.tell() - len(unpacker.unused_data)


def _end_of_text(path: Path, offset: int) -> int:
    if offset < 0 or not path.is_file():
        return 0
    with path.open("rb") as file:
        return _member(file, offset)[1]
