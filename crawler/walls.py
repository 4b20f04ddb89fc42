"""Answers that are no evidence: walls, dead links, broken sites, empty shells.

A wall read as a page would say that a site publishes nothing. A page read as a wall would lose
evidence: so words alone never make a wall of a page that has content of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from crawler import notices
from crawler.characters import bare, normal
from crawler.dates import days
from crawler.labels import labelled
from crawler.page import Page
from crawler.published import label_days

# 瑞数: scripts and metas marked r="m", its table in window.$_ts. 加速乐, 阿里云: a script sets a
# cookie and loads the page anew.
_RIVER = re.compile(
    r"""<(?:script|meta)[^>]{0,400}\sr=["']m["']|\$_ts\s*=\s*window|\$_ts["']\]|\$_ts\."""
)
_COOKIE_SCRIPT = re.compile(
    r"document\.cookie\s*=|__jsl_clearance|acw_sc__v2|_0x[0-9a-f]{4,}|arg1\s*=\s*['\"][0-9A-F]{20}"
)
_REDIRECT = re.compile(r"location\s*(?:\.\w{4,8})?\s*(?:=|\()", re.IGNORECASE)
_MARKED_404 = re.compile(
    r"/(?:404|error|notfound|page_?not_?found|err404)(?:\.\w{2,5})?/?(?:$|\?)|/404[./]",
    re.IGNORECASE,
)
_PAGE_URL = re.compile(r"\d{4,}[^/]*\.(?:s?html?|jsp|aspx?)$|(?:post|content|art|info)[_/]\d", re.I)
_TEMPLATE = re.compile(
    r"""\{\{.{1,80}?\}\}|v-cloak|v-if=|ng-app|ng-repeat|data-reactroot
    |id=["'](?:app|root|__nuxt|__next)["']""",
    re.VERBOSE,
)
_EMBEDDED = re.compile(
    r"""<!--[^>]{0,200}<li|__INITIAL_STATE__|__NUXT__|__NEXT_DATA__|window\._CONFIG
    |\[\s*\{[^{}\[\]]{0,400}?title["']\s*:\s*["'][^"']{8,}
    |listData|articleList|<record\b|type=["']text/xml""",
    re.IGNORECASE | re.VERBOSE,
)
_FRAME = re.compile(r"<i?frame\b[^>]{0,400}\bsrc\s*=", re.IGNORECASE)
_SAID = re.compile(r"暂无|没有(?:数据|内容|信息)")
_REFUSED = (401, 403, 405, 406, 407, 412, 418, 444, 468, 493, 521)
SHORT = 400  # characters of visible text under which a page's words may be all it has to say
_LONG = 1500
_TINY = 150
_ROWS = 2  # lines that are only a day: a list


def wall(page: Page, *, status: int, headers: Mapping[str, str] | None = None) -> str:
    """Why an answer is no evidence; empty where it is.

    The reasons are of gongkai/reasons.yaml: ``dead_link``, ``unreadable`` (an empty shell that
    needs a browser), and every kind of ``blocked`` and ``unreachable``. ``status`` and ``headers``
    are the answer's. Long content that mentions such words is content.
    """
    sent = {k.lower(): v for k, v in (headers or page.headers).items()}
    return _by_status(page, status, sent) or _by_body(page, status, sent)


def _by_status(page: Page, status: int, headers: Mapping[str, str]) -> str:
    if status in (0, 408):
        return "timed_out" if status else "unreachable"
    if status == 429:
        return "limited"
    if status in _REFUSED or ("x-via-jsl" in headers and status >= 400):
        return _cause(page, notices.shut) or ("login" if status == 401 else "blocked")
    if 300 <= status < 400:
        return "blocked" if "set-cookie" in headers else "unreachable"
    if status < 400:
        return ""
    if _is_challenge(page):
        return "blocked"
    if status < 500:
        return _cause(page, _no_site) or "dead_link"
    return _cause(page, _down) or "server_error"


def _cause(page: Page, tell: Callable[[str], str]) -> str:
    """What the page of an error says itself; nothing where it says too much to be only that."""
    if page.kind != "html" or len(_seen(page)) >= _LONG:
        return ""
    return tell(_said(page))


def _no_site(said: str) -> str:
    """A name without a site, or a site that is closed, answers 404 to everything."""
    found = notices.away(said)
    return found if found in ("parked", "closed") else ""


def _down(said: str) -> str:
    return notices.shut(said) or notices.away(said)


