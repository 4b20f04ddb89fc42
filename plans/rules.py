"""Rules as plans and subjects write them, and what a clause's rules take from its subject's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gongkai.door import Door
from gongkai.model import Obligation, Rule, Subject
from gongkai.words import say

IF_NONE = ("fail", "not_applicable", "zero_report", "unknown")
LIMITS = ("days", "lag", "within", "least")  # numbers that plans leave out, and subjects then give
HOUSE = (
    Rule(check="series", params={"lag": "30d"}, ours=("lag",), basis="我方取值"),
)  # every column
SWITCHES = ("tables", "passages", "forms")  # of contains: sections of the subject
_SIDES = ("from", "to")  # of a lag: the number is of that pair only


@dataclass(frozen=True, kw_only=True)
class _OfRule:
    """What a rule says beside the parameters of its check."""

    share: float = 1.0
    if_none: str = ""
    basis: str = ""


OF_RULE = ("share", "if_none", "basis")


def read_rules(door: Door, read: Any, file: Path, at: str) -> Iterator[Rule]:
    """The rules of a list such as ``[fresh, {series: {period: month, ours: {lag: 30d}}}]``."""
    if not isinstance(read, list):
        door.fault(file, at, "no_rules" if read is None else "rules_not_list")
        return
    for entry in read:
        named = {entry: {}} if isinstance(entry, str) else entry
        if not isinstance(named, Mapping) or len(named) != 1:
            door.fault(file, at, "rule_shape")
            continue
        ((check, said),) = named.items()
        yield _rule(door, str(check), door.pairs(said or {}, file, at), file, at)


def _rule(door: Door, check: str, said: dict[str, Any], file: Path, at: str) -> Rule:
    ours = door.pairs(said.get("ours") or {}, file, f"{at} ours")
    for key in ours.keys() & said.keys():
        door.fault(file, at, "param_twice", key=key)
    flat = {**{key: value for key, value in said.items() if key != "ours"}, **ours}
    own = {key: flat.pop(key) for key in OF_RULE if key in flat}
    of_rule = door.build(_OfRule, own, file, at) or _OfRule()
    sound_if_none(door, of_rule.if_none, file, at)
    if not 0 < of_rule.share <= 1:
        want = say("want_share")
        door.fault(file, at, "bad_value", key="share", want=want, seen=of_rule.share)
    return Rule(
        check=check,
        params=flat,
        ours=tuple(key for key in ours if key in flat),
        share=of_rule.share,
        if_none=of_rule.if_none,
        basis=of_rule.basis,
    )


def sound_if_none(door: Door, word: str, file: Path, at: str) -> bool:
    """Is it one of the four words, or not said? A fault where it is not."""
    if word in ("", *IF_NONE):
        return True
    want = say("want_one_of", words=" ".join(IF_NONE))
    door.fault(file, at, "bad_value", key="if_none", want=want, seen=word, word=word, among=IF_NONE)
    return False


def inherited(
    bare: Obligation, rules: Sequence[Rule] | None, if_none: str, subjects: Mapping[str, Subject]
) -> Obligation:
    """The clause with what its subject gives: match, if_none, rules where it has none, limits.

    Whatever a rule takes from a subject is ours. A rule without any parameter takes all of the
    subject's; another one only the limits that it does not state.
    """
    subject = subjects.get(bare.subject)
    word = if_none or (subject.if_none if subject else "")
    own = [_mine(rule) for rule in subject.rules] if subject else []
    if rules is not None:
        known = [*own, *_of_sides(rules, subjects), *HOUSE]
        own = [_filled(rule, known) for rule in rules]
    return replace(
        bare,
        match=bare.match or (subject.match if subject else ""),
        rules=tuple(replace(rule, if_none=rule.if_none or word) for rule in own),
    )


def takes_contents(rule: Rule) -> bool:
    """Does it ask for the contents of its subject, as it states nothing to ask for?"""
    stated = {"parts", "rows", "chars", *SWITCHES} & rule.params.keys()
    return rule.check in ("contains", "records") and not stated


def _mine(rule: Rule) -> Rule:
    return replace(rule, ours=tuple(rule.params))


def _of_sides(rules: Iterable[Rule], subjects: Mapping[str, Subject]) -> Iterator[Rule]:
    """The default lags of the subjects that the clause's own lags lead from and to."""
    for rule in rules:
        for side in _SIDES:
            id = str(rule.params.get(side, "")).partition(".")[0]
            if id in subjects:
                yield from map(_mine, subjects[id].rules)


def _filled(rule: Rule, known: Iterable[Rule]) -> Rule:
    """The rule with what the first default of its check and pair adds."""
    for default in known:
        if default.check != rule.check or _other_pair(rule, default):
            continue
        keys = set(LIMITS) if rule.params else set(default.params)
        more = {k: v for k, v in default.params.items() if k in keys and k not in rule.params}
        if not more:
            return rule
        return replace(
            rule,
            params={**rule.params, **more},
            ours=(*rule.ours, *more),
            basis=rule.basis or default.basis,
        )
    return rule


def _other_pair(rule: Rule, default: Rule) -> bool:
    if not rule.params or rule.check != "lag":
        return False
    return any(rule.params.get(side) != default.params.get(side) for side in _SIDES)
