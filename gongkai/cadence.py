"""How often, or how long after what, a plan wants something published.

One normal form for the phrases of real plans::

    every day|week|month|quarter|half|year      every month 4-10 (only in those months)
    within 3wd of publication                   units: wd working days, d days, mo months, h hours
    after receipt                               an event without a number
    once | throughout | unspecified             throughout: 全年; unspecified: 及时, 定期, nothing

A deadline is a day beside it, not a cadence: ``read`` gives both.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

PERIODS = ("day", "week", "month", "quarter", "half", "year")
UNITS = ("wd", "d", "mo", "h")
PLAIN = ("once", "throughout", "unspecified")

_EVERY = re.compile(rf"every ({'|'.join(PERIODS)})(?: (\d{{1,2}})-(\d{{1,2}}))?")
_WITHIN = re.compile(rf"within (\d{{1,4}})({'|'.join(UNITS)}) of ([a-z][a-z0-9_]*)")
_AFTER = re.compile(r"after ([a-z][a-z0-9_]*)")


@dataclass(frozen=True, kw_only=True)
class Cadence:
    """A rhythm or a relative limit. ``str`` of it is the normal form; ``parse`` reads that."""

    kind: str  # periodic | event_offset | after | once | throughout | unspecified
    period: str = ""  # of PERIODS, for periodic
    months: tuple[int, int] | None = None  # first and last month of a season
    n: int = 0
    unit: str = ""  # of UNITS, for event_offset
    anchor: str = ""  # the event: publication, repeal, closing, receipt …

    @classmethod
    def parse(cls, normal: str) -> Cadence:
        """The cadence that ``normal`` writes. ValueError where it is no normal form."""
        if normal in PLAIN:
            return cls(kind=normal)
        if found := _EVERY.fullmatch(normal):
            season = (int(found[2]), int(found[3])) if found[2] else None
            if season and not all(1 <= month <= 12 for month in season):
                raise ValueError(normal)
            return cls(kind="periodic", period=found[1], months=season)
        if found := _WITHIN.fullmatch(normal):
            return cls(kind="event_offset", n=int(found[1]), unit=found[2], anchor=found[3])
        if found := _AFTER.fullmatch(normal):
            return cls(kind="after", anchor=found[1])
        raise ValueError(normal)

    def __str__(self) -> str:
        if self.kind == "periodic":
            season = f" {self.months[0]}-{self.months[1]}" if self.months else ""
            return f"every {self.period}{season}"
        if self.kind == "event_offset":
            return f"within {self.n}{self.unit} of {self.anchor}"
        return f"after {self.anchor}" if self.kind == "after" else self.kind


UNSPECIFIED = Cadence(kind="unspecified")
THROUGHOUT = Cadence(kind="throughout")

# ---- the phrases, after NFKC and without white space

_MOST = 3000  # characters of a text that are read for a rhythm or a day
_HAN = "一二两三四五六七八九十"
_N = rf"(\d{{1,3}}|[{_HAN}]{{1,3}})"
_RHYTHMS = (
    ("day", r"每[一]?[天日](?!常)|逐日|按日"),
    ("week", r"每[一]?周|每个?星期|按周|逐周"),
    ("month", r"每[一1]?个?月|按月|逐月|月报|月度抽|每月度"),
    ("quarter", r"每[一1]?个?季度?|按季度?|逐季|季报|季度(?:全面)?(?:抽查|检测|检查)|每[三3]个月"),
    (
        "half",
        r"每[一]?个?半年|半年(?:至少|不少于)?(?:更新|公开|公布|发布)?(?:一次|1次|度)|每[六6]个月",
    ),
    ("year", r"每[一1]?个?年度?|按年(?!度?(?:计划|方案|工作))度?|逐年(?:公|发)"),
)
_RHYTHM = re.compile("|".join(f"(?P<{name}>{form})" for name, form in _RHYTHMS))
_SEASON = re.compile(r"(?<!\d)(\d{1,2})月?(?:-|—|–|~|至|到)+(\d{1,2})月")
_LIMIT = re.compile(
    rf"(?P<most>(?:不(?:得)?(?:超过|迟于|晚于)|最迟|最长)(?:不超过)?)?{_N}"
    rf"(?P<unit>个?工作日|个?小时|个月|个?自然日|[日天]|周|个星期)(?P<inside>之?内|以内)?"
)
_WHOLE = re.compile(rf"{_N}个?(?:工作日|自然日|小时|月)")  # a cell that says only 20个工作日
_LIMIT_UNITS = {"工作日": "wd", "小时": "h", "月": "mo"}
_CLAUSE = re.compile(r"[,。;!?\n]")
_THROUGHOUT = re.compile(r"全年|长期|常年|常态化|持续(?!时)|贯穿|经常性|日常|长期坚持|年度全程")
_AFTER_WORDS = re.compile(
    r"(?:法定|规定)(?:的)?(?:时限|期限|时间)|(?:收到|待|接到|视|按照?|根据|依照?|结合|随)[^,。;]{0,40}?"
    r"(?:后|而定|部署|要求|安排|规定|时限|进度|情况|通知|计划|方案)"
)
_AFTER_STRICT = re.compile(r"(?:收到|接到|待)[^,。;]{2,40}?后")
_ONCE = re.compile(r"一次性|已完成|仅一次")
_ANCHORS = (  # the word nearest before the limit decides
    ("repeal", r"废止|失效"),
    ("closing", r"(?:征集|征求|公示|听取|意见)[^,。;]{0,6}(?:结束|截止|期满)|截止|期满"),
    ("approval", r"批准|批复|核准|通过"),
    ("creation", r"形成(?:或者?变更)?|制作|产生|获取|生成"),
    ("change", r"变更|调整|变化"),
    ("receipt", r"收到|接到|受理|收悉"),
    ("reply", r"答复|回复|办结"),
    ("decision", r"决定(?:作出)?|作出"),
    ("completion", r"完成|结束|终了|验收"),
    ("signing", r"签订|签署|签发"),
    ("pilot", r"试点"),
    ("orders", r"部署|安排|要求|通知|计划|方案"),
    ("effect", r"施行|实施|生效"),
    ("publication", r"发布|公布|公开|印发|出台|下发|公告|刊登|修订|报送"),
    ("law", r"规定|法"),
)
_ANCHOR = re.compile("|".join(f"(?P<{name}>{form})" for name, form in _ANCHORS))


def read(phrase: str, year: int) -> tuple[date | None, Cadence]:
    """What a deadline cell says: its day (the latest, where several stand) and its cadence.

    ``12月底`` of 2017 is (2017-12-31, unspecified), ``全年`` (None, throughout). ``year`` is the
    plan's; 0 where it is not known, and then only days with a year are read.
    """
    if whole := _WHOLE.fullmatch(plain(phrase)):
        phrase = f"{whole[0]}内"
    found = days(phrase, year)
    return (max(found) if found else None), _cadence(plain(phrase), _AFTER_WORDS)


def rhythm(text: str) -> Cadence:
    """The rhythm or relative limit that the text of a clause states.

    The first that is mentioned counts. 按规定 and 根据要求 in running text state nothing.
    """
    return _cadence(plain(text), _AFTER_STRICT)


def understood(phrase: str, year: int) -> bool:
    """Whether a deadline cell said something that we know, be it 及时 or 按时完成."""
    due, cadence = read(phrase, year)
    known = re.search(
        r"及时|适时|定期|按时|不定期|即时|实时|立即|即日|尽快|随时|按需|同步|动态", plain(phrase)
    )
    return bool(phrase.strip()) and bool(due or cadence != UNSPECIFIED or known)


def plain(text: str) -> str:
    """NFKC, without white space, so that digits and brackets have one form; the first part."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text[:_MOST]))


