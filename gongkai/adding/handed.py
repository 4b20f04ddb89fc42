"""What a person hands in: which kind of thing it is, of what address it says to be a copy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawler import walls
from crawler.article import read_article
from crawler.files import kind as kind_of
from crawler.listing import read_listing
from crawler.page import Page
from crawler.pages import asking
from gongkai import reasons
from gongkai.disk import mhtml
from gongkai.disk.added import PICTURE
from gongkai.model import UserError
from gongkai.words import language, say

MOST_MEGABYTES = 50
_MIMES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "zip": "application/zip",
}
_OTHER = ("ofd", "rar", "7z", "rtf", "odf", "pptx", "locked")
_DATA = {"json": "application/json", "xml": "text/xml"}
# What browsers write at the head of a page that they save.
_SAVED_FROM = re.compile(
    rb"saved from url=\(\d{1,6}\)(https?://[^\s>]{1,2000})"
    rb"|Page saved with SingleFile\s+url:\s*(https?://[^\s>]{1,2000})"
)
_HEAD = 8192


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One thing as handed in. ``url`` is empty where neither it nor the person says."""

    kind: str  # list | page | file | picture
    name: str  # the file's
    url: str
    body: bytes
    mime: str
    title: str = ""
    at: datetime | None = None


def look(path: Path, url: str = "") -> Thing:
    """What a file is. UserError where it cannot be used: nothing is kept of it then."""
    body = _bytes(path)
    if mhtml.is_mhtml(body):
        saved = mhtml.read(body)
        if not saved.html:
            raise UserError(say("add_no_page", file=path.name))
        address = address_of(url or saved.url, path.name)
        page = Page.read(saved.html, address, content_type=saved.content_type)
        return Thing(
            kind=kind_of_page(page, path.name),
            name=path.name,
            url=address,
            body=body,
            mime=mhtml.MIME,
            title=page.column or page.title,
            at=saved.at,
        )
    kind = kind_of(body)
    if kind == "image":
        mime = "image/png" if body.startswith(b"\x89PNG") else "image/jpeg"
        told = address_of(url, path.name) if url else ""
        return Thing(kind=PICTURE, name=path.name, url=told, body=body, mime=mime)
    if kind in ("html", "txt"):
        return _page(path.name, body, url, html=kind == "html")
    if kind in _MIMES or kind in _OTHER:
        mime = _MIMES.get(kind, "application/octet-stream")
        told = address_of(url, path.name)
        return Thing(kind="file", name=path.name, url=told, body=body, mime=mime)
    raise UserError(say("add_unknown", file=path.name))


def _page(name: str, body: bytes, url: str, *, html: bool) -> Thing:
    said = _SAVED_FROM.search(body, 0, _HEAD)
    own = next((g.decode("latin-1") for g in said.groups() if g), "") if said else ""
    address = address_of(url or own, name)
    page = Page.read(body, address, content_type="text/html" if html else "")
    if not html and page.kind == "html":  # plain text is an attachment
        return Thing(kind="file", name=name, url=address, body=body, mime="text/plain")
    return Thing(
        kind=kind_of_page(page, name),
        name=name,
        url=address,
        body=body,
        mime=_DATA.get(page.kind, "text/html"),
        title=page.column or page.title,
    )


def kind_of_page(page: Page, name: str) -> str:
    """A list, or a page. UserError for a wall: a person may have saved one unawares."""
    problem = walls.wall(page, status=200, headers={})
    if problem:
        raise UserError(say("add_is_wall", file=name, reason=reasons.name(problem, language())))
    article = read_article(page)
    return "list" if read_listing(page).rows and not article.article else "page"


def address_of(url: str, name: str = "") -> str:
    """The address as it is asked for. UserError where there is none, or it is none."""
    if not url:
        raise UserError(say("add_no_url", file=name))
    try:
        asked = str(asking(url.strip()).url)
    except ValueError:
        raise UserError(say("add_bad_url", url=url)) from None
    if not asked.startswith(("http://", "https://")):
        raise UserError(say("add_bad_url", url=url))
    return asked


def _bytes(path: Path) -> bytes:
    if not path.is_file():  # a folder, a pipe, a device, nothing
        raise UserError(say("add_not_a_file", file=path))
    if path.stat().st_size > MOST_MEGABYTES * 1_000_000:
        raise UserError(say("add_too_big", file=path.name, limit=MOST_MEGABYTES))
    body = path.read_bytes()
    if not body:
        raise UserError(say("add_empty", file=path.name))
    return body
