"""Every family reads its canary; one that does not says what it read wrong."""

from __future__ import annotations

from importlib import import_module

import pytest

import spiders
from crawler import canary
from crawler.article import Article
from crawler.listing import Rows
from crawler.page import Page
from crawler.spider import ColumnSpider
from spiders.nfcms import NfcmsSpider


def kind(family: str) -> type[ColumnSpider]:
    found = vars(import_module(f"spiders.{family}")).values()
    kinds = [k for k in found if isinstance(k, type) and issubclass(k, ColumnSpider)]
    return next(k for k in kinds if k.name == family)


@pytest.mark.parametrize("family", sorted(spiders.families()))
def test_every_family_has_a_canary_and_reads_it(family: str) -> None:
    told = canary.pages(family)
    assert any(page["rows"] for page in told["lists"])
    assert any(page["attachments"] for page in told["articles"])
    assert canary.faults(kind(family)) == ()


class _Shortsighted(NfcmsSpider):
    def read_rows(self, page: Page) -> Rows:
        return Rows(rows=super().read_rows(page).rows[1:])


class _Dateless(NfcmsSpider):
    def read_document(self, page: Page) -> Article:
        return Article(title=super().read_document(page).title)


class _Broken(NfcmsSpider):
    def read_rows(self, page: Page) -> Rows:
        raise KeyError("rows")


class _Blind(NfcmsSpider):
    @classmethod
    def recognises(cls, page: Page) -> bool:
        return False


def test_what_is_read_wrong_is_told() -> None:
    assert canary.faults(_Shortsighted)[0] == "rows: 2 instead of 3"
    assert any(fault.startswith("day: None") for fault in canary.faults(_Dateless))
    assert any(fault.startswith("text: lacks") for fault in canary.faults(_Dateless))
    assert "lists: KeyError" in canary.faults(_Broken)
    assert canary.faults(_Blind) == ("recognised: no",)


def test_a_family_without_one_is_believed() -> None:
    class Own(NfcmsSpider):
        name = "own"

    assert canary.faults(Own) == ()