def _cadence(text: str, events: re.Pattern[str]) -> Cadence:
    found = [(at, cadence) for at, cadence in (_rhythm(text), _limit(text)) if cadence]
    if found:
        return min(found, key=lambda pair: pair[0])[1] or UNSPECIFIED
    if _THROUGHOUT.search(text) and events is _AFTER_WORDS:
        event = events.search(text)
        return THROUGHOUT if event is None or "全年" in text else _event(event[0])
    if event := events.search(text):
        return _event(event[0])
    if events is _AFTER_WORDS and _ONCE.search(text):
        return Cadence(kind="once")
    if events is _AFTER_WORDS and re.fullmatch(r"20\d\d年度?(?:全年)?(?:1-12月)?", text):
        return THROUGHOUT
    return UNSPECIFIED


def _rhythm(text: str) -> tuple[int, Cadence | None]:
    found = _RHYTHM.search(text)
    if found is None:
        return 0, None
    about = text[max(0, found.start() - 14) : found.end() + 14]
    season = next((months for name, months in _seasons().items() if name in about), None)
    if near := _SEASON.search(about):
        first, last = int(near[1]), int(near[2])
        if 1 <= first <= 12 and 1 <= last <= 12 and (first, last) != (1, 12):
            season = (first, last)
    return found.start(), Cadence(kind="periodic", period=str(found.lastgroup), months=season)


@cache
def _seasons() -> dict[str, tuple[int, int]]:
    """First and last month of the seasons that have a name."""
    read = yaml.safe_load(files("gongkai").joinpath("seasons.yaml").read_text("utf-8"))
    return {name: (first, last) for name, (first, last) in read.items()}


def _limit(text: str) -> tuple[int, Cadence | None]:
    for found in _LIMIT.finditer(text):
        if not (found["inside"] or found["most"]):
            continue
        n, unit = number(found[2]), found["unit"].removeprefix("个")
        if unit in ("周", "星期"):
            n, unit = n * 7, "天"
        before = _CLAUSE.split(text[: found.start()])
        anchor = _anchor(before[-1]) or _anchor("".join(before[-2:])) or "event"
        kind = _LIMIT_UNITS.get(unit, "d")
        return found.start(), Cadence(kind="event_offset", n=n, unit=kind, anchor=anchor)
    return 0, None


def _event(phrase: str) -> Cadence:
    return Cadence(kind="after", anchor=_anchor(phrase) or "event")


