"""Technical tests of sites, read from facts of kind ``probe``: about is the test, basis the result.

``tests`` are names such as aaaa or http_v6. A fact's basis starts with ``pass`` or ``fail``; the
newest one not later than our look counts. ``full`` and ``half`` are shares of the tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai.model import Evidence, Fact, Need, Part, Scope, Verdict
from gongkai.settle import part, settle

TITLE = {"zh": "技术检测", "en": "Technical tests"}


def needs(
    scope: Scope, *, tests: Sequence[str], full: float = 1.0, half: float = 0.5
) -> tuple[Need, ...]:
    """Nothing from columns."""
    if isinstance(tests, str) or not tests:
        raise ValueError("tests is a list of at least one name")
    return ()


def check(
    evidence: Evidence, *, tests: Sequence[str], full: float = 1.0, half: float = 0.5
) -> Verdict:
    """A part for each member and test, its key as ``panyu aaaa``."""
    members = [unit.id for unit in evidence.members] or [evidence.duty.unit]
    parts = [_part(evidence, member, test) for member in members for test in tests]
    return settle(parts, full=full, half=half, bad="incomplete")


def _part(evidence: Evidence, member: str, test: str) -> Part:
    key = f"{member} {test}"
    results = [f for f in evidence.facts if _is_result(f, member, test, evidence.scope)]
    last = max(results, key=lambda f: f.day or date.min, default=None)
    if last is None:
        return part(key, "not_captured", limit=test)
    reason = "ok" if last.basis.startswith("pass") else "incomplete"
    return part(key, reason, seen=last.basis, limit=test)


def _is_result(fact: Fact, member: str, test: str, scope: Scope) -> bool:
    of_this = (fact.kind, fact.unit, fact.about) == ("probe", member, test)
    told = fact.basis.startswith(("pass", "fail"))
    return of_this and told and (fact.day is None or fact.day <= scope.seen_at)
