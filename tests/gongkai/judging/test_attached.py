from __future__ import annotations

from gongkai.judging.attached import ALL, PAGE, files, merged, wanted
from gongkai.model import Link
from tests.make import evidence, file, link, page, table

SITE = "http://czj.haitang.gov.cn"


def attached(*names: str, kind: str = "attachment") -> tuple[Link, ...]:
    return tuple(link(f"{SITE}/{name}", name, kind) for name in names)


def test_attachments_are_wanted_and_pictures_where_they_are_the_page() -> None:
    links = attached("a.pdf") + attached("b.jpg", kind="image") + attached("c.html", kind="page")
    short, long = page("", links=links), page("正文" * 200, links=links)
    assert [w.urls for w in wanted([short], evidence(short))] == [
        (f"{SITE}/a.pdf", f"{SITE}/b.jpg")
    ]
    assert [w.urls for w in wanted([long], evidence(long))] == [(f"{SITE}/a.pdf",)]


def test_neither_a_page_nor_a_rule_asks_for_more_than_so_many() -> None:
    many = [page("", f"{n}", links=attached(*(f"{n}-{k}.pdf" for k in range(PAGE + 5))))
            for n in range(ALL)]  # fmt: skip
    assert len(wanted(many[:1], evidence())[0].urls) == PAGE
    assert len(wanted(many, evidence())[0].urls) == ALL


def test_what_was_not_brought_is_unreadable_by_its_name() -> None:
    one, two = files(page("", links=attached("a.pdf", "b.pdf")), evidence(files=[file(text="x")]))
    assert (one.title, one.text, one.problem) == ("a.pdf", "x", "")
    assert (two.title, two.url, two.problem) == ("b.pdf", f"{SITE}/b.pdf", "unreadable")


def test_a_page_and_its_files_as_one() -> None:
    whole = merged([page("甲"), file(text="乙", tables=(table(3, "名称"),))])
    assert (whole.text, [t.rows for t in whole.tables]) == ("甲\n乙", [3])
    assert whole.snapshots == ("czj.haitang.gov.cn#7", "czj.haitang.gov.cn#9")
