"""Reading schemes (plans/schemes/<id>.yaml): trees of indicators, from YAML to the model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import isclose
from pathlib import Path
from typing import Any

from gongkai.door import Door
from gongkai.model import Band, Component, Ground, Indicator, Plan, Scheme, UnitClass
from gongkai.model.scheme import MODES, PER, SCALES, SKIPPED, SPREADS, takes
from gongkai.words import say

INHERITED = ("mode", "source", "unconfirmed")  # of a branch, where the node does not say


def names(homes: Sequence[Path]) -> list[str]:
    """The ids of all schemes, those of the working folder first."""
    files = [file for home in homes for file in sorted((home / "schemes").glob("*.yaml"))]
    return list(dict.fromkeys(file.stem for file in files))


def read_scheme(door: Door, homes: Sequence[Path], id: str, file: Path) -> Scheme | None:
    """The scheme of that id; a fault (at ``file``, which names it) where there is none."""
    known = names(homes)
    if id not in known:
        door.fault(file, "", "no_scheme", name=id, names=" ".join(known), word=id, among=known)
        return None
    found = next(f for home in homes if (f := home / "schemes" / f"{id}.yaml").is_file())
    return _Reader(door, found).read()


def fitting(door: Door, plan: Plan) -> None:
    """Faults where scheme and plan do not fit: each item of the plan is counted, or left out."""
    scheme = plan.scheme
    if scheme is None:
        return
    file = f"schemes/{scheme.id}.yaml"
    items = [o.item for o in plan.obligations]
    stems = [item for g in _grounds(scheme) for item in g.items]
    for item in (*stems, *scheme.leaves):
        if not any(takes(item, known) for known in items):
            at = say("item", item=item)
            door.fault(file, at, "scheme_no_item", plan=plan.id, word=item, among=items)
    for item in items:
        if not any(takes(stem, item) for stem in (*stems, *scheme.leaves)):
            door.fault(file, "", "scheme_leaves", item=item, plan=plan.id)
    for one in scheme.classes:
        if one.fact and one.fact not in plan.facts:
            door.fault(file, one.id, "unknown_fact", key=one.fact, word=one.fact, among=plan.facts)


def _grounds(scheme: Scheme) -> list[Ground]:
    return [g for top in scheme.indicators for leaf in top.leaves for g in leaf.grounds]


class _Reader:
    """One file."""

    def __init__(self, door: Door, file: Path) -> None:
        self.door = door
        self.file = file

    def read(self) -> Scheme | None:
        read = self.door.mapping(self.file)
        if not read:
            return None
        tops = self._items(read, "indicators")
        found = [self._indicator(x, f"indicators/{n}", {}) for n, x in enumerate(tops, 1)]
        indicators = tuple(x for x in found if x)
        given = {
            "id": self.file.stem,
            "indicators": indicators,
            "classes": tuple(self._classes(self._items(read, "classes"), indicators)),
            "bands": self._bands(read.pop("bands", None)),
        }
        scheme = self.door.build(Scheme, read, self.file, "", given=given)
        if scheme:
            self._one_of("absent", scheme.absent, SPREADS, "")
            self._one_of("skipped", scheme.skipped, SKIPPED, "")
            self._factors(scheme)
        if not found:
            self.door.fault(self.file, "", "no_key", key="indicators")
        for id, times in Counter(x.id for x in _every(indicators)).items():
            if times > 1:
                self.door.fault(self.file, id, "indicator_twice", key=id)
        return scheme

    def _items(self, read: dict[str, Any], key: str) -> Sequence[Any]:
        return self.door.items(read.pop(key, None), self.file, key)

    def _one_of(self, key: str, value: str, words: Sequence[str], at: str) -> None:
        if value not in words:
            want = say("want_one_of", words=" ".join(words))
            self.door.fault(
                self.file, at, "bad_value", key=key, want=want, seen=value, word=value, among=words
            )

    def _bands(self, read: Any) -> tuple[Band, ...]:
        """Best first, whatever the order in the file."""
        pairs = self.door.pairs(read or {}, self.file, "bands")
        bands = [Band(name=name, least=self._number(v, "bands", name)) for name, v in pairs.items()]
        return tuple(sorted(bands, key=lambda b: -b.least))

    def _number(self, read: Any, at: str, key: str) -> float:
        """A number, or a fraction as schemes print them: 4/3."""
        try:
            return float(Fraction(str(read)))
        except (ValueError, ZeroDivisionError):
            want = say("want_number")
            self.door.fault(self.file, at, "bad_value", key=key, want=want, seen=read)
            return 0.0

    # ------------------------------------------------------------ indicators

    def _indicator(self, read: Any, at: str, above: Mapping[str, Any]) -> Indicator | None:
        bare = {**above, **self.door.pairs(read, self.file, at)}
        at = str(bare.get("id") or at)
        kept = {key: bare[key] for key in INHERITED if key in bare}
        children = self._items(bare, "children")
        grounds = self._items(bare, "of")
        below = [self._indicator(x, f"{at}/{n}", kept) for n, x in enumerate(children, 1)]
        levels = [self._number(x, at, "levels") for x in self._items(bare, "levels")]
        given = {
            "children": tuple(x for x in below if x),
            "grounds": tuple(g for n, x in enumerate(grounds, 1) if (g := self._ground(x, at, n))),
            "levels": tuple(levels),
        }
        found = self.door.build(Indicator, bare, self.file, at, given=given)
        if found:
            self._sound(found)
            if not found.children:
                for ground in found.grounds:
                    self._sound_ground(ground, found)
        return found

    def _ground(self, read: Any, at: str, n: int) -> Ground | None:
        ground = self.door.build(Ground, read, self.file, f"{at}/{n}")
        if ground:
            self._one_of("per", ground.per, PER, f"{at}/{n}")
        return ground

    def _sound(self, it: Indicator) -> None:
        self._one_of("mode", it.mode, MODES, it.id)
        self._one_of("scale", it.scale, SCALES, it.id)
        fault = self._why_not(it)
        if fault:
            self.door.fault(self.file, it.id, fault)

    def _why_not(self, it: Indicator) -> str:
        """What is wrong with the node as a whole, as a sentence of the table; empty: nothing."""
        if it.children:
            own = it.points or it.grounds or it.manual
            mixed = any((x.mode == "bonus") != (it.mode == "bonus") for x in it.leaves)
            return "branch_points" if own else "bonus_mixed" if mixed else ""
        if not it.grounds and not it.manual:
            return "leaf_empty"
        if it.mode in ("weigh", "bonus") and it.points <= 0:
            return "leaf_points"
        if it.mode == "deduct" and it.points <= 0 and it.most <= 0:
            return "deduct_bound"
        if it.mode == "veto" and (it.points or it.most):
            return "veto_points"
        return self._why_not_scale(it)

    def _why_not_scale(self, it: Indicator) -> str:
        shares = [g.share for g in it.grounds]
        if it.scale == "levels":
            falling = list(it.levels) == sorted(it.levels, reverse=True) and len(it.levels) == 3
            fits = falling and it.levels[0] > 0 and it.levels[2] >= 0
            return "" if fits and isclose(it.levels[0], it.points) else "levels_three"
        if it.scale == "steps":
            whole = all(s > 0 for s in shares) and isclose(sum(shares), 1.0)
            return "" if whole else "steps_whole"
        if it.scale == "column" and not 0 < it.column < 1:
            return "column_share"
        return "steps_only" if any(shares) else ""

    def _sound_ground(self, ground: Ground, it: Indicator) -> None:
        if it.mode == "deduct" and ground.off <= 0:
            self.door.fault(self.file, it.id, "ground_off")
        if it.mode != "deduct" and (ground.off or ground.most):
            self.door.fault(self.file, it.id, "ground_no_off")
        if min(ground.least, ground.sample + 1) < 1 or min(ground.off, ground.most) < 0:
            self.door.fault(self.file, it.id, "ground_negative")

    # ------------------------------------------------------------ classes

    def _classes(
        self, reads: Sequence[Any], indicators: Sequence[Indicator]
    ) -> Iterator[UnitClass]:
        known = [x.id for x in _every(indicators)]
        stood: set[str] = set()
        for n, read in enumerate(reads, 1):
            bare = {**self.door.pairs(read, self.file, f"classes/{n}")}
            at = str(bare.get("id") or f"classes/{n}")
            parts = [
                self.door.build(Component, x, self.file, f"{at}/composed")
                for x in self._items(bare, "composed")
            ]
            factor = bare.pop("factor", None)
            given = {
                "composed": tuple(p for p in parts if p),
                "factor": 0.0 if factor is None else self._number(factor, at, "factor"),
            }
            found = self.door.build(UnitClass, bare, self.file, at, given=given)
            if found is None:
                continue
            for id in found.without:
                if id not in known:
                    self.door.fault(self.file, at, "no_indicator", key=id, word=id, among=known)
            if found.id in stood:
                self.door.fault(self.file, at, "class_twice", key=found.id)
            stood.add(found.id)
            yield found

    def _factors(self, scheme: Scheme) -> None:
        """A printed factor must be what makes the rest whole again."""
        every = sum(x.points for x in _scored(scheme.indicators))
        for one in scheme.classes:
            if not one.factor:
                continue
            kept = sum(x.points for x in _scored(_without(scheme.indicators, one.without)))
            if not isclose(kept * one.factor, every, rel_tol=1e-6):
                told = f"{kept:g} × {one.factor:.4g} = {kept * one.factor:.4g} ≠ {every:g}"
                self.door.fault(self.file, one.id, "bad_factor", seen=told)


def _every(nodes: Sequence[Indicator]) -> Iterator[Indicator]:
    for node in nodes:
        yield node
        yield from _every(node.children)


def _scored(nodes: Sequence[Indicator]) -> Iterator[Indicator]:
    leaves = (leaf for node in nodes for leaf in node.leaves)
    return (leaf for leaf in leaves if leaf.mode in ("weigh", "deduct"))


def _without(nodes: Sequence[Indicator], gone: Sequence[str]) -> list[Indicator]:
    """The tree without those branches; a branch that loses all its leaves goes with them."""
    kept = [
        replace(node, children=tuple(_without(node.children, gone)))
        for node in nodes
        if node.id not in gone
    ]
    had = {node.id for node in nodes if node.children}
    return [node for node in kept if node.children or node.id not in had]
