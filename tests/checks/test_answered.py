from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from checks import answered
from gongkai.model import Document, Evidence, Verdict
from tests.make import column, doc, evidence, page, said, scope, states

AT = scope("2026-09-30")
LONG, SHORT = "2026-06-30", "2026-07-01"  # three months ended on 09-30, end on 10-01


def letter(state: str = "", day: str = LONG, title: str = "路灯不亮") -> Document:
    return doc(title, day, label=state)


def asked(
    *letters: Document, pages: Sequence[Document] = (), at: Evidence | None = None
) -> Verdict:
    base = at or evidence(*letters, at=AT)
    brought = {**base.documents, answered.PAGES: tuple(pages)}
    return answered.check(replace(base, documents=brought), within="3mo")


@pytest.mark.parametrize(
    ("day", "state", "verdict"),
    [
        (LONG, "处理状态：已办结", ("pass", "ok")),
        (LONG, "处理状态：处理中", ("fail", "unanswered")),
        (LONG, "处理状态：已受理", ("unknown", "not_captured")),  # the page may say more
        (LONG, "处理状态：处理中；答复时间：2026-07-02", ("pass", "ok")),
        (LONG, "处理状态：已办结；答复时间：—", ("pass", "ok")),
        (SHORT, "处理状态：处理中", ("skip", "not_due")),
        (LONG, "答复时间：2026-09-29", ("pass", "ok")),
        (LONG, "答复时间：—", ("fail", "unanswered")),
        (LONG, "", ("unknown", "not_captured")),
        (LONG, "处理状态：待评价", ("pass", "ok")),  # it is the writer's turn
        (LONG, "处理状态：已结案；答复时间：—", ("unknown", "not_captured")),
        ("", "处理状态：处理中", ("unknown", "undated")),
        ("", "处理状态：已办结", ("pass", "ok")),
        ("2025-09-30", "处理状态：待处理", ("fail", "unanswered")),  # a year ago, to the day
    ],
)
def test_a_letter_is_answered_within_three_months(
    day: str, state: str, verdict: tuple[str, str]
) -> None:
    assert said(asked(letter(state, day))) == verdict


def test_letters_of_the_year_before_the_last_are_not_looked_at() -> None:
    old = letter("处理状态：待处理", "2025-09-29")
    assert said(asked(old, letter("处理状态：已回复"))) == ("pass", "ok")


def test_one_letter_in_a_hundred_is_one_too_many() -> None:
    many = [letter("处理状态：已办结", title=f"来信{n}") for n in range(99)]
    assert said(asked(*many)) == ("pass", "ok")
    verdict = asked(*many, letter("处理状态：未回复"))
    assert said(verdict) == ("fail", "unanswered")
    assert states(verdict)["路灯不亮"] == "unanswered"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("路灯不亮。\n答复单位：城管局\n答复时间：2026-07-02", "ok"),
        ("路灯不亮。\n您好，来信收悉。", "ok"),
        ("一直未回复！\n处理状态：\n处理中", "unanswered"),
        ("一直未回复！", "unsaid"),
        ("我目前状态待业，网上查询状态处理中。", "unsaid"),  # the writer's own words
        ("来信时间：2026-06-30\n处理状态：处理中\n答复时间：—", "unanswered"),
        ("修好了。\n最新来信\n积水\n处理状态：处理中\n噪声\n处理状态：处理中", "unsaid"),
        ("修好了。\n处理状态：\n待处理\n已办结", "unsaid"),  # what a search offers
        ("处理状态：处理中\n您好，来信收悉，正在办理。", "ok"),
    ],
)
def test_where_the_list_is_silent_the_page_says(text: str, reason: str) -> None:
    bare = letter()
    verdict = asked(bare, pages=[page(text, bare.title, LONG, url=bare.url)])
    assert states(verdict) == {"路灯不亮": reason}
    walled = doc("路灯不亮", LONG, url=bare.url, problem="blocked")
    assert said(asked(bare, pages=[walled])) == ("unknown", "blocked")


def test_the_pages_of_silent_letters_are_asked_for_and_not_more_than_ten() -> None:
    silent = [letter(day=f"2026-05-{n:02}", title=f"来信{n}") for n in range(1, 13)]
    (want,) = asked(*silent, letter("处理状态：已回复", title="有状态")).wants
    assert (want.name, want.open, len(want.urls)) == (answered.PAGES, "named", 10)
    assert {want.urls[0]} <= {d.url for d in silent}
    assert asked(*silent, letter("处理状态：待回复")).wants == ()  # it fails as it is


def test_what_was_not_read_of_the_list_is_a_doubt() -> None:
    shallow = evidence(letter("状态：已回复"), listing=column("2026-03-01"), at=AT)
    assert said(asked(at=shallow)) == ("unknown", "not_deep_enough")
    deep = evidence(letter("状态：已回复"), listing=column("2025-09-30"), at=AT)
    assert said(asked(at=deep)) == ("pass", "ok")
    assert said(asked(at=evidence(at=AT))) == ("fail", "missing")  # the clause says what that means
    walled = evidence(listing=column(problem="blocked"), at=AT)
    assert said(asked(at=walled)) == ("unknown", "blocked")


def test_a_conflict_of_days_is_no_proof_of_waiting() -> None:
    forged = doc("路灯不亮", LONG, label="状态：待回复", also={"label": "2026-01-05"})
    assert said(asked(forged)) == ("unknown", "conflict")


def test_a_limit_is_a_limit() -> None:
    with pytest.raises(ValueError, match="soon"):
        answered.needs(AT, within="soon")
