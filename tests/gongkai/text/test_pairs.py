from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

import pytest

from gongkai.model import Document
from gongkai.text.pairs import address, answers, core
from tests.make import doc, link, page

PARKING = "海棠市人民政府关于印发《海棠市停车管理办法》的通知"


def pairs(left: Sequence[Document], right: Sequence[Document]) -> list[list[int]]:
    return [list(each.sure) for each in answers(left, right)]


def paired(left: str, right: str) -> bool:
    return pairs([doc(left, n=1)], [doc(right, n=2)]) == [[0]]


def test_links_either_way() -> None:
    policy = page("", PARKING, url="http://www.haitang.gov.cn/zc/1.html")
    there = page("", "一图读懂", url="https://www.haitang.gov.cn/jd/2/")
    to = page("", PARKING, url=policy.url, links=(link("http://www.haitang.gov.cn/jd/2"),))
    back = page(
        "", "一图读懂", url=there.url, links=(link("https://www.haitang.gov.cn/zc/1.html#a"),)
    )
    assert pairs([policy], [there]) == [[]]
    assert pairs([to], [there]) == [[0]]
    assert pairs([policy], [back]) == [[0]]


def test_an_entry_does_not_answer_itself() -> None:
    policy = doc(PARKING, n=1)
    assert pairs([policy], [policy]) == [[]]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("http://a.gov.cn/x/", "https://A.gov.cn/x", True),
        ("http://a.gov.cn/x/index.html", "http://a.gov.cn/x/", True),
        ("http://a.gov.cn:80/x#top", "http://a.gov.cn/x", True),
        ("http://a.gov.cn/x?id=1", "http://a.gov.cn/x?id=2", False),
        ("http://a.gov.cn/x", "http://b.gov.cn/x", False),
    ],
)
def test_addresses(a: str, b: str, same: bool) -> None:
    assert (address(a) == address(b)) is same


def test_the_number_in_title_or_text_in_any_spelling() -> None:
    policy = doc("停车管理办法", n=1, doc_no="海府办〔2026〕12号")
    other = doc("养犬管理办法", n=3, doc_no="海府办〔2026〕13号")
    text = page("近日印发了（海府办[2026]12号），" + "现解读如下。" * 50, "有关政策解读")
    assert pairs([policy, other], [text]) == [[0], []]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (PARKING, "《海棠市停车管理办法》政策解读"),
        (PARKING, "解读《海棠市人民政府关于印发〈海棠市停车管理办法〉的通知》"),
        ("关于印发海棠市停车管理办法的通知", "《海棠市停车管理办法》问答"),
        ("海棠市停车管理办法（试行）", "《海棠市停车管理办法》解读"),
        ("关于《海棠市养犬条例（草案）》公开征求意见的公告", "《海棠市养犬条例》意见采纳情况"),
        ("关于公开征求《海棠市养犬条例（征求意见稿）》意见的通告", "关于《海棠市养犬条例》的反馈"),
        ("海棠市停车管理办法", "海棠市停车管理办法政策解读"),
        (
            "海棠市人民政府关于贯彻落实《国务院养老条例》的实施意见",
            "《关于贯彻落实〈国务院养老条例〉的实施意见》解读",
        ),
    ],
)
def test_titles(left: str, right: str) -> None:
    assert paired(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (PARKING, "《海棠市养犬管理办法》政策解读"),
        (PARKING, "政策解读"),
        (PARKING, "《办法》解读"),
        ("海棠市人民政府关于贯彻落实《国务院养老条例》的实施意见", "《国务院托育条例》解读"),
        ("通知", "关于印发通知的通知"),
    ],
)
def test_titles_of_other_things(left: str, right: str) -> None:
    assert not paired(left, right)


def test_the_exact_title_goes_before_one_that_contains_it() -> None:
    method, rules = doc("海棠市停车管理办法", n=1), doc("海棠市停车管理办法实施细则", n=2)
    assert pairs([method, rules], [doc("《海棠市停车管理办法》解读", n=3)]) == [[0], []]
    short = doc("停车管理办法", n=4)
    assert pairs([short, method], [doc("《海棠市停车管理办法》解读", n=3)]) == [[], [0]]


def test_core() -> None:
    assert core("关于印发《海棠市停车管理办法》的通知") == "海棠市停车管理办法"
    assert core("海棠市停车管理办法(征求意见稿)") == "海棠市停车管理办法"
    assert core("关于贯彻《甲条例》的意见") == "关于贯彻甲条例的意见"


@pytest.mark.parametrize("pump", ["关于", "对", "印发", "政策解读", "》《"])
def test_what_is_too_long_for_a_title_is_not_taken_apart(pump: str) -> None:
    start, long = perf_counter(), pump * 50_000
    assert len(core(long)) <= len(long)
    assert len(pairs([doc(long, n=1)], [doc(f"{long}问", n=2)])) == 1
    assert perf_counter() - start < 5  # its square would take minutes


def test_ten_thousand_of_each_take_seconds() -> None:
    n = 10_000
    left = [
        doc(f"海棠市人民政府办公室关于印发《海棠市第{i}号工作方案》的通知", n=i + 1)
        for i in range(n)
    ]
    body = "为落实有关文件（国发〔2020〕1号）精神，" * 5
    right = [page(body, f"《海棠市第{i}号工作方案》解读", n=n + i + 1) for i in reversed(range(n))]
    start = perf_counter()
    found = pairs(left, right)
    assert perf_counter() - start < 20
    assert found == [[n - 1 - i] for i in range(n)]


def test_a_short_title_named_whole_is_its_own_and_no_longer_ones() -> None:
    rules = doc("养犬规定", "2026-03-01", n=1)
    detail = doc("海棠市养犬规定实施细则", "2026-03-01", n=2)
    assert pairs([rules, detail], [doc("《养犬规定》解读", "2026-03-02", n=9)]) == [[0], []]


@pytest.mark.parametrize(("number", "served"), [("海府〔2026〕1号", True), ("", False)])
def test_one_number_on_two_days_is_one_document(number: str, served: bool) -> None:
    days = ["2026-02-01", "2026-05-01"]
    twice = [replace(doc(PARKING, day, n=n), doc_no=number) for n, day in enumerate(days, 1)]
    found = pairs(twice, [doc("《海棠市停车管理办法》解读", "2026-05-02", n=9)])
    assert found == ([[0], [0]] if served else [[], []])
