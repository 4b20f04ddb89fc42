"""Records of one kind, one JSON line each: appended, never changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from gongkai.model import Document, Hub, Listing, Probe, Search, Snapshot

Read = Listing | Document | Search | Hub | Probe  # what was read from answers
T = TypeVar("T", bound=Snapshot | Read)

_BLOCK = 8192  # bytes: most lines are shorter

ENCODER = msgspec.json.Encoder(order="deterministic")


class Log(Generic[T]):
    """Records of one kind, one JSON line each, with the look they were made in."""

    def __init__(self, path: Path, cls: type[T], key: Callable[[T], tuple[Any, ...]]) -> None:
        self.path = path
        self._decode: Callable[[bytes], T] = msgspec.json.Decoder(cls).decode
        self._key = key
        self._last: dict[tuple[Any, ...], tuple[int, T]] | None = None

    def raw(self) -> Iterator[tuple[int, bytes]]:
        """Each line and where it begins; a half one at the end is as if it were not there."""
        if not self.path.is_file():
            return
        at = 0
        with self.path.open("rb") as file:
            for line in file:
                if line.endswith(b"\n"):
                    yield at, line
                at += len(line)

    def lines(self) -> Iterator[tuple[int, T]]:
        """Look and record."""
        for _, line in self.raw():
            yield _LOOK(line).look, self._decode(line)

    def at(self, offset: int) -> T:
        """The record whose line begins there."""
        return self._decode(_line_at(self.path, offset))

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
        line = ENCODER.encode(record)
        if not isinstance(record, Snapshot):  # it has its look already
            line = line[:-1] + b',"look":%d}' % look
        append(self.path, line + b"\n")
        self._last[key] = (look, record)

    def mend(self) -> None:
        """Cut off a half line."""
        if self.path.is_file():
            cut(self.path, self.path.read_bytes().rfind(b"\n") + 1)


class _Look(msgspec.Struct):
    look: int = 1


_LOOK = msgspec.json.Decoder(_Look).decode


def _line_at(path: Path, offset: int) -> bytes:
    """The line that begins there. Asked for by the hundred thousand: a file object for each costs
    more than its line."""
    file = os.open(path, os.O_RDONLY)
    try:
        line = os.pread(file, _BLOCK, offset)
        while b"\n" not in line and (more := os.pread(file, _BLOCK, offset + len(line))):
            line += more
    finally:
        os.close(file)
    return line.partition(b"\n")[0]


def append(path: Path, data: bytes) -> int:
    """Write in one go; the offset where it begins."""
    with path.open("ab", buffering=0) as file:
        offset = file.tell()
        while data:
            data = data[file.write(data) :]
        return offset


def cut(path: Path, size: int) -> None:
    """Cut off what stands behind ``size`` bytes."""
    if path.is_file() and path.stat().st_size > size:
        os.truncate(path, size)
