"""``gongkai explain``: one verdict, from the clause to the sum."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

import msgspec
from rich.markup import escape

import checks
from gongkai import explaining, reasons, round
from gongkai.commands._absent import absent
from gongkai.commands._arguments import Parser
from gongkai.commands._asked import judged_round, nearest
from gongkai.commands._options import judging
from gongkai.commands._screen import OUT, plain
from gongkai.disk.judged import Judged, Result
from gongkai.explaining import APART, Explained, Look, Place, Sum, twice
from gongkai.model import Fact, FactKind, Part, Snapshot, State, Step, UserError
from gongkai.targets import Directory
from gongkai.words import language, say
from plans.differ import rule_told, worded
from reports import _words

_GOOD = 12  # parts in order that are printed; the others are counted
_SIGNS = {
    State.GOOD: "✓",
    State.HALF: "△",
    State.BAD: "✗",
    State.DOUBT: "？",
    State.OUT: "–",
}
Told = Iterator[tuple[str, str]]  # heading (empty: goes on), text


def arguments(made: Parser) -> None:
    """Which verdict."""
    judging(made)
    made.add_argument("unit_id", metavar="UNIT", help=say("opt_unit"))
    made.add_argument("item", metavar="ITEM", help=say("opt_item"))
    made.add_argument("--json", action="store_true", help=say("opt_json"))


def run(args: argparse.Namespace) -> int:
    """Tell every verdict of that unit on that item."""
    job = judged_round(args)
    results = Judged(job.folder / "judged" / job.judged).results()
    named = {u.id for u in Directory(job.targets).named(args.unit_id)}
    mine = [r for r in results if r.unit in named or args.unit_id in (r.unit, r.unit_name)]
    meant = [r for r in mine if r.item == args.item]
    if not meant:
        raise UserError(_unknown(args.unit_id, args.item, mine, results))
    for told in explaining.explain(job, meant):
        if args.json:
            print(msgspec.json.encode(told).decode())
        else:
            _show(told, job)
    return 0


def _unknown(unit: str, item: str, mine: list[Result], results: list[Result]) -> str:
    """What to write instead: the nearest unit, else who owes the item, else the nearest item."""
    if not mine:
        return say("no_unit", name=unit, near=nearest(unit, (r.unit_name for r in results)))
    if names := explaining.owing(results, item):
        return say("others_owe", unit=mine[0].unit_name, item=item, names="、".join(names))
    return say("no_item", unit=unit, item=item, near=nearest(item, (r.item for r in mine)))


def _show(it: Explained, job: round.Job) -> None:
    for heading, text in _told(it, job):
        head = f"[b]{say(heading)}[/b] " if heading else "  "
        # Addresses and titles are the sites' words: no mark-up, no control of the terminal.
        OUT.print(head + escape(plain(text)), soft_wrap=True)
    OUT.print()


def _told(it: Explained, job: round.Job) -> Told:
    names = {unit.id: unit.name for unit in job.targets.units}
    yield "clause", f"{it.plan} {it.source} · {it.task}"
    yield "", f"{it.result.item} {it.title}"
    for heading, text in (
        ("clause_text", it.text),
        ("clause_note", it.note),
        ("clause_file", f"plans/{it.file}" if it.file else ""),
    ):
        if text:
            yield heading, text
    yield from _rule(it)
    yield from _evidence(it)
    kinds = {id: kind for plan in job.plans for id, kind in plan.facts.items()}
    for fact in it.facts:
        yield "", f"{say('fact_used')} {_fact(fact, kinds, names)}"
    if it.absence:
        yield from absent(it.absence, names)
    yield from _parts(it.parts, names)
    if it.sum:
        yield from arithmetic(it.sum)
    yield from _verdict(it)


def _rule(it: Explained) -> Told:
    rule = it.rule
    if rule is None:
        yield "rule", say("rule_none")
        return
    kind = checks.kinds()[rule.check]
    yield "rule", f"{it.result.rule} {kind.title[language()]}"
    left = "".join(f" {p.name}={worded(p.value)}＊" for p in it.params if p.name not in rule.params)
    ours = say("ours") if it.result.limit_by == "ours" else ""
    yield "", f"{rule_told(rule)}{left} {ours}"
    if rule.basis:
        yield "", say("rule_basis", basis=rule.basis)
    if rule.if_none:
        yield "", say("rule_if_none") + say(f"none_{rule.if_none}")
    if rule.share != 1:
        yield "", say("rule_share", share=rule.share)


def _evidence(it: Explained) -> Told:
    place, _, platform = it.result.place.partition(":")
    where = f" · {say(f'place_{place}')}{platform}" if place else ""
    yield "evidence", say("seen_on", as_of=it.result.as_of, seen_at=it.result.seen_at) + where
    if not (it.places or it.steps or it.proofs):
        yield "", say("nothing_looked")
    for seen in it.places:
        how = say(f"how_{seen.how}") if seen.how else ""
        name = _words.term(seen.name, language())
        yield "", f"{say(f'place_of_{seen.kind}')} {name} {seen.url} {how}"
        for look in seen.looks:
            yield "", f"  {_look(seen, look)}"
    for step in () if it.absence else it.steps:
        yield "", f"{say('looked')} {_step(step)}"
    for proof in it.proofs:
        yield "", f"{say('proof')} {_proof(proof)}"


def _fact(fact: Fact, kinds: Mapping[str, FactKind], names: Mapping[str, str]) -> str:
    days = " – ".join(str(d) for d in (fact.day, fact.until) if d)
    kind = _words.fact(kinds.get(fact.kind), fact.kind, language())
    unit = names.get(fact.unit, fact.unit)
    return " ".join(filter(None, (kind, unit, fact.about, days, fact.basis, fact.by)))


def _look(place: Place, look: Look) -> str:
    at = look.at + (say("look_by_browser") if look.by == "browser" else "")
    if look.problem:
        return f"{at} {reasons.name(look.problem, language())}"
    if place.kind != "column":
        return at
    far = "look_complete" if look.complete else "look_back_to" if look.back_to else "look_partly"
    return f"{at} {say('look_rows', n=look.rows)} {say(far, day=look.back_to)}"


def _step(step: Step) -> str:
    if step.problem:
        end = reasons.name(step.problem, language())
    else:
        end = say("step_found", url=step.found) if step.found else say("step_nothing")
    return f"{say(f'way_{step.way}')} {step.url} → {end}"


def _proof(proof: Snapshot) -> str:
    told = [proof.url, proof.fetched_at, str(proof.status or "—"), f"sha256 {proof.sha256 or '—'}"]
    if proof.problem:
        told.append(reasons.name(proof.problem, language()))
    if proof.by == "person":
        told.append(f"{say('saved_by')} {proof.person} {proof.file}")
    return "  ".join(told)


def _parts(parts: tuple[Part, ...], names: Mapping[str, str]) -> Told:
    yield "parts", ""
    good = [p for p in parts if p.state in (State.GOOD, State.OUT)]
    shown = {id(p) for p in good[:_GOOD]}
    for p in parts:
        if p.state not in (State.GOOD, State.OUT) or id(p) in shown:
            yield "", "  ".join(filter(None, _part(p, names)))
    if len(good) > _GOOD:
        yield "", say("parts_more", n=len(good) - _GOOD)


def _part(p: Part, names: Mapping[str, str]) -> Iterator[str]:
    lang = language()
    test = p.key.partition(" ")[0] in names
    yield _SIGNS[p.state]
    yield _words.label(p.key, lang, names) if test else p.key
    yield reasons.name(p.reason, lang)
    yield _words.term(p.seen, lang)
    if p.limit and not test:  # a test asks for what it is called
        yield say("part_limit", limit=_words.asked(p.limit, lang))
    yield p.url


def arithmetic(it: Sum) -> Told:
    """The lines that tell a sum: by shares, or by number."""
    due = it.good + it.half + it.bad + it.doubt
    yield (
        "arithmetic",
        say(
            "sum_parts",
            due=due,
            good=it.good,
            half=it.half,
            bad=it.bad,
            doubt=it.doubt,
            out=it.out,
        ),
    )
    if due and it.most is not None:
        least = "sum_most" if it.half_most == it.most else "sum_half_most"
        yield "", say(least, bad=it.bad, most=it.most, half=it.half_most)
    elif due:
        share = "sum_share" if it.low == it.high else "sum_shares"
        limits = say("sum_limits", full=it.full_share, half=it.half_share)
        yield "", f"{say(share, low=it.low, high=it.high)}{limits}"
    if it.doubt:
        yield "", say("sum_doubt", bad=say(it.if_bad), good=say(it.if_good))
    scored = it.earned is not None
    yield "", say("sum_points" if scored else "sum_unscored", weight=it.weight, earned=it.earned)


def _verdict(it: Explained) -> Told:
    result = it.result
    yield "verdict", f"{say(result.outcome)} · {reasons.name(result.reason, language())}"
    yield "", it.sentence
    yield "remedy", it.remedy
    yield "whose", say(f"fault_{it.fault}")
    if result.confirmed:
        yield "confirmation", _confirmed(it)
    if result.saved_by:
        yield "saved_by", result.saved_by
    yield "decisions", say("no_decisions")


def _confirmed(it: Explained) -> str:
    if it.result.confirmed == "yes":
        key = "confirmed_yes" if it.places else "confirmed_person"
        return say(key, n=len(it.places), hours=APART)
    once = dict.fromkeys(p.url for p in it.places if not twice(p))
    key = "confirmed_no" if once else "confirmed_never"
    return say(key, hours=APART, urls=" ".join(once))
