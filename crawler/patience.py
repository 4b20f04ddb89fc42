"""What may pass is asked for again, later and politely; what will not pass is not.

At once twice at most, after a pause; and once more when the rest of the visit is done. A refusal,
robots.txt, a page that is not there, a bad certificate stay what they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

PASSING = ("limited", "server_error", "timed_out", "reset", "maintenance")
TRIES = 1  # more, soon after the first
LONGEST = 60.0  # seconds of a pause; a site that asks for more is looked at again another day
_SLOWER = 4.0  # times the usual delay
_LATER = 15.0


def pause(
    problem: str, headers: Mapping[str, str], *, tried: int, delay: float, now: datetime
) -> float | None:
    """Seconds to wait before asking again; None: do not, now.

    ``headers`` are the answer's (lower case), ``tried`` how often it was asked again already.
    """
    asked = _retry_after(headers.get("retry-after", ""), now)
    if problem not in PASSING or tried >= TRIES or (asked or 0.0) > LONGEST:
        return None
    if problem == "maintenance" and asked is None:
        return None  # it will take longer than a visit
    return min(LONGEST, max(asked or 0.0, _SLOWER * delay))


def later(delay: float) -> float:
    """Seconds to wait at the end of a visit before what may have passed is asked once more."""
    return min(LONGEST, _LATER * delay)


def _retry_after(value: str, now: datetime) -> float | None:
    """Seconds: a number, or until a day (RFC 9110 §10.2.3); None where it says nothing."""
    value = value.strip()
    if value.isdecimal() and len(value) < 9:
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    if until.tzinfo is None:
        return None
    return max(0.0, (until - now).total_seconds())
