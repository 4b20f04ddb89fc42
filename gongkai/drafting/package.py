"""A .docx or .xlsx: a zip of XML parts, opened without trusting it."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from pathlib import Path

from lxml import etree

from gongkai.drafting.words import tell
from gongkai.model import UserError

MOST_PART = 32 << 20  # bytes of one part, unpacked
MOST_ALL = 96 << 20  # of all parts that are read
MOST_FILES = 20_000
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_MAIN = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
}


class Package:
    """The parts of an Office file. Every fault of the file is a UserError with a sentence."""

    def __init__(self, body: bytes, path: Path) -> None:
        self.path = path
        self._left = MOST_ALL
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
            names = self._zip.namelist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise UserError(tell("damaged", file=path, why=error)) from None
        if len(names) > MOST_FILES:
            raise UserError(tell("bomb", file=path))
        self._names = {name.lstrip("/").lower(): name for name in names}
        if "encryptioninfo" in self._names:
            raise UserError(tell("locked", file=path))

    @property
    def kind(self) -> str:
        """``docx`` or ``xlsx``; empty for any other zip."""
        return next((kind for name, kind in _MAIN.items() if name in self._names), "")

    def part(self, name: str) -> etree._Element | None:
        """A part as a tree; None where there is no such part."""
        real = self._names.get(name.lstrip("/").lower())
        if real is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            with self._zip.open(real) as file:
                body = file.read(min(MOST_PART, self._left) + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as why:
            raise UserError(tell("damaged", file=self.path, why=why)) from None
        if len(body) > min(MOST_PART, self._left):
            raise UserError(tell("bomb", file=self.path))
        self._left -= len(body)
        try:
            tree = etree.fromstring(body, parser)
        except etree.XMLSyntaxError as error:
            raise UserError(tell("damaged", file=self.path, why=error)) from None
        if tree.getroottree().docinfo.internalDTD is not None:  # Office writes none
            raise UserError(tell("damaged", file=self.path, why="DOCTYPE"))
        return tree

    def relations(self, name: str) -> dict[str, str]:
        """The parts that a part points to, by the id of the relation."""
        folder, file = posixpath.split(name)
        tree = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for relation in tree.iter(f"{_RELATIONS}Relationship") if tree is not None else ():
            target = str(relation.get("Target", ""))
            full = target if target.startswith("/") else posixpath.join(folder, target)
            found[str(relation.get("Id", ""))] = posixpath.normpath(full).lstrip("/")
        return found
