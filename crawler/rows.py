"""Rows of a list in a document tree: a title, a link, a day, whatever the markup around them.

A row is found from its day: from the day's text one climbs to the first element that holds a link
too. Days without any element of their own (flat lists) are paired with the links in page order.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.characters import bare, normal, squeezed
from crawler.rowcells import said_of
from crawler.rowdays import is_other, is_stamp, name_of, row_day, stated
from crawler.rowlinks import OPENERS, acts, leads_to_one, target
from crawler.rowtitles import is_only_day, is_top, title_of_link

_CLIMB = 8
_BOX = 2  # elements between a title's cell and its row
_FEW = 4  # links, from which on a part of a row is none
_DAYS = 4  # of other names, from which on they are not one row's
_LABELLED = re.compile(r"(?:^|[\s\]|])([^\s:：]{2,6})\s*[:：]\s*$")
_FILED = re.compile(r"来源|作者|编辑|单位|机构|机关|部门|主体|分类|类别|类型|种类|栏目|标签|主题$")
_KINDS = ("category", "tag", "category tag", "author")
_MANY = 1000  # rows of one list, from which on none is sought between them
_ROW_TAGS = ("li", "tr", "dd", "dl", "p", "a")
_OPENING = ("li", "tr", "dd", "div", "p")  # elements that may be a link by script
_MOST = 2000  # days looked at on one page
_LOOKS = 20_000  # links of rows looked at: lists nested without end are a trap
_DIGITS = re.compile(
    r"\d{1,4}\s*[-/.年月]|^\D{0,3}\d{1,2}日?\D{0,2}$|^\W*\d{8}\W*$|〇|[一二][〇零○九]"
)
_SHORT = 20  # characters
_AGO = re.compile(r"\d\s*\D{1,3}前\s*$|^\s*(?:刚刚|今天|昨天|前天)[\s\d:]*$")
_NO_ROW = re.compile(
    r"^(?:更多|more|详情|查看(?:更多|详情|全文)?|下载|首页|上一页|下一页|尾页|末页|全文|阅读全文|点击.{0,4}|评论[\W\d条]*|\d+)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Seen:
    """A row as it stands on the page; ``key`` tells the list it belongs to."""

    title: str
    url: str
    day: date | None
    day_from: str
    key: str
    node: LexborNode
    top: bool = False  # marked 置顶
    publisher: str = ""
    state: str = ""  # of a letter: 处理状态：已办结


def dated_rows(root: LexborNode, base: str) -> list[Seen]:
    """Every row below ``root`` that shows a day, in page order."""
    return _rows_of(_by_row(_day_nodes(root)), base)


def _rows_of(
    groups: Iterable[tuple[LexborNode, list[tuple[LexborNode, str]]]], base: str
) -> list[Seen]:
    found: list[Seen] = []
    taken: set[int] = set()
    looked = 0
    for row, stamps in groups:
        anchors = _title_links(row)
        looked += len(anchors)
        if looked > _LOOKS:
            return []
        pairs = [(_main(anchors, row), stamps)]
        flat = len(stamps) > 1 and len(anchors) > 1 and len(_outer(anchors, row)) > 1
        if flat:
            paired = _paired(row, anchors, stamps)
            flat = not _of_one_row(row, stamps, paired)
            pairs = paired if flat else pairs
        for anchor, near in pairs:
            if anchor is not None and anchor.mem_id not in taken:
                taken.add(anchor.mem_id)
                seen = _row(anchor, row, near, base, flat)
                if seen:
                    found.append(seen)
    return found


def _day_nodes(root: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    """The elements whose own text is a day or a part of one, with that text."""
    count = 0
    for node in root.traverse(include_text=True):
        if node.tag != "-text":
            continue
        raw = node.text_content or ""
        if len(raw) < _SHORT and node.parent is not None and _AGO.search(raw):
            told = stated(node.parent)
            raw = told.isoformat() if told else raw
        if len(raw) > 2000 or not _DIGITS.search(raw):
            continue
        text = normal(squeezed(raw))
        if node.parent is not None and is_stamp(text, in_link=_in_link(node)):
            count += 1
            if count > _MOST:
                return
            yield node.parent, text


def _in_link(node: LexborNode) -> bool:
    above = node.parent
    for _ in range(4):
        if above is None or above.tag in ("li", "tr", "body"):
            return False
        if above.tag == "a":
            return True
        above = above.parent
    return False


def _by_row(
    stamps: Iterable[tuple[LexborNode, str]],
) -> Iterator[tuple[LexborNode, list[tuple[LexborNode, str]]]]:
    """Days gathered under the element that holds both them and a link."""
    rows: dict[int, tuple[LexborNode, list[tuple[LexborNode, str]]]] = {}
    known: dict[int, bool] = {}
    for node, text in stamps:
        row = _holder(node, known)
        if row is not None:
            rows.setdefault(row.mem_id, (row, []))[1].append((node, text))
    for row, near in rows.values():
        if not _is_box_of(row, near, rows):
            yield row, near


def _is_box_of(
    row: LexborNode,
    stamps: list[tuple[LexborNode, str]],
    rows: dict[int, tuple[LexborNode, list[tuple[LexborNode, str]]]],
) -> bool:
    """Whether ``row`` is only a part of a row that shows its own day beside it.

    A box that opens over a title gives days of other names (生成日期) within the title's cell.
    """
    if not all(is_other(text) for _, text in stamps):
        return False
    above = row.parent
    for _ in range(_BOX):
        if above is None:
            return False
        outer = rows.get(above.mem_id)
        if outer is not None:
            return any(not is_other(text) for _, text in outer[1])
        above = above.parent
    return False


def _holder(node: LexborNode, known: dict[int, bool]) -> LexborNode | None:
    """The first element upwards from ``node`` that holds a title's link."""
    row: LexborNode | None = node
    for _ in range(_CLIMB):
        if row is None or row.tag in ("body", "html", "-document"):
            return None
        if row.mem_id not in known:
            known[row.mem_id] = bool(_title_links(row, 1)) and not _is_foot(row)
        if known[row.mem_id]:
            return row
        row = row.parent
    return None


