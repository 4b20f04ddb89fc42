"""The canary: pages of known content, read by each family's own code before its sites are believed.

They are read from bytes that come along, by the process that reads the sites and with the very
same functions. A family that reads its canary wrong is broken: what it says of a real site is not
worth a verdict.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from crawler.page import Page
from crawler.spider import ColumnSpider
from gongkai.disk.store import SiteStore
from gongkai.model import Site

log = logging.getLogger(__name__)
HOST = "canary.haitang.gov.cn"
_FIELDS = ("title", "day", "doc_no", "publisher")


def pages(family: str) -> Mapping[str, Any]:
    """The canary of a family: its lists with their rows, its articles; empty where it has none."""
    return _pages().get(family, {})


@cache
def _pages() -> dict[str, dict[str, Any]]:
    folder = files("gongkai") / "sample" / "canary"
    return {
        file.name.removesuffix(".yaml"): yaml.safe_load(file.read_text("utf-8"))
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".yaml")
    }


def faults(kind: type[ColumnSpider]) -> tuple[str, ...]:
    """What a family reads wrong of its canary, as ``field: read instead of expected``."""
    known = pages(kind.name)
    if not known:
        return ()
    site = Site(host=HOST)
    spider = kind(site=site, orders=(), store=SiteStore(Path("canary"), HOST))
    found = []
    for reader in (_lists, _articles):
        try:
            found += list(reader(spider, known))
        except Exception as error:  # whatever an adapter raises, it is broken
            log.exception("%s", kind.name)
            found.append(f"{reader.__name__.strip('_')}: {type(error).__name__}")
    return tuple(found)


def _lists(spider: ColumnSpider, known: Mapping[str, Any]) -> Iterator[str]:
    for number, told in enumerate(known["lists"]):
        page = _page(told)
        if not number and known.get("recognised", True) and not spider.recognises(page):
            yield "recognised: no"
        rows = spider.read_rows(page)
        got = [(row.title, row.url, row.day) for row in rows.rows]
        yield from _differ("rows", got, [(t, u, d) for t, u, d in told["rows"]])
        if "next" in told:
            yield from _differ("next", [spider.next_url(page, rows, 1)], [told["next"]])


def _articles(spider: ColumnSpider, known: Mapping[str, Any]) -> Iterator[str]:
    for told in known["articles"]:
        read = spider.read_document(_page(told))
        for name in _FIELDS:
            if name in told:
                yield from _differ(name, [getattr(read, name)], [told[name]])
        for words in told["words"]:
            if words not in read.text:
                yield f"text: lacks {words}"
        attached = [link.url for link in read.links if link.kind == "attachment"]
        yield from _differ("attachments", attached, told["attachments"])


def _page(told: Mapping[str, Any]) -> Page:
    return Page.read(told["body"].encode(), told["url"], content_type=told.get("type", ""))


def _differ(name: str, got: Iterable[Any], want: Iterable[Any]) -> Iterator[str]:
    """The first that is not as expected: one tells enough."""
    got, want = list(got), list(want)
    if len(got) != len(want):
        yield f"{name}: {len(got)} instead of {len(want)}"
        return
    for one, other in zip(got, want, strict=True):
        if one != other:
            yield f"{name}: {one} instead of {other}"
            return
