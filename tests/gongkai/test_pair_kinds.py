from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model import Document
from gongkai.text.pairs import Answers, address, answers, kind_of, kinds
from tests.make import doc, link, page

POLICY = "海棠市人民政府关于印发《海棠市停车管理办法》的通知"
DRAFT = "公开征求《海棠市养犬条例（征求意见稿）》意见的公告"
UPPER = "省政府办公厅关于开展防汛检查的通知"
TOLD, ASKED = "interpretation", "feedback"


def one(kind: str, left: str, right: str, days: tuple[str, str] = ("", "")) -> Answers:
    return answers([doc(left, days[0], n=1)], [doc(right, days[1], n=2)], kinds()[kind])[0]


@pytest.mark.parametrize(
    ("kind", "left", "right"),
    [
        (TOLD, POLICY, "解读：海棠市停车管理办法"),
        (TOLD, POLICY, "一图读懂海棠市停车管理办法"),
        (TOLD, POLICY, "【图解】海棠市停车管理办法"),
        (TOLD, POLICY, "一图读懂 | 停车管理办法"),
        (TOLD, POLICY, "《海棠市停车管理办法》政策解读"),
        (TOLD, POLICY, "关于《海棠市停车管理办法》的起草说明"),
        (TOLD, "海棠市停车办法", "停车办法解读：海棠市停车办法"),
        (TOLD, "关于进一步规范停车收费的意见", "《关于进一步规范停车收费的意见》问答"),
        (ASKED, DRAFT, "《海棠市养犬条例》意见采纳情况的反馈"),
        (ASKED, "关于《海棠市养犬条例（草案）》征求意见的公告", "海棠市养犬条例公开征求意见结果"),
        (ASKED, "关于公开征求海棠市养犬条例意见的公告", "关于海棠市养犬条例征集意见采纳情况的公示"),
        ("repost", UPPER, f"转发{UPPER}"),
        ("repost", UPPER, f"关于转发《{UPPER}》的通知"),
        ("repost", UPPER, UPPER),
        ("publication", "常务会议审议通过《海棠市票价方案》", "关于印发海棠市票价方案的通知"),
    ],
)  # fmt: skip
def test_titles_that_sites_print(kind: str, left: str, right: str) -> None:
    assert one(kind, left, right) == Answers(sure=(0,))


@pytest.mark.parametrize(
    ("kind", "left", "right"),
    [
        (TOLD, POLICY, "《海棠市养犬管理办法》政策解读"),
        (TOLD, POLICY, "图解：海棠市养犬管理办法"),
        (ASKED, DRAFT, "《海棠市停车条例》意见采纳情况"),
        ("repost", UPPER, "省政府办公厅关于开展消防检查的通知"),
    ],
)  # fmt: skip
def test_titles_of_other_things(kind: str, left: str, right: str) -> None:
    assert one(kind, left, right) == Answers()


@pytest.mark.parametrize("right", ["《办法》解读", "政策解读", "《停车管理办法》（二）"])
def test_what_names_too_little_is_a_doubt(right: str) -> None:
    left = [doc(POLICY, n=1), doc("关于印发《青澜镇停车管理办法》的通知", n=2)]
    found = answers(left, [page("全文如下。", right, n=3)], kinds()[TOLD])
    assert found == [Answers(maybe=(0,))] * 2 if right != "政策解读" else found[0].maybe == (0,)


def test_a_page_whose_title_says_nothing_is_asked_for_what_it_names() -> None:
    left = [doc(POLICY, n=1), doc("海棠市养犬管理办法", n=2)]
    named = page("现就《海棠市养犬管理办法》解读如下。", "政策解读", n=3)
    assert [a.sure for a in answers(left, [named], kinds()[TOLD])] == [(), (0,)]
    unread = doc("政策解读", n=3)
    assert answers(left, [unread], kinds()[TOLD]) == [Answers()] * 2


def test_one_title_twice_is_one_entry_only_where_it_stands_twice() -> None:
    reply = doc("《海棠市停车管理办法》政策解读", "2026-08-12", n=3)
    twins = [doc(POLICY, "2026-08-01", n=1), doc(POLICY, "2026-08-11", n=2)]
    assert [a.sure for a in answers(twins, [reply], kinds()[TOLD])] == [(0,), (0,)]
    apart = [doc(POLICY, "2026-08-01", n=1), doc(POLICY, "2026-08-12", n=2)]
    assert answers(apart, [reply], kinds()[TOLD]) == [Answers(maybe=(0,))] * 2
    numbered = [doc(POLICY, "2026-08-01", n=n, doc_no=f"海府〔2026〕{n}号") for n in (1, 2)]
    assert answers(numbered, [reply], kinds()[TOLD]) == [Answers(maybe=(0,))] * 2
    again = [doc(POLICY, d, n=n, doc_no="海府〔2026〕1号") for n, d in ((1, "2026-02-01"), (2, ""))]
    assert [a.sure for a in answers(again, [reply], kinds()[TOLD])] == [(0,), (0,)]


