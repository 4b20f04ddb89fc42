from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import lacking
from gongkai.model import Document, Evidence, Verdict
from tests.make import column, doc, evidence, file, link, page, said, states

PARTS = {name: name for name in ("名称", "依据", "条件", "材料", "地点", "时间", "电话", "流程")}
ALL = list(PARTS)


def guide(n: int, holds: int, **fields: object) -> Document:
    return page("。".join(["说明", *ALL[:holds]]), f"指南{n}", f"2026-03-{n:02}", n=n, **fields)


def asked(
    guides: Sequence[Document],
    *,
    read: Sequence[Document] | None = None,
    sample: int = 5,
    which: str = "",
    base: Evidence | None = None,
) -> Verdict:
    seen = base or evidence(*(doc(d.title, str(d.day), url=d.url) for d in guides))
    brought = {**seen.documents, lacking.DRAWN: tuple(guides if read is None else read)}
    found = replace(seen, documents=brought)
    return lacking.check(
        found, lack=4, parts=PARTS, most=4, sample=sample, which=which, since="any"
    )


@pytest.mark.parametrize(
    ("holds", "reason"), [(8, "ok"), (5, "ok"), (4, "lacking"), (1, "lacking"), (0, "unreadable")]
)
def test_an_entry_is_bad_that_lacks_four(holds: int, reason: str) -> None:
    verdict = asked([guide(1, holds), guide(2, 8)])
    assert states(verdict)["指南1"] == reason
    assert verdict.parts[-1].limit == "<4"
    if reason != "ok":
        part = next(p for p in verdict.parts if p.key == "指南1")
        assert part.seen.endswith("时间、电话、流程")


@pytest.mark.parametrize(
    ("bad", "good", "verdict"),
    [
        (5, 0, ("fail", "lacking")),
        (5, 1, ("fail", "lacking")),  # every one is read
        (4, 1, ("pass", "ok")),
        (4, 0, ("fail", "lacking")),  # fewer than five, and every one
        (1, 0, ("fail", "lacking")),
        (3, 1, ("pass", "ok")),
        (0, 3, ("pass", "ok")),
    ],
)
def test_five_bad_ones_fail_or_all_where_there_are_fewer(
    bad: int, good: int, verdict: tuple[str, str]
) -> None:
    guides = [guide(n + 1, 8 if n < good else 2) for n in range(bad + good)]
    assert said(asked(guides, sample=0)) == verdict


def drawn_of(guides: Sequence[Document]) -> list[str]:
    (want,) = asked(guides, read=[]).wants
    return list(want.urls)


def test_only_what_is_drawn_is_opened_and_the_draw_is_always_the_same() -> None:
    guides = [guide(n, 8) for n in range(1, 13)]
    first = asked(guides, read=[], base=evidence(*guides))  # rows of pages that somebody opened
    assert said(first) == ("unknown", "not_captured")
    (want,) = first.wants
    assert (want.name, want.open, want.cells, len(want.urls)) == ("drawn", "named", True, 5)
    assert drawn_of(guides[::-1]) == list(want.urls)
    other = replace(evidence(*guides), duty=replace(evidence().duty, unit="mzj"))
    assert asked(guides, read=[], base=other).wants != first.wants
    assert said(asked(guides)) == ("pass", "ok")  # a clean draw stands for the rest
    assert asked(guides).wants == ()


@pytest.mark.parametrize(
    ("bad", "verdict"),
    [(5, ("fail", "lacking")), (4, ("manual", "needs_person")), (1, ("manual", "needs_person"))],
)
def test_what_the_rest_could_tip_is_for_a_person(bad: int, verdict: tuple[str, str]) -> None:
    guides = [guide(n, 8) for n in range(1, 10)]
    urls = drawn_of(guides)[:bad]
    read = [guide(d.day.day, 2 if d.url in urls else 8) for d in guides if d.day]
    assert said(asked(guides, read=read)) == verdict


def test_a_rest_that_could_not_tip_it_changes_nothing() -> None:
    guides = [guide(n, 8) for n in range(1, 7)]
    urls = drawn_of(guides)[:3]
    read = [guide(d.day.day, 2 if d.url in urls else 8) for d in guides if d.day]
    assert said(asked(guides, read=read)) == ("pass", "ok")  # three, at most four of six
    assert states(asked(guides, read=read)).keys().isdisjoint({lacking.REST})


def test_what_was_not_read_may_hold_it() -> None:
    good, walled = guide(1, 8), doc("指南2", "2026-03-02", n=2, problem="blocked")
    assert said(asked([good, walled])) == ("pass", "ok")  # one of two at most
    assert said(asked([walled])) == ("unknown", "blocked")
    blocked = [doc(f"指南{n}", f"2026-03-{n:02}", n=n, problem="blocked") for n in range(1, 6)]
    assert said(asked(blocked)) == ("unknown", "blocked")
    assert lacking.REST not in states(asked(blocked))
    attached = link("http://czj.haitang.gov.cn/a.doc", "附件", "attachment")
    alone = guide(1, 4, links=(attached,))
    assert said(asked([guide(1, 5, links=(attached,))])) == ("pass", "ok")  # three at most
    verdict = asked([alone])
    assert said(verdict) == ("unknown", "unreadable")
    assert [w.name for w in verdict.wants] == ["files"]
    base = evidence(alone, files=[file(attached.url, text="地点时间电话流程")])
    assert said(asked([alone], base=base)) == ("pass", "ok")


def test_a_list_that_was_not_read_whole_hides_guides() -> None:
    shallow = column("2026-03-01")
    for holds, verdict in ((2, ("unknown", "not_deep_enough")), (8, ("pass", "ok"))):
        one = guide(1, holds)
        assert said(asked([one], base=evidence(one, listing=shallow))) == verdict
    five = [guide(n, 2) for n in range(1, 6)]
    assert said(asked(five, base=evidence(*five, listing=shallow))) == ("fail", "lacking")
    assert said(asked([])) == ("fail", "missing")


def test_only_titles_of_that_kind_are_looked_into() -> None:
    guides = [guide(n, 1) for n in range(1, 4)]
    assert said(asked(guides, which="指南")) == ("fail", "lacking")
    notice = page("会议时间", "会议通知", "2026-03-09", n=9)
    verdict = asked([*guides, notice], which="指南")
    assert "会议通知" not in states(verdict)
    assert said(verdict) == ("manual", "needs_person")  # the notice may be a guide for all we know
    assert said(asked([notice], which="指南")) == ("manual", "needs_person")


def test_parameters_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="lack is 0"):
        lacking.needs(evidence().scope, lack=0, parts=PARTS)


@given(st.lists(st.integers(1, 8), min_size=1, max_size=9), st.integers(0, 6))
def test_no_draw_fails_what_would_pass_as_a_whole(holds: list[int], sample: int) -> None:
    guides = [guide(n, held) for n, held in enumerate(holds, 1)]
    whole, some = (said(asked(guides, sample=size))[0] for size in (0, sample))
    assert whole in ("pass", "fail")
    assert some in ("pass", "manual", whole)
    worse = [guide(n, 1) for n in range(1, len(holds) + 1)]
    assert said(asked(worse, sample=0))[0] == "fail"


def test_what_another_site_goes_on_with_is_not_known() -> None:
    away = [guide(n, 2, links=(link("http://zwfw.example.cn/1", "办事指南"),)) for n in range(1, 6)]
    assert said(asked(away)) == ("unknown", "off_site")
    near = [guide(n, 2, links=(link(away[0].url, "办事指南"),)) for n in range(1, 6)]
    assert said(asked(near)) == ("fail", "lacking")
