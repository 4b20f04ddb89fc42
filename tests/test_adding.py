"""What people save by hand opens what is walled, and is told apart in results and reports."""

from __future__ import annotations

import json
import shutil
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from quopri import encodestring

import pytest
from playwright.sync_api import sync_playwright
from warcio.archiveiterator import ArchiveIterator

from crawler.browser import find_browser
from gongkai import cli, round
from gongkai.disk import added
from gongkai.disk.judged import Judged, Result
from gongkai.disk.store import Round
from gongkai.judging.evidence import Library
from tests.crawler.server import article, column, page, serving

OWN = "http://wsjkj.haitang.gov.cn"
AT = "2026-09-30T08:50"
BUDGET = "海棠市卫生健康局2026年部门预算"
LIST = column(
    [
        (BUDGET, "/yjs/content/post_1.html", "2026-02-11"),
        ("海棠市卫生健康局2025年部门预算", "/yjs/content/post_2.html", "2025-02-12"),
    ],
    name="部门预决算",
)
NOTICES = column(
    [
        (f"关于第{n}项工作的通知", f"/tzgg/content/post_{n}.html", f"2026-0{n}-05")
        for n in range(9, 4, -1)
    ]
)
OPEN = "http://czj.haitang.gov.cn/tzgg/"  # a column that nothing hides
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
WALL = page("提示", "<p>您的访问过于频繁，请稍后再试</p>")


@pytest.fixture
def taken(audited: round.Job, tmp_path: Path) -> Path:
    """A copy of the audited round that a test may add to."""
    return Path(shutil.copytree(audited.folder, tmp_path / "r1"))


def mhtml(html: str, url: str, *, frame: str = "", coding: str = "quoted-printable") -> bytes:
    """A page as Chromium saves it."""

    def part(text: str, where: str) -> str:
        body = encodestring(text.encode()) if coding[0] == "q" else b64encode(text.encode())
        head = f"Content-Type: text/html\r\n{where}\r\nContent-Transfer-Encoding: {coding}"
        return f"------x\r\n{head}\r\n\r\n{body.decode()}\r\n"

    inside = part(frame, "Content-ID: <frame-1@mhtml.blink>") if frame else ""
    return (
        "From: <Saved by Blink>\r\n"
        f"Snapshot-Content-Location: {url}\r\n"
        "Subject: =?utf-8?Q?=E9=A2=84=E7=AE=97?=\r\n"
        "Date: Wed, 30 Sep 2026 00:30:00 -0000\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----x"\r\n\r\n\r\n'
        + part(html, f"Content-Location: {url}")
        + inside
        + "------x--\r\n"
    ).encode()


def add(folder: Path, *more: str | Path, unit: str = "wsjkj", at: str = AT) -> int:
    when = ["--at", at] if at else []
    fixed = ["add", str(folder), "--unit", unit, "--by", "张三", *when]
    return cli.main([*fixed, *map(str, more)])


def results(folder: Path) -> dict[tuple[str, str], Result]:
    every = Judged(folder / "judged" / "first").results()
    return {(r.item, r.rule): r for r in every if r.unit == "wsjkj"}


