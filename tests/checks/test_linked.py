from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks import linked
from gongkai.model import Evidence, Hub, Link, Verdict
from tests.make import column, doc, evidence, page, said, scope, states

HOME = "http://www.haitang.gov.cn/"
FIX = {"网站找错": "找错|jiucuo"}


def hub(*links: str | Link, url: str = HOME, **fields: Any) -> Hub:
    """A page with links of these words, each to an address of its own."""
    made = [x if isinstance(x, Link) else to(x, f"{url}{n}/") for n, x in enumerate(links)]
    return Hub(url=url, links=tuple(made), snapshots=("www.haitang.gov.cn#1",), **fields)


def to(text: str, url: str, kind: str = "page") -> Link:
    return Link(url=url, text=text, kind=kind)


def seen(*hubs: Hub, unseen: str = "", **more: Any) -> Evidence:
    """What stands on the pages asked for; ``near`` and ``target`` are pages wanted then."""
    wanted = {name: tuple(more.pop(name, ())) for name in ("near", "target")}
    words = more.pop("words", "")
    made = evidence(**more)
    hidden = {"hub": unseen} if unseen else {}
    return replace(made, hubs={"hub": hubs, **wanted}, unseen=hidden, words=words)


def wants(verdict: Verdict) -> dict[str, tuple[str, ...]]:
    return {want.name: want.urls for want in verdict.wants}


@pytest.mark.parametrize(
    ("front", "verdict"),
    [
        (hub("首页", "政府网站找错"), ("pass", "ok")),
        (hub(to("", "http://www.haitang.gov.cn/jiucuo/")), ("pass", "ok")),
        (hub("首页"), ("fail", "unlinked")),
        (hub(), ("fail", "unlinked")),
        (hub(problem="blocked"), ("unknown", "blocked")),
        (hub(problem="unreadable"), ("unknown", "unreadable")),
        (hub(problem="disallowed"), ("unknown", "disallowed")),
        (hub(problem="unreachable"), ("unknown", "unreachable")),
    ],
)
def test_a_readable_home_page_links_or_does_not(front: Hub, verdict: tuple[str, str]) -> None:
    got = linked.check(seen(front), to=FIX)
    assert said(got) == verdict
    assert list(states(got)) == ["网站找错"]


def test_a_link_may_be_known_by_words_and_address_together() -> None:
    front = hub(to("纠错", "http://121.43.68.40/exposure/"), to("我要纠错", f"{HOME}x/"))
    got = linked.check(seen(front), to={"找错": "纠错&exposure"})
    assert (said(got), got.parts[0].seen) == (("pass", "ok"), "http://121.43.68.40/exposure/")


def test_shares_of_the_links() -> None:
    front = hub("微信", "领导信箱")
    asked = {"微信": "微信", "微博": "微博"}
    got = linked.check(seen(front), to=asked)
    assert said(got) == ("half", "unlinked")
    assert states(got) == {"微信": "ok", "微博": "unlinked"}
    assert said(linked.check(seen(front), to=asked | {"抖音": "抖音"})) == ("fail", "unlinked")


def test_of_two_home_pages_either_will_do_and_absence_needs_both() -> None:
    other = hub("政府网站找错", url="http://czj.haitang.gov.cn/")
    assert said(linked.check(seen(hub("首页"), other), to=FIX)) == ("pass", "ok")
    walled = hub(url="http://czj.haitang.gov.cn/", problem="blocked")
    assert said(linked.check(seen(hub("首页"), walled), to=FIX)) == ("unknown", "blocked")
    one = seen(hub("首页"), unseen="not_captured")
    assert said(linked.check(one, to=FIX)) == ("unknown", "not_captured")
    assert said(linked.check(seen(), to=FIX)) == ("unknown", "not_captured")


def test_what_is_not_linked_long_after_the_cut_off_may_have_been() -> None:
    late = seen(hub("首页"), at=scope(seen_at="2026-11-30"))
    assert said(linked.check(late, to=FIX)) == ("unknown", "absent_now")
    last = seen(hub("首页"), at=scope(seen_at="2026-11-29"))
    assert said(linked.check(last, to=FIX)) == ("fail", "unlinked")


