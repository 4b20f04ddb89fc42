"""Is a plan sound: do its checks, parameters, subjects, places and groups exist and fit?"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, get_type_hints

from gongkai.door import Door, fits
from gongkai.judging.inside import INSIDE
from gongkai.judging.rhythm import PERIODS, SIZES, asked
from gongkai.model import Obligation, Plan, Rule, Subject, Targets
from gongkai.targets import Directory
from gongkai.words import say
from plans.reading import sound_match
from plans.rules import SWITCHES, takes_contents

Kinds = Mapping[str, Callable[..., Any]]

NOT_OVER_FOUND = ("manual", "probe", "columns")  # they read no entries, so none can be lacking
PLACES = ("portal", "own", "any")
OF = ("newest", "each", "any")
LISTS = ("names", "parts", "tests", "hand_in", "label")
ON = ("home", "column", "entry")
TESTS = (
    *("up", "https", "aaaa", "http_v6", "gov_domain", "search", "site_code", "apply_form"),
    *("mailbox_form", "mobile", "dead_links", "privacy", "party_mark", "icp", "police_record"),
    *("sponsor", "contact", "report_errors", "page_tags", "availability"),
)
MOMENTS = ("publish", "written", *INSIDE)

_MANY = 100_000
_SECTIONS = {"adds_up": "sums", "itemised": "levels", "fits": "scales"}  # of other checks
_LIMIT = re.compile(r"[1-9]\d*(d|wd|mo|h)")
_FACT = "fact:"
_OF_YEAR = range(1, 13)
_SEASON: tuple[tuple[str, Any], ...] = (("from", 1), ("to", 12), ("months", []))
_ANY_YEAR = 2025


def validate(plan: Plan, *, kinds: Kinds, targets: Targets | None = None) -> None:
    """Raise UserError with up to twenty faults where the plan is not sound.

    ``kinds`` are the ``check`` functions by name. Groups and platforms are known from
    ``targets``; without them only the form of ``about`` and ``places`` is seen to. A platform
    that the targets lack is a fault only where it looks misspelt.
    """
    door = Door()
    for subject in plan.subjects.values():
        for other in subject.elsewhere:
            if other not in plan.subjects:
                at = f"{subject.id}.elsewhere"
                _unknown_subject(door, plan, other, "plans/subjects", at)
    for obligation in plan.obligations:
        _Clause(door, plan, obligation, kinds, targets).see()
    door.close()


def _unknown_subject(door: Door, plan: Plan, key: str, file: str, at: str) -> None:
    door.fault(file, at, "unknown_subject", key=key, word=key, among=plan.subjects)


class _Clause:
    def __init__(
        self, door: Door, plan: Plan, it: Obligation, kinds: Kinds, targets: Targets | None
    ) -> None:
        self.door = door
        self.plan = plan
        self.it = it
        self.kinds = kinds
        self.targets = targets
        self.at = say("item", item=it.item)

    def fault(self, sentence: str, /, **slots: Any) -> None:
        self.door.fault(self.it.file, self.at, sentence, **slots)

    def see(self) -> None:
        it = self.it
        if not it.lead:
            self.fault("no_lead")
        if not it.rules:
            self.fault("no_rules")
        if it.weight <= 0:
            self._bad("weight", "want_positive", it.weight)
        if it.subject and it.subject not in self.plan.subjects:
            _unknown_subject(self.door, self.plan, it.subject, it.file, self.at)
        sound_match(self.door, it.match, it.file, self.at)
        for place in it.places:
            self._place(place)
        if it.after:
            self._fact(it.after)
        self._whose()
        for rule in it.rules:
            self._rule(rule)

    def _bad(self, key: str, want: str, seen: object) -> None:
        self.fault("bad_value", key=key, want=say(want), seen=seen)

    def _fact(self, kind: str) -> None:
        if kind not in self.plan.facts:
            self.fault("unknown_fact", key=kind, word=kind, among=self.plan.facts)

    def _place(self, place: str) -> None:
        kind, colon, id = place.partition(":")
        if kind == "platform" and id:
            # like a name nobody answers to, a platform may be foreign to these targets
            known = self.targets.platforms if self.targets else {}
            if id not in known and get_close_matches(id, known, n=1):
                self.fault("unknown_platform", key=id, word=id, among=known)
        elif colon or place not in PLACES:
            self.fault("unknown_place", key=place, word=place, among=(*PLACES, "platform:"))

    def _whose(self) -> None:
        kind, _, id = self.it.about.partition(":")
        shaped = self.it.about == "holder" or (kind == "group" and bool(id))
        if not shaped:
            among = ("holder", "group:")
            self.fault("unknown_about", key=self.it.about, word=self.it.about, among=among)
        if self.targets is None:
            return
        groups = {group.id for group in self.targets.groups}
        directory = Directory(self.targets)
        # where nobody answers to a lead the clause is foreign to these targets: no_holder tells it
        held = any(directory.named(name) for name in self.it.lead)
        if kind == "group" and shaped and held and id not in groups:
            self.fault("unknown_about", key=id, word=id, among=groups)
        named = any(not directory.group_named(name) for name in self.it.lead)
        for name in self.it.lead:
            if not directory.group_named(name):
                continue
            if self.it.joint and not named:  # beside a named unit a group shares what that owes
                self.fault("group_joint", name=name)
            elif not self.it.each:
                self.fault("group_not_each", name=name)

    # ---------------------------------------------------------------- rules

    def _rule(self, rule: Rule) -> None:
        if rule.check not in self.kinds:
            known = sorted(self.kinds)
            self.fault(
                "unknown_check",
                key=rule.check,
                names=" ".join(known),
                word=rule.check,
                among=known,
            )
            return
        self._signature(rule)
        for key, value in rule.params.items():
            self._form(rule.check, key, value)
            self._range(rule, key, value)
        on = rule.params.get("on", "home") if rule.check == "linked" else "entry"
        if rule.check in NOT_OVER_FOUND or on == "home":
            return
        if not rule.if_none and on == "entry":
            self.fault("no_if_none", check=rule.check)
        if not self.it.subject and not {"from", "list"} & rule.params.keys():
            self.fault("no_subject", check=rule.check)
        if subject := self.plan.subjects.get(self.it.subject):
            self._of_subject(rule, subject)

    def _of_subject(self, rule: Rule, subject: Subject) -> None:
        """What a rule judges by must stand in the rule or in its subject."""
        if takes_contents(rule) and not subject.contents:
            self.fault("no_parts", subject=subject.id)
        asked = [key for key in SWITCHES if rule.check == "contains" and rule.params.get(key)]
        for section in [*asked, *filter(None, [_SECTIONS.get(rule.check)])]:
            known = getattr(subject, section)
            if not known:
                self.fault("no_section", check=rule.check, section=section, subject=subject.id)
            named = rule.params.get(section, [])
            for name in _texts(named) if known and not isinstance(named, bool) else ():
                if name not in known:
                    self._one_of(section, name, tuple(known))

    def _signature(self, rule: Rule) -> None:
        takes = dict(_params(self.kinds[rule.check]))
        known = [name for name in takes if name != "**"]
        for key, value in rule.params.items():
            if key not in takes and "**" not in takes:
                self.fault(
                    "unknown_param",
                    check=rule.check,
                    key=key,
                    names=" ".join(known),
                    word=key,
                    among=known,
                )
            elif key in takes and not fits(value, takes[key][1]):
                self._bad(key, "want_other", value)
        for key, (needed, _) in takes.items():
            if needed and key not in rule.params:
                self.fault("no_param", check=rule.check, key=key)

    def _form(self, check: str, key: str, value: Any) -> None:
        """The forms that parameters of one name have in every check."""
        if key in ("lag", "within", "least"):
            if not (isinstance(value, str) and _LIMIT.fullmatch(value)):
                self._bad(key, "want_limit", value)
        elif key == "by":
            if value != "due" and not _day(value):
                self._bad(key, "want_by", value)
            if value == "due" and self.it.due is None:
                self.fault("by_no_due")
        elif key == "since" and value not in ("year", "any") and not _day(value):
            self._bad(key, "want_since", value)
        elif key == "period" and value not in PERIODS:
            self._one_of(key, value, PERIODS)
        elif key in ("from", "to") and isinstance(value, str):
            self._moment(key, value)
        elif key in ("list", "originals"):
            if value not in self.plan.subjects:
                _unknown_subject(self.door, self.plan, str(value), self.it.file, self.at)
        elif key in ("which", "match", "parts", "names", "label", "to"):
            for text in _texts(value):
                sound_match(self.door, text, self.it.file, self.at)

    def _range(self, rule: Rule, key: str, value: Any) -> None:
        """The numbers and lists that a check of ours can do something with."""
        most = 4 if key == "clicks" else _MANY
        counts = ("n", "days", "rows", "chars", "clicks", "editions")
        if key in counts and isinstance(value, int) and not 0 < value < most:
            self._bad(key, "want_other" if key == "clicks" else "want_positive", value)
        elif key in ("full", "half") and isinstance(value, (int, float)) and not 0 < value <= 1:
            self._bad(key, "want_share", value)
        elif key == "of" and value not in OF:
            self._one_of(key, value, OF)
        elif key == "on" and value not in ON:
            self._one_of(key, value, ON)
        elif key == "tests" and (isinstance(value, str) or not value):
            self._bad(key, "want_texts", value)
        elif key == "tests" and (other := [x for x in value if x not in TESTS]):
            self._one_of(key, other[0], TESTS)
        elif (
            key in LISTS and isinstance(value, list) and not all(isinstance(x, str) for x in value)
        ):
            self._bad(key, "want_quoted", value)
        elif key in ("parts", "hand_in", "label", "to") and not value:
            self._bad(key, "want_other", value)
        elif key == "until" and value not in INSIDE:
            self._one_of(key, value, INSIDE)
        elif key == "months" and (not value or not all(m in _OF_YEAR for m in value)):
            self._bad(key, "want_other", value)
        elif key == "period" and str(value) in SIZES and not _within(rule.params):
            self._bad("from", "want_other", rule.params.get("from", 1))

    def _one_of(self, key: str, seen: object, words: tuple[str, ...]) -> None:
        want = say("want_one_of", words=" ".join(words))
        self.fault("bad_value", key=key, want=want, seen=seen, word=str(seen), among=words)

    def _moment(self, key: str, value: str) -> None:
        if key == "from" and value.startswith(_FACT):
            self._fact(value.removeprefix(_FACT))
            return
        where, _, moment = value.partition(".")
        subject, _, place = where.partition("@")
        if place:
            self._place(place)
        if subject not in self.plan.subjects:
            _unknown_subject(self.door, self.plan, subject, self.it.file, self.at)
        if moment and moment not in MOMENTS:
            self._one_of(key, moment, MOMENTS)
        elif key == "to" and moment not in ("", "publish"):
            self._one_of(key, moment, MOMENTS[:1])


def _params(check: Callable[..., Any]) -> Iterator[tuple[str, tuple[bool, Any]]]:
    """The keywords of a check: name as a plan writes it, needed or not, type.

    A trailing underscore that keeps a Python keyword apart (``from_``) is not written in plans.
    """
    try:
        hints = get_type_hints(check)
    except NameError:  # a type that exists for type checkers only
        hints = {}
    for name, param in inspect.signature(check).parameters.items():
        if param.kind is param.VAR_KEYWORD:
            yield "**", (False, Any)
        elif param.kind is param.KEYWORD_ONLY:
            needed = param.default is param.empty
            yield name.rstrip("_"), (needed, hints.get(name, Any))


def _within(params: Mapping[str, Any]) -> bool:
    """Does any period lie within the months that a series is asked for?"""
    first, last, months = (params.get(key, none) for key, none in _SEASON)
    if not isinstance(first, int) or not isinstance(last, int) or not isinstance(months, list):
        return True  # said already
    return bool(asked(_ANY_YEAR, params["period"], months or range(first, last + 1)))


def _day(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _texts(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [str(text) for text in value.values()]
    return [str(text) for text in value] if isinstance(value, list) else [str(value)]
