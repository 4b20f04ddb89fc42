"""Archives: their members, bounded in number, bytes and ratio; names as Chinese systems pack them.

Members are read one level deep. A .rar or .7z is unpacked by ``bsdtar`` (libarchive) where the
machine has it.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Iterator

from crawler.files.contents import MOST_BYTES, MOST_UNPACKED, Unreadable

MOST_MEMBERS = 300
RATIO = 200  # unpacked to packed; the XML of an Office file seldom has 60
SMALL = 1 << 20  # bytes under which the ratio says nothing
_UTF8 = 0x800  # the flag of a name that is in UTF-8
_BAD = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError)
_SKIPPED = ("__MACOSX/", "._", ".DS_Store", "Thumbs.db")


class Zip:
    """A zip opened without trusting it. Every fault of it is Unreadable."""

    def __init__(self, body: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
            self.infos = self._zip.infolist()
        except (*_BAD, ValueError, IndexError):
            raise Unreadable("damaged") from None
        self._by_name = {info.filename.lstrip("/").lower(): info for info in self.infos}
        self._left = MOST_UNPACKED

    def __contains__(self, name: str) -> bool:
        return name.lstrip("/").lower() in self._by_name

    def read(self, name: str) -> bytes:
        """A part by its name; empty where there is none."""
        info = self._by_name.get(name.lstrip("/").lower())
        return self.unpack(info) if info else b""

    def unpack(self, info: zipfile.ZipInfo) -> bytes:
        """A part's bytes, never more than may be; what its size says is not believed."""
        if info.flag_bits & 1:
            raise Unreadable("locked")
        most = min(self._left, max(SMALL, RATIO * info.compress_size))
        try:
            with self._zip.open(info) as file:
                body = file.read(most + 1)
        except (*_BAD, ValueError):
            raise Unreadable("damaged") from None
        if len(body) > most:
            raise Unreadable("too_big")
        self._left -= len(body)
        return body


def members(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file in a zip."""
    packed = Zip(body)
    files = [i for i in packed.infos if not i.is_dir() and not _is_litter(i.filename)]
    if len(files) > MOST_MEMBERS:
        raise Unreadable("too_big")
    for info in files:
        yield name(info), packed.unpack(info)


def name(info: zipfile.ZipInfo) -> str:
    """A member's name: Chinese Windows packs it in GBK without saying so."""
    if info.flag_bits & _UTF8:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for coding in ("utf-8", "gb18030"):
        try:
            return raw.decode(coding)
        except UnicodeDecodeError:
            continue
    return info.filename


def unpacked(body: bytes) -> Iterator[tuple[str, bytes]]:
    """The same of a .rar or .7z. Unreadable ``tool`` where nothing here can unpack it."""
    program = shutil.which("bsdtar")
    if program is None:
        raise Unreadable("tool")
    names = [
        n for n in _told(program, ["-tf", "-"], body).decode("utf-8", "replace").split("\n") if n
    ]
    names = [n for n in names if not n.endswith("/") and not _is_litter(n)]
    if len(names) > MOST_MEMBERS:
        raise Unreadable("too_big")
    left = MOST_UNPACKED
    for member in names:
        found = _told(program, ["-xOf", "-", "--", _literal(member)], body)
        left -= len(found)
        if left < 0:
            raise Unreadable("too_big")
        yield member, found


def _told(program: str, options: list[str], body: bytes) -> bytes:
    """What the program prints of the archive; the limits of this process are its own, too."""
    run = subprocess.Popen(  # noqa: S603 - a program of the system, and no shell
        [program, *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"LC_ALL": "C.UTF-8", "PATH": ""},
    )
    out, told = run.communicate(body)
    if b"assphrase" in told or b"ncrypted" in told:
        raise Unreadable("locked")
    if len(out) > MOST_BYTES:
        raise Unreadable("too_big")
    if run.returncode and not out:
        raise Unreadable("damaged")
    return out


def _literal(member: str) -> str:
    """A member's name as a pattern that matches only it."""
    return "".join(f"\\{sign}" if sign in "*?[]\\" else sign for sign in member)


def _is_litter(path: str) -> bool:
    """What systems leave in archives beside the files."""
    return path.startswith(_SKIPPED) or path.rsplit("/", 1)[-1].startswith(_SKIPPED)
