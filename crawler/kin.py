"""Documents that belong together: a document and what interprets it, an answer and its question.

A page lists its relatives beside its text, under headings of many names or under none: they are
known by what they are called.
"""

from __future__ import annotations

import re

from crawler.characters import bare, normal
from crawler.page import Page, PageLink
from gongkai.model import Link

_NAMED = re.compile(r"《([^《》]{4,80})》")
_ABOUT = re.compile(
    r"(?:关于|对)?(?:印发|公布|发布|下达|转发|调整|做好|开展|进一步|实施|修订|修改)?(.{6,}?)"
    r"(?:的)?(?:通知|意见|公告|通告|决定|批复|函|办法|细则|方案|政策解读|解读|图解|问答)*$"
)
_HEADING = re.compile(
    r"[【\[]?(?:(?:相关|配套|关联)(?:政策|文件|解读|文档|稿件|链接|阅读|信息)(?:解读|文件|链接)?"
    r"|(?:解读|政策|文件)?原文(?:链接|件)?|解读(?:文件|材料|链接)|文件解读)[】\]]?:?"
)
_FIRST = frozenset("【[［相配关解政文原 ")  # what such a heading begins with
_TITLE = 10  # characters from which on a link's text is a document's title
_MOST = 8  # relatives under one heading


def kin(page: Page, title: str, links: tuple[Link, ...]) -> tuple[Link, ...]:
    """``links`` and those of the page that lead to the document's relatives."""
    known = {link.url for link in links} | {page.url}
    found = list(links)
    for link in (*_by_name(page, title), *_by_heading(page)):
        if link.url not in known:
            known.add(link.url)
            found.append(Link(url=link.url, text=normal(link.text or link.title)))
    return tuple(found)


def _by_name(page: Page, title: str) -> list[PageLink]:
    """Links whose text names what the title names."""
    core = _core(bare(title))
    probe = re.search(r"[\u4e00-\u9fff]{3,6}", core)
    if len(core) < 6 or not probe:
        return []
    own, begin = bare(title), probe[0][:3]
    return [
        link
        for link in page.links
        if begin in (link.title or link.text)
        and core in (text := bare(link.title or link.text))
        and text != own
        and core != text
    ]


def _core(title: str) -> str:
    """What a title is about: what stands in 《》, else what is left without office and kind."""
    named = _NAMED.search(title)
    if named:
        return named[1]
    head, about, rest = title.partition("关于")
    found = _ABOUT.fullmatch(about + rest if about else head)
    return found[1] if found else ""


def _by_heading(page: Page) -> list[PageLink]:
    """Links under 相关解读, 相关文件, 原文链接 and their like."""
    heads = [
        at
        for at, line in enumerate(page.lines)
        if 3 < len(line) < 12 and line[0] in _FIRST and _is_head(line)
    ]
    if not heads:
        return []
    texts = {link.text: link for link in page.links if len(link.text) >= _TITLE}
    found = []
    for at in heads:
        for line in page.lines[at + 1 : at + 1 + 2 * _MOST]:
            link = texts.get(line)
            if link:
                found.append(link)
            elif len(line) >= _TITLE and not re.search(r"\d{4}", line):
                break
    return found[:_MOST]


def _is_head(line: str) -> bool:
    return bool(_HEADING.fullmatch(normal(line).strip()))
