from __future__ import annotations

from dataclasses import replace

import pytest

import checks
from checks import lag
from gongkai.model import Document, Evidence, Hub
from tests.make import doc, evidence, link, page, said, scope, states

TITLE = "海棠市停车管理办法"
BOTH = {"from_": "policy", "to": "policy_interpretation", "within": "3wd", "linked": "both"}
UPPER = {"from_": "notices@platform:province", "to": "notices", "within": "3wd"}
POLICY = page("", TITLE, "2026-03-02", n=1)
TOLD = page("", f"《{TITLE}》政策解读", "2026-03-04", n=2)


def linked(policy: Document = POLICY, told: Document = TOLD, hubs: str = "it to") -> Evidence:
    """A policy and its interpretation, with the pages' links as they were read."""
    every = {"it": (policy,), "to": (told,)}
    read = {
        name: tuple(Hub(url=d.url, links=d.links) for d in every[name]) for name in hubs.split()
    }
    return replace(evidence(policy, to=[told]), hubs=read)


def to(document: Document, other: Document) -> Document:
    return replace(document, links=(link(other.url),))


def test_both_sides_must_link_where_both_are_asked() -> None:
    told = lag.check(linked(to(POLICY, TOLD), to(TOLD, POLICY)), **BOTH)
    assert (said(told), len(told.parts)) == (("pass", "ok"), 3)


@pytest.mark.parametrize(
    ("policy", "told", "lacks"),
    [(POLICY, to(TOLD, POLICY), TITLE), (to(POLICY, TOLD), TOLD, f"《{TITLE}》政策解读")],
)
def test_the_side_that_does_not_link_is_named(policy: Document, told: Document, lacks: str) -> None:
    found = lag.check(linked(policy, told), **BOTH)
    assert said(found) == ("half", "unlinked")
    lacking = [p.key.partition(" → ")[0] for p in found.parts if p.reason == "unlinked"]
    assert lacking == [lacks]


def test_a_link_of_the_whole_title_will_do_wherever_it_leads() -> None:
    twin = link("http://www.haitang.gov.cn/gkmlpt/post_9.html", TITLE)
    back = replace(TOLD, links=(twin,))
    assert said(lag.check(linked(to(POLICY, TOLD), back), **BOTH)) == ("pass", "ok")
    notice = replace(POLICY, title=f"海棠市人民政府关于印发《{TITLE}》的通知")
    named = replace(TOLD, links=(replace(twin, text=f"《{TITLE}》"),))
    assert said(lag.check(linked(to(notice, TOLD), named), **BOTH)) == ("pass", "ok")
    part = replace(TOLD, links=(replace(twin, text="停车管理办法"),))
    assert said(lag.check(linked(to(POLICY, TOLD), part), **BOTH)) == ("half", "unlinked")


@pytest.mark.parametrize(("side", "outcome"), [("from", "pass"), ("to", "half")])
def test_one_side_alone(side: str, outcome: str) -> None:
    found = lag.check(linked(to(POLICY, TOLD)), **BOTH | {"linked": side})
    assert (said(found)[0], len(found.parts)) == (outcome, 2)


def test_a_page_whose_links_were_not_read_proves_nothing() -> None:
    assert said(lag.check(linked(hubs=""), **BOTH)) == ("unknown", "not_captured")
    shut = replace(TOLD, opened=False, problem="blocked")
    assert "blocked" in states(lag.check(linked(POLICY, shut), **BOTH)).values()


@pytest.mark.parametrize(
    ("seen", "reason"), [("2026-11-29", "unlinked"), ("2026-11-30", "absent_now")]
)
def test_what_is_not_linked_long_after_may_have_been(seen: str, reason: str) -> None:
    found = lag.check(replace(linked(), scope=scope(seen_at=seen)), **BOTH)
    assert reason in states(found).values()


def test_nothing_is_linked_where_nothing_answers() -> None:
    found = lag.check(evidence(POLICY), **BOTH)
    assert (said(found), len(found.parts)) == (("fail", "missing"), 1)


def test_an_answer_that_fits_two_is_told_with_both() -> None:
    first, second = (
        page("", f"关于印发《{TITLE}》的通知", day, n=n, doc_no=f"海府〔2026〕{n}号")
        for n, day in ((1, "2026-03-02"), (3, "2026-03-03"))
    )
    found = lag.check(evidence(first, second, to=[TOLD]), **BOTH | {"linked": ""})
    assert said(found) == ("unknown", "ambiguous")
    assert all(TOLD.title in p.seen and first.title in p.seen for p in found.parts)


@pytest.mark.parametrize(
    ("seen", "reason"), [("2026-03-05", "not_due"), ("2026-03-06", "ambiguous")]
)
def test_a_doubt_waits_for_the_limit(seen: str, reason: str) -> None:
    nameless = page("全文如下。", "政策解读", "2026-03-04", n=2)
    made = evidence(POLICY, to=[nameless], at=scope(seen, seen_at=seen))
    assert said(lag.check(made, **BOTH | {"linked": ""}))[1] == reason


@pytest.mark.parametrize(
    ("day", "outcome"),
    [("2026-03-05", ("pass", "ok")), ("2026-03-06", ("half", "late")), ("", ("fail", "missing"))],
)
def test_what_the_government_above_publishes_is_handed_on(
    day: str, outcome: tuple[str, str]
) -> None:
    upper = page("", "省政府办公厅关于防汛检查的通知", "2026-03-02", n=1)
    ours = [doc("转发省政府办公厅关于防汛检查的通知", day, n=2)] if day else []
    assert said(lag.check(evidence(unowned=[upper], to=ours), **UPPER)) == outcome


def test_where_nothing_came_from_above_nothing_is_owed() -> None:
    old = page("", "省政府办公厅关于防汛检查的通知", "2025-12-31", n=1)
    assert said(lag.check(evidence(unowned=[old]), **UPPER)) == ("unknown", "no_event")


def asked(**params: str) -> list[tuple[str, str, str]]:
    given = {"from": "policy", "to": "notices", "within": "3wd"} | params
    return [(n.subject, n.place, n.links) for n in checks.kinds()["lag"].needs(scope(), **given)]


def test_a_side_names_subject_place_and_day() -> None:
    assert asked(**{"from": "policy@platform:province.written", "to": "notices@own"}) == [
        ("policy", "platform:province", ""),
        ("notices", "own", ""),
    ]
    assert asked(**{"from": "policy.written", "to": "policy"}) == [("policy", "", "")]
    assert asked(linked="to") == [("policy", "", "entry"), ("notices", "", "entry")]
    for bad in ({"from": "@own"}, {"linked": "twice"}, {"from": "policy.hour"}):
        with pytest.raises(ValueError, match="is"):
            asked(**bad)
