"""The audit joined and told: each result with its clause, parts, sentence and arithmetic."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from gongkai import reasons
from gongkai.disk.judged import Ledger, Result, Score
from gongkai.disk.vitals import Health
from gongkai.model import CREDIT, Obligation, Outcome, Part, Rule, State, Unit
from reports import Audit, _points, _signs, _words
from reports._beside import beside

SIGNS = {
    Outcome.PASS: "✓",
    Outcome.HALF: "△",
    Outcome.FAIL: "✗",
    Outcome.UNKNOWN: "？",
    Outcome.MANUAL: "※",
    Outcome.SKIP: "–",
}
COUNTED = ("ok", "gap", "incomplete", "too_few", "missing")  # told by how many parts there are
MOST_NAMED, ROOM = 24, 10  # cells of a strip that carry a name, and its characters
NAMING = ("linked", "probe")  # checks whose only part still says more than the clause's title
NAMED = 6  # parts that a sentence names before it says how many more there are


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A part as a strip shows it."""

    part: Part
    label: str
    short: str  # where a cell has little room: of a 文号 only year and number
    sign: str
    state: str
    told: str  # the reason in two or three words
    limit: str
    seen: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One result as it is told. ``credit`` is None where the result enters no score."""

    result: Result
    outcome: Outcome
    sign: str
    item: str
    title: str
    task: str
    source: str
    note: str
    support: tuple[str, ...]
    place: str
    check: str
    column: str
    reason: str
    sentence: str
    remedy: str
    seen: str
    limit: str
    ours: bool
    weight: float  # the clause's
    share: float  # the rule's part of it
    credit: float | None
    cells: tuple[Cell, ...]
    ledger: Ledger | None
    anchor: str
    slots: Mapping[str, str]  # what its sentence is filled with
    taken: float | None = None  # by the plan's scheme; None: it has none

    @property
    def worth(self) -> float:
        """The points that the result may earn or lose: the clause's weight times the share."""
        return self.result.weight

    @property
    def earned(self) -> float:
        """The points it earned."""
        return self.worth * (self.credit or 0.0)

    @property
    def lost(self) -> float:
        """The points to regain; nothing where the result was not judged."""
        if self.taken is not None:
            return self.taken
        return 0.0 if self.credit is None else self.worth - self.earned

    @property
    def problem(self) -> bool:
        """It is not met whole, and that costs; by a scheme, whether it costs or not."""
        short = self.credit is not None and self.credit < 1
        return short and (self.lost > 0 or self.taken is not None)

    @property
    def named(self) -> bool:
        """Whether the cells of the strip have room for their names."""
        return len(self.cells) <= MOST_NAMED and all(len(c.short) <= ROOM for c in self.cells)


def _place(result: Result) -> _points.Key:
    return result.item, result.unit, result.place, result.rule