def test_a_walled_office_is_opened_by_hand(
    taken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert results(taken)["1.4", "count"].reason == "blocked"
    assert results(taken)["5.1", "fresh"].reason == "blocked"
    saved = tmp_path / "预决算.mhtml"
    saved.write_bytes(mhtml(LIST, f"{OWN}/yjs/"))
    assert add(taken, "--column", "budget", saved) == 0
    told = capsys.readouterr().out
    assert "1.4" in told
    assert "被防火墙拦截" in told
    assert "财政局" not in told  # nothing of another office is changed by it
    document = tmp_path / "budget.html"
    url = f"{OWN}/yjs/content/post_1.html"
    document.write_text(article(BUDGET, "2026-02-11"), "utf-8")
    assert add(taken, "--url", url, document) == 0
    notices = tmp_path / "通知.html"
    notices.write_text(f"<!-- saved from url=(0036){OWN}/tzgg/index.html -->\n{NOTICES}", "utf-8")
    assert add(taken, notices) == 0  # columns.csv knows the column

    assert cli.main(["check", str(taken)]) == 0
    found = results(taken)
    assert (found["1.4", "count"].outcome, found["1.4", "count"].reason) == ("pass", "printed_only")
    assert (found["5.1", "fresh"].outcome, found["5.1", "fresh"].reason) == ("pass", "ok")
    assert found["1.4", "count"].saved_by.startswith("张三")
    assert "通知.html" in found["5.1", "fresh"].saved_by
    told = "".join(p.read_text("utf-8") for p in (taken / "judged/first/out").rglob("*.html"))
    assert "人工保存" in told
    assert "预决算.mhtml" in told

    before = (taken / "judged/first/results.csv").read_bytes()
    assert cli.main(["check", str(taken)]) == 0
    assert (taken / "judged/first/results.csv").read_bytes() == before


def test_evidence_is_kept_as_it_was_handed_in(taken: Path, tmp_path: Path) -> None:
    saved = tmp_path / "list.mhtml"
    saved.write_bytes(mhtml(LIST, f"{OWN}/yjs/"))
    assert add(taken, "--column", f"{OWN}/yjs/", saved) == 0
    store = Round(taken).site("wsjkj.haitang.gov.cn")
    snapshot = store.snapshot(f"{OWN}/yjs/")
    assert snapshot is not None
    assert (snapshot.by, snapshot.person, snapshot.file) == ("person", "张三", "list.mhtml")
    assert snapshot.fetched_at == "2026-09-30T08:50:00+08:00"
    assert snapshot.sha256 == sha256(saved.read_bytes()).hexdigest()
    headers, body = store.body(snapshot)
    assert headers == {"content-type": "text/html"}
    assert body.decode() == LIST
    with (store.folder / snapshot.warc).open("rb") as file:
        last = list(_records(file))[-1]
    assert last == ("resource", "multipart/related", saved.read_bytes())
    (line,) = added.read(taken)
    assert (line.kind, line.unit, line.by, line.file) == ("list", "wsjkj", "张三", "list.mhtml")


def _records(file: object) -> list[tuple[str, str, bytes]]:
    return [
        (r.rec_type, r.rec_headers.get_header("Content-Type"), r.raw_stream.read())
        for r in ArchiveIterator(file)
    ]


def test_a_page_says_itself_when_it_was_saved_and_a_frame_is_a_part_of_it(
    taken: Path, tmp_path: Path
) -> None:
    outer = page("部门预决算", '<iframe src="cid:frame-1@mhtml.blink"></iframe>')
    saved = tmp_path / "framed.mhtml"
    saved.write_bytes(mhtml(outer, f"{OWN}/yjs/", frame=LIST, coding="base64"))
    assert add(taken, "--column", "budget", saved, at="") == 0
    store = Round(taken).site("wsjkj.haitang.gov.cn")
    snapshot = store.snapshot(f"{OWN}/yjs/")
    assert snapshot is not None
    assert snapshot.fetched_at == "2026-09-30T08:30:00+08:00"
    (listing,) = [x for x in store.listings() if x.column == f"{OWN}/yjs/"]
    assert BUDGET in [row.title for row in listing.rows]


@pytest.mark.skipif(find_browser() is None, reason="no Chromium here")
def test_a_page_that_chromium_saved_itself(taken: Path, tmp_path: Path) -> None:
    outer = page("部门预决算", '<h2>部门预决算</h2><iframe src="/rows.html"></iframe>')
    saved = tmp_path / "saved.mhtml"
    with serving({"/yjs/": outer, "/rows.html": LIST}) as server, sync_playwright() as driver:
        rules = f"--host-resolver-rules=MAP wsjkj.haitang.gov.cn {server.address}, MAP * ~NOTFOUND"
        chromium = driver.chromium.launch(
            executable_path=find_browser(), args=["--no-sandbox", rules]
        )
        tab = chromium.new_page()
        tab.goto(f"{OWN}/yjs/")
        session = tab.context.new_cdp_session(tab)
        saved.write_text(
            session.send("Page.captureSnapshot", {"format": "mhtml"})["data"], "utf-8", newline=""
        )
        chromium.close()
    assert add(taken, "--column", "budget", saved, at="") == 0
    store = Round(taken).site("wsjkj.haitang.gov.cn")
    (listing,) = [x for x in store.listings() if x.column == f"{OWN}/yjs/"]
    assert listing.rows[0].title == BUDGET
    assert listing.rows[0].url == f"{OWN}/yjs/content/post_1.html"


def test_what_a_person_brought_stands_though_the_wall_is_met_again(
    taken: Path, tmp_path: Path
) -> None:
    document = tmp_path / "budget.html"
    url = f"{OWN}/yjs/content/post_1.html"
    document.write_text(article(BUDGET, "2026-02-11"), "utf-8")
    assert add(taken, "--url", url, document) == 0
    again = Round(taken).site("wsjkj.haitang.gov.cn", look=2)
    (known,) = [d for d in again.documents() if d.url == url]
    walled = replace(known, opened=False, problem="blocked", snapshots=(), title="")
    again.add(walled)
    again.close()
    library = Library(Round(taken), round.reopen(taken).targets)
    assert library.page(url) == known
    gone = Round(taken).site("wsjkj.haitang.gov.cn", look=3)
    gone.add(replace(walled, problem="dead_link"))
    gone.close()
    library = Library(Round(taken), round.reopen(taken).targets)
    assert library.page(url).problem == "dead_link"  # type: ignore[union-attr]


def test_a_screenshot_leaves_the_verdict_to_a_person(taken: Path, tmp_path: Path) -> None:
    shot = tmp_path / "栏目截图.png"
    shot.write_bytes(PNG)
    assert add(taken, "--column", "budget", shot) == 0
    assert cli.main(["check", str(taken)]) == 0
    found = results(taken)
    assert (found["1.4", "count"].outcome, found["1.4", "count"].reason) == ("manual", "screenshot")
    assert "栏目截图.png" in found["1.4", "count"].seen
    assert "栏目截图.png" in found["1.4", "count"].saved_by
    assert found["1.4", "count"].sha256 == sha256(PNG).hexdigest()
    assert found["5.1", "fresh"].outcome == "unknown"


def test_a_screenshot_of_a_page_does_not_take_its_place(taken: Path, tmp_path: Path) -> None:
    shot, site = tmp_path / "栏目截图.png", Round(taken).site("czj.haitang.gov.cn")
    shot.write_bytes(PNG)
    assert site.snapshot(OPEN)
    assert add(taken, "--url", OPEN, "--column", "notices", shot, unit="czj") == 0
    assert Round(taken).site("czj.haitang.gov.cn").snapshot(OPEN) == site.snapshot(OPEN)


def test_an_attachment_joins_the_round(taken: Path, tmp_path: Path) -> None:
    file = tmp_path / "预算.pdf"
    file.write_bytes(b"%PDF-1.4\n%broken")
    url = f"{OWN}/yjs/1.pdf"
    assert add(taken, "--url", url, file) == 0
    (document,) = [d for d in Round(taken).site("wsjkj.haitang.gov.cn").documents() if d.url == url]
    assert (document.title, document.problem) == ("预算.pdf", "unreadable")


def test_an_address_is_fetched_once_and_a_wall_is_said(
    taken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(taken, f"{OWN}/yjs/", "--column", "budget", at="") == 2
    assert "被防火墙拦截" in capsys.readouterr().err
    assert added.read(taken) == ()
    before = Round(taken).site("czj.haitang.gov.cn").snapshot(OPEN)
    assert add(taken, OPEN, "--column", "notices", unit="czj", at="") == 0
    (line,) = added.read(taken)
    assert (line.kind, line.url, line.column, line.file) == ("list", OPEN, OPEN, "")
    assert before
    assert line.snapshot != before.id


MISTAKES = {
    "no unit": (["--column", "budget", "{list}"], "nobody", "没有单位"),
    "no file": (["--column", "budget", "{none}"], "wsjkj", "没有这个文件"),
    "a folder": (["--column", "budget", "{folder}"], "wsjkj", "普通文件"),
    "empty": (["--url", OWN + "/a.html", "{empty}"], "wsjkj", "空的"),
    "no address": (["{plain}"], "wsjkj", "--url"),
    "another's site": (["--url", "http://example.org/", "{plain}"], "wsjkj", "名单的网站"),
    "no subject": (["--column", "bugdet", "{list}"], "wsjkj", "budget"),
    "which column": (["--url", OWN + "/other/", "{plain}"], "wsjkj", "--column"),
    "which picture": (["{shot}"], "wsjkj", "截图"),
    "a wall": (["--url", OWN + "/yjs/", "--column", "budget", "{wall}"], "wsjkj", "访问频率受限"),
    "no page in it": (["{hollow}"], "wsjkj", "没有网页"),
    "what is it": (["--url", OWN + "/a", "{noise}"], "wsjkj", "认不出"),
    "one url": (["--url", OWN + "/a", "{plain}", "{list}"], "wsjkj", "一个文件"),
    "good and bad": (["--column", "budget", "{list}", "{none}"], "wsjkj", "没有这个文件"),
    "in the future": (["--column", "budget", "--at", "2036-01-01", "{list}"], "wsjkj", "晚于"),
}


@pytest.mark.parametrize(("more", "unit", "says"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_a_sentence_and_nothing_is_lost(
    audited: round.Job,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    more: list[str],
    unit: str,
    says: str,
) -> None:
    made = {
        "list": mhtml(LIST, f"{OWN}/yjs/"),
        "empty": b"",
        "plain": LIST.encode(),
        "wall": WALL.encode(),
        "hollow": mhtml(LIST, OWN).replace(b"text/html", b"text/plain"),
        "shot": PNG,
        "noise": bytes(range(256)) * 40,
    }
    for name, body in made.items():
        (tmp_path / name).write_bytes(body)
    places = {name: tmp_path / name for name in [*made, "none"]} | {"folder": tmp_path}
    before = {p: p.stat().st_mtime_ns for p in audited.folder.rglob("*") if p.is_file()}
    assert add(audited.folder, *(m.format(**places) for m in more), unit=unit, at="") == 2
    said = capsys.readouterr().err.strip()
    assert says in said
    assert "Traceback" not in said
    assert {p: p.stat().st_mtime_ns for p in audited.folder.rglob("*") if p.is_file()} == before


def test_what_was_added_survives_a_recheck_of_the_targets(taken: Path, tmp_path: Path) -> None:
    """A column that a person brings stands for the unit until the round is gone."""
    saved = tmp_path / "x.mhtml"
    saved.write_bytes(mhtml(LIST, f"{OWN}/czxx/ysgk/"))
    assert add(taken, "--column", "audit", saved) == 0
    given = json.loads((taken / "given" / "targets.json").read_text("utf-8"))
    job = round.with_added(round.reopen(taken))
    mine = [c for c in job.targets.columns if c.how == "person" and c.url.startswith(OWN)]
    assert [(c.unit, c.subjects, c.url) for c in mine] == [
        ("wsjkj", ("audit",), f"{OWN}/czxx/ysgk/")
    ]
    assert len(given["columns"]) == len(job.targets.columns) - 1
    assert round.with_added(job).targets.columns == job.targets.columns
