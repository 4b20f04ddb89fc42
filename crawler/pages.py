"""Saved pages instead of the network: a folder with ``manifest.csv`` (file, original_url)."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode, uses_netloc, uses_relative

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from crawler.fetch import hostname
from gongkai.model import UserError
from gongkai.words import say

_POSTED = "post="
_POSTED_DATA = "post-json="
SAVED = "saved"  # the host of pages whose URL nobody knows: nobody's evidence
# Relative links in such pages lead to neighbours; urljoin must be told of the scheme.
uses_relative.append(SAVED)
uses_netloc.append(SAVED)
_TYPES = {
    ".json": "application/json",
    ".xml": "text/xml",
    ".html": "text/html",
    ".htm": "text/html",
}


class NotCaptured(IgnoreRequest):
    """The page is not among the saved ones; that says nothing of the site."""


@dataclass(frozen=True)
class Manifest:
    """The saved pages: URL -> file."""

    files: dict[str, Path]

    def of(self, host: str) -> tuple[str, ...]:
        """The URLs of a host, in the manifest's order."""
        return tuple(url for url in self.files if (hostname(url) or SAVED) == host)


@lru_cache(maxsize=4)
def manifest(folder: Path) -> Manifest:
    """Read manifest.csv. UserError where it is missing, malformed, or names a file that is not."""
    path = folder / "manifest.csv"
    if not path.is_file():
        raise UserError(say("at_file", file=path, what=say("no_manifest")))
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error):
        raise UserError(say("at_file", file=path, what=say("not_text"))) from None
    if rows and "file" not in rows[0]:
        lacks = say("no_headers", columns="file,original_url")
        raise UserError(say("at_file", file=path, what=lacks))
    files: dict[str, Path] = {}
    for number, row in enumerate(rows, 2):
        name = (row["file"] or "").strip()
        saved = (folder / name).resolve()
        if not name or not saved.is_relative_to(folder.resolve()) or not saved.is_file():
            raise UserError(_row(path, number, "not_saved", seen=name))
        url = (row.get("original_url") or "").strip()
        known = url.startswith(("http://", "https://"))
        # Keyed as it is asked for; the same page saved twice: the first counts.
        try:
            asked = asking(url if known else f"{SAVED}:///{name}").url
        except ValueError:
            raise UserError(_row(path, number, "bad_url", seen=url)) from None
        files.setdefault(asked, saved)
    return Manifest(files)


def _row(path: Path, number: int, sentence: str, **slots: str) -> str:
    return say("at", file=path, at=say("line", n=number), what=say(sentence, **slots))


def asking(url: str) -> Request:
    """The request for a URL, or for one of :func:`posting` or :func:`posting_data`.

    ValueError where it is none.
    """
    address, _, fragment = url.partition("#")
    if fragment.startswith(_POSTED):
        # The fragment is never sent, and keeps answers to different forms apart.
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        body = fragment.removeprefix(_POSTED)
        return Request(url, method="POST", headers=form, body=body, dont_filter=True)
    if fragment.startswith(_POSTED_DATA):
        data = {"Content-Type": "application/json"}
        body = unquote(fragment.removeprefix(_POSTED_DATA))
        return Request(url, method="POST", headers=data, body=body, dont_filter=True)
    verbatim = {"verbatim_url": True} if address.startswith(f"{SAVED}:") else {}
    return Request(address, dont_filter=True, meta=verbatim)


def posting(url: str, form: Mapping[str, str]) -> str:
    """An address that stands for a form posted to ``url``."""
    return f"{url.partition('#')[0]}#{_POSTED}{urlencode(form)}"


def posting_data(url: str, data: Mapping[str, Any]) -> str:
    """An address that stands for ``data`` posted to ``url`` as JSON."""
    body = json.dumps(data, separators=(",", ":"))
    return f"{url.partition('#')[0]}#{_POSTED_DATA}{quote(body, safe='')}"


class SavedPages:
    """Download handler: answers from the folder, and from nothing else."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        self._pages = manifest(Path(crawler.settings["SAVED_PAGES"]))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SavedPages:
        """Scrapy's way to make one."""
        return cls(crawler)

    async def download_request(self, request: Request) -> Response:
        """The saved page; :class:`NotCaptured` where there is none."""
        path = self._pages.files.get(request.url)
        if path is None:
            raise NotCaptured(request.url)
        kind = _TYPES.get(path.suffix.lower(), "")
        headers = {"Content-Type": kind} if kind else {}
        return Response(request.url, 200, headers, path.read_bytes(), request=request)

    async def close(self) -> None:
        """Nothing is open."""