def test_a_number_or_a_link_tells_twins_apart() -> None:
    left = [doc(POLICY, "2026-08-01", n=n, doc_no=f"海府〔2026〕{n}号") for n in (1, 2)]
    text = page("解读海府〔2026〕2号文件。", "《海棠市停车管理办法》解读", n=3)
    assert [a.sure for a in answers(left, [text], kinds()[TOLD])] == [(), (0,)]
    back = page("", "《海棠市停车管理办法》解读", n=3, links=(link(left[0].url),))
    found = answers(left, [back], kinds()[TOLD])
    assert found == [Answers(sure=(0,)), Answers()]


@pytest.mark.parametrize(("day", "sure"), [("2026-07-02", (0,)), ("2026-07-01", ())])
def test_an_answer_may_come_a_little_early_but_no_more(day: str, sure: tuple[int, ...]) -> None:
    right = "《海棠市停车管理办法》政策解读"
    assert one(TOLD, POLICY, right, ("2026-08-01", day)).sure == sure
    assert one("any", POLICY, right, ("2026-08-01", day)).sure == sure


def test_of_a_repost_only_title_and_own_number_are_asked() -> None:
    left = [doc("省防汛通知", n=1, doc_no="屿府办〔2026〕20号")]
    basis = page("根据屿府办〔2026〕20号文件精神。", "关于清理河道的通知", n=2)
    named = page("", "转发屿府办〔2026〕20号文件的通知", n=3)
    assert answers(left, [basis, named], kinds()["repost"])[0].sure == (1,)
    assert answers(left, [basis, named], kinds()["any"])[0].sure == (0, 1)


def test_which_kind_two_subjects_make() -> None:
    assert kind_of("policy", "policy_interpretation") is kinds()["interpretation"]
    assert kind_of("policy", "gazette") is kinds()["any"]


TITLES = st.sampled_from([
    POLICY, "海棠市停车管理办法", "《海棠市停车管理办法》解读", "政策解读", "《办法》问答",
    "关于印发通知的通知", "海棠市停车管理办法实施细则", "一图读懂停车管理办法", "通知", DRAFT,
    "海府〔2026〕3号解读", "转发海府〔2026〕3号",
])  # fmt: skip
DAYS = st.sampled_from(["", "2026-01-05", "2026-08-03"])
NUMBERS = st.sampled_from(["", "海府〔2026〕3号", "海府〔2026〕4号"])


@st.composite
def entries(draw: st.DrawFn) -> list[Document]:
    made = draw(st.lists(st.tuples(st.integers(1, 30), TITLES, DAYS, NUMBERS), max_size=7))
    return [page("", title, day, n=n, doc_no=no) for n, title, day, no in made]


def named(left: list[Document], right: list[Document], kind: str) -> list[tuple[object, ...]]:
    """Every pair by what its sides are, not by where they stand."""
    found = answers(left, right, kinds()[kind])
    return sorted(
        (str(left[at]), how, str(right[i]))
        for at, each in enumerate(found)
        for how, indexes in (("sure", each.sure), ("maybe", each.maybe))
        for i in indexes
    )


@given(entries(), entries(), st.sampled_from(sorted(kinds())), st.randoms(use_true_random=False))
def test_the_order_of_entries_decides_nothing(left, right, kind, dice) -> None:  # type: ignore[no-untyped-def]
    unique = list({d.url: d for d in right}.values())
    before = named(left, unique, kind)
    dice.shuffle(unique)
    dice.shuffle(left)
    assert named(left, unique, kind) == before


@given(entries(), entries(), st.sampled_from(sorted(kinds())))
def test_a_stranger_changes_no_pair_and_nothing_answers_itself(left, right, kind) -> None:  # type: ignore[no-untyped-def]
    stranger = page("", "关于青澜镇招聘护林员的启事", "2026-03-01", url="http://b.gov.cn/1")
    assert named(left, [*right, stranger], kind) == named(left, right, kind)
    more = named([*left, stranger], right, kind)
    assert [x for x in more if x[0] != str(stranger)] == named(left, right, kind)
    for at, each in enumerate(answers(left, right, kinds()[kind])):
        for i in (*each.sure, *each.maybe):
            assert address(left[at].url) != address(right[i].url)


def test_a_crowd_of_one_title_is_told_of_one_answer() -> None:
    left = [doc("通知公告事项", n=n + 1, doc_no=f"海府〔2026〕{n}号") for n in range(2_000)]
    right = [doc("《通知公告事项》解读", n=9_000 + n) for n in range(2_000)]
    assert {len(a.maybe) for a in answers(left, right, kinds()[TOLD])} == {1}


def test_a_decision_is_about_the_title_that_it_quotes() -> None:
    decided = doc("海棠市政府常务会议审议通过《城市停车管理办法》", "2026-03-01", n=1)
    issued = doc("海棠市人民政府关于印发《海棠市城市停车管理办法》的通知", "2026-03-12", n=2)
    [found] = answers([decided], [issued], kinds()["publication"])
    assert found.sure == (0,)
    [other] = answers([decided], [issued], kinds()["interpretation"])
    assert other.sure == ()
