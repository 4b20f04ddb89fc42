"""The main content of a document's page: its text, tables and links, without the site's chrome."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from crawler.characters import normal, squeezed
from crawler.page import Page, join, like
from gongkai.model import Link

# What the great content systems call the element that holds the document's text.
_NAMES = """
    zoom zoomcon content_article fontzoom ucap-content ucapcontent article_zoom trs_editor
    trs_ueditor trs_editor_view custom_unionstyle ivs_content artibody js_content newscontent
    news_content article-content article_content articlecontent pages_content j-fontcontent
    content_zw wzcon article-body zwxl-article info-content news_cont_d_wrap v_news_content
    wz_content xxgk_content gkml-content document-content nei-content detail-content con_text
    contenttext con_con maintext main-txt xl_con arc_cont bt_content txt_con
"""
_BODIES = frozenset(_NAMES.split())
_LIKE_BODY = like(
    "ucapcontent",
    *(f'*="{x}"' for x in ("con", "zoom", "editor", "union", "body", "main-t", "maint")),
)
_FILES = re.compile(
    r"\.(?:pdf|docx?|xlsx?|xlsm|et|wps|ofd|pptx?|zip|rar|7z|csv|txt|rtf|tiff?|ceb|gd|json|xml)$",
    re.IGNORECASE,
)
_DOWNLOAD = re.compile(
    r"downfile|download|/attachment|attachment[-_]?id|downloadfile|fileid=|filename=|/attach/|"
    r"getfile|openfile|file_down",
    re.IGNORECASE,
)
# A name that a script left unfilled, and a download that asks who one is: neither is published.
_NOBODYS = re.compile(r"/(?:undefined|null)\.\w+$|/sso|\bsso\w*\.(?:action|do|aspx)", re.IGNORECASE)
# viewer.html?file=/a.pdf; what another name would be relative to, only the viewer knows
_VIEWED = re.compile(r"[?&](?:file|url|src|path)=((?:https?(?::|%3a)|/|%2f)[^&#]+)", re.IGNORECASE)
_QUOTED = re.compile(  # no part of an address that is put together
    r"""(?<!\+)(?<!\+\s)(?:(?:open\(|(?:href|location)\s{0,9}=\s{0,9})['"](?P<page>[^'"\s<>]{3,400})['"]"""
    r"""|['"](?P<whole>(?:https?:/)?/[^'"\s<>]{3,400})['"])(?!\s{0,9}\+)"""
)
_SCRIPT = 2_000  # characters of a link's script
_IMAGE = re.compile(r"\.(?:jpe?g|png|gif|bmp|webp|svg|ico)(?:\?|$)", re.IGNORECASE)
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:share|crumb|nav|foot|footer|menu|header|related|xgyd|sidebar|qrcode)",
    re.IGNORECASE,
)
_PAGES = (".html", ".shtml", ".htm", "/")  # most links: nothing else need be asked of these
_ICON = 50  # pixels
_CLIMB = 4
_BRIEF = 300  # characters of a list of attachments
_WEAK = 300.0  # characters of paragraphs under which a text may stand in other elements
_SHARE = 0.6  # of the words in an element that the next inner one must hold
_LEAVES = "p, td, div, span, section, li, dd, pre, font, label, center, blockquote, b, strong"
_BOXES = ("div", "td", "table", "tbody", "tr", "form", "center", "section", "article", "main")
_FOOT = re.compile(r"版权所有|备\d{6}|公网安备|标识码|[Cc]opyright|^(?:主办|承办)")
_MOST = 20_000  # paragraphs, cells and line breaks looked at


def main_content(page: Page) -> LexborNode | None:
    """The element that holds the document's text, blank or not; None where none is known as it."""
    best, blank, most, last = None, None, 0, 0
    for node, names in page.named(_LIKE_BODY):
        if _BODIES.isdisjoint(names):
            continue
        if node.mem_id == last:  # picked by its id and by its class
            continue
        blank, last = blank or node, node.mem_id
        size = len(node.text(strip=True))
        if size > most or (best is None and node.css_first("a[href], img, table")):
            best, most = node, size
    if most >= 40:
        return best
    dense, score = _densest(page)
    if score < _WEAK and blank is None:
        whole = _dominant(page)
        if whole is not None and len(whole.text(strip=True)) > score:
            dense = whole
    if dense is not None and len(dense.text(strip=True)) > most:
        return dense
    return best or blank


def _dominant(page: Page) -> LexborNode | None:
    """The innermost element that holds most of the page's own words, whatever they stand in."""
    sizes: dict[int, int] = {}
    for leaf in page.tree.css(_LEAVES)[:_MOST]:
        said = leaf.text(deep=False)
        if len(said) < 12 or len(said := said.strip()) < 12 or _FOOT.search(said):
            continue
        above: LexborNode | None = leaf
        while above is not None and above.tag not in ("body", "a"):
            sizes[above.mem_id] = sizes.get(above.mem_id, 0) + len(said)
            above = above.parent
    best, inner = None, page.tree.body
    while inner is not None:
        best = inner
        within = [child for child in inner.iter() if child.mem_id in sizes]
        least = _SHARE * sum(sizes[child.mem_id] for child in within)
        inner = next((x for x in within if x.tag in _BOXES and sizes[x.mem_id] >= least), None)
    return best if best is not None and best.tag != "body" else None


def _densest(page: Page) -> tuple[LexborNode | None, float]:
    """The element under which most paragraph text stands, and how much that is."""
    scores: dict[int, float] = {}
    nodes: dict[int, LexborNode] = {}
    for leaf, within, times in _leaves(page):
        said = leaf.text(deep=False, strip=True) or leaf.text(strip=True)
        size = min(len(said), 400) * times
        if size < 12 * times or _FOOT.search(said[:100]):
            continue
        share, above = float(size), leaf if within else leaf.parent
        for _ in range(3):
            if above is None or above.tag in ("body", "html"):
                break
            scores[above.mem_id] = scores.get(above.mem_id, 0.0) + share
            nodes[above.mem_id] = above
            share, above = share * 0.6, above.parent
    best, most = None, 60.0
    for key in sorted(scores, key=scores.__getitem__, reverse=True):
        if scores[key] <= most:
            break
        linked = sum(len(a.text(strip=True)) for a in nodes[key].css("a"))
        if scores[key] - 1.5 * linked > most:
            best, most = nodes[key], scores[key] - 1.5 * linked
    return best, most


def _leaves(page: Page) -> Iterator[tuple[LexborNode, bool, int]]:
    """Elements that hold text, whether paragraphs stand within, how many.

    A line break is a paragraph's end.
    """
    broken: dict[int, int] = {}
    holders: dict[int, LexborNode] = {}
    for node in page.tree.css("p, td, article > div, br")[:_MOST]:
        if node.tag != "br":
            yield node, False, 1
        elif (above := node.parent) is not None:
            key = above.mem_id
            broken[key] = broken.get(key, 0) + 1
            holders[key] = above
    yield from ((node, True, broken[key]) for key, node in holders.items())


def links_of(page: Page, node: LexborNode | None) -> tuple[Link, ...]:
    """The document's own links: all in its text, and files listed beside the text."""
    found: dict[str, Link] = {}
    if node is not None:
        for link in node.css("a[href]"):
            _add(found, page, link, anything=True)
        for link in _around(node).css("a[href]"):
            _add(found, page, link, anything=False)
        for address in _viewed(_around(node)):
            _add_file(found, page, address, "")
        for image in node.css("img[src]"):
            url = join(page.base, image.attributes.get("src") or "")
            text = normal(squeezed(image.attributes.get("alt") or ""))
            if url and url not in found and not _is_small(image):
                found[url] = Link(url=url, text=text, kind="image")
    for link in page.tree.css("a.nfw-cms-attachment, a[attachment-id], a[appendix]"):
        _add(found, page, link, anything=False)
    if "附件" in page.visible:
        for anchor in page.anchors.values():
            if _FILES.search(anchor.url) and anchor.url not in found and _announced(anchor.node):
                _add(found, page, anchor.node, anything=False)
    return tuple(found.values())


def _announced(link: LexborNode) -> bool:
    """Whether a link stands among few words that call it an attachment (附件)."""
    above: LexborNode | None = link
    for _ in range(_CLIMB):
        text = above.text() if above is not None else ""
        if above is None or len(text) > _BRIEF:
            return False
        if "附件" in text:
            return True
        above = above.parent
    return False


def _viewed(node: LexborNode) -> Iterator[str]:
    """The addresses of the files that frames and viewers show beside the text."""
    for frame in node.css("iframe, embed, object"):
        address = frame.attributes.get("src") or frame.attributes.get("data") or ""
        viewed = _VIEWED.search(address)
        yield unquote(viewed[1]) if viewed else address


def _opened(given: dict[str, str | None]) -> Iterator[str]:
    """The addresses that a link's script opens; a name that a function of the site's own makes an
    address of is none."""
    said = f"{given.get('href') or ''} {given.get('onclick') or ''}"
    return (found["page"] or found["whole"] for found in _QUOTED.finditer(said[:_SCRIPT]))


def _is_small(image: LexborNode) -> bool:
    """An icon or a bullet, by the size that it is given."""
    sizes = (image.attributes.get("width") or "", image.attributes.get("height") or "")
    return any(size.isdigit() and int(size) < _ICON for size in sizes)


def _around(node: LexborNode) -> LexborNode:
    """The element that holds the document with what is listed beside its text."""
    for _ in range(_CLIMB):
        above = node.parent
        if above is None or above.tag in ("body", "html"):
            break
        node = above
    return node


def _add(found: dict[str, Link], page: Page, node: LexborNode, *, anything: bool) -> None:
    anchor = page.anchors.get(node.mem_id)
    if anchor is None:
        return
    if not anchor.url and (anything or not _in_chrome(node)):
        for address in _opened(anchor.attributes):
            _add_file(found, page, address, anchor.text)
    if not anchor.url or anchor.url in found or anchor.url == page.url:
        return
    given = anchor.attributes
    href = given.get("href") or ""
    named = anchor.title if _FILES.search(anchor.title) else anchor.text
    file = is_file(href, named, download="download" in given or "attachment-id" in given)
    if anything or (file and not _in_chrome(node)):
        kind = "attachment" if file else "page"
        found[anchor.url] = Link(
            url=anchor.url, text=normal(anchor.text or anchor.title), kind=kind
        )


def _add_file(found: dict[str, Link], page: Page, address: str, text: str) -> None:
    url = join(page.base, address) if _FILES.search(address.partition("?")[0]) else ""
    if url and url not in found:
        found[url] = Link(url=url, text=normal(text), kind="attachment")


def is_file(url: str, text: str = "", *, download: bool = False) -> bool:
    """Whether a link leads to a file to be downloaded rather than to a page."""
    path, _, query = url.partition("?")
    if not (query or download or "." in text) and path.endswith(_PAGES):
        return False
    if _NOBODYS.search(path):
        return False
    if _FILES.search(path) or any(_FILES.search(part) for part in query.split("&")):
        return True
    if _IMAGE.search(url):
        return download
    if _DOWNLOAD.search(url) and query:
        return True
    return download or bool(_FILES.search(text.strip()) and not path.endswith(_PAGES))


def _in_chrome(anchor: LexborNode) -> bool:
    above = anchor.parent
    for _ in range(_CLIMB):
        if above is None:
            return False
        attributes = above.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if above.tag in ("header", "footer", "nav") or _CHROME.search(names):
            return True
        above = above.parent
    return False
