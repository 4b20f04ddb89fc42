"""Reading plans: heads, tasks, clauses, rules and subjects, from YAML to the model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gongkai.door import Door
from gongkai.match import Match
from gongkai.model import Obligation, Rule, Subject
from gongkai.words import say

IF_NONE = ("fail", "not_applicable", "zero_report", "unknown")
OF_RULE = ("ours", "share", "if_none")
TASK = ("task", "clauses")


@dataclass(frozen=True, kw_only=True)
class Head:
    """plan.yaml."""

    title: str
    source: str
    year: int
    window: int = 60


@dataclass(frozen=True, kw_only=True)
class _OfRule:
    """What a rule says beside the parameters of its check."""

    share: float = 1.0
    if_none: str = ""


def read_subjects(door: Door, homes: Sequence[Path]) -> dict[str, Subject]:
    """The subjects of every home; the first home that has one wins."""
    found: dict[str, Subject] = {}
    for home in homes:
        stood: dict[str, Path] = {}
        for file in sorted((home / "subjects").glob("*.yaml")):
            for id, read in door.mapping(file).items():
                if id in stood:
                    door.fault(file, id, "subject_twice", key=id, other=stood[id].name)
                stood[id] = file
                subject = door.build(Subject, read, file, id, given={"id": id})
                if subject and _sound(door, subject, file):
                    found.setdefault(id, subject)
    return found


def _sound(door: Door, subject: Subject, file: Path) -> bool:
    texts = [subject.words, subject.match, *subject.contents.values()]
    fits = [sound_match(door, text, file, subject.id) for text in texts]
    return sound_if_none(door, subject.if_none, file, subject.id) and all(fits)


def sound_match(door: Door, expression: str, file: Path | str, at: str) -> bool:
    """Does the expression parse? A fault where it does not."""
    try:
        Match(expression)
    except ValueError as error:
        door.fault(file, at, "bad_match", seen=expression, why=error)
        return False
    return True


def sound_if_none(door: Door, word: str, file: Path, at: str) -> bool:
    """Is it one of the four words, or not said? A fault where it is not."""
    if word in ("", *IF_NONE):
        return True
    want = say("want_one_of", words=" ".join(IF_NONE))
    door.fault(file, at, "bad_value", key="if_none", want=want, seen=word, word=word, among=IF_NONE)
    return False


class Tasks:
    """The task files of one plan."""

    def __init__(
        self, door: Door, folder: Path, head: Head, subjects: Mapping[str, Subject]
    ) -> None:
        self.door = door
        self.folder = folder
        self.head = head
        self.subjects = subjects
        self._stood: dict[str, str] = {}  # item -> file name

    def read(self) -> list[Obligation]:
        """The obligations of all tasks, in the order of the file names."""
        files = [file for file in sorted(self.folder.glob("*.yaml")) if file.name != "plan.yaml"]
        if not files:
            self.door.fault(self.folder, "", "no_tasks")
        return [obligation for file in files for obligation in self._task(file)]

    def _task(self, file: Path) -> Iterator[Obligation]:
        read = self.door.mapping(file)
        for key in read:
            if key not in TASK:
                self.door.fault(file, "", "unknown_key", key=key, word=key, among=TASK)
        if not isinstance(read.get("task"), str):
            self.door.fault(file, "", "no_key", key="task")
            return
        for n, entry in enumerate(self.door.items(read.get("clauses"), file, "clauses"), 1):
            obligation = self._clause(entry, read["task"], n, file)
            if obligation:
                yield obligation

    def _clause(self, entry: Any, task: str, n: int, file: Path) -> Obligation | None:
        read = self.door.pairs(entry, file, f"clauses/{n}")
        item = str(read.get("item", ""))
        at = say("item", item=item) if item else f"clauses/{n}"
        if_none = str(read.pop("if_none", None) or "")
        rules = read.pop("rules", None)
        given = {
            "id": f"{self.folder.name}/{item}",
            "plan": self.folder.name,
            "task": task,
            "source": f"{self.head.source} {item}",
            "rules": (),
            "file": f"{self.folder.name}/{file.name}",
        }
        bare = self.door.build(Obligation, read, file, at, given=given) if read else None
        other = self._stood.setdefault(item, file.name)
        if bare and (other != file.name or self._again(item, n, file)):
            self.door.fault(file, at, "item_twice", item=item, other=other)
        sound_if_none(self.door, if_none, file, at)
        if bare is None:
            return None
        return self._inherit(bare, if_none, list(self._rules(rules, file, at)))

    def _again(self, item: str, n: int, file: Path) -> bool:
        """Did an earlier clause of the same file have this number?"""
        key = f"{file.name}/{item}"
        return self._stood.setdefault(key, str(n)) != str(n)

    def _inherit(self, bare: Obligation, if_none: str, rules: list[Rule]) -> Obligation:
        subject = self.subjects.get(bare.subject)
        word = if_none or (subject.if_none if subject else "")
        return replace(
            bare,
            match=bare.match or (subject.match if subject else ""),
            rules=tuple(replace(rule, if_none=rule.if_none or word) for rule in rules),
        )

    def _rules(self, read: Any, file: Path, at: str) -> Iterable[Rule]:
        if not isinstance(read, list):
            self.door.fault(file, at, "no_rules" if read is None else "rules_not_list")
            return
        for entry in read:
            named = {entry: {}} if isinstance(entry, str) else entry
            if not isinstance(named, Mapping) or len(named) != 1:
                self.door.fault(file, at, "rule_shape")
                continue
            ((check, said),) = named.items()
            yield self._rule(str(check), self.door.pairs(said or {}, file, at), file, at)

    def _rule(self, check: str, said: dict[str, Any], file: Path, at: str) -> Rule:
        ours = self.door.pairs(said.get("ours") or {}, file, f"{at} ours")
        for key in ours.keys() & said.keys():
            self.door.fault(file, at, "param_twice", key=key)
        flat = {**{key: value for key, value in said.items() if key != "ours"}, **ours}
        own = {key: flat.pop(key) for key in ("share", "if_none") if key in flat}
        of_rule = self.door.build(_OfRule, own, file, at) or _OfRule()
        sound_if_none(self.door, of_rule.if_none, file, at)
        if not 0 < of_rule.share <= 1:
            want = say("want_share")
            self.door.fault(file, at, "bad_value", key="share", want=want, seen=of_rule.share)
        return Rule(
            check=check,
            params=flat,
            ours=tuple(ours),
            share=of_rule.share,
            if_none=of_rule.if_none,
        )
