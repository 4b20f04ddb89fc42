"""Scans and photographs: the words in them, where the extra ``ocr`` is installed."""

from __future__ import annotations

import io
import logging
from functools import cache
from importlib.util import find_spec
from typing import Any

from crawler.files.contents import Collected, Contents, Unreadable

MOST_PIXELS = 40_000_000
LEAST = 60  # pixels; what is smaller is an icon


def can_read() -> bool:
    """Whether words in pictures can be read here at all."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read(body: bytes, *, ocr: bool) -> Contents:
    """A picture's words. Unreadable ``scan`` where they cannot be read here."""
    if not (ocr and can_read()):
        raise Unreadable("scan")
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        image = Image.open(io.BytesIO(body))
        if min(image.size) < LEAST:
            return Collected().contents("image")
        shown = image.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Unreadable("damaged") from None
    found = Collected()
    found.page(words(shown))
    return found.contents("image")


def words(image: Any) -> list[list[str]]:
    """The pieces of text in a picture (of PIL) by line, from its top."""
    import numpy

    told = _engine()(numpy.asarray(image)[:, :, ::-1])
    if told.boxes is None or told.txts is None:
        return []
    pieces = []
    for box, text in zip(told.boxes, told.txts, strict=True):
        tall = float(box[:, 1].max() - box[:, 1].min())
        pieces.append((float(box[:, 1].mean()), float(box[:, 0].min()), tall, str(text)))
    return _lines(sorted(pieces))


def _lines(pieces: list[tuple[float, float, float, str]]) -> list[list[str]]:
    """Pieces whose middles lie within half a height of each other are one line."""
    rows: list[list[tuple[float, str]]] = []
    at = float("-inf")
    for y, x, tall, text in pieces:
        if y - at > tall / 2:
            rows.append([])
            at = y
        rows[-1].append((x, text))
    return [[text for _, text in sorted(row)] for row in rows]


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    logging.disable(logging.WARNING)  # it tells on standard output which models it loads
    return RapidOCR()
