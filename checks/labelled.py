"""Pages carry a label: 废止, 失效 on what a list repeals; 主动公开, 有效期 on each entry.

``label`` is a match expression or a list of words, any of which will do. Without ``list`` it is
looked for on the pages of the clause's own entries, in and around their text: ``of`` is ``each``
(entry of the year), ``newest`` or ``any``.

With ``list``, a subject such as repealed_list, every document that a list of the year names (by
文号 or 《title》) is looked for among the ``originals`` (a subject, policy) of the unit and of the
portal, and through the list's own links; what the list's files name counts too. Its label is the
list's mark, the title's, or a short line about the title; words of the running text are none. An
original that was not found or not read is a doubt, never a loss. By when a label has to stand is
not asked: pages do not tell.
``full`` and ``half`` are shares of the parts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from gongkai.judging.settle import absent, rank, settle
from gongkai.judging.timing import entries, newest, told
from gongkai.model import Document, Evidence, Need, Part, Scope, State, Verdict
from gongkai.text.cited import Cited, repealed
from gongkai.text.docno import doc_numbers
from gongkai.text.match import Match, match
from gongkai.text.pairs import address, core
from gongkai.text.zero import says_zero

TITLE = {"zh": "有没有标注", "en": "It carries its label"}
_OPEN = {"newest": "newest:1", "each": "matching", "any": "matching"}
_LINE, _HEAD = 40, 3  # characters of a label's line; lines of the text that are its head
# a line that does not label its own page: an empty field of the box, a link to what repealed it
_NO_LABEL = re.compile(r"(?:日期|时间)\W*(?:\d.*)?$|关于|决定|目录|清单|相关")
_SHORTEST = 6  # signs of a title that is known by its end
_ISSUED = re.compile(r"(?:印发|发布|公布|下发|出台|转发|修订|修改|关于|[省市区县镇])$")
_MARKED = re.compile(r"[(（【\[](?!.{0,12}关于)[^()（）【】\[\]]{0,12}[)）】\]]")
_GOES_ON = re.compile(r"附件|附后|目录|清单|见下?附")
_REPEALS = re.compile(r"(?:废止|失效)[^()（）]{0,200}(?:决定|通知|公告|通告|目录|清单|结果|文件)")


def needs(
    scope: Scope,
    *,
    label: str | Sequence[str],
    list: str = "",
    of: str = "each",
    originals: str = "policy",
    full: float = 1.0,
    half: float = 0.5,
) -> tuple[Need, ...]:
    """The entries with their pages; with ``list`` those of the list, and the originals' column."""
    _label(label)
    if of not in _OPEN:
        raise ValueError(f"of is {of!r}: one of {', '.join(_OPEN)}")
    year = date(scope.year, 1, 1)
    if not list:
        return (Need(name="it", since=year, open=_OPEN[of]),)
    return (
        Need(name="it", subject=list, since=year, open="matching"),
        Need(name="originals", subject=originals, place="any", open="named"),
    )


def check(
    evidence: Evidence,
    *,
    label: str | Sequence[str],
    list: str = "",
    of: str = "each",
    originals: str = "policy",
    full: float = 1.0,
    half: float = 0.5,
) -> Verdict:
    """A part for each entry, its key the title; with ``list`` for each original, by its number."""
    start, words = date(evidence.scope.year, 1, 1), _label(label)
    every = entries(evidence, "it", start)
    found = [d for d in every if not says_zero(d.title)]
    if every and not found:
        return settle([told("#1", "zero_report", every[0], "#1")])
    if not found:
        return settle([absent(evidence, "it", "#1", since=start)])
    if list:
        parts, urls = _of_lists(evidence, found, words)
        verdict = settle(parts, full=full, half=half, bad="unlabelled")
        here = {d.url for d in evidence.documents.get("files", ())}
        files = tuple(dict.fromkeys(u for d in found for u in _files(d) if u not in here))
        more = Need(name="files", subject=list, urls=files, open="named", why="attachment")
        wants = _wanted(urls, list) + ((more,) if files else ())
        return replace(verdict, wants=wants)
    if of == "newest" and (last := newest(found)):
        found = [last]
    parts = [_of_page(d, d.title, words, _page(d)) for d in found]
    if of == "any":
        parts = [min(parts, key=rank)]
    return settle(parts, full=full, half=half, bad="unlabelled")


def _label(label: str | Sequence[str]) -> Match:
    """ValueError where there are no words."""
    words = label if isinstance(label, str) else "|".join(label)
    if not words.strip():
        raise ValueError("label holds no words")
    return match(words)


def _wanted(urls: Iterable[str], subject: str) -> tuple[Need, ...]:
    distinct = tuple(dict.fromkeys(urls))
    want = Need(name="wanted", subject=subject, urls=distinct, open="named", why="original")
    return (want,) if distinct else ()


def _of_page(document: Document, key: str, words: Match, lines: Iterable[str]) -> Part:
    """One page against the label; ``lines`` are those that may carry it."""
    if document.problem:
        return told(key, document.problem, document, words.expression)
    if not document.opened:
        return told(key, "not_captured", document, words.expression)
    line = next((x for x in lines if words.found_in(x)), "")
    seen = line.strip()[:_LINE] or document.title
    return told(key, "ok" if line else "unlabelled", document, words.expression, seen)


def _page(document: Document) -> Iterator[str]:
    """All that the page says; an expression may find its words in different lines."""
    yield from (document.label, document.title)
    yield f"{document.beside}\n{document.text}"


# ---------------------------------------------------------------------- originals of a list


