"""Which entry answers which: by links, by 文号, by the title in 《》. Indexed, not nested."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from gongkai.docno import doc_numbers
from gongkai.match import fold
from gongkai.model import Document

_SHORTEST = 6  # a title core of fewer signs says too little to be found inside another
_YEAR = re.compile(r"[\[(〔【［（]\s*(?:19|20)\d\d\s*年?\s*[\])〕】］）]")
_BEFORE, _AFTER = 28, 16  # signs around the bracketed year that a 文号 can take
_MARKS = str.maketrans("", "", "《》〈〉<>“”\"'「」")
# Announcements about a document that carry it: their core is what they carry
_WRAPPED = re.compile(
    r"(?:关于|^)(?:印发|发布|公布|下发|出台|转发|修订|修改|公开征求|征求|征集|公示|对)*"
    r"(?P<core>《.+》|.+?)(?:的|(?:公开)?(?:征求|征集|听取).{0,14}的?|公示的?)"
    r"(?:通知|公告|通告|启事|公示|函|决定|批复)(?:\(.*\))?$"
)
_CARRIES = re.compile(r"印发|发布|公布|下发|出台|转发|修订|修改|征求|征集|听取|公示")
_DRAFT = re.compile(r"\((?:公开)?(?:征求意见稿?|送审稿|草案|草稿|讨论稿|代拟稿|修订稿)[^()]*\)$")


def pairs(left: Sequence[Document], right: Sequence[Document]) -> list[list[int]]:
    """For every left entry the indexes of the right entries that answer it, ascending.

    Links either way count first, as do a left's 文号 in a right's title or text; a title counts for
    rights that neither names anything. An entry never answers itself.
    """
    sure = _Found(len(left))
    _by_links(left, right, sure)
    _by_numbers(left, right, sure)
    titles = _Found(len(left))
    _by_titles(left, right, titles, skip=sure.rights())
    found = (a | b for a, b in zip(sure.of, titles.of, strict=True))
    return [
        sorted(r for r in indexes if address(right[r].url) != address(document.url))
        for document, indexes in zip(left, found, strict=True)
    ]


def address(url: str) -> str:
    """A URL as links are compared: http as https, www. kept, no fragment, no trailing slash."""
    parts = urlsplit(url.strip())
    path = re.sub(r"/(?:index\.s?html?)?$", "", parts.path)
    query = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.lower().removesuffix(':80').removesuffix(':443')}{path}{query}"


class _Found:
    """Left index -> right indexes."""

    def __init__(self, size: int) -> None:
        self.of: list[set[int]] = [set() for _ in range(size)]

    def rights(self) -> set[int]:
        return set().union(*self.of)


def _by_links(left: Sequence[Document], right: Sequence[Document], found: _Found) -> None:
    lefts, rights = _addresses(left), _addresses(right)
    for index, document in enumerate(left):
        for link in document.links:
            found.of[index].update(rights.get(address(link.url), ()))
    for index, document in enumerate(right):
        for link in document.links:
            for at in lefts.get(address(link.url), ()):
                found.of[at].add(index)


def _by_numbers(left: Sequence[Document], right: Sequence[Document], found: _Found) -> None:
    lefts: dict[str, list[int]] = defaultdict(list)
    for index, document in enumerate(left):
        for number in doc_numbers(document.doc_no or document.title):
            lefts[number].append(index)
    for index, document in enumerate(right):
        for number in _cited(f"{document.title}\n{document.text}"):
            for at in lefts.get(number, ()):
                found.of[at].add(index)


def _by_titles(
    left: Sequence[Document], right: Sequence[Document], found: _Found, skip: set[int]
) -> None:
    cores = _Cores([core(document.title) for document in left])
    named = [
        (i, names) for i, d in enumerate(right) if i not in skip and (names := _names(d.title))
    ]
    loose = []
    for index, names in named:
        exact = {at for name in names for at in cores.same(name)}
        for at in exact or {at for name in names for at in cores.inside(name)}:
            found.of[at].add(index)
        if not exact:
            loose.append((index, [name for name in names if len(name) >= _SHORTEST]))
    back = _Cores([name for _, names in loose for name in names])
    owner = [index for index, names in loose for _ in names]
    for at, document in enumerate(left):
        found.of[at].update(owner[n] for n in back.inside(core(document.title)))


class _Cores:
    """Finds which of many texts are contained in another: by their first signs and lengths."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._at: dict[str, list[int]] = defaultdict(list)
        self._lengths: dict[str, set[int]] = defaultdict(set)
        for index, text in enumerate(texts):
            self._at[text].append(index)
            if len(text) >= _SHORTEST:
                self._lengths[text[:_SHORTEST]].add(len(text))

    def same(self, text: str) -> list[int]:
        return self._at.get(text, []) if text else []

    def inside(self, text: str) -> Iterator[int]:
        for start in range(len(text) - _SHORTEST + 1):
            for length in self._lengths.get(text[start : start + _SHORTEST], ()):
                if start + length <= len(text):
                    yield from self._at.get(text[start : start + length], ())


def core(title: str) -> str:
    """What a title is about, folded: 关于印发《甲办法》的通知 is about 甲办法.

    >>> core("海棠市人民政府关于印发《海棠市停车管理办法》的通知")
    '海棠市停车管理办法'
    """
    text = fold(title)
    wrapped = _WRAPPED.search(text)
    if wrapped and _CARRIES.search(text):
        text = wrapped["core"]
    return _DRAFT.sub("", text.translate(_MARKS))


def _names(title: str) -> list[str]:
    """The titles that a title names in 《》, else the title itself, as cores."""
    text = fold(title)
    inner, depth, names = 0, 0, []
    for at, sign in enumerate(text):
        if sign == "《":
            inner, depth = (at + 1 if not depth else inner), depth + 1
        elif sign == "》" and depth:
            depth -= 1
            if not depth:
                names.append(core(text[inner:at]))
    return [name for name in names or [text.translate(_MARKS)] if name]


def _cited(text: str) -> set[str]:
    """The 文号 of a long text, read only around bracketed years."""
    around = (text[max(0, m.start() - _BEFORE) : m.end() + _AFTER] for m in _YEAR.finditer(text))
    return {number for piece in around for number in doc_numbers(piece)}


def _addresses(documents: Sequence[Document]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for index, document in enumerate(documents):
        found[address(document.url)].append(index)
    return found
