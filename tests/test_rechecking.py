"""A second look asks for what could change a verdict and nothing else, by the sites' own log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from gongkai import round, sample
from gongkai.cli import main
from gongkai.disk.judged import Judged, Ledger, Result
from gongkai.disk.store import Round
from gongkai.judging import again
from gongkai.model import Document
from tests.conftest import city_job

UNITS = ("sthjj", "czj")
HOURS = 7


@dataclass(frozen=True)
class Looked:
    """A round before and after its second look, and what the sites were asked for in it."""

    first: dict[tuple[str, ...], tuple[Result, Ledger]]
    second: dict[tuple[str, ...], tuple[Result, Ledger]]
    asked: tuple[str, ...]
    documents: dict[str, Document]
    columns: set[str]
    folder: Path


def judged(job: round.Job) -> dict[tuple[str, ...], tuple[Result, Ledger]]:
    of = Judged(job.folder / "judged" / job.judged)
    ledgers = {(x.plan, x.item, x.unit, x.place, x.rule): x for x in of.ledgers()}
    return {r.key: (r, ledgers[r.key]) for r in of.results()}


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> Looked:
    folder = tmp_path_factory.mktemp("again")
    with sample.serving(folder / "city") as (path, servers):
        job = replace(city_job(folder / "r1", path), units=UNITS)
        round.crawl(job)
        round.check(job)
        first, before = judged(job), len(servers.requests)
        stores = [Round(job.folder).site(host) for host in Round(job.folder).hosts()]
        documents = {d.url: d for s in stores for d in s.documents(all_looks=True)}
        columns = {x.column for s in stores for x in s.listings(all_looks=True)}
        assert job.clock
        round.recheck(replace(job, clock=job.clock + timedelta(hours=HOURS)))
        asked = tuple(f"http://{r.host}{r.path}" for r in servers.requests[before:])
    return Looked(first, judged(job), asked, documents, columns, job.folder)


def pending(looked: Looked) -> list[Ledger]:
    return [ledger for result, ledger in looked.first.values() if again.may_change(result)]


def settled(looked: Looked) -> list[Ledger]:
    return [ledger for result, ledger in looked.first.values() if not again.may_change(result)]


def test_only_columns_that_a_loss_rests_on_are_read_again(looked: Looked) -> None:
    wanted = {url for ledger in pending(looked) for url in ledger.columns}
    near = {c.column for x in pending(looked) if x.absence for c in x.absence.columns}
    assert wanted
    assert wanted <= set(looked.asked)
    assert looked.columns & set(looked.asked) <= wanted | near
    done = {url for ledger in settled(looked) for url in ledger.columns} - wanted - near
    assert done
    assert not done & set(looked.asked)


def test_a_page_that_lost_nobody_a_point_is_not_opened_again(looked: Looked) -> None:
    alone = [x for x in pending(looked) if x.rule.startswith(("contains", "series"))]
    good = {p.url for x in alone for p in x.parts if p.state == "good" and p.url}
    other = {p.url for x in pending(looked) for p in x.parts if p.state != "good"}
    pages = {url for url in good - other if url in looked.documents}
    assert len(pages) > 5
    assert not pages & set(looked.asked)


def test_a_page_that_did_is(looked: Looked) -> None:
    lost = {p.url for x in pending(looked) for p in x.parts if p.state in ("bad", "half")}
    opened = {url for url in lost if url in looked.documents and looked.documents[url].opened}
    assert opened
    assert opened <= set(looked.asked)


def test_nothing_is_asked_twice_in_a_look(looked: Looked) -> None:
    assert len(set(looked.asked)) == len(looked.asked)


def test_what_stood_stands_and_what_was_lost_is_confirmed(looked: Looked) -> None:
    assert {k: (r.outcome, r.reason) for k, (r, _) in looked.first.items()} == {
        k: (r.outcome, r.reason) for k, (r, _) in looked.second.items()
    }
    lost = [r for r, _ in looked.second.values() if r.outcome in ("half", "fail")]
    assert lost
    assert {r.confirmed for r in lost} == {"yes"}


def test_the_command_says_what_it_cost_and_what_it_changed(
    looked: Looked, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = Judged(looked.folder / "judged" / "first")
    results = kept.results()
    lost = [r for r in results if r.confirmed == "yes"]
    gap = next(r for r in lost if r.reason == "gap")
    once = next(r for r in lost if r is not gap)
    before = {
        gap.key: replace(gap, outcome="pass", reason="ok", parts_due=1, confirmed=""),
        once.key: replace(once, confirmed="no"),
    }
    kept.write_results([before.get(r.key, r) for r in results], kept.scores(), kept.points())
    assert main(["recheck", str(looked.folder), "--no-browser", "--quiet"]) == 0
    told = capsys.readouterr().out
    assert "次：1 项失分得到复核，1 项判定有变化" in told
    (changed,) = [line for line in told.splitlines() if "→" in line]
    assert changed.startswith(f"  {gap.unit_name} {gap.item} ")
    share = f"{gap.parts_good}/{gap.parts_due}"
    assert changed.endswith(f"：达标 · 符合 → 部分达标 · 缺期 {share}")