# ------------------------------------------------------------------ targets

GOAL = f"{HOME}jc/"


@pytest.mark.parametrize(
    ("problem", "verdict"),
    [
        ("", ("pass", "ok")),
        ("dead_link", ("fail", "dead_link")),
        ("blocked", ("pass", "ok")),
        ("unreadable", ("pass", "ok")),
    ],
)
def test_a_link_is_dead_where_its_target_was_asked_for(
    problem: str, verdict: tuple[str, str]
) -> None:
    front = hub(to("找错", GOAL))
    first = linked.check(seen(front), to=FIX)
    assert said(first) == ("pass", "ok")
    assert wants(first) == {"target": (GOAL,)}
    then = linked.check(seen(front, target=[hub(url=GOAL, problem=problem)]), to=FIX)
    assert said(then) == verdict
    assert wants(then) == {}


def test_where_only_dead_links_are_bad_that_is_told() -> None:
    front = hub(to("找错", GOAL), to("微信", f"{HOME}wx/"))
    gone = [hub(url=GOAL, problem="dead_link")]
    got = linked.check(seen(front, target=gone), to=FIX | {"微信": "微信"})
    assert said(got) == ("half", "dead_link")


def test_of_two_links_one_that_leads_on_will_do() -> None:
    front = hub(to("找错", GOAL), to("找错", f"{HOME}jc2/"))
    gone = hub(url=GOAL, problem="dead_link")
    got = linked.check(seen(front, target=[gone]), to=FIX)
    assert (said(got), wants(got)) == (("pass", "ok"), {"target": (f"{HOME}jc2/",)})
    both = linked.check(seen(front, target=[gone, hub(url=f"{HOME}jc2/")]), to=FIX)
    assert (said(both), wants(both)) == (("pass", "ok"), {})
    first = linked.check(seen(front, target=[hub(url=GOAL)]), to=FIX)
    assert wants(first) == {}


# ------------------------------------------------------------------ clicks


def test_one_click_away_under_a_name_of_disclosure() -> None:
    zwgk = f"{HOME}zwgk/"
    front = hub(to("政务公开", zwgk), to("旅游", f"{HOME}ly/"))
    once = linked.check(seen(front), to=FIX)
    assert (said(once), wants(once)) == (("fail", "unlinked"), {})
    first = linked.check(seen(front), to=FIX, clicks=2)
    assert (said(first), wants(first)) == (("unknown", "not_captured"), {"near": (zwgk,)})
    there = seen(front, near=[hub("网站找错", url=zwgk)])
    assert said(linked.check(there, to=FIX, clicks=2)) == ("pass", "ok")
    for found, verdict in (
        (hub(url=zwgk), ("fail", "unlinked")),
        (hub(url=zwgk, problem="blocked"), ("unknown", "blocked")),
        (hub(url=zwgk, problem="dead_link"), ("fail", "unlinked")),
    ):
        got = linked.check(seen(front, near=[found]), to=FIX, clicks=2)
        assert said(got) == verdict


def test_the_subjects_column_and_two_clicks() -> None:
    front = hub(
        to("财政信息", f"{HOME}a/"),
        to("关于发布某某有关的政务公开的很长很长很长的新闻标题", f"{HOME}n/"),
    )
    assert wants(linked.check(seen(front, words="财政"), to=FIX, clicks=3)) == {
        "near": (f"{HOME}a/",)
    }
    level = hub(to("信息公开", f"{HOME}b/"), url=f"{HOME}a/")
    second = linked.check(seen(front, near=[level], words="财政"), to=FIX, clicks=3)
    assert wants(second) == {"near": (f"{HOME}b/",)}
    not_so_far = linked.check(seen(front, near=[level], words="财政"), to=FIX, clicks=2)
    assert said(not_so_far) == ("fail", "unlinked")


