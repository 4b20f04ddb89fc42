"""One entry for every period or edition, without a gap and in time.

``period`` is month, quarter, half, year, week (from Monday to Sunday, numbered by GB/T 7408) or
edition. ``from`` .. ``to`` are months of the plan's year (a season), ``months`` a list of them
(中考3月, 高考11月): a period is asked where it lies within them, a week where it ends in them. An
entry fills the periods that its title speaks of (1—2月 fills two months, 上半年 two quarters).
One that names none is filled in by its own page, as far as that is clear, or by its day where it
comes regularly; else it is a doubt. Editions are numbers (第3期): ``editions`` of them are due in
the year, or those that facts of kind ``edition`` name with their day (about: 1.9 第3期); without
either only gaps between those that are there. Numbers begin anew each year, 总第115期 runs on.
``lag`` (30d, 20wd, 1mo) runs from the period's last day; a repetition is not late where the first
was not. ``zero_ok``: a zero report fills its period. ``full`` and ``half`` are shares of the parts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai.judging.editions import edition_key, editions_due, numbered
from gongkai.judging.rhythm import Period, asked, expanded, nameless, spoken_of
from gongkai.judging.settle import absent, part, settle
from gongkai.judging.timing import Limit, amended_in, entries, limit, not_due, on_time, timed, told
from gongkai.model import Document, Evidence, Fact, Need, Part, Scope, Verdict
from gongkai.text.match import fold
from gongkai.text.periods import periods
from gongkai.text.zero import says_zero
from gongkai.workdays import parse

TITLE = {"zh": "按期公开、不缺期", "en": "Every period, no gap"}
LIMITS = ("lag",)
PAGES = "pages"  # of entries whose titles name no period: the name of the want
_MOST_PAGES = 24
_HEAD = 300  # characters of a text that may say what period it is of
_REGULAR = 3  # entries of one title, each after another period, that come regularly


def needs(
    scope: Scope,
    *,
    period: str,
    lag: str = "30d",
    from_: int = 1,
    to: int = 12,
    months: Sequence[int] = (),
    editions: int = 0,
    zero_ok: bool = False,
    full: float = 1.0,
    half: float = 0.5,
) -> tuple[Need, ...]:
    """The column back to the first day of the first period; no page is opened yet."""
    parse(lag)
    if period == "edition":
        return (Need(name="it", since=date(scope.year, 1, 1)),)
    found = asked(scope.year, period, _months(from_, to, months))
    if not found:
        raise ValueError(f"no {period} lies within the months {from_} to {to}")
    return (Need(name="it", since=found[0].first),)


def check(
    evidence: Evidence,
    *,
    period: str,
    lag: str = "30d",
    from_: int = 1,
    to: int = 12,
    months: Sequence[int] = (),
    editions: int = 0,
    zero_ok: bool = False,
    full: float = 1.0,
    half: float = 0.5,
) -> Verdict:
    """A part a period, its key as 2026-03, 2026-Q1, 2026-H1, 2026, 2026-W05, no.3 or total.115."""
    scope = evidence.scope
    if period == "edition":
        return _editions(evidence, lag, editions, full=full, half=half)
    wanted = asked(scope.year, period, _months(from_, to, months))
    dues = {p.key: limit(p.last, lag, scope) for p in wanted}
    every = entries(evidence, "it", None, scope.seen_at)
    unclear = _Unclear(evidence, wanted, every)
    filled: dict[str, list[Document]] = defaultdict(list)
    for document in every:
        for key in spoken_of(document.title, timed(document)[0], scope.year):
            filled[key].append(document)
    for key, documents in unclear.cleared.items():
        filled[key] += documents
    unclear.lay({p.key: dues[p.key] for p in wanted if not filled[p.key]})
    parts = [_part(evidence, p, dues[p.key], filled[p.key], unclear, zero_ok) for p in wanted]
    facts = amended_in(dues.values(), scope)
    verdict = settle(parts, full=full, half=half, bad="gap", facts=facts)
    lacking = {p.key for p in verdict.parts if p.reason in ("missing", "not_captured")}
    return replace(verdict, wants=unclear.wants(lacking))


def _months(from_: int, to: int, months: Sequence[int]) -> frozenset[int]:
    return frozenset(months or range(from_, to + 1))


def _part(
    evidence: Evidence,
    period: Period,
    due: Limit,
    found: list[Document],
    unclear: _Unclear,
    zero_ok: bool,
) -> Part:
    key = period.key
    if best := on_time(key, found, due, evidence.scope):
        zero = zero_ok and any(d.url == best.url and says_zero(d.title) for d in found)
        return replace(best, reason="zero_report") if zero and best.reason == "ok" else best
    if not_due(due, evidence.scope):
        return part(key, "not_due", limit=str(due))
    if due.day is None:
        return part(key, "no_calendar", limit=str(due))
    gone = absent(evidence, "it", key, since=period.first, limit=str(due))
    if gone.reason == "missing" and (doubt := unclear.doubt(key, due)):
        return doubt
    return gone


# ---- entries whose titles name no period


@dataclass(frozen=True)
class _After:
    """An entry without a period, and the periods that were over when it was published."""

    document: Document
    keys: tuple[str, ...]  # the last first

    @property
    def key(self) -> str:
        """The likeliest."""
        return self.keys[0]


class _Unclear:
    """The entries whose titles name no period, and what their pages or their days make of them."""

    def __init__(self, evidence: Evidence, wanted: Sequence[Period], every: list[Document]) -> None:
        self._pages = {d.url: d for d in evidence.documents.get(PAGES, ())}
        self._year = evidence.scope.year
        self._after: list[_After] = []
        self._laid: dict[str, Document] = {}
        self.cleared: dict[str, list[Document]] = defaultdict(list)
        for document in every:
            day = timed(document)[0]
            ended = [p for p in wanted if day and p.last < day]
            if ended and day and nameless(document.title, day, self._year):
                keys = tuple(p.key for p in reversed(ended))
                self._place(_After(document, keys), wanted)
        self._by_rhythm()

    def _place(self, entry: _After, wanted: Sequence[Period]) -> None:
        """By what its page says, where that is one period; else it waits."""
        page = self._pages.get(entry.document.url)
        spoken = _own_periods(page, self._year) if page else ()
        of_it = [p.key for p in wanted if p.key in spoken]
        if len(of_it) == 1:
            self.cleared[of_it[0]].append(entry.document)
        elif not spoken or of_it:
            self._after.append(entry)

    def _by_rhythm(self) -> None:
        """What has one title and comes once after each of several periods is of these."""
        alike: dict[str, list[_After]] = defaultdict(list)
        for each in self._after:
            alike[fold(each.document.title)].append(each)
        for same in alike.values():
            once = [x for x in same if [y.key for y in same].count(x.key) == 1]
            if len(once) == len(same) >= _REGULAR:
                for each in once:
                    self.cleared[each.key].append(each.document)
                    self._after.remove(each)

    def lay(self, empty: Mapping[str, Limit]) -> None:
        """Each entry to the last period that nothing else fills: it may hide that one, no other.

        One that was read and names no period hides none whose limit was over when it came, but
        the very last before it.
        """
        free = dict(empty)
        for each in sorted(self._after, key=lambda x: (-len(x.keys), x.document.url)):
            if key := next((k for k in each.keys if k in free and self._may(each, k, free[k])), ""):
                del free[key]
                self._laid[key] = each.document

    def _may(self, entry: _After, key: str, due: Limit) -> bool:
        page = self._pages.get(entry.document.url)
        day = timed(entry.document)[0]
        in_time = day is not None and day <= (due.day or due.earliest)
        return key == entry.key or in_time or page is None or bool(page.problem)

    def doubt(self, key: str, due: Limit) -> Part | None:
        """The part of a period that an entry may be of; None where none may."""
        if (document := self._laid.get(key)) is None:
            return None
        page = self._pages.get(document.url)
        reason = page.problem or "no_period" if page else "not_captured"
        return told(key, reason, document, due, document.title)

    def wants(self, lacking: set[str]) -> tuple[Need, ...]:
        """The pages that may say which of the lacking periods they are of."""
        urls = [x.document.url for x in self._after if lacking.intersection(x.keys)]
        missing = tuple(u for u in dict.fromkeys(urls) if u not in self._pages)[:_MOST_PAGES]
        return (Need(name=PAGES, urls=missing, open="named", why="period"),) if missing else ()


def _own_periods(page: Document, year: int) -> frozenset[str]:
    """The periods that the head of a page and the heads of its tables name with their year."""
    heads = [cell for table in page.tables for cell in table.header]
    said = {key for text in (page.text[:_HEAD], *heads) for key in periods(text)}
    return expanded({key for key in said if key.startswith(f"{year}-")})


# ---- editions


def _editions(evidence: Evidence, lag: str, editions: int, *, full: float, half: float) -> Verdict:
    scope = evidence.scope
    first = date(scope.year, 1, 1)
    found = numbered(entries(evidence, "it", None, scope.seen_at), scope.year)
    told_of = _scheduled(evidence)
    keys = editions_due(found, editions, told_of)
    if not keys:
        return settle([absent(evidence, "it", "#1", since=first)], full=full, half=half)
    last = max((int(key.partition(".")[2]) for key in found), default=0)
    days = {key: fact.day for key, fact in told_of.items() if fact.day}
    dues = {key: limit(days.get(key, date(scope.year, 12, 31)), lag, scope) for key in keys}
    parts = [
        _edition(
            evidence, key, found, dues[key] if key in days else None, dues[key],
            passed=int(key.partition(".")[2]) < last,
        )
        for key in keys
    ]  # fmt: skip
    facts = (*told_of.values(), *amended_in(dues.values(), scope))
    return settle(parts, full=full, half=half, bad="gap", facts=facts)


def _scheduled(evidence: Evidence) -> dict[str, Fact]:
    """The editions that people say are due of this clause, by their keys."""
    item, found = evidence.duty.obligation.rpartition("/")[2], {}
    for fact in evidence.facts:
        of_it, _, number = fact.about.partition(" ")
        mine = fact.kind == "edition" and of_it == item and fact.unit in ("", evidence.duty.unit)
        if mine and fact.day and fact.day.year == evidence.scope.year:
            found[edition_key(number)] = fact
    return found


def _edition(
    evidence: Evidence,
    key: str,
    found: Mapping[str, list[Document]],
    due: Limit | None,
    end: Limit,
    *,
    passed: bool,
) -> Part:
    """``due`` by a fact, else there is no day; ``end``: when all are due; ``passed``: a later
    number is out."""
    scope = evidence.scope
    if best := on_time(key, found.get(key, ()), due, scope):
        return best
    if not passed and not_due(end, scope):
        return part(key, "not_due", limit=str(end))
    if not passed and end.day is None:
        return part(key, "no_calendar", limit=str(end))
    return absent(evidence, "it", key, since=date(scope.year, 1, 1), limit=str(due or ""))
