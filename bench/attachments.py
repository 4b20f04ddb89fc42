"""How well attached files are read: the nine tables of budgets and final accounts, by format.

    python bench/attachments.py [--ocr]

Ten documents are made of each kind (see tests/crawler/files/made.py); a format is right in a
document when exactly the tables that stand in it are found. Every third names a table in its
contents that it lacks. ``--ocr`` reads the scans, too, where the extra is installed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from crawler.files import picture  # noqa: E402
from crawler.files.apart import read_alone  # noqa: E402
from tests.crawler.files import made  # noqa: E402
from tests.crawler.files.made import Paper  # noqa: E402


def main(arguments: Sequence[str]) -> None:
    """Make, read, print."""
    papers = made.papers()
    ocr = "--ocr" in arguments and picture.can_read()
    print(f"{'kind':18} {'right':>6} {'tables':>9} {'wrong':>5}  s/file  not read")
    with tempfile.TemporaryDirectory() as folder:
        for kind, bodies in formats(papers, Path(folder)):
            score(kind, papers, bodies, ocr=False)
            if kind == "scanned pdf" and ocr:
                score("scanned pdf, ocr", papers, bodies, ocr=True)


def formats(papers: Sequence[Paper], folder: Path) -> Iterator[tuple[str, list[bytes]]]:
    """Kind -> a file for each paper. Kinds whose program is not here are left out."""
    books = [made.workbook(it) for it in papers]
    yield "xlsx", books
    yield "ofd", [made.ofd(it) for it in papers]
    if made.office():
        pages = _written(folder, "page", "html", [made.html(it).encode() for it in papers])
        for kind in ("docx", "doc", "pdf"):
            name = f"{kind} (LibreOffice)"
            yield name, [p.read_bytes() for p in made.converted(pages, kind, folder)]
        sheets = _written(folder, "book", "xlsx", books)
        yield "xls (LibreOffice)", [p.read_bytes() for p in made.converted(sheets, "xls", folder)]
    if made.chromium():
        prints = [p.read_bytes() for p in made.printed(papers, folder)]
        yield "pdf (Chromium)", prints
        yield (
            "zip",
            [made.archive({f"{p.title}.pdf": b}) for p, b in zip(papers, prints, strict=True)],
        )
        close = [p.read_bytes() for p in made.printed(papers, folder, apart=False)]
        yield "scanned pdf", [made.scanned(body) for body in close]


def _written(folder: Path, name: str, suffix: str, bodies: Sequence[bytes]) -> list[Path]:
    paths = [folder / f"{name}-{n}.{suffix}" for n in range(len(bodies))]
    for path, body in zip(paths, bodies, strict=True):
        path.write_bytes(body)
    return paths


def score(kind: str, papers: Sequence[Paper], bodies: Sequence[bytes], *, ocr: bool) -> None:
    """One line of the table."""
    right = found = held = wrong = 0
    whys: dict[str, int] = {}
    began = time.perf_counter()
    for it, body in zip(papers, bodies, strict=True):
        contents = read_alone(body, ocr=ocr)
        seen = made.seen(it, contents)
        right += seen == it.held and not contents.why
        found, held = found + len(seen & it.held), held + len(it.held)
        wrong += len(seen - it.held)
        whys[contents.why] = whys.get(contents.why, 0) + 1
        if "-v" in sys.argv and seen != it.held:
            print(it.title, "missing", it.held - seen, "wrong", seen - it.held)
    each = (time.perf_counter() - began) / len(papers)
    told = " ".join(f"{why} {n}" for why, n in whys.items() if why)
    print(f"{kind:18} {right:>3}/{len(papers)} {found:>4}/{held} {wrong:>5} {each:>7.2f}  {told}")


if __name__ == "__main__":
    main(sys.argv[1:])
