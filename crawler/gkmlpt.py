"""What a gkmlpt page (Guangdong 政府信息公开平台) carries in ``window._CONFIG``."""

from __future__ import annotations

import json
import re
from typing import Any

from crawler.page import Page

_MARK = re.compile(r"window\._CONFIG\s*=\s*\{")
_KEY = re.compile(r"(?:^|[{,\s])[\"']?([A-Z][A-Z_]{1,30})[\"']?\s*:\s*")
_QUOTED = re.compile(r"'([^'\\\n]*)'")
_MOST = 200  # keys read
_DECODER = json.JSONDecoder()


def config(page: Page) -> dict[str, Any]:
    """The keys of ``window._CONFIG`` (SID, ACTION, SITE_INFO, DETAIL, TREE …); empty elsewhere.

    The object as a whole is not JSON (bare keys, single quotes): each value is read from its key.
    A value that cannot be read is left out.
    """
    mark = _MARK.search(page.text)
    return _values(page.text, mark.end()) if mark else {}


def _values(text: str, at: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for _ in range(_MOST):
        key = _KEY.search(text, at, at + 400)
        if not key:
            return found
        at = key.end()
        quoted = _QUOTED.match(text, at)
        if quoted:
            found.setdefault(key[1], quoted[1])
            at = quoted.end()
            continue
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            continue
        found.setdefault(key[1], value)
    return found
