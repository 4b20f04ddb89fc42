"""Rows of answers that are data: JSON of search and list interfaces, XML of jpage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from crawler.characters import bare
from crawler.dates import parse_day
from crawler.literals import decoded
from crawler.page import between, join, plain
from crawler.rows import Seen, dated_rows
from gongkai.model import Row


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# Lower-case field names of the interfaces, the more telling first.
_TITLE = _names(
    "_doctitle doctitle titleo title_no_tag title showtitle articletitle bt name infotitle wjmc"
    " filename docname subject maintitle biaoti mc titlename noticename headline"
)
_URL = _names(
    "post_url url docpuburl chnldocurl linkurl href link puburl pageurl publishurl pcurl"
    " urls visiturl doc_pub_url arturl detailurl infourl htmlurl sourceurl staticurl lj path"
)
_DAY = _names(
    "display_publish_time fbrq docreltime docdate publishtime publish_time pubdate pub_date"
    " publishdate publish_date pubtime pub_time showdate showtime infodate releasedate release_time"
    " reltime publishedtimestr publishedtime fbsj deploytime deploy_time putdate displaydate"
    " daytime webdate timestamp issuedate date created_at createtime create_time crtime time cwrq"
)
# Other names are known by their ends, where no field of a known name holds anything.
_TITLE_END, _URL_END = ("title", "biaoti"), ("url", "href", "link")
_DAY_END = ("pubtime", "pubdate", "publishtime", "publishdate", "date", "time", "rq", "sj")
_NOT_DAY = re.compile(r"creat|updat|modif|oper|index|expire|end|start|valid|warehouse|sync|cw")
_TOTAL = _names(
    "total totalcount totalrecord totalrecords recordcount recordnum rowcount count"
    " totalnum totalelements post_count totals"
)
_PAGES = _names("totalpage totalpages pagecount pages pagenum_total pagetotal")
_INNER = _names("_source source entity data fields doc")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ADDRESS = re.compile(r"^(?:https?:)?//?[^\s<>\"]{4,400}$")
_TITLE_MOST = 120  # characters; a longer field is the text
_DEPTH, _NODES = 12, 40_000
_GROUPS = 200  # of records, read as one list
_JSON = 40  # characters, from which on a string may hold records


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
        elif isinstance(value, str) and value[:2] in ("[{", '{"') and len(value) > _JSON:
            queue.append((key, decoded(value), depth + 1))  # JSON inside a string


def json_rows(data: Any, base: str) -> tuple[Row, ...]:
    """The rows of the best array of records in ``data``, else of HTML held in its strings."""
    best: list[Row] = []
    score = 0.0
    for _, value in walked(data):
        if isinstance(value, list) and value and isinstance(value[0], dict):
            rows = _records(value, base)
            if not any(row.day for row in rows):
                rows = max([rows, *(_records(x, base) for x in _grouped(value))], key=_points)
            if _points(rows) > score and any(row.day or row.url for row in rows):
                best, score = rows, _points(rows)
    return tuple(best) or _fragments(data, base)


def _points(rows: list[Row]) -> float:
    return sum(1 + bool(row.day) + bool(row.url) + min(len(row.title), 30) / 30 for row in rows)


def _grouped(items: list[Any]) -> list[list[Any]]:
    """The records that stand in groups: what several of ``items`` hold under the same name."""
    held: dict[str, list[list[Any]]] = {}
    for item in items[:_GROUPS]:
        for key, value in item.items() if isinstance(item, dict) else ():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                held.setdefault(key, []).append(value)
    return [[x for part in parts for x in part] for parts in held.values() if len(parts) > 1]


def _records(items: list[Any], base: str) -> list[Row]:
    records = [_flat(item) for item in items[:2000] if isinstance(item, dict)]
    if not any(_first_text(record, _TITLE) for record in records):
        records = _renamed(records)
    found = [_record(record, base) for record in records]
    return [row for row in found if row]


def _flat(item: dict[str, Any]) -> dict[str, Any]:
    """A record's fields by lower-case name; a search hit's _source is the record itself."""
    inner: dict[str, Any] = next((item[k] for k in _INNER if isinstance(item.get(k), dict)), {})
    return {str(k).lower(): v for k, v in {**item, **inner}.items()}


def _renamed(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Records of fields without telling names, read by what the fields hold."""
    if len(records) < 2:
        return records
    names = [name for name in records[0] if all(name in record for record in records)]
    texts = {name: [_text(record[name]) for record in records] for name in names}
    titles = [name for name in names if _may_be_titles(texts[name])]
    if not titles:
        return records
    title = max(titles, key=lambda name: sum(map(len, texts[name])))
    telling = {"title": title}
    for field, test in (("url", _ADDRESS.match), ("date", _one_day)):
        known = _URL if field == "url" else _DAY
        if not any(name in known for name in names):
            fit = [n for n in names if n != title and all(map(test, texts[n]))]
            telling |= {field: fit[0]} if fit else {}
    return [record | {to: record[name] for to, name in telling.items()} for record in records]


def _may_be_titles(texts: list[str]) -> bool:
    fit = all(6 <= len(text) <= _TITLE_MOST and len(_HAN.findall(text)) > 3 for text in texts)
    return fit and len(set(texts)) == len(texts)


def _one_day(text: str) -> bool:
    return not text.isdigit() and parse_day(text) is not None


def _record(record: dict[str, Any], base: str) -> Row | None:
    title = _first_text(record, _TITLE) or _first_text(record, _ending(record, _TITLE_END))
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
        pinned=str(record.get("istop") or record.get("gkml_top") or "") in ("1", "true", "True"),
    )


def _first_text(record: dict[str, Any], names: tuple[str, ...]) -> str:
    texts = (_text(record.get(name)) for name in names)
    return next((text for text in texts if len(bare(text)) >= 2), "")


def _ending(record: dict[str, Any], ends: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for end in ends for name in record if name.endswith(end))


def _record_url(record: dict[str, Any], base: str) -> str:
    for key in (*_URL, *_ending(record, _URL_END)):
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
    others = tuple(n for n in _ending(record, _DAY_END) if not _NOT_DAY.search(n))
    for key in (*_DAY, *others):
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
    for html in fragments(data):
        root = LexborHTMLParser(html).body
        found += map(from_seen, dated_rows(root, base) if root else ())
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


def fragments(data: Any) -> Iterator[str]:
    """The HTML that JSON carries in its strings."""
    for _, value in walked(data):
        if isinstance(value, str) and "<" in value[:2000] and "<a" in value:
            yield value


def from_seen(seen: Seen) -> Row:
    """The row of the model."""
    return Row(
        title=seen.title,
        url=seen.url,
        day=seen.day,
        day_from=seen.day_from,
        pinned=seen.top,
        publisher=seen.publisher,
        label=seen.state,
    )
