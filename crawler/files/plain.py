"""A text file, in whatever encoding it is."""

from __future__ import annotations

from crawler.decoding import CAP, decode
from crawler.files.contents import Collected, Contents


def read(body: bytes) -> Contents:
    """Its lines. Commas and tabs make no table of it."""
    found = Collected()
    for line in decode(body).replace("\0", "").splitlines():
        found.line(line)
    return found.contents("txt", "too_big" if len(body) > CAP else "")
