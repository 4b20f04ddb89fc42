"""What the foot of a government site carries (国办发〔2017〕47号, 国办秘函〔2019〕19号).

The marks are looked for on the whole home page, in its words, links and pictures: a mark that
stands there in another place is there. A home page that a script draws says nothing of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.page import Page
from crawler.probes.finding import Finding
from crawler.probes.home import lacking

_ICP = re.compile(r"[\u4e00-\u9fff]ICP备\d{6,}号", re.IGNORECASE)
_POLICE = re.compile(r"公网安备(?:案?号)?[:：]?\d{6,}|公安备案号?[:：]?\d{6,}")
_ORGAN = r"[\u4e00-\u9fff]{2,28}(?:局|厅|委|委员会|政府|办公室|办事处|法院|检察院|署|中心)"
_SPONSOR = re.compile(
    r"主办(?:单位|方)?[:：]?[\u4e00-\u9fff]{4,30}?(?=网站|承办|协办|技术|联系|[^\u4e00-\u9fff]|$)"
    rf"|版权所有[:：]?{_ORGAN}|{_ORGAN}版权所有"  # not the same words, and yet it says whose it is
)
_NUMBER = r"(?:[(（]?0\d{2,3}[)）]?[-—]?)?(?:\d{7,8}|12345)|1\d{10}|400-?\d{3}-?\d{4}"
_CONTACT = re.compile(
    rf"(?:电话|热线|传真|联系方式|联系我们)[:：]?(?:{_NUMBER})"
    r"|(?:邮箱|E-?mail)[:：]?[\w.-]{1,64}@[\w.-]+",
    re.IGNORECASE,
)
_CONTACT_LINK = re.compile(r"^联系(?:我们|方式)$")
_PARTY = re.compile(r"conac\.cn|党政机关(?:网站)?标识|_jiguan|dzjg", re.IGNORECASE)
_ERRORS = re.compile(r"找错|pucha\.kaipuyun\.cn|zfwzzc\.www\.gov\.cn|jiucuo", re.IGNORECASE)


def icp(page: Page) -> Finding:
    """Its ICP number."""
    return _said(page, _ICP)


def police_record(page: Page) -> Finding:
    """Its number of the police register (公安机关备案标识)."""
    return _said(page, _POLICE)


def sponsor(page: Page) -> Finding:
    """Who runs it (主办单位)."""
    return _said(page, _SPONSOR)


def contact(page: Page) -> Finding:
    """How to reach who runs it: a number or an address; a link 联系我们 will do."""
    found = _said(page, _CONTACT)
    link = next((x for x in page.links if _CONTACT_LINK.match(x.text.strip())), None)
    return Finding(True, link.text.strip()) if link and not found.good else found


def party_mark(page: Page) -> Finding:
    """The mark of party and government organs, a picture or a script of the register's."""
    return _carried(page, _PARTY)


def report_errors(page: Page) -> Finding:
    """The way into 我为政府网站找错."""
    return _carried(page, _ERRORS)


def _said(page: Page, words: re.Pattern[str]) -> Finding:
    found = words.search(page.solid)
    return Finding(True, found[0][:60]) if found else lacking(page)


def _carried(page: Page, words: re.Pattern[str]) -> Finding:
    found = next((m for text in _texts(page) if (m := words.search(text))), None)
    return Finding(True, found[0][:60]) if found else lacking(page)


def _texts(page: Page) -> Iterator[str]:
    """The page's words, its links, and what its pictures and scripts come from."""
    yield page.solid
    yield from (f"{link.url} {link.text} {link.title}" for link in page.links)
    for node in page.tree.css("img"):
        yield " ".join(node.attributes.get(name) or "" for name in ("src", "alt", "title"))
    yield from page.scripts
    yield page.text