def _is_foot(part: LexborNode) -> bool:
    """Whether a part that holds a link is what stands below a row's title: its office, its day."""
    if part.tag not in ("div", "p", "span", "footer"):
        return False
    above = (node for node in islice(_before(part), _FEW) if _title_links(node, 1))
    before = next(above, None)
    if before is None or _looks(before) == _looks(part):
        return False
    links = [link.text(strip=True) for link in _title_links(part, _FEW)]
    heads = [link.text(strip=True) for link in _title_links(before, _FEW)]
    return max(map(len, links)) < max(map(len, heads)) and len(links) < _FEW > len(heads)


def _before(node: LexborNode) -> Iterator[LexborNode]:
    """The elements before ``node`` beside it, the nearest first."""
    before = node.prev
    while before is not None:
        if before.tag and before.tag[0] != "-":
            yield before
        before = before.prev


def _looks(node: LexborNode) -> tuple[str | None, str]:
    return node.tag, node.attributes.get("class") or ""


def _title_links(row: LexborNode, most: int = _MOST) -> list[LexborNode]:
    anchors = [row] if row.tag == "a" else row.css("a")
    found = list(islice((a for a in anchors if _is_title_link(a)), most))
    if found or anchors or row.tag not in _OPENING:
        return found
    return [a for a in row.css(OPENERS) if _is_title_link(a)][:most]


def _is_title_link(anchor: LexborNode) -> bool:
    attributes = anchor.attributes
    if not {"href", "onclick"} & attributes.keys() or _is_filed_under(anchor):
        return False
    text = anchor.text(strip=True)
    title = attributes.get("title") or ""
    if is_only_day(text):
        return len(title) >= 4 and not is_only_day(title) and anchor.css_first("div, p") is not None
    return (len(text) >= 4 or len(title) >= 4) and not _NO_ROW.match(text.strip() or title)


def _is_filed_under(anchor: LexborNode) -> bool:
    """Whether the link is the office or the kind that a row names beside its title."""
    before = anchor.prev
    words = before.text_content or "" if before is not None and before.tag == "-text" else ""
    label = _LABELLED.search(words[-40:])
    return bool(label and _FILED.search(label[1])) or anchor.attributes.get("rel") in _KINDS


def _outer(anchors: list[LexborNode], row: LexborNode) -> list[LexborNode]:
    """The links that are not in a list or table nested in the row, one a target."""
    found: dict[str, LexborNode] = {}
    for anchor in anchors:
        above = anchor.parent
        while above is not None and above.mem_id != row.mem_id:
            if above.tag in ("ul", "ol", "table") and row.tag in ("li", "dd", "tr", "td"):
                break
            above = above.parent
        else:
            attributes = anchor.attributes
            found.setdefault(attributes.get("href") or attributes.get("onclick") or "", anchor)
    return list(found.values())


def _main(anchors: list[LexborNode], row: LexborNode) -> LexborNode | None:
    """The link of the row's title."""
    outer = _outer(anchors, row) or anchors
    for anchor in outer:
        text = squeezed(anchor.text())
        if len(text) >= 8 and not re.match(r"^[\[【(].{1,14}[\])】]$", text):
            return anchor
    return max(outer, key=lambda a: len(a.text(strip=True)), default=None)


