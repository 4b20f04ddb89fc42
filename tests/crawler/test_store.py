"""A round on disk: whole, or as if it had never been."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from gongkai.disk.store import FORMAT, Round, SiteStore
from gongkai.model import Document, Listing, Row, Search, Snapshot, UserError

NOON = "2026-09-30T12:00:00+08:00"


def store(folder: Path, look: int = 0) -> SiteStore:
    return Round(folder).site("www.a.gov.cn", look=look)


def keep(site: SiteStore, path: str, body: bytes = b"<p>page", **more: object) -> Snapshot:
    url = f"http://www.a.gov.cn{path}"
    facts = {"url": url, "final_url": url, "status": 200, "fetched_at": NOON, "body": body}
    return site.keep(**{**facts, **more})  # type: ignore[arg-type]  # facts of one call


def test_a_page_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    site = store(tmp_path)
    keep(site, "/1", b"first")
    kept = keep(site, "/2", "页".encode("gbk"), headers=[("Content-Type", "text/html")])
    headers, body = store(tmp_path).body(kept)
    assert body == "页".encode("gbk")
    assert headers["content-type"] == "text/html"
    assert store(tmp_path).snapshot("http://www.a.gov.cn/2") == kept


def test_warc_is_read_by_others(tmp_path: Path) -> None:
    site = store(tmp_path)
    keep(site, "/", headers=[("Content-Encoding", "gzip")], via=["http://www.a.gov.cn/old"])
    data = (site.folder / "pages.warc.gz").read_bytes()
    kinds = [(r.rec_type, r.rec_headers.protocol) for r in ArchiveIterator(BytesIO(data))]
    assert kinds == [("metadata", "WARC/1.1"), ("response", "WARC/1.1")]


def test_what_a_killed_process_left_is_cut_off(tmp_path: Path) -> None:
    site = store(tmp_path)
    kept = keep(site, "/1")
    site.add(Document(url="u", title="t", text_at=site.put_text("正文")))
    site.close()
    for name in ("pages.warc.gz", "texts.gz", "snapshots.jsonl", "documents.jsonl"):
        with (site.folder / name).open("ab") as file:
            file.write(b'\x1f\x8b{"id": "half')
    again = store(tmp_path)
    assert again.snapshots() == [kept]
    second = keep(again, "/2", b"second")
    assert second.offset == kept.offset + kept.length
    assert again.body(second)[1] == b"second"
    assert again.put_text("x") == len("") + (site.folder / "texts.gz").stat().st_size - 21
    assert again.text(again.documents()[0]) == "正文"


def test_nobody_answered_is_kept_without_a_record(tmp_path: Path) -> None:
    kept = keep(store(tmp_path), "/", b"", status=0, problem="unreachable")
    assert (kept.warc, kept.sha256, kept.problem) == ("", "", "unreachable")
    assert store(tmp_path).body(kept) == ({}, b"")


def test_a_look_sees_only_its_own_answers(tmp_path: Path) -> None:
    first = store(tmp_path)
    keep(first, "/", b"one")
    first.close()
    second = store(tmp_path, look=2)
    assert second.snapshot("http://www.a.gov.cn/") is None
    kept = keep(second, "/", b"two")
    assert (kept.id, kept.look) == ("www.a.gov.cn#2", 2)
    assert store(tmp_path).snapshot("http://www.a.gov.cn/") == kept
    assert len(store(tmp_path).snapshots()) == 2


def test_browser_and_crawler_are_two_answers(tmp_path: Path) -> None:
    site = store(tmp_path)
    plain, shown = keep(site, "/"), keep(site, "/", by="browser")
    assert site.snapshot("http://www.a.gov.cn/") == plain
    assert site.snapshot("http://www.a.gov.cn/", browser=True) == shown


def test_the_newest_reading_wins_and_looks_stay_apart(tmp_path: Path) -> None:
    row = Row(title="a", url="u", day=date(2026, 3, 1), day_from="shown")
    short = Listing(column="c", rows=(row,))
    whole = replace(short, complete=True)
    first = store(tmp_path)
    for listing in (short, whole, whole):
        first.add(listing)
    first.close()
    second = store(tmp_path, look=2)
    second.add(short)
    assert second.listings() == [short]
    assert second.listings(all_looks=True) == [whole, short]
    assert len((first.folder / "listings.jsonl").read_bytes().splitlines()) == 3


def test_searches_and_documents_are_kept_by_key(tmp_path: Path) -> None:
    site = store(tmp_path)
    site.add(Search(root="r", subject="s"))
    site.add(Search(root="r", subject="s", complete=True))
    site.add(Document(url="u", title="t", days={"shown": date(2026, 1, 2)}))
    again = store(tmp_path)
    assert [s.complete for s in again.searches()] == [True]
    assert again.documents()[0].days == {"shown": date(2026, 1, 2)}


def test_one_writer_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SiteStore, "patience", 0.0)
    writer = store(tmp_path)
    keep(writer, "/2")
    with pytest.raises(UserError, match="另一个 gongkai"):
        keep(store(tmp_path), "/3")


def test_a_host_stays_in_its_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        Round(tmp_path).site("../elsewhere")


def test_info_is_added_to(tmp_path: Path) -> None:
    Round(tmp_path).save_info(plan="haitang")
    Round(tmp_path).save_info(look=2)
    assert Round(tmp_path).info == {"plan": "haitang", "look": 2, "format": FORMAT}
