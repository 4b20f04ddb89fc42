"""One rule of one duty, with all that is known before any evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from checks import Check, kinds
from gongkai.judging.duties import owed
from gongkai.judging.orders import Ask
from gongkai.judging.timing import DAY_OFF, WORKDAY
from gongkai.model import Duty, Fact, Need, Obligation, Plan, Rule, Scope, Targets, Unit


@dataclass(frozen=True, kw_only=True)
class When:
    """The instants and names that every line of a judging carries."""

    round: str
    judged: str
    as_of: date
    seen_at: date
    browser: bool = False  # there is one, so that asking for it is worth a want


@dataclass(frozen=True, kw_only=True)
class Case:
    """One rule of one duty, with all that is known without evidence."""

    plan: Plan
    obligation: Obligation
    duty: Duty
    unit: Unit
    rule: Rule
    rule_id: str
    kind: Check
    scope: Scope
    sole: bool
    partners: tuple[Unit, ...] = ()  # whose publishing serves this duty too
    members: tuple[Unit, ...] = ()  # whom the clause is about, where not its holder

    @property
    def weight(self) -> float:
        """The clause's weight, shared out over the rules that can be scored."""
        scored = [r.share for r in self.obligation.rules if r.check != "manual"]
        if self.rule.check == "manual":
            return 0.0
        return self.obligation.weight * self.rule.share / sum(scored)

    @property
    def needs(self) -> tuple[Need, ...]:
        """What the rule asks for."""
        return self.kind.needs(self.scope, **self.rule.params)

    def ask(self, need: Need) -> Ask:
        """A need with the duty's own subject, match and place where it names none."""
        subject = need.subject or self.obligation.subject
        own = subject == self.obligation.subject
        known = self.plan.subjects[subject].match if subject else ""  # a front has no subject
        default = self.obligation.match if own else known
        return Ask(
            unit=self.unit,
            place=need.place or self.duty.place,
            subject=subject,
            match=need.match or default or known,
            need=need,
            partners=self.partners,
        )

    def asks(self, need: Need) -> tuple[Ask, ...]:
        """The need as it is asked: tests of every member, all else of the duty's own unit."""
        ask = self.ask(need)
        if need.tests and self.members:
            return tuple(replace(ask, unit=unit, partners=()) for unit in self.members)
        return (ask,)

    def askable(self, need: Need) -> bool:
        """Is there anything to ask: a subject's columns, given pages, or a place's front?"""
        front = need.tests or need.links == "home" or need.survey
        return bool(need.subject or self.obligation.subject or need.urls or front)


def cases(plan: Plan, targets: Targets, when: When, units: Sequence[str] = ()) -> Iterator[Case]:
    """Every rule of every duty of a plan, in the plan's order."""
    known = kinds()
    by_id = {u.id: u for u in targets.units}
    obligations = {o.id: o for o in plan.obligations}
    everyone, _ = owed(plan, targets)
    holders: dict[str, set[str]] = {}
    for duty in everyone:
        holders.setdefault(duty.obligation, set()).add(duty.unit)
    about = {o.id: members(o, targets) for o in plan.obligations}
    for duty in owed(plan, targets, units=units)[0] if units else everyone:
        obligation = obligations[duty.obligation]
        scope = Scope(
            as_of=when.as_of,
            seen_at=when.seen_at,
            year=plan.year,
            due=obligation.due,
            window=plan.window,
            amended=amended(targets, duty.unit),
        )
        partners = _partners(by_id, duty.unit, holders[duty.obligation], obligation, when)
        for rule_id, rule in obligation.named.items():
            yield Case(
                plan=plan,
                obligation=obligation,
                duty=duty,
                unit=by_id[duty.unit],
                rule=rule,
                rule_id=rule_id,
                kind=known[rule.check],
                sole=obligation.joint or len(holders[duty.obligation]) == 1,
                partners=partners,
                members=about[obligation.id],
                scope=scope,
            )


def amended(targets: Targets, unit: str) -> tuple[Fact, ...]:
    """What changes the calendar for a unit: for everybody first, then for itself alone."""
    of_it = [f for f in targets.facts if f.kind in (WORKDAY, DAY_OFF) and f.unit in ("", unit)]
    return tuple(sorted(of_it, key=lambda f: bool(f.unit)))


def members(obligation: Obligation, targets: Targets) -> tuple[Unit, ...]:
    """The units of the group that a clause is about; none where it is about its holder."""
    about = obligation.about.removeprefix("group:").removeprefix("sites:")
    return tuple(unit for unit in targets.units if about in unit.groups)


def _partners(
    units: Mapping[str, Unit], id: str, holders: Iterable[str], obligation: Obligation, when: When
) -> tuple[Unit, ...]:
    """The other leads of a joint clause, and whoever has taken the unit over by now."""
    found = [h for h in sorted(holders) if obligation.joint and h != id]
    unit = units[id]
    while unit.into in units and unit.into not in (id, *found):
        if unit.until and unit.until > when.seen_at:
            break
        found.append(unit.into)
        unit = units[unit.into]
    return tuple(units[f] for f in found)


def first_asks(every: Iterable[Case]) -> Iterator[Ask]:
    """What the first visit has to bring."""
    for case in every:
        for need in case.needs:
            if case.askable(need):
                yield from case.asks(need)
