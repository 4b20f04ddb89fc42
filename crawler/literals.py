"""Values that a page's script holds: JSON, and what JavaScript writes more loosely than JSON."""

from __future__ import annotations

import json
import re
from typing import Any

__all__ = ["decoded", "value_at"]

_CALLBACK = re.compile(r"^[\s;(]{0,60}[\w.$]{0,60}\s{0,60}\(\s{0,60}(?=[{\[])")
_DECODER = json.JSONDecoder()
_LONGEST = 300_000  # characters of one loose value
_TOKEN = re.compile(
    r"""(?P<blank>\s+|//[^\n]*|/\*.*?\*/)|(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
    r"""|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?P<word>[A-Za-z_$][\w$]*)|(?P<sign>[{}\[\]:,])""",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", re.DOTALL)
_PLAIN = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "\n": ""}
_WORDS = {"true": "true", "false": "false", "null": "null", "undefined": "null"}


def decoded(text: str) -> Any:
    """The JSON (or JSONP) in ``text``; None where there is none."""
    text = _CALLBACK.sub("", text.strip().lstrip("\ufeff"))
    try:
        return _DECODER.raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def value_at(text: str, start: int) -> Any:
    """The object or array that a script writes out at ``start``; None where it computes it."""
    try:
        return _DECODER.raw_decode(text, start)[0]
    except RecursionError:
        return None
    except ValueError as error:
        if isinstance(error, json.JSONDecodeError) and error.pos >= len(text) - 1:
            return None  # it was cut off
    strict = _strict(text, start)
    try:
        return json.loads(strict) if strict else None
    except (ValueError, RecursionError):
        return None


def _strict(text: str, at: int) -> str:
    """The literal at ``at`` as JSON: names quoted, quotes made double, last commas dropped."""
    out: list[str] = []
    depth, end = 0, min(len(text), at + _LONGEST)
    while at < end:
        token = _TOKEN.match(text, at, end)
        if token is None:
            return ""
        at = token.end()
        kind, said = str(token.lastgroup), token[0]
        if kind == "blank":
            continue
        if kind == "sign":
            if said in "}]" and out and out[-1] == ",":
                out.pop()
            depth += (said in "{[") - (said in "}]")
        out.append(_spelt(kind, said, named=bool(out) and out[-1] in ("{", ",")))
        if depth <= 0:
            return "".join(out)
    return ""


def _spelt(kind: str, said: str, *, named: bool) -> str:
    if kind == "text":
        return json.dumps(_ESCAPE.sub(_unescaped, said[1:-1]))
    if kind == "word":
        return json.dumps(said) if named else _WORDS.get(said, "null")  # a variable's value
    return said


def _unescaped(escape: re.Match[str]) -> str:
    said = escape[1]
    if len(said) > 1:
        return chr(int(said[1:], 16))
    return _PLAIN.get(said, said)
