"""Tests that a home page answers by itself."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import wraps

from selectolax.lexbor import LexborNode

from crawler.anchors import anchors
from crawler.fetch import hostname
from crawler.page import Page
from crawler.probes.finding import Finding
from crawler.visitor import Answer, Visitor
from gongkai import reasons

_SEARCH = re.compile(
    r"search|sousuo|query|keyword|searchword|\bq\b|\bso\b|搜索|搜一搜|检索|站内|全站", re.IGNORECASE
)
_SEARCH_LINK = re.compile(r"^.{0,4}(?:搜索|检索|搜一搜).{0,4}$")
_CODE = re.compile(r"(?:网站)?标识码[:：]?([0-9a-z]{10})(?![0-9a-z])", re.IGNORECASE)
_APPLY = re.compile(r"依申请公开|申请公开|公开申请")
_MAILBOX = re.compile(
    r"信箱|我要(?:咨询|写信|留言|投诉|建议)|(?:网上|在线)(?:咨询|信访|投诉|留言)|咨询投诉|留言板"
)
_DISCLOSURE = re.compile(r"信息公开|政务公开|公开(?:平台|专栏|指南)")
_INTERACTION = re.compile(r"互动|政民|咨询|留言|民意")
_WAYS = 3  # pages a click away that are looked at
_NAME = 12  # characters of a link that names a part of the site
_SCALES = re.compile(r"device-width|initial-scale", re.IGNORECASE)
_TYPED = ("", "text", "search")
_NAMES = ("name", "id", "class", "placeholder", "title", "action", "value", "onsubmit")
_SHELL = re.compile(r"<div id=[\"']?(?:app|root)[\"']?[^>]*>\s*</div>")
Look = Callable[[Page], Finding]
_OFF_SITE = Finding(None, problem="off_site")


def of_page(look: Look) -> Callable[[Visitor, str], Awaitable[Finding]]:
    """A test of the page at the address, made where it can be read."""

    @wraps(look)
    async def test(spider: Visitor, url: str) -> Finding:
        answer = await spider.fetch(url)
        if answer.problem or answer.page is None:
            return unmade(answer)
        return look(answer.page)._replace(pages=(answer.page.url,), snapshots=answer.ids)

    return test


def of_front(look: Look, way: re.Pattern[str]) -> Callable[[Visitor, str], Awaitable[Finding]]:
    """A test of the home page; what it lacks is sought on the parts of the site named so."""
    at_home = of_page(look)

    @wraps(look)
    async def test(spider: Visitor, url: str) -> Finding:
        lacked = await at_home(spider, url)
        home = await spider.fetch(url)
        if lacked.good is not False or home.page is None:
            return lacked
        named = [x.url for x in anchors(home.page) if len(x.text) <= _NAME and way.search(x.text)]
        found = lacked
        for part in list(dict.fromkeys(named))[:_WAYS]:
            there = await at_home(spider, part) if spider.mine(part) else _OFF_SITE
            if there.good:
                return there
            found = there if there.good is None else found
        return found

    return test


def unmade(answer: Answer) -> Finding:
    """No page to test: that is told by the test ``up``, and by no other."""
    problem = "not_captured" if answer.problem == "dead_link" else answer.problem or "unreadable"
    return Finding(None, problem=problem, snapshots=answer.ids)


async def gov_domain(spider: Visitor, url: str) -> Finding:
    """Its name ends with .gov.cn (国办函〔2018〕… 域名规范)."""
    host = hostname(url)
    return Finding(host.endswith(".gov.cn"), host)


async def up(spider: Visitor, url: str) -> Finding:
    """The home page opens. An error page is a no; silence may be our own network's."""
    answer = await spider.fetch(url)
    status = answer.snapshot.status if answer.snapshot else 0
    if reasons.like(answer.problem) in ("dead_link", "unreachable") and status:
        return Finding(False, str(status), snapshots=answer.ids)
    if answer.problem:
        return Finding(None, problem=answer.problem, snapshots=answer.ids)
    return Finding(True, str(status), snapshots=answer.ids)


def search(page: Page) -> Finding:
    """There is a field to search the site with, or a link to one."""
    for field in page.tree.css("input"):
        kind = (field.attributes.get("type") or "").lower()
        if kind in _TYPED and any(_SEARCH.search(text) for text in _called(field)):
            return Finding(True, field.attributes.get("placeholder") or "input")
    link = next((x for x in anchors(page) if _SEARCH_LINK.search(x.text)), None)
    if link:
        return Finding(True, link.text)
    drawn = any(_SEARCH.search(script) for script in page.scripts)
    return Finding(None, problem="unreadable") if drawn else lacking(page)


def site_code(page: Page) -> Finding:
    """It carries its number of the national census of government sites (网站标识码)."""
    code = _CODE.search(page.solid) or re.fullmatch(
        r"([0-9a-z]{10})", page.metas.get("siteidcode", ""), re.IGNORECASE
    )
    return Finding(True, code[1]) if code else lacking(page)


def applies(page: Page) -> Finding:
    """A way to apply for information (依申请公开) is linked, on the home page or a click away."""
    return _linked(page, _APPLY)


def writes(page: Page) -> Finding:
    """A way to write to the office (领导信箱, 我要咨询) is linked, there or a click away."""
    return _linked(page, _MAILBOX)


apply_form = of_front(applies, _DISCLOSURE)
mailbox_form = of_front(writes, _INTERACTION)


def mobile(page: Page) -> Finding:
    """The page fits a telephone: it states a viewport that scales."""
    said = page.metas.get("viewport", "")
    return Finding(bool(_SCALES.search(said)), said[:60])


def _linked(page: Page, words: re.Pattern[str]) -> Finding:
    link = next((x for x in anchors(page) if words.search(x.text)), None)
    return Finding(True, link.url) if link else lacking(page)


def is_shell(page: Page) -> bool:
    """Does a script draw the page into an element that is still empty?"""
    return bool(_SHELL.search(page.text))


def lacking(page: Page) -> Finding:
    """It is not there; of a page that a script draws nobody can tell."""
    if is_shell(page):
        return Finding(None, problem="unreadable")
    return Finding(False)


def _called(field: LexborNode) -> list[str]:
    """What an input and its form are called."""
    nodes, above = [field], field.parent
    for _ in range(6):
        if above is None or above.tag == "body":
            break
        if above.tag == "form":
            nodes.append(above)
            break
        above = above.parent
    return [node.attributes.get(name) or "" for node in nodes for name in _NAMES]
