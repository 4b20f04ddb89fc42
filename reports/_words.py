"""The labels of the reports in both languages (words.yaml), and how values are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import yaml

from gongkai.model import FactKind

LANGS = ("zh", "en")
CHINA = timezone(timedelta(hours=8))
LONGEST_URL = 2000
LONGEST = 400  # characters of one captured text that a report prints
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
_PERIOD = re.compile(r"\d{4}-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])|H(?P<half>[12]))")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@cache
def table() -> dict[str, list[str]]:
    """Every label: key → [zh, en]."""
    loaded: dict[str, list[str]] = yaml.safe_load(
        (files(__package__) / "words.yaml").read_text("utf-8")
    )
    return loaded


def speaker(lang: str) -> Callable[..., str]:
    """A function ``say(key, **slots)`` that gives a label in ``lang``. KeyError when unknown."""
    at = LANGS.index(lang)

    def say(key: str, **slots: Any) -> str:
        return table()[key][at].format(**slots)

    return say


def clean(text: str) -> str:
    """Captured text on one line, without control, bidirectional and invisible signs, cut short."""
    return visible(" ".join(text.split()))


def visible(text: str) -> str:
    """Text without the signs that hide or turn it round, at most ``LONGEST`` characters."""
    if not text.isprintable():
        text = "".join(c for c in text if unicodedata.category(c) not in _HIDDEN)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


class Href(str):
    """An address that may be followed; never cut short."""

    __slots__ = ()


def link(url: str) -> Href:
    """``url`` where a reader may follow it (http, https), else an empty one."""
    if len(url) > LONGEST_URL or re.search(r"[\s\x00-\x20\x7f<>\"'`\\]", url):
        return Href()
    try:
        parts = urlsplit(url)
    except ValueError:
        return Href()
    return Href(url if parts.scheme in ("http", "https") and parts.hostname else "")


def day(text: str) -> date | None:
    """The Shanghai calendar day of an ISO day or instant; None where it is neither."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        at = instant(text)
        return at.date() if at else None


def instant(text: str) -> datetime | None:
    """An ISO instant as Shanghai wall-clock time without its offset; None where it is none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (at.astimezone(CHINA) if at.tzinfo else at).replace(tzinfo=None)


def number(value: float, places: int = 2) -> str:
    """A number without idle zeros."""
    return f"{value:.{places}f}".rstrip("0").rstrip(".") if places else f"{value:.0f}"


_NUMBERED = re.compile(r"(?P<kind>\d{4}-W|no|total)\.?(?P<n>\d+)")
_TLS = re.compile(r"[A-Z0-9]+(?:_[A-Z0-9]+)+")  # how OpenSSL calls what went wrong
_LATE = re.compile(r"(?P<day>\d{4}-\d\d-\d\d) \+(?P<n>\d+)(?P<unit>wd|d)")


def label(key: str, lang: str, names: Mapping[str, str] | None = None, *, own: str = "") -> str:
    """A part's key as people say it: 3月, 二季度, 上半年; other keys stand as they are.

    Of a test (``panyu aaaa``) the unit by its name of ``names``, the test by its label; the unit
    ``own``, whose page it is, goes without saying.
    """
    zh = lang == "zh"
    if f"key_{key}" in table():
        return speaker(lang)(f"key_{key}")
    unit, _, rest = key.partition(" ")
    test, _, page = rest.partition(" ")
    if f"test_{test}" in table():
        whose = "" if unit == own else (names or {}).get(unit, unit)
        return clean(f"{whose} {term(test, lang)} {page}")
    if m := _PERIOD.fullmatch(key):
        if m["month"]:
            return f"{int(m['month'])}月" if zh else _MONTHS[int(m["month"]) - 1]
        if m["quarter"]:
            return f"{'〇一二三四'[int(m['quarter'])]}季度" if zh else f"Q{m['quarter']}"
        return ("上半年" if m["half"] == "1" else "下半年") if zh else f"H{m['half']}"
    if m := _NUMBERED.fullmatch(key):
        return speaker(lang)(f"part_{m['kind'][-1].lower()}", n=int(m["n"]))
    if m := re.fullmatch(r"#(\d+)", key):
        return f"第{m[1]}条" if zh else f"no. {m[1]}"
    return clean(key)


def term(text: str, lang: str) -> str:
    """A limit as people say it: 5wd → 5 个工作日, aaaa → IPv6 域名解析; other texts stand."""
    if f"test_{text}" in table():
        return speaker(lang)(f"test_{text}")
    if _TLS.fullmatch(text):
        return speaker(lang)("tls_broken", code=text)
    m = re.fullmatch(r"(\d+)(wd|d|mo|h)", text)
    if late := _LATE.fullmatch(text):
        by = speaker(lang)(f"term_{late['unit']}", n=late["n"])
        return speaker(lang)("late_by", day=late["day"], by=by)
    return speaker(lang)(f"term_{m[2]}", n=m[1]) if m else clean(text)


def seen(text: str, test: str, lang: str) -> str:
    """What was seen as people say it; what a technical test counted by the words of that test."""
    say, share = speaker(lang), re.fullmatch(r"(\d+)/(\d+)", text)
    if share and f"seen_{test}" in table():
        return say(f"seen_{test}", n=share[1], m=share[2])
    return say(f"seen_{text}") if f"seen_{text}" in table() else term(text, lang)


def fact(kind: FactKind | None, id: str, lang: str) -> str:
    """What a fact is called; one of a plan's own kinds by what the client was asked for."""
    if f"fact_{id}" in table() or kind is None:
        return speaker(lang)(f"fact_{id}") if f"fact_{id}" in table() else id
    return kind.zh if lang == "zh" else kind.en


def asked(text: str, lang: str) -> str:
    """What is asked, as people say it: of words that do alike any one (废止|失效 → 废止或失效)."""
    told, say = term(text, lang), speaker(lang)
    if "://" in told:
        return told
    return say("either").join(say("both").join(each.split("&")) for each in told.split("|"))