def _by_body(page: Page, status: int, headers: Mapping[str, str]) -> str:
    if page.kind != "html":
        return _by_data(page)
    if not page.text.strip():
        return "unreadable"
    if _is_challenge(page):
        return "blocked"
    if notices.DEFAULT_TITLE.search(page.title):
        return "parked"
    if _MARKED_404.search(page.url) and len(page.visible) < _LONG:
        return "dead_link"
    if not _is_content(page):
        notice = _notice(page)
        if notice:
            return notice
    return "unreadable" if _is_shell(page) else ""


def _by_data(page: Page) -> str:
    """Data interfaces answer with a sentence when they refuse."""
    if len(page.text) >= SHORT:
        return ""
    return notices.shut(page.text) or ("verification" if "验证码" in page.text else "")


def _is_challenge(page: Page) -> bool:
    """Whether the answer is a script that tests the browser and nothing else."""
    text = page.text[:400_000]
    river = _RIVER.search(text)
    if river and (len(_seen(page)) < SHORT or _TEMPLATE.search(page.visible)):
        return not _is_told(page)
    if len(_seen(page)) < 40 and "<script" in text.lower():
        scripts = "\n".join(page.scripts)
        return bool(
            _COOKIE_SCRIPT.search(scripts) and (_REDIRECT.search(scripts) or "eval" in scripts)
        )
    return False


def _is_told(page: Page) -> bool:
    """Whether the page shows the document's title that it names, over a day: no test has these."""
    title = bare(page.metas.get("articletitle", ""))
    return len(title) >= 8 and title in page.solid and bool(days(page.visible))


def _seen(page: Page) -> str:
    """The visible text without what a template would still fill in."""
    return re.sub(r"\{\{.*?\}\}|\s", "", page.visible)


def _notice(page: Page) -> str:
    """What a page says that has nothing else to say."""
    said = _said(page)
    if found := notices.told(said):
        return found
    if len(_seen(page)) >= _TINY:
        return ""
    if notices.CAPTCHA.search(said):
        return "verification"
    return "login" if _is_login(page) else ""


def _said(page: Page) -> str:
    """Its title and its own words: its links' words are other pages'."""
    return page.title + "\n" + _own_words(page)


def _is_login(page: Page) -> bool:
    """Whether the page asks for a password before it shows anything."""
    return page.tree.css_first("input[type=password]") is not None


def _own_words(page: Page) -> str:
    """The lines that are no link's text."""
    linked = {link.text for link in page.links}
    return "\n".join(line for line in page.lines if line not in linked)


def _is_content(page: Page) -> bool:
    """Whether the page says enough of its own that its words are no notice."""
    text = _seen(page)
    if len(text) >= _LONG or page.metas.get("articletitle"):
        return True
    if _is_document(page):
        return True
    if notices.GONE.search(page.title):
        return _prose(page) > SHORT
    if sum(1 for line in page.lines if len(line) <= 16 and days(normal(line))) >= _ROWS:
        return True
    if label_days(labelled(page.visible)):
        return True
    long_links = sum(len(link.text) >= 10 for link in page.links)
    if _prose(page) > SHORT:
        return True
    # Menus around a notice make no content.
    return len(text) >= SHORT and long_links >= 5 and not notices.GONE.search(_own_words(page))


def _is_document(page: Page) -> bool:
    """Whether a title as offices give them stands over prose, at an address as pages have them:
    a column that answers with a notice has another."""
    named = notices.DOCUMENT.match(page.title)
    head = bare(re.split(r"[-_—|]", page.title)[0])
    return bool(
        named
        and _PAGE_URL.search(page.url)
        and len(head) >= 8
        and head in page.solid
        and _prose(page) >= _TINY // 2
    )


def _prose(page: Page) -> int:
    """Characters in lines that read like sentences."""
    return sum(len(line) for line in page.lines if len(line) >= 30)


def _is_shell(page: Page) -> bool:
    """Whether only a browser could fill this page: no text, no links, no embedded data."""
    text = _seen(page)
    if not page.scripts and not _FRAME.search(page.text) and not _TEMPLATE.search(page.text):
        return not text and page.tree.css_first("img, object, embed, a") is None
    if _EMBEDDED.search(page.text) or _SAID.search(text):
        return False
    links = sum(len(link.text) >= 4 for link in page.links)
    if links >= 3 or len(text) >= 200:
        return False
    if len(text) < 30:
        return True
    return links == 0 and bool(_TEMPLATE.search(page.text))
