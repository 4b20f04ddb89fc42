from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checks import labelled
from gongkai.model import Document, Evidence, Verdict
from tests.make import column, doc, evidence, link, page, said, scope, states

LIST: dict[str, Any] = {"label": "废止|失效", "list": "repealed_list"}
TITLE = "海棠市人民政府办公室关于印发海棠市停车管理办法的通知"
NAMES = "市政府决定废止《海棠市停车管理办法》（海府办〔2015〕3号），自发布之日起施行。"


def repealing(text: str = NAMES, **fields: Any) -> Document:
    return page(text, "海棠市人民政府关于废止部分规范性文件的决定", "2026-03-02", n=1, **fields)


def original(title: str = TITLE, **fields: Any) -> Document:
    said: dict[str, Any] = {"text": "为规范停车管理，制定本办法。", "opened": True, "n": 2}
    return doc(title, "2015-04-01", **said | {"doc_no": "海府办〔2015〕3号"} | fields)


def row(**fields: Any) -> Document:
    return original(text="", opened=False, **fields)


def seen(*lists: Document, books: Any = (), wanted: Any = (), **more: Any) -> Evidence:
    """The list's evidence, the policies beside it, and pages that were wanted."""
    made = evidence(*lists, **more)
    documents = {**made.documents, "originals": tuple(books), "wanted": tuple(wanted)}
    return replace(made, documents=documents)


def of_list(*books: Document, lists: tuple[Document, ...] = (), **more: Any) -> Verdict:
    return labelled.check(seen(*(lists or (repealing(),)), books=books), **LIST | more)


@pytest.mark.parametrize(
    ("book", "verdict"),
    [
        (row(label="废止"), ("pass", "ok")),
        (original(label="失效"), ("pass", "ok")),
        (original(TITLE + "（已废止）"), ("pass", "ok")),
        (original(beside=f"{TITLE}\n此件已废止"), ("pass", "ok")),
        (original(text="【本文件已失效】\n为规范停车管理，制定本办法。"), ("pass", "ok")),
        (original(links=(link("http://a/b.png", "已废止", "image"),)), ("pass", "ok")),
        (original(), ("fail", "unlabelled")),
        (original(beside="失效日期:\n2020年1月1日\n关于废止的决定"), ("fail", "unlabelled")),
        (original(text="第一条\n第二条\n第三条\n原办法同时废止。"), ("fail", "unlabelled")),
        (row(), ("unknown", "not_captured")),
        (row(problem="blocked"), ("unknown", "blocked")),
        (row(problem="dead_link"), ("unknown", "not_captured")),
        (row(url="http://a/1.pdf", links=(link("http://a/1.pdf", "", "attachment"),)),
         ("unknown", "unreadable")),
    ],
)  # fmt: skip
def test_an_original_carries_the_label(book: Document, verdict: tuple[str, str]) -> None:
    got = of_list(book)
    assert said(got) == verdict
    assert list(states(got)) == ["海府办〔2015〕3号"]


def test_an_original_that_is_not_there_is_a_doubt_and_never_a_loss() -> None:
    assert said(of_list()) == ("unknown", "not_captured")
    other = original("关于印发海棠市养犬办法的通知", doc_no="海府办〔2015〕4号")
    assert said(of_list(other)) == ("unknown", "not_captured")


def test_an_original_is_known_by_its_title_where_it_has_no_number() -> None:
    assert said(of_list(original(doc_no="", label="废止"))) == ("pass", "ok")
    assert said(of_list(original(doc_no=""))) == ("fail", "unlabelled")


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("关于印发海棠市停车管理办法的通知", True),
        ("海棠市停车管理办法", True),
        ("海棠市停车管理办法实施细则", False),
        ("关于印发海棠市共享停车管理办法的通知", False),
        ("停车管理办法", True),
        ("【全文有效】海棠市停车管理办法", True),
        ("海棠市停车管理办法（2015年修订）", True),
        ("海棠市停车管理示范街区", False),
    ],
)
def test_an_original_is_known_by_what_its_title_is_about(title: str, found: bool) -> None:
    got = of_list(original(title, doc_no=""))
    assert said(got) == (("fail", "unlabelled") if found else ("unknown", "not_captured"))


