"""A page links to all that it must: 政府网站找错, 依申请公开, the government above, 微信 and 微博.

``to`` is name -> match expression over the link's words and its address. ``on`` is ``home`` (the
place's home page; of two, either will do), ``column`` (the first page of the subject's column) or
``entry`` (the page of each of the year's entries). ``clicks`` 2 or 3 also looks on the pages that
lie one or two clicks away under names of disclosure (信息公开, 政务公开) or the column's own, some
of them at most: what was not read is a doubt. A link counts where it stands; where its target was
asked for and is not there, it is dead. Targets on hosts that are not ours to visit are not asked.
``full`` and ``half`` are shares of the links.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from gongkai.judging.settle import absent, part, settle
from gongkai.judging.timing import entries, told
from gongkai.model import Evidence, Hub, Link, Need, Part, Scope, Verdict
from gongkai.text.match import match

TITLE = {"zh": "有没有链接", "en": "It links to what it must"}
ON = ("home", "column", "entry")
MOST_CLICKS = 3
_READ = 8  # pages away from the first that are read
_ALIKE = 3  # pages that tell what a site's frame links to
_TARGETS = 2  # links of one name whose targets are tried
_NAME = 24  # characters of a link that names a part of the site
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|rar|jpe?g|png|gif|mp4)$", re.IGNORECASE)
_DISCLOSURE = match("信息公开|政务公开|公开目录|主动公开|重点领域|公开专栏|公开平台|互动交流")


def needs(
    scope: Scope,
    *,
    to: Mapping[str, str],
    on: str = "home",
    clicks: int = 1,
    full: float = 1.0,
    half: float = 0.5,
) -> tuple[Need, ...]:
    """The page with its links; nothing of the column but its first page, or the year's entries."""
    if on not in ON:
        raise ValueError(f"on is {on!r}: one of {', '.join(ON)}")
    if not 1 <= clicks <= MOST_CLICKS:
        raise ValueError(f"clicks is {clicks}: 1 to {MOST_CLICKS}")
    if not to:
        raise ValueError("to names no link")
    for words in to.values():
        match(words)
    if on == "entry":
        return (Need(name="it", since=date(scope.year, 1, 1), open="matching", links="entry"),)
    return (Need(name="hub", links=on, since=scope.as_of),)


def check(
    evidence: Evidence,
    *,
    to: Mapping[str, str],
    on: str = "home",
    clicks: int = 1,
    full: float = 1.0,
    half: float = 0.5,
) -> Verdict:
    """A part for each link (and entry)."""
    if on != "entry":
        hubs = evidence.hubs.get("hub", ())
        parts, urls = _on(evidence, hubs, to, clicks, evidence.unseen.get("hub", ""))
    else:
        start = date(evidence.scope.year, 1, 1)
        found = entries(evidence, "it", start)
        if not found:
            return settle([absent(evidence, "it", "#1", since=start)])
        pages = {hub.url: hub for hub in evidence.hubs.get("it", ())}
        menu = _menu(pages.values())
        parts, urls = [], _Urls()
        for document in found:
            if document.url not in pages:
                reason = document.problem or "not_captured"
                parts += [told(f"{document.title} {n}", reason, document, n) for n in to]
                continue
            page = _without(pages[document.url], menu - {link.url for link in document.links})
            more, wanted = _on(evidence, [page], to, clicks, "", document.title)
            parts, urls = parts + more, urls.joined(wanted)
    bad = "unlinked" if any(p.reason == "unlinked" for p in parts) else ""
    return replace(settle(parts, full=full, half=half, bad=bad), wants=urls.wants)


def _menu(pages: Collection[Hub]) -> set[str]:
    """What every entry's page links to is the site's frame, and says nothing of the entry."""
    if len(pages) < _ALIKE:
        return set()
    return set.intersection(*({link.url for link in hub.links} for hub in pages))


def _without(hub: Hub, urls: Collection[str]) -> Hub:
    return replace(hub, links=tuple(link for link in hub.links if link.url not in urls))


@dataclass(frozen=True)
class _Urls:
    """Addresses that are to be read: pages for their links, targets of links."""

    near: tuple[str, ...] = ()
    target: tuple[str, ...] = ()

    def joined(self, other: _Urls) -> _Urls:
        near = dict.fromkeys(self.near + other.near)
        return _Urls(tuple(near), tuple(dict.fromkeys(self.target + other.target)))

    @property
    def wants(self) -> tuple[Need, ...]:
        named = (("near", self.near), ("target", self.target))
        return tuple(
            Need(name=name, urls=urls, links="page", why="linked") for name, urls in named if urls
        )


