"""Which entry answers which: by links, by 文号, by the title in 《》. Indexed, not nested.

One mechanism; what a kind of pair looks at is data (pairs.yaml). An answer that fits several
entries equally well, or that names too little, is a *maybe* of each, and no answer of any.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from itertools import islice
from urllib.parse import urlsplit

import msgspec

from gongkai.model import Document
from gongkai.text.docno import doc_numbers
from gongkai.text.match import fold

_YEAR = re.compile(r"[\[(〔【［（]\s*(?:19|20)\d\d\s*年?\s*[\])〕】］）]")
_BEFORE, _AFTER = 28, 16  # signs around the bracketed year that a 文号 can take
_LONG = 500  # signs of the longest title that is taken apart: what is longer would cost its square
_OPENING = 1000  # signs of a text that may name what its title does not
_MARKS = str.maketrans("", "", "《》〈〉<>“”\"'「」")
_BETWEEN = r"[\s:：|丨!！?？,，.。、·~～—–\-_()（）【】\[\]]*"
# Announcements about a document that carry it: their core is what they carry
_WRAPPED = re.compile(
    r"^(?:.*?关于)?(?:印发|发布|公布|下发|出台|转发|修订|修改|公开征求|征求|征集|公示|对)*"
    r"(?P<core>《.+》|.+?)(?:的|(?:公开)?(?:征求|征集|听取).{0,14}的?|公示的?)"
    r"(?:通知|公告|通告|启事|公示|函|决定|批复)(?:\(.*\))?$"
)
_CARRIES = re.compile(r"印发|发布|公布|下发|出台|转发|修订|修改|征求|征集|听取|公示")
_DRAFT = re.compile(r"\((?:公开)?(?:征求意见稿?|送审稿|草案|草稿|讨论稿|代拟稿|修订稿)[^()]*\)$")


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a kind of pair looks at: see the head of pairs.yaml."""

    of: tuple[str, str] = ("", "")
    number: str = "text"
    wraps: tuple[str, ...] = ()
    shortest: int = 6
    least: int = 4
    early: int = 0
    twins: int = 10
    many: bool = False
    quotes: bool = False
    most: int = 20

    def bare(self, title: str) -> str:
        """A folded title without the words that answers put around another's."""
        if not self.wraps or len(title) > _LONG:
            return title
        words = "|".join(sorted(map(re.escape, self.wraps), key=len, reverse=True))
        title = re.sub(rf"^(?:{_BETWEEN}(?:{words}))*{_BETWEEN}", "", title)
        return re.sub(rf"(?:{_BETWEEN}(?:{words}))*{_BETWEEN}$", "", title)


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of pair by its id."""
    text = (files(__package__) / "pairs.yaml").read_bytes()
    return msgspec.yaml.decode(text, type=dict[str, Kind])


def kind_of(left: str, right: str) -> Kind:
    """The kind of pair that two subjects make; ``any`` where none is named."""
    return next((k for k in kinds().values() if k.of == (left, right)), kinds()["any"])


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What answers one entry: indexes of the other side, ascending."""

    sure: tuple[int, ...] = ()
    maybe: tuple[int, ...] = ()  # fit other entries as well, or name too little


def answers(
    left: Sequence[Document], right: Sequence[Document], kind: Kind | None = None
) -> list[Answers]:
    """What answers every left entry, in their order.

    Links either way count first, as does a left's 文号 that a right names; a title counts for
    rights that neither names anything. An entry never answers itself.
    """
    kind = kind or kinds()["any"]
    found = _Found(left, right)
    _by_links(found)
    _by_numbers(found, kind)
    _by_titles(found, kind)
    found.nameless.sort(key=lambda r: found.right[r].url)
    return [found.answers(index, kind) for index in range(len(left))]


def address(url: str) -> str:
    """A URL as links are compared: http as https, www. kept, no fragment, no trailing slash."""
    parts = urlsplit(url.strip())
    path = re.sub(r"/(?:index\.s?html?)?$", "", parts.path)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removesuffix(':80').removesuffix(':443')}{path}{query}"