@pytest.mark.parametrize(
    ("title", "found"),
    [("海棠市停车信息采集与发布", True), ("海棠市共享单车信息采集与发布", False)],
)
def test_two_titles_that_end_alike_are_two(title: str, found: bool) -> None:
    """Though the other one ends as what issues does."""
    repeals = repealing("市政府决定废止《停车信息采集与发布》，自公布之日起施行。")
    got = of_list(original(title, doc_no=""), lists=(repeals,))
    assert said(got) == (("fail", "unlabelled") if found else ("unknown", "not_captured"))


def test_an_original_that_nobody_claims_is_one_all_the_same() -> None:
    made = seen(repealing())
    shared = replace(made, unowned={"originals": (original(label="废止"),)})
    assert said(labelled.check(shared, **LIST)) == ("pass", "ok")


def test_a_label_in_the_title_does_not_hide_whose_it_is() -> None:
    for title in ("【已废止】海棠市停车管理办法", "海棠市停车管理办法（失效）"):
        assert said(of_list(original(title, doc_no=""))) == ("pass", "ok")


def test_what_announces_the_repeal_is_not_the_original() -> None:
    notice = original("关于废止海府办〔2015〕3号文件的通知", doc_no="", n=9)
    assert said(of_list(notice)) == ("unknown", "not_captured")
    in_books = repealing()
    assert said(of_list(in_books, original(label="废止"))) == ("pass", "ok")


def test_one_labelled_copy_will_do_and_one_unread_is_a_doubt() -> None:
    assert said(of_list(original(), original(n=3, label="废止"))) == ("pass", "ok")
    assert said(of_list(original(), row(n=3))) == ("unknown", "not_captured")


def test_originals_that_are_not_open_are_wanted() -> None:
    unread = row()
    [want] = of_list(unread).wants
    assert (want.urls, want.why, want.subject) == ((unread.url,), "original", "repealed_list")
    assert of_list(row(label="废止")).wants == ()
    assert of_list(row(problem="blocked")).wants == ()


def test_a_link_of_the_list_leads_to_the_original() -> None:
    url = "http://www.haitang.gov.cn/old/7.html"
    by = repealing(links=(link(url, "海棠市停车管理办法"), link("http://a/", "首页")))
    got = labelled.check(seen(by), **LIST)
    assert said(got) == ("unknown", "not_captured")
    assert [w.urls for w in got.wants] == [(url,)]
    brought = original("停车办法", doc_no="", url=url)
    assert said(labelled.check(seen(by, wanted=[brought]), **LIST)) == ("fail", "unlabelled")


def test_shares_of_the_originals() -> None:
    both = repealing("废止《停车管理办法》（海府办〔2015〕3号）和《养犬办法》（海府办〔2016〕9号）")
    books = [original(label="废止"), original("养犬办法", doc_no="海府办〔2016〕9号", n=5)]
    got = of_list(*books, lists=(both,))
    assert states(got) == {"海府办〔2015〕3号": "ok", "海府办〔2016〕9号": "unlabelled"}
    assert said(got) == ("half", "unlabelled")
    assert said(of_list(*books, lists=(both, repealing()))) == ("half", "unlabelled")


def test_a_list_that_cannot_be_read_hides_its_originals() -> None:
    for by, reason in (
        (repealing("现予公布，目录见附件。", links=(link("http://a/1.doc", "", "attachment"),)),
         "unreadable"),
        (doc("关于废止文件的决定", "2026-03-02", problem="blocked"), "blocked"),
        (doc("关于废止文件的决定", "2026-03-02"), "not_captured"),
    ):  # fmt: skip
        assert said(of_list(original(), lists=(by,))) == ("unknown", reason)


FILE = link("http://a/1.docx", "附件：目录", "attachment")


def with_file(page_text: str, *books: Document, **file: Any) -> Verdict:
    picture = link("http://a/logo.png", "", "image")
    by = repealing(page_text, links=(FILE, picture))
    made = seen(by, books=books)
    brought = Document(**{"url": FILE.url, "title": "目录", "opened": True} | file)
    documents = {**made.documents, "files": (brought,)} if file else made.documents
    return labelled.check(replace(made, documents=documents), **LIST)


def test_what_a_lists_files_name_is_repealed_too() -> None:
    asked = with_file("目录见附件", original(label="废止"))
    assert said(asked) == ("unknown", "unreadable")
    assert any(FILE.url in want.urls for want in asked.wants)
    assert said(with_file("目录见附件", original(label="废止"), text=NAMES)) == ("pass", "ok")
    assert said(with_file("目录见附件", original(), text=NAMES)) == ("fail", "unlabelled")
    scanned = with_file("目录见附件", original(), problem="unreadable", opened=False)
    assert said(scanned) == ("unknown", "unreadable")