def _on(
    evidence: Evidence,
    hubs: Sequence[Hub],
    to: Mapping[str, str],
    clicks: int,
    unseen: str,
    title: str = "",
) -> tuple[list[Part], _Urls]:
    """A part for each link that must stand on one of the pages, or so many clicks away."""
    reach = _Reach(hubs, {h.url: h for h in evidence.hubs.get("near", ())}, clicks, evidence.words)
    targets = {h.url: h for h in evidence.hubs.get("target", ())}
    parts, urls = [], _Urls()
    for name, words in to.items():
        key = f"{title} {name}".strip()
        there = _standing(reach.read, words)
        if there:
            made = _led(key, words, there, targets)
            urls = urls.joined(_Urls(target=_untried([x.url for _, x in there], targets)))
        else:
            made = _lacking(evidence, key, words, reach, unseen)
            urls = urls.joined(_Urls(near=reach.onward))
        parts.append(made)
    return parts, urls


def _standing(hubs: Iterable[Hub], words: str) -> list[tuple[Hub, Link]]:
    """The first links of that name, each address once, and where they stand."""
    wanted, found = match(words), dict[str, tuple[Hub, Link]]()
    for hub in hubs:
        for link in hub.links:
            if wanted.found_in(f"{link.text} {link.url}"):
                found.setdefault(link.url, (hub, link))
    return [*found.values()][:_TARGETS]


def _led(
    key: str, words: str, there: Sequence[tuple[Hub, Link]], targets: Mapping[str, Hub]
) -> Part:
    """A link that stands; dead where every target that was tried is not there."""
    dead = [x.url in targets and targets[x.url].problem == "dead_link" for _, x in there]
    at = dead.index(False) if not all(dead) else 0
    hub, link = there[at]
    ids = (*hub.snapshots, *(targets[link.url].snapshots if all(dead) else ()))
    reason = "dead_link" if all(dead) else "ok"
    return part(key, reason, seen=link.url, limit=words, url=hub.url, snapshots=ids)


def _untried(urls: Sequence[str], targets: Mapping[str, Hub]) -> tuple[str, ...]:
    """The targets that are yet to be tried; none where one is known to be there."""
    if any(url in targets and targets[url].problem != "dead_link" for url in urls):
        return ()
    return tuple(url for url in urls if url not in targets)


def _lacking(evidence: Evidence, key: str, words: str, reach: _Reach, unseen: str) -> Part:
    """No such link was seen: is that a proof?"""
    reason = unseen or reach.problem or "unlinked"
    if reason == "unlinked" and evidence.scope.too_late:
        reason = "absent_now"
    return part(
        key,
        reason,
        seen=str(sum(len(hub.links) for hub in reach.read)),
        limit=words,
        url=reach.read[0].url if reach.read else "",
        snapshots=[s for hub in reach.read for s in hub.snapshots],
    )


class _Reach:
    """The pages from which a link is so many clicks away: those read, those yet to be read."""

    def __init__(
        self, hubs: Sequence[Hub], near: Mapping[str, Hub], clicks: int, words: str
    ) -> None:
        self.read = list(hubs)
        self._near = near
        self._words = match(words) if words else _DISCLOSURE
        self._unread: dict[str, None] = {}
        level = list(hubs)
        for click in range(clicks):
            if click:
                level = self._open(u for hub in level for u in self._named(hub))
            level += self._open(u for hub in level for u in _frames(hub))
        left = max(0, _READ - len(self.read) + len(hubs))
        self.onward = tuple(self._unread)[:left]

    @property
    def problem(self) -> str:
        """Why a link that was not seen may stand there all the same; empty where it does not."""
        first = [] if self.read else ["not_captured"]
        away = ["not_captured" if self.onward else "not_deep_enough"] if self._unread else []
        return next((h.problem for h in self.read if h.problem), next(iter(first + away), ""))

    def _open(self, urls: Iterable[str]) -> list[Hub]:
        """The pages of these addresses; what is not read is noted, what is gone holds nothing."""
        known = {hub.url for hub in self.read}
        distinct = [url for url in dict.fromkeys(urls) if url not in known]
        self._unread |= {url: None for url in distinct if url not in self._near}
        found = [self._near[url] for url in distinct if url in self._near]
        found = [hub for hub in found if hub.problem != "dead_link"]
        self.read += found
        return found

    def _named(self, hub: Hub) -> Iterator[str]:
        """What leads to disclosure, or to the subject's column, on the page's own host."""
        for link in hub.links:
            named = _DISCLOSURE.found_in(link.text) or self._words.found_in(link.text)
            if named and len(link.text) <= _NAME and _own(hub, link) and not _FILE.search(link.url):
                yield link.url


def _frames(hub: Hub) -> Iterator[str]:
    """Frames of the page's own host: their links are the page's."""
    return (link.url for link in hub.links if link.kind == "frame" and _own(hub, link))


def _own(hub: Hub, link: Link) -> bool:
    return urlsplit(hub.url).hostname == urlsplit(link.url).hostname