@dataclass
class _Found:
    """Left index -> right indexes, by what they were found."""

    left: Sequence[Document]
    right: Sequence[Document]
    to: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    back: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    named: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    maybe: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    nameless: list[int] = field(default_factory=list)

    @cached_property
    def places(self) -> tuple[list[str], list[str]]:
        """The addresses of both sides."""
        return [address(d.url) for d in self.left], [address(d.url) for d in self.right]

    def known(self) -> set[int]:
        """The rights that are an answer by a link or a number."""
        return set().union(*self.to.values(), *self.back.values(), *self.named.values())

    def answers(self, index: int, kind: Kind) -> Answers:
        """Those of one left, without itself. One that names nothing is maybe of each."""
        lefts, rights = self.places

        def others(kept: dict[int, set[int]]) -> set[int]:
            return {r for r in kept.get(index, ()) if rights[r] != lefts[index]}

        sure = others(self.to) | others(self.back) | others(self.named)
        maybe = others(self.maybe)
        if not sure and not maybe:
            silent = (r for r in self.nameless if rights[r] != lefts[index])
            fit = (r for r in silent if _timely(self.left[index], self.right[r], kind.early))
            maybe = set(islice(fit, 1))
        return Answers(sure=tuple(sorted(sure)), maybe=tuple(sorted(maybe - sure)))


def _by_links(found: _Found) -> None:
    lefts, rights = (_places(side) for side in found.places)
    for index, document in enumerate(found.left):
        for link in document.links:
            found.to[index].update(rights.get(address(link.url), ()))
    for index, document in enumerate(found.right):
        for link in document.links:
            for at in lefts.get(address(link.url), ()):
                found.back[at].add(index)


def _by_numbers(found: _Found, kind: Kind) -> None:
    lefts: dict[str, list[int]] = defaultdict(list)
    for index, document in enumerate(found.left):
        for number in doc_numbers(document.doc_no or document.title):
            lefts[number].append(index)
    for index, document in enumerate(found.right):
        more = document.text if kind.number == "text" else document.doc_no
        for number in _cited(f"{document.title}\n{more}"):
            for at in lefts.get(number, ()):
                found.named[at].add(index)


def _by_titles(found: _Found, kind: Kind) -> None:
    known, named = found.known(), defaultdict[str, list[int]](list)
    for index, document in enumerate(found.right):
        if index in known:
            continue
        names = _names(document.title, kind) or _quoted(fold(document.text[:_OPENING]))
        for name in dict.fromkeys(names):
            named[name].append(index)
        if not names and document.opened and not document.problem:
            found.nameless.append(index)
    own = [(at, name) for at, d in enumerate(found.left) for name in _own(d.title, kind)]
    titles = [name for _, name in own]
    cores, loose = _Cores(titles, kind.shortest), []
    for name, rights in named.items():
        if there := cores.same(name) or _longest(cores.inside(name), titles):
            _settle(found, kind, [own[n][0] for n in there], rights, sure=len(name) >= kind.least)
        else:
            loose.append(name)
    back = _Cores(loose, kind.least)
    holders: dict[str, list[int]] = defaultdict(list)
    for at, title in own:
        for n in set(back.inside(title)):
            holders[loose[n]].append(at)
    for name in (n for n in loose if len(n) < kind.least):
        holders[name] = [at for at, title in own if name in title]
    for name, there in holders.items():
        _settle(found, kind, there, named[name], sure=len(name) >= kind.shortest)


def _own(title: str, kind: Kind) -> list[str]:
    """What an entry is about: the title that it carries, or those that it decides on."""
    return (_quoted(fold(title)) if kind.quotes else []) or [core(title)]


