"""Which titles, column names and texts are meant: ``一般公共预算&(收支|执行)&!附件``.

A term is text that must be contained; ``&`` binds tighter than ``|``, ``!`` negates one term or
bracket. Text and terms are compared in one form: NFKC, no white space, lower case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_TOKEN = re.compile(r"[&|!()]|[^&|!()]+")
_SPACE = re.compile(r"\s+")
# NFKC leaves these alone, yet pages and PDFs use them for the plain characters
_PLAIN = str.maketrans("⺠⻔⻋⻅⻉⻛⻢⻰〇﹒·∶", "民门车见贝风马龙零..:")

_LONGEST = 256  # characters of a title

Test = Callable[[str], bool]


def fold(text: str) -> str:
    """The form in which text is compared."""
    return _title(text) if len(text) <= _LONGEST else _text(text)


def _folded(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text).translate(_PLAIN)).lower()


# names and titles are compared again and again, a text with all that one rule looks for in it
_title, _text = lru_cache(maxsize=1 << 17)(_folded), lru_cache(maxsize=64)(_folded)


class Match:
    """A compiled expression. The empty one finds everything; ValueError says what is wrong."""

    def __init__(self, expression: str) -> None:
        self.expression = expression
        self._tokens = _TOKEN.findall(fold(expression).replace("（", "(").replace("）", ")"))
        self._at = 0
        self._test: Test = _any if not self._tokens else self._either()
        if self._at < len(self._tokens):
            raise ValueError(f"unexpected {self._tokens[self._at]!r} in {expression!r}")

    def found_in(self, text: str) -> bool:
        """Is this text meant?"""
        return self._test(fold(text))

    def _either(self) -> Test:
        tests = [self._both()]
        while self._take("|"):
            tests.append(self._both())
        return tests[0] if len(tests) == 1 else lambda text: any(test(text) for test in tests)

    def _both(self) -> Test:
        tests = [self._one()]
        while self._take("&"):
            tests.append(self._one())
        return tests[0] if len(tests) == 1 else lambda text: all(test(text) for test in tests)

    def _one(self) -> Test:
        if self._take("!"):
            test = self._one()
            return lambda text: not test(text)
        if self._take("("):
            test = self._either()
            if not self._take(")"):
                raise ValueError(f"')' is missing in {self.expression!r}")
            return test
        if self._at >= len(self._tokens) or self._tokens[self._at] in "&|)":
            raise ValueError(f"a word is missing in {self.expression!r}")
        term = self._tokens[self._at]
        self._at += 1
        return lambda text: term in text

    def _take(self, token: str) -> bool:
        if self._at < len(self._tokens) and self._tokens[self._at] == token:
            self._at += 1
            return True
        return False


def _any(text: str) -> bool:
    return True


@lru_cache(maxsize=4096)
def match(expression: str) -> Match:
    """The compiled expression, once for many texts."""
    return Match(expression)
