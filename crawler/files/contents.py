"""What was read of a file, and how much of one is read at most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from crawler.characters import normal, squeezed
from crawler.files.aligned import Piece, aligned
from crawler.grids import Cell, grid
from gongkai.model import Grid, Table

MEGABYTE = 1 << 20
MOST_BYTES = 32 * MEGABYTE  # of a file
MOST_UNPACKED = 96 * MEGABYTE  # of all that is unpacked from one
MOST_TEXT = 3_000_000  # characters; the nine tables of a department are some ten thousand
MOST_TABLES = 400
MOST_CELLS = 64  # of a table's head
LONGEST_CELL = 80  # characters
_ABOVE = 3  # lines over a table in which its name and unit may stand
COLUMNS, ROWS = 3, 3  # cells of a line, and lines of so many, that are a table on a printed page


class Unreadable(Exception):  # noqa: N818 - it says what the file is, no fault of ours
    """A file that is not read. ``args[0]`` is the why of :class:`Contents`."""

    @property
    def why(self) -> str:
        """The word that says why."""
        return str(self.args[0])


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What was read. With ``why`` some of the file was not: what is in ``text`` is, all the same.

    ``why``: scan (pages that are pictures), locked (a password), damaged, too_big, tool (a program
    that this machine lacks), format (none that we read), slow, crash; empty: all of it was read.
    """

    kind: str
    text: str = ""  # in normal form, a line a paragraph or row of a table
    tables: tuple[Table, ...] = ()
    grids: tuple[Grid, ...] = ()  # the cells of each table
    why: str = ""


@dataclass
class Collected:
    """Lines and tables as they are read, up to the bound. Unreadable ``too_big`` beyond it."""

    lines: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    size: int = 0

    def line(self, text: str) -> None:
        """One line; blank ones are left out."""
        text = text.strip()
        if not text:
            return
        self.size += len(text) + 1
        if self.size > MOST_TEXT:
            raise Unreadable("too_big")
        self.lines.append(text)

    def table(
        self,
        rows: Sequence[Sequence[str]],
        spread: Iterable[Sequence[Cell]] | None = None,
        *,
        sure: bool = True,
    ) -> None:
        """The cells of a table by row: a line each, and its head where it has one.

        ``spread``: the same with how far each cell reaches, where some reach farther than one.
        ``sure`` False: which column a cell is of cannot be told.
        """
        over = " ".join(self.lines[-_ABOVE:])
        for row in rows:
            self.line("\t".join(cell for cell in row if cell.strip()))
        made = headed(rows)
        if len(self.grids) < MOST_TABLES and len(rows) > 1 and _wide(rows):
            cells = spread or ([Cell(text) for text in row] for row in rows)
            tidy = ([Cell(squeezed(normal(c.text)), c.down, c.across) for c in r] for r in cells)
            laid = grid(squeezed(normal(over)), tidy)
            self.grids += [replace(laid, whole=laid.whole and sure)] if laid else []
        if made and len(self.tables) < MOST_TABLES:
            self.tables.append(made)

    def page(self, lines: Sequence[Sequence[str]], places: Sequence[Sequence[Piece]] = ()) -> None:
        """A printed page's lines, each in cells where wide gaps stand.

        Lines of several cells, one under the other, are a table; all others are lines. By the
        ``places`` of the same cells those of a column are known.
        """
        run: list[Sequence[str]] = []
        for n, line in enumerate([*lines, []]):
            if len(line) >= COLUMNS:
                run.append(line)
                continue
            if len(run) >= ROWS:
                spread = aligned(places[n - len(run) : n]) if places else None
                self.table(run, spread, sure=spread is not None or len(set(map(len, run))) == 1)
            else:
                for cells in run:
                    self.line("\t".join(cells))
            run = []
            self.line("\t".join(line))

    def contents(self, kind: str, why: str = "") -> Contents:
        """All of it."""
        text = normal("\n".join(self.lines))
        return Contents(
            kind=kind, text=text, tables=tuple(self.tables), grids=tuple(self.grids), why=why
        )


def _wide(rows: Sequence[Sequence[str]]) -> bool:
    """Does a row hold several cells? A head over blank rows is a table, too."""
    return any(sum(bool(cell.strip()) for cell in row) > 1 for row in rows)


def headed(rows: Sequence[Sequence[str]]) -> Table | None:
    """The head of a table and how many rows stand below it; None for what is no table.

    Titles, units and makers stand above the head, in rows with a cell or two where the table has
    more; so the head is the first row that fills more than half of the widest row's cells.
    """
    filled = [[" ".join(normal(c).split()) for c in row if c.strip()] for row in rows]
    filled = [row for row in filled if row]
    widest = max(map(len, filled), default=0)
    if widest < 2:
        return None
    least = widest // 2 + 1
    top = next(i for i, row in enumerate(filled) if len(row) >= least)
    head = tuple(cell[:LONGEST_CELL] for cell in filled[top][:MOST_CELLS])
    return Table(header=head, rows=len(filled) - top - 1) if len(filled) - top >= 2 else None