def _paired(
    row: LexborNode, anchors: list[LexborNode], stamps: list[tuple[LexborNode, str]]
) -> list[tuple[LexborNode | None, list[tuple[LexborNode, str]]]]:
    """Links and days of a flat list, paired in page order."""
    outer = {a.mem_id: a for a in _outer(anchors, row)}
    order: list[tuple[str, int]] = []
    marks = 0  # days met so far: several may stand in one element
    for node in row.traverse(include_text=True):
        if node.mem_id in outer:
            order.append(("a", node.mem_id))
        if node.tag == "-text" and marks < len(stamps) and _says(node, *stamps[marks]):
            order.append(("d", marks))
            marks += 1
    day_first = bool(order) and order[0][0] == "d"
    pairs: list[tuple[LexborNode | None, list[tuple[LexborNode, str]]]] = []
    for i, (kind, key) in enumerate(order):
        if kind != "d":
            continue
        side = order[i + 1 :] if day_first else reversed(order[:i])
        near = next((k for what, k in side if what == "a"), None)
        if near is not None:
            pairs.append((outer[near], [stamps[key]]))
    return pairs


def _of_one_row(
    row: LexborNode,
    stamps: list[tuple[LexborNode, str]],
    pairs: list[tuple[LexborNode | None, list[tuple[LexborNode, str]]]],
) -> bool:
    """Whether several days are one title's: all are next to it, or each is called otherwise.

    Beside the title a row may link its office or kind, and show 成文日期 beside 发布日期.
    """
    near = {anchor.mem_id for anchor, _ in pairs if anchor is not None}
    if len(near) < 2:
        return True
    names = [re.sub(r"[\d\W]", "", name_of(row, node, text)) for node, text in stamps[:_DAYS]]
    return len(stamps) < _DAYS and all(names) and len(set(names)) == len(names)


def _says(words: LexborNode, element: LexborNode, text: str) -> bool:
    """Whether this is the text that stands in the element."""
    above = words.parent
    same = above is not None and above.mem_id == element.mem_id
    return same and normal(squeezed(words.text_content or "")) == text


def _row(
    anchor: LexborNode, row: LexborNode, stamps: list[tuple[LexborNode, str]], base: str, flat: bool
) -> Seen | None:
    url = target(anchor, base)
    if not leads_to_one(url) if url else not acts(anchor):
        return None
    title = title_of_link(anchor)
    if len(bare(title)) < 3:
        return None
    day, how = row_day(row, stamps, url)
    beside = "" if flat else row.text()[:400].replace(anchor.text(), "")
    top = is_top(anchor.text()) or "置顶" in beside
    publisher, state = ("", "") if flat else said_of(row)
    return Seen(title, url, day, how, list_key(row, flat), row, top, publisher, state)


def list_key(row: LexborNode, flat: bool = False) -> str:
    """What tells one list from another: tags and classes from the row up to the first name."""
    path = [row.tag or ""]
    above = row if flat else row.parent
    for _ in range(4):
        if above is None or above.tag in ("body", "html"):
            break
        attributes = above.attributes
        names = (attributes.get("class") or "").split() or (attributes.get("id") or "").split()
        name = re.sub(r"\d+$", "", names[0]) if names else ""
        path.append(f"{above.tag}.{name}")
        if name:
            break
        above = above.parent
    return ">".join(path)


def with_undated(rows: list[Seen], base: str) -> list[Seen]:
    """``rows`` of one list with those among them that show no day, in page order."""
    known = {row.node.mem_id: row for row in rows}
    flat = len(known) < len(rows)  # its rows have no element of their own
    lone = len(rows) == 1 and rows[0].node.tag not in _ROW_TAGS
    if flat or lone or len(rows) >= _MANY:
        return rows
    found: list[Seen] = []
    done: set[int] = set()
    for row in rows:
        parent = row.node.parent
        if parent is None or parent.mem_id in done:
            continue
        done.add(parent.mem_id)
        for child in parent.iter():
            seen = known.get(child.mem_id) or _without_day(child, row, base)
            if seen is not None:
                found.append(seen)
    return found


def _without_day(node: LexborNode, like: Seen, base: str) -> Seen | None:
    """The row in ``node``, where it is built like its neighbour ``like``."""
    if node.tag != like.node.tag or node.tag not in ("li", "tr", "dd", "div", "p", "a"):
        return None
    anchor = _main(_title_links(node), node)
    if anchor is None or len(bare(anchor.text())) < 6:
        return None
    return _row(anchor, node, [], base, flat=False)


def lists(rows: Iterable[Seen]) -> dict[str, list[Seen]]:
    """Rows by the list they belong to, in page order."""
    found: dict[str, list[Seen]] = defaultdict(list)
    for row in rows:
        found[row.key].append(row)
    return found
