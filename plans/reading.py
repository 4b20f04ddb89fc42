"""Reading plans: heads, tasks, clauses, rules and subjects, from YAML to the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from gongkai.cadence import Cadence
from gongkai.door import Door
from gongkai.model import FactKind, Form, Level, Obligation, Scale, Subject, Sum
from gongkai.text.match import Match
from gongkai.words import say
from plans.rules import inherited, read_rules, sound_if_none
from plans.yearly import filled

TASK = ("task", "clauses")
T = TypeVar("T", Form, Level, Scale, Sum)
_INNER: tuple[tuple[str, type[Any]], ...] = (
    *(("forms", Form), ("levels", Level)),
    *(("scales", Scale), ("sums", Sum)),
)


@dataclass(frozen=True, kw_only=True)
class Head:
    """plan.yaml."""

    title: str
    year: int
    source: str = ""  # 文号; a draft may not know it yet
    window: int = 60
    yearly: bool = False  # the same every year: its clauses say {year} and {last_year}
    scheme: str = ""  # how its results become points; empty: by the clauses' weights


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
                subject = _subject(door, read, file, id)
                if subject and _sound(door, subject, file):
                    found.setdefault(id, subject)
    return found


def _subject(door: Door, read: Any, file: Path, id: str) -> Subject | None:
    bare = {**door.pairs(read, file, id)}
    rules = bare.pop("rules", None)
    said = () if rules is None else tuple(read_rules(door, rules, file, f"{id} rules"))
    inner = {key: _named(door, cls, bare.pop(key, {}), file, f"{id} {key}") for key, cls in _INNER}
    return door.build(Subject, bare, file, id, given={"id": id, "rules": said, **inner})


def _named(door: Door, cls: type[T], read: Any, file: Path, at: str) -> dict[str, T]:
    """Objects by their names, as a section of a subject writes them."""
    made = {
        name: door.build(cls, value, file, f"{at}/{name}")
        for name, value in door.pairs(read, file, at).items()
    }
    return {name: it for name, it in made.items() if it is not None}


def read_facts(door: Door, homes: Sequence[Path]) -> dict[str, FactKind]:
    """The kinds of facts that clauses may wait for; the first home that has one wins."""
    found: dict[str, FactKind] = {}
    for home in homes:
        file = home / "facts.yaml"
        for id, read in door.mapping(file).items() if file.is_file() else ():
            kind = door.build(FactKind, read, file, id, given={"id": id})
            if kind:
                found.setdefault(id, kind)
    return found


def _sound(door: Door, subject: Subject, file: Path) -> bool:
    texts = [subject.words, subject.match, *subject.contents.values(), *subject.passages.values()]
    texts += [x for form in subject.forms.values() for x in form.contents.values()]
    for one in subject.sums.values():
        texts += [one.table, one.where, *one.left, *one.right]
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
        if self.head.yearly:
            read = filled(read, self.head.year)
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
        self._sound_cadence(bare.cadence, file, at)
        said = None if rules is None else list(read_rules(self.door, rules, file, at))
        found = inherited(bare, said, if_none, self.subjects)
        if said is None and not found.rules:
            self.door.fault(file, at, "no_rules")
        return found

    def _sound_cadence(self, normal: str, file: Path, at: str) -> None:
        try:
            Cadence.parse(normal or "unspecified")
        except ValueError:
            self.door.fault(file, at, "bad_cadence", seen=normal)

    def _again(self, item: str, n: int, file: Path) -> bool:
        """Did an earlier clause of the same file have this number?"""
        key = f"{file.name}/{item}"
        return self._stood.setdefault(key, str(n)) != str(n)