class Telling:
    """An :class:`reports.Audit` with everything that two reports need worked out once."""

    def __init__(self, audit: Audit) -> None:
        self.audit = audit
        self.say: Callable[..., str] = _words.speaker(audit.lang)
        self.obligations = {o.item: o for o in audit.plan.obligations}
        self.units = {u.id: u for u in audit.targets.units}

    @cached_property
    def lines(self) -> list[Line]:
        """Every result, in the order of the audit."""
        return [self._line(n, r) for n, r in enumerate(self.audit.results, 1)]

    @cached_property
    def by_unit(self) -> dict[str, list[Line]]:
        """The results of each unit; those of a name that nobody answers to stand under ''."""
        grouped: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines:
            grouped[line.result.unit].append(line)
        return dict(grouped)

    @cached_property
    def scores(self) -> list[Score]:
        """Ranked units by class and rank, then the unranked by name."""
        scheme = self.audit.plan.scheme
        order = {c.name: n for n, c in enumerate(scheme.classes)} if scheme else {}
        return sorted(
            (s for s in self.audit.scores if s.unit),
            key=lambda s: (
                s.rank is None,
                order.get(s.class_, len(order)),
                s.rank or 0,
                s.unit_name,
                s.unit,
            ),
        )

    @cached_property
    def signs(self) -> list[_signs.Sign]:
        """What a person should look at; no findings."""
        return list(_signs.told(self.audit.candidates, self.say))

    @cached_property
    def taken(self) -> Mapping[_points.Key, float]:
        """What each result takes by the plan's scheme."""
        return _points.taken(self.audit.points)

    @cached_property
    def tasks(self) -> list[str]:
        """The plan's tasks in its own order."""
        return list(dict.fromkeys(o.task for o in self.audit.plan.obligations))

    def problems(self, unit: str | None = None) -> list[Line]:
        """What loses points, most points first (of one unit, or of all by unit)."""
        units = [s.unit for s in self.scores] if unit is None else [unit]
        return [
            line
            for one in units
            for line in sorted(self.by_unit.get(one, []), key=lambda x: -x.lost)
            if line.problem
        ]

    def counts(self, lines: Sequence[Line]) -> Counter[Outcome]:
        """How many results of each outcome."""
        return Counter(line.outcome for line in lines)

    def supported(self, unit: Unit) -> list[Obligation]:
        """Clauses in which the unit is named as support: shown, never scored."""
        known = {unit.name, *unit.aliases}
        for group in self.audit.targets.groups:
            if group.id in unit.groups:
                known |= {group.name, *group.aliases}
        return [o for o in self.audit.plan.obligations if known & set(o.support)]

    def check(self, check: str) -> str:
        """A kind of check in a word or two; one without words stands as its name."""
        return self.say(f"check_{check}") if f"check_{check}" in _words.table() else check

    def place(self, place: str) -> str:
        """The place of a duty as people call it."""
        kind, _, which = place.partition(":")
        which = urlsplit(self.audit.targets.platforms.get(which, "")).hostname or which
        return self.say(f"place_{kind or 'any'}", which=which)

    def because(self, line: Health) -> str:
        """Why a site or column is not believed, in words."""
        if line.state == "broken":
            fields = [fault.partition(":")[0] for fault in line.why.split("; ")]
            told = (f"canary_{field}" for field in dict.fromkeys(fields))
            names = [self.say(key) for key in told if key in _words.table()]
            return self.say("why_canary", x=self.say("and").join(names) or line.why)
        return self.say(f"why_{line.why}") if line.why else ""

    def why(self, code: str) -> str:
        """Why a unit is unranked, in words; a code without words stands as it is."""
        return self.say(f"unranked_{code}") if f"unranked_{code}" in _words.table() else code

    # ------------------------------------------------------------------ one result

    def _line(self, number: int, result: Result) -> Line:
        clause = self.obligations.get(result.item)
        rule = _rule(clause, result.rule)
        ledger = self.audit.ledgers.get(result.key)
        outcome = Outcome(result.outcome)
        seen, limit = self._seen(result), self._limit(result, ledger)
        slots = self._slots(result, clause, rule, ledger)
        lang = self.audit.lang
        return Line(
            result=result,
            outcome=outcome,
            sign=SIGNS[outcome],
            item=result.item,
            title=clause.title if clause else result.item,
            task=clause.task if clause else "",
            source=clause.source if clause and clause.source else self.audit.plan.source,
            note=clause.note if clause else "",
            support=clause.support if clause else (),
            place=slots["place"],
            check=self.check(result.check),
            column=slots["column"],
            reason=reasons.name(result.reason, lang),
            sentence=capital(reasons.sentence(result.reason, lang, **slots)),
            remedy=self._mended(ledger) or capital(reasons.remedy(result.reason, lang, **slots)),
            seen=seen,
            limit=limit,
            ours=result.limit_by == "ours",
            weight=clause.weight if clause else result.weight,
            share=result.weight / clause.weight if clause and clause.weight else 1.0,
            credit=CREDIT.get(outcome),
            cells=tuple(self._cells(ledger, result)),
            ledger=ledger,
            anchor=f"r{number}",
            slots=slots,
            taken=self.taken.get(_place(result), 0.0) if self.audit.plan.scheme else None,
        )

    def _mended(self, ledger: Ledger | None) -> str:
        """What to do about the technical tests that were not passed, where their words say so."""
        lost = [p for p in ledger.parts if p.reason == "not_passed"] if ledger else []
        keys = dict.fromkeys(f"mend_{p.limit}" for p in lost)
        return " ".join(self.say(key) for key in keys if key in _words.table())

    def _slots(
        self, result: Result, clause: Obligation | None, rule: Rule | None, ledger: Ledger | None
    ) -> dict[str, str]:
        """What the sentence of a reason is filled with; nothing is ever empty."""
        seen, limit = self._seen(result), self._limit(result, ledger)
        told = self._told(result, ledger)
        if ledger and len(ledger.parts) > 1 and told:
            if result.reason in COUNTED:
                seen = self._counted(result.parts_good)
            else:
                seen = self._some([_words.seen(p.seen, p.limit, self.audit.lang) for p in told])
                limit = self._some([_words.asked(p.limit, self.audit.lang) for p in told])
        if result.reason == "dead_link" and _words.day(seen):
            seen = self._some([p.url for p in told]) or seen
        expected = self._expected(result, clause, rule, ledger)
        whole = expected == self.say("quoted", x=clause.title if clause else result.item)
        return {
            "expected": expected,
            "content": self.say("content_of", x=clause.title) if whole and clause else expected,
            "beside": beside(result, seen, limit, self.say),
            "seen": seen or self.say("nothing"),
            "limit": limit or self.say("as_planned"),
            "column": self._columns(result, clause, ledger, told),
            "place": self.place(result.place),
            "day": str(_words.day(result.seen_at) or result.seen_at or self.say("unrecorded")),
        }

    def _told(self, result: Result, ledger: Ledger | None) -> list[Part]:
        """The parts that the verdict's reason speaks of."""
        parts = ledger.parts if ledger else ()
        return [p for p in parts if p.reason == result.reason] or [
            p for p in parts if p.state in (State.BAD, State.HALF, State.DOUBT)
        ]

    def _some(self, texts: Sequence[str]) -> str:
        """The first few different ones, and how many there are."""
        kept = [_words.clean(x) for x in dict.fromkeys(texts) if x]
        joined = self.say("and").join(kept[:NAMED])
        return joined if len(kept) <= NAMED else self.say("and_more", some=joined, n=len(kept))

    def _seen(self, result: Result) -> str:
        if result.parts_due > 1 and re.fullmatch(r"[\d.]+/\d+", result.seen):
            return self.say("n_of_m", n=result.parts_good, m=result.parts_due)
        return _words.seen(result.seen, result.limit, self.audit.lang)

    def _counted(self, n: int | str) -> str:
        return self.say("one_part" if int(n) == 1 else "n_parts", n=n)

    def _limit(self, result: Result, ledger: Ledger | None) -> str:
        if result.limit.isdigit() and ledger and len(ledger.parts) > 1:
            return self._counted(result.limit)
        return _words.asked(result.limit, self.audit.lang)

    def _columns(
        self, result: Result, clause: Obligation | None, ledger: Ledger | None, told: Sequence[Part]
    ) -> str:
        if result.check != "columns" or not told:
            return self._column(clause, ledger)
        if result.reason == "no_column":  # what was read is not what was not found
            return clause.title if clause else self.say("the_column")
        return self._some([self._label(p.key, result) for p in told])  # each part is a column

    def _column(self, clause: Obligation | None, ledger: Ledger | None) -> str:
        """Names of the columns read, else the subject's name with their addresses."""
        named = [_words.clean(n) for n in dict.fromkeys(ledger.column_names) if n] if ledger else []
        if named:
            return self.say("and").join(named)
        subject = self.audit.plan.subjects.get(clause.subject) if clause else None
        name = subject.name if subject else clause.title if clause else self.say("the_column")
        return _words.clean(" ".join([name, *(ledger.columns if ledger else ())]))

    def _expected(
        self,
        result: Result,
        clause: Obligation | None,
        rule: Rule | None,
        ledger: Ledger | None,
    ) -> str:
        title = clause.title if clause else result.item
        if result.reason == "no_holder":
            return result.unit_name or title
        if rule and (asked := rule.params.get("hand_in")):
            return self._some([asked] if isinstance(asked, str) else asked)
        told = self._told(result, ledger)
        whose = self._answered(rule, told, result) if result.reason == "missing" else ""
        if whose:
            return whose
        if result.reason == "needs_person" and told:
            handed = f"hand_in_{told[0].limit}"
            return self.say(handed if handed in _words.table() else "quoted", x=title)
        alone = ledger is not None and len(ledger.parts) == 1 and result.check not in NAMING
        if not told or alone or result.outcome == Outcome.PASS:
            return self.say("quoted", x=title)
        if all(p.key.startswith("#") for p in told):  # numbered, as they have no names
            return self.say("quoted", x=title)
        return self._some([self._label(p.key, result) for p in told])

    def _answered(self, rule: Rule | None, told: Sequence[Part], result: Result) -> str:
        """What is to follow each document or event that nothing followed; empty elsewhere."""
        subject = self.audit.plan.subjects.get(_subject(rule)) if rule else None
        named = [self._label(p.key, result) for p in told if not p.key.startswith("#")]
        if not subject or not named:
            return ""
        return self.say("answer_to", to=subject.name, x=self._some(named))

    def _label(self, key: str, result: Result) -> str:
        names = {id: u.name for id, u in self.units.items()}
        return _words.label(key, self.audit.lang, names, own=result.unit)

    def _cells(self, ledger: Ledger | None, result: Result) -> Iterator[Cell]:
        for part in ledger.parts if ledger else ():
            told = reasons.name(part.reason, self.audit.lang)
            late = "late" if part.reason == "late" else part.state.value
            yield Cell(
                part=part,
                label=self._label(part.key, result),
                short=self._label(part.key[max(part.key.find("〔"), 0) :], result),
                sign=self.say(f"sign_{late}"),
                state=part.state.value,
                told=told,
                limit=_words.asked(part.limit, self.audit.lang),
                seen=_words.seen(part.seen, part.limit, self.audit.lang),
            )


def capital(sentence: str) -> str:
    """It begins with a capital letter, where it begins with a letter."""
    return sentence[:1].upper() + sentence[1:]


def _subject(rule: Rule) -> str:
    """What is to follow in a pair; empty for other rules, and for a document with itself."""
    first, to = (re.split(r"[.@]", str(rule.params.get(side, "")))[0] for side in ("from", "to"))
    return to if rule.check == "lag" and to != first else ""


def _rule(clause: Obligation | None, rule: str) -> Rule | None:
    """The plan's rule behind a rule id: ``contains#2`` is the clause's second ``contains``."""
    check, _, nth = rule.partition("#")
    same = [r for r in clause.rules if r.check == check] if clause else []
    at = int(nth or 1) - 1 if (nth or "1").isdigit() else 0
    return same[at] if 0 <= at < len(same) else None
