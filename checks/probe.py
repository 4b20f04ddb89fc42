"""Technical tests of sites, measured while they are crawled or told by people.

``tests`` are names: ``up`` ``https`` ``aaaa`` ``http_v6`` ``gov_domain`` ``search`` ``site_code``
``apply_form`` ``mailbox_form`` ``mobile`` ``dead_links`` (a sample of the home page's own links)
``party_mark`` ``icp`` ``police_record`` ``sponsor`` ``contact`` ``report_errors`` (what the foot
of a home page must carry), ``page_tags`` (the metas of a sample of pages)
and ``privacy`` (no citizen's number in what was read; a part for each page that has one, never
the number), ``availability`` (the log that ``gongkai probe`` keeps of a week; without one a person
hands it in). They are made at the root of each member's place, its own site before the portal.
A fact of kind ``probe`` (about: the test, basis: ``pass…`` or ``fail…``, the newest not later than
our look) goes before what was measured. What could not be measured is a doubt: a wall, no answer,
a machine without IPv6. ``full`` and ``half`` are shares of the tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from gongkai.judging.settle import part, settle
from gongkai.model import Evidence, Fact, Need, Part, Probe, Scope, State, Verdict

AVAILABILITY = "availability"
TITLE = {"zh": "技术检测", "en": "Technical tests"}
TESTS = (
    "up",
    "https",
    "aaaa",
    "http_v6",
    "gov_domain",
    "search",
    "site_code",
    "apply_form",
    "mailbox_form",
    "mobile",
    "dead_links",
    "privacy",
    "party_mark",
    "icp",
    "police_record",
    "sponsor",
    "contact",
    "report_errors",
    "page_tags",
    AVAILABILITY,
)
_EACH = ("privacy",)  # tests whose pages are told one by one
_SOME = {"dead_links": "dead_link", "page_tags": "unlabelled"}  # one test, its pages named
_PAGES = 20  # parts at most of one such test


def needs(
    scope: Scope, *, tests: Sequence[str], full: float = 1.0, half: float = 0.5
) -> tuple[Need, ...]:
    """What is measured at the root of the place."""
    if isinstance(tests, str) or not tests:
        raise ValueError("tests is a list of at least one name")
    return (Need(name="probes", tests=tuple(tests)),)


def check(
    evidence: Evidence, *, tests: Sequence[str], full: float = 1.0, half: float = 0.5
) -> Verdict:
    """A part for each member and test, its key as ``panyu aaaa``."""
    members = [unit.id for unit in evidence.members] or [evidence.duty.unit]
    told = {(m, test): _told(evidence, m, test) for m in members for test in tests}
    parts = [p for (m, test), fact in told.items() for p in _parts(evidence, m, test, fact)]
    facts = filter(None, told.values())
    return settle(parts, full=full, half=half, bad="not_passed", facts=facts)


def _told(evidence: Evidence, member: str, test: str) -> Fact | None:
    """The newest result that people tell."""
    results = [f for f in evidence.facts if _is_result(f, member, test, evidence.scope)]
    return max(results, key=lambda f: f.day or date.min, default=None)


def _parts(evidence: Evidence, member: str, test: str, told: Fact | None) -> list[Part]:
    key = f"{member} {test}"
    if told is not None:
        reason = "ok" if told.basis.startswith("pass") else "not_passed"
        seen = told.basis.removeprefix("pass").removeprefix("fail").strip(" :：")
        return [part(key, reason, seen=seen, limit=test)]
    measured = next((p for p in evidence.probes.get(member, ()) if p.test == test), None)
    if test == AVAILABILITY and (measured is None or measured.problem == "not_captured"):
        return [part(key, "needs_person", limit=test)]  # nobody kept a log: it is handed in
    if measured is None:
        return [part(key, "not_captured", limit=test)]
    if measured.good is False and test in _EACH and measured.pages:
        return [_part(f"{key} {url}", measured, url) for url in measured.pages[:_PAGES]]
    alone = _part(key, measured, next(iter(measured.pages), measured.url))
    return [
        alone,
        *(_where(url, test) for url in measured.pages if measured.good is False and test in _SOME),
    ]


def _where(url: str, test: str) -> Part:
    """A page at which a fault lies that is counted once: it counts for nothing by itself."""
    return replace(part(url, _SOME[test], url=url), state=State.OUT)


def _part(key: str, probe: Probe, url: str) -> Part:
    reason = "ok" if probe.good else "not_passed"
    if probe.good is None:
        reason = probe.problem or "not_captured"
    return part(key, reason, seen=probe.seen, limit=probe.test, url=url, snapshots=probe.snapshots)


def _is_result(fact: Fact, member: str, test: str, scope: Scope) -> bool:
    of_this = (fact.kind, fact.unit, fact.about) == ("probe", member, test)
    told = fact.basis.startswith(("pass", "fail"))
    return of_this and told and (fact.day is None or fact.day <= scope.seen_at)
