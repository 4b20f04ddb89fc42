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
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from time import monotonic, sleep
from typing import Any, BinaryIO, ClassVar, Generic, TypeVar

import msgspec
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeadersParser

from gongkai import warc
from gongkai.model import Document, Grid, Hub, Listing, Probe, Search, Snapshot, UserError

Read = Listing | Document | Search | Hub | Probe  # what was read from answers
T = TypeVar("T", bound=Snapshot | Read)

_WARC = "pages.warc.gz"
_TEXTS = "texts.gz"
_HOST = re.compile(r"[\w-][\w.:-]*")
_GZIP = zlib.MAX_WBITS + 16
_ENCODER = msgspec.json.Encoder(order="deterministic")
_GRIDS = msgspec.json.Decoder(tuple[Grid, ...])


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
                raise UserError(f"{path}: not JSON") from None

    def save_info(self, **values: Any) -> None:
        """Add ``values`` to ``info`` and replace run.json in one step."""
        self.info.update(values)
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.folder / "run.json.part"
        part.write_bytes(msgspec.json.format(_ENCODER.encode(self.info)) + b"\n")
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
        self._snapshots = _Log(folder / "snapshots.jsonl", Snapshot, lambda r: (r.id,))
        self._listings = _Log(folder / "listings.jsonl", Listing, lambda r: (r.column, r.browser))
        self._documents = _Log(folder / "documents.jsonl", Document, lambda r: (r.url,))
        self._searches = _Log(folder / "searches.jsonl", Search, lambda r: (r.root, r.subject))
        self._hubs = _Log(folder / "hubs.jsonl", Hub, lambda r: (r.url, r.browser))
        self._probes = _Log(folder / "probes.jsonl", Probe, lambda r: (r.url, r.test))
        self._lock: BinaryIO | None = None
        kept = self.snapshots()
        self.look = look or max((s.look for s in kept), default=1)
        self._count = len(kept)
        self._seen = {_place(s): s for s in kept if s.look == self.look}

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
            id=f"{self.host}#{self._count + 1}",
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
            offset = _append(self.folder / _WARC, data)
            made = replace(made, warc=_WARC, offset=offset + skip, length=len(data) - skip)
        return self._note(made)

    def keep_same(self, snapshot: Snapshot, url: str) -> Snapshot:
        """``url`` led to a page that is kept already: point to its record."""
        self._open()
        return self._note(replace(snapshot, id=f"{self.host}#{self._count + 1}", url=url))

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
        (self.folder / "site.json").write_bytes(_ENCODER.encode(self.about | about) + b"\n")

    def put_text(self, text: str) -> int:
        """Keep a document's text; returns what its ``text_at`` must be."""
        return self._pack(text.encode("utf-8", "replace"))

    def put_grids(self, grids: Sequence[Grid]) -> int:
        """Keep the cells of a document's tables; returns what its ``grids_at`` must be."""
        return self._pack(_ENCODER.encode(grids)) if grids else -1

    def _pack(self, data: bytes) -> int:
        self._open()
        packer = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
        return _append(self.folder / _TEXTS, packer.compress(data) + packer.flush())

    def close(self) -> None:
        """Let another process write."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _note(self, snapshot: Snapshot) -> Snapshot:
        self._snapshots.append(snapshot, self.look)
        self._count += 1
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
        _cut(self.folder / _WARC, max(ends, default=0))
        starts = [max(d.text_at, d.grids_at) for _, d in self._documents.lines()]
        _cut(self.folder / _TEXTS, _end_of_text(self.folder / _TEXTS, max(starts, default=-1)))

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
                    raise UserError(
                        f"{self.folder}: another process is writing this round"
                    ) from None
                sleep(0.1)
            else:
                return lock


class _Log(Generic[T]):
    """Records of one kind, one JSON line each, with the look they were made in."""

    def __init__(self, path: Path, cls: type[T], key: Callable[[T], tuple[Any, ...]]) -> None:
        self.path = path
        self._decode: Callable[[bytes], T] = msgspec.json.Decoder(cls).decode
        self._key = key
        self._last: dict[tuple[Any, ...], tuple[int, T]] | None = None

    def lines(self) -> Iterator[tuple[int, T]]:
        """Look and record; a half line at the end is as if it were not there."""
        data = self.path.read_bytes() if self.path.is_file() else b""
        for line in data.split(b"\n")[:-1]:
            yield _LOOK(line).look, self._decode(line)

    def newest(self, all_looks: bool) -> list[T]:
        """The last record of each key (in each look), in the order of writing."""
        found: dict[tuple[Any, ...], T] = {}
        for look, record in self.lines():
            place = (look if all_looks else 0, *self._key(record))
            found.pop(place, None)
            found[place] = record
        return list(found.values())

    def append(self, record: T, look: int) -> None:
        """Write one line, unless the last of its key in this look says the very same."""
        if self._last is None:
            self._last = {self._key(kept): (at, kept) for at, kept in self.lines()}
        key = self._key(record)
        if self._last.get(key) == (look, record):
            return
        line = _ENCODER.encode(record)
        if not isinstance(record, Snapshot):  # it has its look already
            line = line[:-1] + b',"look":%d}' % look
        _append(self.path, line + b"\n")
        self._last[key] = (look, record)

    def mend(self) -> None:
        """Cut off a half line."""
        if self.path.is_file():
            _cut(self.path, self.path.read_bytes().rfind(b"\n") + 1)


class _Look(msgspec.Struct):
    look: int = 1


_LOOK = msgspec.json.Decoder(_Look).decode


def _place(snapshot: Snapshot) -> tuple[str, bool]:
    return snapshot.url, snapshot.by == "browser"


def _append(path: Path, data: bytes) -> int:
    """Write in one go; the offset where it begins."""
    with path.open("ab", buffering=0) as file:
        offset = file.tell()
        while data:
            data = data[file.write(data) :]
        return offset


def _cut(path: Path, size: int) -> None:
    if path.is_file() and path.stat().st_size > size:
        os.truncate(path, size)


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
