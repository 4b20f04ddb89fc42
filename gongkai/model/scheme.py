"""How judgements become points: a tree of indicators over the obligations of a plan."""

from __future__ import annotations

from dataclasses import dataclass

MODES = ("weigh", "deduct", "veto", "bonus")
SCALES = ("outcome", "share", "levels", "steps", "column", "ratio")
PER = ("result", "part", "document")
SPREADS = ("scale", "spread")
SKIPPED = ("leave", "full")


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Which results an indicator's points rest on, and what one finding among them costs.

    A finding is a result that is not met, or one part of it, or a document with such a part.
    """

    items: tuple[str, ...]  # of the plan; a trailing * takes all that begin so
    rules: tuple[str, ...] = ()  # as in results.csv: contains, contains#2; empty: every rule
    places: tuple[str, ...] = ()  # empty: every place
    reasons: tuple[str, ...] = ()  # only what is lost for these; empty: whatever is lost
    per: str = "result"  # result | part | document
    off: float = 0.0  # points that one finding costs (deduct)
    most: float = 0.0  # points that this ground may cost; 0: only the indicator's bound holds
    share: float = 0.0  # of the indicator's points (steps)
    least: int = 1  # findings that make a veto
    sample: int = 0  # so many documents are drawn by the seed; 0: all
    what: str = ""  # the finding in words: 未开设栏目
    source: str = ""  # of the numbers; empty: the indicator's
    unconfirmed: bool = False  # a number that was not checked against the official text

    def takes(self, item: str) -> bool:
        """Does it rest on this item of the plan?"""
        return any(takes(stem, item) for stem in self.items)


def takes(stem: str, item: str) -> bool:
    """Is the item meant? A stem that ends with * means all items that begin so."""
    return item.startswith(stem[:-1]) if stem.endswith("*") else item == stem


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """A node of the tree (一级, 二级, 三级). A leaf has grounds, or waits for a person.

    ``weigh`` earns its points, ``deduct`` starts with them and loses; without points of its own
    a deduction is taken from what the indicators beside it earned. ``veto`` settles the unit,
    ``bonus`` comes on top.
    """

    id: str
    name: str
    mode: str = "weigh"
    points: float = 0.0  # of a leaf; a branch has the sum of its leaves
    most: float = 0.0  # points that a deduction without points of its own may take (减分上限)
    scale: str = "outcome"
    levels: tuple[float, ...] = ()  # points of met, half, not met (2, 1, 0)
    column: float = 0.0  # share of the points for having the column at all (有栏目 + 有内容)
    grounds: tuple[Ground, ...] = ()
    manual: str = ""  # what a person looks at; no machine decides it
    children: tuple[Indicator, ...] = ()
    source: str = ""
    unconfirmed: bool = False

    @property
    def leaves(self) -> tuple[Indicator, ...]:
        """Itself, or the leaves below it, in order."""
        if not self.children:
            return (self,)
        return tuple(leaf for child in self.children for leaf in child.leaves)


@dataclass(frozen=True, kw_only=True)
class Component:
    """A share of a composed score: the unit itself, or the mean of units drawn from a group."""

    of: str  # self, or a group's id in which {unit} stands for the unit's id
    weight: float
    sample: int = 0  # units drawn by the seed; 0: all


@dataclass(frozen=True, kw_only=True)
class UnitClass:
    """Units that are rated alike and ranked among themselves; a unit's is the first that fits."""

    id: str
    name: str
    groups: tuple[str, ...] = ()  # of the targets; with no groups and no fact it takes the rest
    fact: str = ""  # a kind of fact that puts a unit here
    without: tuple[str, ...] = ()  # indicators that do not apply, with all below them
    factor: float = 0.0  # what the rest is multiplied by, as the scheme prints it (×4/3)
    composed: tuple[Component, ...] = ()
    source: str = ""
    unconfirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class Band:
    """A grade (等次) and the points from which it is given."""

    name: str
    least: float


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """A way of scoring: plans/schemes/<id>.yaml."""

    id: str
    title: str
    source: str
    indicators: tuple[Indicator, ...] = ()
    classes: tuple[UnitClass, ...] = ()
    bands: tuple[Band, ...] = ()  # best first
    total: float = 100.0  # what full points are printed as
    bonus_above: float = 0.0  # a bonus counts only for a score above this
    bonus_most: float = 0.0  # 0: the sum of the bonus indicators
    vetoed: float = 0.0  # what a vetoed unit has at most
    absent: str = "scale"  # points that do not apply: scale the rest, or spread them over it
    skipped: str = "leave"  # an indicator with nothing due: leave the sum, or keep full points
    leaves: tuple[str, ...] = ()  # items of the plan that no indicator counts
    seed: str = ""  # of all draws; empty: plan and cut-off day
