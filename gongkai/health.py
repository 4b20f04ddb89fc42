"""How well a round was read: coverage of every field, by site, column and CMS family.

``runs/<round>/health.csv`` has a line a site, a column and a family. What was read much worse than
in the last round of the same targets, or by a family that reads its canary wrong, is not trusted:
verdicts that rest on it are *unknown* for the reason ``adapter``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path

import msgspec

from gongkai import reasons
from gongkai.disk.store import Round, SiteStore
from gongkai.disk.vitals import Health, read, write
from gongkai.model import Document, Listing, Snapshot, Targets, UserError

FEW = 3  # rows that a column must have had for their loss to tell something
SOME = 10  # rows or pages that a share is worth something from
HALF = 0.5  # a field's coverage that falls to this part of itself is a drop
_CUT = ("…", "...")
_OURS = ("", "unreadable")  # nothing but our reading explains that rows are gone
_SHARES = (
    ("rows_dated", "rows"),
    ("rows_linked", "rows"),
    ("articles_titled", "articles"),
    ("articles_dated", "articles"),
    ("articles_text", "articles"),
)


COUNTS = tuple(f.name for f in fields(Health) if f.type == "int" and f.name != "was_rows")


def measure(round: Round) -> list[Health]:
    """The lines of a round: every site, its columns, then the families."""
    lines = [line for host in round.hosts() for line in _site(round.site(host))]
    families: dict[str, list[Health]] = defaultdict(list)
    for line in lines:
        if line.level == "site" and line.cms:
            families[line.cms].append(line)
    for cms, sites in sorted(families.items()):
        broken = next((s.why for s in sites if s.state == "broken"), "")
        state = "broken" if broken else "ok"
        line = Health(level="cms", cms=cms, state=state, why=broken)
        lines.append(_with(line, _sums(sites)))
    return lines


def compared(lines: Iterable[Health], last: Iterable[Health]) -> list[Health]:
    """The lines with what fell against the last sound reading of the same targets."""
    before = {_key(line): line for line in last}
    return [_compared(line, before.get(_key(line))) for line in lines]


def record(folder: Path, targets: Targets) -> list[Health]:
    """Measure a round, compare it with those before of the same targets, write it down."""
    lines = compared(measure(Round(folder)), standing(folder, targets))
    write(folder, lines)
    return lines


def standing(folder: Path, targets: Targets) -> list[Health]:
    """Of each line the last reading that was sound, in the earlier rounds beside this one that
    asked the same targets: what broke and was not mended is not taken for how it is."""
    now = str(Round(folder).info.get("seen_at", ""))
    earlier = []
    for info in folder.resolve().parent.glob("*/run.json"):
        with suppress(UserError):  # a neighbour of another format, or torn, tells nothing
            seen = str(Round(info.parent).info.get("seen_at", ""))
            if info.parent != folder.resolve() and seen < now and _same(info.parent, targets):
                earlier.append((seen, info.parent))
    found: dict[tuple[str, ...], Health] = {}
    for _, other in sorted(earlier, reverse=True):
        for line in read(other):
            if line.state == "ok" and not line.problem:
                found.setdefault(_key(line), line)
    return list(found.values())


def _key(line: Health) -> tuple[str, ...]:
    return line.level, line.host, line.cms if line.level == "cms" else "", line.column


def _site(store: SiteStore) -> Iterable[Health]:
    columns = [_column(store, x) for x in _readings(store)]
    about = store.about
    faults = "; ".join(map(str, about.get("canary", ())))
    line = Health(
        level="site",
        host=store.host,
        cms=str(about.get("cms", "")),
        state="broken" if faults else "ok",
        why=faults,
    )
    counts = _answers(store.in_this_look()) | _pages(store.documents()) | _rows(columns)
    yield _with(line, counts)
    yield from columns


def _readings(store: SiteStore) -> Iterable[Listing]:
    """Of each column the reading that told most: a browser may draw what is a shell without."""
    best: dict[str, Listing] = {}
    for x in sorted(store.listings(), key=lambda x: (len(x.rows), x.browser)):
        best[x.column] = x
    return [
        best[column] for column in dict.fromkeys(x.column for x in store.listings() if x.column)
    ]


def _with(line: Health, counts: Mapping[str, int]) -> Health:
    return replace(line, **counts)  # type: ignore[arg-type]  # names of fields that hold numbers


def _column(store: SiteStore, listing: Listing) -> Health:
    rows = listing.rows
    return Health(
        level="column",
        host=store.host,
        cms=str(store.about.get("cms", "")),
        column=listing.column,
        name=listing.name,
        problem=listing.problem,
        columns=1,
        columns_read=int(not listing.problem or bool(rows)),
        rows=len(rows),
        rows_dated=sum(row.day is not None for row in rows),
        rows_linked=sum(bool(row.url) for row in rows),
        rows_cut=sum(row.title.endswith(_CUT) for row in rows),
    )


def _answers(snapshots: Iterable[Snapshot]) -> dict[str, int]:
    count = Counter(s.problem for s in snapshots)
    known = reasons.table()
    walls = ("blocked", "verification", "disallowed")
    return {
        "answers": sum(count.values()),
        "walls": sum(n for reason, n in count.items() if reason in walls and reason in known),
        "problems": sum(n for reason, n in count.items() if reason),
    }


def _pages(documents: Iterable[Document]) -> dict[str, int]:
    opened = [d for d in documents if d.opened]
    attached = [sum(link.kind == "attachment" for link in d.links) for d in opened]
    text = [
        bool(n or d.tables or d.text or d.text_at >= 0)
        for d, n in zip(opened, attached, strict=True)
    ]
    return {
        "articles": len(opened),
        "articles_titled": sum(bool(d.title) for d in opened),
        "articles_dated": sum(d.day is not None for d in opened),
        "articles_text": sum(text),
        "attachments": sum(attached),
    }


def _rows(columns: Iterable[Health]) -> dict[str, int]:
    names = ("columns", "columns_read", "rows", "rows_dated", "rows_linked", "rows_cut")
    every = list(columns)
    return {name: sum(getattr(line, name) for line in every) for name in names}


def _sums(lines: Iterable[Health]) -> dict[str, int]:
    every = list(lines)
    return {name: sum(getattr(line, name) for line in every) for name in COUNTS}


def _compared(now: Health, last: Health | None) -> Health:
    if last is None or now.state == "broken":
        return now
    now = replace(now, was_rows=last.rows)
    lost = now.level == "column" and last.rows >= FEW and not now.rows and now.problem in _OURS
    fallen = [name for name, of in _SHARES if _fell(now, last, name, of)]
    if lost:
        fallen.insert(0, "rows")
    if now.level == "cms" or not fallen:
        return now
    return replace(now, state="drop", why=fallen[0])


def _fell(now: Health, last: Health, name: str, of: str) -> bool:
    """Has the share of ``of`` that has the field fallen to half of what it was?"""
    a, b = getattr(last, of), getattr(now, of)
    if min(a, b) < SOME:
        return False
    was, is_ = getattr(last, name) / a, getattr(now, name) / b
    return bool(was >= HALF and is_ <= HALF * was)


def _same(other: Path, targets: Targets) -> bool:
    """Did that round ask these targets? Their addresses may differ from run to run."""
    kept = other / "given" / "targets.json"
    if not kept.is_file():
        return False
    try:
        known = msgspec.json.decode(kept.read_bytes(), type=Targets)
    except msgspec.DecodeError:
        return False
    hosts = {site.host for site in known.sites}
    return known.title == targets.title and hosts == {site.host for site in targets.sites}
