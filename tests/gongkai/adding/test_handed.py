"""What people hand in: what it is, whose copy it says to be, and that no bytes can hurt."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.adding import handed
from gongkai.disk import mhtml
from gongkai.disk.added import Added, joined, note, read
from gongkai.model import Column, Targets, UserError
from tests.crawler.server import article, column, page
from tests.test_adding import BUDGET, LIST, OWN, PNG, WALL
from tests.test_adding import mhtml as saved

URL = f"{OWN}/yjs/"
DOCUMENT = article(BUDGET, "2026-02-11")


def look(folder: Path, body: bytes, url: str = "") -> handed.Thing:
    (folder / "it").write_bytes(body)
    return handed.look(folder / "it", url)


@pytest.mark.parametrize("coding", ["quoted-printable", "base64"])
def test_a_page_of_chromium_is_unpacked(coding: str) -> None:
    made = mhtml.read(saved(LIST, URL, coding=coding))
    assert made.html.decode() == LIST
    assert (made.url, made.title) == (URL, "预算")
    assert made.at == datetime.fromisoformat("2026-09-30T08:30:00+08:00")


def test_what_a_frame_shows_stands_beside_it() -> None:
    outer = page("预决算", '<iframe src="cid:frame-1@mhtml.blink"></iframe><p>之后</p>')
    text = mhtml.read(saved(outer, URL, frame="<p>里面</p>")).html.decode()
    assert text.index("frame-1@") < text.index("里面") < text.index("之后")
    assert mhtml.read(saved(outer, URL)).html.decode() == outer


def test_plain_bytes_are_taken_as_they_are() -> None:
    whole = saved("<p>hallo</p>", URL).replace(b"quoted-printable", b"8bit")
    assert mhtml.read(whole).html == b"<p>hallo</p>"
    assert mhtml.read(b"MIME-Version: 1.0\r\n\r\nx") == mhtml.Saved()


def test_what_a_file_is(tmp_path: Path) -> None:
    kinds = {
        "list": look(tmp_path, LIST.encode(), URL),
        "page": look(tmp_path, DOCUMENT.encode(), URL),
        "page of nothing": look(tmp_path, b"<html><body><p>ok</p></body></html>", URL),
        "file": look(tmp_path, b"%PDF-1.7 x", f"{URL}1.pdf"),
        "picture": look(tmp_path, PNG),
    }
    assert {name: thing.kind for name, thing in kinds.items()} == {
        name: name.partition(" ")[0] for name in kinds
    }
    assert kinds["picture"].url == ""
    assert kinds["file"].mime == "application/pdf"
    assert look(tmp_path, "说明：本表为空。".encode(), URL).kind == "file"
    data = b'{"rows":[{"title":"x","url":"/1.html","date":"2026-01-01"}]}'
    assert look(tmp_path, data, URL).mime == "application/json"


def test_a_file_says_itself_whose_copy_it_is(tmp_path: Path) -> None:
    chrome = f"<!-- saved from url=(0034){URL} -->\n{LIST}"
    single = f"<!DOCTYPE html><html><!--\n Page saved with SingleFile \n url: {URL} \n-->{LIST}"
    for text in (chrome, single):
        assert look(tmp_path, text.encode()).url == URL
    assert look(tmp_path, chrome.encode(), f"{OWN}/b/").url == f"{OWN}/b/"
    assert look(tmp_path, saved(LIST, URL)).url == URL


@pytest.mark.parametrize(
    ("body", "url", "says"),
    [
        (LIST.encode(), "", "没有写明"),
        (LIST.encode(), "javascript:go()", "网址不对"),
        (LIST.encode(), "file:///etc/passwd", "网址不对"),
        (b"", URL, "空"),
        (WALL.encode(), URL, "保存下来的不是内容"),
        (saved(WALL, URL), "", "保存下来的不是内容"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", URL, "里面没有网页"),
        (bytes(range(256)) * 9, URL, "认不出"),
    ],
)
def test_what_cannot_be_used_is_a_sentence(
    tmp_path: Path, body: bytes, url: str, says: str
) -> None:
    with pytest.raises(UserError, match=says):
        look(tmp_path, body, url)


def test_only_regular_files_of_a_bounded_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (tmp_path, Path("/dev/null"), tmp_path / "none"):
        with pytest.raises(UserError, match="普通文件"):
            handed.look(path, URL)
    monkeypatch.setattr(handed, "MOST_MEGABYTES", 0)
    with pytest.raises(UserError, match="超过"):
        look(tmp_path, LIST.encode(), URL)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400), st.integers(0, 900), st.binary(max_size=40))
def test_no_bytes_are_too_much_for_it(tail: bytes, at: int, noise: bytes) -> None:
    whole = saved(LIST, URL, frame=column([]))
    mhtml.read(whole[:at] + noise + whole[at:])
    mhtml.read(whole + tail)
    mhtml.is_mhtml(tail)


def test_a_bomb_of_parts_and_frames_is_bounded() -> None:
    frames = "<iframe src='cid:frame-1@mhtml.blink'>" * 3000
    whole = saved(frames, URL, frame="x" * 400_000).replace(
        b"------x--", b"------x\r\n\r\n" * 200_000
    )
    began = process_time()
    made = mhtml.read(whole)
    assert process_time() - began < 2
    assert len(made.html) < 1_000_000


def test_columns_that_people_brought_join_the_targets_once(tmp_path: Path) -> None:
    known = Column(url=URL, subjects=("budget",))
    brought = [
        Added(kind="list", unit="a", url=URL, column=URL, subject="budget"),
        Added(kind="list", unit="a", url=URL, column=f"{OWN}/n/", subject="notices", name="公告"),
        Added(kind="page", unit="a", url=f"{OWN}/p", column="", subject="notices"),
        Added(kind="list", unit="a", url=f"{OWN}/m/", column=f"{OWN}/m/"),
    ]
    note(tmp_path, brought[:2])
    note(tmp_path, brought[2:])
    assert list(read(tmp_path)) == brought
    with (tmp_path / "added.jsonl").open("ab") as file:
        file.write(b'{"kind":"li')
    assert list(read(tmp_path)) == brought
    targets = joined(Targets(title="t", columns=(known,)), brought)
    assert targets.columns[1:] == (
        Column(url=f"{OWN}/n/", subjects=("notices",), unit="a", how="person", name="公告"),
    )
    assert joined(targets, brought) == targets
    assert read(tmp_path / "none") == ()
