"""From items of a plan document to clauses: where to look, what to ask, and what is left open."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.cadence import Cadence
from gongkai.drafting import Item
from gongkai.model import Subject
from gongkai.starting.words import Unsure, tell, unsure
from gongkai.text.match import fold, match

COMMON = 0.12  # share of the clauses in which a word is too common to tell a subject
TITLE = 24  # characters of a draft's title
_PUBLISHES = re.compile(
    r"(?<!政务)公开(?!力度|工作|意识|机制|制度|办|质量|水平|透明)|公布|发布|公示|公告|解读|回应|上网|网站|专栏|栏目|目录|清单|转发|披露|通报|反馈|征求|征集"
)
_INTERNAL = re.compile(
    r"培训|听取.{0,6}汇报|绩效考核|考评|保密审查|经费|人员配备|编制|会商|联席会议|领导小组|工作机构|责任追究|督促检查|报送|备案|总结|内部|协调机制|工作机制"
)
_PORTAL = re.compile(r"门户|(?:省|市|区|县|本级)政府(?:信息公开)?网(?!上)")
_OWN = re.compile(r"(?:部门|各单位|本单位|本部门|自身)网站|[局委办厅院]网站|门户网站和.{0,8}网站")
_OFFLINE = re.compile(
    r"公示栏|公开栏|张榜|宣传栏|办事大厅|服务大厅|微信|微博|两微一端|客户端|新媒体|电视|广播|报刊|短信"
)
_OPENING = re.compile(
    r"^(?:(?:要|应|继续|进一步|切实|着力|积极|认真|全面|深入|大力|不断|及时|适时|定期|主动|依法|"
    r"加大|加强|加快|推进|推动|做好|抓好|落实|完善|健全|实行|建立|开展|在.{2,20}?(?:网站|网)(?:上)?)[、和]?)+"
)
_NOT_A_TERM = re.compile(r"[&|!()（）]")
PERIODS = {p: p for p in ("week", "month", "quarter", "half", "year")}


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A drafted clause as it is written, its task, and what is unsure about it."""

    task: str
    said: Mapping[str, Any]
    unsure: tuple[Unsure, ...] = ()


def clauses(items: Sequence[Item], subjects: Mapping[str, Subject]) -> list[Clause]:
    """A clause for every item, in the document's order."""
    said = Counter(term for item in items for term in _said(item, subjects))
    common = {term for term, n in said.items() if n > max(COMMON * len(items), 2)}
    return [_clause(item, subjects, common) for item in items]


def _said(item: Item, subjects: Mapping[str, Subject]) -> set[str]:
    text = fold(item.text)
    return {term for subject in subjects.values() for term in _terms(subject) if term in text}


def _clause(item: Item, subjects: Mapping[str, Subject], common: Collection[str]) -> Clause:
    doubts: list[Unsure] = []
    said: dict[str, Any] = {
        "item": item.id,
        "title": _title(item.text),
        "lead": list(item.units),
        "support": list(item.support),
        "each": any(name in item.collective for name in item.units),
        "due": item.due,
        "cadence": item.cadence if item.cadence != "unspecified" else "",
        "text": item.text,
    }
    text = f"{item.task}{item.text}"
    found, others = _subject(item, subjects, common)
    if (not _PUBLISHES.search(item.text) and not item.elements) or found is None:
        internal = bool(_INTERNAL.search(item.text)) or found is not None
        doubts.append(unsure("internal" if internal else "subject_unknown", item.id, low=internal))
        said["rules"] = [{"manual": {"hand_in": tell("hand_in")}}]
        return Clause(task=item.task, said=said, unsure=tuple(doubts))
    subject, term = found
    doubts.append(_guessed(item, subject, others))
    said["subject"] = subject.id
    if not subject.match:
        said["match"] = term
    said["places"] = _places(item, text)
    if not subject.if_none:
        said["if_none"] = "unknown"
    rules, open_ = _rules(item, subject)
    doubts += open_
    if offline := _OFFLINE.search(item.text):
        doubts.append(unsure("offline_half", item.id, low=True, seen=offline[0]))
        rules = [
            *_shared(rules, 0.8),
            {"manual": {"share": 0.2, "hand_in": tell("hand_in_offline")}},
        ]
    said["rules"] = rules
    return Clause(task=item.task, said=said, unsure=tuple(doubts))


