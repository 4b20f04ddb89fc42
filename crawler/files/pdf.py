"""PDF: the text of each page by PDFium, tables by how the text stands, scans by their pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from crawler.files import picture
from crawler.files.contents import Collected, Contents, Unreadable

MOST_PAGES = 600
MOST_SCANS = 30  # pages that are read by their picture
FEW = 16  # characters: a page number and a stamp make no text
COVERED = 0.3  # of the page, by pictures
CLEAR = 120 / 72  # dots a point at which a page is drawn for its words
_WIDTH = 2.0  # of a line's height: a gap that wide parts cells


def read(body: bytes, *, ocr: bool) -> Contents:
    """What stands on its pages."""
    document = _opened(body)
    count = len(document)
    if not count:
        raise Unreadable("damaged")
    found = Collected()
    unread = drawn = 0
    for number in range(min(count, MOST_PAGES)):
        page = _page(document, number)
        if page is None:
            unread += 1
            continue
        lines = list(_lines(page))
        if sum(len(cell) for line in lines for cell in line) < FEW and _is_picture(page):
            if not (ocr and picture.can_read() and drawn < MOST_SCANS):
                unread += 1
                continue
            drawn += 1
            lines = picture.words(page.render(scale=_scale(page)).to_pil().convert("RGB"))
        found.page(lines)
    if count > MOST_PAGES:
        return found.contents("pdf", "too_big")
    return found.contents("pdf", "scan" if unread else "")


def _opened(body: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        raise Unreadable("locked" if locked or "assword" in str(error) else "damaged") from None


def _page(document: pypdfium2.PdfDocument, number: int) -> Any:
    try:
        return document[number]
    except pypdfium2.PdfiumError:
        return None


def _lines(page: Any) -> Iterator[list[str]]:
    """The page's lines from its top, each cut into cells where a wide gap stands."""
    text = page.get_textpage()
    pieces = []
    for n in range(text.count_rects()):
        left, low, right, high = text.get_rect(n)
        said = text.get_text_bounded(left, low, right, high).strip()
        if said:
            pieces.append((-(low + high) / 2, left, right, high - low, said))
    row: list[tuple[float, float, float, str]] = []
    at = 0.0
    for y, left, right, tall, said in sorted(pieces):
        if row and y - at > tall / 2:
            yield _cells(row)
            row = []
        if not row:
            at = y
        row.append((left, right, tall, said))
    if row:
        yield _cells(row)


def _cells(row: Sequence[tuple[float, float, float, str]]) -> list[str]:
    cells: list[str] = []
    end = float("-inf")
    for left, right, tall, said in sorted(row):
        if left - end > _WIDTH * tall or not cells:
            cells.append(said)
        else:
            cells[-1] += said
        end = right
    return cells


def _is_picture(page: Any) -> bool:
    """Whether pictures cover the page, or its text is drawn as shapes."""
    width, height = page.get_size()
    covered = shapes = 0.0
    for thing in page.get_objects(max_depth=3):
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, low, right, high = thing.get_bounds()
            covered += max(0.0, right - left) * max(0.0, high - low)
        shapes += thing.type == pdfium.FPDF_PAGEOBJ_PATH
    return covered > COVERED * width * height or shapes > 200


def _scale(page: Any) -> float:
    """Dots a point: a page may call itself a hundred metres wide."""
    return float(min(CLEAR, 3000 / max(1.0, *page.get_size())))