def test_a_file_that_may_go_on_with_the_list_is_a_doubt_and_a_copy_of_it_is_none() -> None:
    labelled_one = original(label="废止")
    assert said(with_file(NAMES, labelled_one)) == ("pass", "ok")
    goes_on = with_file(f"{NAMES}其余见附件。", labelled_one)
    assert said(goes_on) == ("unknown", "unreadable")


def test_the_lists_own_number_is_no_original() -> None:
    by = repealing("海府规〔2026〕2号\n" + NAMES, doc_no="海府规〔2026〕2号")
    assert list(states(of_list(original(label="废止"), lists=(by,)))) == ["海府办〔2015〕3号"]


def test_no_list_of_the_year_is_absence_and_none_to_repeal_a_zero_report() -> None:
    old = replace(repealing(), day=date(2025, 12, 31))
    assert said(of_list(lists=(old,))) == ("fail", "missing")
    walled = seen(listing=column(problem="blocked"))
    assert said(labelled.check(walled, **LIST)) == ("unknown", "blocked")
    zero = page("无", "2026年废止文件情况零报告", "2026-06-01")
    assert said(of_list(lists=(zero,))) == ("pass", "zero_report")


OPEN: dict[str, Any] = {"label": "主动公开"}


@pytest.mark.parametrize(
    ("entry", "verdict"),
    [
        (page("全文", beside="公开方式:\n主动公开"), ("pass", "ok")),
        (page("全文\n（此件主动公开）"), ("pass", "ok")),
        (page("全文", beside="公开方式:\n依申请公开"), ("fail", "unlabelled")),
        (doc("办法", "2026-03-02", problem="blocked"), ("unknown", "blocked")),
        (doc("办法", "2026-03-02", problem="dead_link"), ("fail", "dead_link")),
        (doc("办法", "2026-03-02"), ("unknown", "not_captured")),
    ],
)
def test_every_entry_carries_the_words(entry: Document, verdict: tuple[str, str]) -> None:
    assert said(labelled.check(evidence(entry), **OPEN)) == verdict


def test_an_expression_may_find_its_words_in_two_lines() -> None:
    entry = page("全文\n主动公开", beside="有效期:\n五年")
    assert said(labelled.check(evidence(entry), label="有效期&主动公开")) == ("pass", "ok")
    assert said(labelled.check(evidence(entry), label=["密级", "有效期"])) == ("pass", "ok")


def test_each_newest_any() -> None:
    new = page("此件主动公开", "甲", "2026-05-01", n=1)
    old = page("全文", "乙", "2026-04-01", n=2)
    both = evidence(old, new)
    each = labelled.check(both, **OPEN)
    assert states(each) == {"甲": "ok", "乙": "unlabelled"}
    assert said(each) == ("half", "unlabelled")
    assert said(labelled.check(both, **OPEN, of="newest")) == ("pass", "ok")
    assert said(labelled.check(evidence(new, replace(old, day=date(2026, 6, 1))), **OPEN,
                               of="newest")) == ("fail", "unlabelled")  # fmt: skip
    assert said(labelled.check(both, **OPEN, of="any")) == ("pass", "ok")
    walled = evidence(old, doc("丙", "2026-04-02", problem="blocked"))
    assert said(labelled.check(walled, **OPEN, of="any")) == ("unknown", "blocked")


def test_needs_the_pages_or_the_list_and_the_originals() -> None:
    [it] = labelled.needs(scope(), **OPEN)
    assert (it.subject, it.open, it.since) == ("", "matching", date(2026, 1, 1))
    assert labelled.needs(scope(), **OPEN, of="newest")[0].open == "newest:1"
    lists, books = labelled.needs(scope(), **LIST)
    assert (lists.subject, lists.open) == ("repealed_list", "matching")
    assert (books.subject, books.open, books.since, books.place) == ("policy", "named", None, "any")
    assert labelled.needs(scope(), **LIST, originals="gazette")[1].subject == "gazette"
    with pytest.raises(ValueError, match="of is"):
        labelled.needs(scope(), **OPEN, of="all")
    with pytest.raises(ValueError, match="no words"):
        labelled.needs(scope(), label=[])
