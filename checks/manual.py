"""Not decided on the web: a person looks at what is handed in.

``hand_in`` says what, one text or a list.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.judging.settle import part, settle
from gongkai.model import Evidence, Need, Scope, Verdict

TITLE = {"zh": "由人工核验", "en": "A person decides"}


def needs(scope: Scope, *, hand_in: str | Sequence[str]) -> tuple[Need, ...]:
    """Nothing from the web."""
    return ()


def check(evidence: Evidence, *, hand_in: str | Sequence[str]) -> Verdict:
    """A part for each thing to hand in."""
    items = [hand_in] if isinstance(hand_in, str) else list(hand_in)
    return settle([part(item, "needs_person") for item in items])
