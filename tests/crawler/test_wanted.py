"""Which rows are opened, and what a row and its page say together."""

from __future__ import annotations

from datetime import date

from crawler.article import Article
from crawler.entries import deeper, opened, wanted
from crawler.page import Page
from gongkai.model import Listing, Order, Row

DAY, LATER = date(2026, 5, 1), date(2026, 6, 1)
URL = "http://www.haitang.gov.cn/a.html"


def rows(*days: date | None) -> list[Row]:
    return [Row(title=f"第{n}条", url=str(n), day=day) for n, day in enumerate(days)]


def chosen(*days: date | None, **order: object) -> list[str]:
    return [row.url for row in wanted(rows(*days), Order(host="h", **order))]  # type: ignore[arg-type]


def test_the_newest_that_are_asked_for() -> None:
    days = (DAY, LATER, None, date(2026, 7, 1))
    assert chosen(*days, newest=2) == ["3", "1"]
    assert chosen(*days) == []
    assert chosen(*days, all=True) == ["3", "1", "0", "2"]


def test_what_matches_is_opened_beside_the_newest() -> None:
    assert chosen(DAY, LATER, matches=("第0条|第5条",)) == ["0"]
    assert chosen(DAY, LATER, newest=1, matches=("第0条",)) == ["1", "0"]


def test_nothing_older_than_asked_is_opened() -> None:
    assert chosen(DAY, LATER, None, all=True, since=LATER) == ["1", "2"]
    assert chosen(DAY, LATER, all=True, since=DAY) == ["1", "0"]
    assert chosen(DAY, since=LATER, matches=("第",)) == []


def test_no_order_reads_less_than_was_read() -> None:
    whole, part = Listing(column="u", complete=True), Listing(column="u", back_to=DAY)
    assert deeper(LATER, part) == DAY
    assert deeper(DAY, Listing(column="u", back_to=LATER)) == DAY
    assert deeper(LATER, whole) is None
    assert deeper(None, part) is None
    assert deeper(LATER, Listing(column="u")) == LATER


def test_a_page_goes_before_its_row_and_the_row_fills_what_it_does_not_say() -> None:
    row = Row(
        title="短…", url=URL, day=DAY, day_from="shown", label="废止", doc_no="海府〔2026〕1号"
    )
    page = Page.read(b"<html></html>", URL)
    silent = opened(row, Article(), page, "c")
    assert (silent.title, silent.day, silent.day_from) == ("短…", DAY, "shown")
    assert (silent.label, silent.doc_no, silent.days) == ("废止", "海府〔2026〕1号", {"shown": DAY})
    told = Article(title="全名", day=LATER, day_from="label", days={"label": LATER}, label="失效")
    read = opened(row, told, page, "c")
    assert (read.title, read.day, read.day_from, read.label) == ("全名", LATER, "label", "失效")
    assert read.days == {"shown": DAY, "label": LATER}
    assert (read.opened, read.listed_in) == (True, "c")
