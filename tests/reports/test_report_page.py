"""index.html and units/*.html: what they tell, and that nothing captured can run."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup, Tag

import reports
from gongkai.disk.judged import Result
from reports import Audit, page
from tests.reports import make

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page, Request

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>\"' onmouseover='alert(3) "
    "{{ 7*7 }} \u202eevil\u2066 \u200b" + "很长的标题" * 200
)


def written(audit: Audit, folder: Path) -> dict[str, BeautifulSoup]:
    return {
        p.relative_to(folder).as_posix(): BeautifulSoup(p.read_text("utf-8"), "lxml")
        for p in reports.write(audit, folder, ["page"])
    }


def text(node: Tag | None) -> str:
    assert node
    return " ".join(node.get_text(" ").split())


def hostile(units: int = 2) -> Audit:
    """An audit whose every captured text and address is an attack."""
    audit = make.audit(units, title=HOSTILE)
    results = [
        replace(r, url="javascript:alert(4)", unit_name=HOSTILE, seen=HOSTILE)
        for r in audit.results
    ]
    ledgers = {
        key: replace(
            x,
            column_names=(HOSTILE,),
            columns=("javascript:alert(5)",),
            parts=tuple(
                replace(
                    p, key=HOSTILE, seen=HOSTILE, url="data:text/html,<script>alert(6)</script>"
                )
                for p in x.parts
            ),
        )
        for key, x in audit.ledgers.items()
    }
    scores = [replace(s, unit_name=HOSTILE, why_unranked=HOSTILE) for s in audit.scores]
    return replace(audit, results=results, ledgers=ledgers, scores=scores)


# ------------------------------------------------------------------ what is told


def test_ranking_follows_the_scores(tmp_path: Path) -> None:
    audit = make.audit(12)
    index = written(audit, tmp_path)["index.html"]
    rows = [text(tr.th) for tr in index.select("table.rank")[0].select("tbody tr")]
    by_rank = sorted((s for s in audit.scores if s.rank), key=lambda s: (s.rank or 0, s.unit_name))
    assert rows == [s.unit_name for s in by_rank]
    unranked = index.select("table.rank")[1]
    assert len(unranked.select("tbody tr")) == sum(s.rank is None for s in audit.scores)
    assert "无法判定超过一成" in text(unranked)


def test_every_unit_has_a_page_that_tells_every_result(tmp_path: Path) -> None:
    audit = make.audit(4)
    pages = written(audit, tmp_path)
    for score in audit.scores:
        mine = [r for r in audit.results if r.unit == score.unit]
        soup = pages[f"units/{score.unit}.html"]
        assert len(soup.select(".one")) == len(mine)
        told = text(soup)
        assert all(r.sha256[:12] in told for r in mine if r.sha256)


def test_the_arithmetic_adds_up_to_the_score(tmp_path: Path) -> None:
    audit = make.audit(6)
    pages = written(audit, tmp_path)
    for score in audit.scores:
        rows = pages[f"units/{score.unit}.html"].select("table.sum tbody tr")
        cells = [[float(re.sub("[^0-9.]", "", td.text)) for td in tr.select("td.n")] for tr in rows]
        assert all(abs(w * share * credit - e) < 1e-9 for w, share, credit, e, _ in cells)
        assert sum(c[3] for c in cells) == pytest.approx(score.earned)
        assert sum(c[4] for c in cells) == pytest.approx(score.possible)
        assert f"= {score.percent:.1f}" in text(pages[f"units/{score.unit}.html"])


def test_problems_come_first_and_the_dearest_first(tmp_path: Path) -> None:
    soup = written(make.audit(6), tmp_path)["units/u03.html"]
    regained = [float(td.text.strip("＋")) for td in soup.select("section table td.n b")]
    assert regained
    assert regained == sorted(regained, reverse=True)
    assert "需要整改" in text(soup.select("section h2")[0])


def test_months_stand_as_a_strip_with_words_beside_it(tmp_path: Path) -> None:
    soup = written(make.audit(6), tmp_path)["units/u01.html"]
    strip = next(s for s in soup.select("article .strip") if "12月" in s.text)
    cells = strip.select("li")
    assert len(cells) == 12
    assert all(li["title"] for li in cells)
    assert "10月 未到期" in str(strip["aria-label"])
    assert cells[11].text.startswith("·")


def test_whose_number_and_whether_confirmed_are_told(tmp_path: Path) -> None:
    audit = make.audit(2)
    pages = written(audit, tmp_path)
    assert "＊核查方设定" in text(pages["units/u01.html"])
    assert "方案规定" in text(pages["units/u01.html"])
    assert "未复核" in text(pages["units/u00.html"].select("main section")[1])
    assert "已复核" in text(pages["units/u01.html"].select("main section")[1])


def test_heat_table_has_a_cell_for_every_unit_and_task(tmp_path: Path) -> None:
    audit = make.audit(12)
    heat = written(audit, tmp_path)["index.html"].select_one("table.heat")
    assert heat
    tasks = {o.task for o in audit.plan.obligations}
    rows = heat.select("tbody tr")
    assert len(rows) == 12
    assert all(len(tr.select("td")) == 1 + len(tasks) for tr in rows)


def test_heat_cells_lead_to_anchors_that_exist(tmp_path: Path) -> None:
    pages = written(make.audit(5), tmp_path)
    for a in pages["index.html"].select("table.heat td a"):
        name, _, anchor = str(a["href"]).partition("#")
        assert pages[name].find(id=anchor)


def test_page_one_tells_what_is_not_known(tmp_path: Path) -> None:
    told = text(written(make.audit(3), tmp_path)["index.html"])
    assert "市口岸局" in told
    assert "各镇街" in told
    assert "海棠市档案馆" in told
    assert make.SHA in told
    assert "2026-10-09 09:00" in told
    assert "未启用浏览器" in told


def test_sample_data_says_so_on_every_page_and_real_data_never(tmp_path: Path) -> None:
    sample = written(make.audit(3), tmp_path / "a")
    real = written(make.audit(3, sample=False), tmp_path / "b")
    assert all("示例数据" in text(p.body) for p in sample.values() if p.body)
    assert not [n for n, p in real.items() if "示例数据" in text(p)]


def test_empty_tables_say_so(tmp_path: Path) -> None:
    whole = make.audit(1)
    index = written(Audit(plan=whole.plan, targets=replace(whole.targets, groups=())), tmp_path)
    told = text(index["index.html"])
    for sentence in ("没有单位进入排名", "没有判定任何事项", "没有记录采集足迹"):
        assert sentence in told
    for sentence in ("没有发现失分", "没有看不到的内容"):  # nothing was judged: nothing is well
        assert sentence not in told
    met = [r for r in whole.results if r.outcome == "pass"]
    told = text(written(replace(whole, results=met), tmp_path)["index.html"])
    for sentence in ("没有发现失分", "没有看不到的内容"):
        assert sentence in told


def test_english_pages_speak_english(tmp_path: Path) -> None:
    pages = written(make.audit(3, lang="en"), tmp_path)
    assert pages["index.html"].html
    assert pages["index.html"].html["lang"] == "en"
    for name in ("index.html", "units/u01.html"):
        labels = " ".join(text(x) for x in pages[name].select("h2, thead th, dt, .tag, .note"))
        tasks = {o.task for o in make.audit(1).plan.obligations}
        for task in tasks:
            labels = labels.replace(task, "")
        assert not re.search("[\u4e00-\u9fff]", labels)


def test_unit_ids_cannot_leave_the_folder() -> None:
    names = [page.file_of(u) for u in ("czj", "市财政局", "../../x", "a/b", "a_b", "..")]
    assert names[0] == "czj.html"
    assert len(set(names)) == len(names)
    assert all("/" not in n and not n.startswith(".") for n in names)


# ------------------------------------------------------------------ nothing captured can run


def test_nothing_captured_becomes_markup(tmp_path: Path) -> None:
    for name, soup in written(hostile(), tmp_path).items():
        assert not soup.select("script, img, iframe, object, link, base, form"), name
        for tag in soup.find_all(True):
            assert not [a for a in tag.attrs if a.startswith("on")], name
        for a in soup.select("a[href]"):
            assert re.match(r"https?://|#|units/[\w-]+\.html|\.\./index\.html", str(a["href"]))
        raw = (tmp_path / name).read_text("utf-8")
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b]", raw)
        assert "很长的标题" * 100 not in raw
        assert "alert(1)" in raw  # told as text


def test_pages_stand_alone_and_allow_nothing(tmp_path: Path) -> None:
    for soup in written(make.audit(2), tmp_path).values():
        policy = soup.select_one("meta[http-equiv=Content-Security-Policy]")
        assert policy
        assert str(policy["content"]).startswith("default-src 'none'; style-src 'unsafe-inline'")
        assert not soup.select("[src], link")
        for a in soup.select('a[href^="http"]'):
            assert a["target"] == "_blank"
            assert a["rel"] == ["noopener", "noreferrer"]
        style = soup.style
        assert style
        assert "url(" not in style.text
        assert "@import" not in style.text


def test_saved_pages_without_an_address_are_text(tmp_path: Path) -> None:
    audit = make.audit(1)
    saved: list[Result] = [replace(r, url="saved:///a.html") for r in audit.results]
    ledgers = {r.key: audit.ledgers[r.key] for r in saved if r.key in audit.ledgers}
    soup = written(replace(audit, results=saved, ledgers=ledgers), tmp_path)["units/u00.html"]
    assert "saved:///a.html" in text(soup)
    assert not soup.select('a[href^="saved"]')


@pytest.fixture
def chromium() -> str:
    pytest.importorskip("playwright")
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not found:
        pytest.skip("no Chromium here")
    return found


def _listen(tab: Page, noise: list[str]) -> None:
    def dialog(shown: Dialog) -> None:
        noise.append(shown.message)
        shown.dismiss()

    def request(sent: Request) -> None:
        if not sent.url.startswith("file:"):
            noise.append(sent.url)

    tab.on("dialog", dialog)
    tab.on("console", lambda said: noise.append(said.text))
    tab.on("pageerror", lambda error: noise.append(str(error)))
    tab.on("request", request)


def test_a_browser_opens_hostile_pages_in_silence(tmp_path: Path, chromium: str) -> None:
    from playwright.sync_api import sync_playwright

    names = list(written(hostile(), tmp_path))
    noise: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for width in (1280, 390):
            tab = browser.new_page(viewport={"width": width, "height": 900})
            _listen(tab, noise)
            for name in names:
                tab.goto((tmp_path / name).as_uri())
                assert tab.evaluate("document.documentElement.scrollWidth") <= width, name
        browser.close()
    assert not noise