def _anchor(text: str) -> str:
    last = ""
    for found in _ANCHOR.finditer(text):
        last = str(found.lastgroup)
    return last


def number(text: str) -> int:
    """十五, 三十, 两 or 30 as a number."""
    if text.isdigit():
        return int(text)
    digits = {c: n for n, c in enumerate("一二三四五六七八九", 1)} | {"两": 2, "": 0}
    if "十" not in text:
        return digits.get(text, 0)
    tens, _, ones = text.partition("十")
    return (digits.get(tens, 0) or 1) * 10 + digits.get(ones, 0)


# ---- days

_YEAR = r"(?:(?P<y>20\d\d)年?度?|(?P<next>次年|翌年|下一?年度?|明年)|(?:今|本|当)年)?的?"
_MONTH = rf"(?P<m>\d{{1,2}}|[{_HAN}]{{1,3}})月"
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"{_YEAR}{_MONTH}(?P<d>\d{{1,2}})[日号]"), "day"),
    (re.compile(r"(?P<y>20\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"), "day"),
    (re.compile(r"(?P<y>20\d\d)[-/.](?P<m>\d{1,2})(?![\d-])"), "month"),
    (re.compile(rf"{_YEAR}{_MONTH}份?(?P<part>上旬|中旬|下旬|初|中)?"), "month"),
    (re.compile(rf"{_YEAR}第?(?P<q>[1-4一二三四])季度?"), "quarter"),
    (re.compile(rf"{_YEAR}(?P<h>[上下])半年"), "half"),
    (re.compile(r"(?:(?P<y>20\d\d)年度?|(?P<next>次|翌|明)年|[今本当]?年度?)[底末终内]"), "year"),
)
_SAID = re.compile(r"^(?:之?前|以前|底|末|内|之内|止|完成)")


def days(phrase: str, year: int, *, strict: bool = False) -> tuple[date, ...]:
    """The days a phrase names, in order, each once; of a span its last.

    A month, quarter, half or year means its last day. ``strict`` is for running text: only what
    is followed by 前, 底, 末, 内 is a deadline there.
    """
    text = plain(phrase)
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, date]] = []
    for form, kind in _FORMS:
        for m in form.finditer(text):
            if not m[0] or any(m.start() < end and start < m.end() for start, end in taken):
                continue
            if _is_rhythm(text, m, kind) or (strict and not _deadline(text, m, kind)):
                continue
            taken.append((m.start(), m.end()))
            carried = re.findall(r"(20\d\d)年", text[: m.start()]) if not strict else []
            day = _last_day(m, kind, int(carried[-1]) if carried else year)
            if day and not re.match(r"(?:份|底|末)?(?:-|—|–|~|至|到)+\d", text[m.end() :]):
                found.append((m.start(), day))
    return tuple(dict.fromkeys(day for _, day in sorted(found)))


def _is_rhythm(text: str, m: re.Match[str], kind: str) -> bool:
    """每季度, 每月, 每年 before it: a rhythm, or a day in each year."""
    before = text[max(0, m.start() - 2) : m.start()]
    if kind == "month" and re.match(r"\)?(?:每|按|逐)[一]?[月周]", text[m.end() :]):
        return True  # a season
    if "每" not in before:
        return False
    return kind not in ("day", "month") or ("每年" not in before and kind == "month")


def _deadline(text: str, m: re.Match[str], kind: str) -> bool:
    if kind == "year":
        return (m[0][-1] in "底末" and bool(_SAID.match(text[m.end() :]))) or m[0].endswith("年内")
    return bool(_SAID.match(text[m.end() :]))


def _last_day(m: re.Match[str], kind: str, year: int) -> date | None:
    groups = m.groupdict()
    if groups.get("y"):
        year = int(groups["y"])
    elif groups.get("next"):
        year += 1
    if not 2000 <= year < 2100:
        return None
    return _LAST[kind](year, {k: v for k, v in groups.items() if v})


def _of_day(year: int, groups: dict[str, str]) -> date | None:
    try:
        return date(year, number(groups["m"]), int(groups["d"]))
    except ValueError:
        return None


def _of_month(year: int, groups: dict[str, str]) -> date | None:
    month = number(groups["m"])
    if not 1 <= month <= 12:
        return None
    part = {"上旬": 10, "初": 10, "中旬": 20, "中": 20}.get(groups.get("part", ""), 0)
    return date(year, month, part or calendar.monthrange(year, month)[1])


def _of_quarter(year: int, groups: dict[str, str]) -> date | None:
    return _of_month(year, {"m": str(number(groups["q"]) * 3)})


def _of_half(year: int, groups: dict[str, str]) -> date | None:
    return date(year, 6, 30) if groups["h"] == "上" else date(year, 12, 31)


def _of_year(year: int, groups: dict[str, str]) -> date | None:
    return date(year, 12, 31)


_LAST: dict[str, Callable[[int, dict[str, str]], date | None]] = {
    "day": _of_day,
    "month": _of_month,
    "quarter": _of_quarter,
    "half": _of_half,
    "year": _of_year,
}
