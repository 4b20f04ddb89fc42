"""What a page of 大汉 Hanweb says of the interfaces that its list comes from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawler.literals import value_at
from crawler.page import Page, join
from crawler.pages import posting

PROXY = re.compile(r"/module/(?:web/)?jpage/dataproxy\.jsp$")
UNIT = "/jpaas-publish-server/front/page/build/unit"
SIZE = 15  # rows a page, where nothing says how many
GROUP = 3  # pages that a list prefetches
_NEXT = re.compile(r"<nextgroup>.{0,40}?<a[^>]*?href=[\"']([^\"']+)", re.DOTALL | re.IGNORECASE)
_CALLED = re.compile(r"[\"']([^\"'\s]*/jpage/dataproxy\.jsp)[\"']")
_PARAM = r"[\"']?\b{}[\"']?\s*[:=]\s*[\"']?([^\"',&;}}\s]*)"
_PARAMS = (
    "col",
    "appid",
    "webid",
    "path",
    "columnid",
    "sourceContentType",
    "unitid",
    "permissiontype",
)
_PER_PAGE = re.compile(_PARAM.format("perPage"))
_QUERY = re.compile(r"querydata\s*=\s*(?:\"([^\"]+)\"|'([^']+)')", re.IGNORECASE)
_ROWS = re.compile(r"\brows\s*=\s*\\?[\"'](\d+)|[\"']rows[\"']\s*:\s*[\"']?(\d+)", re.IGNORECASE)
_LISTS = re.compile(r"列表|分页|list|内容|信息", re.IGNORECASE)
_DRAWN = re.compile(r"loadPageData\(\s*[\w.]*\s*,\s*[\"'](\w+)[\"']")
_XXGK = re.compile(r"[\"']([^\"'\s]*/module/xxgk/search\.jsp)\??([^\"'\s]*)[\"']")


def next_group(page: Page, rows: int, total: int) -> str:
    """Where a jpage list goes on: the group that it names, else the records after those read."""
    named = _NEXT.search(page.text)
    if named:
        return join(page.url, unescape(named[1]))
    asked = dict(parse_qsl(urlsplit(page.url).query, keep_blank_values=True))
    if PROXY.search(urlsplit(page.url).path) and "endrecord" in asked:
        first, last = _whole(asked.get("startrecord")), _whole(asked["endrecord"])
        if last >= total or last < first:
            return ""
        asked |= {"startrecord": str(last + 1), "endrecord": str(last + last - first + 1)}
        return page.url.partition("?")[0] + "?" + urlencode(asked)
    called = _CALLED.search(page.text)
    if not called or total <= rows:
        return ""
    found = {name: re.search(_PARAM.format(name), page.text) for name in _PARAMS}
    params = {name: m[1] for name, m in found.items() if m and m[1]}
    if "columnid" not in params or "unitid" not in params:
        return ""
    said = _PER_PAGE.search(page.text)
    size = _whole(said[1]) if said else SIZE
    window = {"startrecord": str(rows + 1), "endrecord": str(rows + (size or SIZE) * GROUP)}
    return join(page.url, called[1] + "?" + urlencode(window | {"perpage": str(size)} | params))


def units(page: Page) -> Iterator[str]:
    """The first pages of a jpaas page's parts, those that are called lists first."""
    found: list[tuple[bool, str]] = []
    for said in _QUERY.finditer(page.text):
        asked = value_at(unescape(said[1] or said[2]), 0)
        if isinstance(asked, dict) and {"webId", "tplSetId"} <= asked.keys():
            params = {str(k): str(v) for k, v in asked.items()}
            path = _path(page)
            url = join(page.url, f"{path}?{urlencode(params)}")
            found.append((not _LISTS.search(params.get("tagId", "")), url))
    yield from (url for _, url in sorted(dict.fromkeys(found), key=lambda unit: unit[0]))


def next_unit(url: str, text: str, number: int, pages: int) -> str:
    """The page after the ``number``-th of the part at ``url``, of as many rows as ``text`` says."""
    said = _ROWS.search(text)
    if number >= pages or not said:
        return ""
    inner = {"pageNo": number + 1, "pageSize": _whole(said[1] or said[2])}
    asked = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    asked["paramJson"] = json.dumps(inner, separators=(",", ":"))
    return url.partition("?")[0] + "?" + urlencode(asked)


def catalogue(page: Page, number: int = 1) -> str:
    """The ``number``-th page of a catalogue (xxgk/search.jsp), as its script posts it."""
    called = _XXGK.search(page.text)
    if not called:
        return ""
    asked = dict(parse_qsl(unescape(called[2]), keep_blank_values=True)) | {"currpage": str(number)}
    return posting(join(page.url, f"{called[1]}?{urlencode(asked)}"), asked)


def drawn(page: Page, number: int) -> str:
    """The ``number``-th page of a list that a template draws (POST /queryList); empty: none."""
    called = _DRAWN.search(page.text)
    folders = [part for part in urlsplit(page.url).path.split("/")[:-1] if part]
    if not called or len(folders) < 2:
        return ""
    form = {
        "current": str(number),
        "unitid": called[1],
        "webSiteCode[]": folders[0],
        "channelCode[]": folders[-1],
        "perPage": str(SIZE),
        "pageSize": str(SIZE),
    }
    return posting(join(page.url, "/queryList"), form)


def _path(page: Page) -> str:
    said = re.search(r"[\"']([^\"'\s]*" + re.escape(UNIT) + r")[\"']", page.text)
    return said[1] if said else "/api-gateway" + UNIT


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else 0
