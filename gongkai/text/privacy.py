"""Citizens' identity numbers in texts: counted, never told."""

from __future__ import annotations

import re
from datetime import date

_NUMBER = re.compile(r"(?<![0-9A-Za-z])(\d{17}[\dXx])(?![0-9A-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643—1999, 5.2
_CHECKS = "10X98765432"
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_REGIONS = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")


def identity_numbers(text: str) -> int:
    """How many different whole and valid numbers stand in ``text`` (region, birthday, check)."""
    found = {m[1].upper() for m in _NUMBER.finditer(text) if _is_valid(m[1].upper())}
    return len(found)


def _is_valid(number: str) -> bool:
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    if not _REGIONS.match(number) or not _FIRST_YEAR <= year <= _LAST_YEAR:
        return False
    try:
        date(year, month, day)
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[17]
