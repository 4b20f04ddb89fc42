"""PDF: the text of each page by PDFium, tables by how the text stands, scans by their pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from crawler.files import picture
from crawler.files.aligned import Piece
from crawler.files.contents import Collected, Contents, Unreadable

MOST_PAGES = 600
MOST_SCANS = 30  # pages that are read by their picture
FEW = 16  # characters: a page number and a stamp make no text
COVERED = 0.3  # of the page, by pictures
CLEAR = 120 / 72  # dots a point at which a page is drawn for its words
_GAP = 0.8  # of a line's height: a gap that wide parts cells
_WORD = 0.15  # and one that wide parts words and numbers
_BLANK, _WIDE = 0x20, 0x2E80  # signs of Chinese stand apart without meaning it
# How a point of the page is seen where the page is turned clockwise, as wide tables often are.
_TURNS: dict[int, Callable[[float, float], tuple[float, float]]] = {
    0: lambda x, y: (x, y),
    90: lambda x, y: (y, -x),
    180: lambda x, y: (-x, -y),
    270: lambda x, y: (-y, x),
}


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
        if sum(len(piece.text) for line in lines for piece in line) < FEW and _is_picture(page):
            if not (ocr and picture.can_read() and drawn < MOST_SCANS):
                unread += 1
                continue
            drawn += 1
            found.page(picture.words(page.render(scale=_scale(page)).to_pil().convert("RGB")))
            continue
        found.page([[piece.text for piece in line] for line in lines], lines)
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


def _lines(page: Any) -> Iterator[list[Piece]]:
    """The page's lines from its top as a reader sees it, each cut into cells at wide gaps."""
    row: list[Sign] = []
    at = 0.0
    for sign in sorted(_signs(page)):
        if row and sign.y - at > sign.tall / 2:
            yield _cells(row)
            row = []
        if not row:
            at = sign.y
        row.append(sign)
    if row:
        yield _cells(row)


class Sign(NamedTuple):
    """A sign on a page: its middle's distance downwards, its edges, its height, in points."""

    y: float
    left: float
    right: float
    tall: float
    code: int


def _signs(page: Any) -> Iterator[Sign]:
    """Every sign that shows. Boxes are those of the font, not of the ink: a full stop is as tall
    as what stands beside it."""
    text = page.get_textpage()
    turn = _TURNS.get(page.get_rotation(), _TURNS[0])
    box = pdfium.FS_RECTF()
    for n in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, n)
        if code <= _BLANK or not pdfium.FPDFText_GetLooseCharBox(text, n, box):
            continue
        one, other = turn(box.left, box.bottom), turn(box.right, box.top)
        (left, right), (low, high) = sorted((one[0], other[0])), sorted((one[1], other[1]))
        yield Sign(-(low + high) / 2, left, right, high - low, code)


def _cells(row: Sequence[Sign]) -> list[Piece]:
    cells: list[list[int]] = []
    edges: list[tuple[float, float]] = []
    end = float("-inf")
    for sign in sorted(row, key=lambda sign: sign.left):
        gap = (sign.left - end) / max(sign.tall, 0.1)
        if not cells or gap > _GAP:
            cells.append([])
            edges.append((sign.left, sign.right))
        elif gap > _WORD and sign.code < _WIDE and cells[-1][-1] < _WIDE:
            cells[-1].append(_BLANK)
        cells[-1].append(sign.code)
        end = max(end, sign.right)
        edges[-1] = (edges[-1][0], end)
    return [Piece(_told(cell), *edge) for cell, edge in zip(cells, edges, strict=True)]


def _told(codes: Sequence[int]) -> str:
    """Text of code units: some producers give signs beyond the first plane in two halves."""
    signs = "".join(map(chr, codes)).replace("\ufffe", "")  # a hyphen at the end of a line
    return signs.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


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
