"""Rows of answers that are data: JSON of search and list interfaces, XML of jpage."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from crawler.characters import bare
from crawler.dates import parse_day
from crawler.page import between, join, plain
from crawler.rows import Seen, dated_rows
from gongkai.model import Row


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Lower-case field names of the interfaces, the more telling first.
_TITLE = _names(
    "_doctitle doctitle title showtitle articletitle bt name infotitle wjmc filename"
    " docname subject maintitle biaoti mc titlename noticename headline"
)
_URL = _names(
    "post_url url docpuburl chnldocurl linkurl href link puburl pageurl publishurl pcurl"
    " urls visiturl doc_pub_url arturl detailurl infourl htmlurl sourceurl staticurl path"
)
_DAY = _names(
    "display_publish_time fbrq docreltime publishtime publish_time pubdate pub_date"
    " publishdate publish_date pubtime pub_time showdate infodate releasedate release_time"
    " reltime publishedtimestr publishedtime fbsj deploytime deploy_time putdate displaydate"
    " webdate timestamp issuedate date created_at createtime create_time crtime time cwrq"
)
_TOTAL = _names(
    "total totalcount totalrecord totalrecords recordcount recordnum rowcount count"
    " totalnum totalelements post_count totals"
)
_PAGES = _names("totalpage totalpages pagecount pages pagenum_total pagetotal")
_CALLBACK = re.compile(r"^[\s;(]*[\w.$]{0,60}\s*\(\s*(?=[{\[])")
_DEPTH, _NODES = 12, 40_000


def decoded(text: str) -> Any:
    """The JSON (or JSONP) in ``text``; None where there is none."""
    text = _CALLBACK.sub("", text.strip().lstrip("\ufeff"))
    try:
        return json.JSONDecoder().raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def walked(data: Any) -> Iterator[tuple[str, Any]]:
    """Every value in ``data`` with its lower-case key, breadth first, within bounds."""
    queue: list[tuple[str, Any, int]] = [("", data, 0)]
    for i, (key, value, depth) in enumerate(queue):
        if i > _NODES:
            return
        yield key, value
        if depth >= _DEPTH:
            continue
        if isinstance(value, dict):
            queue.extend((str(k).lower(), v, depth + 1) for k, v in value.items())
        elif isinstance(value, list):
            queue.extend((key, v, depth + 1) for v in value)


def json_rows(data: Any, base: str) -> tuple[Row, ...]:
    """The rows of the best array of records in ``data``, else of HTML held in its strings."""
    best: list[Row] = []
    score = 0.0
    for _, value in walked(data):
        if isinstance(value, list) and value and isinstance(value[0], dict):
            rows = _records(value, base)
            points = sum(
                1 + bool(row.day) + bool(row.url) + min(len(row.title), 30) / 30 for row in rows
            )
            if points > score and any(row.day or row.url for row in rows):
                best, score = rows, points
    return tuple(best) or _fragments(data, base)


def _records(items: list[Any], base: str) -> list[Row]:
    records = [_flat(item) for item in items[:2000] if isinstance(item, dict)]
    found = [_record(record, base) for record in records]
    return [row for row in found if row]


def _flat(item: dict[str, Any]) -> dict[str, Any]:
    """A record's fields by lower-case name; a search hit's _source is the record itself."""
    inner: dict[str, Any] = next(
        (item[k] for k in ("_source", "source", "entity") if isinstance(item.get(k), dict)), {}
    )
    return {str(k).lower(): v for k, v in {**item, **inner}.items()}


def _record(record: dict[str, Any], base: str) -> Row | None:
    title = next((t for t in (_text(record.get(k)) for k in _TITLE) if len(bare(t)) >= 2), "")
    if not title:
        return None
    day, how = _record_day(record)
    return Row(
        title=title,
        url=_record_url(record, base),
        day=day,
        day_from=how,
        publisher=_text(record.get("publisher")),
        doc_no=_text(record.get("document_number") or record.get("filenum") or record.get("fwzh")),
        label="废止" if record.get("is_abolished") in (1, True) else "",
    )


def _record_url(record: dict[str, Any], base: str) -> str:
    for key in _URL:
        value = record.get(key)
        if isinstance(value, str) and value.startswith("{"):
            inner = decoded(value)
            if isinstance(inner, dict):
                value = inner.get("pc") or inner.get("common") or next(iter(inner.values()), "")
        if isinstance(value, str) and re.search(r"[/.]", value):
            url = join(base, value.strip())
            if url:
                return url
    return ""


def _record_day(record: dict[str, Any]) -> tuple[date | None, str]:
    for key in _DAY:
        value = record.get(key)
        if isinstance(value, (str, int, float)) and not isinstance(value, bool) and value:
            day = parse_day(value)
            if day and day.year >= 1980:
                return day, "api"
    return None, ""


def _text(value: Any) -> str:
    return plain(value) if isinstance(value, str) else ""


def _fragments(data: Any, base: str) -> tuple[Row, ...]:
    """Rows of HTML that JSON carries in strings, one fragment a row or one for all."""
    found: list[Row] = []
    for _, value in walked(data):
        if isinstance(value, str) and "<a" in value and "<" in value[:2000]:
            root = LexborHTMLParser(value).body
            for seen in dated_rows(root, base) if root else ():
                found.append(from_seen(seen))
    return tuple(found)


def xml_fragment(text: str) -> str:
    """The HTML of the records of a jpage answer, one after another; empty where there is none."""
    records = (record.partition(">")[2].strip() for record in between(text, "<record", "</record>"))
    # The element that holds all records begins with the same letters.
    whole = (record.rpartition("<record>")[2].strip() for record in records)
    return "\n".join(r.removeprefix("<![CDATA[").removesuffix("]]>") for r in whole)


def numbers(data: Any) -> tuple[int, int]:
    """(records, pages) that the answer counts itself; -1 where it does not say."""
    found = {"records": -1, "pages": -1}
    for key, value in walked(data):
        for name, words in (("records", _TOTAL), ("pages", _PAGES)):
            if found[name] < 0 and key in words and str(value).isdigit():
                found[name] = int(value)
    return found["records"], found["pages"]


def from_seen(seen: Seen) -> Row:
    """The row of the model."""
    return Row(
        title=seen.title,
        url=seen.url,
        day=seen.day,
        day_from=seen.day_from,
        pinned=seen.top,
        publisher=seen.publisher,
    )
