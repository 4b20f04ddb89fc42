"""From the needs of many duties to one order a column: read once, as far as the furthest asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from gongkai.judging.places import BySubject, given, roots, under, unlisted
from gongkai.model import Need, Order, Subject, Targets, Unit


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A need as a duty has it: its empty fields filled in."""

    unit: Unit
    place: str
    subject: str
    match: str
    need: Need
    partners: tuple[Unit, ...] = ()  # what they publish serves as well: joint leads, a successor

    @property
    def alone(self) -> tuple[Ask, ...]:
        """The same asked of each unit by itself, the duty's own first."""
        return tuple(replace(self, unit=u, partners=()) for u in (self.unit, *self.partners))


def orders(asks: Iterable[Ask], targets: Targets, subjects: dict[str, Subject]) -> list[Order]:
    """One order a column, a search or a page, in the order first asked; hosts that are no site
    of the targets are left out (only allow-listed hosts are evidence)."""
    hosts = {site.host for site in targets.sites}
    merged: dict[tuple[object, ...], Order] = {}
    known = BySubject(targets)
    for ask in (alone for each in asks for alone in each.alone):
        for order in _orders(ask, known.of(ask.subject), subjects):
            if order.host not in hosts:
                continue
            same = key(order)
            merged[same] = _merge(merged[same], order) if same in merged else order
    return list(merged.values())


def key(order: Order) -> tuple[object, ...]:
    """What makes two orders one: the same column, search, page or front, drawn or not."""
    where = order.url or (order.root, order.subject)
    front = bool(order.tests) or "page" in order.hubs
    return order.host, where, order.page, order.browser, front, order.survey


def _orders(ask: Ask, targets: Targets, subjects: dict[str, Subject]) -> Iterable[Order]:
    need = ask.need
    if need.urls:
        hubs = ("page",) if need.links else ()
        for url in need.urls:
            yield Order(host=_host(url), url=url, page=not hubs, hubs=hubs, browser=need.browser)
        return
    if need.tests or need.links == "home":
        yield from _fronts(ask, targets)
        return
    if need.survey:
        for root in roots(ask.unit, ask.place, targets):
            yield Order(host=_host(root), root=root, survey=True, browser=need.browser)
        return
    subject = subjects[ask.subject]
    kind, _, count = need.open.partition(":")
    blank = Order(
        host="",
        subject=subject.id,
        words=subject.words,
        types=subject.types,
        entries=subject.match,
        since=need.since,
        newest=int(count) if kind == "newest" else 0,
        matches=(ask.match,) if kind in ("matching", "newest") and ask.match else (),
        all=kind == "all" or (kind == "matching" and not ask.match),
        browser=need.browser,
        hubs=(need.links,) if need.links else (),
        spared=need.spared,
    )
    if columns := given(subject.id, ask.unit, ask.place, targets):
        for column in columns:
            if column.url:
                yield replace(blank, host=_host(column.url), url=column.url)
        tops = unlisted(subject.id, ask.unit, ask.place, targets)
    else:
        tops = roots(ask.unit, ask.place, targets)
    for root in tops:
        yield replace(
            blank,
            host=_host(root),
            root=root,
            apart=apart(root, ask.unit, targets),
            offices=offices(root, targets),
        )


def apart(root: str, unit: Unit, targets: Targets) -> tuple[str, ...]:
    """The roots of others below a root or beside it on its host: what stands there is theirs."""
    others = (u.own for u in targets.units if u.id != unit.id and u.own not in (u.portal, root))
    mine = (unit.own, unit.portal)
    return tuple(
        dict.fromkeys(
            own for own in others
            if own and _host(own) == _host(root) and not under(root, own) and own not in mine
        )
    )  # fmt: skip


def offices(root: str, targets: Targets) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The units that share a portal or a platform, with their names; none at a unit's own root."""
    platform = root in targets.platforms.values()
    here = [u for u in targets.units if (platform or root == u.portal) and u.own != root]
    return tuple((u.id, (u.name, *u.aliases)) for u in here) if len(here) > 1 else ()


def _fronts(ask: Ask, targets: Targets) -> Iterable[Order]:
    """The home pages of a place: their links, and tests at the one that is the unit's nearest."""
    tops = roots(ask.unit, ask.place, targets)
    if ask.need.links:
        for root in tops:
            yield Order(host=_host(root), url=root, hubs=("page",), browser=ask.need.browser)
    if ask.need.tests:
        for root in tested(tops):
            yield Order(host=_host(root), url=root, tests=ask.need.tests)


def tested(tops: tuple[str, ...]) -> tuple[str, ...]:
    """The root at which a unit is tested: its own where it has one, else the portal."""
    return tops[-1:]


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _merge(one: Order, other: Order) -> Order:
    return replace(
        one,
        since=_earlier(one.since, other.since),
        newest=max(one.newest, other.newest),
        matches=tuple(dict.fromkeys(one.matches + other.matches)),
        all=one.all or other.all,
        hubs=tuple(dict.fromkeys(one.hubs + other.hubs)),
        tests=tuple(dict.fromkeys(one.tests + other.tests)),
        spared=tuple(url for url in one.spared if url in other.spared),
    )


def _earlier(one: date | None, other: date | None) -> date | None:
    """None reaches back to the beginning."""
    return min(one, other) if one and other else None