def test_what_is_not_read_of_many_pages_is_a_doubt() -> None:
    links = [to(f"信息公开{n}", f"{HOME}{n}/") for n in range(12)]
    first = linked.check(seen(hub(*links)), to=FIX, clicks=2)
    assert len(wants(first)["near"]) == 8
    read = [hub(url=f"{HOME}{n}/") for n in range(8)]
    then = linked.check(seen(hub(*links), near=read), to=FIX, clicks=2)
    assert (said(then), wants(then)) == (("unknown", "not_deep_enough"), {})


def test_files_and_other_hosts_are_no_pages_of_the_site() -> None:
    front = hub(to("信息公开指南", f"{HOME}a.pdf"), to("政务公开", "http://www.gov.cn/"))
    got = linked.check(seen(front), to=FIX, clicks=2)
    assert (said(got), wants(got)) == (("fail", "unlinked"), {})


def test_a_frame_is_a_part_of_its_page() -> None:
    nav = f"{HOME}nav.html"
    front = hub(to("", nav, "frame"), to("", "http://weather.example/", "frame"))
    first = linked.check(seen(front), to=FIX)
    assert (said(first), wants(first)) == (("unknown", "not_captured"), {"near": (nav,)})
    there = seen(front, near=[hub("找错", url=nav)])
    assert said(linked.check(there, to=FIX)) == ("pass", "ok")


# ------------------------------------------------------------------ entries


def test_the_page_of_every_entry() -> None:
    one, two = (page("全文", title, "2026-03-01", n=n) for n, title in enumerate("甲乙", 1))
    made = evidence(one, two, doc("丙", "2026-03-01", problem="blocked"))
    hubs = {"it": (hub("相关解读", url=one.url), hub("首页", url=two.url))}
    got = linked.check(replace(made, hubs=hubs), to={"解读": "解读"}, on="entry")
    assert states(got) == {"甲 解读": "ok", "乙 解读": "unlinked", "丙 解读": "blocked"}
    assert wants(got)["target"] == (f"{one.url}0/",)


def test_a_menu_that_stands_on_every_page_is_no_link_of_an_entry() -> None:
    menu = to("政策解读", "http://www.haitang.gov.cn/zwgk/zcjd/")
    own = to("一图读懂解读", "http://www.haitang.gov.cn/zwgk/zcjd/1.html")
    docs = [page("全文", title, "2026-03-01", n=n) for n, title in enumerate("甲乙丙", 1)]
    fronts = tuple(hub(menu, *([own] if d is docs[0] else []), url=d.url) for d in docs)
    made = replace(evidence(*docs), hubs={"it": fronts})
    got = linked.check(made, to={"解读": "解读"}, on="entry")
    assert states(got) == {"甲 解读": "ok", "乙 解读": "unlinked", "丙 解读": "unlinked"}
    # in the text of a document it is a link of that document, whatever else links there
    said_so = [replace(d, links=(menu,)) for d in docs]
    got = linked.check(
        replace(evidence(*said_so), hubs={"it": fronts}), to={"解读": "解读"}, on="entry"
    )
    assert set(states(got).values()) == {"ok"}


def test_no_entry_is_absence() -> None:
    assert said(linked.check(evidence(), to=FIX, on="entry")) == ("fail", "missing")
    walled = evidence(listing=column(problem="blocked"))
    assert said(linked.check(walled, to=FIX, on="entry")) == ("unknown", "blocked")


def test_needs_the_page_with_its_links() -> None:
    [home] = linked.needs(scope(), to=FIX)
    assert (home.name, home.links, home.open) == ("hub", "home", "none")
    assert linked.needs(scope(), to=FIX, on="column")[0].links == "column"
    [it] = linked.needs(scope(), to=FIX, on="entry")
    assert (it.name, it.links, it.open) == ("it", "entry", "matching")
    for wrong, why in (
        ({"on": "foot"}, "on is"),
        ({"clicks": 4}, "clicks is"),
        ({"to": {}}, "no link"),
        ({"to": {"a": "("}}, "word is missing"),
    ):
        asked: dict[str, Any] = {"to": FIX, **wrong}
        with pytest.raises(ValueError, match=why):
            linked.needs(scope(), **asked)