def _title(text: str) -> str:
    """The first phrase that speaks of publishing, else the first; no longer than a title may be."""
    phrases = [p for p in re.split(r"[，,。；;：:（(]", text.strip()) if p] or [text.strip()]
    first = next((p for p in phrases if _PUBLISHES.search(p)), phrases[0])
    bare = _OPENING.sub("", first) or first
    return bare if len(bare) <= TITLE else f"{bare[: TITLE - 1]}…"


def _subject(
    item: Item, subjects: Mapping[str, Subject], common: Collection[str]
) -> tuple[tuple[Subject, str] | None, list[Subject]]:
    """The subject whose words the clause says at most length, the words, and its rivals.

    Words that stand in many of the document's clauses tell nothing about one of them.
    """
    scored = []
    for subject in subjects.values():
        terms = [t for t in _terms(subject) if t in fold(item.text) and t not in common]
        if not terms:
            continue
        longest = max(terms, key=len)
        entries = bool(subject.match) and match(subject.match).found_in(item.text)
        scored.append((len(longest) + 2 * entries, subject.id, longest))
    scored.sort(key=lambda each: (-each[0], each[1]))
    if not scored or scored[0][0] < 3:
        return None, []
    best = scored[0][0]
    rivals = [subjects[id] for score, id, _ in scored[1:4] if score == best]
    return (subjects[scored[0][1]], scored[0][2]), rivals


def _terms(subject: Subject) -> Iterator[str]:
    """The words that speak for a subject: of its name, its columns, its entries."""
    for expression in (subject.name, subject.words, subject.match):
        for term in re.split(r"[&|()]+", expression):
            if term and not term.startswith("!") and len(fold(term)) >= 2:
                yield fold(term)


def _guessed(item: Item, subject: Subject, others: Sequence[Subject]) -> Unsure:
    if others:
        other = "、".join(each.name for each in others)
        return unsure("subject_several", item.id, name=subject.name, other=other)
    return unsure("subject_guessed", item.id, low=True, name=subject.name)


def _places(item: Item, text: str) -> list[str]:
    portal, own = bool(_PORTAL.search(text)), bool(_OWN.search(text))
    return [place for place, said in (("portal", portal), ("own", own)) if said]


def _rules(item: Item, subject: Subject) -> tuple[list[Any], list[Unsure]]:
    """What is asked: the document's own rhythm, deadline and elements first, then our defaults."""
    when = Cadence.parse(item.cadence)
    rules: list[Any] = []
    doubts: list[Unsure] = []
    if when.kind == "periodic" and when.period in PERIODS:
        said: dict[str, Any] = {"period": PERIODS[when.period]}
        if when.months:
            said |= {"from": when.months[0], "to": when.months[1]}
        rules.append({"series": said})
    elif item.due:
        rules.append({"count": {"by": "due"}})
    else:
        fresh = any(rule.check == "fresh" for rule in subject.rules)
        rules.append(
            "fresh" if fresh and re.search(r"及时|定期|更新|适时|持续", item.text) else "count"
        )
    if when.kind == "event_offset":
        doubts.append(unsure("limit_unused", item.id, seen=item.deadline or item.cadence))
    if item.elements:
        parts = {
            name: name for each in item.elements if (name := _NOT_A_TERM.sub("", each).strip())
        }
        rules = [*_shared(rules, 0.5), {"contains": {"share": 0.5, "parts": parts}}]
    return rules, doubts


def _shared(rules: Sequence[Any], share: float) -> list[Any]:
    """The rules with their shares cut down to make room for another."""
    found = []
    for rule in rules:
        ((check, said),) = ({rule: {}} if isinstance(rule, str) else rule).items()
        found.append({check: {"share": round(said.get("share", 1.0) * share, 3), **said}})
    return found