def _settle(
    found: _Found, kind: Kind, there: Sequence[int], rights: Sequence[int], *, sure: bool
) -> None:
    """Answers of these entries: of one, of twins, or maybe of each; one tells it of a crowd."""
    there = list(dict.fromkeys(there))
    if crowd := len(there) > kind.most:
        rights = [min(rights, key=lambda r: found.right[r].url)]
    for index in rights:
        fit = [at for at in there if _timely(found.left[at], found.right[index], kind.early)]
        alone = not crowd and (kind.many or _one([found.left[at] for at in fit], kind.twins))
        for at in fit:
            (found.named if sure and alone else found.maybe)[at].add(index)


def _timely(left: Document, right: Document, early: int) -> bool:
    if left.day is None or right.day is None:
        return True
    return (left.day - right.day).days <= early


def _one(documents: Sequence[Document], twins: int) -> bool:
    """Are they one entry, which may stand in several places?"""
    numbers = {d.doc_no for d in documents if d.doc_no}
    days = [d.day.toordinal() for d in documents if d.day]
    alike = len({fold(d.title) for d in documents}) <= 1 and len(numbers) <= 1
    near = len(numbers) == 1 or not days or max(days) - min(days) <= twins
    return len(documents) <= 1 or (alike and near)


def _longest(found: Iterable[int], own: Sequence[str]) -> list[int]:
    """Without those whose title is a part of another's that was found too."""
    kept = list(dict.fromkeys(found))
    texts = {own[at] for at in kept}
    whole = {t for t in texts if not any(t != other and t in other for other in texts)}
    return [at for at in kept if own[at] in whole]


class _Cores:
    """Finds which of many texts are contained in another: by their first signs and lengths."""

    def __init__(self, texts: Sequence[str], shortest: int) -> None:
        self._shortest = shortest
        self._at: dict[str, list[int]] = defaultdict(list)
        self._lengths: dict[str, set[int]] = defaultdict(set)
        for index, text in enumerate(texts):
            self._at[text].append(index)
            if len(text) >= shortest:
                self._lengths[text[:shortest]].add(len(text))

    def same(self, text: str) -> list[int]:
        return self._at.get(text, []) if text else []

    def inside(self, text: str) -> Iterator[int]:
        for start in range(len(text) - self._shortest + 1):
            for length in self._lengths.get(text[start : start + self._shortest], ()):
                if start + length <= len(text):
                    yield from self._at.get(text[start : start + length], ())


def core(title: str) -> str:
    """What a title is about, folded: 关于印发《甲办法》的通知 is about 甲办法.

    >>> core("海棠市人民政府关于印发《海棠市停车管理办法》的通知")
    '海棠市停车管理办法'
    """
    text = fold(title)
    wrapped = _WRAPPED.search(text) if len(text) <= _LONG else None
    if wrapped and _CARRIES.search(text):
        text = wrapped["core"]
    return _DRAFT.sub("", text.translate(_MARKS))


def _names(title: str, kind: Kind) -> list[str]:
    """The titles that a title names in 《》, else what is left of it, as cores; none: nothing."""
    text = fold(title)
    bare = kind.bare(text.translate(_MARKS))
    return _quoted(text) or [name for name in dict.fromkeys((bare, core(bare))) if name]


def _quoted(text: str) -> list[str]:
    """The titles in 《》 of folded text, as cores; those within others are parts of them."""
    inner, depth, names = 0, 0, []
    for at, sign in enumerate(text):
        if sign == "《":
            inner, depth = (at + 1 if not depth else inner), depth + 1
        elif sign == "》" and depth:
            depth -= 1
            if not depth:
                names.append(core(text[inner:at]))
    return [name for name in names if name]


def _cited(text: str) -> set[str]:
    """The 文号 of a long text, read only around bracketed years."""
    around = (text[max(0, m.start() - _BEFORE) : m.end() + _AFTER] for m in _YEAR.finditer(text))
    return {number for piece in around for number in doc_numbers(piece)}


def _places(side: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for index, place in enumerate(side):
        found[place].append(index)
    return found