def _of_lists(
    evidence: Evidence, lists: Sequence[Document], words: Match
) -> tuple[list[Part], list[str]]:
    """A part for each original (or list that names none we can read), and the pages to open."""
    books = _Books(evidence, {address(d.url) for d in lists})
    parts: dict[str, Part] = {}
    urls: list[str] = []
    for document in lists:
        text, unread = _whole(document, evidence)
        own = {document.doc_no, *doc_numbers(document.title)}
        named = [c for c in repealed(text) if c.number not in own or not c.number]
        named = [c for c in named if core(c.title) != core(document.title) or not c.title]
        if not named or unread:
            parts[document.title] = unread or _silent(document, words)
        for cited in named:
            judged, more = _original(books, cited, document, words)
            parts.setdefault(cited.key, judged)
            urls += more
    return [*parts.values()], urls


def _whole(document: Document, evidence: Evidence) -> tuple[str, Part | None]:
    """The list's text with that of its files; and the doubt, where a file that it may go on in
    was not read."""
    here = {d.url: d for d in evidence.documents.get("files", ())}
    files = [here.get(url) for url in _files(document)]
    text = "\n".join([document.text, *(x.text for x in files if x)])
    unread = [x.problem if x else "" for x in files if x is None or not x.text.strip()]
    if not unread or (repealed(document.text) and not _GOES_ON.search(document.text)):
        return text, None
    return text, told(document.title, unread[0] or "unreadable", document)


def _files(document: Document) -> list[str]:
    return [link.url for link in document.links if link.kind == "attachment"]


def _silent(document: Document, words: Match) -> Part:
    """A list that names nothing in its text: it was not read, or stands in an attachment."""
    reason = document.problem or ("unreadable" if document.opened else "not_captured")
    return told(document.title, reason, document, words.expression)


def _original(books: _Books, cited: Cited, by: Document, words: Match) -> tuple[Part, list[str]]:
    """The best that is known of one original, and what is to be opened for it."""
    linked = [x.url for x in by.links if x.kind == "page" and _names(x.text, cited)][:1]
    found = books.of(cited) or [d for url in linked if (d := books.at(url))]
    if not found:
        return told(cited.key, "not_captured", by, words.expression, cited.title), linked
    parts = [_labelled(d, cited.key, words) for d in found]
    unread = [d.url for d in found if not (d.opened or d.problem or _is_file(d))]
    best = min(parts, key=rank)
    return best, [] if best.state is State.GOOD else unread


def _labelled(document: Document, key: str, words: Match) -> Part:
    marks = (document.label, document.title)
    if any(words.found_in(x) for x in marks if x):
        return told(key, "ok", document, words.expression, document.label or document.title)
    if _is_file(document):
        return told(key, "unreadable", document, words.expression)
    if document.problem == "dead_link":  # an original that is gone needs no label
        return told(key, "not_captured", document, words.expression)
    return _of_page(document, key, words, _stamps(document))


def _stamps(document: Document) -> Iterator[str]:
    """Short lines about the title, the first of the text, the words of pictures."""
    head = document.text.split("\n")[:_HEAD]
    pictures = [link.text for link in document.links if link.kind == "image"]
    for line in (*document.beside.split("\n"), *head, *pictures):
        if len(line.strip()) <= _LINE and not _NO_LABEL.search(line.strip()):
            yield line


def _is_file(document: Document) -> bool:
    return any(x.url == document.url and x.kind == "attachment" for x in document.links)


def _names(text: str, cited: Cited) -> bool:
    """Is this link's text what the list calls the document?"""
    by_number = cited.number and cited.number in doc_numbers(text)
    return bool(by_number or (cited.title and core(text.strip("《》")) == core(cited.title)))


class _Books:
    """The originals that were found, by number and by what their titles are about."""

    def __init__(self, evidence: Evidence, lists: set[str]) -> None:
        self._pages = {address(d.url): d for d in evidence.documents.get("wanted", ())}
        self._numbers: dict[str, dict[str, Document]] = defaultdict(dict)
        self._titles: dict[str, dict[str, Document]] = defaultdict(dict)
        self._ends: dict[str, list[str]] = defaultdict(list)
        books = evidence.documents
        shelves = (books, "originals"), (evidence.unowned, "originals"), (books, "wanted")
        for shelf, name in shelves:
            for document in shelf.get(name, ()):
                where = address(document.url)
                if where in lists or _REPEALS.search(document.title):
                    continue
                for number in {*doc_numbers(document.doc_no), *doc_numbers(document.title)}:
                    self._numbers[number].setdefault(where, document)
                title = core(_MARKED.sub("", document.title))
                self._titles[title].setdefault(where, document)
                self._ends[title[-_SHORTEST:]].append(title)

    def at(self, url: str) -> Document | None:
        """The page that was wanted, by its address."""
        return self._pages.get(address(url))

    def of(self, cited: Cited) -> list[Document]:
        """By its number, else by its title."""
        numbered = self._numbers.get(cited.number, {})
        title = core(cited.title)
        alike = [title, *self._ends.get(title[-_SHORTEST:], ())]
        titled = {
            where: document
            for name in dict.fromkeys(alike if not numbered else ())
            if _same(name, title)
            for where, document in self._titles.get(name, {}).items()
        }
        return [*(numbered or titled).values()]


def _same(one: str, other: str) -> bool:
    """Are two titles, as they are about it, one: but for who issued it?"""
    long, short = sorted((one, other), key=len, reverse=True)
    rest = long.removesuffix(short)
    return one == other or (len(short) >= _SHORTEST and rest != long and bool(_ISSUED.search(rest)))
