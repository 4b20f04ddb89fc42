"""Every subject has a page of our own making, in a shape that real sites have: among neighbours
the column is found by its words, its entries by their titles, what it must hold by the text.

Beside the pages of a domain stands ``<domain>.yaml``: what a person reads in each of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

import plans
from checks import contains
from crawler.find import trimmed
from crawler.page import Page
from gongkai.disk.store import SiteStore
from gongkai.model import Document, Listing, Order, Search, Subject
from gongkai.text.match import match
from tests.crawler.server import HOST, serving, url, visit
from tests.make import evidence, page, states

PAGES = Path(__file__).parent / "subjects"
SHIPPED = Path(plans.__file__).parent / "subjects"
SUBJECTS = plans.subjects()


def loaded(file: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(file.read_text("utf-8")))


DOMAINS = {id: file.stem for file in sorted(SHIPPED.glob("*.yaml")) for id in loaded(file)}
READINGS = {id: said for file in sorted(PAGES.glob("*.yaml")) for id, said in loaded(file).items()}
EXCLUDED = re.compile(r"&!([^&|!()]+)")
LIMIT = {"fresh": "days", "series": "lag", "lag": "within"}
WITH_ARTICLE = [id for id in READINGS if "article" in READINGS[id]]


def html(id: str, kind: str = "") -> Path:
    return PAGES / DOMAINS[id] / f"{id}{kind}.html"


@dataclass(frozen=True)
class Seen:
    """What our readers made of all the pages, served as one site."""

    searches: Mapping[str, Search]
    listings: Mapping[str, Listing]
    documents: Mapping[str, Document]
    store: SiteStore


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    pages: dict[str, Any] = {}
    orders = []
    for id, said in READINGS.items():
        subject = SUBJECTS[id]
        pages[root(id)] = pages[said["url"]] = html(id).read_text("utf-8")
        if "article" in said:
            pages[said["article"]] = html(id, ".article").read_text("utf-8")
        orders.append(order(subject, opened="article" in said))
    with serving(pages) as server:
        store = visit(tmp_path_factory.mktemp("subjects"), server.site(), orders)
    return Seen(
        searches={search.subject: search for search in store.searches()},
        listings={listing.column: listing for listing in store.listings()},
        documents={document.url: document for document in store.documents()},
        store=store,
    )


def root(id: str) -> str:
    """The page once more, as the place where the column is looked for."""
    return f"/?of={id}"


def order(subject: Subject, *, opened: bool) -> Order:
    wanted = (subject.match,) if opened and subject.match else ()
    return Order(
        host=HOST,
        root=url(root(subject.id)),
        subject=subject.id,
        words=subject.words,
        types=subject.types,
        entries=subject.match,
        matches=wanted,
        all=opened and not subject.match,
    )


def test_every_subject_has_its_page() -> None:
    assert sorted(READINGS) == sorted(SUBJECTS)
    files = {path.relative_to(PAGES).as_posix() for path in PAGES.rglob("*.html")}
    columns = {f"{domain}/{id}.html" for id, domain in DOMAINS.items()}
    assert files - {name for name in files if name.endswith(".article.html")} == columns
    assert {id for id, subject in SUBJECTS.items() if subject.contents} == set(WITH_ARTICLE)


@pytest.mark.parametrize("id", READINGS)
def test_the_column_is_found_among_its_neighbours(seen: Seen, id: str) -> None:
    found = [(column.name, column.url) for column in seen.searches[id].found]
    assert found == [(READINGS[id]["column"], url(READINGS[id]["url"]))]


@pytest.mark.parametrize("id", READINGS)
def test_every_exclusion_keeps_a_neighbour_out(id: str) -> None:
    words = SUBJECTS[id].words
    links = Page.read(html(id).read_bytes(), url("/")).links
    out = [name for link in links if not match(words).found_in(name := trimmed(link.text))]
    idle = [
        term
        for term in EXCLUDED.findall(words)
        if not any(match(without(term, words)).found_in(name) for name in out)
    ]
    assert idle == []


def without(term: str, words: str) -> str:
    return re.sub(rf"&!{term}(?=[&|)]|$)", "", words, count=1)


@pytest.mark.parametrize("id", READINGS)
def test_its_entries_are_told_from_others(seen: Seen, id: str) -> None:
    said, wanted = READINGS[id], match(SUBJECTS[id].match)
    titles = [row.title for row in seen.listings[url(said["url"])].rows]
    assert sorted(titles) == sorted([*said["of"], *said.get("not", [])])
    assert sorted(filter(wanted.found_in, titles)) == sorted(said["of"])
    assert bool(said.get("not")) == bool(SUBJECTS[id].match), "a word set that cannot fail"


def test_a_type_is_one_subject_s_or_no_subject_s(seen: Seen) -> None:
    """数据发布 holds a dozen subjects: where it is no subject's own, it must not decide."""
    said = {id: READINGS[id]["type"] for id in READINGS if "type" in READINGS[id]}
    read = {id: seen.listings[url(READINGS[id]["url"])].type for id in said}
    assert read == said
    others = {id for id, type in said.items() if type not in SUBJECTS[id].types}
    assert others == {"audit", "debt", "price", "epidemic", "media", "tax_policy"}


@pytest.mark.parametrize("id", WITH_ARTICLE)
def test_what_it_must_hold_is_found_or_not(seen: Seen, id: str) -> None:
    said = READINGS[id]
    read = seen.documents[url(said["article"])]
    assert read.problem == ""
    opened = page(seen.store.text(read), read.title, tables=read.tables, links=read.links)
    verdict = contains.check(evidence(opened, contents=SUBJECTS[id].contents))
    has, lacks = dict.fromkeys(said["has"], "ok"), dict.fromkeys(said["lacks"], "incomplete")
    assert states(verdict) == has | lacks
    assert lacks, "an element that cannot lack"


def test_any_notice_is_not_a_misplaced_entry() -> None:
    """Where every entry of the own column is meant, nothing elsewhere can be told to be of it."""
    broad = [id for id, subject in SUBJECTS.items() if not subject.match and subject.elsewhere]
    assert broad == []


def test_every_default_limit_has_its_source() -> None:
    bare = [
        f"{id} {rule.check}"
        for id, subject in SUBJECTS.items()
        for rule in subject.rules
        if not rule.basis
    ]
    assert bare == []


def test_what_may_stand_for_years_is_looked_into_for_years() -> None:
    since = {
        id: {rule.params.get("since") for rule in subject.rules if rule.check != "fresh"}
        for id, subject in SUBJECTS.items()
    }
    assert {id for id, several in since.items() if "any" in several and len(several) > 1} == set()


def test_no_shipped_rule_is_judged_by_a_number_that_nobody_shows() -> None:
    silent = [
        f"{it.id} {rule.check}"
        for plan in map(plans.load, plans.names())
        for it in plan.obligations
        for rule in it.rules
        if rule.check in LIMIT and LIMIT[rule.check] not in rule.params
    ]
    assert silent == []


def test_one_kind_of_duty_has_one_limit() -> None:
    """What two plans ask of two subjects of one kind cannot differ by who wrote them."""
    lags: dict[str, set[str]] = {}
    for subject in SUBJECTS.values():
        for rule in subject.rules:
            for key in ("days", "lag", "within"):
                if key in rule.params:
                    lags.setdefault(f"{rule.check} {rule.basis}", set()).add(str(rule.params[key]))
    several = {kind: limits for kind, limits in lags.items() if len(limits) > 1}
    assert several == {"fresh 我方取值": {"7", "92"}}  # the air by days, sampling tests by quarter
